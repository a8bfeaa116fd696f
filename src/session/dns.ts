import { bytes, fieldsOf, u16, VARIES } from '../base/field.ts';
import { dnsPairFields as pair } from '../message/dns-fields.ts';
import { DNS_HEADER, looksLikeDns, questionOf } from '../message/dns-message.ts';
import type { Reading } from '../stream/reading.ts';
import { dialogue, type Likeness, NO, PERHAPS, type Phrase } from './dialogue.ts';
import { began, type Framed, type Framing, finished, lost, newFraming, resume, takePart } from './framing.ts';
import type { Side } from './marks.ts';
import type { Moment, Session } from './session.ts';
import type { Voice } from './voice.ts';

/** Bytes of length before each message (RFC 7766 §8). */
const LENGTH = 2;
/** Questions that wait for their answers; the oldest is forgotten for a new one. */
const MAX_PENDING = 1000;

const f = fieldsOf('dns', 'RFC 7766 §8', {
  length: u16(VARIES, { unit: 'bytes', label: 'Message length', doc: 'How long the message is that follows; on TCP, which knows no messages, it has to be said.' }),
  continuation_data: bytes(VARIES, 0, { label: 'Continuation data', doc: 'Part of a message whose beginning is not in the capture, or bytes that are no message at all.' }),
});

interface State extends Framed {
  /** When a question was asked, by its number. */
  readonly pending: Map<number, Moment>;
  first: string;
  questions: number;
  answers: number;
}

type Dns = Session<State>;
type DnsVoice = Voice<State>;

function* speak(s: Dns, side: Side): Reading<void> {
  const v = s.voice(side);
  const framing = s.state[side];
  yield* resume(v, framing);
  while (yield* v.reader.peek(1)) {
    if (yield* isMessageNext(s, v, framing)) yield* message(s, v, framing);
    else yield* strange(v, framing);
  }
}

/** Does a message begin at the next byte? On a stream that is not (or no longer) understood its header must be one. */
function* isMessageNext(s: Dns, v: DnsVoice, framing: Framing): Reading<boolean> {
  if (framing.trusted || (s.fromStart && v.reader.offset === 0)) return yield* v.reader.peek(LENGTH);
  return (yield* v.reader.peek(LENGTH + DNS_HEADER)) && looksLikeMessage(v.bytes, v.reader.pos, v.reader.limit);
}

/** Is there room for a header after the length, and does that look like one? */
function looksLikeMessage(b: Uint8Array, at: number, to: number): boolean {
  return number(b, at) >= DNS_HEADER && looksLikeDns(b, at + LENGTH, to);
}

function* message(s: Dns, v: DnsVoice, framing: Framing): Reading<void> {
  const at = yield* v.take(LENGTH);
  const length = number(v.bytes, at);
  v.mark(f.length, at, at + LENGTH);
  began(v, framing, length);
  const from = yield* takePart(v, length, (start) => understand(s, v, start, length));
  understand(s, v, from, length);
  const there = v.reader.pos - from;
  if (there < length) s.note(v, 'incomplete', { length, there });
  finished(v, framing);
}

/** Bytes that begin no message pass by, up to the end of the segment: most messages begin with one. */
function* strange(v: DnsVoice, framing: Framing): Reading<void> {
  framing.trusted = false;
  const n = v.reader.limit - v.reader.pos;
  const from = yield* v.take(n);
  v.mark(f.continuation_data, from, from + n);
  v.say('continuation', { length: n });
  v.commit();
}

/** A message from `from` to where the reader stands: pair it, and say what it is. */
function understand(s: Dns, v: DnsVoice, from: number, length: number): void {
  const to = v.reader.pos;
  v.carry('dns', from, to, length);
  if (to < from + DNS_HEADER) return;
  const id = number(v.bytes, from);
  const asked = questionOf(v.bytes, from, to);
  if ((v.bytes[from + 2]! & 0x80) === 0) {
    ask(s, id, asked);
    v.say('question', { asked });
    return;
  }
  s.state.answers++;
  // Of an answer in several messages only the first need repeat the question (RFC 5936 §2.2.1).
  v.say(asked === '' ? 'more' : 'answer', { asked, records: number(v.bytes, from + 6) });
  const question = s.state.pending.get(id);
  if (question === undefined) return;
  // They have no place: they stand where the message begins.
  v.mark(pair.response_to, from, from, question.packet);
  v.mark(pair.time, from, from, s.elapsed(question));
}

function ask(s: Dns, id: number, asked: string): void {
  const { state } = s;
  state.questions++;
  if (state.first === '') state.first = asked;
  // A map keeps the order in which keys were set.
  const [oldest] = state.pending.size === MAX_PENDING ? state.pending.keys() : [];
  if (oldest !== undefined) state.pending.delete(oldest);
  state.pending.set(id, s.moment());
}

function number(b: Uint8Array, at: number): number {
  return (b[at]! << 8) | b[at + 1]!;
}

/** A message alone does not prove much: it is two counts and a few flags. */
function probe(b: Uint8Array, from: number, to: number): Likeness {
  return to - from >= LENGTH && looksLikeMessage(b, from, to) ? PERHAPS : NO;
}

function outcome({ first, questions, answers }: State): readonly Phrase[] {
  return [{ key: first === '' ? 'answers' : 'questions', args: { first, questions, answers } }];
}

export const dns = dialogue('dns', {
  short: 'DNS', title: 'Domain Name System', spec: 'RFC 7766',
  doc: 'Finds what is known of a name: its addresses, its mail servers, the name of an address.',
  fields: { ...f, ...pair },
  ports: [53, 5353],
  carries: ['dns'],
  states: { open: 'questions and answers pass' },
  phrases: {
    question: 'asks for {asked}',
    answer: 'answers {asked} with {records} records',
    more: 'goes on with {records} records',
    continuation: 'continuation, {length:bytes}',
    questions: '{first}; {questions} questions, {answers} answers',
    answers: '{answers} answers',
    incomplete: 'The stream ends inside a message: {length:octets} promised, {there} seen',
    hole: 'Missing from the capture: {length:octets}',
  },
  probe,
  open: () => ({ client: newFraming(), server: newFraming(), pending: new Map(), first: '', questions: 0, answers: 0 }),
  client: (s) => speak(s, 'client'),
  server: (s) => speak(s, 'server'),
  lost, outcome,
});
