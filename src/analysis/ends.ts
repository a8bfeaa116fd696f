import { ipv4Text, ipv6Text, macText } from '../base/value.ts';

/** Room for both addresses of a pair, 16 bytes each; shorter ones stand at the beginning. */
const PAIR = 32;

/** The addresses of both ends of many pairs: 32 bytes a pair, and no object. */
export class AddressPairs {
  #bytes = new Uint8Array(PAIR * 1024);

  /** The addresses of pair `row`, `size` bytes each, stand one after the other at `at`. */
  set(row: number, b: Uint8Array, at: number, size: number): void {
    if ((row + 1) * PAIR > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(this.#bytes.length * 2, (row + 1) * PAIR));
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    this.#bytes.set(b.subarray(at, at + size), row * PAIR);
    this.#bytes.set(b.subarray(at + size, at + 2 * size), row * PAIR + PAIR / 2);
  }

  /** The address of an end, 16 bytes. */
  address(row: number, end: number): Uint8Array {
    const at = row * PAIR + (end * PAIR) / 2;
    return this.#bytes.subarray(at, at + PAIR / 2);
  }
}

/** A hardware address, which stands in the first six of 16 bytes. */
export function hardwareText(address: Uint8Array): string {
  return macText(address.subarray(0, 6));
}

/** An IP address in 16 bytes: one of version 4 stands in the first four, the rest being zero; no IPv6 host has such an address. */
export function hostText(address: Uint8Array): string {
  return isVersion4(address) ? ipv4Text(((address[0]! << 24) | (address[1]! << 16) | (address[2]! << 8) | address[3]!) >>> 0) : ipv6Text(address, 0);
}

/** `10.77.0.2:25`, `[fd77::2]:25`. */
export function portText(address: Uint8Array, port: number): string {
  return isVersion4(address) ? `${hostText(address)}:${port}` : `[${hostText(address)}]:${port}`;
}

function isVersion4(address: Uint8Array): boolean {
  for (let i = 4; i < 16; i++) if (address[i] !== 0) return false;
  return true;
}
