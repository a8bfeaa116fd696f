import { bytes, type Field, fieldsOf, flag, u16, u24, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { OptionLayout } from './option-list.ts';
import type { Places } from './places.ts';

const SCPS = 'CCSDS 714.0-B-2 §3.2';

/** RFC 1146 §3. */
const checksumNames = names('tcp.options.alternate_checksum.number', { 0: 'that of TCP', 1: 'Fletcher, 8 bits', 2: 'Fletcher, 16 bits' });
/** RFC 4782 §3.1: kilobits per second, doubling from step to step. */
const rateNames = names('tcp.options.qs.rate', {
  0: 'none', 1: '80 kbit/s', 2: '160 kbit/s', 3: '320 kbit/s', 4: '640 kbit/s', 5: '1.28 Mbit/s', 6: '2.56 Mbit/s', 7: '5.12 Mbit/s', 8: '10.24 Mbit/s', 9: '20.48 Mbit/s',
  10: '40.96 Mbit/s', 11: '81.92 Mbit/s', 12: '163.84 Mbit/s', 13: '327.68 Mbit/s', 14: '655.36 Mbit/s', 15: '1.31072 Gbit/s',
});
/** IANA, TCP Experimental Option Experiment Identifiers. */
const EXPERIMENT = { ackRate: 0x00ac, accurateEcn0: 0xacc0, accurateEcn1: 0xacc1, fastOpen: 0xf989 } as const;
const experimentNames = names('tcp.options.experimental.exid', {
  0x00ac: 'ACK rate request', 0x0348: 'host identifier', 0x454e: 'encryption negotiation', 0xacc0: 'accurate ECN, order 0', 0xacc1: 'accurate ECN, order 1', 0xacce: 'accurate ECN',
  0xe2d4: 'shared memory communications', 0xf989: 'Fast Open cookie',
});

/** Options that are obsolete, at home on satellite links, or being tried out. */
export const rareTcpFields = fieldsOf('tcp', 'RFC 9293 §3.2', {
  'options.echo': bytes(VARIES, 0, { label: 'Echo', doc: 'Asks for its value to be sent back; replaced by timestamps.', spec: 'RFC 1072 §3' }),
  'options.echoreply': bytes(VARIES, 0, { label: 'Echo reply', doc: 'Sends a value back; replaced by timestamps.', spec: 'RFC 1072 §3' }),
  'options.echo_value': u32(VARIES, { label: 'Value', doc: 'The value to be sent back, or sent back.', spec: 'RFC 1072 §3' }),
  'options.cc': bytes(VARIES, 0, { label: 'Connection count', doc: 'Number of the connection, which lets data ride on the SYN; historic.', spec: 'RFC 1644 §3.1' }),
  'options.ccnew': bytes(VARIES, 0, { label: 'Connection count, new', doc: 'Number of a connection that does not follow on the one before; historic.', spec: 'RFC 1644 §3.1' }),
  'options.ccecho': bytes(VARIES, 0, { label: 'Connection count, echoed', doc: "The other side's number, sent back; historic.", spec: 'RFC 1644 §3.1' }),
  'options.cc_value': u32(VARIES, { label: 'Count', doc: 'The number itself.', spec: 'RFC 1644 §3.1' }),
  'options.alternate_checksum': bytes(VARIES, 0, { label: 'Alternate checksum', doc: 'Asks for, or carries, a checksum other than the standard one; historic.', spec: 'RFC 1146 §2' }),
  'options.alternate_checksum.number': u8(VARIES, { names: checksumNames, label: 'Checksum', doc: 'Which checksum is asked for.', spec: 'RFC 1146 §2' }),
  'options.alternate_checksum.data': bytes(VARIES, 0, { label: 'Checksum data', doc: 'What of the checksum does not fit into the header.', spec: 'RFC 1146 §2' }),
  'options.scps': bytes(VARIES, 0, { label: 'SCPS capabilities', doc: 'What the sender can do on a link to space.', spec: SCPS }),
  'options.scps.vector': u8(VARIES, { hex: true, label: 'Capabilities', doc: 'One bit for each capability.', spec: SCPS }),
  'options.scpsflags.bets': flag(VARIES, 1, 0x80, { label: 'Partial reliability', doc: 'Data may be given up where the application allows it.', spec: SCPS }),
  'options.scpsflags.snack1': flag(VARIES, 1, 0x40, { label: 'Short SNACK', doc: 'The sender understands negative acknowledgments of one hole.', spec: SCPS }),
  'options.scpsflags.snack2': flag(VARIES, 1, 0x20, { label: 'Long SNACK', doc: 'The sender understands negative acknowledgments of many holes.', spec: SCPS }),
  'options.scpsflags.compress': flag(VARIES, 1, 0x10, { label: 'Header compression', doc: 'The sender understands compressed headers.', spec: SCPS }),
  'options.scpsflags.nlts': flag(VARIES, 1, 0x08, { label: 'Network timestamp', doc: 'The network layer gives timestamps.', spec: SCPS }),
  'options.scpsflags.reserved': u8(VARIES, { mask: 0x07, label: 'Reserved', doc: 'Must be zero.', spec: SCPS }),
  'options.scps.binding': u8(VARIES, { label: 'Connection identifier', doc: 'Names the connection in compressed headers.', spec: SCPS }),
  'options.scps.binding.id': u8(VARIES, { label: 'Binding space', doc: 'Whose extended capability follows.', spec: SCPS }),
  'options.scps.binding.len': u8(VARIES, { mask: 0xf0, scale: 2, unit: 'bytes', label: 'Length', doc: 'Length of the extended capability; on the wire in 16-bit words.', spec: SCPS }),
  'options.scps.binding.data': bytes(VARIES, 0, { label: 'Extended capability', doc: 'Known only to those who defined it.', spec: SCPS }),
  'options.snack': bytes(VARIES, 0, { label: 'Selective negative acknowledgment', doc: 'Tells of a hole in what has arrived.', spec: 'CCSDS 714.0-B-2 §3.5' }),
  'options.snack.offset': u16(VARIES, { label: 'Offset', doc: 'Where the hole begins, in segments after the acknowledged byte.', spec: 'CCSDS 714.0-B-2 §3.5' }),
  'options.snack.size': u16(VARIES, { label: 'Size', doc: 'How long the hole is, in segments.', spec: 'CCSDS 714.0-B-2 §3.5' }),
  'options.scpsrec': bytes(VARIES, 0, { label: 'Record boundary', doc: 'A record of the application ends here.', spec: 'CCSDS 714.0-B-2 §3.2' }),
  'options.scpscor': bytes(VARIES, 0, { label: 'Corruption experienced', doc: 'Packets are lost to noise, not to congestion.', spec: 'CCSDS 714.0-B-2 §3.2' }),
  'options.qs': bytes(VARIES, 0, { label: 'Quick-start response', doc: 'Tells how fast the routers on the way allow the sender to begin.', spec: 'RFC 4782 §4.2' }),
  'options.qs.reserved': u8(VARIES, { mask: 0xf0, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 4782 §4.2' }),
  'options.qs.rate': u8(VARIES, { mask: 0x0f, names: rateNames, label: 'Rate', doc: 'The rate that was granted.', spec: 'RFC 4782 §4.2' }),
  'options.qs.ttl_diff': u8(VARIES, { label: 'TTL difference', doc: 'Shows whether every router on the way took part.', spec: 'RFC 4782 §4.2' }),
  'options.qs.nonce': bytes(VARIES, 4, { label: 'Nonce', doc: 'A random value that shows whether the rate was changed on the way.', spec: 'RFC 4782 §4.2' }),
  'options.acc_ecn': bytes(VARIES, 0, { label: 'Accurate ECN', doc: 'How many bytes arrived under each congestion mark.', spec: 'RFC 9768 §3.2.3' }),
  'options.acc_ecn.ee0b': u24(VARIES, { unit: 'bytes', label: 'ECT(0) bytes', doc: 'Bytes that arrived marked ECT(0), modulo 2^24.', spec: 'RFC 9768 §3.2.3' }),
  'options.acc_ecn.eceb': u24(VARIES, { unit: 'bytes', label: 'CE bytes', doc: 'Bytes that arrived marked as having met congestion, modulo 2^24.', spec: 'RFC 9768 §3.2.3' }),
  'options.acc_ecn.ee1b': u24(VARIES, { unit: 'bytes', label: 'ECT(1) bytes', doc: 'Bytes that arrived marked ECT(1), modulo 2^24.', spec: 'RFC 9768 §3.2.3' }),
  'options.experimental': bytes(VARIES, 0, { label: 'Experiment', doc: 'An option being tried out.', spec: 'RFC 6994 §3' }),
  'options.experimental.exid': u16(VARIES, { hex: true, names: experimentNames, label: 'Experiment identifier', doc: 'Which experiment it is.', spec: 'RFC 6994 §3' }),
  'options.experimental.data': bytes(VARIES, 0, { label: 'Content', doc: 'The content of the experiment, as it is.', spec: 'RFC 6994 §3' }),
  'options.tarr.rate': u8(VARIES, { mask: 0xfe, label: 'ACK rate', doc: 'How many segments the receiver should take before it acknowledges.', spec: 'draft-ietf-tcpm-ack-rate-request' }),
  'options.tar.reserved': u8(VARIES, { mask: 0x01, label: 'Reserved', doc: 'Must be zero.', spec: 'draft-ietf-tcpm-ack-rate-request' }),
});
const f = rareTcpFields;

const noContent = (): void => undefined;
const echo = (o: Places): void => void o.take(f['options.echo_value']);
const count = (o: Places): void => void o.take(f['options.cc_value']);

/** The layouts, by kind. `cookie` places that of Fast Open, which was an experiment first. */
export function rareTcpOptions(cookie: OptionLayout['place']): readonly (readonly [number, OptionLayout])[] {
  const experiment: OptionLayout = { field: f['options.experimental'], place: (o, t, length) => placeExperiment(o, t, length, cookie) };
  return [
    [6, { field: f['options.echo'], length: 6, place: echo }],
    [7, { field: f['options.echoreply'], length: 6, place: echo }],
    [11, { field: f['options.cc'], length: 6, place: count }],
    [12, { field: f['options.ccnew'], length: 6, place: count }],
    [13, { field: f['options.ccecho'], length: 6, place: count }],
    [14, { field: f['options.alternate_checksum'], length: 3, place: (o) => void o.take(f['options.alternate_checksum.number']) }],
    [15, { field: f['options.alternate_checksum'], place: (o) => o.rest(f['options.alternate_checksum.data']) }],
    [20, { field: f['options.scps'], place: placeScps }],
    [21, { field: f['options.snack'], length: 6, place: (o) => {
      o.take(f['options.snack.offset']);
      o.take(f['options.snack.size']);
    } }],
    [22, { field: f['options.scpsrec'], place: noContent }],
    [23, { field: f['options.scpscor'], place: noContent }],
    [27, { field: f['options.qs'], length: 8, place: (o) => {
      o.share(f['options.qs.reserved'], f['options.qs.rate']);
      o.take(f['options.qs.ttl_diff']);
      o.take(f['options.qs.nonce']);
    } }],
    [172, { field: f['options.acc_ecn'], place: (o) => placeCounters(o, ORDER_0) }],
    [174, { field: f['options.acc_ecn'], place: (o) => placeCounters(o, ORDER_1) }],
    [253, experiment],
    [254, experiment],
  ];
}

/** The capabilities, in an option of four bytes; longer ones hold extended capabilities, one after the other. */
function placeScps(o: Places, t: TreeBuilder, length: number): void {
  if (length === 4) {
    o.bits(
      f['options.scps.vector'], f['options.scpsflags.bets'], f['options.scpsflags.snack1'], f['options.scpsflags.snack2'], f['options.scpsflags.compress'],
      f['options.scpsflags.nlts'], f['options.scpsflags.reserved'],
    );
    o.take(f['options.scps.binding']);
    return;
  }
  while (o.left >= 2) {
    o.take(f['options.scps.binding.id']);
    o.take(f['options.scps.binding.len']);
    const size = (t.bytes[o.at - 1]! >> 4) * 2;
    if (size > o.left) return;
    if (size > 0) o.take(f['options.scps.binding.data'], size);
  }
}

const ORDER_0 = [f['options.acc_ecn.ee0b'], f['options.acc_ecn.eceb'], f['options.acc_ecn.ee1b']];
const ORDER_1 = [f['options.acc_ecn.ee1b'], f['options.acc_ecn.eceb'], f['options.acc_ecn.ee0b']];

/** As many of the counters as there is room for, if they are whole (RFC 9768 §3.2.3). */
function placeCounters(o: Places, order: readonly Field[]): void {
  if (o.left % 3 !== 0) return;
  for (const counter of order) if (o.left > 0) o.take(counter);
}

function placeExperiment(o: Places, t: TreeBuilder, length: number, cookie: OptionLayout['place']): void {
  if (o.left < 2) return;
  o.take(f['options.experimental.exid']);
  switch ((t.bytes[o.at - 2]! << 8) | t.bytes[o.at - 1]!) {
    case EXPERIMENT.accurateEcn0:
      placeCounters(o, ORDER_0);
      break;
    case EXPERIMENT.accurateEcn1:
      placeCounters(o, ORDER_1);
      break;
    case EXPERIMENT.ackRate:
      if (o.left === 1) o.share(f['options.tarr.rate'], f['options.tar.reserved']);
      break;
    case EXPERIMENT.fastOpen:
      cookie(o, t, length);
      break;
  }
  o.rest(f['options.experimental.data']);
}
