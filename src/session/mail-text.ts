import type { Field } from '../base/field.ts';
import { DotUnstuffer } from '../message/dot-stuffing.ts';
import { MAX_HEAD } from '../message/mail-head.ts';
import type { Line, Reading } from '../stream/reading.ts';
import type { Content } from './content.ts';
import type { Voice } from './voice.ts';

/** The packet protocol that decodes the header of a mail. */
export const IMF = 'imf';

/** The mail ends with a lone dot: how many bytes are left is not known. */
const DOTTED = -1;
const DOT = 0x2e;
const LF = 0x0a;

/** How far the text of a mail has passed by on a side. It outlives a hole in the stream, and belongs into the state of the dialogue. */
export interface MailText {
  readonly content: Content;
  /** The field that marks stretches of the mail's text. */
  readonly field: Field;
  /** Bytes that are still to come; DOTTED: as many as stand before a line that is a single dot. */
  left: number;
  /** The mail ends with the bytes that are to come; of a mail that is sent in pieces (RFC 3030 §2) more may follow. */
  isLast: boolean;
  /** Its header is over. */
  inBody: boolean;
  isLineStart: boolean;
  readonly unstuffer: DotUnstuffer | undefined;
  /** Hands bytes to the content; made once, not for every stretch. */
  readonly give: (bytes: Uint8Array, from: number, to: number) => void;
}

/** A mail that ends with a lone dot (RFC 5321 §4.1.1.4, RFC 1939 §3). */
export function dottedMail(content: Content, field: Field): MailText {
  return { content, field, left: DOTTED, isLast: true, inBody: false, isLineStart: true, unstuffer: new DotUnstuffer(), give: (b, from, to) => content.add(b, from, to) };
}

/** A mail of so many bytes: a BDAT chunk (RFC 3030 §2), a literal (RFC 3501 §4.3). */
export function countedMail(content: Content, field: Field, length: number): MailText {
  return { content, field, left: length, isLast: true, inBody: false, isLineStart: true, unstuffer: undefined, give: (b, from, to) => content.add(b, from, to) };
}

/**
 * The text of a mail passes by: its header (RFC 5322 §2.2) as a unit of its own, the rest in stretches. Ends before the lone dot, or after the
 * counted bytes; false: the stream ended before.
 */
export function* passMail<State>(v: Voice<State>, mail: MailText): Reading<boolean> {
  if (!mail.inBody) yield* passHead(v, mail);
  const { reader } = v;
  const take = (b: Uint8Array, from: number, to: number): void => taken(mail, b, from, to, reader.hasDots);
  v.bulk(mail.field, take);
  const reached = mail.unstuffer === undefined ? yield* passCounted(v, mail) : yield* reader.untilDot(mail.isLineStart);
  v.endBulk();
  return reached;
}

/** `length` bytes of the stream are lost, of which so many were of the mail as it still had to come. */
export function lostOfMail(mail: MailText, length: number): void {
  const mine = mail.left < 0 ? length : Math.min(length, mail.left);
  mail.content.hole(mine);
  mail.inBody = true;
  mail.isLineStart = false;
  mail.unstuffer?.lose();
  if (mail.left >= 0) mail.left -= mine;
}

function* passHead<State>(v: Voice<State>, mail: MailText): Reading<void> {
  v.drop();
  let length = 0;
  let from = -1;
  while (!mail.inBody && mail.left !== 0 && (yield* v.reader.peek(1))) {
    const line = yield* v.line(mail.left === DOTTED ? undefined : Math.min(mail.left, MAX_HEAD));
    if (mail.left === DOTTED && isDot(v.bytes, line)) {
      v.reader.pos = line.from;
      break;
    }
    if (v.reader.held >= 0) from = v.reader.held;
    taken(mail, v.bytes, line.from, line.end, true);
    length += line.end - line.from;
    mail.inBody = line.to === line.from || length > MAX_HEAD || !line.whole;
  }
  mail.inBody = true;
  if (length === 0) {
    v.drop();
    return;
  }
  if (from >= 0) v.carry(IMF, from, v.reader.pos);
  v.commit();
}

/** Is a line a single dot, and nothing else? */
export function isDot(b: Uint8Array, line: Line): boolean {
  return line.whole && line.to === line.from + 1 && b[line.from] === DOT;
}

/** `hasDots`: lines among the bytes may begin with a dot, which means something where the mail ends with one. */
function taken(mail: MailText, b: Uint8Array, from: number, to: number, hasDots: boolean): void {
  if (mail.left >= 0) mail.left -= to - from;
  mail.isLineStart = b[to - 1] === LF;
  if (mail.unstuffer === undefined) mail.give(b, from, to);
  else if (hasDots) mail.unstuffer.pass(b, from, to, mail.give);
  else mail.unstuffer.passPlain(b, from, to, mail.give);
}

function* passCounted<State>(v: Voice<State>, mail: MailText): Reading<boolean> {
  yield* v.reader.skip(mail.left);
  return mail.left === 0;
}
