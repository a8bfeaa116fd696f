import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { Fault } from '../base/fault.ts';
import { longestPacket } from '../capture/packet-limit.ts';
import type { CaptureInterface, PacketSink } from '../capture/packet-sink.ts';
import { FILE_HEADER, MICROSECONDS, NANOSECONDS, ORDERED_LENGTHS, pcapInterface, pcapVersion, RECORD_HEADER } from '../capture/pcap.ts';
import type { CaptureReader } from '../capture/reader.ts';

/** What the package pcap-parser tells of a file and of a packet. */
interface FileHeader { readonly snapshotLength: number; readonly linkLayerType: number }
interface PacketHeader { readonly timestampSeconds: number; readonly timestampMicroseconds: number; readonly capturedLength: number; readonly originalLength: number }
interface Packet { readonly header: PacketHeader; readonly data: Uint8Array }

/** The reader of the package for a format, or why there is none. */
export function pcapParserReader(format: 'pcap' | 'pcapng'): CaptureReader | Fault {
  return format === 'pcap' ? new PcapParserReader() : refused;
}

const refused: Fault = { code: 'file-reader', at: 0, need: 0, had: 0, found: 'pcap-parser' };

/** Thrown to make the parser let go of a record that must not be read. */
class Refusal extends Error {}

/** The stream that the parser listens to: what is emitted is parsed before `emit` returns. */
class Feed extends EventEmitter {
  pause(): void {}
  resume(): void {}
}

/**
 * Reads classic pcap with the package pcap-parser 0.2.1, as a second opinion on the project's own reader. The package has faults, which
 * are held off from outside: it refuses nanoseconds, takes versions that it does not know, leaves the length of the frame check sequence
 * in the link type, believes every length, copies all that it has whenever a chunk comes while it waits for a long record, keeps
 * views of chunks, and ends without a word inside a record.
 */
class PcapParserReader implements CaptureReader {
  readonly format = 'pcap';
  readonly interfaces: CaptureInterface[] = [];
  readonly sections = [];
  readonly names = [];
  packets = 0;
  longer = 0;
  readonly #feed = new Feed();
  /** Chunks that are held back until they have as many bytes as the parser waits for: it gets whole records, and joins nothing twice. */
  #held: Uint8Array[] = [];
  #heldSize = 0;
  #fed = 0;
  /** Where in the file the record begins that the parser is at, and its header if that has been read. */
  #record = 0;
  #header: PacketHeader | undefined = undefined;
  #units = 1_000_000;
  #sink: PacketSink | undefined = undefined;
  #fault: Fault | undefined = undefined;

  constructor() {
    const { parse } = createRequire(import.meta.url)('pcap-parser') as { parse: (stream: Feed) => EventEmitter };
    parse(this.#feed)
      .on('globalHeader', (header: FileHeader) => this.#begin(header))
      .on('packetHeader', (header: PacketHeader) => this.#check(header))
      .on('packet', (packet: Packet) => this.#deliver(packet));
  }

  push(chunk: Uint8Array, sink: PacketSink): Fault | undefined {
    if (this.#fault !== undefined) return this.#fault;
    this.#sink = sink;
    this.#held.push(Buffer.from(chunk));
    this.#heldSize += chunk.length;
    if (this.#fed + this.#heldSize >= this.#awaited) this.#parse();
    return this.#fault;
  }

  end(): Fault | undefined {
    const had = this.#fed + this.#heldSize - this.#record;
    if (this.#fault !== undefined || (this.#isStarted && had === 0)) return this.#fault;
    const need = this.#awaited - this.#record;
    this.#fault = this.#isStarted ? { code: 'file-cut', at: this.#record, need, had, packet: this.packets + 1 } : { code: 'file-header', at: 0, need, had };
    return this.#fault;
  }

  get #isStarted(): boolean {
    return this.interfaces.length > 0;
  }

  /** Offset up to which the parser needs the file to go on. */
  get #awaited(): number {
    if (!this.#isStarted) return FILE_HEADER;
    return this.#record + RECORD_HEADER + (this.#header?.capturedLength ?? 0);
  }

  #parse(): void {
    const bytes = Buffer.concat(this.#held);
    this.#held = [];
    this.#heldSize = 0;
    if (!this.#isStarted && !this.#isReadable(bytes)) return;
    this.#fed += bytes.length;
    try {
      this.#feed.emit('data', bytes);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  /** Look at the file header before the parser does; nanoseconds are passed off as microseconds. */
  #isReadable(bytes: Buffer): boolean {
    const { isLittle, magic, minor, fault } = pcapVersion(bytes, 0);
    this.#fault = fault ?? (minor < ORDERED_LENGTHS ? refused : undefined);
    if (magic === NANOSECONDS) {
      this.#units = 1_000_000_000;
      if (isLittle) bytes.writeUInt32LE(MICROSECONDS);
      else bytes.writeUInt32BE(MICROSECONDS);
    } else if (magic !== MICROSECONDS) this.#fault ??= refused;
    return this.#fault === undefined;
  }

  #begin(header: FileHeader): void {
    this.interfaces.push(pcapInterface(header.linkLayerType, header.snapshotLength, this.#units));
    this.#record = FILE_HEADER;
  }

  #check(header: PacketHeader): void {
    const limit = longestPacket(this.interfaces[0]!.linkType);
    this.#header = header;
    if (header.capturedLength <= limit) return;
    this.#fault = { code: 'file-length', at: this.#record, need: header.capturedLength, had: limit, packet: this.packets + 1 };
    throw new Refusal();
  }

  #deliver({ header, data }: Packet): void {
    const iface = this.interfaces[0]!;
    const whole = Math.floor(header.timestampMicroseconds / this.#units);
    const nanos = (header.timestampMicroseconds - whole * this.#units) * (1_000_000_000 / this.#units);
    this.packets++;
    if (header.capturedLength > header.originalLength) this.longer++;
    this.#record += RECORD_HEADER + header.capturedLength;
    this.#header = undefined;
    this.#sink!.packet(data, 0, data.length, header.originalLength, header.timestampSeconds + whole, nanos, iface.linkType, iface);
  }
}
