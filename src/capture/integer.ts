/** HOT: must not allocate. The 32-bit unsigned integer at `at`, most significant byte first. */
export function big32(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}

/** HOT: must not allocate. The 32-bit unsigned integer at `at`, least significant byte first. */
export function little32(b: Uint8Array, at: number): number {
  return ((b[at + 3]! << 24) | (b[at + 2]! << 16) | (b[at + 1]! << 8) | b[at]!) >>> 0;
}

/** HOT: must not allocate. */
export function big16(b: Uint8Array, at: number): number {
  return (b[at]! << 8) | b[at + 1]!;
}

/** HOT: must not allocate. */
export function little16(b: Uint8Array, at: number): number {
  return (b[at + 1]! << 8) | b[at]!;
}
