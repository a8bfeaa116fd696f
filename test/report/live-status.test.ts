import { describe, expect, test } from 'vitest';
import { type LiveStatus, statusLine } from '../../src/report/live-status.ts';
import { plainPalette } from '../../src/report/palette.ts';
import { Catalogue } from '../../src/text/catalogue.ts';

const status: LiveStatus = { seconds: 3725.9, bytes: 1_200_000, protocols: [{ name: 'smtp', packets: 41 }, { name: 'arp', packets: 20 }], captured: 12_345, dropped: 0, isEstimate: false, isPaused: false, follows: undefined, lab: undefined };

function line(change: Partial<LiveStatus> = {}, columns = 200): string {
  return statusLine({ ...status, ...change }, columns, new Catalogue(), plainPalette).replaceAll('\u202f', ' ');
}

describe('how a live capture stands', () => {
  test('time, packets, bytes, what was lost, protocols', () => {
    expect(line()).toBe('01:02:05 · 12 345 packets · 1.2 MB · 0 lost · smtp 41 arp 20');
  });

  test('what was lost may be guessed, or unknown', () => {
    expect(line({ dropped: 7, isEstimate: true })).toContain('about 7 lost');
    expect(line({ dropped: undefined })).toContain('unknown how many lost');
  });

  test('the screen is paused, or follows a session', () => {
    expect(line({ isPaused: true, follows: 3 })).toContain('· paused ·');
    expect(line({ follows: 3 })).toContain('· session #3 ·');
  });

  test('what there is of what a lab needs', () => {
    expect(line({ lab: { met: 5, needs: 7 } })).toMatch(/^01:02:05 · ✓ 5 of 7 · 12 345 packets /);
  });

  test('is cut where the terminal ends, and days are hours', () => {
    expect(line({}, 20)).toHaveLength(20);
    expect(line({ seconds: 100 * 3600 })).toMatch(/^100:00:00 /);
  });
});
