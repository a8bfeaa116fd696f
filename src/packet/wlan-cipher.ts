import { fieldsOf, flag, text, u24, u32, u8, VARIES } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { hexText } from '../base/value.ts';

/** What stands before encrypted data: the value that WEP began with, made longer for its successors (IEEE 802.11 §12.3.2, §12.5). */
const WEP_HEADER = 4;
const EXTENDED_HEADER = 8;
/** The check of WEP at the end of the data. */
export const CIPHER_TRAILER = 4;
const EXTENDED = 0x20;

const f = fieldsOf('wlan', 'IEEE 802.11 §12.5', {
  'wep.iv': u24(VARIES, { hex: true, label: 'WEP initialization vector', doc: 'Goes into the key of this one frame; there are too few of them, which is how WEP was broken.', spec: 'IEEE 802.11 §12.3.2' }),
  'tkip.extiv': text(VARIES, 0, { label: 'TKIP sequence counter', doc: 'Goes into the key of this one frame, and shows frames that are sent again by somebody else.', spec: 'IEEE 802.11 §12.5.2' }),
  'ccmp.extiv': text(VARIES, 0, { label: 'CCMP packet number', doc: 'Goes into the encryption of this one frame, and shows frames that are sent again by somebody else.', spec: 'IEEE 802.11 §12.5.3' }),
  'wep.key': u8(VARIES, { mask: 0xc0, label: 'Key', doc: 'Which of four keys the frame is encrypted with.' }),
  'wep.extended': flag(VARIES, 1, EXTENDED, { label: 'Extended', doc: 'Set: four more bytes follow, as all ciphers after WEP have them.' }),
  'wep.reserved': u8(VARIES, { mask: 0x1f, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  'wep.icv': u32(VARIES, { hex: true, label: 'WEP check value', doc: 'A CRC-32 of the data, encrypted with it.', spec: 'IEEE 802.11 §12.3.2' }),
});
export const wlanCipherFields = f;

/** HOT: must not allocate. */
export const isWep = (b: Uint8Array, at: number): boolean => (b[at + 3]! & EXTENDED) === 0;

/** HOT: must not allocate. Bytes before the encrypted data that begins at `at`; 0: they are not all there. */
export function cipherHeaderSize(b: Uint8Array, at: number, end: number): number {
  if (at + WEP_HEADER > end) return 0;
  const size = isWep(b, at) ? WEP_HEADER : EXTENDED_HEADER;
  return at + size > end ? 0 : size;
}

/** The second byte of TKIP is the first with two bits changed, so that no weak keys of WEP come about (IEEE 802.11 §12.5.2.2). */
const isTkip = (b: Uint8Array, at: number): boolean => b[at + 1] === ((b[at]! | 0x20) & 0x7f);

/** Adds the header of `at`..`to`. */
export function addCipherHeader(t: TreeBuilder, at: number, to: number): void {
  const { bytes: b } = t;
  if (isWep(b, at)) {
    t.add(f['wep.iv'], at, at + 3);
    addKey(t, at + 3);
    return;
  }
  const low = isTkip(b, at) ? [b[at]!, b[at + 2]!] : [b[at + 1]!, b[at]!];
  const number = Uint8Array.of(b[at + 7]!, b[at + 6]!, b[at + 5]!, b[at + 4]!, ...low);
  t.begin(isTkip(b, at) ? f['tkip.extiv'] : f['ccmp.extiv'], at, to, `0x${hexText(number).toUpperCase()}`);
  addKey(t, at + 3);
  t.close();
}

function addKey(t: TreeBuilder, at: number): void {
  t.add(f['wep.key'], at, at + 1);
  t.add(f['wep.extended'], at, at + 1);
  t.add(f['wep.reserved'], at, at + 1);
}
