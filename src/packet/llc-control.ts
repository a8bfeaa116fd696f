import { fieldsOf, flag, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';

/** Frames are numbered information, supervisory, or unnumbered, by the lowest bits of the control field (IEEE 802.2 §5.2). */
const TYPE_BITS = 0x03;
const SUPERVISORY = 0x01;
const UNNUMBERED = 0x03;
/** The bit of the source address that makes the frame a response. */
const RESPONSE = 0x01;

const typeNames = names('llc.control.ftype', { 1: 'supervisory', 3: 'unnumbered' });
const supervisoryNames = names('llc.control.s_ftype', { 0: 'receiver ready', 1: 'receiver not ready', 2: 'reject' });
const commandNames = names('llc.control.u_modifier_cmd', {
  0x00: 'unnumbered information', 0x10: 'disconnect', 0x1b: 'set asynchronous balanced mode', 0x2b: 'exchange identification', 0x38: 'test',
});
const responseNames = names('llc.control.u_modifier_resp', {
  0x00: 'unnumbered information', 0x03: 'disconnected', 0x18: 'acknowledged', 0x21: 'frame rejected', 0x2b: 'exchange identification', 0x38: 'test',
});

const f = fieldsOf('llc', 'IEEE 802.2 §5.2', {
  'control.u_modifier_cmd': u8(VARIES, { mask: 0xec, hex: true, names: commandNames, label: 'Command', doc: 'What the frame asks for.' }),
  'control.u_modifier_resp': u8(VARIES, { mask: 0xec, hex: true, names: responseNames, label: 'Response', doc: 'What the frame answers.' }),
  'control.p': flag(VARIES, 1, 0x10, { label: 'Poll', doc: 'Set: the receiver is to answer at once.' }),
  'control.f': flag(VARIES, 1, 0x10, { label: 'Final', doc: 'Set: this answers a frame in which the poll bit was set.' }),
  'control.n_s': u8(VARIES, { mask: 0xfe, label: 'Send number', doc: 'Number of this frame among those of the sender, from 0 to 127.' }),
  'control.s_ftype': u8(VARIES, { mask: 0x0c, hex: true, names: supervisoryNames, label: 'Supervisory function', doc: 'Whether the sender is ready for more frames.' }),
  'control.s_reserved': u8(VARIES, { mask: 0xf0, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  'control.ftype': u8(VARIES, { mask: 0x03, hex: true, names: typeNames, label: 'Frame type', doc: 'Whether the frame only regulates the exchange, or stands outside of it.' }),
  'control.information': flag(VARIES, 1, 0x01, { label: 'Not information', doc: 'Clear: a numbered frame, which the receiver is to acknowledge.' }),
  'control.n_r': u8(VARIES, { mask: 0xfe, label: 'Receive number', doc: 'Number of the frame that the sender expects next: all before it have arrived.' }),
  'control.p_ext': flag(VARIES, 1, 0x01, { label: 'Poll', doc: 'Set: the receiver is to answer at once.' }),
  'control.f_ext': flag(VARIES, 1, 0x01, { label: 'Final', doc: 'Set: this answers a frame in which the poll bit was set.' }),
});
export const llcControlFields = f;

const isUnnumbered = (control: number): boolean => (control & TYPE_BITS) === UNNUMBERED;

/** HOT: must not allocate. One byte for unnumbered frames, two for the others. */
export function controlSize(control: number): number {
  return isUnnumbered(control) ? 1 : 2;
}

/** HOT: must not allocate. Does the frame carry a packet? Others that have bytes (test, identification) carry their own. */
export function carriesPacket(control: number): boolean {
  return (control & 1) === 0 || (isUnnumbered(control) && (control & f['control.u_modifier_cmd'].mask) === 0);
}

/** Adds the parts of the control field at `at`; `source`: the source address before it. */
export function addControl(t: TreeBuilder, at: number, source: number): void {
  const control = t.bytes[at]!;
  const isResponse = (source & RESPONSE) !== 0;
  if (isUnnumbered(control)) {
    t.add(isResponse ? f['control.u_modifier_resp'] : f['control.u_modifier_cmd'], at, at + 1);
    t.add(isResponse ? f['control.f'] : f['control.p'], at, at + 1);
    t.add(f['control.ftype'], at, at + 1);
    return;
  }
  if ((control & TYPE_BITS) === SUPERVISORY) {
    t.add(f['control.s_reserved'], at, at + 1);
    t.add(f['control.s_ftype'], at, at + 1);
    t.add(f['control.ftype'], at, at + 1);
  } else {
    t.add(f['control.n_s'], at, at + 1);
    t.add(f['control.information'], at, at + 1);
  }
  t.add(f['control.n_r'], at + 1, at + 2);
  t.add(isResponse ? f['control.f_ext'] : f['control.p_ext'], at + 1, at + 2);
}
