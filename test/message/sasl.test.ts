import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Sasl, type SaslResponse, type SaslText } from '../../src/message/sasl.ts';
import { concat, utf8 } from '../build/bytes.ts';

/** What the responses of an authentication say: each text, and the bytes that say it. */
function said(mechanism: string, ...responses: (string | Uint8Array)[]): Record<string, string>[] {
  const sasl = new Sasl(mechanism);
  return responses.map((response) => {
    const bytes = typeof response === 'string' ? utf8(response) : response;
    return Object.fromEntries(Object.entries(sasl.respond(bytes) as Record<string, SaslText>).map(([name, { text, from, to }]) => {
      expect(from <= to && to <= bytes.length).toBe(true);
      return [name, `${text} ${from}-${to}`];
    }));
  });
}

describe('what responses say, and where', () => {
  test('PLAIN (RFC 4616 §2)', () => {
    expect(said('PLAIN', '\0anna\0Parol-1')).toEqual([{ user: 'anna 1-5', secret: 'Parol-1 6-13' }]);
    expect(said('plain', 'boss\0\0\0')).toEqual([{ user: ' 5-5', secret: ' 6-6' }]);
    expect(said('PLAIN', '\0Минь\0mật khẩu')).toEqual([{ user: 'Минь 1-9', secret: 'mật khẩu 10-22' }]);
    expect(said('PLAIN', 'anna')).toEqual([{}]);
    expect(said('PLAIN', '\0anna')).toEqual([{ user: 'anna 1-5' }]);
  });

  test('LOGIN', () => {
    expect(said('LOGIN', 'anna', 'a\nb')).toEqual([{ user: 'anna 0-4' }, { secret: 'a\nb 0-3' }]);
  });

  test('CRAM-MD5 (RFC 2195 §2): blanks belong to the name', () => {
    expect(said('CRAM-MD5', 'two words b913')).toEqual([{ user: 'two words 0-9', digest: 'b913 10-14' }]);
    expect(said('CRAM-MD5', 'anna')).toEqual([{}]);
  });

  test('XOAUTH2 and OAUTHBEARER (RFC 7628 §3.1)', () => {
    expect(said('XOAUTH2', 'user=anna@lab.test\u0001auth=Bearer t0k\u0001\u0001')).toEqual([{ user: 'anna@lab.test 5-18', secret: 't0k 31-34' }]);
    expect(said('OAUTHBEARER', 'n,a=anna@lab.test,\u0001host=x\u0001auth=Bearer t0k\u0001\u0001')).toEqual([{ user: 'anna@lab.test 4-17', secret: 't0k 38-41' }]);
    expect(said('XOAUTH2', 'auth=Bearer t0k\u0001user=anna\u0001')).toEqual([{ user: 'anna 21-25', secret: 't0k 12-15' }]);
  });

  test('DIGEST-MD5 (RFC 2831 §2.1.2)', () => {
    const digest = 'd388dad90d4bbd760a152321f2143af7';
    expect(said('DIGEST-MD5', `charset=utf-8,username="ch\\"ris",response=${digest},qop=auth`)).toEqual([{ user: 'ch\\"ris 24-31', digest: `${digest} 42-74` }]);
  });

  test('NTLM (MS-NLMP §2.2.1.3): the bytes of the name', () => {
    const message = new Uint8Array(64);
    message.set(utf8('NTLMSSP\0\u0003'));
    message.set([3, 0, 3, 0, 64, 0, 0, 0, 4, 0, 4, 0, 67, 0, 0, 0], 28);
    expect(said('NTLM', concat(message, utf8('LABanna')))).toEqual([{ user: 'LAB\\anna 67-71' }]);
    message.set([200], 36);
    expect(said('NTLM', concat(message, utf8('LABanna')))).toEqual([{ user: 'LAB\\ 71-71' }]);
  });

  test('any bytes: nothing throws, and what is said lies in them', () => {
    const mechanisms = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2', 'OAUTHBEARER', 'NTLM', 'DIGEST-MD5', 'GSSAPI'];
    fc.assert(fc.property(fc.constantFrom(...mechanisms), fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 4 }), (mechanism, responses) => {
      const all: SaslResponse[] = said(mechanism, ...responses) as object[];
      expect(all.length).toBe(responses.length);
    }));
  });
});
