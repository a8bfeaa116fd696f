import { bytes, fieldsOf, flag, u8, VARIES } from '../base/field.ts';
import type { Places } from './places.ts';

/** The hardware type whose packets have a layout of their own. */
export const ATM = 19;
/** Types, opcode, and the lengths of the three addresses of either side. */
export const ATM_HEADER = 12;

/** ARP on ATM: an address may be a number and a subaddress, each of a length and a kind of its own. */
export const atmFields = fieldsOf('arp', 'RFC 2225 §8.6', {
  'atm.reserved': u8(VARIES, { mask: 0x80, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  'src.htype': flag(VARIES, 1, 0x40, { label: 'Sender ATM number is E.164', doc: 'Set: the ATM number is a telephone number (E.164); clear: an NSAP address.' }),
  'src.hlen': u8(VARIES, { mask: 0x3f, unit: 'bytes', label: 'Sender ATM number length', doc: "Length of the sender's ATM number; 0: there is none." }),
  'src.stype': flag(VARIES, 1, 0x40, { label: 'Sender ATM subaddress is E.164', doc: 'Set: the ATM subaddress is a telephone number (E.164); clear: an NSAP address.' }),
  'src.slen': u8(VARIES, { mask: 0x3f, unit: 'bytes', label: 'Sender ATM subaddress length', doc: "Length of the sender's ATM subaddress; 0: there is none." }),
  'src.pln': u8(VARIES, { unit: 'bytes', label: 'Sender protocol address length', doc: "Length of the sender's protocol address; 0: there is none." }),
  'dst.htype': flag(VARIES, 1, 0x40, { label: 'Target ATM number is E.164', doc: 'Set: the ATM number is a telephone number (E.164); clear: an NSAP address.' }),
  'dst.hlen': u8(VARIES, { mask: 0x3f, unit: 'bytes', label: 'Target ATM number length', doc: "Length of the target's ATM number; 0: there is none." }),
  'dst.stype': flag(VARIES, 1, 0x40, { label: 'Target ATM subaddress is E.164', doc: 'Set: the ATM subaddress is a telephone number (E.164); clear: an NSAP address.' }),
  'dst.slen': u8(VARIES, { mask: 0x3f, unit: 'bytes', label: 'Target ATM subaddress length', doc: "Length of the target's ATM subaddress; 0: there is none." }),
  'dst.pln': u8(VARIES, { unit: 'bytes', label: 'Target protocol address length', doc: "Length of the target's protocol address; 0: there is none." }),
  'src.atm_num_nsap': bytes(VARIES, 0, { label: 'Sender ATM number', doc: "The sender's number in the ATM network." }),
  'src.atm_subaddr': bytes(VARIES, 0, { label: 'Sender ATM subaddress', doc: "The sender's address behind its number." }),
  'dst.atm_num_nsap': bytes(VARIES, 0, { label: 'Target ATM number', doc: "The target's number in the ATM network." }),
  'dst.atm_subaddr': bytes(VARIES, 0, { label: 'Target ATM subaddress', doc: "The target's address behind its number." }),
});
const f = atmFields;

const LENGTH = 0x3f;

/** Lengths of the addresses of a header of which twelve bytes are there: numbers, subaddresses and protocol addresses. HOT: must not allocate. */
export function atmAddressBytes(b: Uint8Array, s: number): number {
  return (b[s + 4]! & LENGTH) + (b[s + 5]! & LENGTH) + b[s + 8]! + (b[s + 9]! & LENGTH) + (b[s + 10]! & LENGTH) + b[s + 11]!;
}

/** The lengths of the sender's ATM number and subaddress, before the opcode. */
export function placeSenderLengths(p: Places): void {
  p.share(f['atm.reserved'], f['src.htype'], f['src.hlen']);
  p.share(f['atm.reserved'], f['src.stype'], f['src.slen']);
}

/** The other lengths, after the opcode. */
export function placeOtherLengths(p: Places): void {
  p.take(f['src.pln']);
  p.share(f['atm.reserved'], f['dst.htype'], f['dst.hlen']);
  p.share(f['atm.reserved'], f['dst.stype'], f['dst.slen']);
  p.take(f['dst.pln']);
}

/** Number and subaddress of one side, as long as the header at `s` says. False: there is less of them. */
export function placeAtmAddress(p: Places, b: Uint8Array, s: number, side: 'src' | 'dst'): boolean {
  const at = side === 'src' ? s + 4 : s + 9;
  const number = b[at]! & LENGTH;
  const subaddress = b[at + 1]! & LENGTH;
  if (number + subaddress > p.left) return false;
  if (number > 0) p.take(f[`${side}.atm_num_nsap`], number);
  if (subaddress > 0) p.take(f[`${side}.atm_subaddr`], subaddress);
  return true;
}
