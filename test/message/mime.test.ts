import { describe, expect, test } from 'vitest';
import { Header } from '../../src/message/header.ts';
import { MAX_MAIL, type Mail, parseMail } from '../../src/message/mail.ts';
import { MAX_NESTING, MAX_PARTS } from '../../src/message/mime.ts';
import { leavesOf, type Part } from '../../src/message/part.ts';
import { ascii } from '../build/bytes.ts';
import { base64Lines, lines } from '../build/mail.ts';

const latin = (mail: Mail, range: { from: number; to: number } | undefined): string | undefined => range && Buffer.from(mail.bytes.subarray(range.from, range.to)).toString('latin1');
const body = (mail: Mail, part: Part): string => latin(mail, { from: part.body, to: part.to })!;
/** The types of a tree: `multipart/mixed(text/plain, image/png)`. */
const tree = (part: Part): string => (part.parts.length === 0 ? part.type : `${part.type}(${part.parts.map(tree).join(', ')})`);
const codes = (mail: Mail): string[] => mail.faults.map((f) => f.code);

describe('multiparts (RFC 2046 §5.1)', () => {
  const example = parseMail(lines(
    'From: Nathaniel Borenstein <nsb@bellcore.com>', 'To: Ned Freed <ned@innosoft.com>', 'Date: Sun, 21 Mar 1993 23:56:48 -0800 (PST)', 'Subject: Sample message', 'MIME-Version: 1.0',
    'Content-type: multipart/mixed; boundary="simple boundary"', '',
    'This is the preamble.  It is to be ignored.', 'It is a handy place for a note.', '',
    '--simple boundary', '', 'This is implicitly typed plain US-ASCII text.', 'It does NOT end with a linebreak.',
    '--simple boundary', 'Content-type: text/plain; charset=us-ascii', '', 'This is explicitly typed plain US-ASCII text.', 'It DOES end with a linebreak.', '',
    '--simple boundary--', '', 'This is the epilogue.  It is also to be ignored.',
  ));

  test('the example of §5.1.1: the line end before a delimiter belongs to it', () => {
    expect([tree(example.root), example.faults]).toEqual(['multipart/mixed(text/plain, text/plain)', []]);
    expect(example.root.parts.map((part) => body(example, part))).toEqual([
      'This is implicitly typed plain US-ASCII text.\r\nIt does NOT end with a linebreak.',
      'This is explicitly typed plain US-ASCII text.\r\nIt DOES end with a linebreak.\r\n',
    ]);
  });

  test('preamble and epilogue', () => {
    expect([latin(example, example.root.preamble), latin(example, example.root.epilogue)]).toEqual([
      'This is the preamble.  It is to be ignored.\r\nIt is a handy place for a note.\r\n', '\r\nThis is the epilogue.  It is also to be ignored.\r\n',
    ]);
  });

  const multipart = (...rest: readonly string[]): Mail => parseMail(lines('Content-Type: multipart/mixed; boundary=b', '', ...rest));

  test('without preamble and epilogue', () => {
    expect(multipart('--b', '', 'x', '--b--').root).toMatchObject({ preamble: undefined, epilogue: undefined });
  });

  test('a boundary that never ends its multipart', () => {
    const mail = multipart('--b', '', 'x', '');
    expect([codes(mail), mail.faults[0]?.found, mail.root.parts.map((part) => body(mail, part))]).toEqual([['mail-unended'], 'b', ['x\r\n\r\n']]);
  });

  test('that of an outer multipart ends those inside as well (§5.1.2)', () => {
    const mail = parseMail(lines(
      'Content-Type: multipart/mixed; boundary=outer', '', '--outer', 'Content-Type: multipart/alternative; boundary=inner', '', '--inner', '', 'one', '--outer', '', 'two', '--outer--',
    ));
    expect([tree(mail.root), codes(mail)]).toEqual(['multipart/mixed(multipart/alternative(text/plain), text/plain)', ['mail-unended']]);
    expect(leavesOf(mail.root).map((part) => body(mail, part))).toEqual(['one', 'two']);
  });

  test('one boundary may be the beginning of another', () => {
    const mail = parseMail(lines('Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: multipart/mixed; boundary=bb', '', '--bb', '', 'one', '--bb--', '--b', '', 'two', '--b--'));
    expect([tree(mail.root), codes(mail)]).toEqual(['multipart/mixed(multipart/mixed(text/plain), text/plain)', []]);
  });

  test('white space after a delimiter, bare line ends, and what follows the boundary in its line', () => {
    expect(multipart('--b \t', '', 'x', '--b--  ').root.parts).toHaveLength(1);
    expect(tree(parseMail(ascii('Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n')).root)).toBe('multipart/mixed(text/plain)');
    expect(multipart('--bx', '', 'x', '--b--').root.parts).toHaveLength(1);
  });

  test('two hyphens alone, and a boundary in the middle of a line, are text', () => {
    const mail = multipart('--b', '', '-- ', 'x --b', ' --b', '--', '--b--');
    expect(mail.root.parts.map((part) => body(mail, part))).toEqual(['-- \r\nx --b\r\n --b\r\n--']);
  });

  test('parts without body, without header, and without anything', () => {
    const mail = multipart('--b', 'A: b', '--b', '', '--b', '', '', '--b', '--b--');
    expect(mail.root.parts.map((part) => [part.header.fields.length, body(mail, part)])).toEqual([[1, ''], [0, ''], [0, ''], [0, '']]);
  });

  test('after the last delimiter no more parts are found', () => {
    expect(multipart('--b', '', 'x', '--b--', '--b', '', 'y').root.parts).toHaveLength(1);
  });

  test('no boundary is named, or none that can be one', () => {
    for (const parameter of ['', '; boundary=', '; boundary="  "', `; boundary=${'x'.repeat(201)}`]) {
      const mail = parseMail(lines(`Content-Type: multipart/mixed${parameter}`, '', 'x'));
      expect([codes(mail), mail.root.parts, body(mail, mail.root)]).toEqual([['mail-boundary'], [], 'x\r\n']);
    }
  });

  test('a multipart has no encoding of its own (RFC 2045 §6.4)', () => {
    const mail = parseMail(lines('Content-Type: multipart/mixed; boundary=b', 'Content-Transfer-Encoding: base64', '', '--b', '', 'x', '--b--'));
    expect([mail.root.encoding, mail.root.parts[0]?.text, mail.root.encodingFault]).toEqual(['binary', 'x', undefined]);
  });

  test('parts of a digest are mails, if they do not say otherwise (§5.1.5)', () => {
    const mail = parseMail(lines('Content-Type: multipart/digest; boundary=b', '', '--b', '', 'Subject: one', '', 'text', '--b', 'Content-Type: text/html', '', '--b--'));
    expect([tree(mail.root), mail.root.parts[0]?.parts[0]?.header.text('subject')]).toEqual(['multipart/digest(message/rfc822(text/plain), text/html)', 'one']);
  });
});

describe('mails in mails (RFC 2046 §5.2.1)', () => {
  test('with parts of their own', () => {
    const inner = ['Subject: inner', 'Content-Type: multipart/mixed; boundary=i', '', '--i', '', 'deep', '--i--'];
    const mail = parseMail(lines('Content-Type: multipart/mixed; boundary=o', '', '--o', 'Content-Type: message/rfc822', 'Content-Disposition: attachment; filename=fwd.eml', '', ...inner, '--o--'));
    expect(tree(mail.root)).toBe('multipart/mixed(message/rfc822(multipart/mixed(text/plain)))');
    const [attached] = mail.attachments;
    expect([attached?.fileName, attached?.parts[0]?.header.text('subject'), body(mail, attached!)]).toEqual(['fwd.eml', 'inner', inner.join('\r\n')]);
  });

  test('one that is encoded, which it must not be, is left as it is', () => {
    const mail = parseMail(lines('Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64', '', base64Lines(ascii('Subject: x\r\n\r\n'))));
    expect([tree(mail.root), Header.of(mail.root.content).text('subject')]).toEqual(['message/rfc822', 'x']);
  });

  test('in UTF-8 (RFC 6532 §3.7)', () => {
    expect(parseMail(lines('Content-Type: message/global', '', 'Subject: Тема', '')).root.parts[0]?.header.text('subject')).toBe('Тема');
  });
});

describe('types (RFC 2045 §5.2)', () => {
  test.each([
    ['', 'text/plain'], ['Content-Type: text', 'text/plain'], ['Content-Type: a/b/c', 'text/plain'], ['Content-Type: TEXT/HTML; charset=x', 'text/html'], ['Content-Type: ; x=y', 'text/plain'],
  ])('%j is %s', (line, type) => {
    expect(parseMail(lines(...(line === '' ? [] : [line]), '', 'x')).root.type).toBe(type);
  });
});

describe('limits', () => {
  test(`${MAX_MAIL} bytes of a mail`, () => {
    const mail = parseMail(new Uint8Array(MAX_MAIL + 5));
    expect([mail.root.to, mail.faults]).toMatchObject([MAX_MAIL, [{ code: 'mail-size', need: MAX_MAIL + 5, had: MAX_MAIL }]]);
  });

  test(`no more than ${MAX_PARTS} parts`, () => {
    const mail = parseMail(ascii(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(MAX_PARTS * 3)}--b--\r\n`));
    expect([mail.root.parts.length, codes(mail)]).toEqual([MAX_PARTS - 1, ['mail-parts']]);
  });

  test(`parts no more than ${MAX_NESTING} deep`, () => {
    const opening = (i: number): string[] => [`Content-Type: multipart/mixed; boundary=b${i}x`, '', `--b${i}x`];
    const mail = parseMail(lines(...Array.from({ length: 100 }, (_, i) => opening(i)).flat(), '', 'x'));
    let depth = 0;
    for (let part: Part | undefined = mail.root; part !== undefined; part = part.parts[0]) depth++;
    expect([depth, codes(mail).filter((code) => code === 'mail-nesting')]).toEqual([MAX_NESTING, ['mail-nesting']]);
  });

  test('mails in mails, no deeper either', () => {
    expect(codes(parseMail(ascii('Content-Type: message/rfc822\r\n\r\n'.repeat(1000))))).toEqual(['mail-nesting']);
  });

  test('too many header fields', () => {
    expect(parseMail(ascii(`${'A: b\r\n'.repeat(1500)}\r\nx`)).faults).toMatchObject([{ code: 'mail-fields', need: 1500, had: 1000 }]);
  });
});
