import type { Field } from '../base/field.ts';
import { decode } from '../base/value.ts';
import { decodeBase64, isBase64 } from '../message/base64.ts';
import type { Reading } from '../stream/reading.ts';
import { data, numberFields } from './imap-data.ts';
import { imapFields as f } from './imap-fields.ts';
import { tagWord } from './imap-request.ts';
import { bye, complete, greet, guess } from './imap-settle.ts';
import { completedBy, type Imap, type Status } from './imap-state.ts';
import { Statement } from './imap-statement.ts';
import { statusText } from './imap-status.ts';

/** Which response begins with these words: the tag that it begins with, and the word after it. */
export const beginsResponse = (text: string): boolean => /^(?:\* |\+(?: |$)|[^\s(){%*"\\+]{1,64} (?:OK|NO|BAD)(?: |$))/i.test(text);

/** One response of the server (RFC 3501 §2.2.2): untagged, continuation, or the completion of a command. */
export function* readResponse(s: Imap): Reading<void> {
  const t = yield* Statement.read(s, s.server);
  const before = s.at;
  const start = t.at;
  const tag = t.word();
  t.at = start;
  if (tag === '*') yield* untagged(t);
  else if (tag === '+') goAhead(t);
  else if (tagWord.test(tag) && statusAfter(t, tag) !== '') completion(t, tag);
  else t.end();
  if (s.at !== before) s.server.mark(f.state, t.to, t.to, s.at);
  s.server.commit();
}

/** OK, NO or BAD after the tag. */
function statusAfter(t: Statement, tag: string): Status {
  const word = /^ +(OK|NO|BAD)(?= |$)/i.exec(t.v.latin(t.at + tag.length, Math.min(t.to, t.at + tag.length + 8)))?.[1];
  return (word?.toUpperCase() ?? '') as Status;
}

// ---- tagged (§7.1) ----

function completion(t: Statement, tag: string): void {
  const { s, v } = t;
  const command = completedBy(s, tag);
  const status = statusAfter(t, tag);
  t.open(f.response);
  markWord(t, f.response_tag);
  t.space();
  markWord(t, f['response.status']);
  const said = statusText(t, command);
  t.close();
  t.end();
  if (command === undefined) {
    guess(s, status, said);
    return;
  }
  v.mark(f.response_to, t.to, t.to, command.at.packet);
  v.mark(f.time, t.to, t.to, s.elapsed(command.at));
  s.answers(f.response_in, command.at);
  complete(s, command, status, said.code);
}

function markWord(t: Statement, field: Field): void {
  const from = t.at;
  t.word();
  t.mark(field, from);
}

// ---- continuation (§7.5) ----

/** The command that was begun last waits for it: nobody begins another one in between. */
function goAhead(t: Statement): void {
  const command = t.s.state.pending.at(-1);
  t.open(f.response);
  markWord(t, f.response_tag);
  t.space();
  const words = t.text;
  if (!t.isOver) {
    t.open(f.continuation);
    if (command?.verb === 'AUTHENTICATE' && isBase64(words)) challenge(t, words);
    t.at = t.to;
    t.close();
  }
  t.close();
  t.end();
  if (command !== undefined) command.invited++;
}

function challenge(t: Statement, words: string): void {
  const bytes = decodeBase64(words);
  t.s.state.pending.at(-1)!.sasl?.hear(bytes);
  t.v.mark(f['auth.challenge'], t.at, t.to, decode(bytes, 'utf-8'));
}

// ---- untagged (§7) ----

function* untagged(t: Statement): Reading<void> {
  t.open(f.untagged);
  t.at++;
  t.space();
  const from = t.at;
  const digits = /^\d{1,10}$/.exec(t.word())?.[0];
  const numberTo = t.at;
  if (digits === undefined) t.at = from;
  else t.space();
  const number = Number(digits ?? 0);
  const name = peekName(t);
  const field = numberFields[name];
  if (digits !== undefined) t.v.mark(field ?? f.argument, from, numberTo, field === undefined ? digits : number);
  markWord(t, f['untagged.name']);
  if (statuses.has(name)) status(t, name);
  else yield* data(t, name, number);
  t.close();
  t.end();
}

function peekName(t: Statement): string {
  const { at } = t;
  const name = t.word().toUpperCase();
  t.at = at;
  return name;
}

const statuses: ReadonlySet<string> = new Set(['OK', 'NO', 'BAD', 'PREAUTH', 'BYE']);

/** News in words (§7.1). The first one greets. */
function status(t: Statement, name: string): void {
  const { s } = t;
  statusText(t);
  if (!s.state.greeted && (s.fromStart || name === 'PREAUTH')) greet(s, name);
  else if (name === 'BYE') bye(s);
  s.state.greeted = true;
}
