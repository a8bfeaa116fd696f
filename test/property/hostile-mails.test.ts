import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Range } from '../../src/message/range.ts';
import { type Mail, parseMail } from '../../src/message/mail.ts';
import { leavesOf, Part } from '../../src/message/part.ts';
import { protectionOf } from '../../src/message/protection.ts';
import { ascii } from '../build/bytes.ts';

function inside(outer: Range, inner: Range, what: string): void {
  if (outer.from > inner.from || inner.from > inner.to || inner.to > outer.to) throw new Error(`${what} at ${inner.from}-${inner.to} is not inside ${outer.from}-${outer.to}`);
}

/** Everything that can be asked of a mail. */
function askAll(mail: Mail): void {
  const { header } = mail;
  for (const field of header.fields) header.textOf(field);
  for (const name of ['from', 'to', 'cc', 'reply-to']) header.addresses(name);
  header.date();
  header.received();
  for (const name of ['message-id', 'in-reply-to', 'references']) header.messageIds(name);
  for (const part of leavesOf(mail.root)) {
    expect(part.content).toHaveLength(part.size);
    expect(part.text === undefined).toBe(!part.type.startsWith('text/'));
    expect(typeof part.fileName + typeof part.disposition).toBe('stringstring');
    for (const file of part.uuencodedFiles) inside({ from: 0, to: part.size }, file.lines, file.name);
    if (part.encodingFault !== undefined) expect(part.encodingFault.at >= part.body && part.encodingFault.at <= part.to).toBe(true);
    protectionOf(part);
  }
  expect(mail.attachments.length).toBeLessThanOrEqual(leavesOf(mail.root).length);
}

/** Fields lie in the header, parts in the body, one after the other. */
function checkRanges(part: Part, outer: Range): void {
  inside(outer, part, part.type);
  let at = part.from;
  for (const field of part.header.fields) {
    inside({ from: at, to: part.body }, field, field.name);
    at = field.to;
  }
  at = part.body;
  for (const child of [part.preamble ?? [], ...part.parts, part.epilogue ?? []].flat()) {
    inside({ from: at, to: part.to }, child, 'a child');
    if (child instanceof Part) checkRanges(child, part);
    at = child.to;
  }
}

describe('mails of all sorts', () => {
  const piece = fc.constantFrom(
    '\r\n', '\r\n\r\n', '\n', '\n\n', '\r', ' ', '\t', '\0', '\xff', 'x', '--', '--b', '--b\r\n', '\r\n--b--', '--bb\r\n',
    'Content-Type: ', 'multipart/mixed; boundary=b', 'multipart/digest; boundary="bb"',
    'message/rfc822', 'text/plain; charset=koi8-r', 'Content-Type: multipart/mixed; boundary=b\r\n\r\n', 'Content-Type: message/rfc822\r\n\r\n', 'Content-Transfer-Encoding: base64\r\n\r\n',
    'Content-Transfer-Encoding: quoted-printable\n\n', 'Content-Transfer-Encoding: x-uuencode\n\n', 'Content-Disposition: attachment; filename*0*=utf-8\'\'%D0; filename*1=x\n',
    'QUJD', '=41', '=\r\n', 'begin 644 x\n#0V%T\nend\n',
    'Subject: =?utf-8?q?=D0?=', 'To: <a@b>, "c', 'From: g: a@b;', 'Received: from a by b; 1 Jan 2020 00:00 GMT', '-----BEGIN PGP MESSAGE-----\n',
  );

  test('any bytes: nothing throws, ranges lie inside and follow one another', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const mail = parseMail(ascii(pieces.join('')));
      askAll(mail);
      checkRanges(mail.root, { from: 0, to: mail.bytes.length });
    }), { numRuns: 3000 });
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => askAll(parseMail(bytes))));
  });
});

const SIZE = 10_000_000;
/** Far more than any of them takes on a slow machine; what is not linear takes minutes. */
const MAX_MILLISECONDS = 20_000;

describe('bombs of 10 MB take their time, and no more', () => {
  const repeated = (text: string): string => text.repeat(Math.ceil(SIZE / text.length));
  const multipart = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n';
  const long = 'a'.repeat(190);
  const nested = (to: number): string => Array.from({ length: to }, (_, i) => `Content-Type: multipart/mixed; boundary=${long}${i}\r\n\r\n--${long}${i}\r\n`).join('');

  test.each([
    ['delimiters', multipart + repeated('--b\r\n')],
    ['parts with headers', multipart + repeated('--b\r\nA: b\r\n\r\nx\r\n')],
    ['lines that are almost delimiters of fifty multiparts', nested(50) + repeated(`--${long}x\r\n`)],
    ['multiparts in multiparts', repeated(`${multipart}--b\r\n`)],
    ['mails in mails', repeated('Content-Type: message/rfc822\r\n\r\n')],
    ['header fields', repeated('A: b\r\n')],
    ['folded lines', `A: b\r\n${repeated(' x\r\n')}`],
    ['folded lines of white space', `A:\r\n${repeated(' \r\n')}`],
    ['one line', `Subject: ${repeated('x')}`],
    ['blanks', `Subject: =?utf-8?q?x?=${repeated(' ')}x`],
    ['encoded words', `Subject: ${repeated('=?utf-8?q?x?= ')}`],
    ['beginnings of encoded words', `Subject: ${repeated('=?a?q?')}`],
    ['quotation marks', `To: ${repeated('"\\')}`],
    ['parentheses', `To: ${repeated('(')}`],
    ['brackets', `To: ${repeated('<@a,')}`],
    ['groups', `To: ${repeated('g:a;')}`],
    ['dots', `To: ${repeated('a. ')}@b`],
    ['parameters', `Content-Type: text/plain${repeated(';a*1=b')}`],
    ['clauses', `Received: ${repeated('from by ')}`],
    ['empty lines in a multipart', multipart + repeated('\n')],
    ['hyphens', multipart + repeated('--\n')],
    ['NUL', repeated('\0')],
    ['blanks in quoted-printable', `Content-Transfer-Encoding: quoted-printable\n\n${repeated(' ')}x`],
    ['equals signs and blanks in quoted-printable', `Content-Transfer-Encoding: quoted-printable\n\n${repeated('= ')}`],
    ['base64', `Content-Transfer-Encoding: base64\n\n${repeated('QUJD')}`],
    ['beginnings of uuencode', `\n${repeated('begin 644 x\n')}`],
    ['uuencode', `Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n${repeated('#0V%T\n')}`],
    ['beginnings of OpenPGP', `\n${repeated('-----BEGIN PGP\n')}`],
  ])('%s', (_, text) => {
    const bytes = new Uint8Array(Buffer.from(text, 'latin1'));
    const start = performance.now();
    askAll(parseMail(bytes));
    expect(performance.now() - start).toBeLessThan(MAX_MILLISECONDS);
  });
});
