import { expect, test } from 'vitest';
import { type Level, comparePairs } from '../../src/grade/originality/compare.ts';
import type { Outcome } from '../../src/grade/verdict.ts';
import type { ShownPacket } from '../../src/report/grade/demo-report.ts';
import { bundled, captureOf, change, grade, handed, itemsOf, packetsOf, reportOf, rerecorded } from '../build/grading.ts';

/** A student who made one kind of error, and what must come of it: the items that lose points or must be looked at, and the points that they are left with. */
interface Kind {
  readonly packets?: (packets: ShownPacket[]) => ShownPacket[];
  readonly report?: Uint8Array;
  readonly capture?: Uint8Array;
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
  { report: Uint8Array.of(0x50, 0x4b, 3, 4, 0), lost: {} },
  { packets: (all) => change(all, 'TCP', ({ fields }) => ({ fields: fields.map((field, i) => (i < 3 ? { ...field, value: String(Number(field.value) + 70_001) } : field)) })), lost: { 'tcp.decoded': 4 } },
];

const COUNT = 200;
/** Students who handed in the capture of another: as it is, and with other times. */
const copies: Readonly<Record<number, { of: number; shift: bigint }>> = { 160: { of: 8, shift: 0n }, 168: { of: 16, shift: 7_200_000_000_000n } };

function captureOfStudent(i: number): Uint8Array {
  const copy = copies[i];
  if (copy === undefined) return captureOf(i);
  return copy.shift === 0n ? captureOf(copy.of) : rerecorded(captureOf(copy.of), (packet) => ({ ...packet, time: packet.time + copy.shift }));
}

async function gradeStudent(i: number): Promise<Outcome> {
  const kind = kinds[i % kinds.length]!;
  const capture = kind.capture ?? captureOfStudent(i);
  const packets = packetsOf(capture);
  return grade([handed('lab4.pcapng', capture), handed('report', kind.report ?? reportOf(kind.packets?.(packets) ?? packets, `Student ${i}`))]);
}

test(`a class of ${COUNT}: each planted fault is found where it is, and nothing else`, { timeout: 900_000 }, async () => {
  const outcomes: Outcome[] = [];
  for (let i = 0; i < COUNT; i++) outcomes.push(await gradeStudent(i));
  outcomes.forEach((outcome, i) => {
    const kind = kinds[i % kinds.length]!;
    if (kind.report !== undefined) {
      expect(outcome.ungradable?.fault?.code, `student ${i}`).toBe('report-directory');
      return;
    }
    const lost = itemsOf(outcome).filter(({ points, max, state }) => points < max || state !== 'judged').map(({ id, points }) => [id, Number(points.toFixed(6))]);
    expect(Object.fromEntries(lost), `student ${i}`).toEqual(Object.fromEntries(Object.entries(kind.lost).map(([id, points]) => [id, Number(points.toFixed(6))])));
  });
  const pairs = comparePairs(outcomes.map(({ judgement }) => judgement?.fingerprint));
  const suspicious = pairs.filter(({ level }) => level !== 'explained').map(({ a, b, level }) => [a, b, level] as const);
  expect(suspicious).toEqual([[8, 160, 'identical'], [16, 168, 'identical']] satisfies [number, number, Level][]);
});

test('a report of a lab that the capture is not of', async () => {
  const outcome = await grade([handed('c', bundled('imap.pcap')), handed('r.md', reportOf(packetsOf(captureOf(1))))]);
  expect(itemsOf(outcome).filter(({ kind, points }) => kind === 'raw' && points === 4)).toEqual([]);
});
