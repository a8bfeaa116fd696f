import type { Protocol } from './protocol.ts';

/** Every table, for `-d` to find by its name. Filled as the files of `packet/` are loaded. */
export const tables: Table[] = [];

/**
 * Which protocol a number leads to: an EtherType, an IP protocol, a port. The parent owns the table,
 * children join it in their own file.
 */
export class Table {
  /** The field whose value is looked up, `udp.port`; `-d` names the table by it. */
  readonly name: string;
  readonly #entries: (Protocol | undefined)[] = [];
  readonly #otherwise: Protocol | undefined;

  /** `otherwise`: what a number leads to that nobody joined. */
  constructor(name: string, otherwise?: Protocol) {
    this.name = name;
    this.#otherwise = otherwise;
    tables.push(this);
  }

  join(protocol: Protocol, ...numbers: readonly number[]): void {
    for (const n of numbers) this.#entries[n] = protocol;
  }

  /** HOT: must not allocate. */
  get(n: number): Protocol | undefined {
    return this.#entries[n] ?? this.#otherwise;
  }
}
