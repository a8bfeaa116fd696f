import { decode } from '../base/value.ts';
import { fieldText, type HttpHead, httpHead, type Range } from '../message/http-head.ts';
import { markHttpHead } from '../message/http-marks.ts';
import type { Reading } from '../stream/reading.ts';
import { passBody } from './http-body.ts';
import { type BodyLength, listOf } from './http-framing.ts';
import { takeHead } from './http-reading.ts';
import { type Body, type BodyPlan, type Http, type HttpVoice, type Message, noteOnce } from './http-state.ts';

/** Bytes of a body for whose end its head waits: longer ones are channels that are kept open (MS-RPCH §3.2.1.5.3.1), or take very long. */
const MAX_AWAITED = 256 << 20;

/** What a side does with its messages. */
export interface Handling {
  /** The head of a message is read and marked: take note of what it says. It is cut where a hole stands in it. */
  begin(s: Http, head: HttpHead): Message;
  /** What has no bytes of its own is added to the unit of the message, which is then finished. */
  show(s: Http, message: Message): void;
}

/** The head of the next message. What there is of one before a hole is shown. */
export function* openMessage(s: Http, v: HttpVoice, handling: Handling): Reading<void> {
  let isTaken = false;
  try {
    const head = yield* takeHead(v);
    isTaken = true;
    if (head !== undefined) s.state[v.side].message = handling.begin(s, head);
  } finally {
    if (!isTaken) showCut(s, v, handling);
  }
}

/** A hole comes before the end of a head: its body, if it has one, cannot be told from what follows. */
function showCut(s: Http, v: HttpVoice, handling: Handling): void {
  const { reader } = v;
  const from = v.takeRest();
  const head = httpHead(v.bytes, from, reader.pos, true);
  if (head === undefined) return;
  const message = handling.begin(s, head);
  message.body = undefined;
  handling.show(s, message);
}

/** Mark a head, and note what is odd about it, if it is not merely cut. */
export function markHead(s: Http, v: HttpVoice, head: HttpHead): void {
  if (s.isMarking) markHttpHead(v, v.bytes, head);
  if (!head.isWhole) return;
  for (const oddity of head.oddities) noteOnce(s, v, oddity);
  if (head.fields.filter((field) => field.key === 'host').length > 1) noteOnce(s, v, 'hosts');
}

/** The body of the message at hand passes by, and the message is over. */
export function* finishMessage(s: Http, v: HttpVoice, message: Message, handling: Handling): Reading<void> {
  const { body } = message;
  let reached = true;
  if (body?.stage === 'shown' && !message.isShown) handling.show(s, message);
  if (body !== undefined) reached = yield* passBody(s, v, body, () => handling.show(s, message));
  endMessage(s, v, message, handling, reached);
}

/** The message is over. `reached`: its end was seen. */
export function endMessage(s: Http, v: HttpVoice, message: Message, handling: Handling, reached: boolean): void {
  const flow = s.state[v.side];
  const { body } = message;
  if (body !== undefined) endBody(s, v, body, reached);
  flow.isTrusted = reached;
  flow.message = undefined;
  if (!message.isShown) handling.show(s, message);
}

function endBody(s: Http, v: HttpVoice, body: Body, reached: boolean): void {
  const { plan, content } = body;
  const seen = content?.size ?? 0;
  const missing = content?.missing ?? 0;
  // Whether all has come before the connection was closed nobody can tell; a reset tells that it has not (RFC 9112 §8).
  content?.end(plan.framing === 'until-close' ? s.isClosed(v.side) && !s.isReset(v.side) : reached);
  s.state.summary.size += seen;
  if (v.side === 'server' && seen > 0) s.state.summary.objects++;
  if (plan.framing === 'counted') s.promised('content-length', plan.name, plan.length, seen, missing === 0);
  if (plan.framing === 'chunked') s.promised('chunk', plan.name, body.announced, seen, missing === 0);
  if (!reached && plan.framing !== 'until-close' && v.reader.ended) s.note(v, 'incomplete', { name: plan.name, seen });
}

/** What a head says of the body of `length`; `name`: of the request. */
export function planOf(head: HttpHead, { framing, length, codings, isFaulty }: BodyLength, name: string, isPart: boolean): BodyPlan {
  const applied = listOf(fieldText(head, 'content-encoding')).filter((coding) => coding !== 'identity');
  const mediaType = fieldText(head, 'content-type') ?? '';
  const isEndless = isFaulty || length > MAX_AWAITED || (framing !== 'counted' && /^text\/event-stream\b/i.test(mediaType));
  return { framing, length, name, mediaType, codings: [...applied, ...codings], isPart, isEndless };
}

/** Is the connection over after this message? (RFC 9112 §9.3) */
export function isLast(v: HttpVoice, head: HttpHead): boolean {
  const options = listOf(fieldText(head, 'connection'));
  const { version } = head.start;
  const isOld = version === undefined || textOf(v, version).endsWith('/1.0');
  return options.includes('close') || (isOld && !options.includes('keep-alive'));
}

export function textOf(v: HttpVoice, { from, to }: Range): string {
  return decode(v.bytes.subarray(from, to), 'utf-8');
}
