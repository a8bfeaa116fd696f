/** Bytes of a NetBIOS name: 15 characters, filled up with blanks, and the kind of service that has the name. */
const NAME_LENGTH = 16;
/** A domain name is at most so long (RFC 1035 §2.3.4). */
const MAX_NAME = 255;
/** A longer label's length byte would be a pointer, or nothing known (RFC 1035 §4.1.4). */
const MAX_LABEL = 63;

/** What the last byte of a name says of the service behind it. IBM's and Microsoft's customs; RFC 1001 leaves it to the users of names. */
const services: Readonly<Record<number, string>> = {
  0x00: 'workstation', 0x01: 'messenger of the machine', 0x03: 'messenger', 0x06: 'remote access server', 0x1b: 'domain master browser', 0x1c: 'domain controllers',
  0x1d: 'local master browser', 0x1e: 'browser elections', 0x1f: 'NetDDE', 0x20: 'file server', 0x21: 'remote access client', 0xbe: 'network monitor agent', 0xbf: 'network monitor',
};

export interface NetbiosName {
  /** `LABSRV<20>`, and the scope after a dot where there is one. */
  readonly text: string;
  /** What the last byte of the name means, or an empty text. */
  readonly service: string;
  /** Where the encoded name ends. */
  readonly end: number;
}

/**
 * The NetBIOS name that begins at `from`: first-level encoded, which writes each half of a byte as a letter from A to P, in the first label of
 * a domain name whose other labels are the scope (RFC 1001 §14.1, RFC 1002 §4.1). Undefined: these are not the bytes of one.
 */
export function netbiosName(b: Uint8Array, from: number, to: number): NetbiosName | undefined {
  const limit = Math.min(to, from + MAX_NAME);
  const labels: string[] = [];
  for (let at = from; at < limit; ) {
    const length = b[at]!;
    const next = at + 1 + length;
    if (length === 0) return labels.length === 0 ? undefined : named(labels, at + 1);
    if (length > MAX_LABEL || next > limit) return undefined;
    labels.push(latin(b, at + 1, next));
    at = next;
  }
  return undefined;
}

function named([encoded, ...scope]: readonly string[], end: number): NetbiosName | undefined {
  const codes = halves(encoded!);
  const last = codes?.at(-1);
  if (codes?.length !== NAME_LENGTH || last === undefined) return undefined;
  const name = codes.slice(0, -1).map(shown).join('').trimEnd();
  return { text: [`${name}<${hex(last)}>`, ...scope].join('.'), service: services[last] ?? '', end };
}

/** Pairs of letters from A to P as bytes, or undefined if there is anything else. */
function halves(encoded: string): number[] | undefined {
  if (!/^([A-P]{2})+$/.test(encoded)) return undefined;
  return Array.from({ length: encoded.length / 2 }, (_, i) => ((encoded.charCodeAt(2 * i) - 0x41) << 4) | (encoded.charCodeAt(2 * i + 1) - 0x41));
}

/** A character that can be printed as it is, any other as its number: which character set it is from, the name does not say. */
const shown = (code: number): string => (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : `<${hex(code)}>`);
const hex = (code: number): string => code.toString(16).padStart(2, '0');

function latin(b: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...b.subarray(from, to));
}
