import { PcapWriter } from './pcap-writer.ts';
import { PcapngWriter } from './pcapng-writer.ts';
import type { CaptureWriter } from './writer.ts';

/** The writer for a file of this name: classic pcap for `.pcap`, pcapng for all others. `write` must take the bytes before it returns. */
export function writerFor(name: string, application: string, write: (bytes: Uint8Array) => void): CaptureWriter {
  return /\.pcap$/i.test(name) ? new PcapWriter(write) : new PcapngWriter(application, write);
}
