import { Sasl } from '../message/sasl.ts';
import type { Reading } from '../stream/reading.ts';
import { saslCredential, takeResponse } from './credentials.ts';
import { imapFields as f } from './imap-fields.ts';
import { isAlone, isInvited } from './imap-leave.ts';
import type { Command, Imap } from './imap-state.ts';
import type { Statement } from './imap-statement.ts';

/** A step of an authentication: base64, which may be empty; a star gives up (RFC 3501 §6.2.2). */
const step = /^(?:[A-Za-z0-9+/]*={0,2}|\*)$/;

/** The mechanism, and perhaps the first response, of which `=` is an empty one (RFC 4959 §3). */
export function* mechanism(t: Statement, command: Command): Reading<void> {
  t.space();
  const sasl = new Sasl((yield* t.string(f['auth.mechanism'])) ?? '');
  command.sasl = sasl;
  t.space();
  if (t.isOver) return;
  const from = t.at;
  t.open(f['auth.line']);
  t.word();
  takeResponse(t.s, sasl, f, from, t.at);
  t.close();
  if (sasl.isComplete) recognise(t.s, command);
}

/** AUTHENTICATE goes on in lines of base64 for as long as the server asks for more; who cannot hear the server counts the steps of the mechanism. */
export function* authenticate(s: Imap, command: Command): Reading<void> {
  const { sasl } = command;
  if (sasl === undefined) return;
  while (isAlone(s, command) ? !sasl.isComplete : yield* isInvited(s, command)) {
    if (!(yield* authenticationLine(s, sasl))) return;
    if (sasl.isComplete) recognise(s, command);
  }
}

/** Take note of who the client says it is, once. */
export function recognise(s: Imap, command: Command): void {
  const { sasl } = command;
  if (sasl !== undefined && (sasl.user !== '' || sasl.secret !== '' || sasl.digest !== '')) command.credential ??= saslCredential(s, sasl);
}

/** False: the next line is no step of an authentication, and left unread. */
function* authenticationLine(s: Imap, sasl: Sasl): Reading<boolean> {
  const c = s.client;
  const line = yield* c.line();
  if (!step.test(c.latin(line.from, line.to))) {
    c.reader.pos = line.from;
    c.drop();
    return false;
  }
  c.mark(f.isrequest, line.from, line.from, true);
  c.open(f.line, line.from, line.end);
  c.open(f['auth.line'], line.from, line.to);
  takeResponse(s, sasl, f, line.from, line.to);
  c.close();
  c.close();
  c.commit();
  return true;
}
