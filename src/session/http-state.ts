import type { Content } from './content.ts';
import type { Args } from '../base/sentence.ts';
import type { Credential } from './finding.ts';
import type { Asked, Question, Session } from './session.ts';
import type { Voice } from './voice.ts';

/** Requests that wait for their response, and responses that have come before; a client that pipelines more is not believed. */
export const MAX_PENDING = 1000;

/** Somebody said who he is, and the status that says that he is not believed: 401, or 407 of a proxy (RFC 9110 §11.6, §11.7). */
export interface Offered {
  readonly credential: Credential;
  readonly refusal: number;
}

/** A request, and what was answered. */
export interface Exchange {
  readonly method: string;
  readonly target: string;
  /** It is one of HTTP/0.9: the response has no head (RFC 1945 §4.1). */
  readonly isSimple: boolean;
  /** The protocols that the client offers to go over to, or an empty text (RFC 9110 §7.8). */
  readonly upgrade: string;
  readonly credentials: readonly Offered[];
  /** The packet with its last byte, as far as that has come, and which of the requests in it this one is. */
  asked: Asked;
  isComplete: boolean;
  /** The final status, or 101; 0: none has come. */
  status: number;
  /** The packet with the response, where that was read before the request. */
  answer: number | undefined;
}

/** A message whose head is read. It outlives holes in the stream. */
export interface Message {
  /** The request itself, or the request that this is the response to, where that is in the capture. */
  readonly exchange: Exchange | undefined;
  /** Of a response: its status, and the protocols of Upgrade. */
  readonly status: number;
  readonly upgrade: string;
  /** The client waits for 100 before it sends the body, or does without (RFC 9110 §10.1.1). */
  readonly expectsContinue: boolean;
  /** The connection is over after it (RFC 9112 §9.3). */
  readonly isLast: boolean;
  body: Body | undefined;
  /** Its unit is finished, though the body may go on. */
  isShown: boolean;
}

/** How the length of a body is known (RFC 9112 §6.3). */
export type Framing = 'counted' | 'chunked' | 'until-close';

/** What comes next of a chunked body (RFC 9112 §7.1). */
export type ChunkPart = 'size' | 'data' | 'data-end' | 'trailer' | 'over';

/** What the head says of a body. */
export interface BodyPlan {
  readonly framing: Framing;
  /** Bytes of a counted body. */
  readonly length: number;
  /** What it is called: the path of the request. */
  readonly name: string;
  readonly mediaType: string;
  /** Content codings, then those of the transfer, in the order in which they were applied. */
  readonly codings: readonly string[];
  readonly isPart: boolean;
  /** The head is not to wait for its end, which may be far off, or nobody knows where. */
  readonly isEndless: boolean;
}

/** A body that passes by. */
export interface Body {
  readonly plan: BodyPlan;
  /** Stream offset of its first byte. */
  readonly start: number;
  /** Opened by its first byte. */
  content: Content | undefined;
  /** Bytes still to come: of a counted body, or of the chunk at hand. */
  left: number;
  part: ChunkPart;
  /** Bytes that the chunks so far announced. */
  announced: number;
  /** How it is shown: as a part of the unit of its head; not, while the head waits for its end; or in stretches of its own, after the head. */
  stage: 'kept' | 'passed' | 'shown';
  /** Stream offset at which the data of the chunk begins whose marks are open, or -1. */
  chunk: number;
  /** Copies of its bytes so far, where they are needed together at its end; undefined: they are not, or there are too many. */
  pieces: Uint8Array[] | undefined;
}

/** A response that came before its request was read. */
export interface Early {
  readonly packet: number;
  readonly status: number;
}

/** How far a side is understood. */
export interface Flow {
  message: Message | undefined;
  /** Messages so far. */
  count: number;
  /** The next byte begins a message: what was before it was understood to its end. */
  isTrusted: boolean;
}

/** What became of it all. */
export interface Summary {
  first: Exchange | undefined;
  requests: number;
  /** The first request that was refused or failed, and how many there were. */
  failure: Exchange | undefined;
  failures: number;
  /** Bodies of the server that have come, and bytes of bodies, either way. */
  objects: number;
  size: number;
  /** The first status, and how many responses there were: all that is known where the client is missing. */
  status: number;
  responses: number;
}

export interface State {
  readonly client: Flow;
  readonly server: Flow;
  readonly pending: Exchange[];
  /** Bytes of the server are lost that may have held responses: which request the next one answers is to be found out. */
  isPairingLost: boolean;
  /** Packet with bytes of the server that begin no message: a response, perhaps, that is not understood. 0: there is none. */
  strangeIn: number;
  /** Responses that came while the client was not understood: requests that were made before them may still be read, for a gap is waited for. */
  readonly early: Early[];
  /** The last request that was complete: those of one packet are counted. */
  lastAsked: Question;
  readonly summary: Summary;
}

export type Http = Session<State>;
export type HttpVoice = Voice<State>;

const newFlow = (): Flow => ({ message: undefined, count: 0, isTrusted: true });

export const newState = (): State => ({
  client: newFlow(), server: newFlow(), pending: [], isPairingLost: false, strangeIn: 0, early: [], lastAsked: { packet: 0, nth: 0 },
  summary: { first: undefined, requests: 0, failure: undefined, failures: 0, objects: 0, size: 0, status: 0, responses: 0 },
});

/** Note something that a sender may do with every message, the first time. */
export function noteOnce(s: Http, v: HttpVoice, key: string, args: Args = {}): void {
  if (!s.notes.some((note) => note.key === key && note.side === v.side)) s.note(v, key, args);
}
