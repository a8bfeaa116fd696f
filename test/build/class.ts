import type { Outcome } from '../../src/grade/verdict.ts';
import type { SheetDocument } from '../../src/report/sheet-document.ts';
import { languages } from '../../src/text/language.ts';
import { catalogueOf } from '../../src/text/load.ts';
import { captureOf, change, itemsOf, packetsOf, rerecorded } from './grading.ts';
import type { ShownPacket } from './report.ts';
import { reportDocument } from './report-file.ts';

/** A student who made one kind of error, and what must come of it: the items that lose points or must be looked at, and the points that they are left with. */
interface Kind {
  readonly packets?: (packets: ShownPacket[]) => ShownPacket[];
  readonly isBroken?: boolean;
  readonly lost: Readonly<Record<string, number>>;
}

const titles: Readonly<Record<string, string>> = { SMTP: 'POP', POP: 'SMTP' };

const kinds: readonly Kind[] = [
  { lost: {} },
  { packets: (all) => change(all, 'ARP', ({ fields }) => ({ fields: fields.map((field) => (field.value.startsWith('10.77.') ? { ...field, value: '192.0.2.77' } : field)) })), lost: { 'arp.decoded': 3 } },
  { packets: (all) => change(all, 'ARP', ({ bytes }) => ({ bytes: bytes.map((byte, i) => (i === 30 ? byte ^ 0xff : byte)) })), lost: { 'arp.raw': 4 * 41 / 42 } },
  { packets: (all) => all.map((one) => ({ ...one, protocol: titles[one.protocol] ?? one.protocol })), lost: { 'smtp.raw': 0, 'smtp.decoded': 0, 'pop.raw': 0, 'pop.decoded': 0 } },
  { packets: (all) => all.filter(({ protocol }) => protocol !== 'ICMP'), lost: { 'icmp.raw': 0, 'icmp.decoded': 0 } },
  { packets: (all) => change(all, 'HTTP', ({ bytes }) => ({ bytes: bytes.subarray(0, 12) })), lost: { 'http.raw': 2 } },
  { isBroken: true, lost: {} },
  { packets: (all) => change(all, 'TCP', ({ fields }) => ({ fields: fields.map((field, i) => (i < 3 ? { ...field, value: String(Number(field.value) + 70_001) } : field)) })), lost: { 'tcp.decoded': 4 } },
];

/** Students of the made-up class. */
export const CLASS_SIZE = 200;
/** Students who handed in the capture of another: as it is, and with other times. */
const copies: Readonly<Record<number, { of: number; shift: bigint }>> = { 160: { of: 8, shift: 0n }, 168: { of: 16, shift: 7_200_000_000_000n } };
/** Which pairs share data that nothing explains. */
export const copiedPairs: readonly (readonly [number, number])[] = Object.entries(copies).map(([copy, { of }]) => [of, Number(copy)]);

/** What student `i` hands in, and the points that he is left with where he loses some; undefined: his report cannot be read. */
export interface HandedIn {
  readonly capture: Uint8Array;
  /** Undefined: a file that is none. */
  readonly report: SheetDocument | undefined;
  readonly lost: Readonly<Record<string, number>> | undefined;
}

export async function classStudent(i: number): Promise<HandedIn> {
  const { packets: how, isBroken = false, lost } = kinds[i % kinds.length]!;
  const capture = captureOfStudent(i);
  if (isBroken) return { capture, report: undefined, lost: undefined };
  const packets = packetsOf(capture);
  return { capture, report: reportDocument(`Student ${i}`, how?.(packets) ?? packets, await catalogueOf(languages[i % languages.length]!)), lost };
}

/** A report that ends in the middle of its first file. */
export const brokenReport = Uint8Array.of(0x50, 0x4b, 3, 4, 0);

function captureOfStudent(i: number): Uint8Array {
  const copy = copies[i];
  if (copy === undefined) return captureOf(i);
  return copy.shift === 0n ? captureOf(copy.of) : rerecorded(captureOf(copy.of), (packet) => ({ ...packet, time: packet.time + copy.shift }));
}

/** The items of an outcome that lose points or must be looked at, to the sixth decimal. */
export function lostItems(outcome: Outcome): Record<string, number> {
  return roundedPoints(Object.fromEntries(itemsOf(outcome).filter(({ points, max, state }) => points < max || state !== 'judged').map(({ id, points }) => [id, points])));
}

export function roundedPoints(points: Readonly<Record<string, number>>, decimals = 6): Record<string, number> {
  return Object.fromEntries(Object.entries(points).map(([id, value]) => [id, Number(value.toFixed(decimals))]));
}
