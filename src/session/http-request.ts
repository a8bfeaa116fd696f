import { httpFields as f } from '../message/http-fields.ts';
import { fieldText, type HttpHead, type RequestLine } from '../message/http-head.ts';
import type { Reading } from '../stream/reading.ts';
import { newBody } from './http-body.ts';
import { offeredBy } from './http-credentials.ts';
import { takeQuery } from './http-forms.ts';
import { requestLength } from './http-framing.ts';
import { type Handling, isLast, markHead, planOf, textOf } from './http-message.ts';
import { ask } from './http-pairing.ts';
import { isHeadNext } from './http-reading.ts';
import { type Exchange, type Http, type Message, noteOnce } from './http-state.ts';
import { upgrade } from './http-handover.ts';
import { askedAt } from './session.ts';

function begin(s: Http, head: HttpHead): Message {
  const { state, client: v } = s;
  state.client.count++;
  markHead(s, v, head);
  const start = head.start as RequestLine;
  const exchange = exchangeOf(s, head, start);
  takeQuery(s, start);
  exchange.answer = ask(s, exchange, v.reader.packetOf(start.from));
  state.summary.requests++;
  state.summary.first ??= exchange;
  const length = requestLength(head, (key) => noteOnce(s, v, key));
  const body = length === undefined ? undefined : newBody(s, v, planOf(head, length, pathOf(exchange.target), fieldText(head, 'content-range') !== undefined));
  const expectsContinue = body !== undefined && /100-continue/i.test(fieldText(head, 'expect') ?? '');
  return { exchange, status: 0, upgrade: '', expectsContinue, isLast: isLast(v, head), body, isShown: false };
}

function exchangeOf(s: Http, head: HttpHead, { method, target, version }: RequestLine): Exchange {
  const name = textOf(s.client, method);
  return {
    method: name, target: textOf(s.client, target), isSimple: version === undefined && head.isWhole,
    upgrade: fieldText(head, 'upgrade') ?? '', credentials: offeredBy(s, head, name), asked: askedAt(s.moment(), 0), isComplete: false, status: 0, answer: undefined,
  };
}

/** The path of a target, without what precedes and follows it. */
export function pathOf(target: string): string {
  return /^(?:[a-z][a-z\d+.-]*:\/\/[^/?#]*)?([^?#]*)/i.exec(target)?.[1] || '/';
}

/** The request is complete: responses refer to the packet that completed it. */
function show(s: Http, message: Message): void {
  const { state, client: v } = s;
  const exchange = message.exchange!;
  const { packet, nth } = state.lastAsked;
  const { said } = v;
  state.lastAsked = { packet: said.packet, nth: packet === said.packet ? nth + 1 : 0 };
  exchange.asked = askedAt(said, state.lastAsked.nth);
  exchange.isComplete = true;
  v.conclude(f.request_number, state.client.count);
  const answer = exchange.answer ?? s.answerTo(f.response_in, exchange.asked);
  if (answer !== undefined) v.conclude(f.response_in, answer);
  message.isShown = true;
  v.commit();
}

/** What is done with requests. */
export const requests: Handling = { begin, show };

/**
 * The client asked whether it may send the body (RFC 9110 §10.1.1). It waits for the answer, but not for ever: bytes are the body. Only after a final
 * status they may be the next request.
 */
export function* awaitContinue(s: Http, message: Message): Reading<void> {
  const { reader } = s.client;
  const exchange = message.exchange!;
  yield* s.client.until(() => exchange.status > 0 || reader.pos < reader.limit || reader.ended);
  if (exchange.status === 0 || reader.pos < reader.limit) return;
  show(s, message);
  if (message.body !== undefined) message.body.stage = 'shown';
  if ((yield* reader.peek(1)) && (yield* isHeadNext(s.client, false))) message.body = undefined;
}

/** After a request that may end the use of HTTP on the connection the client waits for the answer, which says what its next bytes are. */
export function* awaitHandover(s: Http, exchange: Exchange): Reading<void> {
  if (exchange.method !== 'CONNECT' && exchange.upgrade === '') return;
  const isAnswered = !s.isSilent('server') && (yield* s.client.until(() => exchange.status > 0 || s.isLeft));
  if (isAnswered || !(yield* s.client.reader.peek(1)) || (yield* isHeadNext(s.client, false))) return;
  // The answer is not in the capture; the client goes on as if it had been favourable.
  s.note(s.client, 'handover-assumed');
  upgrade(s, exchange, exchange.upgrade);
}
