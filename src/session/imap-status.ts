import { imapFields as f } from './imap-fields.ts';
import { type Command, MAX_CAPABILITIES } from './imap-state.ts';
import type { Statement } from './imap-statement.ts';
import { LEFT, LEFT_BRACKET, RIGHT, RIGHT_BRACKET } from './imap-text.ts';
import { commandWords } from './imap-words.ts';

/** What a response says after its status. */
export interface Said {
  /** The response code in capitals; empty: none. */
  readonly code: string;
  readonly words: string;
}

/** A response code and a text for people (RFC 3501 §7.1, §9 `resp-text`), which ends the line. `command`: the one that is complete. */
export function statusText(t: Statement, command?: Command): Said {
  t.space();
  const code = t.skip(LEFT_BRACKET) ? responseCode(t) : '';
  t.space();
  const words = t.text;
  if (!t.isOver) {
    t.open(f['response.text']);
    nameCommand(t, command);
    t.at = t.to;
    t.close();
  } else if (command !== undefined) nameCommand(t, command);
  return { code, words };
}

/**
 * Servers like to name the command that is complete in the text. Where this one does not, the tag tells. (What follows the status is not always a name: `OK [READ-WRITE] SELECT
 * completed`, `OK Logged in`.)
 */
function nameCommand(t: Statement, command: Command | undefined): void {
  const start = t.at;
  if (t.word().toUpperCase() === 'UID') t.space();
  else t.at = start;
  const from = t.at;
  const word = t.word().toUpperCase();
  if (command === undefined ? commandWords.of(word) !== undefined : word === command.verb && word !== '') t.mark(f['response.command'], from);
  else if (command !== undefined && command.verb !== '') {
    t.at = start;
    t.mark(f['response.command'], start, command.verb);
  }
}

/** `[UIDVALIDITY 3857529045]`, after its bracket. */
function responseCode(t: Statement): string {
  const from = t.at;
  const code = t.word([RIGHT_BRACKET]).toUpperCase();
  t.mark(f['response.code'], from);
  t.space();
  if (!t.isOver && t.next !== RIGHT_BRACKET) {
    t.open(f['response.code.value']);
    if (code === 'CAPABILITY') learnCapabilities(t);
    else if (code === 'PERMANENTFLAGS' && t.skip(LEFT)) markFlags(t);
    t.before(RIGHT_BRACKET);
    t.close();
  }
  t.skip(RIGHT_BRACKET);
  return code;
}

/** Flags, up to the end of their list or code. They are atoms (RFC 3501 §9). */
export function markFlags(t: Statement): void {
  for (t.space(); !t.isOver && t.next !== RIGHT && t.next !== RIGHT_BRACKET; t.space()) {
    const from = t.at;
    if (t.word([RIGHT_BRACKET]) === '') t.at++;
    else t.mark(f.flag, from);
  }
}

/** The server says what it can do: all of it, whatever it said before (RFC 3501 §7.2.1). */
export function learnCapabilities(t: Statement): undefined {
  const { capabilities } = t.s.state;
  capabilities.clear();
  for (const name of markCapabilities(t)) if (capabilities.size < MAX_CAPABILITIES) capabilities.add(name);
}

const EQUALS = 0x3d;

/** Names, perhaps with details: `AUTH=PLAIN`. */
export function markCapabilities(t: Statement): string[] {
  const names: string[] = [];
  for (t.space(); !t.isOver && t.next !== RIGHT_BRACKET; t.space()) {
    const from = t.at;
    const name = t.word([EQUALS, RIGHT_BRACKET]);
    if (name !== '') t.mark(f.capability, from);
    const value = t.skip(EQUALS) ? markValue(t) : '';
    if (t.at === from) break;
    names.push((value === '' ? name : `${name}=${value}`).toUpperCase());
  }
  return names;
}

function markValue(t: Statement): string {
  const from = t.at;
  const value = t.word([RIGHT_BRACKET]);
  t.mark(f['capability.value'], from);
  return value;
}
