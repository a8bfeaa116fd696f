import { describe, expect, test } from 'vitest';
import { isSenderOther } from '../../src/message/envelope.ts';
import { Header } from '../../src/message/header.ts';
import { type Mail, parseMail } from '../../src/message/mail.ts';
import { MAX_NESTING, MAX_PARTS } from '../../src/message/mime.ts';
import { leavesOf, type Part } from '../../src/message/part.ts';
import { protectionOf } from '../../src/message/protection.ts';
import { ascii, concat, utf8 } from '../build/bytes.ts';
import { base64Lines, encodedWord, inCharset, lines, quotedPrintable, uuencode } from '../build/mail.ts';

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
    const mail = parseMail(lines('Content-Type: multipart/mixed; boundary=outer', '', '--outer', 'Content-Type: multipart/alternative; boundary=inner', '', '--inner', '', 'one', '--outer', '', 'two', '--outer--'));
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
  test.each([['', 'text/plain'], ['Content-Type: text', 'text/plain'], ['Content-Type: a/b/c', 'text/plain'], ['Content-Type: TEXT/HTML; charset=x', 'text/html'], ['Content-Type: ; x=y', 'text/plain']])('%j is %s', (line, type) => {
    expect(parseMail(lines(...(line === '' ? [] : [line]), '', 'x')).root.type).toBe(type);
  });
});

describe('texts and their character sets', () => {
  const text = (charset: string, bytes: Uint8Array, encoding = '8bit'): Mail => parseMail(concat(lines(`Content-Type: text/plain; charset=${charset}`, `Content-Transfer-Encoding: ${encoding}`, ''), bytes));
  const russian = 'Здравствуйте! Отчёт готов.';
  const vietnamese = 'Chào thầy, em đã hoàn thành báo cáo thực hành số 3.';

  test.each(['windows-1251', 'koi8-r'])('Russian in %s: 8bit, quoted-printable, base64', (charset) => {
    const bytes = inCharset(russian, charset);
    expect(text(charset, bytes).root.text).toBe(russian);
    expect(text(charset, ascii(quotedPrintable(bytes)), 'quoted-printable').root.text).toBe(russian);
    expect(text(charset, ascii(base64Lines(bytes)), 'base64').root.text).toBe(russian);
  });

  test.each(['windows-1258', 'viscii'])('Vietnamese in %s, letters and accents put together (NFC)', (charset) => {
    expect(text(charset, inCharset(vietnamese, charset)).root.text).toBe(vietnamese);
  });

  test('by hand: KOI8-R, windows-1251, windows-1258, VISCII, ISO 8859-1, UTF-8', () => {
    expect([text('koi8-r', ascii('\xf0\xd2\xc9\xd7\xc5\xd4')), text('windows-1251', ascii('\xcf\xf0\xe8\xe2\xe5\xf2')), text('windows-1258', ascii('Vi\xea\xf2t')), text('viscii', ascii('Vi\xaet')), text('iso-8859-1', ascii('caf\xe9')), text('utf-8', utf8('Привет, Việt'))].map((mail) => mail.root.text))
      .toEqual(['Привет', 'Привет', 'Việt', 'Việt', 'café', 'Привет, Việt']);
  });

  test('undeclared 8-bit text is UTF-8 if it can be that; so is text of an unknown character set', () => {
    expect([text('us-ascii', utf8(russian)), text('no-such', utf8(russian)), parseMail(concat(lines('', ''), utf8(russian))), text('us-ascii', ascii('caf\xe9'))].map((mail) => mail.root.text?.trim())).toEqual([russian, russian, russian, 'café']);
  });

  test('what is no text has none', () => {
    expect(parseMail(lines('Content-Type: image/png', '', 'x')).root.text).toBeUndefined();
  });

  test('a header in the character set of the body, undeclared', () => {
    const mail = parseMail(concat(ascii('Subject: '), inCharset('Отчёт', 'koi8-r'), lines('', 'Content-Type: text/plain; charset=koi8-r', '')));
    expect(mail.header.text('subject')).toBe('Отчёт');
  });

  test('a file in the middle of a text (uuencode)', () => {
    const mail = parseMail(lines('', 'Hello', uuencode('a.bin', ascii('Cat')), 'Bye'));
    expect(mail.root.uuencodedFiles).toMatchObject([{ name: 'a.bin', from: 7 }]);
  });
});

describe('attachments (RFC 2183)', () => {
  const png = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) & 255);
  const mail = parseMail(lines(
    `From: ${encodedWord(inCharset('Иван', 'koi8-r'), 'koi8-r', 'b')} <ivan@lab.test>`, 'Content-Type: multipart/mixed; boundary=m', '',
    '--m', 'Content-Type: multipart/alternative; boundary=a', '', '--a', 'Content-Type: text/plain; charset=utf-8', '', 'Вот файлы', '--a', 'Content-Type: text/html', '', '<p>Вот файлы</p>', '--a--', '',
    '--m', 'Content-Type: image/png; name="old.png"', 'Content-Transfer-Encoding: base64', "Content-Disposition: attachment; filename*=utf-8''%D1%81%D1%85%D0%B5%D0%BC%D0%B0.png", '', base64Lines(png),
    '--m', 'Content-Type: application/pdf; name="=?windows-1251?B?zvL3uPIucGRm?="', 'Content-Disposition: INLINE', 'Content-Transfer-Encoding: rot13', '', 'guvf',
    '--m', 'Content-Type: text/x-log', 'Content-Disposition: attachment', 'Content-Transfer-Encoding: base64', '', 'Zm9v!', '--m--',
  ));

  test('name, type, disposition, decoded size', () => {
    expect(mail.attachments.map((part) => [part.fileName, part.type, part.disposition, part.size])).toEqual([
      ['схема.png', 'image/png', 'attachment', 1000], ['Отчёт.pdf', 'application/pdf', 'inline', 4], ['', 'text/x-log', 'attachment', 3],
    ]);
  });

  test('what the sender wrote is none', () => {
    expect([mail.text?.text, mail.text?.type]).toEqual(['Вот файлы', 'text/plain']);
  });

  test('the decoded bytes', () => {
    expect(mail.attachments[0]?.content).toEqual(png);
  });

  test('faults of encodings', () => {
    expect(mail.attachments.map((part) => part.encodingFault)).toMatchObject([undefined, { code: 'mail-encoding-unknown', found: 'rot13' }, { code: 'mail-encoding', need: 1, found: 'base64' }]);
  });

  test('a mail that is nothing but an attachment has no text', () => {
    expect(parseMail(lines('Content-Type: image/png', '', 'x')).text).toBeUndefined();
  });
});

describe('signed and encrypted', () => {
  const protection = (...list: readonly string[]): string | undefined => protectionOf(parseMail(lines(...list)).root);
  const body2 = ['', '--b', '', 'x', '--b--'];

  test.each([
    ['multipart/signed; protocol="application/pgp-signature"; micalg=pgp-sha256', 'openpgp-signed'], ['multipart/signed; protocol="application/pkcs7-signature"', 'smime-signed'],
    ['multipart/signed; protocol="application/x-pkcs7-signature"', 'smime-signed'], ['multipart/signed', 'signed'], ['multipart/encrypted; protocol="application/pgp-encrypted"', 'openpgp-encrypted'],
    ['multipart/encrypted; protocol=toString', 'encrypted'], ['multipart/mixed', undefined],
  ])('%s (RFC 1847, RFC 3156, RFC 8551 §3.5.3)', (type, name) => {
    expect(protection(`Content-Type: ${type}; boundary=b`, ...body2)).toBe(name);
  });

  test.each([
    ['application/pkcs7-mime; smime-type=enveloped-data', 'smime-encrypted'], ['application/x-pkcs7-mime; smime-type=signed-data', 'smime-signed'],
    ['application/pkcs7-mime; smime-type=certs-only', 'smime-certificates'], ['application/pkcs7-mime; name=smime.p7m', 'smime'], ['application/pdf', undefined],
  ])('%s (RFC 8551 §3.2.2)', (type, name) => {
    expect(protection(`Content-Type: ${type}`, '', 'x')).toBe(name);
  });

  test('OpenPGP right in the text (RFC 9580 §6.2), encoded or not', () => {
    expect(protection('', 'Hello', '-----BEGIN PGP SIGNED MESSAGE-----', 'Hash: SHA256')).toBe('openpgp-signed');
    expect(protection('', '-----BEGIN PGP MESSAGE-----  ')).toBe('openpgp-encrypted');
    expect(protection('Content-Transfer-Encoding: quoted-printable', '', '=2D----BEGIN PGP PUBLIC KEY BLOCK-----')).toBe('openpgp-key');
    expect(protection('', '> -----BEGIN PGP MESSAGE-----', '-----BEGIN PGP MESSAGE-----x', '-----')).toBeUndefined();
  });
});

describe('the sender of the envelope (RFC 5321 §3.3) and the one in the mail', () => {
  const header = (...from: readonly string[]): Header => Header.of(lines(...from, ''));

  test.each([
    ['an@lab.test', ['From: An <an@lab.test>'], false], ['AN@Lab.test', ['From: An <an@lab.test>'], false], ['evil@x.test', ['From: An <an@lab.test>'], true],
    ['b@c', ['From: a@b, b@c', 'Sender: a@b'], false], ['', ['From: a@b'], false], ['a@b', ['To: c@d'], false], ['a@b', ['From: '], false],
  ])('%j, %j: %s', (sender, from, differs) => {
    expect(isSenderOther(sender, header(...from))).toBe(differs);
  });
});

describe('limits', () => {
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
