import { describe, expect, test } from 'vitest';
import { NamedNumber } from '../../src/base/sentence.ts';
import { encodedName as readEncoded, netbiosName, suffixNames } from '../../src/message/netbios-name.ts';
import { ascii, concat } from '../build/bytes.ts';
import { encodedName } from '../build/smb.ts';

const read = (b: Uint8Array, codepage = 'cp437'): ReturnType<typeof netbiosName> => netbiosName(b, 0, b.length, codepage);

describe('NetBIOS names (RFC 1001 §14.1, RFC 1002 §4.1)', () => {
  test('the example of RFC 1001', () => {
    expect(read(concat(Uint8Array.of(32), ascii('EGFCEFEECACACACACACACACACACACACA'), Uint8Array.of(0)))).toEqual({ text: 'FRED<20>', service: new NamedNumber(suffixNames, 0x20), scope: '', end: 34 });
  });

  test('blanks that fill the name up are left out, the kind of service stands in brackets', () => {
    expect(read(encodedName('LABSRV', 0x20))).toEqual({ text: 'LABSRV<20>', service: new NamedNumber(suffixNames, 0x20), scope: '', end: 34 });
    expect(read(encodedName('A B', 0x42))).toEqual({ text: 'A B<42>', service: undefined, scope: '', end: 34 });
  });

  test('a scope follows the name', () => {
    expect(read(encodedName('LABSRV', 0, 'lab.test'))).toEqual({ text: 'LABSRV<00>.lab.test', service: new NamedNumber(suffixNames, 0), scope: 'lab.test', end: 43 });
  });

  test('what cannot be printed is shown as its number', () => {
    expect(read(encodedName('\x01\x02__MSBROWSE__\x02', 1))?.text).toBe('<01><02>__MSBROWSE__<02><01>');
    expect(read(encodedName('\x9d', 0), 'windows-1252')?.text).toBe('<9d><00>');
  });

  test('letters beyond ASCII are those of the code page', () => {
    const name = encodedName('\x8f\x8a\x31', 0);
    expect(['cp437', 'cp866', 'windows-1258', 'cp932'].map((codepage) => read(name, codepage)?.text)).toEqual(['Åè1<00>', 'ПК1<00>', '<8f><8a>1<00>', '所1<00>']);
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

describe('labels and pointers (RFC 1002 §4.1)', () => {
  const name = encodedName('LABSRV', 0x20, 'lab');

  test('a pointer leads to the rest of the name, earlier in the message', () => {
    const message = concat(ascii('....'), name, ascii('x'), Uint8Array.of(3, 65, 66, 67, 0xc0, 37));
    expect(readEncoded(message, 43, message.length, 0)).toEqual({ labels: ['ABC', 'lab'], end: 49, badPointer: undefined });
    expect(readEncoded(concat(ascii('ab'), message), 45, message.length + 2, 2)).toMatchObject({ labels: ['ABC', 'lab'], end: 51 });
  });

  test('it does not lead forwards, nor to the name itself', () => {
    for (const target of [4, 5, 9, 100]) {
      const b = concat(ascii('....'), Uint8Array.of(1, 65, 0xc0, target));
      expect(readEncoded(b, 4, b.length, 0)).toEqual({ labels: ['A'], end: 8, badPointer: { at: 6, target } });
    }
  });

  test('where names are not compressed, it is no label', () => {
    expect(readEncoded(concat(name, Uint8Array.of(0xc0, 0)), name.length, name.length + 2)).toBeUndefined();
  });

  test('no more than 255 bytes are read, however the pointers go (RFC 1035 §2.3.4)', () => {
    const label = concat(Uint8Array.of(63), ascii('a'.repeat(63)));
    const long = concat(label, label, label, label, Uint8Array.of(0));
    expect(readEncoded(long, 0, long.length, 0)).toBeUndefined();
    expect(readEncoded(long.subarray(64), 0, long.length - 64, 0)?.labels.length).toBe(3);
  });
});
