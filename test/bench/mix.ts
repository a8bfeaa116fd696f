import fs from 'node:fs';
import { addWords, checksum } from '../../src/base/checksum.ts';
import { Random } from './random.ts';
import { type Script, scriptPool } from './scripts.ts';

/** Flows that are open at the same time, dialogues they say, bytes of a full segment. */
const OPEN_FLOWS = 3000;
const SCRIPTS = 600;
const MSS = 1460;
const HEADERS = 54;

const FIN = 0x11;
const SYN = 0x02;
const SYN_ACK = 0x12;
const ACK = 0x10;
const PSH_ACK = 0x18;

/** A packet to be sent: who, with which flags, which bytes of the turn. */
interface Step {
  client: boolean;
  flags: number;
  bytes: Buffer | undefined;
}

/** The packets of a connection, one after the other: handshake, segments with an acknowledgment for every second, close. */
function* steps(script: Script): Generator<Step> {
  yield { client: true, flags: SYN, bytes: undefined };
  yield { client: false, flags: SYN_ACK, bytes: undefined };
  yield { client: true, flags: ACK, bytes: undefined };
  for (const { client, bytes } of script.turns) {
    let unacknowledged = 0;
    for (let at = 0; at < bytes.length; at += MSS) {
      const last = at + MSS >= bytes.length;
      yield { client, flags: last ? PSH_ACK : ACK, bytes: bytes.subarray(at, at + MSS) };
      if (++unacknowledged === 2 || last) {
        yield { client: !client, flags: ACK, bytes: undefined };
        unacknowledged = 0;
      }
    }
  }
  yield { client: true, flags: FIN, bytes: undefined };
  yield { client: false, flags: FIN, bytes: undefined };
  yield { client: true, flags: ACK, bytes: undefined };
}

interface Flow {
  readonly client: number;
  readonly server: number;
  readonly port: number;
  readonly serverPort: number;
  readonly steps: Generator<Step>;
  seqC: number;
  seqS: number;
}

/** Writes the mix: web, mail and mailbox sessions of thousands of flows interleaved, with the ARP, ICMP and NetBIOS of a lab between them. */
export class Mix {
  readonly #r: Random;
  readonly #scripts: Script[];
  readonly #flows: Flow[] = [];
  readonly #fd: number;
  readonly #buffer = Buffer.alloc(8 << 20);
  #at = 0;
  #written = 0;
  #micros = 1_780_000_000_000_000;
  packets = 0;

  constructor(path: string, seed = 1) {
    this.#r = new Random(seed);
    this.#scripts = scriptPool(this.#r, SCRIPTS);
    this.#fd = fs.openSync(path, 'w');
    const header = Buffer.alloc(24);
    header.writeUInt32LE(0xa1b2c3d4, 0);
    header.writeUInt16LE(2, 4);
    header.writeUInt16LE(4, 6);
    header.writeUInt32LE(262_144, 16);
    header.writeUInt32LE(1, 20);
    header.copy(this.#buffer);
    this.#at = 24;
  }

  /** Write until the file is `size` bytes long or a little more. */
  write(size: number): void {
    for (let i = 0; i < OPEN_FLOWS; i++) this.#flows.push(this.#open(i));
    for (let n = 0; this.#written + this.#at < size; n++) {
      const i = this.#r.below(OPEN_FLOWS);
      const flow = this.#flows[i]!;
      const step = flow.steps.next();
      if (step.done === true) this.#flows[i] = this.#open(i);
      else this.#segment(flow, step.value);
      if (n % 50 === 0) this.#bystander(n);
    }
    this.#flush();
    fs.closeSync(this.#fd);
  }

  #open(i: number): Flow {
    const script = this.#r.pick(this.#scripts);
    const client = 0x0a4d0000 + 256 + (i % 8000);
    return {
      client, server: 0x0a4d0002 + this.#r.below(4), port: 20_000 + this.#r.below(45_000), serverPort: script.port, steps: steps(script),
      seqC: this.#r.below(0xffffffff), seqS: this.#r.below(0xffffffff),
    };
  }

  #segment(f: Flow, { client, flags, bytes }: Step): void {
    const length = bytes?.length ?? 0;
    const b = this.#record(HEADERS + length, client);
    const at = this.#at;
    this.#ip(at + 14, 40 + length, 6, client ? f.client : f.server, client ? f.server : f.client);
    b.writeUInt16BE(client ? f.port : f.serverPort, at + 34);
    b.writeUInt16BE(client ? f.serverPort : f.port, at + 36);
    b.writeUInt32BE((client ? f.seqC : f.seqS) >>> 0, at + 38);
    b.writeUInt32BE(flags === SYN ? 0 : (client ? f.seqS : f.seqC) >>> 0, at + 42);
    b.writeUInt16BE(0x5000 | flags, at + 46);
    b.writeUInt16BE(64_240, at + 48);
    b.writeUInt32BE(0, at + 50);
    if (bytes !== undefined) bytes.copy(b, at + HEADERS);
    this.#transportChecksum(at, 6, 20 + length, at + 50);
    this.#at += HEADERS + length;
    const consumed = length + (flags === SYN || flags === SYN_ACK || flags === FIN ? 1 : 0);
    if (client) f.seqC = (f.seqC + consumed) >>> 0;
    else f.seqS = (f.seqS + consumed) >>> 0;
  }

  /** An ARP request and reply, an echo, or a NetBIOS name query. */
  #bystander(n: number): void {
    const kind = n % 3;
    const host = 0x0a4d0100 + this.#r.below(200);
    if (kind === 0) this.#arp(host);
    else if (kind === 1) this.#echo(host);
    else this.#nameQuery(host);
  }

  #arp(host: number): void {
    const b = this.#record(60, true);
    const at = this.#at;
    b.fill(0, at + 12, at + 60);
    b.write('08060001080006040001', at + 12, 'hex');
    b.writeUInt32BE(host, at + 28);
    b.writeUInt32BE(0x0a4d0002, at + 38);
    this.#at += 60;
  }

  #echo(host: number): void {
    const b = this.#record(98, true);
    const at = this.#at;
    this.#ip(at + 14, 84, 1, host, 0x0a4d0002);
    b.fill(0x61, at + 34, at + 98);
    b.write('08000000', at + 34, 'hex');
    b.writeUInt16BE(this.packets & 0xffff, at + 40);
    b.writeUInt16BE(checksum(addWords(0, b, at + 34, at + 98)), at + 36);
    this.#at += 98;
  }

  #nameQuery(host: number): void {
    const query = Buffer.from('000001100001000000000000204d424543464445434646464445454643414341434143414341434143414341430000200001', 'hex');
    const length = 42 + query.length;
    const b = this.#record(length, true);
    const at = this.#at;
    this.#ip(at + 14, 28 + query.length, 17, host, 0x0a4dffff);
    b.writeUInt16BE(137, at + 34);
    b.writeUInt16BE(137, at + 36);
    b.writeUInt16BE(8 + query.length, at + 38);
    b.writeUInt16BE(0, at + 40);
    query.copy(b, at + 42);
    b.writeUInt16BE(this.packets & 0xffff, at + 42);
    this.#transportChecksum(at, 17, 8 + query.length, at + 40);
    this.#at += length;
  }

  /** The record header and the addresses of the frame; returns the buffer, with `#at` at the frame's first byte. */
  #record(length: number, client: boolean): Buffer {
    if (this.#at + length + 16 > this.#buffer.length) this.#flush();
    const b = this.#buffer;
    this.#micros += 1 + this.#r.below(20);
    b.writeUInt32LE(Math.floor(this.#micros / 1e6), this.#at);
    b.writeUInt32LE(this.#micros % 1e6, this.#at + 4);
    b.writeUInt32LE(length, this.#at + 8);
    b.writeUInt32LE(length, this.#at + 12);
    this.#at += 16;
    this.packets++;
    b.write(client ? '000c29770002001b2177000a0800' : '001b2177000a000c297700020800', this.#at, 'hex');
    return b;
  }

  #ip(at: number, length: number, protocol: number, source: number, destination: number): void {
    const b = this.#buffer;
    b.writeUInt16BE(0x4500, at);
    b.writeUInt16BE(length, at + 2);
    b.writeUInt16BE(this.packets & 0xffff, at + 4);
    b.writeUInt16BE(0x4000, at + 6);
    b.writeUInt16BE((64 << 8) | protocol, at + 8);
    b.writeUInt16BE(0, at + 10);
    b.writeUInt32BE(source, at + 12);
    b.writeUInt32BE(destination, at + 16);
    b.writeUInt16BE(checksum(addWords(0, b, at, at + 20)), at + 10);
  }

  #transportChecksum(at: number, protocol: number, length: number, field: number): void {
    const b = this.#buffer;
    const sum = addWords(addWords(protocol + length, b, at + 26, at + 34), b, at + 34, at + 34 + length);
    b.writeUInt16BE(checksum(sum), field);
  }

  #flush(): void {
    fs.writeSync(this.#fd, this.#buffer, 0, this.#at);
    this.#written += this.#at;
    this.#at = 0;
  }
}
