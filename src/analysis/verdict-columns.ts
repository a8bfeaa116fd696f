/** What the verdicts keep of each side of a connection; first the number after the highest that it sent, in which packet, and when. */
export const SIDE = {
  known: Uint8Array, next: Uint32Array, nextPacket: Int32Array, nextSeconds: Float64Array, nextNanos: Int32Array,
  /** Highest number seen without a gap: acknowledgments beyond it speak of something unseen. */
  seenKnown: Uint8Array, seen: Uint32Array,
  acked: Uint32Array, ackKnown: Uint8Array, ackSeconds: Float64Array, ackNanos: Int32Array,
  /** The last acknowledgment that counts: the field above is taken from any segment, with ACK flag or without. */
  hasKnown: Uint8Array, has: Uint32Array,
  /** The packet that first acknowledged what is acknowledged now, and how often it was repeated. */
  ackPacket: Int32Array, duplicates: Int32Array,
  /** Window and verdicts of the side's last segment, and its packet. */
  window: Int32Array, verdicts: Int32Array, packet: Int32Array,
  /** Is the amount in flight unknown: after a loss, until it is acknowledged. */
  flightUnknown: Uint8Array,
  /** The side has sent its SYN, and nothing else since: its window is not scaled. */
  onlySyn: Uint8Array,
  pushed: Float64Array, pushEnded: Uint8Array, selective: Float64Array,
} as const;

/** And of each connection: its last SYN, and the first round trip in seconds, 0 where it is not known. */
export const CONNECTION = { synSeconds: Float64Array, synNanos: Int32Array, sawSyn: Uint8Array, roundTrip: Float64Array } as const;
