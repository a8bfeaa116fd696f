import type { Unit } from '../analysis/session-log.ts';
import { decode } from '../base/value.ts';

/** Packets whose secrets are remembered; of further ones every byte counts as secret. */
export const MAX_SECRET_PACKETS = 100_000;

/** Secrets whose copies are looked for, and the shortest one: what is shorter stands in too many places by chance. */
export const MAX_SECRETS = 1000;
const MIN_COPY = 4;

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
  readonly #texts = new Set<string>();
  #isFull = false;

  /** Take note of the secrets of a unit. */
  unit({ from: start, bytes, concealed, pieces }: Unit): void {
    for (const { from, to } of concealed) {
      if (to - from >= MIN_COPY && this.#texts.size < MAX_SECRETS) this.#texts.add(decode(bytes.subarray(from, to), 'latin1'));
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

  /** Take note of copies of secrets in a packet of which no unit tells: in a segment, say, that was sent again. */
  copies(packet: number, bytes: Uint8Array): void {
    const text = decode(bytes, 'latin1');
    for (const secret of this.#texts) {
      for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) this.#add(packet, at, at + secret.length);
    }
  }

  /** Does a copy of a secret stand in bytes that were taken out of a packet? */
  areIn(bytes: Uint8Array): boolean {
    const text = decode(bytes, 'latin1');
    return [...this.#texts].some((secret) => text.includes(secret));
  }

  #add(packet: number, from: number, to: number): void {
    const known = this.#places.get(packet);
    if (known !== undefined) known.push({ from, to });
    else if (this.#places.size < MAX_SECRET_PACKETS) this.#places.set(packet, [{ from, to }]);
    else this.#isFull = true;
  }
}
