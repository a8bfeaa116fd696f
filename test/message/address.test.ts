import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Address, addressesOf, mailboxesOf } from '../../src/message/address.ts';
import { ascii, utf8 } from '../build/bytes.ts';
import { encodedWord, inCharset } from '../build/mail.ts';

const read = (b: Uint8Array, charset = ''): Address[] => addressesOf(b, 0, b.length, charset);
/** `name|address`; a group as `name:[…]`. */
const shown = (a: Address): string => (a.kind === 'group' ? `${a.name}:[${a.members.map(shown).join(', ')}]` : `${a.name}|${a.address}`);
const list = (text: string): string[] => read(utf8(text)).map(shown);

describe('addresses (RFC 5322 §3.4)', () => {
  test.each([
    ['John Doe <jdoe@machine.example>', ['John Doe|jdoe@machine.example']],
    ['Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>', ['Mary Smith|mary@x.test', '|jdoe@example.org', 'Who?|one@y.test']],
    ['<boss@nil.test>, "Giant; \\"Big\\" Box" <sysservices@example.net>', ['|boss@nil.test', 'Giant; "Big" Box|sysservices@example.net']],
    ['"Joe Q. Public" <john.q.public@example.com>', ['Joe Q. Public|john.q.public@example.com']],
    ['A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;', ['A Group:[Ed Jones|c@a.test, |joe@where.test, John|jdoe@one.test]']],
    ['Undisclosed recipients:;', ['Undisclosed recipients:[]']],
  ])('%s (Appendix A.1)', (text, addresses) => {
    expect(list(text)).toEqual(addresses);
  });

  test.each([
    ['Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>', ['Pete|pete@silly.test']],
    [
      'A Group(Some people)\r\n :Chris Jones <c@(Chris\'s host.)public.example>,\r\n joe@example.org,\r\n John <jdoe@one.test> (my dear friend); (the end of the group)',
      ['A Group:[Chris Jones|c@public.example, |joe@example.org, John|jdoe@one.test]'],
    ],
    ['(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;', ['Hidden recipients:[]']],
  ])('white space and comments (Appendix A.5): %s', (text, addresses) => {
    expect(list(text)).toEqual(addresses);
  });

  test.each([
    ['Joe Q. Public <john.q.public@example.com>', ['Joe Q. Public|john.q.public@example.com']],
    ['Mary Smith <@node.test,@other.test:mary@example.net>, , jdoe@test . example', ['Mary Smith|mary@example.net', '|jdoe@test.example']],
    ['pete . jones @ test . example', ['|pete.jones@test.example']],
  ])('obsolete forms (§4.4, Appendix A.6.1): %s', (text, addresses) => {
    expect(list(text)).toEqual(addresses);
  });

  test('a comment behind the address is a name, where there is no other (§3.4)', () => {
    expect(list('jdoe@x.test (John Doe), "J" <a@b> (Other)')).toEqual(['John Doe|jdoe@x.test', 'J|a@b']);
  });

  test('quoted local parts and address literals keep their form', () => {
    expect(list('"a b\\"c"@x.test, <root@[10.77.0.2]>')).toEqual(['|"a b\\"c"@x.test', '|root@[10.77.0.2]']);
    expect(read(ascii('<root@[10.77.0.2]>'))[0]).toMatchObject({ local: 'root', domain: '[10.77.0.2]' });
  });

  test('the mailboxes of groups among others', () => {
    const b = ascii('a@b, g: c@d, e@f;, h@i');
    expect(mailboxesOf(b, 0, b.length).map((m) => m.address)).toEqual(['a@b', 'c@d', 'e@f', 'h@i']);
  });

  test('nobody, a local user, and a name without an address', () => {
    expect(list('<>')).toEqual(['|']);
    expect(list('root, Nguyễn Văn An')).toEqual(['|root', 'Nguyễn Văn An|']);
    expect(list('')).toEqual([]);
  });

  test('seen in practice: semicolons between addresses, an @ or a bracket in a name, encoded words with commas', () => {
    expect(list('a@b; c@d')).toEqual(['|a@b', '|c@d']);
    expect(list('a@b <a@b>')).toEqual(['a@b|a@b']);
    expect(list('[Lab] An <an@lab.test>')).toEqual(['[Lab] An|an@lab.test']);
    expect(list('=?utf-8?Q?Doe,_"J"?= <j@x.test>')).toEqual(['Doe, "J"|j@x.test']);
    expect(list('"Unclosed <a@b>, c@d')).toEqual(['"Unclosed|a@b', '|c@d']);
    expect(list('An <an@lab.test, c@d')).toEqual(['An|an@lab.test', '|c@d']);
  });

  test('names in Russian and Vietnamese: encoded (RFC 2047), in UTF-8 (RFC 6532), in the character set of the body', () => {
    const russian = encodedWord(inCharset('Иван Петров', 'koi8-r'), 'koi8-r', 'b');
    const vietnamese = encodedWord(inCharset('Trần Thị Bích', 'windows-1258'), 'windows-1258', 'q');
    expect(list(`${russian} <ivan@lab.test>, "${vietnamese}" <bich@lab.test>, Иван <иван@почта.рф>`))
      .toEqual(['Иван Петров|ivan@lab.test', 'Trần Thị Bích|bich@lab.test', 'Иван|иван@почта.рф']);
    expect(read(inCharset('Иван <ivan@lab.test>', 'windows-1251'), 'windows-1251').map(shown)).toEqual(['Иван|ivan@lab.test']);
  });

  test('where name and address stand', () => {
    expect(read(ascii('x, "J. D" <j@x.test> '))[1]).toMatchObject({ from: 3, to: 20, nameAt: { from: 3, to: 9 }, addressAt: { from: 11, to: 19 } });
    expect(read(ascii('j@x.test (J)'))[0]).toMatchObject({ from: 0, to: 12, nameAt: { from: 9, to: 12 }, addressAt: { from: 0, to: 8 } });
  });

  test('a field of a thousand addresses, and one of a thousand routes', () => {
    expect(list('a@b, '.repeat(1000))).toHaveLength(1000);
    expect(list(`<${'@a,'.repeat(1000)}@a:b@c>`)).toEqual(['|b@c']);
  });

  test('any bytes: nothing throws; addresses stand one after the other, members and parts inside', () => {
    const piece = fc.constantFrom('a', '@', '.', '<', '>', ',', ';', ':', '"', '\\', '(', ')', '[', ']', ' ', '\r\n ', '=?utf-8?q?x?=', '\xff');
    const inside = (outer: { from: number; to: number }, inner: { from: number; to: number }): void => {
      expect(outer.from <= inner.from && inner.from <= inner.to && inner.to <= outer.to, JSON.stringify([outer, inner])).toBe(true);
    };
    fc.assert(fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const b = ascii(pieces.join(''));
      let at = 0;
      for (const address of read(b)) {
        inside({ from: at, to: b.length }, address);
        at = address.to;
        for (const mailbox of address.kind === 'group' ? address.members : [address]) {
          inside(address, mailbox);
          inside(mailbox, mailbox.addressAt);
          if (mailbox.nameAt !== undefined) inside(mailbox, mailbox.nameAt);
        }
      }
    }), { numRuns: 2000 });
  });
});
