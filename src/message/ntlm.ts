import { decode } from '../base/value.ts';

const SIGNATURE = 'NTLMSSP\0';
const AUTHENTICATE = 3;
/** Bit of the flags: texts are in UTF-16 (MS-NLMP §2.2.2.5). */
const UNICODE = 0x00000001;
/** Where the descriptions of domain and user stand in an authenticate message, and its flags (MS-NLMP §2.2.1.3). */
const DOMAIN_AT = 28;
const USER_AT = 36;
const FLAGS_AT = 60;
const HEADER = 64;

/** Who an NTLM authenticate message says the client is: `DOMAIN\user`, and the bytes of the user's name. Nothing for the other messages, and for bytes that are none. */
export function ntlmIdentity(b: Uint8Array): { user?: { text: string; from: number; to: number } } {
  if (b.length < HEADER || decode(b.subarray(0, 8), 'latin1') !== SIGNATURE || b[8] !== AUTHENTICATE) return {};
  const isUnicode = (word32(b, FLAGS_AT) & UNICODE) !== 0;
  const domain = textAt(b, DOMAIN_AT, isUnicode).text;
  const user = textAt(b, USER_AT, isUnicode);
  return { user: { ...user, text: domain === '' ? user.text : `${domain}\\${user.text}` } };
}

/** The text that a description at `at` points to: its length in 16 bits, room, and its offset. One that points beyond the end is empty. */
function textAt(b: Uint8Array, at: number, isUnicode: boolean): { text: string; from: number; to: number } {
  const from = word32(b, at + 4);
  const to = from + (b[at]! | (b[at + 1]! << 8));
  if (to > b.length) return { text: '', from: b.length, to: b.length };
  if (!isUnicode) return { text: decode(b.subarray(from, to), 'latin1'), from, to };
  let text = '';
  for (let i = from; i + 1 < to; i += 2) text += String.fromCharCode(b[i]! | (b[i + 1]! << 8));
  return { text, from, to };
}

function word32(b: Uint8Array, at: number): number {
  return (b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24)) >>> 0;
}
