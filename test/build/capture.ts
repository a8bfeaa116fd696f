import { Intake, type CaptureFacts, type IntakeOptions } from '../../src/capture/intake.ts';
import type { CaptureInterface, PacketSink } from '../../src/capture/packet-sink.ts';
import { concat, u16 as big16, u32 as big32, utf8 } from './bytes.ts';

/** Builders of capture files in one byte order: `concat(little.section(), little.interface(), little.enhanced({}, packet))`. Lengths are right unless given. */
export interface CaptureBuilder {
  u16(n: number): Uint8Array<ArrayBuffer>;
  u32(n: number): Uint8Array<ArrayBuffer>;
  u64(n: bigint): Uint8Array<ArrayBuffer>;
  /** The header of a classic pcap file. */
  pcap(o?: { magic?: number; version?: [number, number]; link?: number; snap?: number }): Uint8Array<ArrayBuffer>;
  record(o: { seconds?: number; fraction?: number; captured?: number; wire?: number }, data: Uint8Array): Uint8Array<ArrayBuffer>;
  block(type: number, body: Uint8Array, o?: BlockOptions): Uint8Array<ArrayBuffer>;
  option(code: number, value: Uint8Array | string): Uint8Array<ArrayBuffer>;
  section(options?: readonly Uint8Array[], version?: [number, number]): Uint8Array<ArrayBuffer>;
  interface(o?: { link?: number; snap?: number }, options?: readonly Uint8Array[]): Uint8Array<ArrayBuffer>;
  enhanced(o: PacketOptions, data: Uint8Array, options?: readonly Uint8Array[]): Uint8Array<ArrayBuffer>;
  obsolete(o: PacketOptions & { drops?: number }, data: Uint8Array, options?: readonly Uint8Array[]): Uint8Array<ArrayBuffer>;
  simple(wire: number, data: Uint8Array): Uint8Array<ArrayBuffer>;
}

interface BlockOptions { length?: number; trailer?: number }
interface PacketOptions extends BlockOptions { interface?: number; time?: bigint; captured?: number; wire?: number }

/** 2026-11-21 07:59:12 UTC. */
export const SECONDS = 1_795_247_952;
/** The same in microseconds, the resolution of an interface that names none. */
export const TIME = BigInt(SECONDS) * 1_000_000n + 204_507n;

const reversed = (b: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(b).reverse();
const padding = (length: number): Uint8Array => new Uint8Array(-length & 3);

function builder(isLittle: boolean): CaptureBuilder {
  const u16 = (n: number): Uint8Array<ArrayBuffer> => (isLittle ? reversed(big16(n)) : big16(n));
  const u32 = (n: number): Uint8Array<ArrayBuffer> => (isLittle ? reversed(big32(n)) : big32(n));
  const high = (n: bigint): number => Number(BigInt.asUintN(32, n >> 32n));
  const low = (n: bigint): number => Number(BigInt.asUintN(32, n));
  const u64 = (n: bigint): Uint8Array<ArrayBuffer> => (isLittle ? concat(u32(low(n)), u32(high(n))) : concat(u32(high(n)), u32(low(n))));
  const ended = (options: readonly Uint8Array[]): Uint8Array => (options.length === 0 ? new Uint8Array(0) : concat(...options, u32(0)));
  const option = (code: number, value: Uint8Array | string): Uint8Array<ArrayBuffer> => {
    const bytes = typeof value === 'string' ? utf8(value) : value;
    return concat(u16(code), u16(bytes.length), bytes, padding(bytes.length));
  };
  const block = (type: number, body: Uint8Array, o: BlockOptions = {}): Uint8Array<ArrayBuffer> => {
    const length = o.length ?? 12 + body.length + padding(body.length).length;
    return concat(u32(type), u32(length), body, padding(body.length), u32(o.trailer ?? length));
  };
  const packet = (type: number, head: Uint8Array, o: PacketOptions, data: Uint8Array, options: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
    const time = o.time ?? TIME;
    const lengths = concat(u32(o.captured ?? data.length), u32(o.wire ?? data.length));
    return block(type, concat(head, u32(high(time)), u32(low(time)), lengths, data, padding(data.length), ended(options)), o);
  };
  return {
    u16, u32, u64, option, block,
    pcap: (o = {}) => concat(u32(o.magic ?? 0xa1b2c3d4), u16(o.version?.[0] ?? 2), u16(o.version?.[1] ?? 4), u32(0), u32(0), u32(o.snap ?? 262_144), u32(o.link ?? 1)),
    record: (o, data) => concat(u32(o.seconds ?? SECONDS), u32(o.fraction ?? 204_507), u32(o.captured ?? data.length), u32(o.wire ?? data.length), data),
    section: (options = [], version = [1, 0]) => block(0x0a0d0d0a, concat(u32(0x1a2b3c4d), u16(version[0]), u16(version[1]), u64(-1n), ended(options))),
    interface: (o = {}, options = []) => block(1, concat(u16(o.link ?? 1), u16(0), u32(o.snap ?? 0), ended(options))),
    enhanced: (o, data, options = []) => packet(6, u32(o.interface ?? 0), o, data, options),
    obsolete: (o, data, options = []) => packet(2, concat(u16(o.interface ?? 0), u16(o.drops ?? 0xffff)), o, data, options),
    simple: (wire, data) => block(3, concat(u32(wire), data)),
  };
}

export const little = builder(true);
export const big = builder(false);

/** A packet as a sink got it. */
export interface Received {
  hex: string;
  wire: number;
  seconds: number;
  nanos: number;
  linkType: number;
  interface: number | undefined;
  name: string | undefined;
  section: number | undefined;
  notes: { comments: string[]; flags: number | undefined; drops: number | undefined } | undefined;
}

/** A sink that remembers what it got. */
export class Receiver implements PacketSink {
  readonly packets: Received[] = [];

  packet(...[bytes, from, to, wire, seconds, nanos, linkType, iface, notes]: Parameters<PacketSink['packet']>): void {
    this.packets.push({
      hex: Buffer.from(bytes.subarray(from, to)).toString('hex'), wire, seconds, nanos, linkType, ...about(iface),
      notes: notes === undefined ? undefined : { ...notes, comments: [...notes.comments], flags: notes.flags, drops: notes.drops },
    });
  }
}

function about(iface: CaptureInterface | undefined): Pick<Received, 'interface' | 'name' | 'section'> {
  return { interface: iface?.id, name: iface?.name, section: iface?.section?.number };
}

export interface Taken {
  packets: Received[];
  facts: CaptureFacts;
}

/** Read a file, cut into chunks of the given sizes in turn; the same buffer serves for all of them, as it does when a file is read. */
export function take(file: Uint8Array, sizes: readonly number[] = [file.length || 1], options: IntakeOptions = {}): Taken {
  const receiver = new Receiver();
  const intake = new Intake(receiver, options);
  const buffer = new Uint8Array(Math.max(...sizes));
  for (let at = 0, n = 0; at < file.length; n++) {
    const chunk = file.subarray(at, at + sizes[n % sizes.length]!);
    buffer.fill(0xee);
    buffer.set(chunk);
    at += chunk.length;
    if (!intake.push(buffer.subarray(0, chunk.length))) break;
  }
  return { packets: receiver.packets, facts: intake.end() };
}
