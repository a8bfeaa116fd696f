import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { type Decoded, decode, place, text } from '../build/decode.ts';
import { udp6 } from '../build/ipv6.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, ipv6, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const AT = 42;
const inner = ipv6({ next: 17 }, udp6(ascii('abc')));
const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 17 }, udp({ dport: 3544 }, content)));
const tunnel = (headers: string): Decoded => decode(packet(concat(hex(headers), inner)));
const authentication = '0001 02 03 6162 616263 0102030405060708 00';
const origin = '0000 d1a1 f5b2fff5';

describe('Teredo (RFC 4380 §5.1.1)', () => {
  test('a packet of IPv6 as it is', () => {
    expect(tunnel('').layers.slice(3)).toEqual(['teredo', 'ipv6', 'udp', 'data']);
  });

  test('origin, every bit turned over', () => {
    const d = tunnel(origin);
    expect([text(d, 'teredo.orig.port'), text(d, 'teredo.orig.addr'), place(d, 'teredo.orig'), d.layers[4]]).toEqual(['11870', '10.77.0.10', `${AT}-${AT + 8}`, 'ipv6']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('authentication, and origin after it', () => {
    const d = tunnel(authentication + origin);
    expect(['idlen', 'aulen', 'id', 'value', 'nonce', 'conf'].map((name) => text(d, `teredo.auth.${name}`))).toEqual(['2', '3', '6162', '616263', '0102030405060708', '00']);
    expect([text(d, 'teredo.orig.addr'), d.layers[4]]).toEqual(['10.77.0.10', 'ipv6']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('lengths that lie, and something else on the port', () => {
    expect(decode(packet(hex('0001 ff ff 6162'))).faults).toMatchObject([{ code: 'short', need: 4 + 510 + 9, had: 6 }]);
    expect(decode(packet(hex('abcdef'))).layers.slice(3)).toEqual(['teredo', 'data']);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('teredo', packet, [concat(hex(authentication + origin), inner)]);
  });
});
