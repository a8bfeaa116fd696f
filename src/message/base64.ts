import { latinBytes } from '../base/bytes.ts';
import type { Decoded } from './decoded.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Int8Array(256).fill(-1);
for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;

const PAD = 0x3d;

/** Bytes of base64 text (RFC 4648 §4). Characters outside the alphabet are passed over, as RFC 2045 §6.8 demands; `=` ends it. */
export function decodeBase64(text: string): Uint8Array {
  const encoded = latinBytes(text);
  const bytes = new Uint8Array(Math.floor((encoded.length * 3) / 4));
  return bytes.subarray(0, base64(encoded, 0, encoded.length, bytes).length);
}

/** Is this base64 and nothing else, padding included? */
export function isBase64(text: string): boolean {
  return text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

/**
 * Decode the base64 lines in `from`..`to` into `out`, which has room for three quarters of them; without `out`, only count. What does not belong there is passed
 * over (RFC 2045 §6.8), and whatever follows the padding: a list that adds its lines to mails adds them there.
 */
export function base64(b: Uint8Array, from: number, to: number, out?: Uint8Array): Decoded {
  let bits = 0;
  let count = 0;
  let length = 0;
  let strange = 0;
  let strangeAt = -1;
  let isPadded = false;
  for (let i = from; i < to; i++) {
    const byte = b[i]!;
    const value = isPadded ? -1 : values[byte]!;
    if (value < 0) {
      if (byte === PAD) isPadded = true;
      else if (byte > 0x20 && strange++ === 0) strangeAt = i;
      continue;
    }
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    if (out !== undefined) out[length] = bits >> count;
    length++;
  }
  return { length, strange, strangeAt };
}
