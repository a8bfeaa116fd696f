import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Decoded, decodeAll } from '../build/decode.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';

const UDP = 17;
const MORE = 0x2000;
const datagram = udp({ sport: 40000, dport: 9 }, Uint8Array.from({ length: 40 }, (_, i) => i + 1));

/** A frame with the datagram's bytes from `from` to `to`; `last` says that no more follow. */
function piece(from: number, to: number, last: boolean, bytes: Uint8Array = datagram.subarray(from, to)): Uint8Array {
  return ethernet({}, ipv4({ proto: UDP, id: 7, fragment: (last ? 0 : MORE) | (from / 8) }, bytes));
}

function payload(decoded: Decoded | undefined): unknown {
  return decoded?.nodes.find((node) => node.path === 'udp.payload')?.value;
}

describe('fragments that contradict each other (RFC 791 §3.2)', () => {
  test.each([
    ['touches it', [piece(0, 24, false), piece(24, 48, false), piece(16, 24, true)]],
    ['starts later', [piece(0, 24, false), piece(32, 48, false), piece(16, 24, true)]],
  ])('the last one ends before a part that came earlier and %s: what lies behind the end counts for nothing', (_, packets) => {
    const decoded = decodeAll(packets);
    expect(decoded.at(-1)!.layers).toContain('udp');
    expect(payload(decoded.at(-1))).toEqual(datagram.subarray(8, 24));
  });

  test('any pieces in any order: nothing throws', () => {
    const any = fc.record({ at: fc.nat(6), size: fc.integer({ min: 0, max: 40 }), last: fc.boolean() });
    fc.assert(fc.property(fc.array(any, { maxLength: 8 }), (list) => {
      const packets = list.map(({ at, size, last }) => piece(at * 8, 0, last, new Uint8Array(size)));
      expect(decodeAll(packets).length).toBe(packets.length);
    }));
  });
});
