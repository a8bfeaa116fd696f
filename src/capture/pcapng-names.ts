import { copyOf } from '../base/bytes.ts';
import { decode } from '../base/value.ts';
import { big16, little16 } from './integer.ts';
import { padded } from './pcapng-options.ts';
import type { AddressName } from './reader.ts';

/** Names that are kept of a file; no more are taken. */
export const MAX_NAMES = 65_536;

/** How long the address of a record is, by its type (draft-ietf-opsawg-pcapng §4.5): IPv4, IPv6, EUI-48, EUI-64. */
const addressSize: Readonly<Record<number, number>> = { 1: 4, 2: 16, 3: 6, 4: 8 };

/** Take the names of a Name Resolution Block, each record an address and the names that it has, ended by zeros. A broken record ends it. */
export function namesOf(b: Uint8Array, from: number, end: number, isLittle: boolean, into: AddressName[]): void {
  const u16 = isLittle ? little16 : big16;
  for (let at = from; end - at >= 4; ) {
    const type = u16(b, at);
    const length = u16(b, at + 2);
    const value = at + 4;
    if (type === 0 || value + length > end) return;
    const size = addressSize[type];
    if (size !== undefined && length > size) take(b, value, value + size, value + length, into);
    at = value + padded(length);
  }
}

function take(b: Uint8Array, at: number, from: number, to: number, into: AddressName[]): void {
  for (const name of decode(b.subarray(from, to), 'utf-8').split('\0')) {
    if (name !== '' && into.length < MAX_NAMES) into.push({ address: copyOf(b, at, from), name });
  }
}
