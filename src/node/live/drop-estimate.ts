import fs from 'node:fs';
import path from 'node:path';
import { ANY } from './interfaces.ts';

/** Bytes of a frame beside what the MTU counts: an Ethernet header with two VLAN tags. */
const LINK_HEADER = 22;

/**
 * Guesses how many packets were lost where the engine cannot tell: what the interface has counted, less what was captured. Where the
 * interface merges segments before they are captured (a packet longer than its MTU shows it), nothing can be said.
 */
export class DropEstimate {
  readonly #folder: string;
  readonly #isLoopback: boolean;
  readonly #begun: number | undefined;
  readonly #longest: number;
  #ended: number | undefined = undefined;

  /** Counting begins now. `folder`: where the kernel tells of interfaces. */
  constructor(device: string, folder = '/sys/class/net') {
    this.#folder = path.join(folder, device);
    this.#isLoopback = device !== ANY && this.#number('type') === 772;
    this.#longest = (this.#number('mtu') ?? 0) + LINK_HEADER;
    this.#begun = device === ANY ? undefined : this.#passed();
  }

  /** Counting ends now: what passes from here on is not captured, and not lost. */
  end(): void {
    this.#ended ??= this.#passed();
  }

  /** Packets lost, by estimate, while so many were captured, of which the longest had so many bytes; undefined: unknown. */
  dropped(captured: number, longest: number): number | undefined {
    const passed = this.#ended ?? this.#passed();
    if (this.#begun === undefined || passed === undefined || longest > this.#longest) return undefined;
    return Math.max(0, passed - this.#begun - captured);
  }

  /** Packets that the interface has received and sent. What a loopback sends it receives, and it is captured once. */
  #passed(): number | undefined {
    const received = this.#number('statistics/rx_packets');
    const sent = this.#isLoopback ? 0 : this.#number('statistics/tx_packets');
    return received === undefined || sent === undefined ? undefined : received + sent;
  }

  #number(file: string): number | undefined {
    try {
      return Number(fs.readFileSync(path.join(this.#folder, file), 'utf8'));
    } catch {
      return undefined;
    }
  }
}
