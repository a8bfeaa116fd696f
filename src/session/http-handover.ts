import { listOf } from './http-framing.ts';
import type { Exchange, Http } from './http-state.ts';
import { http2 } from './http2.ts';
import { tunnel, websocket } from './opaque.ts';

/** The rest of the stream is no HTTP any more: the target of CONNECT is talked to (RFC 9110 §9.3.6), or another protocol spoken (§7.8). */
export function upgrade(s: Http, exchange: Exchange | undefined, protocols: string): void {
  if (exchange?.method === 'CONNECT') {
    s.moved('tunnel', 'tunnel', { target: exchange.target });
    s.becomeByLook(portOf(exchange.target), tunnel);
    return;
  }
  const [protocol = ''] = listOf(protocols);
  s.moved('upgraded', 'upgrade', { protocol });
  if (protocol === 'websocket') s.become(websocket);
  else if (protocol === 'h2c') s.become(http2);
  else s.becomeByLook(0, tunnel);
}

/** The port of `host:port`; 0: there is none. */
function portOf(target: string): number {
  const port = Number(/:(\d{1,5})$/.exec(target)?.[1] ?? 0);
  return port <= 0xffff ? port : 0;
}
