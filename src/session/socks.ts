import { NamedNumber } from '../base/sentence.ts';
import { ipv6Text } from '../base/value.ts';
import type { Reading } from '../stream/reading.ts';
import { dialogue, type Likeness, NO, PERHAPS, type Phrase } from './dialogue.ts';
import type { Credential } from './finding.ts';
import type { Side } from './marks.ts';
import { tunnel } from './opaque.ts';
import type { Session } from './session.ts';
import type { Voice } from './voice.ts';
import { resultNames, socksFields as f } from './socks-fields.ts';

const VERSION = { fourth: 4, fifth: 5 } as const;
const METHOD = { none: 0, password: 2 } as const;
const ADDRESS = { ipv4: 1, name: 3, ipv6: 4 } as const;
const CONNECT = 1;
const BIND = 2;
const GRANTED = 90;
/** Longest user name or machine name of version 4, whose end is a zero. */
const MAX_NAME = 255;

interface State {
  /** Of the client's request: 0: not seen yet. */
  version: number;
  /** What the server wants to be told; undefined: it has not said so. */
  method: number | undefined;
  credential: Credential | undefined;
  /** What the client wants: from whom, and on which port. */
  command: number;
  target: string;
  port: number;
  /** The result, and how many answers there were: BIND has two. */
  result: number | undefined;
  replies: number;
}

type Socks = Session<State>;
type SocksVoice = Voice<State>;

// ---- the client ----

function* client(s: Socks): Reading<void> {
  const { state, client: v } = s;
  while (!s.isLeft && (yield* v.reader.peek(2))) {
    const first = v.bytes[v.reader.pos]!;
    if (first === VERSION.fourth) return yield* ask(s, requestFour(s));
    if (first === VERSION.fifth && state.version === 0) yield* offer(s);
    else if (first === VERSION.fifth && state.method !== undefined) return yield* ask(s, requestFive(s));
    else if (first === 1 && state.method === METHOD.password) yield* signIn(s);
    else return leave(s);
  }
}

/** The ways of saying who it is that the client offers (RFC 1928 §3). It waits for the server's choice. */
function* offer(s: Socks): Reading<void> {
  const { state, client: v } = s;
  const count = v.bytes[v.reader.pos + 1]!;
  const from = yield* v.take(2 + count);
  v.mark(f.version, from, from + 1);
  v.mark(f.auth_method_count, from + 1, from + 2);
  for (let at = from + 2; at < v.reader.pos; at++) v.mark(f.auth_method, at, at + 1);
  v.say('offer', { count });
  v.commit();
  state.version = VERSION.fifth;
  // Where the server is not in the capture, the client's next bytes tell what it chose.
  if (!(yield* isAnswered(s, () => state.method !== undefined)) && (yield* v.reader.peek(1))) state.method = v.bytes[v.reader.pos] === 1 ? METHOD.password : METHOD.none;
}

/** User name and password, each with its length before it (RFC 1929 §2). */
function* signIn(s: Socks): Reading<void> {
  const { client: v } = s;
  const userLength = v.bytes[v.reader.pos + 1]!;
  if (!(yield* v.reader.peek(3 + userLength))) return leave(s);
  const length = v.bytes[v.reader.pos + 2 + userLength]!;
  const from = yield* v.take(3 + userLength + length);
  const user = from + 2;
  const secret = user + userLength + 1;
  v.mark(f.subnegotiation_version, from, from + 1);
  const names = { user: v.latin(user, user + userLength), secret: v.latin(secret, v.reader.pos) };
  v.mark(f.username, user - 1, user + userLength, names.user);
  v.mark(f.password, secret - 1, v.reader.pos, names.secret);
  v.conceal(secret, v.reader.pos);
  s.state.credential = s.credential({ scheme: 'user-pass', ...names });
  v.say('sign-in', { user: names.user });
  v.commit();
}

/** The client asks, and waits for the answer: what follows is for somebody else. */
function* ask(s: Socks, reading: Reading<boolean>): Reading<void> {
  const { state, client: v } = s;
  if (!(yield* reading)) return leave(s);
  v.say('request', { target: state.target, port: state.port });
  v.commit();
  s.moved('asked');
  if (yield* isAnswered(s, () => state.result !== undefined || s.isLeft)) return;
  s.note(v, 'assumed');
  leave(s);
}

/** Waits for what the server is to say. False: it does not, or the client goes on and nothing is heard of the server at all. */
function* isAnswered(s: Socks, condition: () => boolean): Reading<boolean> {
  const { client: v } = s;
  const since = s.moment();
  return (yield* v.until(() => condition() || v.goesOnAlone(since))) && condition();
}

/** A request of version 5 (RFC 1928 §4). False: it is none. */
function* requestFive(s: Socks): Reading<boolean> {
  const { state, client: v } = s;
  const length = yield* lengthWithAddress(v);
  if (length === 0) return false;
  const from = yield* v.take(length);
  state.command = v.bytes[from + 1]!;
  v.mark(f.version, from, from + 1);
  v.mark(f.command, from + 1, from + 2);
  state.target = markAddress(v, from, from + length);
  state.port = portAt(v, from + length - 2);
  return true;
}

/** A request of version 4; an address 0.0.0.x says that a name follows (SOCKS 4A). */
function* requestFour(s: Socks): Reading<boolean> {
  const { state, client: v } = s;
  if (!(yield* v.reader.peek(9))) return false;
  const userEnd = yield* zeroAfter(v, 8);
  if (userEnd < 0) return false;
  const { pos } = v.reader;
  const isNamed = v.bytes[pos + 4] === 0 && v.bytes[pos + 5] === 0 && v.bytes[pos + 6] === 0 && v.bytes[pos + 7] !== 0;
  const end = isNamed ? yield* zeroAfter(v, userEnd + 1) : userEnd;
  if (end < 0) return false;
  const from = yield* v.take(end + 1);
  state.version = VERSION.fourth;
  state.command = v.bytes[from + 1]!;
  state.port = portAt(v, from + 2);
  state.target = isNamed ? v.latin(from + userEnd + 1, from + end) : v.bytes.subarray(from + 4, from + 8).join('.');
  v.mark(f.version, from, from + 1);
  v.mark(f.command, from + 1, from + 2);
  v.mark(f.port, from + 2, from + 4);
  v.mark(f.dst, from + 4, from + 8);
  v.mark(f.username, from + 8, from + userEnd + 1, v.latin(from + 8, from + userEnd));
  if (isNamed) v.mark(f.v4a_dns_name, from + userEnd + 1, from + end + 1, state.target);
  return true;
}

/** Where the zero stands that ends a name, counted from where the reader stands; -1: there is none. */
function* zeroAfter(v: SocksVoice, at: number): Reading<number> {
  for (let i = at; i <= at + MAX_NAME; i++) {
    if (!(yield* v.reader.peek(i + 1))) return -1;
    if (v.bytes[v.reader.pos + i] === 0) return i;
  }
  return -1;
}

// ---- the server ----

function* server(s: Socks): Reading<void> {
  const { state, server: v } = s;
  while (!s.isLeft && (yield* v.reader.peek(2))) {
    const first = v.bytes[v.reader.pos]!;
    if (first === 0 && state.version === VERSION.fourth) yield* answer(s, replyFour(s));
    else if (first === VERSION.fifth && state.method === undefined) yield* choose(s);
    else if (first === VERSION.fifth) yield* answer(s, replyFive(s));
    else if (first === 1 && state.method === METHOD.password) yield* judge(s);
    else return leave(s);
    yield* v.giveWay();
  }
}

/** Which way the server wants (RFC 1928 §3). */
function* choose(s: Socks): Reading<void> {
  const { server: v } = s;
  const from = yield* v.take(2);
  s.state.method = v.bytes[from + 1]!;
  v.mark(f.version, from, from + 1);
  v.mark(f.auth_accepted_method, from + 1, from + 2);
  v.say('choice');
  v.commit();
}

/** Whether the server believes the client (RFC 1929 §2). */
function* judge(s: Socks): Reading<void> {
  const { server: v } = s;
  const from = yield* v.take(2);
  const isBelieved = v.bytes[from + 1] === 0;
  if (s.state.credential !== undefined) s.state.credential.isAccepted = isBelieved;
  v.mark(f.subnegotiation_version, from, from + 1);
  v.mark(f.auth_status, from + 1, from + 2);
  v.say(isBelieved ? 'believed' : 'not-believed');
  v.commit();
}

/** The answer to the request. If it is granted, what follows is what the client wants to say to somebody else. */
function* answer(s: Socks, reading: Reading<number>): Reading<void> {
  const { state, server: v } = s;
  const result = yield* reading;
  if (result < 0) return leave(s);
  const isGranted = result === 0 || result === GRANTED;
  v.say('reply', { result: new NamedNumber(resultNames, result) });
  v.commit();
  state.replies++;
  if (isGranted && state.command === BIND && state.replies === 1) return;
  state.result = result;
  if (isGranted) leave(s);
  else s.moved('refused', 'refused', { result: new NamedNumber(resultNames, result) });
}

/** RFC 1928 §6. The result, or -1: it is no reply. */
function* replyFive({ server: v }: Socks): Reading<number> {
  const length = yield* lengthWithAddress(v);
  if (length === 0) return -1;
  const from = yield* v.take(length);
  v.mark(f.version, from, from + 1);
  v.mark(f.results, from + 1, from + 2);
  markAddress(v, from, from + length);
  return v.bytes[from + 1]!;
}

function* replyFour({ server: v }: Socks): Reading<number> {
  if (!(yield* v.reader.peek(8))) return -1;
  const from = yield* v.take(8);
  v.mark(f.version, from, from + 1);
  v.mark(f.results, from + 1, from + 2);
  v.mark(f.port, from + 2, from + 4);
  v.mark(f.dst, from + 4, from + 8);
  return v.bytes[from + 1]!;
}

// ---- both ----

/** Length of a request or reply of version 5: four bytes, an address, and a port (RFC 1928 §5). 0: it does not come, or its address is of no known type. */
function* lengthWithAddress(v: SocksVoice): Reading<number> {
  const { reader } = v;
  if (!(yield* reader.peek(5))) return 0;
  const type = reader.bytes[reader.pos + 3];
  const size = type === ADDRESS.ipv4 ? 4 : type === ADDRESS.ipv6 ? 16 : type === ADDRESS.name ? 1 + reader.bytes[reader.pos + 4]! : 0;
  return size > 0 && (yield* reader.peek(4 + size + 2)) ? 4 + size + 2 : 0;
}

/** Marks what follows the first two bytes; what the address is as text. A name has its length before it. */
function markAddress(v: SocksVoice, from: number, to: number): string {
  const type = v.bytes[from + 3];
  const start = from + 4;
  const field = type === ADDRESS.ipv4 ? f.dst : type === ADDRESS.ipv6 ? f.dstV6 : f.remote_name;
  const address = type === ADDRESS.ipv4 ? v.bytes.subarray(start, to - 2).join('.') : type === ADDRESS.ipv6 ? ipv6Text(v.bytes, start) : v.latin(start + 1, to - 2);
  v.mark(f.reserved, from + 2, from + 3);
  v.mark(f.address_type, from + 3, start);
  v.mark(field, start, to - 2, type === ADDRESS.name ? address : undefined);
  v.mark(f.port, to - 2, to);
  return address;
}

function portAt(v: SocksVoice, at: number): number {
  return (v.bytes[at]! << 8) | v.bytes[at + 1]!;
}

/** What follows is not for the server, or no SOCKS at all. */
function leave(s: Socks): void {
  if (s.isLeft) return;
  const { target, port, command } = s.state;
  s.moved('tunnel', 'tunnel', { target, port });
  s.becomeByLook(command === CONNECT ? port : 0, tunnel);
}

/** Bytes are lost: perhaps the beginning, after which either way of going on is possible. */
function lost(s: Socks, side: Side, length: number): void {
  const { state } = s;
  s.note(s.voice(side), 'hole', { length });
  if (state.version === 0) state.version = VERSION.fifth;
  state.method ??= METHOD.password;
}

function probe(b: Uint8Array, from: number, to: number, side: Side): Likeness {
  const length = to - from;
  if (side === 'server') return (length === 2 && b[from] === VERSION.fifth) || (length === 8 && b[from] === 0 && b[from + 1]! >= GRANTED) ? PERHAPS : NO;
  if (b[from] === VERSION.fifth) return length === 2 + b[from + 1]! ? PERHAPS : NO;
  return b[from] === VERSION.fourth && (b[from + 1] === CONNECT || b[from + 1] === BIND) && length >= 9 && b[to - 1] === 0 ? PERHAPS : NO;
}

function outcome({ target, port, result, version }: State): readonly Phrase[] {
  if (target === '') return [{ key: 'nothing', args: {} }];
  const args = { version, target, port, result: result === undefined ? '' : new NamedNumber(resultNames, result) };
  return [{ key: result === undefined ? 'unanswered' : result === 0 || result === GRANTED ? 'connected' : 'turned-down', args }];
}

export const socks = dialogue('socks', {
  short: 'SOCKS', title: 'SOCKS', spec: 'RFC 1928',
  doc: 'Asks a server to talk to another machine in place of the client.',
  fields: f,
  ports: [1080],
  states: {
    start: 'the two agree on how the client says who it is',
    asked: 'the client has said where it wants to go; the answer is still to come',
    tunnel: 'the server passes on the bytes of both ends',
    refused: 'the server does not do it',
  },
  phrases: {
    offer: '{count:plain} methods offered',
    choice: 'the server has chosen a method',
    'sign-in': '{user} says who he is',
    believed: 'the server believes it',
    'not-believed': 'the server does not believe it',
    request: '{target}, port {port:plain}, is wanted',
    reply: '{result}',
    tunnel: 'what follows is for {target}, port {port:plain}',
    refused: 'the server refuses: {result}',
    connected: 'SOCKS {version:plain} to {target}, port {port:plain}',
    unanswered: 'SOCKS {version:plain} to {target}, port {port:plain}: no answer seen',
    'turned-down': 'SOCKS {version:plain} to {target}, port {port:plain}: {result}',
    nothing: 'no request of SOCKS',
    assumed: 'The answer is missing from the capture: the client goes on as if the server had agreed',
    hole: '{length:bytes} are missing from the capture',
  },
  probe,
  mayHandOver: () => true,
  open: (): State => ({ version: 0, method: undefined, credential: undefined, command: 0, target: '', port: 0, result: undefined, replies: 0 }),
  client, server, lost, outcome,
});
