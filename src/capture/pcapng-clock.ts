/** Without `if_tsresol` times count microseconds (draft-ietf-opsawg-pcapng §4.2). */
export const DEFAULT_RESOLUTION = 6;
/** Up to here, 10^9 units a second, times are divided as plain numbers. */
const PLAIN_DIGITS = 9;

/**
 * Turns 64-bit times of an interface into seconds and nanoseconds, exactly: `if_tsresol` counts its units (a power of ten, or of two
 * where the highest bit is set), `if_tsoffset` is added to the seconds.
 */
export class PcapngClock {
  /** How many units make a second. */
  readonly unitsPerSecond: number;
  /** The time that `set` was given last. */
  seconds = 0;
  nanos = 0;
  readonly #isPlain: boolean;
  readonly #offset: number;
  readonly #wide: bigint;

  constructor(resolution: number = DEFAULT_RESOLUTION, offset = 0) {
    const exponent = resolution & 0x7f;
    const base = (resolution & 0x80) === 0 ? 10 : 2;
    this.#isPlain = base === 10 && exponent <= PLAIN_DIGITS;
    this.unitsPerSecond = base ** exponent;
    this.#wide = BigInt(base) ** BigInt(exponent);
    this.#offset = offset;
  }

  /** HOT: must not allocate (but for units that nobody uses: finer than nanoseconds, or powers of two). */
  set(high: number, low: number): void {
    if (!this.#isPlain) {
      this.#setWide(high, low);
      return;
    }
    // Division by hand, in digits of 16 bits: no intermediate result comes near the 2^53 up to which numbers are exact.
    const units = this.unitsPerSecond;
    const first = Math.floor(high / units);
    const upper = (high - first * units) * 65_536 + (low >>> 16);
    const second = Math.floor(upper / units);
    const lower = (upper - second * units) * 65_536 + (low & 0xffff);
    const third = Math.floor(lower / units);
    this.seconds = (first * 65_536 + second) * 65_536 + third + this.#offset;
    this.nanos = (lower - third * units) * (1_000_000_000 / units);
  }

  #setWide(high: number, low: number): void {
    const time = (BigInt(high) << 32n) | BigInt(low);
    this.seconds = Number(time / this.#wide) + this.#offset;
    this.nanos = Number(((time % this.#wide) * 1_000_000_000n) / this.#wide);
  }
}
