import type { Field, Value } from '../base/field.ts';
import type { PacketSink } from '../capture/packet-sink.ts';

/** Plays all packets of a capture, from the first, each time that it is called: a file that is read again, packets that are kept. */
export type Playback = (sink: PacketSink) => void;

/** What a capture has in one field of one packet. */
export interface Fact {
  readonly field: Field;
  readonly value: Value;
  /** Where its bytes are, half-open, from the first byte of the packet; undefined: it has none there (worked out, or put together from several packets). */
  readonly range: readonly [from: number, to: number] | undefined;
}

/** What a capture has in the fields of one packet. */
export interface PacketFacts {
  /** Its number in the capture, from 1. */
  readonly number: number;
  /** Names of its protocols, outermost first, its dialogue included; not those of a packet that is quoted in it. */
  readonly protocols: readonly string[];
  readonly bytes: Uint8Array;
  /** The values of a field, by its path, in the order of the packet; none: the packet does not have it. */
  of(path: string): readonly Fact[];
  /** The field that byte `at` of the packet belongs to, the most special one; undefined: none. */
  at(at: number): Fact | undefined;
}

/** Packets of one pass whose facts are kept. */
export const MAX_FACTS = 512;

/** One pass over a capture: the facts of the packets with these numbers, the first MAX_FACTS of them, by number. */
export function factsOf(play: Playback, numbers: Iterable<number>): Map<number, PacketFacts> {
  void play;
  void numbers;
  return new Map();
}
