import { decodeCharset } from '../../src/message/charset.ts';
import { ascii, concat, utf8 } from './bytes.ts';

/** Builders of mails, and encoders of what the project decodes. */

/** Lines with CRLF after each; those given as bytes are in a character set of their own. */
export function lines(...list: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  return concat(...list.flatMap((line) => [typeof line === 'string' ? utf8(line) : line, ascii('\r\n')]));
}

/** A text in a character set of one byte for each character. An accent may be a character of its own behind its letter, as in windows-1258. */
export function inCharset(text: string, name: string): Uint8Array<ArrayBuffer> {
  const codes = codesOf(name);
  return Uint8Array.from(Array.from(text.normalize('NFC')).flatMap((character) => {
    const code = codes.get(character);
    if (code !== undefined) return [code];
    const parts = Array.from(character.normalize('NFD'));
    const accent = codes.get(parts.find((part) => codes.has(part) && /\p{M}/u.test(part)) ?? '');
    const letter = codes.get(parts.filter((part) => codes.get(part) !== accent).join('').normalize('NFC'));
    if (accent === undefined || letter === undefined) throw new Error(`${name} has no ${character}`);
    return [letter, accent];
  }));
}

function codesOf(name: string): ReadonlyMap<string, number> {
  const codes = new Map<string, number>();
  for (let code = 255; code >= 0; code--) codes.set(decodeCharset(Uint8Array.of(code), name).text, code);
  return codes;
}

const hex = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** In lines of 76 characters (RFC 2045 §6.8). */
export function base64Lines(bytes: Uint8Array): string {
  return (base64(bytes).match(/.{1,76}/g) ?? []).join('\r\n');
}

/** RFC 2045 §6.7, with soft line breaks; line ends of the text are encoded as any bytes are. */
export function quotedPrintable(bytes: Uint8Array): string {
  let text = '';
  let column = 0;
  for (const byte of bytes) {
    const written = byte > 0x20 && byte < 0x7f && byte !== 0x3d ? String.fromCharCode(byte) : `=${hex(byte)}`;
    if (column + written.length > 75) {
      text += '=\r\n';
      column = 0;
    }
    text += written;
    column += written.length;
  }
  return text;
}

/** An encoded word (RFC 2047 §2) of bytes in a character set. */
export function encodedWord(bytes: Uint8Array, charset: string, encoding: 'b' | 'q'): string {
  const text = encoding === 'b' ? base64(bytes) : Array.from(bytes, (byte) => (byte === 0x20 ? '_' : /[A-Za-z0-9]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `=${hex(byte)}`)).join('');
  return `=?${charset}?${encoding}?${text}?=`;
}

/** RFC 3501 §5.1.3. */
export function modifiedUtf7(text: string): string {
  return text.replace(/&|[^ -~]+/g, (part) => {
    if (part === '&') return '&-';
    const units = Array.from({ length: part.length }, (_, i) => part.charCodeAt(i));
    return `&${base64(Uint8Array.from(units.flatMap((unit) => [unit >> 8, unit & 255]))).replace(/=+$/, '').replaceAll('/', ',')}-`;
  });
}

/** What `uuencode` makes of a file. */
export function uuencode(name: string, bytes: Uint8Array): string {
  const rows: string[] = [`begin 644 ${name}`];
  const character = (six: number): string => String.fromCharCode(six === 0 ? 0x60 : 0x20 + six);
  for (let at = 0; at < bytes.length; at += 45) {
    const row = bytes.subarray(at, at + 45);
    let text = character(row.length);
    for (let i = 0; i < row.length; i += 3) {
      const bits = (row[i]! << 16) | ((row[i + 1] ?? 0) << 8) | (row[i + 2] ?? 0);
      text += [18, 12, 6, 0].map((shift) => character((bits >> shift) & 63)).join('');
    }
    rows.push(text);
  }
  return [...rows, '`', 'end'].join('\r\n');
}
