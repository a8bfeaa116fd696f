import { bytes, composed, counted, countedSigned, either, fieldsOf, flag, packetNumber, span, u16, u32, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { checksumStatusNames } from './checksum-status.ts';
import { ipProtocol } from './ip-protocol.ts';
import { addChecksumStatus } from './pseudo-header.ts';
import { tcpServiceNames } from './port.ts';
import { tcpAnalysisFields } from './tcp-analysis-fields.ts';
import { tcpConnectionFields } from './tcp-connection-fields.ts';
import { addTcpOptions, tcpOptionFields } from './tcp-options.ts';

const HEADER = 20;
const PROTOCOL = 6;

const f = fieldsOf('tcp', 'RFC 9293 §3.1', {
  srcport: u16(0, { names: tcpServiceNames, label: 'Source port', doc: 'The port of the sender: which of its programs the segment comes from.' }),
  dstport: u16(2, { names: tcpServiceNames, label: 'Destination port', doc: 'The port of the receiver: which of its programs the segment is for.' }),
  port: either('uint', ['srcport', 'dstport'], { label: 'Source or destination port', doc: 'Either port of the segment.' }),
  stream: counted({ label: 'Stream index', doc: 'Number of the connection in this capture, from 0.' }),
  ...tcpConnectionFields,
  len: counted({ unit: 'bytes', label: 'Segment length', doc: 'How many bytes of the stream the segment carries.' }),
  seq: counted({ label: 'Sequence number (relative)', doc: 'Number of the first byte carried, counted from the start of the connection.' }),
  seq_raw: u32(4, { label: 'Sequence number', doc: 'Number of the first byte that the segment carries; a SYN carries the number from which counting starts.' }),
  nxtseq: counted({ label: 'Next sequence number', doc: 'Number of the byte that should come next, counted from the start of the connection.' }),
  ack: counted({ label: 'Acknowledgment number (relative)', doc: 'The next byte that the sender expects of the other side, counted from the start of the connection.' }),
  ack_raw: u32(8, { label: 'Acknowledgment number', doc: 'The next byte that the sender expects: it has all before it. Valid if the ACK flag is set.' }),
  hdr_len: u8(12, { mask: 0xf0, scale: 4, unit: 'bytes', label: 'Header length', doc: 'Data offset: on the wire the number of 32-bit words, at least 5, which is 20 bytes; more means options.' }),
  flags: u16(12, { mask: 0x0fff, hex: true, label: 'Flags', doc: 'What the segment is for: opening, acknowledging, closing, aborting.' }),
  'flags.res': flag(12, 2, 0x0e00, { label: 'Reserved', doc: 'Must be zero.' }),
  'flags.ae': flag(12, 2, 0x0100, { label: 'AE', doc: 'Accurate ECN; before, the ECN nonce.', spec: 'RFC 9768 §3.1' }),
  'flags.cwr': flag(12, 2, 0x0080, { label: 'CWR', doc: 'The sender has slowed down because of a congestion notice.', spec: 'RFC 3168 §6.1' }),
  'flags.ece': flag(12, 2, 0x0040, { label: 'ECE', doc: 'The sender was told by a router of congestion on the way here.', spec: 'RFC 3168 §6.1' }),
  'flags.urg': flag(12, 2, 0x0020, { label: 'URG', doc: 'The urgent pointer is valid.' }),
  'flags.ack': flag(12, 2, 0x0010, { label: 'ACK', doc: 'The acknowledgment number is valid; set on every segment but the first.' }),
  'flags.push': flag(12, 2, 0x0008, { label: 'PSH', doc: 'The receiver is to hand the data to its program at once.' }),
  'flags.reset': flag(12, 2, 0x0004, { label: 'RST', doc: 'The connection is refused or aborted.' }),
  'flags.syn': flag(12, 2, 0x0002, { label: 'SYN', doc: 'Opens the connection: the sequence number is the one from which counting starts.' }),
  'flags.fin': flag(12, 2, 0x0001, { label: 'FIN', doc: 'The sender has no more data; the other side may go on.' }),
  'flags.str': composed({ within: 'flags', label: 'Flags as letters', doc: 'A letter for each flag that is set.' }),
  window_size_value: u16(14, { label: 'Window', doc: 'How many bytes more the sender is ready to take, before scaling.' }),
  window_size: counted({ unit: 'bytes', label: 'Calculated window size', doc: 'The window times the scale factor agreed on when the connection was opened.' }),
  window_size_scalefactor: countedSigned({ label: 'Window scale factor', doc: 'What the window is multiplied by; -1: the capture does not hold the SYN that said so, -2: no scaling.', spec: 'RFC 7323 §2' }),
  checksum: u16(16, { hex: true, label: 'Checksum', doc: "One's complement sum over the header, the data and the addresses of the IP packet." }),
  'checksum.status': counted({ size: 1, within: 'checksum', names: checksumStatusNames, label: 'Checksum status', doc: 'Whether the checksum is right. A machine that lets its card work out checksums shows wrong ones in its own captures.' }),
  checksum_calculated: counted({ size: 2, hex: true, within: 'checksum', label: 'Calculated checksum', doc: 'What the checksum should be.' }),
  urgent_pointer: u16(18, { label: 'Urgent pointer', doc: 'Where the urgent data ends, counted from the sequence number. Valid if the URG flag is set.' }),
  options: bytes(VARIES, 0, { label: 'Options', doc: 'Additions to the header, agreed on when the connection is opened.', spec: 'RFC 9293 §3.2' }),
  ...tcpAnalysisFields,
  time_relative: span({ label: 'Time since the first packet', doc: 'Seconds since the first packet of this connection.' }),
  time_delta: span({ label: 'Time since the previous packet', doc: 'Seconds since the previous packet of this connection.' }),
  payload: bytes(VARIES, 0, { label: 'Payload', doc: 'The part of the byte stream that the segment carries.' }),
  'pdu.reassembled_in': packetNumber({ label: 'Message completed in', doc: 'The packet with the last byte of the message that a part of is carried here; it is decoded there.' }),
});
export const tcpFields = { ...f, ...tcpOptionFields };

function step(w: Walk): boolean {
  const s = w.start;
  if (!w.need(HEADER)) return false;
  const header = (w.bytes[s + 12]! >> 4) * 4;
  if (header < HEADER) return w.fail('header-length', s + 12, HEADER, header);
  w.body = w.end < s + header ? w.end : s + header;
  return w.need(header);
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body < s + HEADER) return;
  t.addUnder(f.flags, f['flags.str'], flagLetters(((b[s + 12]! & 15) << 8) | b[s + 13]!));
  addChecksumStatus(t, PROTOCOL, f.checksum, f['checksum.status'], f.checksum_calculated);
  if (body > s + HEADER) {
    t.begin(f.options, s + HEADER, body);
    addTcpOptions(t, s + HEADER, body);
    t.close();
  }
}

const LETTERS = 'RRRACEUAPRSF';

/** Twelve places, a letter where the flag is set and a dot where it is not. */
function flagLetters(flags: number): string {
  let text = '';
  for (let i = 0; i < 12; i++) text += flags & (0x800 >> i) ? LETTERS[i]! : '·';
  return text;
}

export const tcp = protocol('tcp', {
  short: 'TCP', title: 'Transmission Control Protocol', spec: 'RFC 9293',
  doc: 'Carries two streams of bytes, one each way, whole and in order, between two programs.',
  fields: tcpFields, step, detail,
  lines: { segment: '{srcport} → {dstport} [{flags:set}] Seq={seq} Ack={ack} Win={window_size} Len={len}' },
});

ipProtocol.join(tcp, PROTOCOL);
