import { describe, expect, test } from 'vitest';
import { type FileLimits, isFull, isOverdue, numberedName, numberedNames } from '../../src/capture/file-limits.ts';

const none: FileLimits = { bytes: undefined, packets: undefined, seconds: undefined, interval: undefined };

describe('when a file is full (dumpcap -b, -a)', () => {
  test('never without a limit', () => {
    expect(isFull(none, 1e15, 1e15)).toBe(false);
    expect(isOverdue(none, 0, 1e15)).toBe(false);
  });

  test('by its size, with the packet that reaches it', () => {
    expect([9_999, 10_000, 10_001].map((bytes) => isFull({ ...none, bytes: 10_000 }, bytes, 1))).toEqual([false, true, true]);
  });

  test('by its packets', () => {
    expect([1, 2, 3].map((packets) => isFull({ ...none, packets: 2 }, 0, packets))).toEqual([false, true, true]);
  });

  test('by whichever limit is reached first', () => {
    expect(isFull({ ...none, bytes: 100, packets: 2 }, 50, 2)).toBe(true);
    expect(isFull({ ...none, bytes: 100, packets: 2 }, 100, 1)).toBe(true);
  });

  test('when it has lasted for so many seconds', () => {
    expect([61_999, 62_000].map((now) => isOverdue({ ...none, seconds: 60 }, 2000, now))).toEqual([false, true]);
  });

  test('at times that are a multiple of the interval, whenever it was begun', () => {
    expect([59_999, 60_000].map((now) => isOverdue({ ...none, interval: 60 }, 58_000, now))).toEqual([false, true]);
    expect(isOverdue({ ...none, interval: 60 }, 60_000, 119_999)).toBe(false);
  });
});

describe('names of the files of a ring', () => {
  const begun = new Date(2026, 10, 21, 7, 5, 9);

  test.each([
    ['lab.pcapng', 1, 'lab_00001_20261121070509.pcapng'],
    ['/var/tmp/lab', 12, '/var/tmp/lab_00012_20261121070509'],
    ['/var/my.tmp/lab', 12, '/var/my.tmp/lab_00012_20261121070509'],
    ['lab.4.pcap', 100_000, 'lab.4_100000_20261121070509.pcap'],
    ['.hidden', 1, '.hidden_00001_20261121070509'],
    ['/a/.hidden', 1, '/a/.hidden_00001_20261121070509'],
    [String.raw`C:\my.files\lab`, 1, String.raw`C:\my.files\lab_00001_20261121070509`],
  ])('%s, file %i: %s', (path, number, name) => {
    expect(numberedName(path, number, begun)).toBe(name);
    expect(numberedNames(path)).toBe(name.replace(/_\d+_\d{14}/, '_*'));
  });
});
