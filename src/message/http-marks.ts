import { indexOfByte } from '../base/bytes.ts';
import type { Field } from '../base/field.ts';
import type { Marker } from '../base/marker.ts';
import { NamedNumber } from '../base/sentence.ts';
import { decode } from '../base/value.ts';
import { decodeBase64 } from './base64.ts';
import { httpFields as f, httpHeaderFields } from './http-fields.ts';
import { fieldText, type HttpField, type HttpFields, type HttpHead, type Range, type RequestLine, type StatusLine } from './http-head.ts';
import { httpStatusNames } from './http-status.ts';

/** Parameters of a query, or pairs of a cookie, that are marked by themselves. */
export const MAX_HTTP_PARTS = 1000;

const AMPERSAND = 0x26;
const SEMICOLON = 0x3b;
const QUESTION = 0x3f;
const SLASH = 0x2f;
const SPACE = 0x20;

/** Mark a head of which the bytes are `b`: its parts cover it from `start.from` to `end`. */
export function markHttpHead(m: Marker, b: Uint8Array, head: HttpHead): void {
  const { start } = head;
  m.mark(start.kind === 'request' ? f.request : f.response, start.from, start.from, true);
  m.open(f.start_line, start.from, start.end);
  if (start.kind === 'request') markRequest(m, b, start);
  else markStatus(m, start);
  m.close();
  markHttpFields(m, b, head, start.kind === 'request' ? f['request.line'] : f['response.line']);
  const full = start.kind === 'request' ? fullUri(b, head, start) : undefined;
  if (full !== undefined) m.mark(f['request.full_uri'], head.end, head.end, full);
}

/** Mark header fields, each as a `line`, and the empty line after them. */
export function markHttpFields(m: Marker, b: Uint8Array, fields: HttpFields, line: Field): void {
  for (const field of fields.fields) {
    m.open(line, field.from, field.end);
    const own = httpHeaderFields.get(field.key);
    if (own === undefined) m.mark(f.unknown_header, field.from, field.end);
    else markValue(m, b, own, field);
    m.close();
  }
  if (fields.isWhole && fields.end > fields.blank) m.mark(f.head_end, fields.blank, fields.end);
}

// ---- the start line ----

function markRequest(m: Marker, b: Uint8Array, { method, target, version }: RequestLine): void {
  m.mark(f['request.method'], method.from, method.to);
  if (target.to > target.from) {
    m.open(f['request.uri'], target.from, target.to);
    markTarget(m, b, target);
    m.close();
  }
  if (version !== undefined) m.mark(f['request.version'], version.from, version.to);
}

function markStatus(m: Marker, { version, code, phrase, status }: StatusLine): void {
  m.mark(f['response.version'], version.from, version.to);
  if (status > 0) {
    m.open(f['response.code'], code.from, code.to, status);
    if (httpStatusNames.table.has(status)) m.mark(f['response.code.desc'], code.from, code.from, new NamedNumber(httpStatusNames, status));
    m.close();
  }
  if (phrase.to > phrase.from) m.mark(f['response.phrase'], phrase.from, phrase.to);
}

/** Path and query of a target that has them: a path on the server, or a whole URI (RFC 9112 §3.2.1, §3.2.2). */
function markTarget(m: Marker, b: Uint8Array, { from, to }: Range): void {
  const question = indexOfByte(b, QUESTION, from, to);
  const path = pathOf(b, from, question);
  if (path < question) m.mark(f['request.uri.path'], path, question);
  if (question + 1 >= to) return;
  m.open(f['request.uri.query'], question + 1, to);
  markParts(m, b, f['request.uri.query.parameter'], AMPERSAND, question + 1, to);
  m.close();
}

const scheme = /^[a-z][a-z0-9+.-]{0,20}:\/\//i;
const LONGEST_SCHEME = 24;

/** Where the path begins in a target that ends, or has its question mark, at `to`; `to` where there is none. */
function pathOf(b: Uint8Array, from: number, to: number): number {
  if (b[from] === SLASH) return from;
  const found = scheme.exec(decode(b.subarray(from, Math.min(to, from + LONGEST_SCHEME)), 'latin1'));
  return found === null ? to : indexOfByte(b, SLASH, from + found[0].length, to);
}

/**
 * The target URI (RFC 9112 §3.3): the target itself where it is one; else the server with the path. A target that is no path (`*`) adds nothing.
 * Undefined: nobody says which server.
 */
function fullUri(b: Uint8Array, head: HttpHead, { method, target }: RequestLine): string | undefined {
  const text = decode(b.subarray(target.from, target.to), 'utf-8');
  if (scheme.test(text)) return text;
  if (decode(b.subarray(method.from, method.to), 'latin1') === 'CONNECT') return undefined;
  const host = fieldText(head, 'host');
  return host === undefined || host === '' ? undefined : `http://${host}${text.startsWith('/') ? text : ''}`;
}

// ---- the values of fields ----

const basic = /^Basic[ \t]+([A-Za-z0-9+/]+=*)$/i;

/** The value of a field, and what it is made of. Of a folded one the parts have no place, and are left out. */
function markValue(m: Marker, b: Uint8Array, own: Field, field: HttpField): void {
  const { from, to } = field.value;
  m.open(own, from, to, field.isFolded ? field.text : undefined);
  switch (own) {
    case f.cookie:
      if (!field.isFolded) markParts(m, b, f.cookie_pair, SEMICOLON, from, to);
      break;
    case f.authorization:
    case f.proxy_authorization: {
      const credentials = basic.exec(field.text)?.[1];
      if (credentials !== undefined) m.mark(f.authbasic, field.isFolded ? from : to - credentials.length, to, decode(decodeBase64(credentials), 'utf-8'));
      break;
    }
    case f.content_length_header: {
      const length = contentLength(field.text);
      if (length !== undefined) m.mark(f.content_length, from, from, length);
      break;
    }
  }
  m.close();
}

/** The number of a Content-Length field, a bigint beyond 2^53; undefined: it is none (RFC 9110 §8.6). */
function contentLength(text: string): number | bigint | undefined {
  if (!/^\d{1,20}$/.test(text)) return undefined;
  const length = Number(text);
  return Number.isSafeInteger(length) ? length : BigInt(text);
}

/** Mark the parts of `from`..`to` that a byte separates, without the spaces around them. */
function markParts(m: Marker, b: Uint8Array, part: Field, separator: number, from: number, to: number): void {
  let at = from;
  for (let count = 0; at < to && count < MAX_HTTP_PARTS; count++) {
    const end = indexOfByte(b, separator, at, to);
    let [first, last] = [at, end];
    while (first < last && b[first] === SPACE) first++;
    while (last > first && b[last - 1] === SPACE) last--;
    if (last > first) m.mark(part, first, last);
    at = end + 1;
  }
}
