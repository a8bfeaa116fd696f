import { describe, expect, test } from 'vitest';
import { readCaptureBytes } from '../../src/analysis/capture-bytes.ts';
import { sheetOf } from '../../src/cli/sheet-of.ts';
import { comparePairs, type Pair } from '../../src/grade/originality/compare.ts';
import type { Fingerprint } from '../../src/grade/originality/fingerprint.ts';
import { sheetMarkdown } from '../../src/report/sheet-markdown.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { bundled, captureOf, grade, handed, lab4, packetsOf, type Recorded, reportOf, rerecorded } from '../build/grading.ts';
import { bundledLab } from '../build/lab.ts';

/** A text of words that are drawn by lot. */
function essay(seed: number): string {
  let state = Math.imul(seed, 0x9e3779b1);
  const letter = (): string => String.fromCodePoint(97 + ((state = (Math.imul(state, 1_103_515_245) + 12_345) | 0) >>> 16) % 26);
  return Array.from({ length: 200 }, () => letter() + letter() + letter()).join(' ');
}

async function printOf(capture: Uint8Array, report = 'nothing'): Promise<Fingerprint> {
  return (await grade([handed('c.pcapng', capture), handed('r.md', report)], lab4)).judgement!.fingerprint;
}

async function compare(...captures: readonly Uint8Array[]): Promise<Pair | undefined> {
  const prints = await Promise.all(captures.map(async (capture, i) => printOf(capture, `report ${i}`)));
  return comparePairs(prints)[0];
}

const mine = captureOf(1);
const signals = (pair: Pair | undefined): string[] => pair!.signals.map(({ key }) => key);

/** What another machine on the same wire records: the same frames, at times that differ by a few microseconds each. */
const neighbour = (capture: Uint8Array): Uint8Array => rerecorded(capture, (packet) => ({ ...packet, time: packet.time + BigInt(((packet.number * 7919) % 61) - 30) * 1000n }));

describe('what submissions share', () => {
  test('two who did the same at two computers share nothing', async () => {
    expect(await compare(mine, captureOf(2))).toBeUndefined();
  });

  test('one file handed in twice', async () => {
    const pair = await compare(mine, mine);
    expect(pair).toMatchObject({ level: 'identical', packets: 175 });
    expect(signals(pair)).toContain('signal.same-capture');
  });

  test('a copy whose times were shifted', async () => {
    const pair = await compare(mine, rerecorded(mine, (packet) => ({ ...packet, time: packet.time + 3_600_000_000_000n })));
    expect(pair).toMatchObject({ level: 'identical', packets: 175 });
    expect(signals(pair)).toEqual(['signal.constant-shift']);
    expect(pair!.signals[0]!.args['seconds']).toBe(3600);
  });

  test('a part of another’s capture', async () => {
    const pair = await compare(mine, rerecorded(mine, (packet) => (packet.number > 40 && packet.number < 120 ? packet : undefined)));
    expect(pair).toMatchObject({ level: 'identical', packets: 79 });
  });

  test('neighbours on a hub: explained', async () => {
    const pair = await compare(mine, neighbour(mine));
    expect(pair).toMatchObject({ level: 'explained', packets: 175, left: 0 });
    expect(pair!.explanations.map(({ key }) => key)).toContain('explained.wire');
  });

  test('only what was sent to all', async () => {
    const groups = rerecorded(mine, (packet) => ((packet.bytes[0]! & 1) === 1 ? packet : undefined));
    const pair = await compare(mine, neighbour(groups));
    expect(pair).toMatchObject({ level: 'explained', left: 0 });
    expect(pair!.explanations.map(({ key }) => key)).toEqual(['explained.group']);
  });

  test('times in milliseconds: no claim', async () => {
    const coarse = rerecorded(mine, (packet) => ({ ...packet, time: (packet.time / 1_000_000n) * 1_000_000n }));
    const pair = await compare(coarse, rerecorded(coarse, (packet) => ({ ...packet, time: packet.time + 5_000_000_000n })));
    expect(pair).toMatchObject({ level: 'explained', signals: [] });
  });

  test('a few packets of another’s in one’s own capture: not explained', async () => {
    const taken = new Map<number, Recorded>();
    rerecorded(mine, (packet) => void taken.set(packet.number, packet));
    // Twelve of mine in place of twelve of theirs.
    const theirs = rerecorded(captureOf(3), (packet) => (packet.number >= 84 && packet.number <= 95 ? taken.get(packet.number) : packet));
    expect(await compare(mine, theirs)).toMatchObject({ level: 'unexplained', packets: 12, left: 12 });
  });

  test('addresses rewritten, the numbers of the connections left: not explained', async () => {
    const rewritten = rerecorded(mine, ({ bytes, ...rest }) => ({ ...rest, bytes: bytes.map((byte, i) => (i === 11 || i === 5 ? byte ^ 0x40 : byte)) }));
    const pair = await compare(mine, rewritten);
    expect(pair).toMatchObject({ level: 'unexplained', packets: 0 });
    expect(signals(pair)).toEqual(['signal.openings']);
  });

  test('the same text, but not what the template says', async () => {
    const texts = [`${essay(3)}`, `${essay(3)} and more`, essay(5), essay(7), essay(11)];
    const prints = await Promise.all(texts.map(async (text, i) => printOf(captureOf(i), text)));
    expect(comparePairs(prints).map(({ a, b, level, signals: [signal] }) => ({ a, b, level, key: signal?.key }))).toEqual([{ a: 0, b: 1, level: 'unexplained', key: 'signal.text' }]);
    const template = await Promise.all([0, 1, 2, 3].map(async (i) => printOf(captureOf(i), `${essay(3)} ${essay(20 + i)}`)));
    expect(comparePairs(template)).toEqual([]);
  });

  test('what the sheet says is not the student’s text: two sheets share nothing, two conclusions do', async () => {
    const sheet = (student: number): string => sheetMarkdown(sheetOf((a) => readCaptureBytes(captureOf(student), a), { lab: bundledLab('lab4'), capture: 'lab4.pcapng' }, new Catalogue()));
    const prints = await Promise.all([sheet(1), sheet(2), `${sheet(3)}\n\n${essay(3)}`, `${sheet(4)}\n\n${essay(3)}`].map(async (text, i) => printOf(captureOf(i + 1), text)));
    expect(comparePairs(prints).map(({ a, b, level, signals: [signal] }) => ({ a, b, level, key: signal?.key }))).toEqual([{ a: 2, b: 3, level: 'unexplained', key: 'signal.text' }]);
  });

  test('one computer in two shifts shares nothing but its card', async () => {
    const later = rerecorded(captureOf(2), ({ bytes, ...rest }) => ({ ...rest, bytes: bytes.map((byte, i) => (i === 10 && byte === 2 ? 1 : byte)) }));
    const prints = [await printOf(mine), await printOf(later, 'other')];
    expect(comparePairs(prints)).toEqual([]);
    expect(prints[1]!.captures[0]!.hardware).toBe(prints[0]!.captures[0]!.hardware);
  });
});

describe('notes of captures', () => {
  const kinds = async (capture: Uint8Array): Promise<string[]> => (await printOf(capture)).notes.map(({ kind }) => kind);

  test('a capture as it should be has none', async () => {
    expect(await kinds(mine)).toEqual([]);
  });

  test('the clock goes back; nothing is opened; wrong IP checksums', async () => {
    expect(await kinds(rerecorded(mine, (packet) => (packet.number === 50 ? { ...packet, time: packet.time - 9_000_000_000n } : packet)))).toEqual(['backwards']);
    expect(await kinds(rerecorded(mine, (packet) => (packet.bytes[47] === 2 || packet.bytes[47] === 0x12 ? undefined : packet)))).toEqual(['no-handshake']);
    expect(await kinds(rerecorded(mine, (packet) => (packet.number === 26 ? { ...packet, bytes: packet.bytes.map((byte, i) => (i === 24 ? byte ^ 1 : byte)) } : packet)))).toEqual(['ip-checksum']);
  });

  test('a checksum quoted otherwise than it is captured', async () => {
    const packets = packetsOf(mine).map((packet) => (packet.protocol === 'TCP' ? { ...packet, bytes: packet.bytes.map((byte, i) => (i === 50 ? byte ^ 1 : byte)) } : packet));
    expect((await printOf(mine, reportOf(packets))).notes).toEqual([{ kind: 'quoted-checksum', capture: 'c.pcapng', count: 1, packet: 25 }]);
  });

  test('what is compared is not what is marked', async () => {
    const files = [handed('c', bundled('lab4.pcapng')), handed('r.md', reportOf(packetsOf(bundled('lab4.pcapng'))))];
    const [on, off] = [await grade(files, { ...lab4, originality: true }), await grade(files, { ...lab4, originality: false })];
    expect(on.judgement!.items).toEqual(off.judgement!.items);
  });
});
