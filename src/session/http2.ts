import { bytes, fieldsOf, flag, group, text, u24, u32, u8, VARIES } from '../base/field.ts';
import { keywords } from '../base/names.ts';
import { decode } from '../base/value.ts';
import type { Reading } from '../stream/reading.ts';
import { dialogue, type Likeness, NO, type Phrase, SURELY } from './dialogue.ts';
import { began, type Framed, type Framing, finished, lost, newFraming, resume, takePart } from './framing.ts';
import { Bodies } from './http2-bodies.ts';
import type { Side } from './marks.ts';
import type { Session } from './session.ts';
import type { Voice } from './voice.ts';

const HEADER = 9;
/** Of a longer frame only so much is kept to be shown; the rest passes by. (RFC 9113 §4.2: nobody sends more than 16 KiB who was not allowed to.) */
const MAX_SHOWN = 64 * 1024;
/** What a client says first (RFC 9113 §3.4). */
const MAGIC = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

const TYPE = { data: 0, headers: 1, priority: 2, reset: 3, settings: 4, promise: 5, ping: 6, goAway: 7, window: 8, continuation: 9 } as const;
const FLAG = { endStream: 0x01, padded: 0x08 } as const;

/** RFC 9113 §6, RFC 7838 §4, RFC 8336 §2, RFC 9218 §7.1. */
const typeNames = keywords('http2.type', {
  0: 'DATA', 1: 'HEADERS', 2: 'PRIORITY', 3: 'RST_STREAM', 4: 'SETTINGS', 5: 'PUSH_PROMISE', 6: 'PING', 7: 'GOAWAY', 8: 'WINDOW_UPDATE', 9: 'CONTINUATION', 10: 'ALTSVC', 12: 'ORIGIN', 16: 'PRIORITY_UPDATE',
});

const f = fieldsOf('http2', 'RFC 9113 §4.1', {
  magic: text(VARIES, 0, { label: 'Preface', doc: 'The words by which a client begins: they look like a request that no server of HTTP/1 understands.', spec: 'RFC 9113 §3.4' }),
  stream: group({ label: 'Frame', doc: 'A piece of one of the streams that share the connection, or of the connection itself.' }),
  length: u24(VARIES, { unit: 'bytes', label: 'Length', doc: 'How many bytes follow the header of the frame.' }),
  type: u8(VARIES, { names: typeNames, label: 'Type', doc: 'What the frame carries.', spec: 'RFC 9113 §6' }),
  flags: u8(VARIES, { hex: true, label: 'Flags', doc: 'What is to be known of the frame; it depends on the type.' }),
  'flags.end_stream': flag(VARIES, 1, FLAG.endStream, { within: 'flags', label: 'End of stream', doc: 'The sender has said all that it has to say on this stream.', spec: 'RFC 9113 §6.1' }),
  'flags.eh': flag(VARIES, 1, 0x04, { within: 'flags', label: 'End of headers', doc: 'The head is whole with this frame.', spec: 'RFC 9113 §6.2' }),
  'flags.padded': flag(VARIES, 1, FLAG.padded, { within: 'flags', label: 'Padded', doc: 'There is filling at the end, and its length in front.', spec: 'RFC 9113 §6.1' }),
  'flags.priority': flag(VARIES, 1, 0x20, { within: 'flags', label: 'Priority', doc: 'The frame says how important the stream is.', spec: 'RFC 9113 §6.2' }),
  'flags.ack': flag(VARIES, 1, 0x01, { within: 'flags', label: 'Acknowledgment', doc: 'The frame answers one of the other side.', spec: 'RFC 9113 §6.5' }),
  r: u32(VARIES, { mask: 0x8000_0000, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  streamid: u32(VARIES, { mask: 0x7fff_ffff, label: 'Stream', doc: 'Number of the stream; 0: the frame is about the connection.', spec: 'RFC 9113 §5.1.1' }),
  padding: u8(VARIES, { hex: true, label: 'Padding length', doc: 'How long the filling at the end is.', spec: 'RFC 9113 §6.1' }),
  'data.data': bytes(VARIES, 0, { label: 'Data', doc: 'A piece of a body.', spec: 'RFC 9113 §6.1' }),
  'data.padding': bytes(VARIES, 0, { label: 'Padding', doc: 'Filling, so that the length does not give away what is said.', spec: 'RFC 9113 §6.1' }),
  headers: bytes(VARIES, 0, { label: 'Head', doc: 'The head of a request or response, or a piece of it, compressed.', spec: 'RFC 7541' }),
  payload: bytes(VARIES, 0, { label: 'Content', doc: 'What the frame holds, as it is.', spec: 'RFC 9113 §6' }),
  continuation_data: bytes(VARIES, 0, { label: 'Continuation data', doc: 'Part of a frame whose beginning is not in the capture, or bytes that are no frame at all.' }),
});

interface State extends Framed {
  readonly bodies: Readonly<Record<Side, Bodies>>;
  requests: number;
  isPrefaceRead: boolean;
}

type Http2 = Session<State>;
type Http2Voice = Voice<State>;

/** The header of a frame. */
interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly length: number;
}

function* speak(s: Http2, side: Side): Reading<void> {
  const v = s.voice(side);
  const framing = s.state[side];
  yield* resume(v, framing);
  if (s.fromStart && side === 'client' && !s.state.isPrefaceRead) yield* preface(s, v);
  while (yield* v.reader.peek(1)) {
    if (yield* isFrameNext(s, v, framing)) yield* frame(s, v, framing);
    else yield* strange(v, framing);
  }
}

/** Also where an upgrade of HTTP/1.1 led here (RFC 7540 §3.2), and the stream is not at its start. */
function* preface(s: Http2, v: Http2Voice): Reading<void> {
  s.state.isPrefaceRead = true;
  if (!(yield* v.reader.peek(MAGIC.length)) || v.latin(v.reader.pos, v.reader.pos + MAGIC.length) !== MAGIC) return;
  const from = yield* v.take(MAGIC.length);
  v.mark(f.magic, from, from + MAGIC.length);
  v.say('preface');
  v.commit();
}

/** Does a frame begin at the next byte? On a stream that is not (or no longer) understood its header must be one. */
function* isFrameNext(s: Http2, v: Http2Voice, { trusted }: Framing): Reading<boolean> {
  if (!(yield* v.reader.peek(HEADER))) return false;
  return trusted || s.fromStart || isPlausible(headerAt(v.bytes, v.reader.pos));
}

function headerAt(b: Uint8Array, at: number): Frame {
  const stream = ((b[at + 5]! & 0x7f) << 24) | (b[at + 6]! << 16) | (b[at + 7]! << 8) | b[at + 8]!;
  return { length: (b[at]! << 16) | (b[at + 1]! << 8) | b[at + 2]!, type: b[at + 3]!, flags: b[at + 4]!, stream };
}

/** Some frames are about the connection, the others about a stream (RFC 9113 §6); without leave none is longer than 16 KiB (§4.2). */
function isPlausible({ type, stream, length }: Frame): boolean {
  const isOfConnection = type === TYPE.settings || type === TYPE.ping || type === TYPE.goAway;
  return typeNames.of(type) !== undefined && length <= 16_384 && (type === TYPE.window || isOfConnection === (stream === 0));
}

function* frame(s: Http2, v: Http2Voice, framing: Framing): Reading<void> {
  const at = yield* v.take(HEADER);
  const header = headerAt(v.bytes, at);
  v.open(f.stream, at, at + HEADER);
  markHeader(v, at, header.type);
  began(v, framing, header.length);
  const kept = Math.min(header.length, MAX_SHOWN);
  const from = yield* takePart(v, kept, (start) => understand(s, v, header, start));
  understand(s, v, header, from);
  if (kept < header.length && v.reader.pos - from === kept) {
    v.keep();
    yield* v.reader.skip(header.length - kept);
  }
  finished(v, framing);
}

function markHeader(v: Http2Voice, at: number, type: number): void {
  v.mark(f.length, at, at + 3);
  v.mark(f.type, at + 3, at + 4);
  v.open(f.flags, at + 4, at + 5);
  for (const bit of flagsOf(type)) v.mark(bit, at + 4, at + 5);
  v.close();
  v.mark(f.r, at + 5, at + HEADER);
  v.mark(f.streamid, at + 5, at + HEADER);
}

function flagsOf(type: number): readonly (typeof f)[keyof typeof f][] {
  switch (type) {
    case TYPE.data: return [f['flags.end_stream'], f['flags.padded']];
    case TYPE.headers: return [f['flags.end_stream'], f['flags.eh'], f['flags.padded'], f['flags.priority']];
    case TYPE.promise: return [f['flags.eh'], f['flags.padded']];
    case TYPE.continuation: return [f['flags.eh']];
    case TYPE.settings:
    case TYPE.ping: return [f['flags.ack']];
    default: return [];
  }
}

/** What a frame holds, from `from` to where the reader stands. */
function understand(s: Http2, v: Http2Voice, header: Frame, from: number): void {
  const { type, stream, length } = header;
  const to = v.reader.pos;
  v.say('frame', { type: typeNames.of(type) ?? `0x${type.toString(16)}`, stream, length });
  if (type === TYPE.data) data(s, v, header, from, to);
  else if (to > from) v.mark(type === TYPE.headers || type === TYPE.continuation ? f.headers : f.payload, from, to);
  if (type === TYPE.headers && v.side === 'client') s.state.requests++;
  v.close(to);
}

function data(s: Http2, v: Http2Voice, { flags, stream, length }: Frame, start: number, end: number): void {
  let [from, to] = [start, end];
  if ((flags & FLAG.padded) !== 0 && from < to) {
    const padding = v.bytes[from]!;
    v.mark(f.padding, from, from + 1);
    from++;
    to = Math.max(from, to - padding);
  }
  if (to > from) v.mark(f['data.data'], from, to);
  if (end > to) v.mark(f['data.padding'], to, end);
  if (s.sink === undefined) return;
  const isLast = (flags & FLAG.endStream) !== 0 && end - start === length;
  const message = s.state.bodies[v.side].add(stream, v.bytes.subarray(from, to), v.reader.provenance(from, to), isLast);
  if (message !== undefined) v.assemble('dns', message);
}

/** Bytes that begin no frame pass by, up to the end of the segment. */
function* strange(v: Http2Voice, framing: Framing): Reading<void> {
  framing.trusted = false;
  const n = v.reader.limit - v.reader.pos;
  const from = yield* v.take(n);
  v.mark(f.continuation_data, from, from + n);
  v.say('continuation', { length: n });
  v.commit();
}

function probe(b: Uint8Array, from: number, to: number, side: Side): Likeness {
  return side === 'client' && decode(b.subarray(from, Math.min(to, from + MAGIC.length)), 'latin1') === MAGIC ? SURELY : NO;
}

function outcome({ requests }: State): readonly Phrase[] {
  return [{ key: 'requests', args: { requests } }];
}

export const http2 = dialogue('http2', {
  short: 'HTTP2', title: 'Hypertext Transfer Protocol version 2', spec: 'RFC 9113',
  doc: 'Carries many requests and responses at a time on one connection, each in a stream of frames.',
  fields: f,
  ports: [],
  carries: ['dns'],
  states: { open: 'frames pass both ways' },
  phrases: {
    preface: 'begins HTTP/2',
    frame: '{type}, stream {stream}, {length:bytes}',
    continuation: 'continuation, {length:bytes}',
    requests: '{requests} requests',
    hole: 'Missing from the capture: {length:octets}',
  },
  probe,
  open: () => ({ client: newFraming(), server: newFraming(), bodies: { client: new Bodies(), server: new Bodies() }, requests: 0, isPrefaceRead: false }),
  client: (s) => speak(s, 'client'),
  server: (s) => speak(s, 'server'),
  lost: (s, side, length) => {
    s.state.bodies[side].forget();
    lost(s, side, length);
  },
  outcome,
});
