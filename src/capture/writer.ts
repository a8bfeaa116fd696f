import type { Fault } from '../base/fault.ts';
import type { CaptureInterface, PacketSink } from './packet-sink.ts';

/** What became of the packets of an interface that were not delivered; undefined: nobody knows. */
export interface InterfaceCounts {
  /** Packets that reached the interface and passed its filter, and those of them that were lost before they could be read. */
  readonly received: number | undefined;
  readonly dropped: number | undefined;
}

/** Turns packets into the bytes of a capture file. Does no I/O: the bytes go to a function. */
export interface CaptureWriter extends PacketSink {
  /** A packet that the format cannot hold; no packet is written from there on. */
  readonly fault: Fault | undefined;
  /** Bytes of the file so far, those that wait in memory included. */
  readonly size: number;
  /** Describe an interface before its first packet, so that the file says what is captured while nothing has come yet. */
  describe(iface: CaptureInterface): void;
  /** Say how many packets reached an interface and how many were lost, where the format can say it. */
  statistics(iface: CaptureInterface, counts: InterfaceCounts, seconds: number, nanos: number): void;
  /** Hand over what waits in memory: the file then ends with a whole record. */
  flush(): void;
  /** There are no more packets. A file without any is a file all the same. */
  end(): void;
}
