import { bytes, type Field, fieldsOf, flag, ipv4, text, u16, u32, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decode } from '../base/value.ts';
import type { Walk } from '../base/walk.ts';
import { hardwareNames, operationNames } from './dhcp-names.ts';
import { addDhcpOptions, dhcpOptionFields, overloadIn } from './dhcp-options.ts';
import { addRemains } from './fixed.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';

/** The part of BOOTP that is always there, and the four bytes by which options are announced (RFC 2131 §3). */
const HEADER = 236;
const COOKIE = 0x63825363;
const ADDRESS_AT = 28;
const ADDRESS_ROOM = 16;
const NAME_ROOM = 64;
const FILE_ROOM = 128;
const ETHERNET = 1;
const MAC = 6;
/** Bits of the option overload (RFC 2132 §9.3). */
const IN_FILE = 1;
const IN_NAME = 2;

const f = fieldsOf('dhcp', 'RFC 2131 §2', {
  type: u8(0, { names: operationNames, label: 'Operation', doc: 'Who speaks: the client asks, the server replies.' }),
  'hw.type': u8(1, { hex: true, names: hardwareNames, label: 'Hardware type', doc: 'What kind of network the client is on.' }),
  'hw.len': u8(2, { unit: 'bytes', label: 'Hardware address length', doc: 'How long a hardware address of such a network is.' }),
  hops: u8(3, { label: 'Hops', doc: 'How many relay agents have passed the message on.' }),
  id: u32(4, { hex: true, label: 'Transaction ID', doc: 'A number that the client chose; replies repeat it.' }),
  secs: u16(8, { unit: 'seconds', label: 'Seconds elapsed', doc: 'How long the client has been trying.' }),
  flags: u16(10, { hex: true, label: 'Flags', doc: 'How the reply should be sent.' }),
  'flags.bc': flag(10, 2, 0x8000, { label: 'Broadcast', doc: 'The reply should go to everybody, because the client cannot yet receive what is sent to its address.' }),
  'flags.reserved': u16(10, { mask: 0x7fff, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  'ip.client': ipv4(12, { label: 'Client address', doc: 'The address that the client has already, and can use.' }),
  'ip.your': ipv4(16, { label: 'Your address', doc: 'The address that the server gives the client.' }),
  'ip.server': ipv4(20, { label: 'Next server', doc: 'The server that the client should boot from.' }),
  'ip.relay': ipv4(24, { label: 'Relay agent', doc: 'The relay agent that passes messages on between networks; it tells the server which network it is.' }),
  'hw.addr': bytes(VARIES, 0, { label: 'Client hardware address', doc: 'The hardware address of a client that is not on Ethernet.' }),
  'hw.addr_padding': bytes(VARIES, 0, { label: 'Filling', doc: 'The field has room for longer addresses.' }),
  server: text(VARIES, 0, { charset: 'utf-8', label: 'Server name', doc: 'Name of the server, if it gives one.' }),
  file: text(VARIES, 0, { charset: 'utf-8', label: 'Boot file', doc: 'The file that the client should boot from.' }),
  cookie: ipv4(VARIES, { label: 'Magic cookie', doc: 'Four bytes that say: options follow. Written like an address, 99.130.83.99.', }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'What there is of a message that is not whole.' }),
  vendor_specific_options: bytes(VARIES, 0, { label: 'Vendor area', doc: 'What stands in the place of options in BOOTP, which has none.', spec: 'RFC 951 §3' }),
});

function step(w: Walk): boolean {
  w.body = w.end;
  return w.need(HEADER);
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  if (t.end < s + HEADER) return addRemains(t, f, f.rest);
  const o = new Places(t, s + ADDRESS_AT, s + HEADER);
  const options = s + HEADER + 4;
  const isDhcp = options <= t.end && cookieAt(b, s + HEADER) === COOKIE;
  const overload = isDhcp ? overloadIn(b, options, t.end) : 0;
  placeAddress(o, b, s);
  placeText(t, f.server, o, NAME_ROOM, (overload & IN_NAME) !== 0);
  placeText(t, f.file, o, FILE_ROOM, (overload & IN_FILE) !== 0);
  if (isDhcp) {
    t.add(f.cookie, s + HEADER, options);
    addDhcpOptions(t, options, t.wireEnd);
  } else if (s + HEADER < t.end) t.add(f.vendor_specific_options, s + HEADER, t.end);
}

function cookieAt(b: Uint8Array, at: number): number {
  return ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;
}

/** The hardware address, in a field that is made for longer ones. */
function placeAddress(o: Places, b: Uint8Array, s: number): void {
  const size = Math.min(b[s + 2]!, ADDRESS_ROOM);
  if (size > 0) o.take(b[s + 1] === ETHERNET && size === MAC ? dhcpOptionFields['hw.mac_addr'] : f['hw.addr'], size);
  if (size < ADDRESS_ROOM) o.take(f['hw.addr_padding'], ADDRESS_ROOM - size);
}

/** A text up to the first zero, or options that found no room elsewhere. */
function placeText(t: TreeBuilder, field: Field, o: Places, room: number, holdsOptions: boolean): void {
  if (holdsOptions) {
    addDhcpOptions(t, o.at, o.at + room);
    o.at += room;
    return;
  }
  const zero = t.bytes.indexOf(0, o.at);
  const to = zero < 0 ? o.at + room : Math.min(zero, o.at + room);
  o.take(field, room, decode(t.bytes.subarray(o.at, to), 'utf-8'));
}

export const dhcp = protocol('dhcp', {
  short: 'DHCP', title: 'Dynamic Host Configuration Protocol', spec: 'RFC 2131',
  doc: 'Gives machines an address on the network, and tells them what they need to know there.',
  fields: { ...f, ...dhcpOptionFields }, step, detail,
  lines: {
    request: '{dhcp.option.dhcp:name} {dhcp.hw.mac_addr} {dhcp.option.hostname} {dhcp.option.requested_ip_address}',
    reply: '{dhcp.option.dhcp:name} {dhcp.hw.mac_addr} → {dhcp.ip.your}',
  },
  line: (b, s) => (b[s] === 2 ? 'reply' : 'request'),
});

udpPort.join(dhcp, 67, 68);
