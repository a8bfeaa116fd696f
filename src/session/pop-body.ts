import type { Reading } from '../stream/reading.ts';
import { dottedMail, isDot, lostOfMail, passMail } from './mail-text.ts';
import { announcedOctets, type Answer, answerIn } from './pop-answers.ts';
import { popFields as f } from './pop-fields.ts';
import { kindOfRow, markRowOf, twoNumbers } from './pop-row.ts';
import { type Body, type Command, messageOf, type Pop, RESPONSE, type RowKind } from './pop-state.ts';
import { commandWords } from './pop-words.ts';

/** What the rows hold that a command asks for, if it asks for any (RFC 1939 §5, §7; RFC 2449 §5; RFC 6856 §3.1). */
function rowsOf({ verb, parameter }: Command): RowKind | undefined {
  if (verb === 'CAPA') return 'capability';
  return parameter === '' ? rowsOfAll[verb] : undefined;
}

/** Commands that, without a parameter, ask for all there is. */
const rowsOfAll: Readonly<Record<string, RowKind>> = { LIST: 'scan', UIDL: 'uid', LANG: 'language', AUTH: 'mechanism' };

/** Commands whose answers have another form each time, or of which nothing is known. */
const isOpen = (verb: string): boolean => verb === 'XTND' || (verb !== RESPONSE && commandWords.of(verb) === undefined);

/** `+OK` has come for a command; undefined: nobody knows for which. What follows it? */
function bodyOf(command: Command | undefined): Body {
  if (command === undefined || isOpen(command.verb)) return 'perhaps';
  if (command.verb === 'RETR' || command.verb === 'TOP') return 'mail';
  return rowsOf(command) === undefined ? 'none' : 'rows';
}

/** The body of an answer begins. */
export function beginBody(s: Pop, command: Command, words: string): void {
  const { state } = s;
  state.body = bodyOf(command);
  if (state.body === 'rows') beginRows(s, rowsOf(command)!);
  if (state.body === 'mail') beginMail(s, messageOf(command), command.verb === 'TOP', announcedOctets(words));
}

/** How a field of a mail's header begins (RFC 5322 §2.2). */
const headerField = /^[!-9;-~]+:/;

/** A line without an indicator follows an answer of which nobody knows whether it goes on. By the look of it: a mail, or rows. */
export function guessBody(s: Pop, first: string): void {
  const { state } = s;
  state.body = state.octets >= 0 || headerField.test(first) ? 'mail' : 'rows';
  if (state.body === 'mail') {
    beginMail(s, 0, false, state.octets);
    state.maildrop.retrieve(0);
  } else beginRows(s, kindOfRow(first));
  const { listing } = state;
  const isOfMessages = listing === undefined || listing.kind === 'scan' || listing.kind === 'uid';
  if (isOfMessages && (s.at === 'greeting' || s.at === 'authorization')) s.moved('transaction', 'guessed');
}

// ---- rows ----

function beginRows(s: Pop, kind: RowKind): void {
  s.state.listing = { kind, rows: 0, octets: 0, isWhole: true };
}

/** Rows up to a lone dot. They are a unit with the line before them, as far as one packet holds them. A new answer, too, ends them. */
export function* rows(s: Pop): Reading<void> {
  const v = s.server;
  for (;;) {
    const line = yield* v.line();
    if (isDot(v.bytes, line)) {
      v.mark(f.eom, line.from, line.end);
      break;
    }
    if (isDecision(answerIn(v, line))) {
      v.reader.pos = line.from;
      s.note(v, 'unended');
      s.state.listing!.isWhole = false;
      break;
    }
    takeRow(s, line.from, line.to, line.end);
    if (!v.reader.hasLine) v.commit();
  }
  v.commit();
  endRows(s);
}

const isDecision = (answer: Answer | undefined): boolean => answer !== undefined && answer.status !== 'challenge';

function takeRow(s: Pop, from: number, to: number, end: number): void {
  const v = s.server;
  const listing = s.state.listing!;
  const text = v.latin(from, to);
  listing.rows++;
  if (listing.kind === 'scan') {
    const [, number = 0, octets = 0] = twoNumbers.exec(text)?.map(Number) ?? [];
    listing.octets += octets;
    s.state.maildrop.list(number, octets);
  }
  v.open(f.response, from, end);
  v.open(f['response.data'], from, to);
  markRowOf(v, listing.kind, text, from);
  v.close();
  v.close();
}

/** A listing is over: STAT may have said how many messages there are, and how long they are together (RFC 1939 §5). */
function endRows(s: Pop): void {
  const { maildrop, listing } = s.state;
  s.state.body = 'none';
  s.state.listing = undefined;
  if (listing === undefined) return;
  const { kind, isWhole } = listing;
  if (!isWhole) s.state.pending.lose();
  if (kind !== 'scan' && kind !== 'uid') return;
  if (maildrop.announced >= 0) s.promised('rows', kind === 'scan' ? 'LIST' : 'UIDL', maildrop.announced, listing.rows, isWhole);
  if (maildrop.announcedOctets >= 0 && kind === 'scan') s.promised('octets', 'LIST', maildrop.announcedOctets, listing.octets, isWhole);
  if (isWhole) maildrop.listed(listing.rows);
}

// ---- a mail ----

function beginMail(s: Pop, message: number, isPart: boolean, announced: number): void {
  const promised = announced >= 0 || isPart ? announced : s.state.maildrop.octetsOf(message);
  const content = s.content('server', 'mail', { name: message === 0 ? '?' : String(message), isPart });
  s.state.mail = { text: dottedMail(content, f['data.fragment']), promised, isPart };
}

/** A mail up to a lone dot. */
export function* mail(s: Pop): Reading<void> {
  const v = s.server;
  const passing = s.state.mail!;
  const reached = yield* passMail(v, passing.text);
  if (reached) {
    const dot = yield* v.line();
    v.mark(f.eom, dot.from, dot.end);
    v.commit();
  }
  endMail(s, reached);
}

/** A mail is over. Its length is that of its text with CRLF at the end of each line, without the doubled dots (RFC 1939 §11). */
function endMail(s: Pop, reached: boolean): void {
  const { mail: passing } = s.state;
  s.state.body = 'none';
  s.state.mail = undefined;
  if (passing === undefined) return;
  const { promised, isPart, text: { content } } = passing;
  content.end(reached);
  if (content.missing > 0 && content.size + content.missing !== promised) s.state.pending.lose();
  if (promised >= 0 && !isPart) s.promised('octets', content.about.name, promised, content.size, content.missing === 0 && (reached || s.isClosed('server')));
}

/**
 * Bytes of the server are lost. A mail that had fewer bytes to come is over; else what comes next is taken for more of it, or of the rows, until a
 * lone dot shows the end.
 */
export function lostOfBody(s: Pop, length: number): void {
  const { mail: passing, listing } = s.state;
  if (listing !== undefined) listing.isWhole = false;
  if (passing === undefined) return;
  const { promised, isPart, text } = passing;
  const { size, missing } = text.content;
  const left = promised - size - missing;
  if (isPart || promised < 0 || length < left) lostOfMail(text, length);
  else {
    text.content.hole(left);
    endMail(s, false);
  }
}
