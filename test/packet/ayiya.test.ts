import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { decode, text } from '../build/decode.ts';
import { udp6 } from '../build/ipv6.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, ipv6, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('abc')));
const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 17 }, udp({ dport: 5072 }, content)));

describe('AYIYA (draft-massar-v6ops-ayiya §3)', () => {
  const header = '11 12 11 29 4af61a9d aabb 01020304';

  test('fields', () => {
    const d = decode(packet(concat(hex(header), ipv6({ next: 17 }, udp6(ascii('abc'))))));
    expect([d.layers.slice(3, 6), text(d, 'ayiya.epoch'), text(d, 'ayiya.identity'), text(d, 'ayiya.signature')]).toEqual([['ayiya', 'ipv6', 'udp'], 'Nov  8, 2009 01:10:53.000000000 UTC', 'aabb', '01020304']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('what is not to be passed on, and lengths that lie', () => {
    expect(decode(packet(hex('01 00 12 29 4af61a9d aa 6001'))).layers.slice(3)).toEqual(['ayiya', 'data']);
    expect(decode(packet(hex('f1 f2 11 29 4af61a9d'))).faults).toMatchObject([{ code: 'short', need: 8 + 32_768 + 60, had: 8 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('ayiya', packet, [concat(hex(header), datagram)]);
  });
});
