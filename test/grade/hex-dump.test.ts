import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dumpLines, dumpsIn, MAX_DUMP, MAX_DUMPS } from '../../src/grade/hex-dump.ts';
import { foldedDigits, isDumpLike } from '../../src/grade/hex-text.ts';
import type { Block } from '../../src/grade/report.ts';
import { hexText } from '../../src/base/value.ts';
import { ascii, concat, hex } from '../build/bytes.ts';
import { layouts, linesOfText, wrapped } from '../build/dump.ts';
import { arp, ethernet, ipv4, tcp } from '../build/packet.ts';

const mail = ethernet({}, ipv4({ proto: 6 }, tcp({ sport: 51514, dport: 25 }, ascii('MAIL FROM:<minh@lab.test> SIZE=0000 cafe beef\r\n'))));
const request = ethernet({ type: 0x0806 }, arp({}));
const zeros = concat(mail.subarray(0, 54), new Uint8Array(40), hex('61 62 63 64 65 66'));
const packets = { mail, request, zeros, short: mail.subarray(0, 30) };

const read = (text: string): string[] => dumpsIn(linesOfText(text)).map((dump) => hexText(dump.bytes));

describe('every layout', () => {
  for (const [name, layout] of Object.entries(layouts)) {
    test.each(Object.entries(packets))(`${name}: %s`, (_, packet) => {
      const dumps = dumpsIn(linesOfText(layout.print(packet)));
      expect(dumps.map((dump) => hexText(layout.isSwapped ? dump.swapped! : dump.bytes))).toEqual([hexText(packet.subarray(layout.leavesOut ?? 0))]);
    });
  }

  test('any packet of some length, in any layout with offsets, is read as it is', () => {
    const withOffsets = Object.entries(layouts).filter(([name]) => /wireshark|iris|tcpdump|xxd$|hexdump -C|od -t/.test(name) && !name.includes('stream')).map(([, layout]) => layout);
    fc.assert(fc.property(fc.uint8Array({ minLength: 30, maxLength: 200 }), fc.constantFrom(...withOffsets), (bytes, layout) => {
      const packet = concat(mail.subarray(0, 54), bytes);
      expect(read(layout.print(packet))).toEqual([hexText(packet.subarray(layout.leavesOut ?? 0))]);
    }));
  });
});

describe('what happens to dumps on their way into a report', () => {
  test.each([20, 30, 37, 40, 47, 50, 55, 60, 66])('rows wrapped at %i columns', (columns) => {
    expect(read(wrapped(layouts['wireshark']!.print(mail), columns))).toEqual([hexText(mail)]);
  });

  test('two packets one after the other are two dumps', () => {
    const { print } = layouts['wireshark']!;
    expect(read(`${print(mail)}\n\n${print(request)}`)).toEqual([hexText(mail), hexText(request)]);
    expect(read(`${print(mail)}\n${print(request)}`)).toEqual([hexText(mail), hexText(request)]);
  });

  test('prose around a dump is no part of it', () => {
    expect(read(`Пакет № 17, длина 98 байт:\n${layouts['wireshark']!.print(mail)}\nДальше 20 байт заголовка IP: 45 00.`)).toEqual([hexText(mail)]);
  });

  test('a dump of the middle of a packet keeps the offset it begins with', () => {
    const [dump] = dumpsIn(linesOfText('0010  45 00 00 54 3c 1f 40 00  40 06 e8 e5 0a 4d 00 0a\n0020  0a 4d 00 02 c9 3a 00 19  00 00 00 01 00 00 00 02'));
    expect(dump?.base).toBe(16);
    expect(dump?.bytes.length).toBe(32);
  });

  test('a page number and a heading between two rows do not end a dump whose offsets go on', () => {
    const rows = layouts['wireshark']!.print(mail).split('\n');
    expect(read([...rows.slice(0, 2), '', 'Lab 4 — Minh', '12', '', ...rows.slice(2)].join('\n'))).toEqual([hexText(mail)]);
  });

  test('a column of characters that looks like bytes is none', () => {
    expect(read('0000  31 32 20 33 34 20 35 36  20 37 38 20 39 30 20 61   12 34 56 78 90 a\n0010  62 63 64                                            bcd')).toEqual([
      '313220333420353620373820393020616263' + '64',
    ]);
  });

  test('each byte knows its line', () => {
    const [dump] = dumpsIn(linesOfText(`\nTable:\n${layouts['wireshark']!.print(mail)}`));
    expect(dump!.lines[dump!.lineOf[0]!]!.place.line).toBe(3);
    expect(dump!.lines[dump!.lineOf[17]!]!.place.line).toBe(4);
  });

  test('a byte that is lost leaves a gap where the offsets show it', () => {
    const [dump] = dumpsIn(linesOfText('0000  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e\n0010  10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f\n0020  20 21'));
    expect(dump!.bytes.length).toBe(34);
    expect(dump!.lineOf[15]).toBe(-1);
  });

  test('`*` stands for rows that are the same', () => {
    expect(read(`00000000  ${'41 '.repeat(16)} |AAAAAAAAAAAAAAAA|\n*\n00000030  42 43                                             |BC|\n00000032`)).toEqual(['41'.repeat(48) + '4243']);
  });
});

describe('tables', () => {
  const place = (row: number, column: number) => ({ page: undefined, line: row, cell: { table: 1, row, column } });
  const table = (rows: readonly (readonly string[])[]): Block => ({
    kind: 'table', number: 1, rows: rows.map((cells, row) => cells.map((text, column) => ({ lines: text.split('\n').map((line) => ({ text: line, place: place(row + 1, column + 1) })) }))),
  });

  test('a dump whose columns became columns of a table', () => {
    const rows = layouts['wireshark']!.print(mail).split('\n').map((line) => [line.slice(0, 4), line.slice(6, 54).trim(), line.slice(56)]);
    expect(dumpsIn(dumpLines([table(rows)])).map((dump) => hexText(dump.bytes))).toEqual([hexText(mail)]);
  });

  test('a dump in one cell of a table', () => {
    const dumps = dumpsIn(dumpLines([table([['Original', layouts['wireshark']!.print(mail)], ['Decoded', 'see below']])]));
    expect(dumps.map((dump) => hexText(dump.bytes))).toEqual([hexText(mail)]);
    expect(dumps[0]!.lines[0]!.place.cell).toEqual({ table: 1, row: 1, column: 2 });
  });

  test('fields with a few bytes each are no dump', () => {
    expect(dumpsIn(dumpLines([table([['Source', '00 1b 21 77 00 0a', '00:1b:21:77:00:0a'], ['Type', '08 00', 'IPv4'], ['Version', '45', '4']])]))).toEqual([]);
  });
});

describe('what is no dump', () => {
  test.each([
    'Студент Иванов, группа 4512, 2026',
    'MAC 00:1b:21:77:00:0a, IP 10.77.0.10',
    'face cafe dead beef',
    '250-SIZE 35882577\n250 HELP',
    '2026-11-21 07:59:12 10 20 30',
    '1. 2. 3. 4. 5.',
  ])('%s', (text) => {
    expect(read(text)).toEqual([]);
  });

  test('Cyrillic words keep their letters: look-alikes are folded in candidates only', () => {
    expect(isDumpLike('Все основные поля совпадают')).toBe(false);
    expect(foldedDigits('0х3E5С')).toBe('0x3E5C');
  });
});

describe('hostile reports', () => {
  test('any lines: nothing throws, every byte has its place, all is bounded', () => {
    const word = fc.oneof(fc.stringMatching(/^[\da-f]{1,8}$/), fc.constantFrom('0x', ':', '|', '*', '"', '\\x41', '0000', '0010', 'ffff', '0010:', ',', '{', '};', ' '), fc.string({ maxLength: 6 }));
    const text = fc.array(fc.array(word, { maxLength: 20 }).map((words) => words.join(' ')), { maxLength: 12 }).map((lines) => lines.join('\n'));
    fc.assert(fc.property(text, (given) => {
      for (const dump of dumpsIn(linesOfText(given))) {
        expect(dump.lineOf.length).toBe(dump.bytes.length);
        expect(Math.max(...dump.lineOf)).toBeLessThan(dump.lines.length);
        expect(dump.bytes.length).toBeLessThanOrEqual(MAX_DUMP);
      }
    }), { numRuns: 500 });
  });

  test('offsets that leap ask for no more than a packet', () => {
    const dumps = dumpsIn(linesOfText('00000000  41 41 41 41 41 41 41 41\n*\n0003fff0  41 41 41 41 41 41 41 41\n00fffff0  41'));
    expect(Math.max(...dumps.map((dump) => dump.bytes.length))).toBeLessThanOrEqual(MAX_DUMP);
  });

  test('no more dumps than MAX_DUMPS', () => {
    expect(dumpsIn(linesOfText('0000  01 02 03 04 05 06 07 08 09\n\nwords\n'.repeat(MAX_DUMPS + 10))).length).toBe(MAX_DUMPS);
  });

  test.each([
    ['blanks', ' '.repeat(500_000)], ['quotation marks', '"'.repeat(200_000) + '\\x'], ['escapes', '\\x'.repeat(200_000)], ['digits', '0'.repeat(500_000)], ['letters', 'a '.repeat(200_000)],
    ['labels', 'я'.repeat(300_000)], ['colons', 'ab:'.repeat(200_000)], ['comments', '/* '.repeat(200_000)], ['dots', 'ab.'.repeat(200_000)], ['bars', '| '.repeat(200_000)], ['brackets', '('.repeat(300_000)],
  ])('one long line of %s takes no more than a moment', (_, line) => {
    const begin = performance.now();
    dumpsIn(linesOfText(`0000 ${line}\n${line}\n${line} 00`));
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});
