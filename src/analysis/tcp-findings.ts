/**
 * What a segment is in the course of its connection, as Wireshark judges it. The names of `tcp.analysis.*` say the same.
 * Fast and spurious retransmissions are retransmissions of a special kind.
 */
export const VERDICT = {
  retransmission: 1, fastRetransmission: 2, spuriousRetransmission: 4, outOfOrder: 8, lostSegment: 16, ackLostSegment: 32, duplicateAck: 64, keepAlive: 128,
  keepAliveAck: 256, zeroWindow: 512, zeroWindowProbe: 1024, zeroWindowProbeAck: 2048, windowFull: 4096, windowUpdate: 8192, reusedPorts: 16384,
} as const;

/**
 * What was found out about the segment at hand. The numbers after `verdicts` are what a verdict's reason is told with: each belongs to the verdict
 * that is named with it, and means nothing without. Sequence numbers are raw.
 */
export class Findings {
  /** Bits of VERDICT. */
  verdicts = 0;
  /** Is there anything to tell, a verdict or not? */
  isNoted = false;

  // ---- acknowledgments ----
  /** Which packet's data it acknowledges, 0: none, seconds since that, and whether that was sent but once. */
  acksPacket = 0;
  ackRoundTrip = 0;
  isSample = false;
  /** duplicateAck: which repetition it is, of the acknowledgment in which packet. */
  duplicateNumber = 0;
  duplicatePacket = 0;
  /** ackLostSegment: what the capture holds of the other side ends before this byte. */
  seen = 0;

  // ---- room ----
  bytesInFlight = 0;
  /** Bytes since the last push; -1: not looked at. */
  pushBytes = -1;
  /** windowUpdate: the window before, and whether that was the one of a SYN, which is never scaled. */
  windowBefore = 0;
  isBeforeSyn = false;
  /** keepAliveAck, zeroWindowProbe, zeroWindowProbeAck, windowFull, windowUpdate: the packet that it answers, or that left the room; for an update, the one before it. */
  answered = 0;

  // ---- order ----
  /** lostSegment: the byte that should have come. */
  expected = 0;
  /** How many of its bytes were sent before, and how many fill a hole; of any segment. */
  repeated = 0;
  filled = 0;
  /** retransmission: the packet that carried its bytes before, 0: the capture does not tell; and which bytes. */
  copyPacket = 0;
  copyFrom = 0;
  copyTo = 0;
  /** retransmission, outOfOrder: the packet that had gone further, up to which byte, and seconds since that. */
  laterPacket = 0;
  laterNext = 0;
  laterSeconds = 0;
  /** spuriousRetransmission, fastRetransmission: up to which byte the other side has everything, and since which packet; and how often it repeated that. */
  ackedTo = 0;
  ackedIn = 0;
  repetitions = 0;
  /** The packet that it sends again, 0: none, and seconds since that. */
  timeoutPacket = 0;
  timeout = 0;

  /** HOT: must not allocate. A new segment. */
  clear(): void {
    this.isNoted = false;
    this.verdicts = this.acksPacket = this.duplicateNumber = this.bytesInFlight = this.repeated = this.filled = this.timeoutPacket = 0;
    this.pushBytes = -1;
  }
}
