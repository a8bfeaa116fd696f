/** An IPv6 address of which only the first bytes, `from`..`to`, stand in the packet; the others are zero. */
export function wholeAddress(b: Uint8Array, from: number, to: number): Uint8Array {
  const address = new Uint8Array(16);
  address.set(b.subarray(from, to));
  return address;
}

/** The same of an IPv4 address, as a number. */
export function wholeIpv4(b: Uint8Array, from: number, to: number): number {
  let address = 0;
  for (let i = from; i < from + 4; i++) address = address * 256 + (i < to ? b[i]! : 0);
  return address;
}
