import { hexText } from '../base/value.ts';
import { foldedDigits } from './hex-text.ts';
import { comparable } from './label.ts';
import { type Fit, full } from './value-fit.ts';
import type { ValueReading } from './value-reading.ts';

/** From so many characters on, a beginning stands for the whole where it says that it goes on (`…`). */
const MIN_BEGINNING = 8;
const GOES_ON = /(?:\.\.\.|…)$/;
/** In bytes: fewer are found anywhere. */
const MIN_BYTES = 8;

/** Ends of lines as students write them, quotation marks and angle brackets around a text. */
function trimmed(text: string): string {
  return text.replace(/(?:\\r|\\n|\r|\n|<CR>|<LF>|<CRLF>|␍|␊)+/gi, ' ').trim().replace(/^["'«“„‘<]+|["'»”“’>]+$/g, '').trim();
}

/** A text, whatever stands around it. Commands are known by their first word, as `MAIL FROM`. */
export function fitText(value: ValueReading, captured: string, isCommand: boolean): Fit | undefined {
  const wanted = variants(captured);
  for (const written of [value.text, value.outside, ...value.inside]) {
    const text = trimmed(written);
    if (text === '') continue;
    if (wanted.includes(text)) return full('text');
    if (wanted.some((one) => one.toLowerCase() === text.toLowerCase())) return full('text', isCommand ? 'sure' : 'weak');
    // A layout that breaks a line within a word leaves a blank there.
    if (wanted.some((one) => one.replace(/\s/g, '') === text.replace(/\s/g, ''))) return full('text', 'weak');
    if (GOES_ON.test(text) && isBeginning(text.replace(GOES_ON, '').trim(), wanted)) return full('text', 'weak');
    if (isCommand && text.toLowerCase().split(/[\s:]+/)[0] === captured.toLowerCase()) return full('text');
  }
  return undefined;
}

/** As captured; without what it has around it; a NetBIOS name without its kind. */
function variants(captured: string): string[] {
  const plain = captured.replace(/\s+/g, ' ').trim();
  return [plain, trimmed(captured), plain.replace(/<[\da-f]{2}>.*$/i, '').trim(), plain.replace(/^(?:FROM|TO):\s*/i, ''), trimmed(plain.replace(/^(?:FROM|TO):\s*/i, ''))].filter((text) => text !== '');
}

function isBeginning(text: string, wanted: readonly string[]): boolean {
  return text.length >= MIN_BEGINNING && wanted.some((one) => one.startsWith(text));
}

/** Bytes as digits, or as the characters that they are. */
export function fitBytes(value: ValueReading, bytes: Uint8Array): Fit | undefined {
  const digits = foldedDigits(value.text).toLowerCase().replace(/0x|[\s:,.…-]/g, '');
  const captured = hexText(bytes);
  if (digits !== '' && digits === captured) return full('bytes');
  if (/^[\da-f]+$/.test(digits) && digits.length >= 2 * MIN_BYTES && GOES_ON.test(value.text) && captured.startsWith(digits)) return full('bytes', 'weak');
  return fitText(value, String.fromCharCode(...bytes.subarray(0, 4096)), false);
}

/** A number by its name. */
export function fitName(value: ValueReading, names: readonly string[]): Fit | undefined {
  const wanted = new Set(names.flatMap((name) => [comparable(name), comparable(name.replace(/[([][^)\]]*[)\]]/g, ''))]).filter((name) => name !== ''));
  return [value.text, value.outside, ...value.inside, ...value.outside.split(/[,;/—–]| - /)].some((text) => wanted.has(comparable(text))) ? full('name') : undefined;
}

const SET = /^(?:1|set|yes|true|on|\+|да|есть|установлен[аоы]?|включ[её]н[аоы]?|có|bật|được đặt)$/iu;
const CLEAR = /^(?:0|not set|no|false|off|-|нет|не установлен[аоы]?|сброшен[аоы]?|không|tắt|không (?:đặt|bật))$/iu;

export function fitTruth({ outside, text }: ValueReading, isSet: boolean): Fit | undefined {
  const word = outside === '' ? text.replace(/[()[\]]/g, '') : outside;
  return (isSet ? SET : CLEAR).test(word) ? full('flag') : undefined;
}
