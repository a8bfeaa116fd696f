import type { Content } from './content.ts';
import type { Authentication } from './credentials.ts';
import type { MailText } from './mail-text.ts';
import { Pending } from './pending.ts';
import type { Moment, Session } from './session.ts';

/** Transactions kept of one session, and recipients of one transaction. */
export const MAX_TRANSACTIONS = 10_000;
export const MAX_RECIPIENTS = 1000;

/** A command, and the reply once it has come. */
export interface Command {
  readonly verb: string;
  readonly parameter: string;
  readonly at: Moment;
  /** The mail that it is about, for MAIL, RCPT, BDAT and the lone dot. */
  readonly transaction: Transaction | undefined;
  readonly last: boolean;
  /** 0: not answered yet. */
  code: number;
  /** Its reply is missing from the capture: it was taken as accepted. */
  isAssumed: boolean;
}

/** One mail on its way: MAIL, RCPT…, DATA or BDAT… (RFC 5321 §3.3). */
export interface Transaction {
  sender: string;
  readonly recipients: { readonly address: string; code: number }[];
  /** The size that MAIL announced, or -1 (RFC 1870). */
  announced: number;
  content: Content | undefined;
  /** The mail that was begun before and is not sent: it goes on if the server does not take this one (RFC 5321 §4.1.4). */
  previous: Transaction | undefined;
  /** The server's reply after the text; 0: not answered. */
  code: number;
  /** The server's words about it: often a queue number. */
  words: string;
}

/** The mail that passes by, or the pieces of one that have come so far. */
export interface PassingMail {
  readonly transaction: Transaction;
  readonly text: MailText;
}

/** What the client's next bytes are. */
export type Expects = 'commands' | 'mail' | 'chunk' | 'authentication';

export interface State {
  expects: Expects;
  readonly pending: Pending<Command>;
  greeted: boolean;
  /** What the client called itself, and who it proved to be. */
  host: string;
  user: string;
  quit: boolean;
  /** The mail that the client is at, which may be ahead of what the server has answered. */
  transaction: Transaction | undefined;
  readonly transactions: Transaction[];
  mail: PassingMail | undefined;
  authentication: Authentication | undefined;
}

export type Smtp = Session<State>;

export const newState = (): State => ({
  expects: 'commands', pending: new Pending(), greeted: false, host: '', user: '', quit: false, transaction: undefined, transactions: [], mail: undefined, authentication: undefined,
});

export function newCommand(s: Smtp, verb: string, parameter = '', about: Partial<Pick<Command, 'transaction' | 'last'>> = {}): Command {
  return { verb, parameter, at: s.client.said, transaction: undefined, last: false, ...about, code: 0, isAssumed: false };
}

export function openTransaction(s: Smtp, sender: string, announced: number): Transaction {
  const transaction: Transaction = { sender, recipients: [], announced, content: undefined, previous: s.state.transaction, code: 0, words: '' };
  if (s.state.transactions.length < MAX_TRANSACTIONS) s.state.transactions.push(transaction);
  s.state.transaction = transaction;
  return transaction;
}

/** The path of `FROM:<path> SIZE=…` or `TO:<path>`; labs also type it without brackets (RFC 5321 §4.1.2, §4.1.1.2). */
export function pathOf(parameter: string): string {
  const bracketed = /<([^>]*)>/.exec(parameter);
  return bracketed?.[1] ?? parameter.replace(/^(?:from|to)\b\s*:?\s*/i, '').split(' ')[0]!;
}

/** The number that the server keeps the mail under, as the common servers say it. */
export function queueNumber(words: string): string | undefined {
  return /queued as ([\w.-]+)/i.exec(words)?.[1] ?? /\bid=([\w.-]+)/i.exec(words)?.[1] ?? /^(?:2\.\d\.\d )?([\w.-]+) Message accepted/i.exec(words)?.[1];
}
