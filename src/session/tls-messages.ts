import { copyOf } from '../base/bytes.ts';
import { NamedNumber } from '../base/sentence.ts';
import { tlsFields as f } from './tls-fields.ts';
import { HANDSHAKE_HEADER, markHandshake } from './tls-handshake.ts';
import { HANDSHAKE, handshakeNames } from './tls-names.ts';
import { Pen } from './tls-pen.ts';
import { type Flow, forget, type Tls, type TlsVoice } from './tls-state.ts';

/** Longest handshake message that is put together from several records; real ones are shorter. */
export const MAX_HANDSHAKE = 65535;
/** Shortest handshake message that may be encrypted: nothing is added to it that makes it shorter than that. */
const MIN_ENCRYPTED = 16;

/** Messages of the handshake in a record: several may stand in one, and one may go on in the next (RFC 8446 §5.1). */
export function handshake(s: Tls, v: TlsVoice, flow: Flow, from: number, to: number): void {
  const b = v.bytes;
  let at = from;
  if (flow.partialLength > 0) at = goOn(s, v, flow, from, to);
  else if (flow.encrypted || looksEncrypted(b, from, to)) {
    v.open(f.handshake, from, to);
    v.mark(f.encrypted, from, to);
    v.close();
    v.say('encrypted-handshake');
    return;
  }
  while (at < to) {
    if (!isMessage(b, at, to)) {
      v.mark(f.encrypted, at, to);
      return;
    }
    const length = messageLength(b, at, to);
    if (length === undefined || at + length > to) {
      flow.partial = copyOf(b, at, to);
      flow.partialLength = to - at;
      v.mark(f.fragment, at, to);
      if (at === from) v.say('part', { message: nameOf(b[at]!) });
      return;
    }
    understood(s, v, new Pen(v, b, at, at + length), at > from);
    at += length;
  }
}

/** Length of the message that begins at `at`, its header included, if that is there. */
function messageLength(b: Uint8Array, at: number, to: number): number | undefined {
  return at + HANDSHAKE_HEADER > to ? undefined : HANDSHAKE_HEADER + ((b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!);
}

/** May a message begin at `at`, as far as its header is there: is its type one, and its length within reason? */
function isMessage(b: Uint8Array, at: number, to: number): boolean {
  return handshakeNames.of(b[at]!) !== undefined && (messageLength(b, at, to) ?? 0) <= HANDSHAKE_HEADER + MAX_HANDSHAKE;
}

/**
 * Is a message encrypted, although no change cipher spec was seen: because the capture begins later, or lost it? If it cannot be one; or if
 * it begins with the zeros of a counter, as AES-GCM and others put in front.
 */
function looksEncrypted(b: Uint8Array, from: number, to: number): boolean {
  if (to - from < MIN_ENCRYPTED) return false;
  return !isMessage(b, from, to) || (b[from] === 0 && messageLength(b, from, to) === HANDSHAKE_HEADER && b[from + HANDSHAKE_HEADER] === 0);
}

/** The next part of a message that began in a record before. Returns where the message ends, or `to`. */
function goOn(s: Tls, v: TlsVoice, flow: Flow, from: number, to: number): number {
  const before = flow.partialLength;
  append(flow, v.bytes, from, to);
  const length = messageLength(flow.partial, 0, flow.partialLength);
  if (length === undefined || flow.partialLength < length) {
    v.mark(f.fragment, from, to);
    v.say('part', { message: nameOf(flow.partial[0]!) });
    if (!isMessage(flow.partial, 0, flow.partialLength)) forget(flow);
    return to;
  }
  const message = flow.partial.subarray(0, length);
  forget(flow);
  understood(s, v, new Pen(v, message, 0, length, before, from - before), false);
  return from + length - before;
}

function append(flow: Flow, b: Uint8Array, from: number, to: number): void {
  const length = flow.partialLength + to - from;
  if (length > flow.partial.length) {
    const wider = new Uint8Array(2 * length);
    wider.set(flow.partial.subarray(0, flow.partialLength));
    flow.partial = wider;
  }
  flow.partial.set(b.subarray(from, to), flow.partialLength);
  flow.partialLength = length;
}

/** `more`: messages of the record were understood before this one. */
function understood(s: Tls, v: TlsVoice, pen: Pen, more: boolean): void {
  const type = pen.bytes[pen.at]!;
  markHandshake(pen, s.state);
  if (type === HANDSHAKE.clientHello) {
    s.state.asked = true;
    s.moved('asked');
  } else if (type === HANDSHAKE.serverHello) s.moved('agreed');
  const messages = more ? [...s.state.messages, nameOf(type)] : [nameOf(type)];
  s.state.messages = messages;
  if (type === HANDSHAKE.clientHello && s.state.serverName !== '') v.say('client-hello', { name: s.state.serverName });
  else v.say('handshake', { messages });
}

function nameOf(type: number): NamedNumber {
  return new NamedNumber(handshakeNames, type);
}
