/** A stretch of a capture that one program wrote in one go. Classic pcap files have none. */
export interface CaptureSection {
  /** Number in the file, from 1. */
  readonly number: number;
  readonly comments: readonly string[];
  readonly hardware: string | undefined;
  readonly system: string | undefined;
  readonly application: string | undefined;
}

/** An interface that packets of a capture came from. */
export interface CaptureInterface {
  /** Number in its section, from 0. Undefined where the format does not number interfaces. */
  readonly id: number | undefined;
  readonly section: CaptureSection | undefined;
  readonly linkType: number;
  /** Bytes of frame check sequence at the end of each frame. */
  readonly fcsSize: number;
  /** Packets are cut at so many bytes; 0: at none. */
  readonly snapLength: number;
  /** How many units of its clock make a second: 10^6 for microseconds. */
  readonly unitsPerSecond: number;
  readonly name: string | undefined;
  readonly description: string | undefined;
  /** The capture filter that was set. */
  readonly filter: string | undefined;
  /** Packets that reached the interface, and that were lost there, as far as the capture tells at its end. */
  readonly received: number | undefined;
  readonly dropped: number | undefined;
}

/** What a capture says of a single packet beside its time and its lengths. May be used again after the call. */
export interface PacketNotes {
  readonly comments: readonly string[];
  /** Direction, reception and errors, as pcapng's `epb_flags` has them (draft-ietf-opsawg-pcapng §4.3.1). */
  readonly flags: number | undefined;
  /** Packets lost between the packet before, of the same interface, and this one. */
  readonly drops: number | undefined;
}

/** The single entrance for packets, from a file, a live capture or a test. */
export interface PacketSink {
  /**
   * A packet: bytes `from`..`to`, which may be used again after the call; its length on the wire; when it was captured, in seconds and
   * nanoseconds (0 to 999,999,999) since 1970 UTC. `seconds` is NaN where the capture does not say when.
   */
  packet(bytes: Uint8Array, from: number, to: number, wireLength: number, seconds: number, nanos: number, linkType: number, iface: CaptureInterface | undefined, notes?: PacketNotes): void;
}
