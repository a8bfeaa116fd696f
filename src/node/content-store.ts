/** What a store is told of a content whose end has come. */
export interface ContentEnd {
  /** A safe name for its file. Two contents may have the same: the second gets a number. */
  readonly name: string;
  readonly kind: 'mail' | 'object';
  /** Content codings in the order in which they were applied: `gzip`, `br`. */
  readonly codings: readonly string[];
  /** It was seen to its end, and nothing is missing. */
  readonly isWhole: boolean;
}

/** A file that was written. */
export interface WrittenFile {
  /** In the folder. */
  readonly name: string;
  readonly size: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
  /** Number of the content that it holds. */
  readonly content: number;
  /** It was made of a part of the content: an attachment of a mail. */
  readonly isPart: boolean;
}

/**
 * Where the bytes of contents go to become files. Contents are known by numbers, and may come interleaved. Whatever cannot be written is thrown, at the
 * latest by `finish`: FileExists, WriteFailure.
 */
export interface ContentStore {
  /** The next bytes of a content: `from`..`to` of `bytes`, which may be used again after the call. */
  data(content: number, bytes: Uint8Array, from: number, to: number): void;
  /** No more bytes of it will come. */
  close(content: number, end: ContentEnd): void;
  /** Wait until everything has been written. */
  finish(): readonly WrittenFile[];
  /** Nothing more is wanted, also not what is still to be written. */
  abandon(): void;
}

/** A file of that name is there already, and was not to be overwritten. */
export class FileExists extends Error {}
