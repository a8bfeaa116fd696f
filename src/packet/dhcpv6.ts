import { bytes, fieldsOf, group, ipv6, u16, u24, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { addRemains } from './fixed.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';

const HEADER = 4;
/** Type, hops and two addresses (RFC 8415 §9). */
const RELAY_HEADER = 34;
const RELAY_FORWARD = 12;
const RELAY_REPLY = 13;

/** IANA, DHCPv6 Message Types. */
const messageNames = names('dhcpv6.msgtype', {
  1: 'Solicit', 2: 'Advertise', 3: 'Request', 4: 'Confirm', 5: 'Renew', 6: 'Rebind', 7: 'Reply', 8: 'Release', 9: 'Decline', 10: 'Reconfigure', 11: 'Information request', 12: 'Relay forward', 13: 'Relay reply',
  14: 'Lease query', 15: 'Lease query reply', 16: 'Lease query done', 17: 'Lease query data', 18: 'Reconfigure request', 19: 'Reconfigure reply', 20: 'DHCPv4 query', 21: 'DHCPv4 response',
});
/** IANA, DHCPv6 Option Codes. */
const optionNames = names('dhcpv6.option.type', {
  1: 'client identifier', 2: 'server identifier', 3: 'addresses', 4: 'temporary addresses', 5: 'address', 6: 'requested options', 7: 'preference', 8: 'elapsed time', 9: 'relayed message', 11: 'authentication',
  12: 'server address', 13: 'status', 14: 'rapid commit', 15: 'user class', 16: 'vendor class', 17: 'vendor information', 18: 'interface', 19: 'reconfigure message', 20: 'reconfigure accepted', 21: 'SIP server names',
  22: 'SIP server addresses', 23: 'DNS servers', 24: 'domain search list', 25: 'prefixes', 26: 'prefix', 27: 'NIS servers', 31: 'SNTP servers', 32: 'refresh time', 37: 'remote end', 38: 'subscriber', 39: 'client FQDN',
  41: 'POSIX time zone', 42: 'time zone name', 56: 'NTP server', 59: 'boot file URL', 60: 'boot file parameters', 61: 'client architecture', 62: 'network interface', 79: 'client link-layer address', 82: 'longest solicit interval',
  83: 'longest information interval', 103: 'captive portal',
});

const isRelay = (b: Uint8Array, s: number): boolean => b[s] === RELAY_FORWARD || b[s] === RELAY_REPLY;
const isMessage = (b: Uint8Array, s: number): boolean => !isRelay(b, s);

const f = fieldsOf('dhcpv6', 'RFC 8415 §8', {
  msgtype: u8(0, { names: messageNames, label: 'Message type', doc: 'Which step of the conversation it is.' }),
  xid: u24(1, { hex: true, when: isMessage, label: 'Transaction ID', doc: 'A number that the client chose; replies repeat it.' }),
  hopcount: u8(1, { when: isRelay, label: 'Hops', doc: 'How many relay agents have passed the message on.', spec: 'RFC 8415 §9' }),
  linkaddr: ipv6(2, { when: isRelay, label: 'Link address', doc: 'An address on the network of the client, by which the server knows which network it is.', spec: 'RFC 8415 §9' }),
  peeraddr: ipv6(18, { when: isRelay, label: 'Peer address', doc: 'The client or relay agent that the message came from.', spec: 'RFC 8415 §9' }),
  option: group({ label: 'Option', doc: 'One thing that client or server want to know, or tell.', spec: 'RFC 8415 §21.1' }),
  'option.type': u16(VARIES, { names: optionNames, label: 'Code', doc: 'Which option it is.', spec: 'RFC 8415 §21.1' }),
  'option.length': u16(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the content of the option.', spec: 'RFC 8415 §21.1' }),
  'option.value': bytes(VARIES, 0, { label: 'Content', doc: 'Content of the option, as it is.', spec: 'RFC 8415 §21.1' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'What there is of a message that is not whole.' }),
});

const header = (b: Uint8Array, s: number): number => (isRelay(b, s) ? RELAY_HEADER : HEADER);

function step(w: Walk): boolean {
  w.body = w.end;
  return w.need(1) && w.need(header(w.bytes, w.start));
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  const from = s + header(b, s);
  if (t.end < from) return addRemains(t, f, f.rest);
  const o = new Places(t, from, t.wireEnd);
  while (o.left > 0 && o.has(4)) {
    const to = o.at + 4 + ((b[o.at + 2]! << 8) | b[o.at + 3]!);
    const p = new Places(t, o.at, to);
    t.begin(f.option, p.at, p.end);
    p.take(f['option.type']);
    p.take(f['option.length']);
    p.has(to - p.at);
    p.rest(f['option.value']);
    t.close();
    o.at = p.end;
  }
  o.rest(f.rest);
}

export const dhcpv6 = protocol('dhcpv6', {
  short: 'DHCPv6', title: 'Dynamic Host Configuration Protocol for IPv6', spec: 'RFC 8415',
  doc: 'Gives machines an IPv6 address, or tells them what they need to know beside it.',
  fields: f, step, detail,
  lines: { message: '{msgtype:name} {xid}', relay: '{msgtype:name} {peeraddr}' },
  line: (b, s) => (isRelay(b, s) ? 'relay' : 'message'),
});

udpPort.join(dhcpv6, 546, 547);
