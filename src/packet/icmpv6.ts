import { bytes, counted, type Field, fieldsOf, flag, fraction, packetNumber, presence, u16, u32, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { checksumStatusNames } from './checksum-status.ts';
import { data } from './data.ts';
import { addUnclaimed, endOfFixed } from './fixed.ts';
import { addExtension, extensionAt, icmpExtensionFields } from './icmp-extensions.ts';
import { breachNames, neighbourStateNames } from './icmp-names.ts';
import { breachOf6, quotedLength, quoteIpv6 } from './icmp-quote.ts';
import { icmpv6CommonFields as common, type Message, of } from './icmpv6-common.ts';
import { listenerFields, listenerMessages } from './icmpv6-listeners.ts';
import { ICMPV6 as T, icmpv6MessageNames, icmpv6TypeNames } from './icmpv6-names.ts';
import { neighbourFields, neighbourMessages, quoteRedirected } from './icmpv6-neighbours.ts';
import { nodeFields, nodeMessages } from './icmpv6-node.ts';
import { icmpv6OptionFields } from './icmpv6-options.ts';
import { rareFields, rareMessages } from './icmpv6-rare.ts';
import { rplFields, rplMessages } from './icmpv6-rpl.ts';
import { ipProtocol } from './ip-protocol.ts';
import { addChecksumStatus } from './pseudo-header.ts';

const PROTOCOL = 58;
/** Type, code and checksum, which every message has (RFC 4443 §2.1). */
const COMMON = 4;
const HEADER = 8;
/** The length of a quotation counts units of eight bytes (RFC 4884 §4.2). */
const UNIT = 8;

const mayExtend = of(T.unreachable, T.timeExceeded);

const f = fieldsOf('icmpv6', 'RFC 4443 §2.1', {
  message: u16(0, { hex: true, names: icmpv6MessageNames, label: 'Message', doc: 'What the message says: its type and its code taken together.' }),
  type: u8(0, { within: 'message', names: icmpv6TypeNames, label: 'Type', doc: 'What kind of message it is; those below 128 are errors.' }),
  code: u8(1, { within: 'message', label: 'Code', doc: 'What exactly the matter is; its meaning depends on the type.' }),
  checksum: u16(2, { hex: true, label: 'Checksum', doc: "One's complement sum over the message and the addresses of the IPv6 packet." }),
  'checksum.status': counted({ size: 1, within: 'checksum', names: checksumStatusNames, label: 'Checksum status', doc: 'Whether the checksum is right.' }),
  checksum_calculated: counted({ size: 2, hex: true, within: 'checksum', label: 'Calculated checksum', doc: 'What the checksum should be.' }),
  'echo.identifier': u16(4, { hex: true, when: of(T.echo, T.echoReply, T.extendedEcho, T.extendedEchoReply), label: 'Identifier', doc: 'Tells the questions of different programs apart; an answer repeats it.', spec: 'RFC 4443 §4.1' }),
  'echo.sequence_number': u16(6, { when: of(T.echo, T.echoReply), label: 'Sequence number', doc: 'Counts the questions of a program; an answer repeats it.', spec: 'RFC 4443 §4.1' }),
  mtu: u32(4, { unit: 'bytes', when: of(T.tooBig), label: 'MTU', doc: 'The longest packet that fits through the link the packet was too long for.', spec: 'RFC 4443 §3.2' }),
  pointer: u32(4, { when: of(T.parameterProblem), label: 'Pointer', doc: 'Offset of the byte of the quoted packet that was not understood.', spec: 'RFC 4443 §3.4' }),
  length: u8(4, { when: (b, s) => mayExtend(b, s) && b[s + 4] !== 0, label: 'Quotation length', doc: 'How long the quoted packet is, filling included, in units of 8 bytes; an extension follows.', spec: 'RFC 4884 §4.2' }),
  'ext.echo.seq': u8(6, { when: of(T.extendedEcho, T.extendedEchoReply), label: 'Sequence number', doc: 'Counts the questions of a program; an answer repeats it.', spec: 'RFC 8335 §2' }),
  'ext.echo.req.res': u8(7, { mask: 0xfe, hex: true, when: of(T.extendedEcho), label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 8335 §2' }),
  'ext.echo.req.local': flag(7, 1, 0x01, { when: of(T.extendedEcho), label: 'Local', doc: 'Set: the interface belongs to the machine that is asked; clear: to a neighbour of it.', spec: 'RFC 8335 §2' }),
  'ext.echo.rsp.state': u8(7, { mask: 0xe0, names: neighbourStateNames, when: of(T.extendedEchoReply), label: 'State', doc: 'What the machine that was asked knows of its neighbour.', spec: 'RFC 8335 §3' }),
  'ext.echo.rsp.res': u8(7, { mask: 0x18, hex: true, when: of(T.extendedEchoReply), label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 8335 §3' }),
  'ext.echo.rsp.active': flag(7, 1, 0x04, { when: of(T.extendedEchoReply), label: 'Active', doc: 'The interface is up.', spec: 'RFC 8335 §3' }),
  'ext.echo.rsp.ipv4': flag(7, 1, 0x02, { when: of(T.extendedEchoReply), label: 'IPv4', doc: 'IPv4 runs on the interface.', spec: 'RFC 8335 §3' }),
  'ext.echo.rsp.ipv6': flag(7, 1, 0x01, { when: of(T.extendedEchoReply), label: 'IPv6', doc: 'IPv6 runs on the interface.', spec: 'RFC 8335 §3' }),
  padding: bytes(VARIES, 0, { label: 'Filling', doc: 'Bytes between the quoted packet and what follows it.', spec: 'RFC 4884 §4.2' }),
  breach: counted({ size: 1, names: breachNames, label: 'Should not have been sent', doc: 'Which rule forbids an error message about the quoted packet: errors about errors would never end.', spec: 'RFC 4443 §2.4' }),
  cause: packetNumber({ label: 'Quoted packet', doc: 'The packet that the message is about, where the capture holds it.' }),
  resp_in: packetNumber({ label: 'Answer in', doc: 'The packet that answers this question.' }),
  no_resp: presence({ label: 'No answer seen', doc: 'The capture holds no answer to this question.' }),
  resp_to: packetNumber({ label: 'Answer to', doc: 'The packet with the question that this one answers.' }),
  resptime: fraction({ label: 'Response time', doc: 'How long the answer took, in milliseconds.' }),
});
export const icmpv6Fields = f;
const allFields = {
  ...f, ...neighbourFields, ...listenerFields, ...nodeFields, ...rplFields, ...rareFields, ...common, ...icmpv6OptionFields, ...icmpExtensionFields,
  // The extensions have a field of the same name: `icmp.reserved`.
  ownReserved: common.reserved,
};
const fields = Object.values(allFields);

const messages: ReadonlyMap<number, Message> = new Map<number, Message>([
  [T.unreachable, { fixed: HEADER, detail: addError }],
  [T.tooBig, { fixed: HEADER, detail: addError }],
  [T.timeExceeded, { fixed: HEADER, detail: addError }],
  [T.parameterProblem, { fixed: HEADER, detail: addError }],
  // What they carry is a layer of its own.
  [T.echo, { fixed: HEADER, detail: nothing }],
  [T.echoReply, { fixed: HEADER, detail: nothing }],
  [T.extendedEcho, { fixed: HEADER, detail: (t, from) => (from < t.end ? addExtension(t, from) : undefined) }],
  [T.extendedEchoReply, { fixed: HEADER }],
  ...neighbourMessages, ...listenerMessages, ...nodeMessages, ...rplMessages, ...rareMessages,
]);

/** Length of what every message of a type has. */
const fixedLength = new Uint8Array(256).fill(COMMON);
for (const [type, { fixed }] of messages) fixedLength[type] = fixed;

function step(w: Walk): boolean {
  const { start: s, bytes: b } = w;
  w.body = w.end;
  if (!w.need(COMMON) || !w.need(fixedLength[b[s]!]!)) return false;
  switch (b[s]!) {
    case T.echo:
    case T.echoReply:
      w.body = s + HEADER;
      w.next = data;
      break;
    case T.unreachable:
    case T.tooBig:
    case T.timeExceeded:
    case T.parameterProblem:
      w.body = s + HEADER;
      limitQuote(w);
      quoteIpv6(w);
      break;
    case T.redirect:
      quoteRedirected(w);
      break;
  }
  return true;
}

/** Where an extension follows, the quotation ends before it. */
function limitQuote(w: Walk): void {
  const extension = extensionOf(w.bytes, w.start, w.end, w.wireEnd);
  if (extension >= 0) w.carries(extension - w.body);
}

/** Where the extension of an error message begins, or -1. In ICMPv6 only messages that say so have one. */
function extensionOf(b: Uint8Array, s: number, end: number, wireEnd: number): number {
  const stated = mayExtend(b, s) ? b[s + 4]! * UNIT : 0;
  return stated === 0 ? -1 : extensionAt(b, s + HEADER, end, wireEnd, stated, quotedLength(b, s + HEADER, end));
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, end } = t;
  if (end >= s + COMMON) addChecksumStatus(t, PROTOCOL, f.checksum, f['checksum.status'], f.checksum_calculated);
  const message = end > s ? messages.get(b[s]!) : undefined;
  if (message === undefined) {
    addRest(t, endOfFixed(t, fields), common.data);
    return;
  }
  const from = s + message.fixed;
  const reserved = addUnclaimed(t, fields, common.reserved, message.placed ?? COMMON, message.fixed);
  const placed = message.place?.(t) ?? s;
  if (end < from) addRest(t, Math.max(reserved, placed, endOfFixed(t, fields)), common.data);
  else if (message.detail === undefined) addRest(t, from, common.unknown_data);
  else message.detail(t, from);
}

function nothing(): void {}

function addRest(t: TreeBuilder, from: number, field: Field): void {
  if (from < t.end) t.add(field, from, t.end);
}

/** What stands after the quotation of an error message, and whether the message was allowed. */
function addError(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  const breach = breachOf6(t, t.body, mayBeAboutGroup(b, s));
  if (breach !== 0) t.add(f.breach, t.body, t.body, breach);
  const extension = extensionOf(b, s, t.end, t.wireEnd);
  const quoteEnd = extension < 0 ? t.end : Math.min(extension, t.end);
  if (t.innerEnd < quoteEnd) t.add(f.padding, t.innerEnd, quoteEnd);
  if (extension >= 0 && extension < t.end) addExtension(t, extension);
}

const UNKNOWN_OPTION = 2;

/** A sender to many must learn that its packets are too long, or that an option was not understood (RFC 4443 §2.4 (e.3)). */
function mayBeAboutGroup(b: Uint8Array, s: number): boolean {
  return b[s] === T.tooBig || (b[s] === T.parameterProblem && b[s + 1] === UNKNOWN_OPTION);
}

export const icmpv6 = protocol('icmpv6', {
  short: 'ICMPv6', title: 'Internet Control Message Protocol version 6', spec: 'RFC 4443',
  doc: 'Tells a sender what became of its packets, asks whether a machine is there, and finds neighbours, routers and listeners on the link.',
  fields: allFields, step, detail,
  lines: {
    message: '{message:name}', echo: '{message:name} id={echo.identifier} seq={echo.sequence_number}', big: '{message:name}, MTU {mtu}',
    solicitation: '{message:name} for {nd.ns.target_address}', advertisement: '{message:name} of {nd.na.target_address}',
  },
  line: (b, s) => lineOf(b[s]!),
});

function lineOf(type: number): string {
  switch (type) {
    case T.echo:
    case T.echoReply:
      return 'echo';
    case T.tooBig:
      return 'big';
    case T.neighborSolicitation:
      return 'solicitation';
    case T.neighborAdvertisement:
      return 'advertisement';
    default:
      return 'message';
  }
}

ipProtocol.join(icmpv6, PROTOCOL);
