import { httpFields as f } from '../message/http-fields.ts';
import { fieldText, type HttpHead, type StatusLine } from '../message/http-head.ts';
import type { Reading } from '../stream/reading.ts';
import { newBody } from './http-body.ts';
import { responseLength } from './http-framing.ts';
import { upgrade } from './http-handover.ts';
import { type Handling, isLast, markHead, planOf } from './http-message.ts';
import { answered, isInterim } from './http-pairing.ts';
import { isHeadNext } from './http-reading.ts';
import { pathOf } from './http-request.ts';
import { type Http, type Message, noteOnce } from './http-state.ts';

const SWITCHING = 101;
const OK = 200;
const PARTIAL = 206;

function begin(s: Http, head: HttpHead): Message {
  const { state, server: v } = s;
  const { status } = head.start as StatusLine;
  state.server.count++;
  markHead(s, v, head);
  const exchange = answered(s, status, v.reader.packetOf(head.start.from));
  count(s, status);
  const length = responseLength(head, status, exchange?.method ?? '', (key) => noteOnce(s, v, key));
  const body = length === undefined ? undefined : newBody(s, v, planOf(head, length, pathOf(exchange?.target ?? ''), status === PARTIAL));
  const isOver = !isInterim(status) && (isLast(v, head) || length?.framing === 'until-close');
  return { exchange, status, upgrade: fieldText(head, 'upgrade') ?? '', expectsContinue: false, isLast: isOver, body, isShown: false };
}

function count(s: Http, status: number): void {
  const { summary } = s.state;
  if (isInterim(status)) return;
  summary.responses++;
  if (summary.status === 0) summary.status = status;
}

/** The response is complete. */
function show(s: Http, message: Message): void {
  const { server: v } = s;
  const { exchange, status } = message;
  v.conclude(f.response_number, s.state.server.count);
  if (exchange?.isComplete === true) {
    v.conclude(f.request_in, exchange.asked.packet);
    v.conclude(f.time, s.elapsed(exchange.asked));
    if (!isInterim(status)) s.answers(f.response_in, exchange.asked);
  }
  message.isShown = true;
  v.commit();
  if (message.isLast) s.moved('closing', 'last');
}

/** What is done with responses. */
export const responses: Handling = { begin, show };

/** Where the client is missing, nobody knows that it asked for the head alone: if another response follows at once, it did. */
export function* guessHead(s: Http, message: Message): Reading<void> {
  if (message.exchange !== undefined || message.body === undefined || !s.isSilent('client')) return;
  if (!(yield* s.server.reader.peek(1)) || !(yield* isHeadNext(s.server, false))) return;
  noteOnce(s, s.server, 'head-assumed');
  message.body = undefined;
}

/** After a response that ends the use of HTTP on the connection. */
export function leave(s: Http, { exchange, status, upgrade: protocols }: Message): void {
  if (status === SWITCHING || (exchange?.method === 'CONNECT' && status >= 200 && status < 300)) upgrade(s, exchange, protocols);
}

/** The response to a request of HTTP/0.9 is a body alone, until the connection is closed (RFC 1945 §6). */
export function beginSimple(s: Http): void {
  const exchange = answered(s, OK, s.server.reader.packetOf(s.server.reader.pos));
  count(s, OK);
  s.state.server.count++;
  const plan = { framing: 'until-close', length: 0, name: pathOf(exchange?.target ?? ''), mediaType: '', codings: [], isPart: false, isEndless: false } as const;
  s.state.server.message = { exchange, status: 0, upgrade: '', expectsContinue: false, isLast: true, body: newBody(s, s.server, plan), isShown: false };
}
