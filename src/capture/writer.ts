import type { Fault } from '../base/fault.ts';
import type { PacketSink } from './packet-sink.ts';

/** Turns packets into the bytes of a capture file. Does no I/O: the bytes go to a function. */
export interface CaptureWriter extends PacketSink {
  /** A packet that the format cannot hold; no packet is written from there on. */
  readonly fault: Fault | undefined;
  /** There are no more packets. A file without any is a file all the same. */
  end(): void;
}
