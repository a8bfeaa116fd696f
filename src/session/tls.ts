import type { Reading } from '../stream/reading.ts';
import { NamedNumber } from '../base/sentence.ts';
import { dialogue, type Likeness, NO, type Phrase, SURELY } from './dialogue.ts';
import { began, finished, lost, resume, takePart } from './framing.ts';
import type { Side } from './marks.ts';
import { tlsFields as f } from './tls-fields.ts';
import { handshake } from './tls-messages.ts';
import { alertLevelNames, alertNames, CONTENT, contentNames, HANDSHAKE, handshakeNames, isNullSuite, isTls13, versionNames } from './tls-names.ts';
import { type Flow, forget, newFlow, type State, type Tls, type TlsVoice } from './tls-state.ts';
import { isHelloV2, markHelloV2, V2_HEADER } from './tls-v2.ts';

const HEADER = 5;
/** A record is at most so long: 16 KiB, and what encryption adds (RFC 5246 §6.2.3). */
const MAX_RECORD = 16384 + 2048;
const FATAL = 2;

function* speak(s: Tls, side: Side): Reading<void> {
  const v = s.voice(side);
  const flow = s.state[side];
  yield* resume(v, flow);
  while (yield* v.reader.peek(1)) {
    if (yield* isRecordNext(v)) yield* record(s, v, flow);
    else if (yield* isHelloV2Next(v)) yield* helloV2(s, v, flow);
    else yield* strange(s, v, flow);
  }
}

/** Does a record begin at the next byte? Waits for its header, if the first byte may be one's. */
function* isRecordNext(v: TlsVoice): Reading<boolean> {
  const { reader } = v;
  if (contentNames.of(reader.bytes[reader.pos]!) === undefined || !(yield* reader.peek(HEADER))) return false;
  return isHeader(reader.bytes, reader.pos);
}

/** A known content type, a version 3.x (or that of the Chinese TLS), and a length that is allowed. */
function isHeader(b: Uint8Array, at: number): boolean {
  const major = b[at + 1]!;
  const minor = b[at + 2]!;
  const isVersion = major === 3 ? minor <= 4 : major === 1 && minor === 1;
  return contentNames.of(b[at]!) !== undefined && isVersion && lengthOf(b, at) <= MAX_RECORD;
}

function lengthOf(b: Uint8Array, at: number): number {
  return (b[at + 3]! << 8) | b[at + 4]!;
}

/** One record, finished in the packet with its last byte (RFC 8446 §5.1). */
function* record(s: Tls, v: TlsVoice, flow: Flow): Reading<void> {
  const length = lengthOf(v.bytes, yield* v.take(HEADER));
  began(v, flow, length);
  const from = yield* takePart(v, length, (start) => markRecord(v, s.state, start, length, () => v.mark(f.fragment, start, v.reader.pos)));
  markRecord(v, s.state, from, length, (type) => content(s, v, flow, type, from, v.reader.pos));
  if (v.reader.pos - from < length) s.note(v, 'incomplete', { length, there: v.reader.pos - from });
  finished(v, flow);
}

/** Marks a record whose content stands from `from` to where the reader does, the header before it; `inside` marks the content. */
function markRecord(v: TlsVoice, { version }: State, from: number, length: number, inside: (type: number) => void): void {
  const at = from - HEADER;
  const type = v.bytes[at]!;
  v.open(f.record, at, v.reader.pos);
  v.mark(type === CONTENT.applicationData && isTls13(version) ? f['record.opaque_type'] : f['record.content_type'], at, at + 1);
  v.mark(f['record.version'], at + 1, at + 3);
  v.mark(f['record.length'], at + 3, from);
  if (v.reader.pos > from || length === 0) inside(type);
  v.close();
}

function content(s: Tls, v: TlsVoice, flow: Flow, type: number, from: number, to: number): void {
  if (from === to) return;
  switch (type) {
    case CONTENT.changeCipherSpec:
      v.mark(f.change_cipher_spec, from, to);
      v.say('change');
      // In TLS 1.3 it means nothing (RFC 8446 §D.4), and hellos may follow it. There are suites that do not encrypt.
      flow.encrypted = !isTls13(s.state.version) && !isNullSuite(s.state.suite);
      s.moved('encrypted');
      break;
    case CONTENT.alert:
      alert(s, v, from, to);
      break;
    case CONTENT.handshake:
      handshake(s, v, flow, from, to);
      break;
    case CONTENT.applicationData:
      v.mark(f.app_data, from, to);
      v.say('data', { length: to - from });
      s.moved('encrypted');
      break;
    case CONTENT.heartbeat:
      heartbeat(s, v, flow, from, to);
      break;
    default:
      v.mark(f.encrypted, from, to);
  }
}

/** Two bytes in the clear; any other length is encrypted (RFC 8446 §6). */
function alert(s: Tls, v: TlsVoice, from: number, to: number): void {
  v.open(f.alert_message, from, to);
  if (to - from === 2) {
    v.mark(f['alert_message.level'], from, from + 1);
    v.mark(f['alert_message.desc'], from + 1, to);
    const level = new NamedNumber(alertLevelNames, v.bytes[from]!);
    const description = new NamedNumber(alertNames, v.bytes[from + 1]!);
    if (v.bytes[from] === FATAL) s.state.alert = description;
    v.say('alert', { level, description });
    s.moved('alert');
  } else {
    v.mark(f.encrypted, from, to);
    v.say('encrypted-alert');
  }
  v.close();
}

/** RFC 6520 §4. To ask for more than was sent is the attack called Heartbleed (CVE-2014-0160). */
function heartbeat(s: Tls, v: TlsVoice, flow: Flow, from: number, to: number): void {
  v.open(f.heartbeat_message, from, to);
  v.say('heartbeat');
  if (flow.encrypted || to - from < 3) v.mark(f.encrypted, from, to);
  else {
    const promised = (v.bytes[from + 1]! << 8) | v.bytes[from + 2]!;
    v.mark(f['heartbeat_message.type'], from, from + 1);
    v.mark(f['heartbeat_message.payload_length'], from + 1, from + 3);
    if (to > from + 3) v.mark(f['heartbeat_message.payload'], from + 3, to);
    if (promised > to - from - 3) s.note(v, 'heartbleed', { promised, there: to - from - 3 });
  }
  v.close();
}

/** The hello of SSL 2.0, with which old clients begin (RFC 5246 §E.2). */
function* isHelloV2Next(v: TlsVoice): Reading<boolean> {
  const { reader } = v;
  return (reader.bytes[reader.pos]! & 0x80) !== 0 && (yield* reader.peek(V2_HEADER)) && isHelloV2(reader.bytes, reader.pos);
}

function* helloV2(s: Tls, v: TlsVoice, flow: Flow): Reading<void> {
  const { bytes: b, pos } = v.reader;
  const length = 2 + (((b[pos]! & 0x7f) << 8) | b[pos + 1]!);
  began(v, flow, length);
  const from = yield* takePart(v, length, (start) => v.mark(f.fragment, start, v.reader.pos));
  markHelloV2(v, v.bytes, from, v.reader.pos);
  v.say('hello-v2', { message: new NamedNumber(handshakeNames, HANDSHAKE.clientHello) });
  s.state.asked = true;
  s.moved('asked');
  finished(v, flow);
}

/**
 * Bytes that begin no record: in the middle of one, after a hole or at the start of a capture, or on a stream that is not TLS. They end where a
 * record begins whose end is that of the segment or the beginning of another record, or else with the segment: the next is looked at afresh.
 */
function* strange(s: Tls, v: TlsVoice, flow: Flow): Reading<void> {
  if (flow.trusted) s.note(v, 'strange');
  flow.trusted = false;
  const { bytes: b, limit, pos } = v.reader;
  let to = pos + 1;
  while (to < limit && !isFollowed(b, to, limit)) to++;
  const from = yield* v.take(to - pos);
  v.mark(f.continuation, from, from + to - pos);
  v.say('continuation', { length: to - pos });
  v.commit();
}

function isFollowed(b: Uint8Array, at: number, limit: number): boolean {
  if (at + HEADER > limit || !isHeader(b, at)) return false;
  const next = at + HEADER + lengthOf(b, at);
  return next === limit || (next + HEADER <= limit && isHeader(b, next));
}

function probe(b: Uint8Array, from: number, to: number, side: Side): Likeness {
  if (to - from < HEADER) return NO;
  if (isHeader(b, from) && (b[from] === CONTENT.handshake || b[from] === CONTENT.applicationData) && lengthOf(b, from) > 0) return SURELY;
  return side === 'client' && to - from >= V2_HEADER && (b[from]! & 0x80) !== 0 && isHelloV2(b, from) ? SURELY : NO;
}

function outcome(state: State): readonly Phrase[] {
  const name = state.serverName || state.subject;
  const version = versionNames.of(state.version) ?? 'TLS';
  const args = { version, name, alert: state.alert ?? '', inside: state.protocols.join(', ') };
  const to = name === '' ? '' : '-to';
  if (state.alert !== undefined) return [{ key: `failed${to}`, args }];
  if (state.version === 0 && state.asked) return [{ key: `asked${to}`, args }];
  return [{ key: `encrypted${to}`, args }];
}

export const tls = dialogue('tls', {
  short: 'TLS', title: 'Transport Layer Security', spec: 'RFC 8446',
  doc: 'Encrypts a stream: what it carries cannot be read by others.',
  fields: f,
  ports: [443, 465, 563, 636, 853, 989, 990, 992, 993, 994, 995, 5061, 5671, 8443, 8883],
  states: {
    start: 'nothing was said yet',
    asked: 'the client has said what it can do, and waits for an answer',
    agreed: 'the server has chosen version and ciphers',
    encrypted: 'everything that follows is encrypted',
    alert: 'one end has broken it off',
  },
  phrases: {
    'client-hello': 'client hello to {name}',
    handshake: '{messages}',
    'hello-v2': '{message} (SSL 2.0)',
    part: 'a part of {message}',
    'encrypted-handshake': 'encrypted handshake message',
    change: 'change cipher spec',
    alert: 'alert ({level}): {description}',
    'encrypted-alert': 'encrypted alert',
    data: 'application data, {length:bytes}',
    heartbeat: 'heartbeat',
    continuation: 'continuation, {length:bytes}',
    'encrypted-to': '{version} to {name} (encrypted)',
    encrypted: '{version} (encrypted)',
    'asked-to': 'TLS to {name}: asked for, no answer seen',
    asked: 'TLS: asked for, no answer seen',
    'failed-to': '{version} to {name}: failed, {alert}',
    failed: '{version}: failed, {alert}',
    hole: 'Missing from the capture: {length:octets}',
    incomplete: 'The stream ends inside a record: {length:octets} promised, {there} seen',
    strange: 'These bytes begin no record; the next one is looked for',
    heartbleed: 'A heartbeat promises {promised:octets} and has {there}: the attack called Heartbleed',
  },
  probe,
  open: (): State => ({ client: newFlow(), server: newFlow(), asked: false, messages: [], alert: undefined, version: 0, suite: 0, serverName: '', protocols: [], subject: '' }),
  client: (s) => speak(s, 'client'),
  server: (s) => speak(s, 'server'),
  lost: (s, side, length) => {
    forget(s.state[side]);
    lost(s, side, length);
  },
  outcome,
});
