/** Text (one character for each byte) with `%XX` replaced by the octets that they stand for (RFC 3986 §2.1, RFC 2231 §4.1); what is no such triplet stays as it is. */
export function percentDecoded(latin: string): string {
  return latin.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
