import { bytes, composed, fieldsOf, flag, ipv4, text, u16, u24, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { DEFAULT_OEM_CODEPAGE } from '../base/walk.ts';
import { NamedNumber } from '../base/sentence.ts';
import { decodeName, encodedName, type NetbiosName, netbiosName } from '../message/netbios-name.ts';
import type { Reading } from '../stream/reading.ts';
import { dialogue, type Likeness, NO, PERHAPS, type Phrase, SURELY } from './dialogue.ts';
import { began, type Framed, type Framing, finished, lost, newFraming, resume, takePart } from './framing.ts';
import type { Side } from './marks.ts';
import type { Session } from './session.ts';
import type { Voice } from './voice.ts';

const HEADER = 4;
/** The header, and the four bytes by which every SMB message begins. */
const SIGNED = HEADER + 4;
/** Of a longer message only so much is kept to be decoded; the rest, which is the content of a file, passes by. */
export const MAX_KEPT = 64 * 1024;
/** Port of SMB without session service: four bytes of length in front, and no names (MS-SMB2 §2.1). */
const DIRECT_PORT = 445;

const TYPE = { message: 0x00, request: 0x81, accepted: 0x82, refused: 0x83, retarget: 0x84, keepAlive: 0x85 } as const;
/** Two names of one label, or longer ones with scopes; what is beyond that is no request. */
const MAX_REQUEST = 512;

const typeNames = names('nbss.type', {
  0x00: ['session message', 'Carries data of the session, most often a message of SMB.'],
  0x81: ['session request', 'Asks for a session between two NetBIOS names.'],
  0x82: ['positive session response', 'The called end agrees: the session is open.'],
  0x83: ['negative session response', 'The called end refuses; the error code says why.'],
  0x84: ['retarget session response', 'The session is to be asked for at another address.'],
  0x85: ['session keep-alive', 'Shows that the other end is still there; it carries nothing.'],
});
/** RFC 1002 §4.3.4. */
const errorNames = names('nbss.error_code', {
  0x80: ['not listening on the called name', 'Nobody accepts sessions for the called name.'],
  0x81: ['not listening for the calling name', 'The called end accepts sessions, but not from this caller.'],
  0x82: ['called name not present', 'The machine does not have the called name.'],
  0x83: ['called name present, but not enough resources', 'The machine has the called name, but no room for another session.'],
  0x8f: ['unspecified error', 'The session is refused for a reason that has no code.'],
});

const f = fieldsOf('nbss', 'RFC 1002 §4.3.1', {
  type: u8(VARIES, { hex: true, names: typeNames, label: 'Message type', doc: 'What the message is for: carrying data, opening the session, answering that, or keeping the connection alive.' }),
  flags: u8(VARIES, { hex: true, label: 'Flags', doc: 'All zero but for the last bit, which belongs to the length.' }),
  'flags.e': flag(VARIES, 1, 0x01, { within: 'flags', label: 'Length extension', doc: 'The 17th bit of the length: set, 65536 more bytes follow.' }),
  length: u24(VARIES, { unit: 'bytes', label: 'Length', doc: 'How many bytes follow the header: a number of 17 bits on port 139, of 24 bits where SMB runs on TCP directly.' }),
  called_name: text(VARIES, 0, { label: 'Called name', doc: 'The NetBIOS name of the one who is called; its last byte, in angle brackets, says which of his services is wanted.', spec: 'RFC 1002 §4.3.2' }),
  'called_name.service': composed({ within: 'called_name', label: 'Service', doc: 'What the last byte of the called name stands for.', spec: 'RFC 1001 §14.1' }),
  calling_name: text(VARIES, 0, { label: 'Calling name', doc: 'The NetBIOS name of the one who calls.', spec: 'RFC 1002 §4.3.2' }),
  'calling_name.service': composed({ within: 'calling_name', label: 'Service', doc: 'What the last byte of the calling name stands for.', spec: 'RFC 1001 §14.1' }),
  error_code: u8(VARIES, { hex: true, names: errorNames, label: 'Error code', doc: 'Why the session is refused.', spec: 'RFC 1002 §4.3.4' }),
  retarget_ip_address: ipv4(VARIES, { label: 'Retarget address', doc: 'The address at which the session is to be asked for instead.', spec: 'RFC 1002 §4.3.5' }),
  retarget_port: u16(VARIES, { label: 'Retarget port', doc: 'The port at which the session is to be asked for instead.', spec: 'RFC 1002 §4.3.5' }),
  data: bytes(VARIES, 0, { label: 'Data', doc: 'What the message carries, where that is not SMB.', spec: 'RFC 1002 §4.3.6' }),
  continuation_data: bytes(VARIES, 0, { label: 'Continuation data', doc: 'Part of a message whose header is not in the capture, or bytes that are no message at all.' }),
});

interface State extends Framed {
  called: string;
  calling: string;
  /** Error code of the refusal, or 0. */
  error: number;
  /** Where a retarget response sends the caller. */
  elsewhere: string;
  messages: number;
  /** Display-filter name of what the messages carry. */
  carries: '' | 'smb' | 'smb2';
  encrypted: boolean;
}

type Nbss = Session<State>;
type NbssVoice = Voice<State>;

function* speak(s: Nbss, side: Side): Reading<void> {
  const v = s.voice(side);
  const framing = s.state[side];
  yield* resume(v, framing);
  while (yield* v.reader.peek(1)) {
    if (yield* isHeaderNext(s, v, framing)) yield* message(s, v, framing);
    else yield* strange(s, v, framing);
  }
  const other = side === 'client' ? 'server' : 'client';
  if (s.isSilent(other)) s.note(v, `${other}-missing`);
}

/** Does a message begin at the next byte? Waits for as many bytes as that takes to tell. */
function* isHeaderNext(s: Nbss, v: NbssVoice, { trusted }: Framing): Reading<boolean> {
  const { reader } = v;
  const type = reader.bytes[reader.pos]!;
  if (typeNames.of(type) === undefined || !(yield* reader.peek(HEADER))) return false;
  const isRoomy = type !== TYPE.message || trusted || (yield* reader.peek(SIGNED));
  return isRoomy && isHeader(reader.bytes, reader.pos, reader.limit, trusted, isDirect(s));
}

/**
 * Are these bytes the header of a message? Lengths are fixed by the type (RFC 1002 §4.3). A session message may carry anything, but on a
 * stream that is not (or no longer) understood it is believed only if an SMB message begins in it.
 */
function isHeader(b: Uint8Array, at: number, to: number, trusted: boolean, direct: boolean): boolean {
  const flags = b[at + 1]!;
  const length = (flags << 16) | (b[at + 2]! << 8) | b[at + 3]!;
  switch (b[at]) {
    case TYPE.message:
      return signatureAt(b, at + HEADER, to) !== undefined || (trusted && (direct || flags <= 1));
    case TYPE.request:
      return length >= 2 && length <= MAX_REQUEST;
    case TYPE.accepted:
    case TYPE.keepAlive:
      return length === 0;
    case TYPE.refused:
      return length === 1;
    case TYPE.retarget:
      return length === 6;
    default:
      return false;
  }
}

/** SMB of which kind begins at `at`: by the first byte before the letters SMB. */
function signatureAt(b: Uint8Array, at: number, to: number): keyof typeof signatures | undefined {
  if (at + 4 > to || b[at + 1] !== 0x53 || b[at + 2] !== 0x4d || b[at + 3] !== 0x42) return undefined;
  const first = b[at]!;
  return first === 0xff || first === 0xfe || first === 0xfd || first === 0xfc ? first : undefined;
}

/** MS-SMB §2.2.3.1, MS-SMB2 §2.2.1, §2.2.41 (encrypted), §2.2.42 (compressed). */
const signatures = { 0xff: 'smb', 0xfe: 'smb2', 0xfd: 'smb2', 0xfc: 'smb2' } as const;
const ENCRYPTED = 0xfd;

/** Is the length one of 24 bits, not of 17? On ports other than the two known ones: if no session was asked for. */
function isDirect(s: Nbss): boolean {
  const { port } = s.recognised;
  return port === DIRECT_PORT || (port !== 139 && s.state.called === '');
}

/** One message, finished in the packet with its last byte. */
function* message(s: Nbss, v: NbssVoice, framing: Framing): Reading<void> {
  const from = yield* v.take(HEADER);
  const type = v.bytes[from]!;
  const length = (v.bytes[from + 1]! << 16) | (v.bytes[from + 2]! << 8) | v.bytes[from + 3]!;
  markHeader(s, v, from, length);
  began(v, framing, length);
  const there = yield* content(s, v, type, length);
  if (there < length) s.note(v, 'incomplete', { length, there });
  finished(v, framing);
}

function markHeader(s: Nbss, v: NbssVoice, from: number, length: number): void {
  v.mark(f.type, from, from + 1);
  if (isDirect(s)) {
    v.mark(f.length, from + 1, from + HEADER);
    return;
  }
  v.open(f.flags, from + 1, from + 2);
  v.mark(f['flags.e'], from + 1, from + 2);
  v.close();
  v.mark(f.length, from + 2, from + HEADER, length);
}

/** What follows the header; all of it, or the first part if it is long, is kept and decoded. Returns how many bytes came. */
function* content(s: Nbss, v: NbssVoice, type: number, length: number): Reading<number> {
  const kept = Math.min(length, MAX_KEPT);
  const from = yield* takePart(v, kept, (start) => understand(s, v, type, start, length));
  understand(s, v, type, from, length);
  const there = v.reader.pos - from;
  if (there < kept || kept === length) return there;
  v.keep();
  return there + (yield* v.reader.skip(length - kept));
}

/**
 * Bytes that begin no message: in the middle of one, after a hole or at the start of a capture, or on a stream that is no session at all. They
 * end where an SMB message begins, or else with the segment: most messages begin with one, and the next is looked at afresh.
 */
function* strange(s: Nbss, v: NbssVoice, framing: Framing): Reading<void> {
  if (framing.trusted) s.note(v, 'strange');
  framing.trusted = false;
  const { bytes: b, limit } = v.reader;
  let to = v.reader.pos + 1;
  while (to < limit && !(b[to] === TYPE.message && signatureAt(b, to + HEADER, limit) !== undefined)) to++;
  const n = to - v.reader.pos;
  const from = yield* v.take(n);
  v.mark(f.continuation_data, from, from + n);
  v.say('continuation', { length: n });
  v.commit();
}

/** Mark what a message of a type holds, from `from` to where the reader stands, and take note of what it means for the session. */
function understand(s: Nbss, v: NbssVoice, type: number, from: number, length: number): void {
  const to = v.reader.pos;
  switch (type) {
    case TYPE.message:
      carry(s, v, from, to, length);
      break;
    case TYPE.request:
      ask(s, v, from, to);
      break;
    case TYPE.accepted:
      v.say('accept');
      s.moved('data');
      break;
    case TYPE.refused:
      refuse(s, v, from, to);
      break;
    case TYPE.retarget:
      retarget(s, v, from, to);
      break;
    case TYPE.keepAlive:
      v.say('keep-alive');
      break;
  }
}

function carry(s: Nbss, v: NbssVoice, from: number, to: number, length: number): void {
  const { state } = s;
  state.messages++;
  s.moved('data');
  const signature = signatureAt(v.bytes, from, to);
  v.say('message', { dialect: signature === undefined ? 'NetBIOS' : signatures[signature].toUpperCase(), length });
  if (signature === undefined) {
    if (to > from) v.mark(f.data, from, to);
    return;
  }
  state.carries = signatures[signature];
  if (signature === ENCRYPTED) state.encrypted = true;
  v.carry(state.carries, from, to, length);
}

/** Labels that are no NetBIOS name are shown as they stand: where they end is known all the same. */
function nameAt(s: Nbss, v: NbssVoice, from: number, to: number): Pick<NetbiosName, 'text' | 'service' | 'end'> | undefined {
  const encoded = encodedName(v.bytes, from, to);
  return encoded && (decodeName(encoded, s.oemCodepage) ?? { text: encoded.labels.join('.'), service: undefined, end: encoded.end });
}

/** A session request: who is called, who calls (RFC 1002 §4.3.2). */
function ask(s: Nbss, v: NbssVoice, from: number, to: number): void {
  const called = nameAt(s, v, from, to);
  const middle = called?.end ?? to;
  const calling = nameAt(s, v, middle, to);
  markName(v, f.called_name, f['called_name.service'], from, middle, called);
  if (middle < to) markName(v, f.calling_name, f['calling_name.service'], middle, calling?.end ?? to, calling);
  if (calling !== undefined && calling.end < to) v.mark(f.continuation_data, calling.end, to);
  s.state.called = called?.text ?? '?';
  s.state.calling = calling?.text ?? '?';
  v.say('request', { called: s.state.called, calling: s.state.calling });
  s.moved('requested');
}

function refuse(s: Nbss, v: NbssVoice, from: number, to: number): void {
  if (to > from) {
    v.mark(f.error_code, from, to);
    s.state.error = v.bytes[from]!;
  }
  v.say('refuse', { reason: reasonOf(s.state.error) });
  s.moved('refused');
}

function reasonOf(error: number): string | NamedNumber {
  return errorNames.of(error) === undefined ? `0x${error.toString(16)}` : new NamedNumber(errorNames, error);
}

function markName(v: NbssVoice, name: typeof f.called_name | typeof f.calling_name, service: typeof f['called_name.service'] | typeof f['calling_name.service'], from: number, to: number, decoded: ReturnType<typeof nameAt>): void {
  v.open(name, from, to, decoded?.text);
  if (decoded?.service !== undefined) v.mark(service, from, from, decoded.service);
  v.close();
}

function retarget(s: Nbss, v: NbssVoice, from: number, to: number): void {
  if (to - from >= 6) {
    v.mark(f.retarget_ip_address, from, from + 4);
    v.mark(f.retarget_port, from + 4, from + 6);
    s.state.elsewhere = `${v.bytes.subarray(from, from + 4).join('.')}:${(v.bytes[from + 4]! << 8) | v.bytes[from + 5]!}`;
  }
  v.say('retarget', { elsewhere: s.state.elsewhere });
  s.moved('retargeted');
}

function probe(b: Uint8Array, from: number, to: number, side: Side): Likeness {
  if (to - from < HEADER) return NO;
  if (b[from] === TYPE.request && side === 'client') return netbiosName(b, from + HEADER, to, DEFAULT_OEM_CODEPAGE) === undefined ? NO : SURELY;
  if (b[from] === TYPE.message) return signatureAt(b, from + HEADER, to) === undefined ? NO : SURELY;
  return isHeader(b, from, to, false, false) ? PERHAPS : NO;
}

function outcome(state: State): readonly Phrase[] {
  const { called, calling, error, elsewhere, messages } = state;
  if (error !== 0) return [{ key: 'refused', args: { called, calling, reason: reasonOf(error) } }];
  if (elsewhere !== '') return [{ key: 'retargeted', args: { called, calling, elsewhere } }];
  const dialect = { smb: 'SMB1', smb2: state.encrypted ? 'SMB3' : 'SMB2', '': 'NetBIOS' }[state.carries];
  const key = called === '' ? (state.encrypted ? 'direct-encrypted' : 'direct') : 'named';
  return [{ key, args: { called, calling, messages, dialect } }];
}

export const nbss = dialogue('nbss', {
  short: 'NBSS', title: 'NetBIOS Session Service', spec: 'RFC 1002 §4.3, §5.3',
  doc: 'Frames messages, most often of SMB, on a TCP stream, and opens the session by names.',
  fields: f,
  ports: [139, DIRECT_PORT],
  carries: ['smb', 'smb2'],
  states: {
    start: 'the connection is open; no session was asked for yet',
    requested: 'a session between two names was asked for, and not answered yet',
    data: 'the session is open, and messages pass',
    refused: 'the called end does not want the session',
    retargeted: 'the caller is to try another address',
  },
  phrases: {
    request: '{calling} calls {called}',
    accept: 'the session is accepted',
    refuse: 'the session is refused: {reason}',
    retarget: 'the session is to be had at {elsewhere}',
    'keep-alive': 'keep-alive',
    message: 'message of {dialect}, {length:bytes}',
    continuation: 'continuation, {length:bytes}',
    named: '{calling} → {called}: {messages:messages} of {dialect}',
    direct: '{messages:messages} of {dialect}',
    'direct-encrypted': '{messages:messages} of {dialect}, encrypted',
    refused: '{calling} → {called}: refused, {reason}',
    retargeted: '{calling} → {called}: sent on to {elsewhere}',
    'client-missing': 'The client is missing from the capture: what it asked for is not known',
    'server-missing': 'The server is missing from the capture: whether it granted the session is not known',
    incomplete: 'The stream ends inside a message: {length:octets} promised, {there} seen',
    hole: 'Missing from the capture: {length:octets}',
    strange: 'These bytes begin no message; the next one that is understood is looked for',
  },
  probe,
  open: (): State => ({ client: newFraming(), server: newFraming(), called: '', calling: '', error: 0, elsewhere: '', messages: 0, carries: '', encrypted: false }),
  client: (s) => speak(s, 'client'),
  server: (s) => speak(s, 'server'),
  lost, outcome,
});
