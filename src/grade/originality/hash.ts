/** Two hashes of 32 bits, of which 53 bits fit a number (FNV-1a with two offsets). Good enough to tell packets apart; no protection against people who forge on purpose. */
export class Hash53 {
  #low = 0x811c9dc5;
  #high = 0x7ee3623b;

  byte(b: number): void {
    this.#low = Math.imul(this.#low ^ b, 0x01000193);
    this.#high = Math.imul(this.#high ^ (b + 0x5b), 0x01000193) ^ (this.#high >>> 15);
  }

  bytes(bytes: Uint8Array, from: number, to: number): void {
    for (let i = from; i < to; i++) this.byte(bytes[i]!);
  }

  text(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      this.byte(code & 0xff);
      this.byte(code >>> 8);
    }
  }

  get value(): number {
    return (this.#high & 0x1fffff) * 2 ** 32 + (this.#low >>> 0);
  }
}
