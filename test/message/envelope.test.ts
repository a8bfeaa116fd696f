import { describe, expect, test } from 'vitest';
import { isSenderOther } from '../../src/message/envelope.ts';
import { Header } from '../../src/message/header.ts';
import { lines } from '../build/mail.ts';

describe('the sender of the envelope (RFC 5321 §3.3) and the one in the mail', () => {
  const header = (...from: readonly string[]): Header => Header.of(lines(...from, ''));

  test.each([
    ['an@lab.test', ['From: An <an@lab.test>'], false], ['AN@Lab.test', ['From: An <an@lab.test>'], false], ['evil@x.test', ['From: An <an@lab.test>'], true],
    ['b@c', ['From: a@b, b@c', 'Sender: a@b'], false], ['', ['From: a@b'], false], ['a@b', ['To: c@d'], false], ['a@b', ['From: '], false],
  ])('%j, %j: %s', (sender, from, differs) => {
    expect(isSenderOther(sender, header(...from))).toBe(differs);
  });
});
