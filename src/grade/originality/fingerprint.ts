/** What is kept of a submission to compare it with others. */
export interface Fingerprint {
  readonly captures: readonly CaptureSketch[];
  /** SHA-256 of the files, by kind, in hexadecimal. */
  readonly captureHashes: readonly string[];
  readonly reportHash: string | undefined;
  /** Hashes of every eight words that follow each other in the report, dumps left out. */
  readonly phrases: Float64Array;
  /** What is unusual about the captures themselves. */
  readonly notes: readonly CaptureNote[];
}

/** What is unusual about a capture, each with innocent causes: the clock goes back, no connection is opened in it, IP header checksums are wrong, packets are cut, a checksum is quoted that the capture has otherwise. */
export type CaptureNote = { readonly kind: 'backwards' | 'no-handshake' | 'ip-checksum' | 'cut' | 'quoted-checksum'; readonly capture: string; readonly count: number; readonly packet: number };

/** The packets of a capture as numbers, one row each, without their content. */
export interface CaptureSketch {
  readonly name: string;
  /** A hash of the bytes of each packet, and when it was captured, in microseconds since 1970; NaN: not known. */
  readonly hashes: Float64Array;
  readonly times: Float64Array;
  /** Indices of source and destination in `hosts`; -1: none. */
  readonly sources: Int32Array;
  readonly destinations: Int32Array;
  /** 1: to a group. */
  readonly isGroup: Uint8Array;
  readonly hosts: readonly string[];
  /** Index of the host whose capture it seems to be: the one that opened most connections. -1: none did. */
  readonly host: number;
  /** Times are no finer than milliseconds. */
  readonly isCoarse: boolean;
  /** First sequence number, IP identification and source port of each connection that was opened. */
  readonly openings: readonly string[];
  /** Hardware address of `host`. */
  readonly hardware: string;
}
