import { describe, expect, test } from 'vitest';
import { type Mail, parseMail } from '../../src/message/mail.ts';
import { ascii, concat, utf8 } from '../build/bytes.ts';
import { base64Lines, encodedWord, inCharset, lines, quotedPrintable, uuencode } from '../build/mail.ts';

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
    const mails = [
      text('koi8-r', ascii('\xf0\xd2\xc9\xd7\xc5\xd4')), text('windows-1251', ascii('\xcf\xf0\xe8\xe2\xe5\xf2')), text('windows-1258', ascii('Vi\xea\xf2t')), text('viscii', ascii('Vi\xaet')),
      text('iso-8859-1', ascii('caf\xe9')), text('utf-8', utf8('Привет, Việt')),
    ];
    expect(mails.map((mail) => mail.root.text)).toEqual(['Привет', 'Привет', 'Việt', 'Việt', 'café', 'Привет, Việt']);
  });

  test('undeclared 8-bit text is UTF-8 if it can be that; so is text of an unknown character set', () => {
    const mails = [text('us-ascii', utf8(russian)), text('no-such', utf8(russian)), parseMail(concat(lines(''), utf8(russian))), text('us-ascii', ascii('caf\xe9'))];
    expect(mails.map((mail) => mail.root.text)).toEqual([russian, russian, russian, 'café']);
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
    '--m', 'Content-Type: multipart/alternative; boundary=a', '', '--a', 'Content-Type: text/plain; charset=utf-8', '', 'Вот файлы',
    '--a', 'Content-Type: text/html', '', '<p>Вот файлы</p>', '--a--', '',
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
