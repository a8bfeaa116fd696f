import { indexOfByte } from '../base/bytes.ts';
import { latinText } from '../base/latin.ts';
import { endOfHead, type HttpFields, httpFields, httpHead, type HttpHead, MAX_HTTP_HEAD, startLine } from '../message/http-head.ts';
import type { StreamReader } from '../stream/reader.ts';
import type { Reading } from '../stream/reading.ts';
import type { Side } from './marks.ts';
import type { HttpVoice } from './http-state.ts';

const CR = 0x0d;
const LF = 0x0a;
const SPACE = 0x20;
/** The methods of HTTP, of WebDAV, and of protocols that are made like HTTP and use its port, at the beginning of a request. */
export const knownMethod = /^(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|PROPFIND|PROPPATCH|MKCOL|COPY|MOVE|LOCK|UNLOCK|SEARCH|REPORT|MKCALENDAR|SUBSCRIBE|UNSUBSCRIBE|NOTIFY|M-SEARCH|PURGE) /;
/** Longest method that is looked for at the beginning of a request. */
const MAX_METHOD = 64;

/** Does an empty line come next? It may stand before the first line of a message (RFC 9112 §2.2). Waits for the byte after a CR. */
export function* isEmptyLineNext({ reader }: HttpVoice): Reading<boolean> {
  if (reader.bytes[reader.pos] === CR && !(yield* reader.peek(2))) return false;
  const at = reader.bytes[reader.pos] === CR ? reader.pos + 1 : reader.pos;
  return reader.bytes[at] === LF;
}

/**
 * Does a message begin at the next byte? Waits for as many bytes as it takes to tell. `isTrusted`: a message is due there; else there may be
 * anything, and a request that is written loosely is none.
 */
export function* isHeadNext({ reader, side }: HttpVoice, isTrusted: boolean): Reading<boolean> {
  let scanned = 0;
  for (;;) {
    const { bytes: b, pos, limit } = reader;
    if (!mayBegin(b, pos, limit, side)) return false;
    const end = Math.min(limit, pos + MAX_HTTP_HEAD);
    const lf = indexOfByte(b, LF, pos + scanned, end);
    if (lf < end) return isStartLine(b, pos, lf + 1, side, isTrusted);
    if (reader.isCut && isCutStartLine(b, pos, limit, side)) return true;
    if (reader.ended || end - pos === MAX_HTTP_HEAD) return false;
    scanned = end - pos;
    yield;
  }
}

function isStartLine(b: Uint8Array, from: number, to: number, side: Side, isTrusted: boolean): boolean {
  const start = startLine(b, from, to);
  if (start?.kind !== 'request') return side === 'server' && start !== undefined;
  const { target, version } = start;
  return side === 'client' && (isTrusted || (version !== undefined && indexOfByte(b, SPACE, target.from, target.to) === target.to));
}

/** Where a hole cuts the first line of a message, it is known by a method that is known, and the beginning of a target (RFC 9112 §3.2), or by a status. */
function isCutStartLine(b: Uint8Array, from: number, to: number, side: Side): boolean {
  const start = startLine(b, from, to, true);
  if (start?.kind !== 'request') return side === 'server' && start !== undefined && start.status > 0;
  return side === 'client' && knownMethod.test(latinText(b, from, Math.min(to, start.target.from))) && targetStart.test(latinText(b, start.target.from, start.target.to));
}

const targetStart = /^(?:[/*]|https?:)/i;

/** May the bytes, as far as they are there, be the beginning of a message? */
function mayBegin(b: Uint8Array, from: number, to: number, side: Side): boolean {
  return side === 'client' ? mayBeginRequest(b, from, to) : mayBeginResponse(b, from, to);
}

/** A word of visible characters, and a blank after it (RFC 9112 §3). */
function mayBeginRequest(b: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && b[at]! > SPACE && b[at]! < 0x7f) at++;
  return at - from <= MAX_METHOD && (at === to || (at > from && b[at] === SPACE));
}

/** What a response begins with: the name of the protocol, or that which SHOUTcast puts in its place. */
const protocolName = 'HTTP/';
const stationName = 'ICY ';

function mayBeginResponse(b: Uint8Array, from: number, to: number): boolean {
  return mayBeginWith(b, from, to, protocolName) || mayBeginWith(b, from, to, stationName);
}

function mayBeginWith(b: Uint8Array, from: number, to: number, word: string): boolean {
  for (let i = 0; i < word.length && from + i < to; i++) if (b[from + i] !== word.charCodeAt(i)) return false;
  return true;
}

/** The next head, which is taken, or as much of it as comes before the stream ends; at most MAX_HTTP_HEAD bytes. */
export function* takeHead(v: HttpVoice): Reading<HttpHead | undefined> {
  const { reader } = v;
  const lf = indexOfByte(reader.bytes, LF, reader.pos, reader.limit);
  const line = startLine(reader.bytes, reader.pos, Math.min(lf + 1, reader.limit));
  const isAlone = lf < reader.limit && line?.kind === 'request' && line.version === undefined;
  const length = isAlone ? line.end - reader.pos : yield* waitFor(reader, endOfHead);
  const from = yield* v.take(length);
  return httpHead(v.bytes, from, v.reader.pos);
}

/** The fields that come next, which are taken, up to and with the empty line: there may be nothing but that (RFC 9112 §7.1.2). */
export function* takeFields(v: HttpVoice): Reading<HttpFields> {
  const { reader } = v;
  yield* reader.peek(1);
  const from = (yield* isEmptyLineNext(v)) ? (yield* v.line()).from : yield* v.take(yield* waitFor(reader, endOfHead));
  return httpFields(v.bytes, from, reader.pos);
}

/** Bytes before those that came last, in which the end of a head may have begun. */
const OVERLAP = 2;

/** Waits until `end` finds an end; how many bytes that takes, at most MAX_HTTP_HEAD. Where the stream ends before: how many there are. */
function* waitFor(reader: StreamReader, end: typeof endOfHead): Reading<number> {
  let scanned = 0;
  for (;;) {
    const limit = Math.min(reader.limit, reader.pos + MAX_HTTP_HEAD);
    const found = end(reader.bytes, reader.pos + scanned, limit);
    if (found >= 0) return found - reader.pos;
    if (reader.ended || limit - reader.pos === MAX_HTTP_HEAD) return limit - reader.pos;
    scanned = Math.max(0, limit - reader.pos - OVERLAP);
    yield;
  }
}
