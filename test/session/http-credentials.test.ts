import { describe, expect, test } from 'vitest';
import type { Secret } from '../../src/session/index.ts';
import type { Turn } from '../build/dialogue.ts';
import { get, hearHttp, message, ok, texts } from '../build/http.ts';

const refused: Turn = { S: message(['HTTP/1.1 401 Unauthorized', 'WWW-Authenticate: Basic realm="lab"', 'Content-Length: 0']) };
const credentials = (turns: readonly Turn[], secrets: Secret[] = []): object[] => hearHttp(turns, { secrets }).session.credentials.map((c) => ({ ...c, packet: 0 }));
const form = (fields: string, type = 'application/x-www-form-urlencoded', target = '/login'): Turn => ({ C: message([`POST ${target} HTTP/1.1`, 'Host: lab.test', `Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(fields)}`], fields) });

describe('Authorization (RFC 9110 §11.6.2)', () => {
  test('Basic: user and password are only written in other letters (RFC 7617 §2)', () => {
    expect(credentials([get('/', 'Authorization: Basic 0JDQvdC90LA6UGE6cm9s'), ok('x')])).toEqual([{ packet: 0, scheme: 'basic', user: 'Анна', secret: 'Pa:rol', proof: undefined, isAccepted: true }]);
  });

  test.each([[401, false], [200, true], [404, true], [403, undefined], [500, undefined]])('the status %i says whether that was enough', (status, isAccepted) => {
    expect(credentials([get('/', 'Authorization: basic YTpi'), { S: message([`HTTP/1.1 ${status} x`, 'Content-Length: 0']) }])).toMatchObject([{ isAccepted }]);
  });

  test('to a proxy it is 407 (RFC 9110 §11.7)', () => {
    const proxy = (status: number): object[] => credentials([get('/', 'Proxy-Authorization: Basic YTpi'), { S: message([`HTTP/1.1 ${status} x`, 'Content-Length: 0']) }]);
    expect(proxy(407)).toMatchObject([{ isAccepted: false }]);
    expect(proxy(401)).toMatchObject([{ isAccepted: true }]);
  });

  test('what is said with every request is told once; after a refusal anew', () => {
    const again = get('/', 'Authorization: Basic YTpi');
    expect(credentials([again, ok('1'), again, ok('2'), get('/', 'Authorization: Basic YTpj'), refused])).toMatchObject([{ secret: 'b', isAccepted: true }, { secret: 'c', isAccepted: false }]);
    expect(credentials([again, refused, again, ok('2')])).toMatchObject([{ isAccepted: false }, { isAccepted: true }]);
  });

  test('Bearer: whoever has the token is the user (RFC 6750 §2.1)', () => {
    expect(credentials([get('/', 'Authorization: Bearer abc.def'), ok('x')])).toMatchObject([{ scheme: 'bearer', user: '', secret: 'abc.def', isAccepted: true }]);
  });

  test.each(['Authorization: Basic', 'Authorization: Strange x', 'Authorization: ', 'Authorization: Negotiate YII='])('%j says nothing', (field) => {
    expect(credentials([get('/', field), ok('x')])).toEqual([]);
  });

  test('cookies are none', () => {
    expect(credentials([get('/', 'Cookie: password=x'), ok('x')])).toEqual([]);
  });
});

describe('Digest (RFC 7616 §3.9.1)', () => {
  const answer = (algorithm: string, response: string): string => `Authorization: Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, response="${response}", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
  const digest = (field: string, secrets?: Secret[]): object[] => credentials([get('/dir/index.html', field), ok('x')], secrets);
  const md5 = answer('MD5', '8ca523f5e9506fed4657c9700eebdbec');

  test.each([['MD5', '8ca523f5e9506fed4657c9700eebdbec'], ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1']])('%s is verified with the secret', (algorithm, response) => {
    expect(digest(answer(algorithm, response), [{ secret: 'Circle of Life' }])).toMatchObject([{ scheme: 'digest', user: 'Mufasa', secret: '', isAccepted: true, proof: { isVerified: true, answer: response } }]);
  });

  test('not with another, and not without', () => {
    expect(digest(md5, [{ secret: 'circle of life' }])).toMatchObject([{ proof: { isVerified: false } }]);
    expect(digest(md5)).toMatchObject([{ proof: { challenge: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v', isVerified: undefined, working: '' } }]);
  });

  test('the working is shown', () => {
    expect(digest(md5, [{ secret: 'Circle of Life' }])).toMatchObject([{ proof: { working: expect.stringMatching(/^MD5\(MD5\(Mufasa:http-auth@example\.org:Circle of Life\):7ypf.*:MD5\(GET:\/dir\/index\.html\)\) = 8ca523f5e9506fed4657c9700eebdbec$/) } }]);
  });

  test.each([answer('UNKNOWN', '0'), md5.replace('qop=auth', 'qop=auth-int')])('what cannot be worked out is not said to be wrong', (field) => {
    expect(digest(field, [{ secret: 'Circle of Life' }])).toMatchObject([{ proof: { isVerified: undefined } }]);
  });
});

describe('forms (WHATWG URL §5, RFC 7578)', () => {
  const heard = hearHttp([form('user=anna&password=Parol%2D1+%D0%B0&empty='), ok('x')]);

  test('the fields of a form are marked, decoded', () => {
    expect(texts(heard.units, 'urlencoded-form.key')).toEqual(['user', 'password', 'empty']);
    expect(texts(heard.units, 'urlencoded-form.value')).toEqual(['anna', 'Parol-1 а', '']);
  });

  test('one with a password makes credentials; whether they were believed the status does not say', () => {
    expect(heard.session.credentials).toMatchObject([{ packet: 4, scheme: 'form', user: 'anna', secret: 'Parol-1 а', isAccepted: undefined }]);
  });

  test.each([['log=anna&pwd=x', 'anna'], ['email=a%40lab.test&user_pass=x', 'a@lab.test'], ['%D0%BF%D0%B0%D1%80%D0%BE%D0%BB%D1%8C=x&%D0%BB%D0%BE%D0%B3%D0%B8%D0%BD=anna', 'anna'], ['Kennwort=x', ''], ['ten=1&m%E1%BA%ADt+kh%E1%BA%A9u=x&t%C3%AAn=lan', 'lan']])('%s', (fields, user) => {
    expect(credentials([form(fields), ok('y')])).toMatchObject([{ user, secret: 'x' }]);
  });

  test.each(['text=a&comment=my+password', 'password=', ''])('%j holds none', (fields) => {
    expect(credentials([form(fields), ok('y')])).toEqual([]);
  });

  test('a form in the query', () => {
    const { session, units } = hearHttp([get('/login?user=anna&pass=a%26b'), ok('x')]);
    expect(session.credentials).toMatchObject([{ scheme: 'form', user: 'anna', secret: 'a&b' }]);
    expect(texts(units, 'http.request.uri.query.parameter')).toEqual(['user=anna', 'pass=a%26b']);
  });

  test('multipart', () => {
    const part = (name: string, value: string, more = ''): string => `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
    const { units, session } = hearHttp([form(`${part('user', 'anna')}${part('pass', 'x')}${part('photo', 'BYTES', '; filename="a.png"')}--b--\r\n`, 'multipart/form-data; boundary=b'), ok('x')]);
    expect(texts(units, 'urlencoded-form.key')).toEqual(['user', 'pass', 'photo']);
    expect(texts(units, 'urlencoded-form.value')).toEqual(['anna', 'x']);
    expect(session.credentials).toMatchObject([{ user: 'anna', secret: 'x' }]);
  });

  test('in chunks', () => {
    const chunked = { C: message(['POST /login HTTP/1.1', 'Content-Type: application/x-www-form-urlencoded', 'Transfer-Encoding: chunked'], '8\r\nuser=ann\r\n7\r\na&pwd=x\r\n0\r\n\r\n') };
    const { units, session } = hearHttp([chunked, ok('x')]);
    expect(texts(units, 'urlencoded-form.value')).toEqual(['anna', 'x']);
    expect(session.credentials).toMatchObject([{ user: 'anna', secret: 'x' }]);
  });

  test('a long one is not read', () => {
    expect(credentials([form(`pass=${'x'.repeat(32_000)}`)])).toHaveLength(1);
    const long = form(`pass=x&more=${'x'.repeat(70_000)}`) as { C: Uint8Array };
    expect(credentials([{ C: long.C.subarray(0, 40_000) }, { C: long.C.subarray(40_000) }])).toEqual([]);
  });

  test('one that is not whole is not read', () => {
    const { session } = hearHttp([{ C: message(['POST / HTTP/1.1', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 99'], 'pass=x') }]);
    expect(session.credentials).toEqual([]);
  });
});
