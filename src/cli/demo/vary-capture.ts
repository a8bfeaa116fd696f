import { readCaptureBytes } from '../../analysis/capture-bytes.ts';
import { addWords, checksum } from '../../base/checksum.ts';
import { writerFor } from '../../capture/write.ts';

const ETHERNET = 14;
const IPV4 = 0x0800;
const ARP = 0x0806;
const TCP = 6;
const UDP = 17;
const ICMP = 1;
const ACK = 0x10;
const HOUR = 3600;

/**
 * The capture of another student who did the same things at another computer: other addresses on the same network 10.77.0.0/24, other times, other sequence numbers, with right
 * checksums. `number` is from 0 to 255. Meant for the captures that come with the program.
 */
export function variedCapture(capture: Uint8Array, name: string, number: number): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = writerFor(name, 'pupil', (bytes) => void parts.push(new Uint8Array(bytes)));
  const drift = { micros: 0 };
  let count = 0;
  readCaptureBytes(capture, {
    packet: (bytes, from, to, wireLength, seconds, nanos, link) => {
      const varied = variedPacket(new Uint8Array(bytes.subarray(from, to)), number);
      // Clocks differ, and so does every reaction: a few microseconds more for each packet.
      drift.micros += (count++ * (number + 7)) % 23;
      const total = nanos + drift.micros * 1000;
      writer.packet(varied, 0, varied.length, wireLength, seconds + number * HOUR + Math.floor(total / 1e9), total % 1e9, link, undefined);
    },
  });
  writer.end();
  return joined(parts);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function variedPacket(b: Uint8Array, number: number): Uint8Array {
  if (b.length < ETHERNET + 20 || number === 0) return b;
  varyHardware(b, 0, number);
  varyHardware(b, 6, number);
  const view = new DataView(b.buffer, b.byteOffset, b.length);
  const type = view.getUint16(12);
  if (type === ARP && b.length >= ETHERNET + 28) varyArp(b, number);
  if (type === IPV4) varyIp(b, view, number);
  return b;
}

/** Pairs of addresses for students' machines in a network; whoever comes after them has the address of an earlier one, from another shift. */
const ADDRESSES = 100;

/** The two machines of students, 10.77.0.10 and 10.77.0.11, get the next two addresses for each student. */
function varyAddress(b: Uint8Array, at: number, number: number): void {
  if (b[at] === 10 && b[at + 1] === 77 && b[at + 2] === 0 && (b[at + 3] === 10 || b[at + 3] === 11)) b[at + 3] = b[at + 3]! + 2 * (number % ADDRESSES);
}

/** 00:1b:21 are the cards of the students' machines. */
function varyHardware(b: Uint8Array, at: number, number: number): void {
  if (b[at] === 0x00 && b[at + 1] === 0x1b && b[at + 2] === 0x21) b[at + 4] = number;
}

function varyArp(b: Uint8Array, number: number): void {
  varyHardware(b, ETHERNET + 8, number);
  varyAddress(b, ETHERNET + 14, number);
  varyHardware(b, ETHERNET + 18, number);
  varyAddress(b, ETHERNET + 24, number);
}

function varyIp(b: Uint8Array, view: DataView, number: number): void {
  const header = (b[ETHERNET]! & 15) * 4;
  const transport = ETHERNET + header;
  const end = Math.min(b.length, ETHERNET + view.getUint16(ETHERNET + 2));
  const isFragment = (view.getUint16(ETHERNET + 6) & 0x3fff) !== 0;
  if (transport + 8 > end) return;
  view.setUint16(ETHERNET + 4, (view.getUint16(ETHERNET + 4) + 977 * number) & 0xffff);
  varyAddress(b, ETHERNET + 12, number);
  varyAddress(b, ETHERNET + 16, number);
  view.setUint16(ETHERNET + 10, 0);
  view.setUint16(ETHERNET + 10, checksum(addWords(0, b, ETHERNET, transport)));
  if (!isFragment) varyTransport(b, view, b[ETHERNET + 9]!, transport, end, number);
}

function varyTransport(b: Uint8Array, view: DataView, protocol: number, at: number, end: number, number: number): void {
  if (protocol === TCP && at + 20 <= end) {
    const step = 1_000_003 * number;
    view.setUint32(at + 4, view.getUint32(at + 4) + step);
    if ((b[at + 13]! & ACK) !== 0) view.setUint32(at + 8, view.getUint32(at + 8) + step);
    sum(b, view, at, end, at + 16, protocol);
  }
  if (protocol === UDP && view.getUint16(at + 6) !== 0) sum(b, view, at, end, at + 6, protocol);
  if (protocol === ICMP && at + 8 <= end && (b[at] === 8 || b[at] === 0)) {
    view.setUint16(at + 4, (view.getUint16(at + 4) + 101 * number) & 0xffff);
    sum(b, view, at, end, at + 2, undefined);
  }
}

/** Work a checksum out anew; `protocol`: with the pseudo header of IPv4 before it (RFC 9293 §3.1). */
function sum(b: Uint8Array, view: DataView, at: number, end: number, field: number, protocol: number | undefined): void {
  view.setUint16(field, 0);
  const pseudo = protocol === undefined ? 0 : addWords(protocol + end - at, b, ETHERNET + 12, ETHERNET + 20);
  view.setUint16(field, checksum(addWords(pseudo, b, at, end)));
}
