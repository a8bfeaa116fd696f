import { bytes, counted, either, fieldsOf, flag, flagLittle, mac, u16, u16le, u32, u32le, u8, VARIES } from '../base/field.ts';
import { checksumStatusNames } from './checksum-status.ts';
import { macNames } from './vendor.ts';
import { accessNames, ackPolicyNames, dsNames, subtypeNames, typeNames } from './wlan-names.ts';

/** To or from the distribution system, which is what the access point is connected to. */
export const DS = { none: 0, to: 1, from: 2, both: 3 } as const;

const POWER_SAVE_POLL = 0xa4;
const isPoll = (b: Uint8Array, s: number): boolean => b[s] === POWER_SAVE_POLL;
const isNoPoll = (b: Uint8Array, s: number): boolean => !isPoll(b, s);

export const wlanFields = fieldsOf('wlan', 'IEEE 802.11 §9.2.4', {
  fc: u16(0, { hex: true, label: 'Frame control', doc: 'What kind of frame it is, and which way it goes.' }),
  'fc.version': u8(0, { mask: 0x03, label: 'Version', doc: 'Version of the protocol: 0.' }),
  'fc.type': u8(0, { mask: 0x0c, names: typeNames, label: 'Type', doc: 'Whether the frame carries data, or regulates the medium, or the cell.' }),
  'fc.subtype': u8(0, { mask: 0xf0, label: 'Subtype', doc: 'Which frame of its type it is.' }),
  'fc.type_subtype': counted({ size: 2, hex: true, within: 'fc.subtype', names: subtypeNames, label: 'Type and subtype', doc: 'Both taken together.' }),
  flags: u8(1, { within: 'fc', hex: true, label: 'Flags', doc: 'Properties of the frame.' }),
  'fc.ds': u8(1, { mask: 0x03, within: 'flags', hex: true, names: dsNames, label: 'DS status', doc: 'Which way the frame goes; it decides what the addresses mean.' }),
  'fc.fromds': flag(1, 1, 0x02, { within: 'fc.ds', label: 'From DS', doc: 'Set: an access point passes it on.' }),
  'fc.tods': flag(1, 1, 0x01, { within: 'fc.ds', label: 'To DS', doc: 'Set: an access point is to pass it on.' }),
  'fc.order': flag(1, 1, 0x80, { within: 'flags', label: 'Order, or HT control', doc: 'Set: a field for high throughput follows in the header.' }),
  'fc.protected': flag(1, 1, 0x40, { within: 'flags', label: 'Protected', doc: 'Set: what the frame carries is encrypted.' }),
  'fc.moredata': flag(1, 1, 0x20, { within: 'flags', label: 'More data', doc: 'Set: the access point has more frames for this station, which may sleep otherwise.' }),
  'fc.pwrmgt': flag(1, 1, 0x10, { within: 'flags', label: 'Power management', doc: 'Set: the station will sleep after this frame.' }),
  'fc.retry': flag(1, 1, 0x08, { within: 'flags', label: 'Retry', doc: 'Set: the frame is sent again, because no acknowledgment came.' }),
  'fc.frag': flag(1, 1, 0x04, { within: 'flags', label: 'More fragments', doc: 'Set: more fragments of the same packet follow.' }),
  duration: u16le(2, { mask: 0x7fff, when: isNoPoll, unit: 'microseconds', label: 'Duration', doc: 'How long the medium is taken after this frame: everybody else keeps silent.' }),
  duration_fixed: flagLittle(2, 2, 0x8000, { when: isNoPoll, label: 'Contention-free period', doc: 'Set: the duration has a fixed value, because an access point gives turns.' }),
  aid: u16le(2, { mask: 0x3fff, when: isPoll, label: 'Association', doc: 'The number that the access point gave the station.' }),
  aid_marker: u16le(2, { mask: 0xc000, when: isPoll, label: 'Marker', doc: 'Both bits are set, so that the number is not taken for a duration.' }),
  ra: mac(VARIES, { names: macNames, label: 'Receiver', doc: 'The card that is to take this frame from the air.' }),
  ta: mac(VARIES, { names: macNames, label: 'Transmitter', doc: 'The card that has sent this frame into the air.' }),
  da: mac(VARIES, { names: macNames, label: 'Destination', doc: 'The card that the data is for in the end.' }),
  sa: mac(VARIES, { names: macNames, label: 'Source', doc: 'The card that the data comes from.' }),
  bssid: mac(VARIES, { names: macNames, label: 'BSSID', doc: 'The cell that the frame belongs to: mostly the address of its access point.' }),
  addr: either('mac', ['ra', 'ta', 'da', 'sa', 'bssid'], { label: 'Any address', doc: 'Any hardware address of the frame.' }),
  frag: u16le(VARIES, { mask: 0x000f, label: 'Fragment number', doc: 'Which fragment of its packet the frame carries, from 0.' }),
  seq: u16le(VARIES, { mask: 0xfff0, label: 'Sequence number', doc: 'Counts the packets of the transmitter, so that repeated ones are known.' }),
  qos: u16le(VARIES, { hex: true, label: 'QoS control', doc: 'How the frame is to be treated.', spec: 'IEEE 802.11 §9.2.4.5' }),
  'qos.tid': u16le(VARIES, { mask: 0x000f, label: 'Traffic identifier', doc: 'Number of the class or of the stream that the frame belongs to.', spec: 'IEEE 802.11 §9.2.4.5' }),
  'qos.priority': counted({ size: 2, within: 'qos.tid', names: accessNames, label: 'Priority', doc: 'The class of traffic.', spec: 'IEEE 802.11 §9.2.4.5' }),
  'qos.eosp': flagLittle(VARIES, 2, 0x0010, { label: 'End of service period', doc: 'Set: the station may sleep again.', spec: 'IEEE 802.11 §9.2.4.5' }),
  'qos.bit4': flagLittle(VARIES, 2, 0x0010, { label: 'Queue size follows', doc: 'Set: the second byte is the size of a queue; clear: a duration.', spec: 'IEEE 802.11 §9.2.4.5' }),
  'qos.ack': u16le(VARIES, { mask: 0x0060, hex: true, names: ackPolicyNames, label: 'Acknowledgment', doc: 'How the receiver is to acknowledge the frame.', spec: 'IEEE 802.11 §9.2.4.5' }),
  'qos.amsdupresent': flagLittle(VARIES, 2, 0x0080, { label: 'Aggregate', doc: 'Set: the frame carries several packets, each with addresses of its own.', spec: 'IEEE 802.11 §9.2.4.5' }),
  'qos.txop_limit': u16le(VARIES, { mask: 0xff00, label: 'TXOP limit', doc: 'How long the station may send, in units of 32 microseconds.', spec: 'IEEE 802.11 §9.2.4.5' }),
  'qos.ps_buf_state': u16le(VARIES, { mask: 0xff00, hex: true, label: 'Buffer state', doc: 'What the access point holds for a sleeping station.', spec: 'IEEE 802.11 §9.2.4.5' }),
  'qos.txop_dur_req': u16le(VARIES, { mask: 0xff00, label: 'TXOP duration requested', doc: 'How long the station would like to send, in units of 32 microseconds.', spec: 'IEEE 802.11 §9.2.4.5' }),
  'qos.queue_size': u16le(VARIES, { mask: 0xff00, label: 'Queue size', doc: 'How much the station still has to send, in units of 256 bytes.', spec: 'IEEE 802.11 §9.2.4.5' }),
  htc: u32le(VARIES, { hex: true, label: 'HT control', doc: 'How the next frames are best sent.', spec: 'IEEE 802.11 §9.2.4.6' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'Bytes of a frame that carries no data.' }),
  fcs: u32(VARIES, { hex: true, label: 'Frame check sequence', doc: 'The CRC-32 of the frame, where the capture holds it.', spec: 'IEEE 802.11 §9.2.4.8' }),
  'fcs.status': counted({ size: 1, within: 'fcs', names: checksumStatusNames, label: 'Check sequence status', doc: 'Whether the frame check sequence is right.', spec: 'IEEE 802.11 §9.2.4.8' }),
});
