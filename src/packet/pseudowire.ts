import { fieldsOf, u16 } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ethernet } from './ethernet.ts';
import { etherType } from './ethertype.ts';

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

/**
 * HOT: must not allocate. What a pseudowire carries that `w.body` stands before: nothing says whether a control word comes first. It begins with
 * zero bits, as hardware addresses do; where a frame without it would have a type that is known, and one with it would not, there is none.
 */
export function pseudowireContent(w: Walk): Walk['next'] {
  const first = w.body < w.end ? w.bytes[w.body]! >> 4 : 0;
  // Messages about the pseudowire itself (RFC 5085 §5.1).
  if (first === 1) return data;
  return first === 0 && (isFrame(w, w.body + CONTROL_WORD) || !isFrame(w, w.body)) ? controlWord : ethernet;
}

/** Could an Ethernet frame begin at `at`? */
function isFrame(w: Walk, at: number): boolean {
  if (at + FRAME_HEADER > w.end) return false;
  const type = (w.bytes[at + 12]! << 8) | w.bytes[at + 13]!;
  return type <= MAX_LENGTH ? at + FRAME_HEADER + type <= w.wireEnd : etherType.get(type) !== data;
}
