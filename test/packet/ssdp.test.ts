import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_HTTP_PARTS } from '../../src/message/http-marks.ts';
import { ascii, concat, utf8 } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

/** Where the datagram's content begins in a packet of Ethernet, IPv4 and UDP. */
const AT = 42;
const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 17, dst: '239.255.255.250' }, udp({ dst: '239.255.255.250', dport: 1900 }, content)));
const ssdp = (content: string): Decoded => decode(packet(utf8(content)));

describe('SSDP (UPnP Device Architecture 1.1 §1)', () => {
  const search = 'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "ssdp:discover"\r\nMX: 1\r\nST: ssdp:all\r\n\r\n';

  test('a search is a request without a body (§1.3.2)', () => {
    const d = ssdp(search);
    expect(d.layers).toEqual(['eth', 'ip', 'udp', 'ssdp']);
    expect([text(d, 'http.request'), text(d, 'http.request.method'), text(d, 'http.request.uri'), text(d, 'http.request.version')]).toEqual(['true', 'M-SEARCH', '*', 'HTTP/1.1']);
    expect([text(d, 'http.host'), place(d, 'http.host')]).toEqual(['239.255.255.250:1900', `${AT + 27}-${AT + 47}`]);
    expect(texts(d, 'http.request.line')).toEqual(['HOST: 239.255.255.250:1900\r\n', 'MAN: "ssdp:discover"\r\n', 'MX: 1\r\n', 'ST: ssdp:all\r\n']);
    expect(texts(d, 'http.unknown_header')).toEqual(['MAN: "ssdp:discover"\r\n', 'MX: 1\r\n', 'ST: ssdp:all\r\n']);
    expect(texts(d, 'http.request.uri.path')).toEqual([]);
    expect(place(d, 'http.head_end')).toBe(`${AT + search.length - 2}-${AT + search.length}`);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('the target * adds nothing to the server (RFC 9112 §3.3)', () => {
    expect(text(ssdp(search), 'http.request.full_uri')).toBe('http://239.255.255.250:1900');
  });

  test('an answer (§1.3.3)', () => {
    const d = ssdp('HTTP/1.1 200 OK\r\nCache-Control: max-age=1800\r\nLocation: http://10.77.0.1/d.xml\r\nServer: lab/1.0\r\nDate: today\r\nEXT:\r\n\r\n');
    expect([text(d, 'http.response'), text(d, 'http.response.version'), text(d, 'http.response.code'), text(d, 'http.response.phrase'), text(d, 'http.response.code.desc')]).toEqual(['true', 'HTTP/1.1', '200', 'OK', 'OK']);
    expect([text(d, 'http.cache_control'), text(d, 'http.location'), text(d, 'http.server'), text(d, 'http.date')]).toEqual(['max-age=1800', 'http://10.77.0.1/d.xml', 'lab/1.0', 'today']);
    expect(texts(d, 'http.response.line')).toHaveLength(5);
    expect(texts(d, 'http.request.full_uri')).toEqual([]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('what follows the head is data', () => {
    const d = ssdp('NOTIFY * HTTP/1.1\r\nNTS: ssdp:alive\r\n\r\nmore');
    expect([d.layers.at(-1), text(d, 'data.data')]).toEqual(['data', '6d6f7265']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test.each(['some words', 'GET {\r\n\r\nmore', 'GET /old\r\nA: b\r\n\r\n'])('what is no head is shown as it is: %j', (content) => {
    const d = ssdp(content);
    expect(texts(d, 'http.file_data').concat(texts(d, 'data.data')).join('')).not.toBe('');
    expect(tilingProblems(d)).toEqual([]);
  });

  test('bytes that begin no head are data at once', () => {
    expect(decode(packet(Uint8Array.of(0, 1, 2))).layers.slice(3)).toEqual(['ssdp', 'data']);
  });

  test('a cut head shows the lines that are there', () => {
    const whole = packet(ascii(search));
    const d = decode(whole.subarray(0, AT + 60), 1, whole.length);
    expect(d.faults.map((fault) => fault.code)).toEqual(['cut']);
    expect([text(d, 'http.host'), texts(d, 'http.request.line').length]).toEqual(['239.255.255.250:1900', 2]);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('parts of heads', () => {
  test('path and query of a target (RFC 9112 §3.2.1, §3.2.2)', () => {
    const d = ssdp('GET /a/b?c=d&&e=%20f HTTP/1.1\r\n\r\n');
    expect([text(d, 'http.request.uri.path'), text(d, 'http.request.uri.query'), texts(d, 'http.request.uri.query.parameter')]).toEqual(['/a/b', 'c=d&&e=%20f', ['c=d', 'e=%20f']]);
    const whole = ssdp('GET HTTP://lab.example:80/x/y?q HTTP/1.1\r\nHost: other\r\n\r\n');
    expect([text(whole, 'http.request.uri.path'), text(whole, 'http.request.uri.query'), text(whole, 'http.request.full_uri')]).toEqual(['/x/y', 'q', 'HTTP://lab.example:80/x/y?q']);
    const bare = ssdp('GET http://lab.example HTTP/1.1\r\n\r\n');
    expect([texts(bare, 'http.request.uri.path'), text(bare, 'http.request.full_uri')]).toEqual([[], 'http://lab.example']);
    const tunnel = ssdp('CONNECT lab.example:443 HTTP/1.1\r\nHost: lab.example:443\r\n\r\n');
    expect([texts(tunnel, 'http.request.uri.path'), texts(tunnel, 'http.request.full_uri')]).toEqual([[], []]);
    for (const one of [d, whole, bare, tunnel]) expect(tilingProblems(one)).toEqual([]);
  });

  test('cookies, credentials and lengths', () => {
    const d = ssdp('POST /a HTTP/1.1\r\nHost: h\r\nCookie: a=b; c=d\r\nAuthorization: Basic dXNlcjpwYXNz\r\nProxy-Authorization: Digest x\r\nContent-Length: 18446744073709551615\r\nX: y\r\n\r\n');
    expect([texts(d, 'http.cookie_pair'), text(d, 'http.authbasic'), text(d, 'http.proxy_authorization')]).toEqual([['a=b', 'c=d'], 'user:pass', 'Digest x']);
    expect([text(d, 'http.content_length_header'), text(d, 'http.content_length')]).toEqual(['18446744073709551615', '18446744073709551615']);
    expect(text(d, 'http.request.full_uri')).toBe('http://h/a');
    expect(tilingProblems(d)).toEqual([]);
    expect(texts(ssdp('POST /a HTTP/1.1\r\nContent-Length: -1\r\n\r\n'), 'http.content_length')).toEqual([]);
  });

  test('a folded value is whole, though its parts have no place', () => {
    const d = ssdp('GET / HTTP/1.1\r\nHost:\r\n lab\r\nCookie: a=b;\r\n c=d\r\nAuthorization: Basic\r\n dTpw\r\n\r\n');
    expect([text(d, 'http.host'), text(d, 'http.cookie'), texts(d, 'http.cookie_pair'), text(d, 'http.authbasic')]).toEqual(['lab', 'a=b; c=d', [], 'u:p']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('only so many parameters are shown by themselves', () => {
    const d = ssdp(`GET /?${'a=b&'.repeat(MAX_HTTP_PARTS + 10)} HTTP/1.1\r\n\r\n`);
    expect(texts(d, 'http.request.uri.query.parameter')).toHaveLength(MAX_HTTP_PARTS);
  });

  test('any bytes: the parts tile', () => {
    const piece = fc.constantFrom('GET / HTTP/1.1', 'HTTP/1.1 200 OK', 'GET /?a&b= HTTP/1.1', '\r\n', '\r\n', '\n', 'A: b', 'Cookie: a=b;c', 'Content-Length: 7', 'Authorization: Basic QQ==', ' fold', '\0', 'é', ':');
    fc.assert(fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      expect(tilingProblems(decode(packet(concat(utf8(pieces.join(''))))))).toEqual([]);
    }));
  });
});
