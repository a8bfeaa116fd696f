import { detect } from '../capture/detect.ts';
import { type CaptureFacts, Intake } from '../capture/intake.ts';
import type { PacketSink } from '../capture/packet-sink.ts';

/** Read a capture that is in memory as a whole, into a sink. Whatever is wrong is a fault of the result, and what stood before it has been delivered. `enough` ends the reading. */
export function readCaptureBytes(bytes: Uint8Array, sink: PacketSink, enough?: () => boolean): CaptureFacts {
  const intake = new Intake(sink, enough === undefined ? {} : { enough });
  for (let at = 0; at < bytes.length; at += CHUNK) if (!intake.push(bytes.subarray(at, at + CHUNK))) break;
  return intake.end();
}

/** Bytes that are handed on at once: what is packed is unpacked no further than it is wanted. */
const CHUNK = 1 << 20;

/** May a file be a capture, by its first bytes? `packed`: something is packed in it that may be one. `foreign`: one that is not read here. */
export function captureKind(bytes: Uint8Array): 'capture' | 'packed' | 'foreign' | undefined {
  const { kind } = detect(bytes);
  if (kind === 'pcap' || kind === 'pcapng') return 'capture';
  if (kind === 'gzip' || kind === 'zstd') return 'packed';
  return kind === 'foreign' ? kind : undefined;
}
