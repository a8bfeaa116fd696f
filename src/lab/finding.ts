/** Packets that are named as examples. */
export const MAX_EXAMPLES = 5;

/** What keeps a capture from holding what it should, or what in it looks wrong and is not. */
export type Trap = 'tls' | 'tls-unknown' | 'starttls' | 'quic' | 'snap-length' | 'late-start' | 'one-way' | 'one-host' | 'loopback' | 'no-ethernet' | 'vpn' | 'capture-filter' | 'checksums';

/** A trap that the capture shows. */
export interface Finding {
  readonly trap: Trap;
  /** How often it was met, and the first packets that show it. */
  readonly count: number;
  readonly packets: readonly number[];
  /** Fills the gaps of its sentence, `trap.NAME`. */
  readonly args: Readonly<Record<string, string | number>>;
  /** Display-filter names of the protocols that may be missing for it; `all`: any. */
  readonly explains: readonly string[] | 'all';
  /** It is to be told even where nothing is missing. */
  readonly isTold: boolean;
}

/** Counts packets, and keeps the numbers of the first. */
export class Examples {
  count = 0;
  readonly packets: number[] = [];

  add(packet: number): void {
    if (this.packets.at(-1) === packet) return;
    this.count++;
    if (this.packets.length < MAX_EXAMPLES) this.packets.push(packet);
  }
}
