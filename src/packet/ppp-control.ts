import { bytes, type Field, fieldsOf, group, u16, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { pppProtocol } from './ppp-protocol.ts';
import { addTlvs, type TlvLayout, type TlvList } from './tlv-list.ts';

/** Code, identifier, length. */
const HEADER = 4;
/** Codes up to this one carry options: configure request, acknowledgment, other proposal, refusal. */
const CONFIGURE_REJECT = 4;

const codeNames = names('ppp.code', {
  1: 'configure request', 2: 'configure ack', 3: 'configure nak', 4: 'configure reject', 5: 'terminate request', 6: 'terminate ack', 7: 'code reject', 8: 'protocol reject',
  9: 'echo request', 10: 'echo reply', 11: 'discard request', 12: 'identification', 13: 'time remaining', 14: 'reset request', 15: 'reset ack',
});

const f = fieldsOf('ppp', 'RFC 1661 §5', {
  code: u8(0, { names: codeNames, label: 'Code', doc: 'What the packet does: proposes options, agrees, refuses, ends the line.' }),
  identifier: u8(1, { label: 'Identifier', doc: 'Tells which question an answer belongs to.' }),
  length: u16(2, { unit: 'bytes', label: 'Length', doc: 'Length of the packet, this header included.' }),
  option: group({ label: 'Option', doc: 'A property of the line that one end proposes.', spec: 'RFC 1661 §6' }),
  data: bytes(VARIES, 0, { label: 'Data', doc: 'The rest of the packet, as it is.' }),
});
/** Shared by all control protocols. */
export const pppControlFields = f;

/** HOT: must not allocate. All control protocols have the same header, and say how long they are. */
export function stepControl(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const length = (b[s + 2]! << 8) | b[s + 3]!;
  if (length < HEADER) return w.fail('length-small', s + 2, HEADER, length);
  w.limit(length);
  w.body = w.end;
  return true;
}

/** Options of a control protocol: its fields of their type and length, and how the options that are known are laid out. */
export function optionList(type: Field, length: Field, layouts: ReadonlyMap<number, TlvLayout>): TlvList {
  return {
    element: f.option, header: 2, data: f.data, layouts,
    type: (b, at) => b[at]!,
    size: (b, at) => b[at + 1]!,
    head: (o) => {
      o.take(type);
      o.take(length);
    },
  };
}

/** Adds what comes after the header: options, or in packets with another code what `place` makes of them. */
export function addControl(t: TreeBuilder, options: TlvList, place?: (t: TreeBuilder, from: number) => void): void {
  const { bytes: b, start: s, end } = t;
  const from = s + HEADER;
  if (t.body < from) return;
  if (b[s]! >= 1 && b[s]! <= CONFIGURE_REJECT) addTlvs(t, options, from, end);
  else if (place !== undefined) place(t, from);
  else if (from < end) t.add(f.data, from, end);
}

/** A control protocol whose options are shown by number. */
function plainControl<const N extends string>(name: N, short: string, title: string, spec: string, doc: string, number: number) {
  const own = fieldsOf(name, spec, {
    'opt.type': u8(VARIES, { label: 'Type', doc: 'Which option it is.' }),
    'opt.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the option, type and length included.' }),
  });
  const options = optionList(own['opt.type'], own['opt.length'], new Map());
  const made = protocol(name, { short, title, spec, doc, fields: { ...f, ...own }, step: stepControl, detail: (t) => addControl(t, options), lines: { packet: '{ppp.code:name}' } });
  pppProtocol.join(made, number);
  return made;
}

export const ccp = plainControl('ccp', 'CCP', 'PPP Compression Control Protocol', 'RFC 1962', 'The two ends of a line agree on a compression with it, or on an encryption that is negotiated like one.', 0x80fd);
export const osinlcp = plainControl('osinlcp', 'OSINLCP', 'PPP OSI Network Layer Control Protocol', 'RFC 1377', 'The two ends of a line agree with it to send OSI packets.', 0x8023);

