import fs from 'node:fs';
import type { Fault } from '../base/fault.ts';
import { isPcap, PcapReader } from '../capture/pcap.ts';
import type { PacketSink } from '../capture/packet-sink.ts';

const CHUNK = 1 << 20;

/** Read a capture file into a sink, whole. Returns the fault that ended it, if one did. */
export function readCapture(path: string, sink: PacketSink): Fault | undefined {
  const file = fs.openSync(path, 'r');
  try {
    const chunk = new Uint8Array(CHUNK);
    let reader: PcapReader | undefined;
    for (;;) {
      const read = fs.readSync(file, chunk, 0, CHUNK, null);
      if (read === 0) return reader === undefined ? { code: 'file-empty', at: 0, need: 0, had: 0 } : reader.end();
      if (reader === undefined && !isPcap(chunk)) return { code: 'file-magic', at: 0, need: 0, had: 0, found: '' };
      reader ??= new PcapReader();
      const fault = reader.push(chunk.subarray(0, read), sink);
      if (fault !== undefined) return fault;
    }
  } finally {
    fs.closeSync(file);
  }
}
