/** An interface that packets of a capture came from. */
export interface CaptureInterface {
  /** Number in the capture, from 0, counted over all its sections. */
  readonly id: number;
  readonly linkType: number;
  /** Bytes of frame check sequence at the end of each frame. */
  readonly fcsSize: number;
  readonly snapLength: number;
  readonly name: string | undefined;
  readonly description: string | undefined;
}

/** The single entrance for packets, from a file, a live capture or a test. */
export interface PacketSink {
  /**
   * A packet: bytes `from`..`to`, which may be used again after the call; its length on the wire; when it was captured, in seconds and
   * nanoseconds since 1970 UTC.
   */
  packet(bytes: Uint8Array, from: number, to: number, wireLength: number, seconds: number, nanos: number, linkType: number, iface: CaptureInterface | undefined, comment?: string): void;
}
