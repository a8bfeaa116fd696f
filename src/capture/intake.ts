import { copyOf, joined } from '../base/bytes.ts';
import type { Fault } from '../base/fault.ts';
import { detect, ENOUGH } from './detect.ts';
import { GzipUnpacker } from './gzip.ts';
import type { CaptureInterface, CaptureSection, PacketSink } from './packet-sink.ts';
import { PcapReader } from './pcap.ts';
import { PcapngReader } from './pcapng.ts';
import type { AddressName, CaptureReader } from './reader.ts';
import type { Unpacker } from './unpacker.ts';
import { ZstdUnpacker } from './zstd.ts';

/** What reading a capture told of it, beside its packets. */
export interface CaptureFacts {
  /** `pcap`, `pcapng`; undefined where no such file was found. */
  readonly format: string | undefined;
  /** `gzip`, `zstd`; undefined where the file is not packed. */
  readonly compression: string | undefined;
  /** Bytes read of the file, and what they were unpacked; the same where it is not packed. */
  readonly fileBytes: number;
  readonly bytes: number;
  readonly packets: number;
  /** Packets of which more was captured than is said to have been on the wire. */
  readonly longer: number;
  readonly interfaces: readonly CaptureInterface[];
  readonly sections: readonly CaptureSection[];
  readonly names: readonly AddressName[];
  /** What ended the reading before the end of the file. */
  readonly fault: Fault | undefined;
}

export interface IntakeOptions {
  /** Makes the reader of a format; a fault if there is none. */
  readonly reader?: (format: 'pcap' | 'pcapng') => CaptureReader | Fault;
  /** Asked when packets have been delivered: is that enough? Then the rest is not looked at, and nothing in it is a fault. */
  readonly enough?: () => boolean;
}

/** The project's own readers. */
function readerOf(format: 'pcap' | 'pcapng'): CaptureReader {
  return format === 'pcap' ? new PcapReader() : new PcapngReader();
}

/** The bytes of a capture file as they come, in chunks cut anywhere: finds out what they are, unpacks them and has them read. Does no I/O. */
export class Intake {
  readonly #sink: PacketSink;
  readonly #options: IntakeOptions;
  /** The first bytes, until there are enough to tell what they are; of the file, and of what it packs. */
  readonly #file = new Opening();
  readonly #content = new Opening();
  #unpacker: Unpacker | undefined = undefined;
  #reader: CaptureReader | undefined = undefined;
  #fault: Fault | undefined = undefined;
  #isEnough = false;
  #fileBytes = 0;
  #bytes = 0;

  constructor(sink: PacketSink, options: IntakeOptions = {}) {
    this.#sink = sink;
    this.#options = options;
  }

  /** Returns whether more bytes are wanted. */
  push(chunk: Uint8Array): boolean {
    this.#fileBytes += chunk.length;
    if (this.#unpacker === undefined && this.#reader === undefined) {
      const start = this.#file.add(chunk);
      if (start !== undefined) this.#open(start);
    } else this.#pass(chunk);
    return this.#isWanted;
  }

  /** The file ends. `fault`: because it could not be read on. */
  end(fault?: Fault): CaptureFacts {
    this.#fault ??= fault;
    if (this.#isWanted) this.#finish();
    return this.facts;
  }

  get facts(): CaptureFacts {
    const r = this.#reader;
    return {
      format: r?.format, compression: this.#unpacker?.name, fileBytes: this.#fileBytes, bytes: this.#bytes,
      packets: r?.packets ?? 0, longer: r?.longer ?? 0, interfaces: r?.interfaces ?? [], sections: r?.sections ?? [], names: r?.names ?? [], fault: this.#fault,
    };
  }

  get #isWanted(): boolean {
    return this.#fault === undefined && !this.#isEnough;
  }

  /** The file's first bytes are there: unpack it, or read it. */
  #open(start: Uint8Array): void {
    const { kind } = detect(start);
    if (kind === 'gzip') this.#unpacker = new GzipUnpacker((bytes) => this.#unpacked(bytes));
    else if (kind === 'zstd') this.#unpacker = new ZstdUnpacker((bytes) => this.#unpacked(bytes));
    else this.#choose(start);
    this.#pass(start);
  }

  /** The first bytes of the capture are there: choose its reader. */
  #choose(start: Uint8Array): void {
    const is = detect(start);
    switch (is.kind) {
      case 'pcap':
      case 'pcapng': {
        const made = (this.#options.reader ?? readerOf)(is.kind);
        if ('code' in made) this.#fault = made;
        else this.#reader = made;
        return;
      }
      case 'gzip':
      case 'zstd':
        return this.#fail('packed-twice');
      default:
        return this.#fail(`file-${is.kind}`, is.found);
    }
  }

  #fail(code: Fault['code'], found = ''): void {
    this.#fault = { code, at: 0, need: 0, had: 0, found };
  }

  #pass(chunk: Uint8Array): void {
    if (this.#unpacker === undefined) this.#read(chunk);
    // Unpackers keep what they cannot use yet, and whoever reads the file uses its buffer again.
    else this.#stop(this.#inPacket(this.#unpacker.push(copyOf(chunk, 0, chunk.length))));
  }

  #unpacked(bytes: Uint8Array): boolean {
    const start = this.#reader === undefined ? this.#content.add(bytes) : bytes;
    if (start !== undefined) {
      if (this.#reader === undefined) this.#choose(start);
      this.#read(start);
    }
    return this.#isWanted;
  }

  #read(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#reader === undefined) return;
    this.#stop(this.#reader.push(bytes, this.#sink));
  }

  /** Take note of a fault; the first one is the cause of the others. What comes after the last packet that was wanted is none. */
  #stop(fault: Fault | undefined): void {
    this.#isEnough ||= this.#options.enough?.() ?? false;
    if (!this.#isEnough) this.#fault ??= fault;
  }

  /** A fault of the packed data, with the packet before which it stands. */
  #inPacket(fault: Fault | undefined): Fault | undefined {
    return fault === undefined || this.#reader === undefined ? fault : { ...fault, packet: this.#reader.packets + 1 };
  }

  #finish(): void {
    if (this.#fileBytes === 0) return this.#fail('file-empty');
    if (this.#unpacker === undefined && this.#reader === undefined) this.#open(this.#file.bytes);
    const packed = this.#unpacker?.end();
    if (this.#reader === undefined && this.#fault === undefined && packed === undefined) this.#openContent();
    this.#stop(packed === undefined ? this.#reader?.end() : this.#inPacket(packed));
  }

  /** All that was packed is shorter than what tells formats apart. */
  #openContent(): void {
    const start = this.#content.bytes;
    if (start.length === 0) return this.#fail('file-empty');
    this.#choose(start);
    this.#read(start);
  }
}

/** Collects the first bytes of a file until there are enough of them. */
class Opening {
  bytes = new Uint8Array(0);

  /** All that has come so far, if that is enough. */
  add(chunk: Uint8Array): Uint8Array | undefined {
    if (this.bytes.length === 0 && chunk.length >= ENOUGH) return chunk;
    this.bytes = joined(this.bytes, chunk);
    return this.bytes.length >= ENOUGH ? this.bytes : undefined;
  }
}
