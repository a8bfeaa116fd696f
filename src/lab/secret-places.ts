import type { Unit } from '../analysis/session-log.ts';

/** Packets whose secrets are remembered; of further ones every byte counts as secret. */
export const MAX_SECRET_PACKETS = 100_000;

/** A stretch of a packet, half-open. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const everything: readonly Stretch[] = [{ from: 0, to: Infinity }];
const nothing: readonly Stretch[] = [];

/** Where in which packets secrets stand. A password may be typed letter by letter, and is known for one in the last packet only. */
export class SecretPlaces {
  readonly #places = new Map<number, Stretch[]>();
  #isFull = false;

  /** Take note of the secrets of a unit. */
  unit({ from: start, concealed, pieces }: Unit): void {
    for (const { from, to } of concealed) {
      for (const piece of pieces) {
        const size = piece.to - piece.from;
        const first = Math.max(from - start, piece.offset);
        const last = Math.min(to - start, piece.offset + size);
        if (first < last && piece.from >= 0) this.#add(piece.packet, piece.from + first - piece.offset, piece.from + last - piece.offset);
      }
    }
  }

  /** The secret stretches of a packet. */
  in(packet: number): readonly Stretch[] {
    return this.#places.get(packet) ?? (this.#isFull ? everything : nothing);
  }

  #add(packet: number, from: number, to: number): void {
    const known = this.#places.get(packet);
    if (known !== undefined) known.push({ from, to });
    else if (this.#places.size < MAX_SECRET_PACKETS) this.#places.set(packet, [{ from, to }]);
    else this.#isFull = true;
  }
}
