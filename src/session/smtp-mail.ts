import type { Reading } from '../stream/reading.ts';
import type { Content } from './content.ts';
import { countedMail, dottedMail, passMail } from './mail-text.ts';
import { checkSize } from './smtp-answers.ts';
import { chunkSize } from './smtp-commands.ts';
import { smtpFields as f } from './smtp-fields.ts';
import { type Command, openTransaction, type PassingMail, type Smtp, type Transaction } from './smtp-state.ts';

/** Pieces that came before by BDAT are dropped: a server that takes DATA after them has not kept them (RFC 3030 §3). */
export function beginMail(s: Smtp): void {
  const transaction = presentTransaction(s);
  transaction.content?.end(false);
  transaction.content = undefined;
  s.state.mail = { transaction, text: dottedMail(openContent(s, transaction), f['data.fragment']) };
  s.state.expects = 'mail';
}

/** The text of a mail, up to the line with a single dot (RFC 5321 §4.1.1.4), which is left to be committed. Undefined: the stream ended before. */
export function* mail(s: Smtp): Reading<Transaction | undefined> {
  const c = s.client;
  const passing = s.state.mail!;
  const reached = yield* passMail(c, passing.text);
  if (reached) {
    const dot = yield* c.line();
    c.mark(f.eom, dot.from, dot.end);
  }
  finishMail(s, passing, reached);
  return reached ? passing.transaction : undefined;
}

function presentTransaction(s: Smtp): Transaction {
  return s.state.transaction ?? openTransaction(s, '', -1);
}

function openContent(s: Smtp, transaction: Transaction): Content {
  return (transaction.content ??= s.content('client', 'mail', { name: String(s.state.transactions.indexOf(transaction) + 1) }));
}

/** The client has sent the whole mail, and goes on to others. */
function finishMail(s: Smtp, { transaction }: PassingMail, reached: boolean): void {
  transaction.content?.end(reached);
  checkSize(s, transaction);
  s.state.expects = 'commands';
  s.state.mail = undefined;
  if (s.state.transaction === transaction) s.state.transaction = undefined;
}

/** After BDAT comes a piece of the mail, whether the server likes it or not (RFC 3030 §2). */
export function beginChunk(s: Smtp, command: Command): void {
  const transaction = presentTransaction(s);
  const isNew = s.state.mail?.transaction !== transaction;
  const passing = isNew ? { transaction, text: countedMail(openContent(s, transaction), f['data.fragment'], 0) } : s.state.mail!;
  passing.text.left = chunkSize(command.parameter);
  passing.text.isLast = command.last;
  s.state.mail = passing;
  s.state.expects = 'chunk';
}

export function* chunk(s: Smtp): Reading<void> {
  const passing = s.state.mail!;
  const reached = yield* passMail(s.client, passing.text);
  s.state.expects = 'commands';
  if (passing.text.isLast || !reached) finishMail(s, passing, reached);
}
