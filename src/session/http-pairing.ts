import { type Exchange, type Http, MAX_PENDING, noteOnce } from './http-state.ts';

const SWITCHING = 101;
const TIMEOUT = 408;

/** A response that another one follows (RFC 9110 §15.2); 101 is followed by another protocol. */
export const isInterim = (status: number): boolean => status >= 100 && status < 200 && status !== SWITCHING;

/** A request whose first byte came in packet `origin` waits for its response, unless that has come already. Returns the packet with the response in that case. */
export function ask(s: Http, exchange: Exchange, origin: number): number | undefined {
  const { pending, early, strangeIn } = s.state;
  // For a client that waited before it asks again, what was not understood was the response.
  if (pending.length === 1 && pending[0]!.asked.packet < strangeIn && strangeIn < origin) pending.shift();
  s.state.strangeIn = 0;
  const answer = early.findIndex(({ packet }) => packet > origin);
  if (answer < 0) {
    if (pending.length < MAX_PENDING) pending.push(exchange);
    return undefined;
  }
  const { packet, status } = early[answer]!;
  early.splice(0, answer + 1);
  settle(s, exchange, status);
  return packet;
}

/**
 * The request that a response answers: they are answered in the order in which they were made (RFC 9112 §9.3.2). `origin`: the packet with its first
 * byte.
 */
export function answered(s: Http, status: number, origin: number): Exchange | undefined {
  const { state } = s;
  const { pending } = state;
  if (state.isPairingLost) {
    // A client that does not pipeline has asked last what is answered next.
    while (pending.length > 1 && pending[1]!.asked.packet < origin) pending.shift();
    state.isPairingLost = false;
  }
  state.strangeIn = 0;
  const exchange = isInterim(status) ? pending[0] : pending.shift();
  if (isInterim(status)) return exchange;
  if (exchange === undefined) unasked(s, status);
  else settle(s, exchange, status);
  return exchange;
}

/** The client or its request is missing from the capture; or nothing was asked for so long that the server closes the connection (RFC 9110 §15.5.9). */
function unasked(s: Http, status: number): void {
  if (s.isSilent('client')) noteOnce(s, s.server, 'client-missing');
  else if (status !== TIMEOUT) noteOnce(s, s.server, 'unasked', { status });
  if (s.state.early.length < MAX_PENDING) s.state.early.push({ packet: s.packet, status });
}

/** What the final status means for the request. */
function settle(s: Http, exchange: Exchange, status: number): void {
  const { summary } = s.state;
  exchange.status = status;
  for (const { credential, refusal } of exchange.credentials) {
    if (status === refusal) credential.isAccepted = false;
    else if (status < 500 && status !== 403) credential.isAccepted = true;
  }
  if (status < 400) return;
  summary.failures++;
  summary.failure ??= exchange;
}
