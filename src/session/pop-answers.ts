import { decode } from '../base/value.ts';
import { decodeBase64, isBase64 } from '../message/base64.ts';
import type { Line } from '../stream/reading.ts';
import { popFields as f } from './pop-fields.ts';
import { markRow, numberAndName, twoNumbers } from './pop-row.ts';
import type { Command, Pop, PopVoice, Status } from './pop-state.ts';

/** The first line of a response (RFC 1939 §3). */
export interface Answer {
  readonly status: Status;
  /** What stands after the indicator. */
  readonly words: string;
  readonly indicatorEnd: number;
  /** Where these begin and end in the bytes at hand. */
  readonly from: number;
  readonly to: number;
}

/** What APOP mixes the password into: written as a mail's message-id is (RFC 1939 §7). */
export const timestamp = /<[^<>@\s]+@[^<>@\s]+>/;

/** How an indicator begins. A few servers write something after it without a blank (`-ERR:`): it is a part of it then. */
const indicators: readonly [word: string, status: Status][] = [['+OK', 'ok'], ['-ERR', 'error']];
const BLANK = 0x20;

/** The first line of a response, or undefined: a line that has no status indicator. Servers are to send these in capitals; not all do. */
export function answerIn(v: PopVoice, line: Line): Answer | undefined {
  const beginning = v.latin(line.from, Math.min(line.to, line.from + 4)).toUpperCase();
  const status = beginning === '+' || beginning.startsWith('+ ') ? 'challenge' : indicators.find(([word]) => beginning.startsWith(word))?.[1];
  if (status === undefined) return undefined;
  let indicatorEnd = line.from;
  while (indicatorEnd < line.to && v.bytes[indicatorEnd] !== BLANK) indicatorEnd++;
  const from = Math.min(line.to, indicatorEnd + 1);
  return { status, words: decode(v.bytes.subarray(from, line.to), 'utf-8'), indicatorEnd, from, to: line.to };
}

/** Mark the first line of a response to `command`; undefined: which command that is is not known. */
export function markAnswer(s: Pop, line: Line, answer: Answer, command: Command | undefined): void {
  const v = s.server;
  const { status, indicatorEnd, from, to } = answer;
  v.open(f.response, line.from, line.end);
  if (status === 'challenge') markChallenge(s, from, to);
  else {
    v.mark(f['response.indicator'], line.from, indicatorEnd);
    if (from < to) markDescription(s, answer, command);
  }
  v.close();
}

function markChallenge(s: Pop, from: number, to: number): void {
  const text = s.server.latin(from, to);
  if (from < to) s.server.mark(f['auth.challenge'], from, to, isBase64(text) ? decode(decodeBase64(text), 'utf-8') : undefined);
}

/** Words in brackets at the beginning (RFC 2449 §8). */
const responseCode = /^\[([^\]\s]{1,64})\]/;

function markDescription(s: Pop, { status, from, to }: Answer, command: Command | undefined): void {
  const v = s.server;
  const words = v.latin(from, to);
  v.open(f['response.description'], from, to);
  const code = responseCode.exec(words)?.[1];
  if (code !== undefined) v.mark(f['response.code'], from + 1, from + 1 + code.length);
  if (command === undefined) markTimestamp(s, words, from);
  if (status === 'ok') markNumbers(s, words, from, command);
  v.close();
}

/** What a client reads in the line itself. */
function markNumbers(s: Pop, words: string, from: number, command: Command | undefined): void {
  const v = s.server;
  switch (command?.verb) {
    case undefined:
    case 'RETR':
      markRow(v, announcement, words, from, [f['response.octets']]);
      break;
    case 'STAT':
      markRow(v, twoNumbers, words, from, [f['maildrop.messages'], f['maildrop.octets']]);
      break;
    case 'LIST':
      if (command.parameter !== '') markRow(v, twoNumbers, words, from, [f['listing.number'], f['listing.octets']]);
      break;
    case 'UIDL':
      if (command.parameter !== '') markRow(v, numberAndName, words, from, [f['listing.number'], f['listing.uid']]);
      break;
  }
}

/** Of a greeting, by the look of it (RFC 1939 §7). */
function markTimestamp(s: Pop, words: string, from: number): void {
  const found = timestamp.exec(words);
  if (found !== null) s.server.mark(f.timestamp, from + found.index, from + found.index + found[0].length);
}

/** `120 octets`, as servers announce a mail. */
const announcement = /^(\d{1,15}) octets?\b/d;

/** How many octets the line before a mail promises; -1: it does not say. */
export function announcedOctets(words: string): number {
  return Number(announcement.exec(words)?.[1] ?? -1);
}
