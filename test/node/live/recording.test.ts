import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { CaptureInterface, CaptureSection, PacketNotes } from '../../../src/capture/packet-sink.ts';
import { readCapture } from '../../../src/node/capture-file.ts';
import { Recording, type RecordingPlan } from '../../../src/node/live/recording.ts';
import { temporaryFolder } from '../../build/program.ts';

const root = temporaryFolder();
afterAll(() => fs.rmSync(root, { recursive: true }));

const section: CaptureSection = { number: 1, comments: [], hardware: undefined, system: undefined, application: undefined };
const eth0: CaptureInterface = {
  id: 0, section, linkType: 1, fcsSize: 0, snapLength: 0, unitsPerSecond: 1e9,
  name: 'eth0', description: undefined, filter: undefined, received: undefined, dropped: undefined,
};
const limits = { bytes: undefined, packets: undefined, seconds: undefined, interval: undefined };
let folder: string;
let now: number;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(root, 'r-'));
  now = new Date(2026, 10, 21, 7, 0, 0).getTime();
});

function recording(plan: Partial<RecordingPlan> = {}): Recording {
  return new Recording({ path: path.join(folder, 'lab.pcapng'), application: 'pupil 1.2.3', limits: undefined, several: false, keep: undefined, files: undefined, ...plan }, () => now);
}

function put(r: Recording, ...numbers: readonly number[]): void {
  for (const n of numbers) r.packet(Uint8Array.of(n), 0, 1, 1, now / 1000, 0, 1, eth0);
}

/** The packets of each file, in the order of their names. */
function files(): Record<string, number[]> {
  const read = (name: string): number[] => {
    const numbers: number[] = [];
    const { fault } = readCapture(path.join(folder, name), { packet: (bytes, from) => void numbers.push(bytes[from]!) });
    expect(fault).toBeUndefined();
    return numbers;
  };
  return Object.fromEntries(fs.readdirSync(folder).toSorted().map((name) => [name, read(name)]));
}

const counts = { received: 10, dropped: 1 };

describe('a recording in one file', () => {
  test('is there as soon as capturing has begun, and holds what was flushed', () => {
    const r = recording();
    expect(files()).toEqual({});
    r.open(eth0);
    expect(files()).toEqual({ 'lab.pcapng': [] });
    put(r, 1, 2);
    expect(files()).toEqual({ 'lab.pcapng': [] });
    r.flush();
    expect(files()).toEqual({ 'lab.pcapng': [1, 2] });
    put(r, 3);
    r.close(counts);
    expect(files()).toEqual({ 'lab.pcapng': [1, 2, 3] });
    expect(readCapture(r.path!, { packet: () => undefined }).interfaces).toMatchObject([{ name: 'eth0', ...counts }]);
  });

  test('never comes into being if nothing captures', () => {
    const r = recording();
    put(r, 1);
    r.close(counts);
    expect([files(), r.path, r.files, r.packets]).toEqual([{}, undefined, 0, 0]);
  });

  test('is complete when it is full; what comes then is not taken', () => {
    const r = recording({ limits: { ...limits, packets: 2 } });
    r.open(eth0);
    put(r, 1, 2, 3);
    expect(r.isComplete).toBe(true);
    r.close(counts);
    expect(files()).toEqual({ 'lab.pcapng': [1, 2] });
  });

  test('a mark is a comment on the next packet, and on no other', () => {
    const r = recording();
    r.open(eth0);
    r.mark('mark 1');
    put(r, 1, 2);
    r.close(counts);
    const comments: unknown[] = [];
    readCapture(r.path!, { packet: (_b, _f, _t, _w, _s, _n, _l, _i, notes?: PacketNotes) => void comments.push(notes?.comments) });
    expect(comments).toEqual([['mark 1'], undefined]);
  });

  test('another engine goes on in the same file, with an interface of its own', () => {
    const r = recording();
    r.open(eth0);
    put(r, 1);
    const other = { ...eth0, section: { ...section, comments: ['the second'] } };
    r.open(other);
    r.packet(Uint8Array.of(2), 0, 1, 1, 0, 0, 1, other);
    r.close(counts);
    expect(files()).toEqual({ 'lab.pcapng': [1, 2] });
    expect(readCapture(r.path!, { packet: () => undefined }).sections.map((s) => s.comments)).toEqual([[], ['the second']]);
  });

  test('moved away: another one is begun under its name', () => {
    const r = recording();
    r.open(eth0);
    put(r, 1);
    expect(r.look()).toBeUndefined();
    fs.renameSync(path.join(folder, 'lab.pcapng'), path.join(folder, 'away'));
    expect(r.look()).toBe('gone');
    put(r, 2);
    r.close(counts);
    expect(files()).toEqual({ away: [1], 'lab.pcapng': [2] });
  });

  test('another file has its name: that is said once, and not overwritten', () => {
    const r = recording();
    r.open(eth0);
    fs.renameSync(path.join(folder, 'lab.pcapng'), path.join(folder, 'away'));
    fs.writeFileSync(path.join(folder, 'lab.pcapng'), 'mine');
    expect([r.look(), r.look()]).toEqual(['other', undefined]);
    put(r, 1);
    r.close(counts);
    expect(fs.readFileSync(path.join(folder, 'lab.pcapng'), 'utf8')).toBe('mine');
  });
});

describe('a recording in several files', () => {
  test('each is full by its packets; the oldest are deleted', () => {
    const r = recording({ several: true, keep: 2, limits: { ...limits, packets: 2 } });
    r.open(eth0);
    put(r, 1, 2, 3, 4, 5);
    r.close(counts);
    expect(files()).toEqual({ 'lab_00002_20261121070000.pcapng': [3, 4], 'lab_00003_20261121070000.pcapng': [5] });
    expect([r.files, r.packets]).toEqual([3, 5]);
  });

  test('by its bytes: the packet that reaches them is the last', () => {
    const r = recording({ several: true, limits: { ...limits, bytes: 300 } });
    r.open(eth0);
    put(r, ...Array.from({ length: 20 }, (_, i) => i));
    r.close(counts);
    const sizes = fs.readdirSync(folder).map((name) => fs.statSync(path.join(folder, name)).size);
    expect(sizes.length).toBeGreaterThan(2);
    expect(Object.values(files()).flat()).toEqual(Array.from({ length: 20 }, (_, i) => i));
    for (const size of sizes.slice(0, -1)) expect(Math.abs(size - 300)).toBeLessThan(40);
  });

  test('by the clock', () => {
    const r = recording({ several: true, limits: { ...limits, seconds: 60 } });
    r.open(eth0);
    put(r, 1);
    now += 59_999;
    r.look();
    put(r, 2);
    now += 1;
    r.look();
    put(r, 3);
    r.close(counts);
    expect(files()).toEqual({ 'lab_00001_20261121070000.pcapng': [1, 2], 'lab_00002_20261121070100.pcapng': [3] });
  });

  test('is complete when so many are full', () => {
    const r = recording({ several: true, files: 2, limits: { ...limits, packets: 1 } });
    r.open(eth0);
    put(r, 1, 2, 3);
    expect(r.isComplete).toBe(true);
    r.close(counts);
    expect(Object.values(files())).toEqual([[1], [2]]);
  });
});
