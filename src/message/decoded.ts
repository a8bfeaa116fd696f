/** What decoding some bytes came to. */
export interface Decoded {
  /** How many bytes they are, decoded. */
  readonly length: number;
  /** How many bytes the encoding does not allow there, and where the first of them stands; -1 if there are none. */
  readonly strange: number;
  readonly strangeAt: number;
}
