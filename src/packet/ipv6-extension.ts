import { counted, type Field, u8 } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { ipProtocol, ipProtocolNames } from './ip-protocol.ts';

/** Lengths of extension headers count units of so many bytes, beyond the first. */
const UNIT = 8;

/** What the extension headers of RFC 8200 begin with. */
export const extensionFields = () => ({
  nxt: u8(0, { names: ipProtocolNames, label: 'Next header', doc: 'What follows this header: another one, or the protocol that the packet carries.' }),
  len: u8(1, { label: 'Length', doc: 'Length of the header in units of 8 bytes, beyond the first 8.' }),
  len_oct: counted({ size: 2, unit: 'bytes', within: 'len', label: 'Length in bytes', doc: 'The same in bytes.' }),
});

/** HOT: must not allocate. Frames an extension header, and names what follows it. One that ends early shows what is there of it. */
export function stepExtension(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(UNIT)) return false;
  w.body = w.end;
  const length = UNIT + b[s + 1]! * UNIT;
  if (!w.need(length)) return false;
  w.body = s + length;
  w.next = w.choose(ipProtocol, b[s]!);
  return true;
}

export function addLengthInBytes(t: TreeBuilder, f: { readonly len: Field; readonly len_oct: Field }): void {
  if (t.body - t.start >= 2) t.addUnder(f.len, f.len_oct, UNIT + t.bytes[t.start + 1]! * UNIT);
}
