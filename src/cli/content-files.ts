import type { Content, ContentSink } from '../analysis/content-log.ts';
import type { ContentStore, WrittenFile } from '../node/content-store.ts';
import { contentFileName } from '../report/content-name.ts';

/** A file, and what is remembered of the content that it was made of. */
export interface ContentFile extends WrittenFile {
  readonly of: ContentFacts;
}

/** Of contents as such; they hold on to their sessions. */
type ContentFacts = Pick<Content, 'firstPacket' | 'lastPacket' | 'missing' | 'isWhole'>;

/** Gives the contents of a capture to a store: those of one kind, or all. */
export class ContentFiles implements ContentSink {
  readonly #store: ContentStore;
  readonly #only: string | undefined;
  /** Those that are over, by their numbers; and the numbers of those whose end has not come. */
  readonly #facts: ContentFacts[] = [];
  readonly #open = new Map<Content, number>();
  #count = 0;

  constructor(store: ContentStore, only: string | undefined) {
    this.#store = store;
    this.#only = only;
  }

  opened(): void {}

  data(content: Content, bytes: Uint8Array, from: number, to: number): void {
    if (this.#only !== undefined && content.kind !== this.#only) return;
    this.#store.data(this.#open.get(content) ?? this.#begin(content), bytes, from, to);
  }

  hole(): void {}

  closed(content: Content): void {
    const number = this.#open.get(content);
    if (number === undefined) return;
    this.#open.delete(content);
    const { kind, about, firstPacket, lastPacket, missing, isWhole } = content;
    this.#facts[number] = { firstPacket, lastPacket, missing, isWhole };
    this.#store.close(number, { name: contentFileName(content), kind, codings: about.codings ?? [], isWhole });
  }

  /** What never ended is written as far as it came. */
  end(): ContentFile[] {
    for (const content of this.#open.keys()) this.closed(content);
    return this.#store.finish().map((file) => ({ ...file, of: this.#facts[file.content]! }));
  }

  #begin(content: Content): number {
    this.#open.set(content, this.#count);
    return this.#count++;
  }
}
