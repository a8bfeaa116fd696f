import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf, type MailDate } from '../../src/message/date.ts';
import { ascii } from '../build/bytes.ts';

const read = (text: string): MailDate | undefined => dateOf(ascii(text), 0, text.length);
/** As ISO 8601, with the offset that the sender gave. */
const shown = (text: string): string => {
  const date = read(text);
  return date === undefined ? 'none' : `${new Date(date.seconds * 1000).toISOString().slice(0, 19)} ${date.offset ?? '?'}`;
};

describe('dates (RFC 5322 §3.3)', () => {
  test.each([
    ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06 -360'],
    ['Tue, 1 Jul 2003 10:52:37 +0200', '2003-07-01T08:52:37 120'],
    ['Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n               -0330 (Newfoundland Time)', '1969-02-14T03:02:00 -210'],
    ['21 Nov 97 09:55:06 GMT', '1997-11-21T09:55:06 0'],
    ['Fri, 21 Nov 1997 09(comment):   55  :  06 -0600', '1997-11-21T15:55:06 -360'],
    ['Mon, 5 Oct 2009 11:36:07 +0530', '2009-10-05T06:06:07 330'],
  ])('%s (Appendix A)', (text, date) => {
    expect(shown(text)).toBe(date);
  });

  test('years of two and three digits (§4.3)', () => {
    expect([shown('1 Jan 49 00:00 GMT'), shown('1 Jan 50 00:00 GMT'), shown('1 Jan 100 00:00 GMT')].map((d) => d.slice(0, 4))).toEqual(['2049', '1950', '2000']);
  });

  test('zones with names; letters, -0000 and nothing say nothing of the place (§4.3)', () => {
    expect(['EST', 'PDT', 'UT'].map((zone) => shown(`1 Jan 2020 12:00 ${zone}`))).toEqual(['2020-01-01T17:00:00 -300', '2020-01-01T19:00:00 -420', '2020-01-01T12:00:00 0']);
    expect(['A', '-0000', 'XYZ', ''].map((zone) => shown(`1 Jan 2020 12:00 ${zone}`))).toEqual(Array.from({ length: 4 }, () => '2020-01-01T12:00:00 ?'));
  });

  test('a leap second, a leap day', () => {
    expect(shown('31 Dec 2016 23:59:60 +0000')).toBe('2017-01-01T00:00:00 0');
    expect(shown('29 Feb 2024 00:00 +0000')).toBe('2024-02-29T00:00:00 0');
  });

  test.each([
    '', 'yesterday', '29 Feb 2023 00:00 +0000', '0 Jan 2020 00:00 +0000', '1 Foo 2020 00:00 +0000', '1 Jan 2020 24:00 +0000', '1 Jan 2020 10:60 +0000', '1 Jan 2020 10:10:61 +0000', '1 Jan 2020', '2020-01-01T00:00:00Z',
  ])('%j is none', (text) => {
    expect(read(text)).toBeUndefined();
  });

  test('every second has its date', () => {
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
    fc.assert(fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: -12 * 60, max: 14 * 60 }), (seconds, offset) => {
      const d = new Date((seconds + 60 * offset) * 1000);
      const zone = `${offset < 0 ? '-' : '+'}${String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')}${String(Math.abs(offset) % 60).padStart(2, '0')}`;
      const text = `${d.getUTCDate()} ${months[d.getUTCMonth()]} ${d.getUTCFullYear()} ${d.toISOString().slice(11, 19)} ${zone}`;
      expect(read(text)).toEqual({ seconds, offset: zone === '-0000' ? undefined : offset });
    }));
  });
});
