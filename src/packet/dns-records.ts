import type { Field } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decode } from '../base/value.ts';
import { dnsTypeNames } from '../message/dns-types.ts';
import { dnsRecordFields as f } from './dns-fields.ts';
import { TYPE } from './dns-names.ts';
import type { NamePlaces } from './name-places.ts';

/** Places the data of a record. */
export type RecordLayout = (o: NamePlaces, t: TreeBuilder) => void;

/** Types in a bitmap that are shown by name. */
const MAX_TYPES = 256;

const named = (field: Field): RecordLayout => (o) => void o.takeName(field);
/** Texts with their lengths in front, up to the end. */
const strings = (length: Field, content: Field): RecordLayout => (o) => {
  while (o.left > 0 && o.takeString(length, content));
};

/** What the data of a record is, by its type. Of all others it is shown as it is. */
export const recordLayouts: ReadonlyMap<number, RecordLayout> = new Map<number, RecordLayout>([
  [TYPE.a, (o) => void o.take(f.a)],
  [TYPE.aaaa, (o) => void o.take(f.aaaa)],
  [TYPE.ns, named(f.ns)],
  [TYPE.cname, named(f.cname)],
  [TYPE.dname, named(f.dname)],
  [TYPE.ptr, named(f['ptr.domain_name'])],
  [TYPE.mx, (o) => {
    o.take(f['mx.preference']);
    o.takeName(f['mx.mail_exchange']);
  }],
  [TYPE.soa, placeAuthority],
  [TYPE.txt, strings(f['txt.length'], f.txt)],
  [TYPE.spf, strings(f['spf.length'], f.spf)],
  [TYPE.hinfo, (o) => {
    o.takeString(f['hinfo.cpu_length'], f['hinfo.cpu']);
    o.takeString(f['hinfo.os_length'], f['hinfo.os']);
  }],
  [TYPE.srv, (o) => {
    o.take(f['srv.priority']);
    o.take(f['srv.weight']);
    o.take(f['srv.port']);
    o.takeName(f['srv.target']);
  }],
  [TYPE.naptr, (o) => {
    o.take(f['naptr.order']);
    o.take(f['naptr.preference']);
    o.takeString(f['naptr.flags_length'], f['naptr.flags']);
    o.takeString(f['naptr.service_length'], f['naptr.service']);
    o.takeString(f['naptr.regex_length'], f['naptr.regex']);
    o.takeName(f['naptr.replacement']);
  }],
  [TYPE.caa, placeIssuer],
  [TYPE.ds, placeDelegation],
  [TYPE.cds, placeDelegation],
  [TYPE.dnskey, placeKey],
  [TYPE.cdnskey, placeKey],
  [TYPE.rrsig, placeSignature],
  [TYPE.nsec, (o, t) => {
    o.takeName(f['nsec.next_domain_name']);
    placeTypes(o, t);
  }],
  [TYPE.nsec3, (o, t) => {
    placeHashing(o, t, true);
    if (!o.has(1)) return;
    const size = t.bytes[o.at]!;
    o.take(f['nsec3.hash_length']);
    if (o.has(size)) o.take(f['nsec3.hash_value'], size, base32(t.bytes.subarray(o.at, o.at + size)));
    placeTypes(o, t);
  }],
  [TYPE.nsec3param, (o, t) => placeHashing(o, t, false)],
  [TYPE.tlsa, (o) => {
    o.take(f['tlsa.certificate_usage']);
    o.take(f['tlsa.selector']);
    o.take(f['tlsa.matching_type']);
    o.takeRest(f['tlsa.certificate_association_data']);
  }],
  [TYPE.sshfp, (o) => {
    o.take(f['sshfp.algorithm']);
    o.take(f['sshfp.fingerprint.type']);
    o.takeRest(f['sshfp.fingerprint']);
  }],
]);

/** The start of authority of a zone (RFC 1035 §3.3.13). */
function placeAuthority(o: NamePlaces): void {
  o.takeName(f['soa.mname']);
  o.takeName(f['soa.rname']);
  o.take(f['soa.serial_number']);
  o.take(f['soa.refresh_interval']);
  o.take(f['soa.retry_interval']);
  o.take(f['soa.expire_limit']);
  o.take(f['soa.minimum_ttl']);
}

const properties: Readonly<Record<string, Field>> = { issue: f['caa.issue'], issuewild: f['caa.issuewild'], iodef: f['caa.iodef'] };

/** Who may issue certificates (RFC 8659 §4.1). */
function placeIssuer(o: NamePlaces, t: TreeBuilder): void {
  o.bits(f['caa.flags'], f['caa.flags.issuer_critical']);
  const from = o.at + 1;
  if (!o.takeString(f['caa.tag_length'], f['caa.tag'])) return;
  const tag = decode(t.bytes.subarray(from, o.at), 'ascii').toLowerCase();
  t.begin(properties[tag] ?? f['caa.unknown'], o.at, o.end);
  o.takeRest(f['caa.value']);
  t.close();
}

/** The key of a zone, as the zone above vouches for it (RFC 4034 §5.1). */
function placeDelegation(o: NamePlaces): void {
  o.take(f['ds.key_id']);
  o.take(f['ds.algorithm']);
  o.take(f['ds.digest_type']);
  o.takeRest(f['ds.digest']);
}

/** The key of a zone (RFC 4034 §2.1). */
function placeKey(o: NamePlaces, t: TreeBuilder): void {
  const from = o.at;
  const flags = f['dnskey.flags'];
  o.bits(flags, f['dnskey.flags.zone_key'], f['dnskey.flags.key_revoked'], f['dnskey.flags.secure_entry_point'], f['dnskey.flags.reserved']);
  o.take(f['dnskey.protocol']);
  o.take(f['dnskey.algorithm']);
  if (!o.has(1)) return;
  t.add(f['dnskey.key_id'], from, from, keyTag(t.bytes, from, o.end));
  o.takeRest(f['dnskey.public_key']);
}

/** RFC 4034, appendix B: a sum of 16-bit words, but not that of the internet checksum. (The one of RSA/MD5 differs; nobody uses it.) */
function keyTag(b: Uint8Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (i - from) % 2 === 0 ? b[i]! * 256 : b[i]!;
  return (sum + Math.floor(sum / 0x10000)) & 0xffff;
}

/** A signature over all records of one name and type (RFC 4034 §3.1). */
function placeSignature(o: NamePlaces, t: TreeBuilder): void {
  o.take(f['rrsig.type_covered']);
  o.take(f['rrsig.algorithm']);
  o.take(f['rrsig.labels']);
  o.take(f['rrsig.original_ttl']);
  for (const field of [f['rrsig.signature_expiration'], f['rrsig.signature_inception']]) {
    if (o.has(field.size)) o.take(field, field.size, `${number(t.bytes, o.at, field.size)}.000000000`);
  }
  o.take(f['rrsig.key_tag']);
  o.takeName(f['rrsig.signers_name']);
  o.takeRest(f['rrsig.signature']);
}

/** How names are hashed (RFC 5155 §3.2, §4.2). The opt-out flag is one of records, not of parameters. */
function placeHashing(o: NamePlaces, t: TreeBuilder, hasFlag: boolean): void {
  o.take(f['nsec3.algo']);
  if (hasFlag) o.bits(f['nsec3.flags'], f['nsec3.flags.opt_out']);
  else o.take(f['nsec3.flags']);
  o.take(f['nsec3.iterations']);
  if (!o.has(1)) return;
  const size = t.bytes[o.at]!;
  o.take(f['nsec3.salt_length']);
  if (size > 0) o.take(f['nsec3.salt_value'], size);
}

/** Blocks of 256 types, each with its number, its length, and a bit for each type (RFC 4034 §4.1.2). */
function placeTypes(o: NamePlaces, t: TreeBuilder): void {
  if (o.left === 0 || !o.has(1)) return;
  const types: string[] = [];
  for (let at = o.at, last = -1; at + 2 <= o.end && t.bytes[at]! > last; ) {
    last = t.bytes[at]!;
    const size = Math.min(t.bytes[at + 1]!, o.end - at - 2);
    for (let i = 0; i < size * 8 && types.length < MAX_TYPES; i++) {
      if ((t.bytes[at + 2 + (i >> 3)]! & (0x80 >> (i & 7))) !== 0) types.push(dnsTypeNames.of(last * 256 + i) ?? `TYPE${last * 256 + i}`);
    }
    at += 2 + size;
  }
  o.take(f['nsec.types'], o.left, types.join(' '));
}

const digits = '0123456789abcdefghijklmnopqrstuv';

/** "Base 32 with extended hex alphabet", in small letters and without filling (RFC 4648 §7). */
function base32(b: Uint8Array): string {
  let text = '';
  for (let bit = 0; bit < b.length * 8; bit += 5) {
    const pair = ((b[bit >> 3]! << 8) | (b[(bit >> 3) + 1] ?? 0)) >> (11 - (bit & 7));
    text += digits[pair & 31]!;
  }
  return text;
}

function number(b: Uint8Array, from: number, size: number): number {
  let n = 0;
  for (let i = from; i < from + size; i++) n = n * 256 + b[i]!;
  return n;
}
