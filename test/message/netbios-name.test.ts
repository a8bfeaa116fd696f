import { describe, expect, test } from 'vitest';
import { netbiosName } from '../../src/message/netbios-name.ts';
import { ascii, concat } from '../build/bytes.ts';
import { encodedName } from '../build/smb.ts';

const read = (b: Uint8Array): ReturnType<typeof netbiosName> => netbiosName(b, 0, b.length);

describe('NetBIOS names (RFC 1001 §14.1, RFC 1002 §4.1)', () => {
  test('the example of RFC 1001', () => {
    expect(read(concat(Uint8Array.of(32), ascii('EGFCEFEECACACACACACACACACACACACA'), Uint8Array.of(0)))).toEqual({ text: 'FRED<20>', service: 'file server', end: 34 });
  });

  test('blanks that fill the name up are left out, the kind of service stands in brackets', () => {
    expect(read(encodedName('LABSRV', 0x20))).toEqual({ text: 'LABSRV<20>', service: 'file server', end: 34 });
    expect(read(encodedName('A B', 0x42))).toEqual({ text: 'A B<42>', service: '', end: 34 });
  });

  test('a scope follows the name', () => {
    expect(read(encodedName('LABSRV', 0, 'lab.test'))).toEqual({ text: 'LABSRV<00>.lab.test', service: 'workstation', end: 43 });
  });

  test('what cannot be printed is shown as its number', () => {
    expect(read(encodedName('\x01\x02__MSBROWSE__\x02', 1))?.text).toBe('<01><02>__MSBROWSE__<02><01>');
    expect(read(encodedName('\x8b', 0))?.text).toBe('<8b><00>');
  });

  test.each([
    ['letters beyond P', concat(Uint8Array.of(32), ascii('Z'.repeat(32)), Uint8Array.of(0))],
    ['an odd number of letters', concat(Uint8Array.of(31), ascii('A'.repeat(31)), Uint8Array.of(0))],
    ['not sixteen characters', concat(Uint8Array.of(30), ascii('A'.repeat(30)), Uint8Array.of(0))],
    ['a label longer than what is there', Uint8Array.of(32, 65, 65)],
    ['a pointer in the place of a label', concat(Uint8Array.of(0xc0, 12))],
    ['no end', encodedName('LABSRV', 0).subarray(0, 33)],
    ['an empty name', Uint8Array.of(0)],
    ['nothing', new Uint8Array(0)],
  ])('%s: no name', (_, b) => {
    expect(read(b)).toBeUndefined();
  });
});
