import type { Reading } from '../stream/reading.ts';
import type { Session } from './session.ts';
import type { Voice } from './voice.ts';
import type { Side } from './marks.ts';

/** Where the message at hand ends is not known, or no message is at hand. */
const NOWHERE = -1;

/**
 * How far one side of a stream of messages, each with its length in front, is understood. It outlives a hole in the stream: inside a message
 * nothing is lost by one, for its end is known, and the next message begins there.
 */
export interface Framing {
  /** The next byte begins a message: the one before it was understood to its end. */
  trusted: boolean;
  /** Stream offset at which the message at hand ends. */
  end: number;
}

export const newFraming = (): Framing => ({ trusted: false, end: NOWHERE });

/** A message is at hand, and not read to its end. */
export const isInside = ({ end }: Framing): boolean => end !== NOWHERE;

/** The state of a dialogue that is framed on both sides. */
export interface Framed {
  readonly client: Framing;
  readonly server: Framing;
}

/** The header of a message is read; so many bytes of it follow. */
export function began<State>(v: Voice<State>, framing: Framing, length: number): void {
  framing.end = v.reader.offset + length;
}

/** What was counted is over, and something else goes on. */
export function passed(framing: Framing): void {
  framing.end = NOWHERE;
}

/** The message at hand is read to its end. */
export function finished<State>(v: Voice<State>, framing: Framing): void {
  passed(framing);
  framing.trusted = true;
  v.commit();
}

/**
 * `n` bytes of the message at hand, fewer only at the end of the stream. If a hole comes first, `cut` is given the index of what came before
 * it, to where the reader stands: that is shown when the message is over.
 */
export function* takePart<State>(v: Voice<State>, n: number, cut: (from: number) => void): Reading<number> {
  let isRead = false;
  try {
    const from = yield* v.take(n);
    isRead = true;
    return from;
  } finally {
    // Only a hole ends the generator here.
    if (!isRead) {
      const from = v.reader.pos;
      v.reader.pos = v.reader.limit;
      cut(from);
      v.keep();
    }
  }
}

/** After a hole in a message: the rest of it passes by. */
export function* resume<State>(v: Voice<State>, framing: Framing): Reading<void> {
  if (!isInside(framing)) return;
  yield* v.reader.skip(framing.end - v.reader.offset);
  finished(v, framing);
}

/**
 * Bytes of a side are lost. If the hole reaches the end of the message at hand, the message is over with it; if it goes on, it is not
 * known where the next one begins.
 */
export function lost<State extends Framed>(s: Session<State>, side: Side, length: number): void {
  const v = s.voice(side);
  const framing = s.state[side];
  s.note(v, 'hole', { length });
  if (isInside(framing) && v.reader.offset < framing.end) return;
  if (isInside(framing)) v.commit();
  framing.trusted = v.reader.offset === framing.end;
  framing.end = NOWHERE;
}
