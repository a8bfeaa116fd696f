import type { Field, Value } from '../base/field.ts';
import type { Piece, Source } from '../base/walk.ts';
import type { Phrase } from './dialogue.ts';
import type { Session } from './session.ts';

/**
 * One finished unit of a dialogue: a command line, a reply, a header block, a stretch of a body. `bytes` hold it from
 * `from` to `to`; they may be used again after the packet that it belongs to.
 */
export interface Unit {
  readonly session: Session;
  readonly side: Side;
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** A stretch of a long body that goes on, and has no marks but its own. */
  readonly bulk: boolean;
  /** Where in `bytes` what the unit carries begins, after a head that says what it is; `to`: it carries nothing. */
  readonly body: number;
  /** Bytes of the stream that belong to the unit and come after `to`, but passed by without being kept. */
  readonly passed: number;
  /** Which packets it came from, in order; offsets are relative to `from`. */
  readonly pieces: readonly Piece[];
  /** None, and no pieces, where fields are not asked for. */
  readonly marks: readonly Mark[];
  /** Messages of packet protocols that the unit carries, in its `bytes`. */
  readonly carried: readonly Carried[];
  /** Messages of packet protocols that came in parts, in several units, of which this is the last. */
  readonly assembled: readonly Assembled[];
  /** Stretches of `bytes` that are secrets: shown only to who asks for secrets. */
  readonly concealed: readonly Span[];
  /** What the unit says, in words, where its bytes are not a text that says it themselves. */
  readonly summary: Phrase | undefined;
}

/** A stretch of a unit, in its `bytes`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A stretch of a unit that a packet protocol decodes: an SMB message in a NetBIOS session, a DNS message on TCP. */
export interface Carried {
  /** The protocol's display-filter name. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  /** How long the message is by its frame: longer than `from`..`to` where the rest of it passed by unkept, or was lost. */
  readonly length: number;
}

/** A message of a packet protocol that was put together from parts. */
export interface Assembled {
  /** The protocol's display-filter name. */
  readonly protocol: string;
  readonly source: Source;
}

/** A field of a unit and where it stands, in the unit's `bytes`. */
export interface Mark {
  readonly field: Field;
  readonly from: number;
  readonly to: number;
  /** How deep under the unit's protocol, from 1. */
  readonly depth: number;
  /** Where the bytes alone do not say it. */
  readonly value: Value | undefined;
}

/** The end that opened the dialogue, and the end that serves. */
export type Side = 'client' | 'server';

/** Where units go. Where nobody looks at them there is none, and no mark is made. */
export type UnitSink = (unit: Unit) => void;

/** A mark of a unit that is not finished: offsets are of the stream. */
export interface DraftMark {
  field: Field;
  from: number;
  to: number;
  depth: number;
  value: Value | undefined;
}
