import { indexOfByte } from '../base/bytes.ts';
import { latinText } from '../base/latin.ts';
import { formFields, httpFields as f } from '../message/http-fields.ts';
import type { Reading } from '../stream/reading.ts';
import { dialogue, type Likeness, NO, PERHAPS, type Phrase, SURELY } from './dialogue.ts';
import { watchFor } from './handover-words.ts';
import { endMessage, finishMessage, openMessage } from './http-message.ts';
import { isEmptyLineNext, isHeadNext, knownMethod } from './http-reading.ts';
import { awaitContinue, awaitHandover, requests } from './http-request.ts';
import { beginSimple, guessHead, leave, responses } from './http-response.ts';
import { type Body, type Exchange, type Flow, type Http, type HttpVoice, type Message, newState, noteOnce, type State, type Summary } from './http-state.ts';
import type { Side } from './marks.ts';
import { http2 } from './http2.ts';

const handlings = { client: requests, server: responses } as const;

/** The messages of a side, one after the other, until another protocol takes over. */
function* speak(s: Http, side: Side): Reading<void> {
  const v = s.voice(side);
  const flow = s.state[side];
  if (!s.fromStart && flow.count === 0) flow.isTrusted = false;
  while (!s.isLeft) {
    if (flow.message !== undefined) yield* restOf(s, v, flow.message);
    else if (!(yield* v.reader.peek(1))) return missed(s, side);
    else if (!s.isLeft) yield* next(s, v, flow);
  }
}

/** A client that has said all without anything of the server being in the capture. */
function missed(s: Http, side: Side): void {
  if (side === 'client' && s.state.client.count > 0 && s.isSilent('server')) noteOnce(s, s.client, 'server-missing');
}

/** What the next bytes begin: a head, most often. */
function* next(s: Http, v: HttpVoice, flow: Flow): Reading<void> {
  if (flow.isTrusted && (yield* isEmptyLineNext(v))) yield* emptyLine(v);
  else if (yield* isHeadNext(v, flow.isTrusted)) {
    if (http2.probe(v.bytes, v.reader.pos, v.reader.limit, v.side) === SURELY) s.become(http2);
    else yield* openMessage(s, v, handlings[v.side]);
  } else if (v.side === 'server' && s.state.pending[0]?.isSimple === true) beginSimple(s);
  else yield* strange(s, v, flow);
}

/** A message whose head is read: its body, and what comes of it. */
function* restOf(s: Http, v: HttpVoice, message: Message): Reading<void> {
  const isBegun = message.body !== undefined && v.reader.offset > message.body.start;
  if (v.side === 'client') {
    if (message.expectsContinue && !isBegun) yield* awaitContinue(s, message);
    yield* finishMessage(s, v, message, requests);
    yield* awaitHandover(s, message.exchange!);
  } else {
    if (!isBegun) yield* guessHead(s, message);
    yield* finishMessage(s, v, message, responses);
    leave(s, message);
    // A client that waited for the answer may have sent the next request already, which is answered next.
    yield* v.giveWay();
  }
}

/** Old clients send a line end after the body, which no length counts (RFC 9112 §2.2). */
function* emptyLine(v: HttpVoice): Reading<void> {
  const line = yield* v.line();
  v.mark(f.leading_crlf, line.from, line.end);
  v.say('empty-line');
  v.commit();
}

/**
 * Bytes that begin no message: in the middle of one, after a hole or at the start of a capture, or on a stream that is not HTTP at all. They end
 * with the segment: most messages begin with one, and the next is looked at afresh.
 */
function* strange(s: Http, v: HttpVoice, flow: Flow): Reading<void> {
  if (flow.isTrusted) s.note(v, 'strange');
  if (v.side === 'server') s.state.strangeIn = v.reader.packetOf(v.reader.pos);
  flow.isTrusted = false;
  v.bulk(f.file_data);
  yield* v.reader.skip(v.reader.limit - v.reader.pos);
  v.endBulk();
}

/**
 * Bytes of a side are lost. The next message begins where it would have begun, if they were bytes of a body whose end is known all the same; else it
 * is looked for.
 */
function lost(s: Http, side: Side, length: number): void {
  const v = s.voice(side);
  const flow = s.state[side];
  s.note(v, 'hole', { length });
  if (flow.message?.body !== undefined && isInside(flow.message.body, length)) {
    loseBytes(s, side, flow.message.body, length);
    return;
  }
  if (side === 'server') s.state.isPairingLost = true;
  if (flow.message !== undefined) endMessage(s, v, flow.message, handlings[side], false);
  flow.isTrusted = false;
}

/** Are the next `length` bytes all of the body? Of a chunked one, of the data of the chunk at hand, so that its end is known. */
function isInside({ plan, part, left }: Body, length: number): boolean {
  return plan.framing === 'chunked' ? part === 'data' && length <= left : length <= left;
}

function loseBytes(s: Http, side: Side, body: Body, length: number): void {
  body.content ??= s.content(side, 'object', body.plan);
  body.content.hole(length);
  body.left -= length;
}

// ---- recognition and outcome ----

const isHandoverAsked = watchFor('connect ', 'upgrade:', 'pri ');

/** The server's yes is looked for, too: the request may be missing from the capture. In `HTTP/1.1 101` the code stands where it always does. */
function mayHandOver(side: Side, b: Uint8Array, from: number, to: number): boolean {
  if (side === 'client') return isHandoverAsked(side, b, from, to);
  return to - from > 12 && b[from] === 0x48 && b[from + 9] === 0x31 && b[from + 10] === 0x30 && b[from + 11] === 0x31;
}

const requestLine = /^[!#$%&'*+.^_`|~\dA-Za-z-]+ [^\r\n]* HTTP\/\d\.\d\r?\n/;

/** Bytes of a status line up to its code, and of a first line that are looked at. */
const STATUS = 12;
const MAX_FIRST_LINE = 1000;
const LF = 0x0a;

function probe(b: Uint8Array, from: number, to: number, side: Side): Likeness {
  if (side === 'server') return /^HTTP\/\d\.\d \d{3}/.test(latinText(b, from, Math.min(to, from + STATUS))) ? SURELY : NO;
  if (http2.probe(b, from, to, side) === SURELY) return NO;
  const limit = Math.min(to, from + MAX_FIRST_LINE);
  const start = latinText(b, from, Math.min(indexOfByte(b, LF, from, limit) + 1, limit));
  if (knownMethod.test(start)) return /^[^\r\n]* HTTP\/1\.\d\r?\n/.test(start) || /^\S+ \/[^\r\n]*\r?$/.test(start) ? SURELY : PERHAPS;
  return requestLine.test(start) ? PERHAPS : NO;
}

function outcome({ summary }: State): readonly Phrase[] {
  const { first, requests: count, failure, failures, objects, size, status, responses: answers } = summary;
  if (first === undefined) return [answers === 0 ? { key: 'nothing', args: {} } : { key: 'responses', args: { status, responses: answers, objects, size } }];
  const lines: Phrase[] = [{ key: keyOf(summary), args: { method: first.method, target: nameOf(first), status: first.status, requests: count, objects, size } }];
  if (failure !== undefined && (failure !== first || failures > 1)) lines.push({ key: 'failures', args: { failures, method: failure.method, target: nameOf(failure), status: failure.status } });
  return lines;
}

/** The target without its query, which may be long. */
function nameOf({ target }: Exchange): string {
  return target.split('?', 1)[0]!;
}

function keyOf({ first, requests: count, objects }: Summary): string {
  if (first?.status === 0) return count === 1 ? 'unanswered' : 'all-unanswered';
  if (objects > 1) return 'objects';
  if (count > 1) return 'exchanges';
  return objects === 1 ? 'object' : 'empty';
}

/**
 * Where people put web servers: second ones of a machine (81–99), those under development (1234, 3000, 4000, 4200, 5000), printers (631, RFC 8010 §4), panels of hosts
 * (2082, 2086, 2095), Docker (2375), CouchDB (5984), trackers of BitTorrent (6969), proxies, search engines and consoles (4848, 5601, 7000–9999, 10000, 15672, 18080), what
 * Kubernetes lets out (30000–32767), and devices that take the port that is free (49152 and above, RFC 6335 §6: UPnP is one of them); and plain HTTP where TLS is expected (443).
 */
const manyPorts = [
  [81, 99], [443, 443], [591, 591], [631, 631], [1234, 1234], [2082, 2082], [2086, 2086], [2095, 2095], [2375, 2375], [3000, 3010], [4000, 4010], [4200, 4200], [4848, 4848],
  [5000, 5010], [5601, 5601], [5984, 5984], [6969, 6969], [7000, 10_000], [15_672, 15_672], [18_080, 18_080], [30_000, 32_767], [49_152, 65_535],
] as const;

export const http = dialogue('http', {
  short: 'HTTP', title: 'Hypertext Transfer Protocol', spec: 'RFC 9112',
  doc: 'Fetches pages and what belongs to them from a server, and hands things over to it.',
  fields: { ...f, ...formFields },
  ports: [80, 8080, 8000, 3128, 3132, 5985, 8088, 11371, 1900, 2869, 2710],
  alsoOn: manyPorts,
  states: {
    open: 'requests and responses pass; further ones may follow',
    closing: 'the response being sent is the last one: the connection closes after it',
    tunnel: 'the proxy passes on the bytes of both ends, which are no HTTP',
    upgraded: 'both ends have changed over to another protocol',
  },
  phrases: {
    object: '{method} {target} → {status:plain}, {size:bytes}',
    objects: '{method} {target} → {status:plain}, {objects} objects, {size:bytes}',
    exchanges: '{method} {target} → {status:plain}, {requests} requests, {size:bytes}',
    empty: '{method} {target} → {status:plain}',
    unanswered: '{method} {target}: no answer seen',
    'all-unanswered': '{method} {target}: no answer seen, {requests} requests',
    responses: '{status:plain}, {responses} responses, {objects} objects, {size:bytes}',
    failures: '{failures} not granted, the first: {method} {target} → {status:plain}',
    nothing: 'no message of HTTP',
    last: 'the server says that it closes the connection after this response',
    tunnel: 'the proxy has connected the client with {target}',
    upgrade: 'both go over to {protocol}',
    'empty-line': 'an empty line between two messages',
    'client-missing': 'The client is missing from the capture: what it asked for is not known',
    'server-missing': 'The server is missing from the capture: what it answered is not known',
    'head-assumed': 'Another response follows at once: the client seems to have asked for the head alone',
    'handover-assumed': 'The answer is missing from the capture: the client goes on as if the server had agreed',
    unasked: 'The response {status:plain} answers no request that was seen',
    incomplete: 'The stream ends inside the body of {name}: {seen:octets} of it came',
    strange: 'These bytes begin no message; the next one that is understood is looked for',
    hole: '{length:bytes} are missing from the capture',
    'two-framings': 'Both Transfer-Encoding and Content-Length: a recipient that believes the other one sees other messages (request smuggling)',
    'lengths-differ': 'Several Content-Length fields that differ: recipients may see different messages (request smuggling)',
    'length-repeated': 'Content-Length is said several times',
    'bad-length': 'Content-Length is no number that can be: nobody knows where the message ends',
    'unknown-coding': 'A transfer coding that no standard knows: a recipient may overlook it (request smuggling)',
    'chunked-twice': 'Chunks inside chunks, which are not allowed',
    'not-chunked': 'A transfer coding without chunks at last: nothing shows where the message ends but the end of the connection',
    'bad-chunk': 'A chunk begins with no size, or goes on after its end: the rest cannot be told apart',
    hosts: 'Several Host fields: recipients may see different sites',
    'bare-lf': 'Lines end with LF alone: recipients may see different lines',
    'bare-cr': 'A CR stands inside a line: recipients may see different lines',
    'obs-fold': 'A field goes on in the next line, which is not allowed any more',
    'space-first': 'White space before the first field: recipients may see different fields',
    'space-before-colon': 'White space before a colon: recipients may see different fields',
    'no-colon': 'A line of the head holds no colon, and is no field',
    'bad-name': 'The name of a field holds characters that no name may hold',
  },
  probe,
  mayHandOver,
  open: newState,
  client: (s) => speak(s, 'client'),
  server: (s) => speak(s, 'server'),
  lost, outcome,
});
