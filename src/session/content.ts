import { MailHead } from '../message/mail-head.ts';
import type { Side } from './marks.ts';
import type { Session } from './session.ts';

/** Contents whose facts are kept of one session; further ones pass by all the same. */
export const MAX_CONTENTS = 10_000;

/** A mail (RFC 5322), or the entity of an HTTP message. */
export type ContentKind = 'mail' | 'object';

/** What the dialogue knows of a content before its first byte. */
export interface ContentAbout {
  /** What the dialogue calls it: a URI, the number of a message. Captured text. */
  readonly name: string;
  /** `text/html; charset=utf-8`, as it was sent. */
  readonly mediaType?: string;
  /** Content codings in the order in which they were applied (RFC 9110 §8.4): `gzip`, `br`. */
  readonly codings?: readonly string[];
  /** A part of something larger: TOP of a mail, a range of an object. */
  readonly isPart?: boolean;
}

/** Where the bytes of contents go, for those who want them. */
export interface ContentSink {
  opened(content: Content): void;
  /** The next bytes: `from`..`to` of `bytes`, which may be used again after the call. */
  data(content: Content, bytes: Uint8Array, from: number, to: number): void;
  /** `length` bytes are not in the capture. */
  hole(content: Content, length: number): void;
  closed(content: Content): void;
}

/**
 * A mail or an object while it passes by: as it was meant, without what the dialogue added to carry it (doubled dots, chunk sizes).
 * It outlives holes in the stream, and therefore belongs into the state of its dialogue.
 */
export class Content {
  readonly kind: ContentKind;
  readonly session: Session;
  readonly side: Side;
  readonly about: ContentAbout;
  /** The packets that its first bytes came with, and in which it ended. */
  firstPacket: number;
  lastPacket: number;
  /** Bytes seen, and bytes known to be missing. */
  size = 0;
  missing = 0;
  /** It was seen to its end, and nothing is missing. */
  isWhole = false;
  isClosed = false;
  /** The header of a mail. */
  readonly head: MailHead | undefined;
  readonly #sink: ContentSink | undefined;

  constructor(session: Session, side: Side, kind: ContentKind, about: ContentAbout, sink: ContentSink | undefined) {
    this.session = session;
    this.side = side;
    this.kind = kind;
    this.about = about;
    this.firstPacket = this.lastPacket = session.packet;
    this.head = kind === 'mail' ? new MailHead() : undefined;
    this.#sink = sink;
    sink?.opened(this);
  }

  /** HOT: must not allocate. The next bytes. */
  add(bytes: Uint8Array, from: number, to: number): void {
    if (from === to || this.isClosed) return;
    if (this.size === 0 && this.missing === 0) this.firstPacket = this.session.packet;
    this.size += to - from;
    this.head?.add(bytes, from, to);
    this.#sink?.data(this, bytes, from, to);
  }

  /** `length` bytes of it are not in the capture. */
  hole(length: number): void {
    if (this.isClosed) return;
    this.missing += length;
    this.#sink?.hole(this, length);
  }

  /** It is over. `reached`: its end was seen, it did not merely stop. */
  end(reached: boolean): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.isWhole = reached && this.missing === 0;
    this.lastPacket = this.session.packet;
    this.#sink?.closed(this);
  }
}
