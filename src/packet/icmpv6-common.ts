import { bytes, fieldsOf, VARIES } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';

/** How messages of one type are laid out. */
export interface Message {
  /** Length of the part that is always there, from the type on. */
  readonly fixed: number;
  /** Adds fields of that part whose place varies, as far as they are there, and returns the offset after them; they lie before `placed`. */
  readonly place?: (t: TreeBuilder) => number;
  readonly placed?: number;
  /** Adds what comes after it, from `from` to the end of the layer. */
  readonly detail?: (t: TreeBuilder, from: number) => void;
}

/** `when` a field is there: in messages of these types. */
export const of = (...types: readonly number[]) => (b: Uint8Array, s: number): boolean => types.includes(b[s]!);

/** Fields that messages and options of many kinds share. */
export const icmpv6CommonFields = fieldsOf('icmpv6', 'RFC 4443 §2.1', {
  reserved: bytes(VARIES, 0, { label: 'Reserved', doc: 'Bytes kept for later use; must be zero.' }),
  data: bytes(VARIES, 0, { label: 'Content', doc: 'Content whose form is not known here, as it is.' }),
  unknown_data: bytes(VARIES, 0, { label: 'Rest', doc: 'Bytes beyond what the message or the option provides for.' }),
});
