import { foldedDigits, plainCharacters } from './hex-text.ts';

/** A number as somebody wrote it, and what it may be. */
export interface WrittenNumber {
  readonly readings: readonly NumberReading[];
  /** A count of bytes or bits stands beside the number that it explains: `0x0800, 2 байта`. */
  readonly isSize: boolean;
}

export interface NumberReading {
  readonly value: bigint;
  readonly notation: Notation;
  /** Does the way in which it is written say so? `0800` is 800; that it is hexadecimal is a guess. */
  readonly isStated: boolean;
}

export type Notation = 'number' | 'hexadecimal' | 'binary' | 'bytes';

/** The text of a value, taken apart. */
export interface ValueReading {
  /** In plain characters, without blanks at its ends. */
  readonly text: string;
  /** The text without what stands in brackets, and what stands in them. */
  readonly outside: string;
  readonly inside: readonly string[];
  readonly numbers: readonly WrittenNumber[];
  readonly numbersInside: readonly WrittenNumber[];
  /** What the text as a whole may be: bytes in pairs, digits in groups. */
  readonly whole: readonly NumberReading[];
}

/** Characters of a value that are looked at. */
const MAX_VALUE = 2000;
/** Numbers of a value that are looked at. */
const MAX_NUMBERS = 32;
/** Digits of 64 bits. */
const MAX_DIGITS = 20;
const SIZE_WORD = /^\s*(?:bytes?|octets?|bits?|байт\p{L}*|бит\p{L}*|октет\p{L}*|byte|bit)(?![\p{L}\p{N}])/iu;
/** Bits of a header, as trees print them in front of a value: `0101 .... = `. */
const BIT_PATTERN = /^[.01]{4}(?: [.01]{4})*\s*=\s*/;

export function readValue(written: string): ValueReading {
  const text = plainCharacters(written.slice(0, MAX_VALUE)).trim().replace(BIT_PATTERN, '');
  const outside = text.replace(/[([][^)\]]*[)\]]?/g, ' ').trim();
  const inside = [...text.matchAll(/[([]([^)\]]*)/g)].map((found) => found[1]!.trim());
  return { text, outside, inside, numbers: numbersIn(outside), numbersInside: inside.flatMap(numbersIn).slice(0, MAX_NUMBERS), whole: wholeOf(outside) };
}

function numbersIn(text: string): WrittenNumber[] {
  const numbers: WrittenNumber[] = [];
  // A negative number, and a fraction, are words of their own; a point at the end of a sentence is none.
  for (const found of text.matchAll(/-?[\p{L}\p{N}_]+(?:\.\d+)?/gu)) {
    const word = found[0];
    const readings = readingsOf(foldedDigits(word));
    if (readings.length === 0) continue;
    const after = /^\d+\p{L}+$/u.test(word) ? word.replace(/^\d+/, '') : text.slice(found.index + word.length);
    numbers.push({ readings, isSize: SIZE_WORD.test(after) });
    if (numbers.length === MAX_NUMBERS) break;
  }
  return numbers;
}

/** What a word may be as a number; none: it is no number. */
function readingsOf(word: string): NumberReading[] {
  if (word.length > MAX_DIGITS + 2) return [];
  const stated = (notation: Notation, literal: string): NumberReading[] => [{ value: BigInt(literal), notation, isStated: true }];
  if (/^0x[\da-f]+$/i.test(word)) return stated('hexadecimal', word.toLowerCase());
  if (/^0b[01]+$/i.test(word)) return stated('binary', word.toLowerCase());
  if (/^-?\d+$/.test(word)) return [...stated('number', word), ...guesses(word)];
  if (/^(?=\d|.*\d)[\da-f]+h$/i.test(word)) return stated('hexadecimal', `0x${word.slice(0, -1)}`);
  if (/^[01]{3,}b$/i.test(word)) return stated('binary', `0b${word.slice(0, -1)}`);
  if (/^(?=.*\d)[\da-f]+$/i.test(word)) return stated('hexadecimal', `0x${word}`);
  const unit = /^(\d+)\p{L}{2,}$/u.exec(word);
  return unit === null ? [] : stated('number', unit[1]!);
}

/** Bare digits are decimal; they may have been meant otherwise. */
function guesses(word: string): NumberReading[] {
  if (word.startsWith('-')) return [];
  const binary: NumberReading[] = /^[01]{3,}$/.test(word) ? [{ value: BigInt(`0b${word}`), notation: 'binary', isStated: false }] : [];
  return [{ value: BigInt(`0x${word}`), notation: 'hexadecimal', isStated: false }, ...binary];
}

function wholeOf(outside: string): NumberReading[] {
  const text = foldedDigits(outside);
  const readings: NumberReading[] = [];
  const digits = text.replace(/[\s:.-]/g, '');
  if (/^(?:0x)?[\da-f]{2}(?:[\s:.-]+(?:0x)?[\da-f]{2})+$/i.test(text)) readings.push({ value: BigInt(`0x${digits.replace(/0x/gi, '')}`), notation: 'bytes', isStated: true });
  if (/^0x[\da-f]+(?: [\da-f]+)+$/i.test(text)) readings.push({ value: BigInt(digits.toLowerCase()), notation: 'hexadecimal', isStated: true });
  const grouped = /^(\d{1,3}(?:([ ,.'])\d{3})(?:\2\d{3})*)(?!\S)/.exec(text);
  if (grouped !== null && /^\D*$/.test(text.slice(grouped[0].length))) readings.push({ value: BigInt(grouped[1]!.replace(/\D/g, '')), notation: 'number', isStated: true });
  if (/^[01]{4}(?: [01]{4})+$/.test(text)) readings.push({ value: BigInt(`0b${digits}`), notation: 'binary', isStated: true });
  return readings;
}
