import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { decode, text } from '../build/decode.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('abc')));
const frame = ethernet({}, datagram);

describe('Ethernet in IP', () => {
  test('with a header (RFC 3378) and without one (RFC 8986 §4.9)', () => {
    const d = decode(ethernet({}, ipv4({ proto: 97 }, concat(hex('3000'), frame))));
    expect([d.layers.slice(2, 5), text(d, 'etherip.ver')]).toEqual([['etherip', 'eth', 'ip'], '3']);
    expect(tilingProblems(d)).toEqual([]);
    expect(decode(ethernet({}, ipv4({ proto: 143 }, frame))).layers.slice(2, 4)).toEqual(['eth', 'ip']);
  });
});
