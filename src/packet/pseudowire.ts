import { fieldsOf, u16, u8 } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import { Table } from '../base/table.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ethernet } from './ethernet.ts';
import { etherType } from './ethertype.ts';
import { ipv4Protocol } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';

const CONTROL_WORD = 4;
const FRAME_HEADER = 14;
const MAX_LENGTH = 1500;

const f = fieldsOf('pweth', 'RFC 4448 §4.6', {
  'cw.zero': u16(0, { mask: 0xf000, label: 'First bits', doc: 'Zero, so that no router takes the frame for an IP packet.' }),
  'cw.reserved': u16(0, { mask: 0x0fff, label: 'Reserved', doc: 'Must be zero.' }),
  'cw.sequence_number': u16(2, { label: 'Sequence number', doc: 'Counts the frames, so that they can be put in order; 0: they are not counted.' }),
});

function step(w: Walk): boolean {
  if (!w.need(CONTROL_WORD)) return false;
  w.body = w.start + CONTROL_WORD;
  w.next = ethernet;
  return true;
}

/** The word that may stand between the labels of a pseudowire and the Ethernet frame that it carries. */
export const controlWord = protocol('pwethcw', {
  short: 'PW', title: 'Pseudowire Control Word', spec: 'RFC 4448',
  doc: 'Stands before an Ethernet frame that is sent through a network of labels.',
  fields: f, step,
  lines: { word: 'Sequence {pweth.cw.sequence_number}' },
});

/** IANA, MPLS Generalized Associated Channel Types. */
const channelNames = names('pwach.channel_type', { 0x0001: 'management', 0x0002: 'signalling', 0x0007: 'BFD', 0x0021: 'IPv4', 0x0022: 'BFD, continuity check', 0x0023: 'BFD, connectivity verification', 0x0057: 'IPv6' });

const channel = fieldsOf('pwach', 'RFC 5586 §2.1', {
  indicator: u8(0, { mask: 0xf0, label: 'First bits', doc: 'One, to tell the message from the frames of the pseudowire.' }),
  version: u8(0, { mask: 0x0f, label: 'Version', doc: 'The version: 0.' }),
  reserved: u8(1, { label: 'Reserved', doc: 'Must be zero.' }),
  channel_type: u16(2, { hex: true, names: channelNames, label: 'Channel type', doc: 'What the message is.' }),
});

/** What the types of an associated channel lead to. */
const channelType = new Table('pwach.channel_type', data);

function stepChannel(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(CONTROL_WORD)) return false;
  w.body = s + CONTROL_WORD;
  w.next = w.choose(channelType, (b[s + 2]! << 8) | b[s + 3]!);
  return true;
}

/** Messages about a pseudowire, or a path, which go the same way as what it carries. */
export const associatedChannel = protocol('pwach', {
  short: 'ACH', title: 'Associated Channel Header', spec: 'RFC 5586',
  doc: 'Stands before messages that test a path through a network of labels, and go the same way as what the path carries.',
  fields: channel, step: stepChannel,
  lines: { message: '{channel_type:name}' },
});

channelType.join(ipv4Protocol, 0x0021);
channelType.join(ipv6, 0x0057);

/**
 * HOT: must not allocate. What a pseudowire carries that `w.body` stands before: nothing says whether a control word comes first. It begins with
 * zero bits, as hardware addresses do; where a frame without it would have a type that is known, and one with it would not, there is none.
 * What begins otherwise must look like a frame: not every pseudowire carries Ethernet.
 */
export function pseudowireContent(w: Walk): Walk['next'] {
  const first = w.body < w.end ? w.bytes[w.body]! >> 4 : 0;
  // Messages about the pseudowire itself (RFC 5085 §5.1).
  if (first === 1) return associatedChannel;
  if (first !== 0) return isFrame(w, w.body) ? ethernet : data;
  return isFrame(w, w.body + CONTROL_WORD) || !isFrame(w, w.body) ? controlWord : ethernet;
}

/** Could an Ethernet frame begin at `at`? */
function isFrame(w: Walk, at: number): boolean {
  if (at + FRAME_HEADER > w.end) return false;
  const type = (w.bytes[at + 12]! << 8) | w.bytes[at + 13]!;
  return type <= MAX_LENGTH ? at + FRAME_HEADER + type <= w.wireEnd : etherType.get(type) !== data;
}
