/**
 * The flow table: two ends, each an address and a port, in either order, to a slot. Keys are typed columns and buckets
 * are chains of indices, so that a million flows cost no object. A slot is used again when its flow is retired; the
 * flow's number in the capture (`tcp.stream`) is not. Flows are found newest first: when ports are used again, a new
 * flow hides the old one.
 */
const KEY = 9; // words: address of one end (4), of the other (4), both ports (1)
const FIRST_BUCKETS = 1 << 12;
const NONE = -1;

export class FlowTable {
  /** Flows ever opened: the number that the next one gets. */
  opened = 0;
  /** Slots ever in use at once: columns of slots must be this long. */
  slots = 0;
  /** Set by `find`: which end sent the packet, 0 being the sender of the flow's first packet. */
  side: 0 | 1 = 0;

  #keys = new Int32Array(KEY * 1024);
  #hashes = new Int32Array(1024);
  #chain = new Int32Array(1024);
  #numbers = new Int32Array(1024);
  readonly #free: number[] = [];
  #live = new Uint8Array(1024);
  /** 1: the sender of the first packet is the end that the key puts second. */
  #turned = new Uint8Array(1024);
  #buckets = new Int32Array(FIRST_BUCKETS).fill(NONE);
  readonly #probe = new Int32Array(KEY);
  #hash = 0;
  #swapped = false;

  /** Flows in the table now. */
  live = 0;

  /**
   * HOT: must not allocate. The slot of the flow between two ends, or -1. `size` is 4 or 16; source and destination address
   * stand one after the other at `at`.
   */
  find(bytes: Uint8Array, at: number, size: number, sourcePort: number, destinationPort: number): number {
    this.#readKey(bytes, at, size, sourcePort, destinationPort);
    const keys = this.#keys;
    const probe = this.#probe;
    for (let flow = this.#buckets[this.#hash & (this.#buckets.length - 1)]!; flow !== NONE; flow = this.#chain[flow]!) {
      if (this.#hashes[flow] !== this.#hash) continue;
      const k = flow * KEY;
      let i = 0;
      while (i < KEY && keys[k + i] === probe[i]) i++;
      if (i < KEY) continue;
      this.side = (this.#swapped ? 1 : 0) === this.#turned[flow] ? 0 : 1;
      return flow;
    }
    this.side = 0;
    return NONE;
  }

  /** The number in the capture of the flow in a slot. */
  number(slot: number): number {
    return this.#numbers[slot]!;
  }

  /** Does a slot hold a flow now? */
  isLive(slot: number): boolean {
    return this.#live[slot] === 1;
  }

  /** Open a flow with the ends that were last looked for; it hides an older one with the same ends. Returns its slot. */
  open(): number {
    const flow = this.#free.pop() ?? this.slots++;
    this.#reserve(flow);
    this.#numbers[flow] = this.opened++;
    this.#keys.set(this.#probe, flow * KEY);
    this.#hashes[flow] = this.#hash;
    this.#turned[flow] = this.#swapped ? 1 : 0;
    this.#link(flow);
    this.#live[flow] = 1;
    this.live++;
    this.side = 0;
    return flow;
  }

  /** Forget a flow that is over; its slot may be given to another. */
  retire(flow: number): void {
    const bucket = this.#hashes[flow]! & (this.#buckets.length - 1);
    let before = NONE;
    for (let f = this.#buckets[bucket]!; f !== NONE; before = f, f = this.#chain[f]!) {
      if (f !== flow) continue;
      if (before === NONE) this.#buckets[bucket] = this.#chain[f]!;
      else this.#chain[before] = this.#chain[f]!;
      this.#live[flow] = 0;
      this.live--;
      this.#free.push(flow);
      return;
    }
  }

  #readKey(b: Uint8Array, at: number, size: number, sourcePort: number, destinationPort: number): void {
    const p = this.#probe;
    let order = 0;
    let hash = 0;
    if (size === 4) {
      const source = (b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!;
      const destination = (b[at + 4]! << 24) | (b[at + 5]! << 16) | (b[at + 6]! << 8) | b[at + 7]!;
      order = source === destination ? sourcePort - destinationPort : source < destination ? -1 : 1;
      p[0] = p[1] = p[2] = p[4] = p[5] = p[6] = 0;
      p[3] = order <= 0 ? source : destination;
      p[7] = order <= 0 ? destination : source;
      hash = Math.imul(p[3], 0x9e3779b1) ^ Math.imul(p[7], 0x85ebca6b);
    } else {
      for (let i = 0; i < 16 && order === 0; i++) order = b[at + i]! - b[at + 16 + i]!;
      if (order === 0) order = sourcePort - destinationPort;
      const first = order <= 0 ? at : at + 16;
      const second = order <= 0 ? at + 16 : at;
      for (let i = 0; i < 4; i++) {
        p[i] = word(b, first + 4 * i);
        p[4 + i] = word(b, second + 4 * i);
        hash = Math.imul(hash ^ p[i]!, 0x9e3779b1) ^ Math.imul(p[4 + i]!, 0x85ebca6b);
      }
    }
    this.#swapped = order > 0;
    p[8] = order <= 0 ? (sourcePort << 16) | destinationPort : (destinationPort << 16) | sourcePort;
    hash = Math.imul(hash ^ p[8], 0xc2b2ae35);
    this.#hash = hash ^ (hash >>> 15);
  }

  #link(flow: number): void {
    if (this.live > this.#buckets.length) this.#rehash();
    const bucket = this.#hashes[flow]! & (this.#buckets.length - 1);
    this.#chain[flow] = this.#buckets[bucket]!;
    this.#buckets[bucket] = flow;
  }

  /** Twice the buckets. Within a chain the newest flow stays first. */
  #rehash(): void {
    const old = this.#buckets;
    const live: number[] = [];
    for (const head of old) for (let f = head; f !== NONE; f = this.#chain[f]!) live.push(f);
    live.sort((a, b) => this.#numbers[a]! - this.#numbers[b]!);
    this.#buckets = new Int32Array(old.length * 2).fill(NONE);
    for (const flow of live) {
      const bucket = this.#hashes[flow]! & (this.#buckets.length - 1);
      this.#chain[flow] = this.#buckets[bucket]!;
      this.#buckets[bucket] = flow;
    }
  }

  #reserve(flow: number): void {
    if (flow < this.#hashes.length) return;
    const room = this.#hashes.length * 2;
    this.#keys = grown(this.#keys, room * KEY);
    this.#hashes = grown(this.#hashes, room);
    this.#chain = grown(this.#chain, room);
    this.#numbers = grown(this.#numbers, room);
    this.#turned = grown(this.#turned, room);
    this.#live = grown(this.#live, room);
  }
}

function word(b: Uint8Array, at: number): number {
  return (b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!;
}

function grown<T extends Int32Array | Uint8Array>(column: T, length: number): T {
  const wider = new (column.constructor as { new (length: number): T })(length);
  wider.set(column);
  return wider;
}
