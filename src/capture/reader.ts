import type { Fault } from '../base/fault.ts';
import type { CaptureInterface, PacketSink } from './packet-sink.ts';

/** Turns the bytes of a capture file into packets. Does no I/O: bytes are pushed, in chunks cut anywhere. */
export interface CaptureReader {
  /** The format, as users know it: `pcap`, `pcapng`. */
  readonly format: string;
  /** Interfaces described so far. */
  readonly interfaces: readonly CaptureInterface[];
  /** Returns the fault that ends the reading, if one was found; packets before it have been delivered. */
  push(chunk: Uint8Array, sink: PacketSink): Fault | undefined;
  /** The file ends. */
  end(sink: PacketSink): Fault | undefined;
}
