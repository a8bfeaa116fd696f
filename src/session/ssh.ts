import { bytes, fieldsOf, group, text, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { decode } from '../base/value.ts';
import { NamedNumber } from '../base/sentence.ts';
import type { Reading } from '../stream/reading.ts';
import { dialogue, type Likeness, NO, type Phrase, SURELY } from './dialogue.ts';
import type { Side } from './marks.ts';
import type { Session } from './session.ts';
import type { Voice } from './voice.ts';

/** The length in front of a packet; after it the length of the padding and the code of the message (RFC 4253 §6). */
const LENGTH = 4;
/** Every end must take packets of this length (RFC 4253 §6.1); those that agree on keys are not longer. */
const MAX_PACKET = 35_000;
/** Lines that a server may send before it says who it is (RFC 4253 §4.2). */
const MAX_LINES = 100;
const KEXINIT = 20;
const NEWKEYS = 21;
const COOKIE = 16;

/** RFC 4250 §4.1.2; 30 and 31 depend on the way keys are agreed on. */
const messageNames = names('ssh.message_code', {
  1: 'disconnect', 2: 'ignore', 3: 'unimplemented', 4: 'debug', 5: 'service request', 6: 'service accept', 7: 'extension information', [KEXINIT]: 'key exchange init', [NEWKEYS]: 'new keys',
  30: 'key exchange: client', 31: 'key exchange: server', 32: 'key exchange: client, second', 33: 'key exchange: server, second', 34: 'key exchange: group request',
});

const lists = { spec: 'RFC 4253 §7.1' };
const algorithms = {
  kex_algorithms: text(VARIES, 0, { ...lists, label: 'Key exchange', doc: 'Ways to agree on keys, the best first.' }),
  server_host_key_algorithms: text(VARIES, 0, { ...lists, label: 'Host keys', doc: 'Kinds of key by which the server shows who it is.' }),
  encryption_algorithms_client_to_server: text(VARIES, 0, { ...lists, label: 'Encryption, client to server', doc: 'Ciphers for what the client sends.' }),
  encryption_algorithms_server_to_client: text(VARIES, 0, { ...lists, label: 'Encryption, server to client', doc: 'Ciphers for what the server sends.' }),
  mac_algorithms_client_to_server: text(VARIES, 0, { ...lists, label: 'MAC, client to server', doc: 'How what the client sends is protected from change.' }),
  mac_algorithms_server_to_client: text(VARIES, 0, { ...lists, label: 'MAC, server to client', doc: 'How what the server sends is protected from change.' }),
  compression_algorithms_client_to_server: text(VARIES, 0, { ...lists, label: 'Compression, client to server', doc: 'How what the client sends is compressed.' }),
  compression_algorithms_server_to_client: text(VARIES, 0, { ...lists, label: 'Compression, server to client', doc: 'How what the server sends is compressed.' }),
  languages_client_to_server: text(VARIES, 0, { ...lists, label: 'Languages, client to server', doc: 'Languages of texts; nobody uses it.' }),
  languages_server_to_client: text(VARIES, 0, { ...lists, label: 'Languages, server to client', doc: 'Languages of texts; nobody uses it.' }),
};

const f = fieldsOf('ssh', 'RFC 4253 §6', {
  line: group({ label: 'Line', doc: 'One end says who it is, or a server greets before it does.', spec: 'RFC 4253 §4.2' }),
  greeting: text(VARIES, 0, { charset: 'utf-8', label: 'Greeting', doc: 'A line that the server sends before it says who it is.', spec: 'RFC 4253 §4.2' }),
  protocol: text(VARIES, 0, { charset: 'utf-8', label: 'Identification', doc: 'Version of the protocol, and which software speaks it.', spec: 'RFC 4253 §4.2' }),
  packet: group({ label: 'Packet', doc: 'A message with its length in front and padding behind.' }),
  packet_length: u32(VARIES, { unit: 'bytes', label: 'Packet length', doc: 'How many bytes follow.' }),
  padding_length: u8(VARIES, { unit: 'bytes', label: 'Padding length', doc: 'How many of them, at the end, are padding.' }),
  message_code: u8(VARIES, { names: messageNames, label: 'Message', doc: 'What the message is for.', spec: 'RFC 4250 §4.1' }),
  cookie: bytes(VARIES, COOKIE, { ...lists, label: 'Cookie', doc: 'Bytes by chance, so that no two sessions have the same keys.' }),
  ...algorithms,
  payload: bytes(VARIES, 0, { label: 'Payload', doc: 'The rest of the message.' }),
  padding_string: bytes(VARIES, 0, { label: 'Padding', doc: 'Bytes by chance, which hide the length of the message.' }),
  encrypted_packet: bytes(VARIES, 0, { label: 'Encrypted', doc: 'Cannot be read without the keys.' }),
});

interface State {
  client: string;
  server: string;
}

type Ssh = Session<State>;

/** A side: who it is, packets in the clear until keys are agreed on, and then nothing that can be read. */
function* speak(s: Ssh, side: Side): Reading<void> {
  const v = s.voice(side);
  if (s.state[side] === '' && (yield* identification(s, v)) && !isVersion1(s.state[side])) yield* packets(s, v);
  s.moved('encrypted');
  v.bulk(f.encrypted_packet);
  yield* v.reader.rest();
  v.endBulk();
}

/** Packets of the first version are made otherwise; 1.99 speaks both (RFC 4253 §5.1). */
function isVersion1(identification: string): boolean {
  return identification.startsWith('SSH-1.') && !identification.startsWith('SSH-1.99-');
}

/** The line `SSH-2.0-…`, and lines before it (RFC 4253 §4.2). False: this is no beginning. */
function* identification(s: Ssh, v: Voice<State>): Reading<boolean> {
  for (let i = 0; i < MAX_LINES; i++) {
    if (!(yield* v.reader.peek(LENGTH)) || !isText(v)) return false;
    const line = yield* v.line();
    const isIt = v.latin(line.from, Math.min(line.to, line.from + 4)) === 'SSH-';
    v.open(f.line, line.from, line.end);
    v.mark(isIt ? f.protocol : f.greeting, line.from, line.to);
    v.close();
    if (isIt) s.state[v.side] = decode(v.bytes.subarray(line.from, line.to), 'utf-8');
    v.commit();
    if (isIt) {
      s.moved('keys');
      return true;
    }
  }
  return false;
}

/** Are the next bytes characters? In the middle of a session they are not. */
function isText(v: Voice<State>): boolean {
  const { bytes: b, pos } = v.reader;
  for (let i = pos; i < pos + LENGTH; i++) if (b[i]! < 0x20 && b[i] !== 0x0d && b[i] !== 0x0a) return false;
  return true;
}

/** Packets in the clear: up to the one that says that new keys are used from now on (RFC 4253 §7.3). */
function* packets(s: Ssh, v: Voice<State>): Reading<void> {
  while (yield* v.reader.peek(LENGTH + 2)) {
    const { bytes: b, pos } = v.reader;
    const length = ((b[pos]! << 24) | (b[pos + 1]! << 16) | (b[pos + 2]! << 8) | b[pos + 3]!) >>> 0;
    const padding = b[pos + 4]!;
    if (length > MAX_PACKET || length < padding + 2) return;
    const from = yield* v.take(LENGTH + length);
    const code = v.bytes[from + LENGTH + 1]!;
    markPacket(v, from, v.reader.pos, padding, code);
    v.say('packet', { message: new NamedNumber(messageNames, code) });
    v.commit();
    if (code === NEWKEYS) return;
  }
}

function markPacket(v: Voice<State>, from: number, to: number, padding: number, code: number): void {
  const payload = from + LENGTH + 2;
  const end = Math.max(payload, to - padding);
  v.open(f.packet, from, to);
  v.mark(f.packet_length, from, from + LENGTH);
  v.mark(f.padding_length, from + LENGTH, from + LENGTH + 1);
  v.mark(f.message_code, payload - 1, payload);
  const rest = code === KEXINIT ? markAlgorithms(v, payload, end) : payload;
  if (rest < end) v.mark(f.payload, rest, end);
  if (end < to) v.mark(f.padding_string, end, to);
  v.close();
}

/** A cookie and ten lists of names (RFC 4253 §7.1). Returns where they end. */
function markAlgorithms(v: Voice<State>, from: number, to: number): number {
  let at = from + COOKIE;
  if (at > to) return from;
  v.mark(f.cookie, from, at);
  for (const name of Object.keys(algorithms) as (keyof typeof algorithms)[]) {
    if (at + LENGTH > to) return at;
    const length = ((v.bytes[at]! << 24) | (v.bytes[at + 1]! << 16) | (v.bytes[at + 2]! << 8) | v.bytes[at + 3]!) >>> 0;
    const end = at + LENGTH + length;
    if (end > to) return at;
    v.mark(f[name], at + LENGTH, end);
    at = end;
  }
  return at;
}

function probe(b: Uint8Array, from: number, to: number): Likeness {
  return /^SSH-\d\.\d+-/.test(decode(b.subarray(from, Math.min(to, from + 16)), 'ascii')) ? SURELY : NO;
}

function outcome({ client, server }: State): readonly Phrase[] {
  return [{ key: client === '' && server === '' ? 'unknown' : 'encrypted', args: { client: client || '?', server: server || '?' } }];
}

export const ssh = dialogue('ssh', {
  short: 'SSH', title: 'Secure Shell', spec: 'RFC 4253',
  doc: 'Works at another machine, or carries other connections there, encrypted.',
  fields: f,
  ports: [22],
  states: {
    identification: 'both ends say which version and program they are',
    keys: 'the ends agree on keys',
    encrypted: 'everything that follows is encrypted',
  },
  phrases: { packet: '{message}', encrypted: '{client} to {server} (encrypted)', unknown: 'encrypted; its beginning is not in the capture' },
  probe,
  open: () => ({ client: '', server: '' }),
  client: (s) => speak(s, 'client'),
  server: (s) => speak(s, 'server'),
  outcome,
});
