import { bytes, fieldsOf, flag, group, ipv4, ipv6, text, u16, u8, VARIES } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { algorithmNames, digestNames, extendedErrorNames, familyNames, hashNames, optionNames } from './dns-names.ts';
import { NamePlaces } from './name-places.ts';
import { wholeAddress, wholeIpv4 } from './prefix.ts';

const OPTION = { dau: 5, dhu: 6, n3u: 7, clientSubnet: 8, cookie: 10, keepAlive: 11, padding: 12, chain: 13, extendedError: 15 } as const;
/** RFC 7873 §4. */
const CLIENT_COOKIE = 8;
const IPV4 = 1;
const IPV6 = 2;

const f = fieldsOf('dns', 'RFC 6891 §6.1', {
  'rr.udp_payload_size': u16(VARIES, { unit: 'bytes', label: 'UDP payload size', doc: 'The longest message that the sender is ready to take in a datagram; it stands where other records have their class.', spec: 'RFC 6891 §6.2.3' }),
  'resp.ext_rcode': u8(VARIES, { hex: true, label: 'Higher bits of the reply code', doc: 'Eight more bits before the four of the reply code in the header.', spec: 'RFC 6891 §6.1.3' }),
  'resp.edns0_version': u8(VARIES, { label: 'EDNS version', doc: 'Version of the extension; there is only 0.', spec: 'RFC 6891 §6.1.3' }),
  'resp.z': u16(VARIES, { hex: true, label: 'Flags', doc: 'Sixteen more flags.', spec: 'RFC 6891 §6.1.4' }),
  'resp.z.do': flag(VARIES, 2, 0x8000, { within: 'resp.z', label: 'DNSSEC wanted', doc: 'Signatures should come with the answer.', spec: 'RFC 3225 §3' }),
  'resp.z.reserved': u16(VARIES, { mask: 0x7fff, hex: true, within: 'resp.z', label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 6891 §6.1.4' }),
  opt: group({ label: 'Option', doc: 'One thing that question or answer say beside.', spec: 'RFC 6891 §6.1.2' }),
  'opt.code': u16(VARIES, { names: optionNames, label: 'Code', doc: 'Which option it is.', spec: 'RFC 6891 §6.1.2' }),
  'opt.len': u16(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the content of the option.', spec: 'RFC 6891 §6.1.2' }),
  'opt.data': bytes(VARIES, 0, { label: 'Content', doc: 'Content of the option, as it is.', spec: 'RFC 6891 §6.1.2' }),
  'opt.dau': u8(VARIES, { names: algorithmNames, label: 'DNSSEC algorithm', doc: 'A signature algorithm that the one who asks understands.', spec: 'RFC 6975 §3' }),
  'opt.dhu': u8(VARIES, { names: digestNames, label: 'DS hash', doc: 'A digest that the one who asks understands.', spec: 'RFC 6975 §3' }),
  'opt.n3u': u8(VARIES, { names: hashNames, label: 'NSEC3 hash', doc: 'A hash of names that the one who asks understands.', spec: 'RFC 6975 §3' }),
  'opt.client.family': u16(VARIES, { names: familyNames, label: 'Address family', doc: 'What kind of address follows.', spec: 'RFC 7871 §6' }),
  'opt.client.netmask': u8(VARIES, { unit: 'bits', label: 'Source prefix length', doc: 'How many bits of the address are told.', spec: 'RFC 7871 §6' }),
  'opt.client.scope': u8(VARIES, { unit: 'bits', label: 'Scope prefix length', doc: 'For how large a network the answer is meant.', spec: 'RFC 7871 §6' }),
  'opt.client.addr4': ipv4(VARIES, { label: 'Client subnet', doc: 'The network of the one for whom the question is asked.', spec: 'RFC 7871 §6' }),
  'opt.client.addr6': ipv6(VARIES, { label: 'Client subnet', doc: 'The network of the one for whom the question is asked.', spec: 'RFC 7871 §6' }),
  'opt.cookie.client': bytes(VARIES, 0, { label: 'Client cookie', doc: 'A number that only the true server can send back.', spec: 'RFC 7873 §4.1' }),
  'opt.cookie.server': bytes(VARIES, 0, { label: 'Server cookie', doc: 'A number that only the true client can send back.', spec: 'RFC 7873 §4.2' }),
  'opt.edns_tcp_keepalive.timeout': u16(VARIES, { label: 'Idle timeout', doc: 'How long the connection may stay open without a question, in units of 100 milliseconds.', spec: 'RFC 7828 §3.1' }),
  'opt.padding': bytes(VARIES, 0, { label: 'Padding', doc: 'Filling, so that the length of the message does not give away what it says.', spec: 'RFC 7830 §3' }),
  'opt.chain.fqdn': text(VARIES, 0, { charset: 'utf-8', label: 'Closest trust point', doc: 'The zone from which on signatures are wanted.', spec: 'RFC 7901 §4' }),
  'opt.ext_error.info_code': u16(VARIES, { names: extendedErrorNames, label: 'Error', doc: 'What went wrong, in more detail than the reply code.', spec: 'RFC 8914 §2' }),
  'opt.ext_error.extra_text': text(VARIES, 0, { charset: 'utf-8', label: 'Extra text', doc: 'What went wrong, in words.', spec: 'RFC 8914 §2' }),
});
export const ednsFields = f;

/** The options of an OPT record (RFC 6891 §6.1.2). */
export function placeOptions(o: NamePlaces, t: TreeBuilder): void {
  while (o.left > 0 && o.has(4)) {
    const size = (t.bytes[o.at + 2]! << 8) | t.bytes[o.at + 3]!;
    const to = Math.min(o.at + 4 + size, o.end);
    t.begin(f.opt, o.at, to);
    const code = (t.bytes[o.at]! << 8) | t.bytes[o.at + 1]!;
    o.take(f['opt.code']);
    o.take(f['opt.len']);
    if (o.has(size)) placeContent(new NamePlaces(t, o.at, to, o.message), t, code);
    t.close();
    o.at = to;
  }
}

function placeContent(o: NamePlaces, t: TreeBuilder, code: number): void {
  switch (code) {
    case OPTION.dau:
    case OPTION.dhu:
    case OPTION.n3u: {
      const field = code === OPTION.dau ? f['opt.dau'] : code === OPTION.dhu ? f['opt.dhu'] : f['opt.n3u'];
      while (o.left > 0) o.take(field);
      break;
    }
    case OPTION.clientSubnet:
      placeSubnet(o, t);
      break;
    case OPTION.cookie:
      o.take(f['opt.cookie.client'], CLIENT_COOKIE);
      o.takeRest(f['opt.cookie.server']);
      break;
    case OPTION.keepAlive:
      if (o.left > 0) o.take(f['opt.edns_tcp_keepalive.timeout']);
      break;
    case OPTION.padding:
      o.takeRest(f['opt.padding']);
      break;
    case OPTION.chain:
      o.takeName(f['opt.chain.fqdn']);
      break;
    case OPTION.extendedError:
      o.take(f['opt.ext_error.info_code']);
      o.takeRest(f['opt.ext_error.extra_text']);
      break;
  }
  o.rest(f['opt.data']);
}

/** As many bytes of the address as the prefix needs; the others are zero (RFC 7871 §6). */
function placeSubnet(o: NamePlaces, t: TreeBuilder): void {
  const family = o.left >= 2 ? (t.bytes[o.at]! << 8) | t.bytes[o.at + 1]! : 0;
  o.take(f['opt.client.family']);
  o.take(f['opt.client.netmask']);
  o.take(f['opt.client.scope']);
  const address = family === IPV4 ? f['opt.client.addr4'] : f['opt.client.addr6'];
  if ((family !== IPV4 && family !== IPV6) || o.left === 0 || o.left > address.size || !o.has(1)) return;
  o.take(address, o.left, family === IPV4 ? wholeIpv4(t.bytes, o.at, o.end) : wholeAddress(t.bytes, o.at, o.end));
}
