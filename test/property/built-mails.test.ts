import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMail } from '../../src/message/mail.ts';
import type { Part } from '../../src/message/part.ts';
import { ascii, concat, utf8 } from '../build/bytes.ts';
import { base64Lines, encodedWord, inCharset, lines, quotedPrintable } from '../build/mail.ts';

/** What a part is to be built of, and what is to be read from it again. */
type Plan =
  | { kind: 'text'; charset: string; encoding: '8bit' | 'base64' | 'quoted-printable'; text: string }
  | { kind: 'file'; name: string; bytes: Uint8Array; divided: boolean }
  | { kind: 'mail'; subject: string; words: 'b' | 'q'; inner: Plan }
  | { kind: 'multipart'; subtype: string; preamble: boolean; epilogue: boolean; parts: Plan[] };

const letters = fc.constantFrom('a', 'Z', ' ', '\t', '=', '-', '--', '.', '\r\n', '\n', 'ж', 'Я', 'ё');
const name = fc.string({ unit: fc.constantFrom('a', 'ж', 'ễ', ' ', '"', '\\', '%', "'", '*', ';', '😀'), minLength: 1, maxLength: 12 }).map((n) => `x${n}x`);

const { plan } = fc.letrec<{ plan: Plan; leaf: Plan }>((tie) => ({
  leaf: fc.oneof(
    fc.record<Plan & { kind: 'text' }>({
      kind: fc.constant('text'), charset: fc.constantFrom('utf-8', 'koi8-r', 'windows-1251'),
      encoding: fc.constantFrom('8bit', 'base64', 'quoted-printable'), text: fc.string({ unit: letters, maxLength: 40 }),
    }),
    fc.record<Plan & { kind: 'file' }>({ kind: fc.constant('file'), name, bytes: fc.uint8Array({ maxLength: 150 }), divided: fc.boolean() }),
  ),
  plan: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'parts' },
    tie('leaf'),
    fc.record<Plan & { kind: 'mail' }>({ kind: fc.constant('mail'), subject: name, words: fc.constantFrom('b', 'q'), inner: tie('plan') }),
    fc.record<Plan & { kind: 'multipart' }>({
      kind: fc.constant('multipart'), subtype: fc.constantFrom('mixed', 'alternative', 'related'), preamble: fc.boolean(), epilogue: fc.boolean(),
      parts: fc.array(tie('plan'), { minLength: 1, maxLength: 4, depthIdentifier: 'parts' }),
    }),
  ),
}));

let boundaries = 0;

/** Header and body of a part. */
function build(p: Plan): Uint8Array {
  switch (p.kind) {
    case 'text': {
      const bytes = p.charset === 'utf-8' ? utf8(p.text) : inCharset(p.text, p.charset);
      const body = { '8bit': bytes, base64: ascii(base64Lines(bytes)), 'quoted-printable': ascii(quotedPrintable(bytes)) }[p.encoding];
      return concat(lines(`Content-Type: text/plain; charset=${p.charset}`, `Content-Transfer-Encoding: ${p.encoding}`, ''), body);
    }
    case 'file':
      return concat(lines('Content-Type: image/png', `Content-Disposition: attachment;${fileName(p.name, p.divided)}`, 'Content-Transfer-Encoding: base64', ''), ascii(base64Lines(p.bytes)));
    case 'mail':
      return concat(lines('Content-Type: message/rfc822', '', `Subject: ${encodedWord(utf8(p.subject), 'utf-8', p.words)}`), build(p.inner));
    case 'multipart': {
      const boundary = `=_${++boundaries}_b`;
      const parts = p.parts.flatMap((part) => [ascii(`\r\n--${boundary}\r\n`), build(part)]);
      return concat(
        lines(`Content-Type: multipart/${p.subtype};`, ` boundary="${boundary}"`, ''),
        ascii(p.preamble ? 'a preamble' : ''), ...parts, ascii(`\r\n--${boundary}--`), ascii(p.epilogue ? '\r\nan epilogue' : ''),
      );
    }
  }
}

/** In UTF-8, encoded as RFC 2231 says, whole or in pieces of ten bytes. */
function fileName(text: string, divided: boolean): string {
  const octets = Array.from(utf8(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`);
  if (!divided) return ` filename*=utf-8''${octets.join('')}`;
  const pieces = Array.from({ length: Math.ceil(octets.length / 10) }, (_, i) => octets.slice(10 * i, 10 * i + 10).join(''));
  return pieces.map((piece, i) => `\r\n filename*${i}*=${i === 0 ? "utf-8''" : ''}${piece}`).join(';');
}

function check(p: Plan, part: Part): void {
  expect(part.encodingFault).toBeUndefined();
  switch (p.kind) {
    case 'text':
      expect([part.type, part.text]).toEqual(['text/plain', p.text]);
      return;
    case 'file':
      expect([part.type, part.disposition, part.fileName, part.size]).toEqual(['image/png', 'attachment', p.name, p.bytes.length]);
      expect(part.content).toEqual(p.bytes);
      return;
    case 'mail':
      expect([part.type, part.parts.map((inner) => inner.header.text('subject'))]).toEqual(['message/rfc822', [p.subject]]);
      check(p.inner, part.parts[0]!);
      return;
    case 'multipart':
      expect([part.type, part.parts.length, part.preamble !== undefined, part.epilogue !== undefined]).toEqual([`multipart/${p.subtype}`, p.parts.length, p.preamble, p.epilogue]);
      p.parts.forEach((inner, i) => check(inner, part.parts[i]!));
  }
}

test('what is built is read: parts, texts, files, names, mails in mails', () => {
  fc.assert(fc.property(plan, (p) => {
    const mail = parseMail(build(p));
    expect(mail.faults).toEqual([]);
    check(p, mail.root);
  }), { numRuns: 500 });
});
