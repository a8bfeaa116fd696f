import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../src/packet/index.ts';
import { ascii, concat, utf8 } from '../build/bytes.ts';
import { type Decoded, decodeCarried, place, text, texts } from '../build/decode.ts';
import { encodedWord, inCharset, lines } from '../build/mail.ts';
import { tilingProblems } from '../build/tiling.ts';

const decode = (b: Uint8Array, length = b.length): Decoded => decodeCarried('imf', b, length);
/** Paths with values, in the order of the tree, without the layer itself. */
const rows = (d: Decoded): string[] => d.nodes.slice(1).map((n) => `${'  '.repeat(n.depth - 1)}${n.path.slice('imf.'.length)}: ${n.text}`);

describe('the header of a mail (RFC 5322 §2.2)', () => {
  const russian = encodedWord(inCharset('Иван', 'koi8-r'), 'koi8-r', 'b');
  const mail = lines(
    'Return-Path: <ivan@lab.test>',
    'Received: from pc.lab.test (pc [10.77.0.10])', '\tby mx.lab.test with ESMTP id 4F2 for <an@lab.test>;', '\tMon, 5 Oct 2009 11:36:07 +0700',
    `From: ${russian} <ivan@lab.test>`,
    'To: "Nguyễn An" <an@lab.test>, lab: binh@lab.test, chi@lab.test (Chi);', 'Subject: =?utf-8?q?B=C3=A1o?=', ' =?utf-8?q?_c=C3=A1o?=', 'Date: Mon, 5 Oct 2009 11:36:07 +0700',
    'Message-ID: <1@lab.test>', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=koi8-r;', ' format=flowed', "Content-Disposition: attachment; filename*=utf-8''%D0%BF.txt", 'X-Lab: 5', '',
  );
  const d = decode(mail);

  test('every field with what it says, decoded, and its parts', () => {
    expect(rows(d)).toEqual([
      'return_path: <ivan@lab.test>',
      'received: from pc.lab.test (pc [10.77.0.10])\tby mx.lab.test with ESMTP id 4F2 for <an@lab.test>;\tMon, 5 Oct 2009 11:36:07 +0700',
      '  received.from: pc.lab.test (pc [10.77.0.10])', '  received.by: mx.lab.test', '  received.with: ESMTP', '  received.id: 4F2', '  received.for: <an@lab.test>',
      '  received.date: Mon, 5 Oct 2009 11:36:07 +0700',
      'from: Иван <ivan@lab.test>', '  mailbox_list.item: Иван <ivan@lab.test>', '    display_name: Иван', '    address: ivan@lab.test',
      'to: "Nguyễn An" <an@lab.test>, lab: binh@lab.test, chi@lab.test (Chi);', '  address_list.item: "Nguyễn An" <an@lab.test>', '    display_name: "Nguyễn An"', '    address: an@lab.test',
      '  address_list.item: lab: binh@lab.test, chi@lab.test (Chi);', '    address_list.item: binh@lab.test', '      address: binh@lab.test',
      '    address_list.item: chi@lab.test (Chi)', '      address: chi@lab.test', '      display_name: Chi',
      'subject: Báo cáo', 'date: Mon, 5 Oct 2009 11:36:07 +0700', 'message_id: <1@lab.test>', 'mime_version: 1.0',
      'content.type: text/plain; charset=koi8-r; format=flowed', '  content.type.type: text/plain', '  content.type.parameters: charset=koi8-r; format=flowed',
      "content.disposition: attachment; filename*=utf-8''%D0%BF.txt", '  content.disposition.filename: п.txt',
      'extension: X-Lab: 5', '  extension.type: X-Lab', '  extension.value: 5', 'end_of_header: 0d0a',
    ]);
  });

  test('fields cover the header, each from its name to the end of its last line', () => {
    expect(tilingProblems(d)).toEqual([]);
    expect([place(d, 'imf.return_path'), place(d, 'imf.received'), place(d, 'imf.received.by'), place(d, 'imf')]).toEqual(['0-30', '30-163', '80-91', `0-${mail.length}`]);
  });

  test('every name is known in any case', () => {
    const known = [
      'Return-Path', 'RECEIVED', 'delivered-to', 'Delivery-Date', 'Date', 'From', 'Sender', 'Reply-To', 'To', 'Cc', 'Bcc', 'Subject', 'Message-Id', 'In-Reply-To', 'References', 'Comments', 'Keywords',
      'Resent-Date', 'Resent-From', 'Resent-Sender', 'Resent-To', 'Resent-Cc', 'Resent-Bcc', 'Resent-Message-ID', 'Mime-Version', 'Content-type', 'Content-Transfer-Encoding', 'Content-Disposition',
      'Content-ID', 'Content-Description', 'Content-Language', 'User-Agent', 'X-Mailer', 'X-MimeOLE', 'X-MS-TNEF-Correlator', 'X-Original-To', 'X-Virus-Scanned', 'X-Authentication-Warning', 'X-UIDL',
      'Thread-Index', 'Importance', 'Priority', 'Sensitivity', 'Expires', 'Precedence', 'Lines',
    ];
    const all = decode(lines(...known.map((name) => `${name}: x`), ''));
    expect([texts(all, 'imf.extension'), texts(all, 'imf.unknown'), tilingProblems(all)]).toEqual([[], [], []]);
    expect(new Set(all.nodes.filter((n) => n.depth === 1).map((n) => n.path)).size).toBe(known.length + 1);
  });

  test('sender and recipient of a mailbox have no list', () => {
    expect(rows(decode(lines('Sender: A <a@b>', '')))).toEqual(['sender: A <a@b>', '  display_name: A', '  address: a@b', 'end_of_header: 0d0a']);
  });
});

describe('headers as they come', () => {
  test('8-bit characters that nobody declared: UTF-8, or the character set of the body', () => {
    expect(text(decode(utf8('Subject: Тема\r\n\r\n')), 'imf.subject')).toBe('Тема');
    expect(text(decode(concat(inCharset('Subject: Тема', 'windows-1251'), lines('', 'Content-Type: text/plain; charset=windows-1251', ''))), 'imf.subject')).toBe('Тема');
  });

  test('fields without value', () => {
    const d = decode(lines('Subject:', 'To: ', 'X-Lab:', 'Received:', 'Content-Type:', ''));
    expect([rows(d), tilingProblems(d)]).toEqual([['subject: ', 'to: ', 'extension: X-Lab: ', '  extension.type: X-Lab', 'received: ', 'content.type: ', 'end_of_header: 0d0a'], []]);
  });

  test('lines that are no fields', () => {
    const d = decode(lines('From ivan Mon Oct  5', 'Subject: x', 'no colon', ''));
    expect([texts(d, 'imf.unknown'), tilingProblems(d)]).toEqual([['From ivan Mon Oct  5', 'no colon'], []]);
  });

  test('bare line ends, an empty header, nothing at all', () => {
    expect(rows(decode(ascii('Subject: x\n\n')))).toEqual(['subject: x', 'end_of_header: 0a']);
    expect(rows(decode(ascii('\r\n')))).toEqual(['end_of_header: 0d0a']);
    expect([rows(decode(new Uint8Array(0))), decode(new Uint8Array(0)).faults]).toEqual([[], []]);
  });

  test('a header that ends without an empty line is whole all the same (§3.5)', () => {
    const d = decode(lines('Subject: x'));
    expect([rows(d), d.faults, tilingProblems(d)]).toEqual([['subject: x'], [], []]);
  });

  test('what follows the empty line is the text of the mail', () => {
    const d = decode(lines('Subject: x', '', 'Subject: no header'));
    expect([text(d, 'imf.message_text'), place(d, 'imf.message_text'), tilingProblems(d)]).toEqual([Buffer.from('Subject: no header\r\n').toString('hex'), '14-34', []]);
  });

  test('cut by the snap length: what is there is shown, and the fault is said', () => {
    const whole = lines('Subject: x', 'To: a@lab.test', '');
    for (let to = 1; to < whole.length; to++) {
      const d = decode(whole.subarray(0, to), whole.length);
      expect([d.faults.map((f) => f.code), tilingProblems(d)]).toEqual([['cut'], []]);
    }
    expect(decode(whole, whole.length + 100).faults).toEqual([]);
  });

  test('too many fields: those beyond the limit are one stretch', () => {
    const d = decode(ascii(`${'A: b\r\n'.repeat(1500)}\r\n`));
    expect([d.faults, place(d, 'imf.unknown'), tilingProblems(d)]).toMatchObject([[{ code: 'mail-fields', at: 6000, need: 1500, had: 1000 }], '6000-9000', []]);
  });

  test('control characters and NUL', () => {
    const d = decode(lines('Subject: a\0b\x1b[2J', 'A\x07: b', ''));
    expect([text(d, 'imf.subject'), texts(d, 'imf.unknown'), tilingProblems(d)]).toEqual(['a\0b\x1b[2J', ['A\x07: b'], []]);
  });

  test('any bytes: nothing throws, parts cover the header', () => {
    const piece = fc.constantFrom(
      'From: ', 'To: ', 'Subject: ', 'Received: ', 'Content-Type: ', 'Content-Disposition: ', 'Sender: ', 'X: ', ':', 'a@b', '"', '<', '>', '(', ')', ',', ';', '=', 'filename*0*=', '; filename=x', 'from a by b',
      ' ', '\r\n', '\r\n ', '\n', '\0', '\xff', '=?utf-8?q?=D0?=',
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(20), (pieces, more) => {
      const b = ascii(pieces.join(''));
      expect(tilingProblems(decode(b, b.length + more))).toEqual([]);
    }), { numRuns: 1000 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (b) => {
      expect(tilingProblems(decode(b))).toEqual([]);
    }));
  });
});
