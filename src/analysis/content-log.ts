import { copyOf } from '../base/bytes.ts';
import { Header } from '../message/header.ts';
import type { Content, ContentAbout, ContentKind, ContentSink, Side } from '../session/index.ts';

export type { Content, ContentSink } from '../session/index.ts';

/** Mails and objects that are remembered, and bytes of mail headers that are kept of them. What is beyond is counted. */
export const MAX_CONTENT_RECORDS = 100_000;
export const MAX_HEADER_BYTES = 32 << 20;

/** What is remembered of a mail or an object when its bytes are gone: enough to find them again in the file. */
export interface ContentRecord {
  /** Its number among all contents of the capture, from 0, in the order in which they ended. */
  readonly id: number;
  readonly kind: ContentKind;
  /** Number of its session, the session's protocol, and who sent it. */
  readonly session: number;
  readonly protocol: string;
  readonly side: Side;
  readonly about: ContentAbout;
  readonly firstPacket: number;
  readonly lastPacket: number;
  /** Bytes seen, and bytes known to be missing. */
  readonly size: number;
  readonly missing: number;
  readonly isWhole: boolean;
  /** Of a mail: its header; empty where it has none, or where too many are kept already. */
  readonly header: Header | undefined;
}

/** Remembers the mails and objects of a capture: so many of them, and so many bytes of mail headers. */
export class ContentLog implements ContentSink {
  readonly records: ContentRecord[] = [];
  /** Contents of each kind, those beyond the limit included. */
  readonly counts: Record<ContentKind, number> = { mail: 0, object: 0 };
  #headerBytes = 0;
  readonly #limit: number;
  readonly #headerLimit: number;

  constructor(limit = MAX_CONTENT_RECORDS, headerLimit = MAX_HEADER_BYTES) {
    this.#limit = limit;
    this.#headerLimit = headerLimit;
  }

  opened(): void {}
  data(): void {}
  hole(): void {}

  closed(content: Content): void {
    this.counts[content.kind]++;
    if (this.records.length >= this.#limit) return;
    const { kind, session, side, about, firstPacket, lastPacket, size, missing, isWhole } = content;
    this.records.push({
      id: this.records.length, kind, session: session.id, protocol: session.dialogue.name, side, about, firstPacket, lastPacket, size, missing, isWhole, header: this.#headerOf(content),
    });
  }

  #headerOf({ head }: Content): Header | undefined {
    if (head === undefined || this.#headerBytes + head.bytes.length > this.#headerLimit) return undefined;
    this.#headerBytes += head.bytes.length;
    return Header.of(copyOf(head.bytes, 0, head.bytes.length));
  }
}

/** Hands contents on to several sinks. */
export function contentSinks(...sinks: readonly ContentSink[]): ContentSink {
  return {
    opened: (content) => sinks.forEach((sink) => sink.opened(content)),
    data: (content, bytes, from, to) => sinks.forEach((sink) => sink.data(content, bytes, from, to)),
    hole: (content, length) => sinks.forEach((sink) => sink.hole(content, length)),
    closed: (content) => sinks.forEach((sink) => sink.closed(content)),
  };
}
