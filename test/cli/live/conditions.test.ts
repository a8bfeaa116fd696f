import { describe, expect, test } from 'vitest';
import { type Conditions, conditionsOf } from '../../../src/cli/live/conditions.ts';
import { Catalogue } from '../../../src/text/catalogue.ts';

function read(a: readonly string[], b: readonly string[]): Conditions {
  return conditionsOf({ a, b }, new Catalogue());
}

const endless = { seconds: undefined, packets: undefined, files: undefined, limits: undefined, several: false, keep: undefined };
const none = { bytes: undefined, packets: undefined, seconds: undefined, interval: undefined };

describe('-a and -b, in the units of tshark', () => {
  test('nothing: one file, and no end', () => {
    expect(read([], [])).toEqual(endless);
  });

  test('-a ends the capture: after seconds, which may have a fraction, packets, or when the file is full', () => {
    expect(read(['duration:1.5', 'packets:10'], [])).toEqual({ ...endless, seconds: 1.5, packets: 10 });
    expect(read(['filesize:10'], [])).toEqual({ ...endless, limits: { ...none, bytes: 10_000 } });
  });

  test('-b begins the next file; of files as many are kept', () => {
    expect(read([], ['filesize:100', 'duration:60', 'packets:5', 'interval:3600', 'files:20'])).toEqual({ ...endless, limits: { bytes: 100_000, packets: 5, seconds: 60, interval: 3600 }, several: true, keep: 20 });
  });

  test('-a files counts the files of -b, and -a filesize is a size for them', () => {
    expect(read(['files:3', 'filesize:7'], ['duration:1'])).toEqual({ ...endless, files: 3, limits: { ...none, bytes: 7000, seconds: 1 }, several: true });
  });

  test('of two of a kind the last one counts', () => {
    expect(read(['packets:1', 'packets:2'], []).packets).toBe(2);
  });

  test.each([
    [['size:5'], [], '-a does not know size:5: write KIND:NUMBER, where KIND is one of duration, filesize, files, packets'],
    [['duration:0'], [], '-a does not know duration:0'], [['packets:1.5'], [], '-a does not know packets:1.5'], [['packets'], [], '-a does not know packets'], [['packets:-1'], [], '-a does not know packets:-1'],
    [[], ['packets:'], '-b does not know packets:'], [[], ['files:100000', 'packets:1'], '-b does not know files:100000'],
    [[], ['files:5'], '-b files needs to know when a file is full'],
    [['files:5'], [], '-a files counts files, but there is only one: add -b'],
  ])('-a %j -b %j is a mistake', (a, b, message) => {
    expect(() => read(a, b)).toThrow(message);
  });
});
