import { bytes, counted, either, fieldsOf, span, u16, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { CHECKSUM, checksumStatusNames } from './checksum-status.ts';
import { data } from './data.ts';
import { ipProtocol } from './ip-protocol.ts';
import { ipv4Fields, ipv4Protocol } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import { udpPort, udpServiceNames } from './port.ts';
import { addChecksumStatus } from './pseudo-header.ts';

const HEADER = 8;
/** A datagram that is shorter than its header has no checksum. */
const CHECKSUM_AT = 6;
const PROTOCOL = 17;

const f = fieldsOf('udp', 'RFC 768', {
  srcport: u16(0, { names: udpServiceNames, label: 'Source port', doc: 'The port of the sender: which of its programs the datagram comes from; an answer goes there.' }),
  dstport: u16(2, { names: udpServiceNames, label: 'Destination port', doc: 'The port of the receiver: which of its programs the datagram is for.' }),
  port: either('uint', ['srcport', 'dstport'], { label: 'Source or destination port', doc: 'Either port of the datagram.' }),
  length: u16(4, { unit: 'bytes', label: 'Length', doc: 'Length of the datagram, the header of 8 bytes included.' }),
  checksum: u16(6, { hex: true, label: 'Checksum', doc: "One's complement sum over the header, the data and the addresses of the IP packet; 0 in IPv4: the sender did without." }),
  'checksum.status': counted({ size: 1, within: 'checksum', names: checksumStatusNames, label: 'Checksum status', doc: 'Whether the checksum is right.' }),
  checksum_calculated: counted({ size: 2, hex: true, within: 'checksum', label: 'Calculated checksum', doc: 'What the checksum should be.' }),
  stream: counted({ label: 'Stream index', doc: 'Number of the pair of ports and addresses in this capture, from 0.' }),
  time_relative: span({ label: 'Time since the first datagram', doc: 'Seconds since the first datagram between these two ports.' }),
  time_delta: span({ label: 'Time since the previous datagram', doc: 'Seconds since the previous datagram between these two ports.' }),
  payload: bytes(VARIES, 0, { label: 'Payload', doc: 'What the datagram carries.' }),
});
export const udpFields = f;

function step(w: Walk): boolean {
  const b = w.bytes;
  const s = w.start;
  if (!w.need(HEADER)) return false;
  const length = (b[s + 4]! << 8) | b[s + 5]!;
  if (length >= HEADER) w.limit(length);
  else if (length !== 0 || !mayBeEndless(w)) {
    w.body = s + CHECKSUM_AT;
    return w.fail('length-small', s + 4, HEADER, length);
  }
  w.body = s + HEADER;
  w.next = serviceOf(w);
  return true;
}

/**
 * A length of 0 is that of a jumbogram of IPv6, which ends with its packet (RFC 2675 §4), or of a packet of IPv4 that a card is to cut, and
 * that has none either.
 */
function mayBeEndless(w: Walk): boolean {
  const ip4 = w.find(ipv4Protocol);
  if (w.find(ipv6) > ip4) return true;
  return ip4 >= 0 && w.isAtHand(ip4) && ipv4Fields.len.read(w.bytes, w.startOf(ip4)) === 0;
}

/** HOT: must not allocate. What the ports of the header at hand lead to. The lower is asked first: well-known ports are low, those of clients are high. */
export function serviceOf(w: Walk): Walk['next'] {
  const source = f.srcport.read(w.bytes, w.start);
  const destination = f.dstport.read(w.bytes, w.start);
  const low = source < destination ? source : destination;
  const next = w.choose(udpPort, low);
  return next === data ? w.choose(udpPort, source + destination - low) : next;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body < s + HEADER) return;
  if (b[s + 6] === 0 && b[s + 7] === 0) t.addUnder(f.checksum, f['checksum.status'], CHECKSUM.notPresent);
  else addChecksumStatus(t, PROTOCOL, f.checksum, f['checksum.status'], f.checksum_calculated);
}

export const udp = protocol('udp', {
  short: 'UDP', title: 'User Datagram Protocol', spec: 'RFC 768',
  doc: 'Carries single messages between two programs, without a promise that they arrive, or arrive in order.',
  fields: f, step, detail,
  lines: { datagram: '{srcport} → {dstport} Len={length}' },
});

ipProtocol.join(udp, PROTOCOL);
