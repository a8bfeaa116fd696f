import type { Authentication } from './credentials.ts';
import type { Credential } from './finding.ts';
import type { MailText } from './mail-text.ts';
import { Pending } from './pending.ts';
import { Maildrop } from './pop-maildrop.ts';
import type { Moment, Session } from './session.ts';
import type { Voice } from './voice.ts';

/** How a line of the server begins: `+OK`, `-ERR`, or the `+` of a challenge (RFC 5034 §4). */
export type Status = 'ok' | 'error' | 'challenge';

/** The answer to a challenge is a line of base64, without a word that names it. */
export const RESPONSE = '+';

/** A command, and how it was answered. */
export interface Command {
  /** In capitals; RESPONSE: a step of an authentication; empty: the line is no command. */
  readonly verb: string;
  readonly parameter: string;
  readonly at: Moment;
  /** What PASS and APOP bring to light. */
  readonly credential: Credential | undefined;
  status: Status | undefined;
  /** Its answer is missing from the capture: it was taken as good. */
  isAssumed: boolean;
}

/** What the rows of a listing hold. */
export type RowKind = 'scan' | 'uid' | 'capability' | 'mechanism' | 'language' | 'other';

/** What comes after a line `+OK` (RFC 1939 §3): nothing, rows up to a lone dot, or a mail up to one; `perhaps`: its command is not known, and the next line tells. */
export type Body = 'none' | 'rows' | 'mail' | 'perhaps';

/** A listing that passes by. */
export interface Listing {
  readonly kind: RowKind;
  rows: number;
  octets: number;
  isWhole: boolean;
}

/** A mail that passes by. */
export interface PassingMail {
  readonly text: MailText;
  /** How many octets the server promised, or -1. */
  readonly promised: number;
  /** Only the beginning of it was asked for (TOP). */
  readonly isPart: boolean;
}

export interface State {
  /** What the client's next line is. */
  expects: 'command' | 'response';
  /** What the server's next bytes are. */
  body: Body;
  readonly pending: Pending<Command>;
  greeted: boolean;
  /** Of the greeting; empty where it has none. */
  timestamp: string;
  /** Whom USER named, and who has proved who he is. */
  named: string;
  user: string;
  authentication: Authentication | undefined;
  /** How many octets the last answer announced, or -1. */
  octets: number;
  listing: Listing | undefined;
  mail: PassingMail | undefined;
  readonly maildrop: Maildrop;
  /** The last line of the server was none that it may say. */
  isAstray: boolean;
  isLoggedIn: boolean;
  /** The server did not let somebody in. */
  refused: string | undefined;
  isEncrypted: boolean;
  /** QUIT was answered. */
  quit: boolean;
}

export type Pop = Session<State>;
export type PopVoice = Voice<State>;

export const newState = (): State => ({
  expects: 'command', body: 'none', pending: new Pending(), greeted: false, timestamp: '', named: '', user: '', authentication: undefined, octets: -1, listing: undefined, mail: undefined,
  maildrop: new Maildrop(), isAstray: false, isLoggedIn: false, refused: undefined, isEncrypted: false, quit: false,
});

/** The number of the message that a command is about, or 0. */
export function messageOf({ parameter }: Command): number {
  const digits = /^(\d{1,9})(?: |$)/.exec(parameter)?.[1];
  return digits === undefined ? 0 : Number(digits);
}
