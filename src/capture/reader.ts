import type { Fault } from '../base/fault.ts';
import type { CaptureInterface, CaptureSection, PacketSink } from './packet-sink.ts';

/** A name that a capture gives to an address. */
export interface AddressName {
  /** 4 bytes of IPv4, 6 of a hardware address, 8 of an EUI-64, 16 of IPv6. */
  readonly address: Uint8Array;
  readonly name: string;
}

/** Turns the bytes of a capture file into packets. Does no I/O: bytes are pushed, in chunks cut anywhere. */
export interface CaptureReader {
  /** The format, as users know it: `pcap`, `pcapng`. */
  readonly format: string;
  /** Interfaces described so far, of all sections. */
  readonly interfaces: readonly CaptureInterface[];
  readonly sections: readonly CaptureSection[];
  readonly names: readonly AddressName[];
  /** Packets delivered so far. */
  readonly packets: number;
  /** Those of them of which more was captured than is said to have been on the wire: a mistake of the program that wrote the file. */
  readonly longer: number;
  /** Returns the fault that ends the reading, if one was found; packets before it have been delivered. */
  push(chunk: Uint8Array, sink: PacketSink): Fault | undefined;
  /** The file ends. */
  end(): Fault | undefined;
}
