import { decode } from '../base/value.ts';
import { type Element, element, taggedElement } from './ber.ts';

/** A distinguished name in a certificate: who it is about, or who signed it. */
interface DistinguishedName {
  /** `CN=www.lab.test, O=Lab`: the parts as they stand, those of unknown kind left out. */
  readonly text: string;
  /** The common name alone, or an empty text. */
  readonly commonName: string;
  /** Where the name stands. */
  readonly from: number;
  readonly to: number;
}

export interface Certificate {
  readonly issuer: DistinguishedName;
  readonly subject: DistinguishedName;
}

/** Parts of a name that are looked at; a name has a handful. */
const MAX_PARTS = 64;

const TAG = { integer: 0x02, oid: 0x06, sequence: 0x30, set: 0x31, version: 0xa0 } as const;

/** Short names of the attributes that names are made of (RFC 4519), by the last bytes of their object identifier 2.5.4.x. */
const attributes: Readonly<Record<number, string>> = { 3: 'CN', 5: 'serialNumber', 6: 'C', 7: 'L', 8: 'ST', 10: 'O', 11: 'OU' };

/**
 * Issuer and subject of the X.509 certificate (RFC 5280 §4.1) in `from`..`to`: they come after the version, the serial number and the
 * algorithm, with the validity between them. Nothing else is read. Undefined: it is none.
 */
export function certificateNames(b: Uint8Array, from: number, to: number): Certificate | undefined {
  const whole = taggedElement(b, from, to, TAG.sequence);
  const signed = whole && taggedElement(b, whole.from, whole.to, TAG.sequence);
  if (signed === undefined) return undefined;
  const version = taggedElement(b, signed.from, signed.to, TAG.version);
  const serial = taggedElement(b, version?.to ?? signed.from, signed.to, TAG.integer);
  const algorithm = serial && taggedElement(b, serial.to, signed.to, TAG.sequence);
  const issuer = algorithm && taggedElement(b, algorithm.to, signed.to, TAG.sequence);
  const validity = issuer && taggedElement(b, issuer.to, signed.to, TAG.sequence);
  const subject = validity && taggedElement(b, validity.to, signed.to, TAG.sequence);
  if (issuer === undefined || subject === undefined) return undefined;
  return { issuer: distinguishedName(b, issuer), subject: distinguishedName(b, subject) };
}

/** A name is a sequence of sets of pairs, attribute and value (RFC 5280 §4.1.2.4). */
function distinguishedName(b: Uint8Array, name: Element): DistinguishedName {
  const parts: string[] = [];
  let commonName = '';
  let at = name.from;
  for (let i = 0; i < MAX_PARTS; i++) {
    const set = taggedElement(b, at, name.to, TAG.set);
    if (set === undefined) break;
    const pair = taggedElement(b, set.from, set.to, TAG.sequence);
    const kind = pair && taggedElement(b, pair.from, pair.to, TAG.oid);
    const value = kind && element(b, kind.to, pair.to);
    const attribute = kind && attributeName(b, kind);
    if (value !== undefined && attribute !== undefined) {
      const text = stringOf(b, value);
      parts.push(`${attribute}=${text}`);
      if (attribute === 'CN') commonName = text;
    }
    at = set.to;
  }
  return { text: parts.join(', '), commonName, from: name.start, to: name.to };
}

/** 2.5.4.x: joint-iso-ccitt, directory, attribute types. */
function attributeName(b: Uint8Array, oid: Element): string | undefined {
  const isAttribute = oid.to - oid.from === 3 && b[oid.from] === 0x55 && b[oid.from + 1] === 0x04;
  return isAttribute ? attributes[b[oid.from + 2]!] : undefined;
}

const UTF8_STRING = 0x0c;
const BMP_STRING = 0x1e;

/** Text in whichever of the string types of X.520 it is. */
function stringOf(b: Uint8Array, { tag, from, to }: Element): string {
  if (tag === UTF8_STRING) return decode(b.subarray(from, to), 'utf-8');
  if (tag !== BMP_STRING) return decode(b.subarray(from, to), 'latin1');
  let text = '';
  for (let i = from; i + 1 < to; i += 2) text += String.fromCharCode((b[i]! << 8) | b[i + 1]!);
  return text;
}
