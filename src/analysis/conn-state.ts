import { ACK, FIN, RST, SYN } from '../stream/reassembler.ts';

/**
 * How an end behaved so far, in the terms of Zeek's conn_state: it said nothing; it asked for the connection; it is in the middle of one whose
 * beginning was not seen; it has opened it; it has sent its FIN; it has sent a RST, after its FIN or not.
 */
export const CONDUCT = { silent: 0, asked: 1, midstream: 2, open: 3, finished: 4, reset: 5, finishedReset: 6 } as const;

/** Both ends after a segment, the sender's conduct in the low three bits, the other's above. HOT: must not allocate. */
export function conductAfter(mine: number, other: number, flags: number, length: number): number {
  const peer = conductOfPeer(mine, other, flags);
  return conductOfSender(mine, peer, flags, length) | (peer << CONDUCT_BITS);
}

export const CONDUCT_BITS = 3;
export const CONDUCT_MASK = 7;

/** A SYN answers the SYN of the peer, or the FIN makes up for its RST: it had finished, and nothing was left to abort. */
function conductOfPeer(mine: number, other: number, flags: number): number {
  if ((flags & SYN) !== 0 && mine === CONDUCT.silent && other === CONDUCT.asked) return CONDUCT.open;
  return (flags & (FIN | RST)) === FIN && isTalking(mine) && other === CONDUCT.finishedReset ? CONDUCT.finished : other;
}

function conductOfSender(mine: number, peer: number, flags: number, length: number): number {
  if (mine === CONDUCT.reset || mine === CONDUCT.finishedReset) return mine;
  if (mine === CONDUCT.finished) return (flags & RST) !== 0 && peer !== CONDUCT.finished ? CONDUCT.finishedReset : mine;
  if ((flags & RST) !== 0) return CONDUCT.reset;
  if ((flags & FIN) !== 0) return CONDUCT.finished;
  if ((flags & SYN) !== 0) return synchronizing(mine, peer, (flags & ACK) !== 0);
  if (mine !== CONDUCT.silent) return mine;
  // Some acknowledge a SYN before they answer it.
  if (length === 0 && peer === CONDUCT.asked) return mine;
  return (flags & ACK) !== 0 && peer === CONDUCT.open ? CONDUCT.open : CONDUCT.midstream;
}

function synchronizing(mine: number, peer: number, isAnswer: boolean): number {
  if (mine === CONDUCT.silent) return isAnswer || peer === CONDUCT.open ? CONDUCT.open : CONDUCT.asked;
  return mine === CONDUCT.midstream && peer === CONDUCT.silent && !isAnswer ? CONDUCT.asked : mine;
}

function isTalking(conduct: number): boolean {
  return conduct === CONDUCT.open || conduct === CONDUCT.midstream;
}

/** Zeek's words. */
export const connStates = ['S0', 'S1', 'SF', 'REJ', 'S2', 'S3', 'RSTO', 'RSTR', 'RSTOS0', 'RSTRH', 'SH', 'SHR', 'OTH'] as const;
export type ConnState = (typeof connStates)[number];

/** Zeek's conn_state of a connection whose ends behaved so; `hasData`: one of them has sent bytes. */
export function connState(client: number, server: number, hasData: boolean): ConnState {
  const isClientUnseen = client === CONDUCT.silent || client === CONDUCT.midstream;
  const isServerUnseen = server === CONDUCT.silent || server === CONDUCT.midstream;
  if (isReset(server)) {
    if (client === CONDUCT.asked || (isReset(client) && !hasData)) return 'REJ';
    return isClientUnseen ? 'RSTRH' : 'RSTR';
  }
  if (isReset(client)) return isServerUnseen ? 'RSTOS0' : 'RSTO';
  if (client === CONDUCT.finished) return server === CONDUCT.finished ? 'SF' : isServerUnseen ? 'SH' : 'S2';
  if (server === CONDUCT.finished) return isClientUnseen ? 'SHR' : 'S3';
  if (client === CONDUCT.asked && server === CONDUCT.silent) return 'S0';
  return client === CONDUCT.open && server === CONDUCT.open ? 'S1' : 'OTH';
}

function isReset(conduct: number): boolean {
  return conduct === CONDUCT.reset || conduct === CONDUCT.finishedReset;
}
