import fc from 'fast-check';
import { expect } from 'vitest';
import { concat } from './bytes.ts';
import { type Decoded, decode } from './decode.ts';
import { ethernet, ipv4, udp } from './packet.ts';
import { tilingProblems } from './tiling.ts';

/** Where what a datagram carries begins, in a packet of Ethernet, IPv4 and UDP. */
export const AT = 42;

export function datagram(content: Uint8Array, port: number): Uint8Array<ArrayBuffer> {
  return ethernet({}, ipv4({ proto: 17 }, udp({ dport: port }, content)));
}

/** A decoded datagram, whose parts tile. */
export function received(content: Uint8Array, port: number): Decoded {
  const d = decode(datagram(content, port));
  expect(tilingProblems(d)).toEqual([]);
  return d;
}

/**
 * What must hold of every protocol in a datagram: cut anywhere by the snap length, no other fault than that is found; ended anywhere by its sender, or
 * followed by or made of any bytes, nothing throws; and always the parts tile.
 */
export function expectHardened(content: Uint8Array, port: number): void {
  const bytes = datagram(content, port);
  for (let end = AT + 1; end < bytes.length; end++) {
    const d = decode(bytes.subarray(0, end), 1, bytes.length);
    expect(d.faults.filter((fault) => fault.code !== 'cut')).toEqual([]);
    expect(tilingProblems(d)).toEqual([]);
  }
  for (let end = 1; end < content.length; end++) received(content.subarray(0, end), port);
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(content.length), (any, at) => {
    received(concat(any, Uint8Array.of(0)), port);
    received(concat(content.subarray(0, at), any, content.subarray(at)), port);
  }), { numRuns: 50 });
}
