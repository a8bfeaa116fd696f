import { addWords, checksum } from '../base/checksum.ts';
import { bytes, counted, fieldsOf, flag, fraction, ipv4, packetNumber, presence, u16, u16le, u32, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { CHECKSUM, checksumStatusNames } from './checksum-status.ts';
import { data } from './data.ts';
import { addUnclaimed, endOfFixed } from './fixed.ts';
import { addExtension, extensionAt, icmpExtensionFields } from './icmp-extensions.ts';
import { breachNames, ICMP, icmpMessageNames, icmpTypeNames, neighbourStateNames } from './icmp-names.ts';
import { breachOf, quotedLength, quoteIpv4 } from './icmp-quote.ts';
import { addRouters, hasEntries, routerDiscoveryFields } from './icmp-router.ts';
import { addDataTime, addTimesOfDay, beginsWithTime, DATA_TIME, icmpTimeFields } from './icmp-times.ts';
import { ipProtocol } from './ip-protocol.ts';

/** Every message has type, code, checksum and four bytes whose meaning depends on the type (RFC 792). */
const HEADER = 8;
const PROTOCOL = 1;
const FRAGMENTATION_NEEDED = 4;

const { echo, echoReply, timestamp, timestampReply, information, informationReply, mask, maskReply, domainName, domainNameReply, extendedEcho, extendedEchoReply } = ICMP;
const queries = [echo, echoReply, timestamp, timestampReply, information, informationReply, mask, maskReply, domainName, domainNameReply];

/** `when` a field is there: in messages of these types. */
const of = (...types: readonly number[]) => (b: Uint8Array, s: number): boolean => types.includes(b[s]!);
const ofQueries = of(...queries);
const ofIdentified = of(...queries, extendedEcho, extendedEchoReply);
const ofTraceroute = of(ICMP.traceroute);
/** The messages that may carry an extension, and say how long the quotation before it is (RFC 4884 §4). */
const mayExtend = of(ICMP.unreachable, ICMP.timeExceeded, ICMP.parameterProblem);

const f = fieldsOf('icmp', 'RFC 792', {
  message: u16(0, { hex: true, names: icmpMessageNames, label: 'Message', doc: 'What the message says: its type and its code taken together.' }),
  type: u8(0, { within: 'message', names: icmpTypeNames, label: 'Type', doc: 'What kind of message it is.' }),
  code: u8(1, { within: 'message', label: 'Code', doc: 'What exactly the matter is; its meaning depends on the type.' }),
  checksum: u16(2, { hex: true, label: 'Checksum', doc: "One's complement sum over the whole message." }),
  'checksum.status': counted({ size: 1, within: 'checksum', names: checksumStatusNames, label: 'Checksum status', doc: 'Whether the checksum is right.' }),
  checksum_calculated: counted({ size: 2, hex: true, within: 'checksum', label: 'Calculated checksum', doc: 'What the checksum should be.' }),
  ident: u16(4, { when: ofIdentified, label: 'Identifier', doc: 'Tells the questions of different programs apart; an answer repeats it.' }),
  ident_le: u16le(4, { within: 'ident', when: ofIdentified, label: 'Identifier (little-endian)', doc: 'The identifier as a machine reads it that wrote it in its own byte order.' }),
  seq: u16(6, { when: ofQueries, label: 'Sequence number', doc: 'Counts the questions of a program; an answer repeats it.' }),
  seq_le: u16le(6, { within: 'seq', when: ofQueries, label: 'Sequence number (little-endian)', doc: 'The sequence number as a machine reads it that wrote it in its own byte order.' }),
  'ext.echo.seq': u8(6, { when: of(extendedEcho, extendedEchoReply), label: 'Sequence number', doc: 'Counts the questions of a program; an answer repeats it.', spec: 'RFC 8335 §2' }),
  'ext.echo.req.res': u8(7, { mask: 0xfe, hex: true, when: of(extendedEcho), label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 8335 §2' }),
  'ext.echo.req.local': flag(7, 1, 0x01, { when: of(extendedEcho), label: 'Local', doc: 'Set: the interface belongs to the machine that is asked; clear: to a neighbour of it.', spec: 'RFC 8335 §2' }),
  'ext.echo.rsp.state': u8(7, { mask: 0xe0, names: neighbourStateNames, when: of(extendedEchoReply), label: 'State', doc: 'What the machine that was asked knows of its neighbour.', spec: 'RFC 8335 §3' }),
  'ext.echo.rsp.res': u8(7, { mask: 0x18, hex: true, when: of(extendedEchoReply), label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 8335 §3' }),
  'ext.echo.rsp.active': flag(7, 1, 0x04, { when: of(extendedEchoReply), label: 'Active', doc: 'The interface is up.', spec: 'RFC 8335 §3' }),
  'ext.echo.rsp.ipv4': flag(7, 1, 0x02, { when: of(extendedEchoReply), label: 'IPv4', doc: 'IPv4 runs on the interface.', spec: 'RFC 8335 §3' }),
  'ext.echo.rsp.ipv6': flag(7, 1, 0x01, { when: of(extendedEchoReply), label: 'IPv6', doc: 'IPv6 runs on the interface.', spec: 'RFC 8335 §3' }),
  pointer: u8(4, { when: of(ICMP.parameterProblem), label: 'Pointer', doc: 'Offset of the byte of the quoted packet that was not understood.' }),
  redir_gw: ipv4(4, { when: of(ICMP.redirect), label: 'Gateway address', doc: 'The router that packets to this destination should be sent to from now on.' }),
  length: u8(5, { when: (b, s) => mayExtend(b, s) && b[s + 5] !== 0, unit: 'words', label: 'Quotation length', doc: 'How long the quoted packet is, filling included, in 32-bit words; an extension follows.', spec: 'RFC 4884 §4' }),
  'length.original_datagram': counted({ unit: 'bytes', within: 'length', label: 'Quotation length in bytes', doc: 'The same in bytes.', spec: 'RFC 4884 §4' }),
  mtu: u16(6, { unit: 'bytes', when: (b, s) => b[s] === ICMP.unreachable && b[s + 1] === FRAGMENTATION_NEEDED, label: 'MTU of the next hop', doc: 'The longest packet that fits through the link the packet was too long for.', spec: 'RFC 1191 §4' }),
  address_mask: ipv4(8, { when: of(mask, maskReply), label: 'Address mask', doc: 'Which bits of an address on this network name the network.', spec: 'RFC 950 §I' }),
  'traceroute.id': u16(4, { when: ofTraceroute, label: 'ID number', doc: 'Tells which traceroute packet the message answers.', spec: 'RFC 1393 §4' }),
  'traceroute.outbound_hops': u16(8, { when: ofTraceroute, label: 'Outbound hops', doc: 'How many routers the packet has passed on its way out.', spec: 'RFC 1393 §4' }),
  'traceroute.return_hops': u16(10, { when: ofTraceroute, label: 'Return hops', doc: 'How many routers the packet has passed on its way back.', spec: 'RFC 1393 §4' }),
  'traceroute.speed': u32(12, { when: ofTraceroute, label: 'Link speed', doc: 'Speed of the link that it goes out on, in bytes per second; 0: not known.', spec: 'RFC 1393 §4' }),
  'traceroute.mtu': u32(16, { unit: 'bytes', when: ofTraceroute, label: 'Link MTU', doc: 'The longest packet of that link; 0: not known.', spec: 'RFC 1393 §4' }),
  'photuris.pointer': u16(6, { when: of(ICMP.photuris), label: 'Pointer', doc: 'Offset of the byte of the quoted packet that was not understood.', spec: 'RFC 2521 §2' }),
  unused: bytes(VARIES, 0, { label: 'Unused', doc: 'Bytes without a meaning in this message; must be zero.' }),
  data: bytes(VARIES, 0, { label: 'Content', doc: 'The rest of the message, as it is.' }),
  padding: bytes(VARIES, 0, { label: 'Filling', doc: 'Bytes between the quoted packet and what follows it.', spec: 'RFC 4884 §4' }),
  breach: counted({ size: 1, names: breachNames, label: 'Should not have been sent', doc: 'Which rule forbids an error message about the quoted packet: errors about errors would never end.', spec: 'RFC 1122 §3.2.2' }),
  cause: packetNumber({ label: 'Quoted packet', doc: 'The packet that the message is about, where the capture holds it.' }),
  resp_in: packetNumber({ label: 'Answer in', doc: 'The packet that answers this question.' }),
  no_resp: presence({ label: 'No answer seen', doc: 'The capture holds no answer to this question.' }),
  resp_to: packetNumber({ label: 'Answer to', doc: 'The packet with the question that this one answers.' }),
  resptime: fraction({ label: 'Response time', doc: 'How long the answer took, in milliseconds.' }),
});
export const icmpFields = f;
const allFields = { ...f, ...icmpTimeFields, ...routerDiscoveryFields, ...icmpExtensionFields };
const fields = Object.values(allFields);

function step(w: Walk): boolean {
  const { start: s, bytes: b } = w;
  w.body = w.end;
  if (!w.need(HEADER)) return false;
  switch (b[s]!) {
    case echo:
    case echoReply:
      w.body = s + HEADER + (beginsWithTime(b, s + HEADER, w.end, w.seconds) ? DATA_TIME : 0);
      w.next = data;
      return true;
    case ICMP.unreachable:
    case ICMP.timeExceeded:
    case ICMP.parameterProblem:
    case ICMP.sourceQuench:
    case ICMP.redirect:
    case ICMP.photuris:
      w.body = s + HEADER;
      limitQuote(w);
      quoteIpv4(w);
      return true;
    case ICMP.routerAdvertisement:
      if (hasEntries(b, s)) return true;
      w.body = s + HEADER;
      w.next = data;
      return true;
    default:
      return w.need(headerLength(b[s]!));
  }
}

/** Messages with more than eight bytes of header. */
function headerLength(type: number): number {
  if (type === timestamp || type === timestampReply || type === ICMP.traceroute) return 20;
  return type === mask || type === maskReply ? 12 : HEADER;
}

/** Where an extension follows, the quotation ends before it. */
function limitQuote(w: Walk): void {
  const extension = extensionOf(w.bytes, w.start, w.end, w.wireEnd);
  if (extension >= 0) w.carries(extension - w.body);
}

function extensionOf(b: Uint8Array, s: number, end: number, wireEnd: number): number {
  const quote = s + HEADER;
  return mayExtend(b, s) ? extensionAt(b, quote, end, wireEnd, b[s + 5]! * 4, quotedLength(b, quote, end)) : -1;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  addChecksum(t);
  if (t.end < s + HEADER) {
    addRest(t);
    return;
  }
  switch (b[s]!) {
    case echo:
    case echoReply:
      if (t.body > s + HEADER) addDataTime(t, s + HEADER);
      break;
    case timestamp:
    case timestampReply:
      addTimesOfDay(t);
      addRest(t);
      break;
    case ICMP.unreachable:
    case ICMP.timeExceeded:
    case ICMP.parameterProblem:
    case ICMP.sourceQuench:
    case ICMP.redirect:
    case ICMP.photuris:
      addUnused(t);
      addError(t);
      break;
    case ICMP.routerAdvertisement:
      if (hasEntries(b, s)) addRouters(t);
      break;
    case extendedEcho:
      if (s + HEADER < t.end) addExtension(t, s + HEADER);
      break;
    case ICMP.routerSolicitation:
    case ICMP.traceroute:
      addUnused(t);
      addRest(t, Math.max(s + HEADER, endOfFixed(t, fields)));
      break;
    default:
      addRest(t);
  }
}

function addChecksum(t: TreeBuilder): void {
  const { bytes: b, start: s, end } = t;
  if (end < s + 4) return;
  if (t.walk.isQuoted(t.layer) || end < t.wireEnd) {
    t.addUnder(f.checksum, f['checksum.status'], CHECKSUM.unverified);
    return;
  }
  t.addUnder(f.checksum, f['checksum.status'], addWords(0, b, s, end) === 0xffff ? CHECKSUM.good : CHECKSUM.bad);
  t.addUnder(f.checksum, f.checksum_calculated, checksum(addWords(addWords(0, b, s, s + 2), b, s + 4, end)));
}

/** Bytes 4 to 8 of the header that none of its fields claims. */
function addUnused(t: TreeBuilder): void {
  addUnclaimed(t, fields, f.unused, 4, HEADER);
}

/** What is left of the message: what comes after the last field with a fixed place, unless it begins elsewhere. */
function addRest(t: TreeBuilder, from = endOfFixed(t, fields)): void {
  if (from < t.end) t.add(f.data, from, t.end);
}

/** What stands after the quotation of an error message, and whether the message was allowed. */
function addError(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  const breach = breachOf(t, t.body);
  if (breach !== 0) t.add(f.breach, t.body, t.body, breach);
  if (mayExtend(b, s) && b[s + 5] !== 0) t.addUnder(f.length, f['length.original_datagram'], b[s + 5]! * 4);
  const extension = extensionOf(b, s, t.end, t.wireEnd);
  const quoteEnd = extension < 0 ? t.end : Math.min(extension, t.end);
  if (t.innerEnd < quoteEnd) t.add(f.padding, t.innerEnd, quoteEnd);
  if (extension >= 0 && extension < t.end) addExtension(t, extension);
}

export const icmp = protocol('icmp', {
  short: 'ICMP', title: 'Internet Control Message Protocol', spec: 'RFC 792',
  doc: 'Tells a sender what became of its packets, and asks whether a machine is there.',
  fields: allFields, step, detail,
  lines: {
    message: '{message:name}', query: '{message:name} id={ident} seq={seq}', mtu: '{message:name}, MTU {mtu}', redirect: '{message:name}, by way of {redir_gw}',
  },
  line: (b, s) => (ofQueries(b, s) ? 'query' : b[s] === ICMP.redirect ? 'redirect' : b[s] === ICMP.unreachable && b[s + 1] === FRAGMENTATION_NEEDED ? 'mtu' : 'message'),
});

ipProtocol.join(icmp, PROTOCOL);
