import type { Sasl } from '../message/sasl.ts';
import type { Content } from './content.ts';
import type { Credential } from './finding.ts';
import { type Framing, newFraming } from './framing.ts';
import type { MailText } from './mail-text.ts';
import { type Asked, askedAt, type Question, type Session } from './session.ts';
import type { Voice } from './voice.ts';

/** Commands that wait for their completion; of a client that has more under way the oldest are given up. */
export const MAX_PENDING = 1000;
/** Folders whose visits are told of one session. */
export const MAX_VISITS = 1000;
/** Messages of the open folder whose size, or whose having been fetched, is remembered. */
export const MAX_MESSAGES = 10_000;
/** Conditions in conditions, and parts in parts, deeper than this are read without their structure. */
export const MAX_DEPTH = 32;
/** Capabilities kept of one server. */
export const MAX_CAPABILITIES = 500;

/** How a command went; empty: not known yet. */
export type Status = '' | 'OK' | 'NO' | 'BAD';

/** A command, and its completion once it has come. */
export interface Command {
  readonly tag: string;
  /** In capitals, without UID before it. */
  readonly verb: string;
  readonly at: Asked;
  status: Status;
  /** The server is missing from the capture: the command was taken as done. */
  isAssumed: boolean;
  /** Bytes of the server are lost, and perhaps the completion with them. */
  isDoubtful: boolean;
  /** How often the client asked for leave to go on (with a literal, an authentication), and how often the server gave it. */
  asked: number;
  invited: number;
  /** Decoded name of the folder that it is about. */
  folder: string;
  /** Of LOGIN and AUTHENTICATE: who the client says it is. */
  credential: Credential | undefined;
  sasl: Sasl | undefined;
  /** Of a command that asks for every message: those that came. Of two such commands at a time, only the first has one: nobody can tell whose the responses are. */
  roll: Roll | undefined;
  /** Of SELECT and EXAMINE: the folder as it will be open. */
  visit: Visit | undefined;
}

/** Which messages came in answer to a command that asked for all of them. */
export interface Roll {
  readonly numbers: Set<number>;
  /** The folder changed in between, or bytes are lost: nobody can tell how many there should be. */
  isDisturbed: boolean;
}

/** A folder that is open, or was. */
export interface Visit {
  readonly folder: string;
  /** How many messages it holds; -1: not told. */
  exists: number;
  /** Messages of which text came. */
  fetched: number;
  /** Changes of flags, and messages removed. */
  stored: number;
  expunged: number;
  /** By their present numbers; forgotten when numbers move up. */
  readonly seen: Set<number>;
  readonly sizes: Map<number, number>;
}

/** How far a side is understood. */
export interface Reach extends Framing {
  isBegun: boolean;
  /** The message that passes by in a literal. */
  mail: MailText | undefined;
}

export interface State {
  readonly client: Reach;
  readonly server: Reach;
  readonly pending: Command[];
  /** The command that was begun last. */
  lastAsked: Question;
  greeted: boolean;
  user: string;
  isRefused: boolean;
  loggedOut: boolean;
  isEncrypted: boolean;
  isCompressed: boolean;
  /** The folder that is open. */
  visit: Visit | undefined;
  readonly visits: Visit[];
  /** The message that is being fetched in stretches. */
  stretches: Content | undefined;
  /** Literals of APPEND so far. */
  uploads: number;
  /** By folder: how often a message was put into it. */
  readonly appended: Map<string, number>;
  readonly capabilities: Set<string>;
}

export type Imap = Session<State>;
export type ImapVoice = Voice<State>;

const newReach = (): Reach => ({ ...newFraming(), isBegun: false, mail: undefined });

export const newState = (): State => ({
  client: newReach(), server: newReach(), pending: [], lastAsked: { packet: 0, nth: 0 }, greeted: false, user: '', isRefused: false, loggedOut: false, isEncrypted: false, isCompressed: false, visit: undefined, visits: [],
  stretches: undefined, uploads: 0, appended: new Map(), capabilities: new Set(),
});

/** The client has begun a command. */
export function begin(s: Imap, tag: string, verb: string): Command {
  const { pending, lastAsked } = s.state;
  const at = askedAt(s.moment(), lastAsked.packet === s.packet ? lastAsked.nth + 1 : 0);
  s.state.lastAsked = at;
  const command: Command = {
    tag, verb, at, status: '', isAssumed: false, isDoubtful: false, asked: 0, invited: 0, folder: '', credential: undefined, sasl: undefined, roll: undefined, visit: undefined,
  };
  if (pending.length === MAX_PENDING) pending.shift();
  pending.push(command);
  return command;
}

/**
 * The command that a tag is of. Tags are to differ, but who types them uses one for all: then the last command with it is meant, and the completions
 * of those before it are lost.
 */
export function completedBy(s: Imap, tag: string): Command | undefined {
  const { pending } = s.state;
  const at = pending.findLastIndex((command) => command.tag === tag);
  if (at < 0) return undefined;
  const command = pending[at];
  for (let i = at; i >= 0; i--) if (pending[i]!.tag === tag) pending.splice(i, 1);
  return command;
}

/** INBOX is one folder in any spelling (RFC 3501 §5.1). */
export function canonicalFolder(name: string): string {
  return name.toUpperCase() === 'INBOX' ? 'INBOX' : name;
}

export const newVisit = (folder: string): Visit => ({ folder, exists: -1, fetched: 0, stored: 0, expunged: 0, seen: new Set(), sizes: new Map() });

/** The folder that responses speak of: the one that is open, or the one that is being opened, once the server has done what was asked before. */
export function presentFolder({ state }: Imap): Visit {
  return state.pending.find((command) => !command.isDoubtful)?.visit ?? (state.visit ??= newVisit('?'));
}
