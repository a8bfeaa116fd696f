import { httpFields as f } from '../message/http-fields.ts';
import { fieldText, type HttpHead, type StatusLine } from '../message/http-head.ts';
import type { Reading } from '../stream/reader.ts';
import { newBody } from './http-body.ts';
import { responseLength } from './http-framing.ts';
import { upgrade } from './http-handover.ts';
import { type Handling, isLast, markHead, planOf } from './http-message.ts';
import { isHeadNext } from './http-reading.ts';
import { pathOf } from './http-request.ts';
import { type Exchange, type Http, type Message, noteOnce } from './http-state.ts';

const SWITCHING = 101;
const PARTIAL = 206;
const TIMEOUT = 408;

const isInterim = (status: number): boolean => status >= 100 && status < 200 && status !== SWITCHING;

function begin(s: Http, head: HttpHead): Message {
  const { state, server: v } = s;
  const { status } = head.start as StatusLine;
  state.server.count++;
  markHead(s, v, head);
  const exchange = answered(s, status);
  settle(s, exchange, status);
  const length = responseLength(head, status, exchange?.method ?? '', (key) => noteOnce(s, v, key));
  const body = length === undefined ? undefined : newBody(s, v, planOf(head, length, pathOf(exchange?.target ?? ''), status === PARTIAL));
  const isOver = !isInterim(status) && (isLast(v, head) || length?.framing === 'until-close');
  return { exchange, status, upgrade: fieldText(head, 'upgrade') ?? '', expectsContinue: false, isLast: isOver, body, isShown: false };
}

/** The request that a response answers: they are answered in the order in which they were made (RFC 9112 §9.3.2). An interim response is followed by another. */
export function answered(s: Http, status: number): Exchange | undefined {
  const { pending } = s.state;
  if (s.state.isPairingLost) {
    // A client that does not pipeline has asked last what is answered after the hole.
    pending.splice(0, pending.length - 1);
    s.state.isPairingLost = false;
  }
  const exchange = isInterim(status) ? pending[0] : pending.shift();
  if (exchange === undefined && !isInterim(status)) unasked(s, status);
  return exchange;
}

/** The client or its request is missing from the capture; or nothing was asked for so long that the server closes the connection (RFC 9110 §15.5.9). */
function unasked(s: Http, status: number): void {
  if (s.isSilent('client')) noteOnce(s, s.server, 'client-missing');
  else if (status !== TIMEOUT) s.note(s.server, 'unasked', { status });
}

/** What the final status means for the request. */
function settle(s: Http, exchange: Exchange | undefined, status: number): void {
  const { summary } = s.state;
  if (isInterim(status)) return;
  summary.responses++;
  if (summary.status === 0) summary.status = status;
  if (exchange === undefined) return;
  exchange.status = status;
  for (const { credential, refusal } of exchange.credentials) {
    if (status === refusal) credential.isAccepted = false;
    else if (status < 500 && status !== 403) credential.isAccepted = true;
  }
  if (status < 400) return;
  summary.failures++;
  summary.failure ??= exchange;
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
  if (!(yield* s.server.reader.peek(1)) || !(yield* isHeadNext(s.server))) return;
  noteOnce(s, s.server, 'head-assumed');
  message.body = undefined;
}

/** After a response that ends the use of HTTP on the connection. */
export function leave(s: Http, { exchange, status, upgrade: protocols }: Message): void {
  if (status === SWITCHING || (exchange?.method === 'CONNECT' && status >= 200 && status < 300)) upgrade(s, exchange, protocols);
}

/** The response to a request of HTTP/0.9 is a body alone, until the connection is closed (RFC 1945 §6). */
export function beginSimple(s: Http): void {
  const exchange = answered(s, 200);
  settle(s, exchange, 200);
  s.state.server.count++;
  const plan = { framing: 'until-close', length: 0, name: pathOf(exchange?.target ?? ''), mediaType: '', codings: [], isPart: false, isEndless: false } as const;
  s.state.server.message = { exchange, status: 0, upgrade: '', expectsContinue: false, isLast: true, body: newBody(s, s.server, plan), isShown: false };
}
