import { counted, fieldsOf, flag, u16, u24, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { chdlcProtocol } from './chdlc.ts';
import { data } from './data.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { greType } from './gre.ts';
import { linkType } from './link-type.ts';
import { followSnap, SNAP_HEADER } from './llc.ts';
import { nlpid, nlpidNames } from './nlpid.ts';
import { Places } from './places.ts';
import { ouiNames } from './vendor.ts';

/** The address ends with the byte whose lowest bit is set (ITU-T Q.922 §3.3.2); it has two, three or four. */
const MIN_ADDRESS = 2;
const MAX_ADDRESS = 4;
const LAST = 0x01;
/** Set in the last byte of a long address: its bits are no part of the number. */
const CORE_CONTROL = 0x02;
/** A frame without a number, which is what RFC 2427 sends; the bit for a poll does not matter. */
const UNNUMBERED = 0x03;
const POLL = 0x10;
const NLPID = { padding: 0x00, snap: 0x80 } as const;
/** Frames of routers of Cisco have an EtherType in the place of control and NLPID. */
const MIN_TYPE = 1536;

const f = fieldsOf('fr', 'ITU-T Q.922 §3.3', {
  dlci: counted({ label: 'DLCI', doc: 'Number of the virtual circuit that the frame belongs to, put together from the bytes of the address.' }),
  upper_dlci: u8(VARIES, { mask: 0xfc, hex: true, label: 'Upper DLCI', doc: 'The first six bits of the number of the circuit.' }),
  cr: flag(VARIES, 1, 0x02, { label: 'Command or response', doc: 'Carried for the two ends; the network does not look at it.' }),
  second_dlci: u8(VARIES, { mask: 0xf0, hex: true, label: 'Second DLCI', doc: 'The next four bits of the number of the circuit.' }),
  fecn: flag(VARIES, 1, 0x08, { label: 'FECN', doc: 'Set by the network: there was congestion on the way that the frame went.' }),
  becn: flag(VARIES, 1, 0x04, { label: 'BECN', doc: 'Set by the network: there is congestion on the way back.' }),
  de: flag(VARIES, 1, 0x02, { label: 'Discard eligible', doc: 'Set: in congestion this frame may be dropped before others.' }),
  third_dlci: u8(VARIES, { mask: 0xfe, hex: true, label: 'Third DLCI', doc: 'Seven more bits of the number of the circuit, in an address of four bytes.' }),
  lower_dlci: u8(VARIES, { mask: 0xfc, hex: true, label: 'Lower DLCI', doc: 'The last six bits of the number of the circuit, in a long address.' }),
  dlcore_control: u8(VARIES, { mask: 0xfc, hex: true, label: 'DL-CORE control', doc: 'Bits for the network, in the place of the last six bits of the number.' }),
  dc: flag(VARIES, 1, 0x02, { label: 'DL-CORE control indicator', doc: 'Set: the six bits before it are no part of the number.' }),
  ea: flag(VARIES, 1, 0x01, { label: 'Last byte of the address', doc: 'Clear: the address goes on in the next byte.' }),
  control: u8(VARIES, { hex: true, label: 'Control', doc: 'Always 3: a frame without a number.', spec: 'RFC 2427 §3' }),
  pad: u8(VARIES, { hex: true, label: 'Filling', doc: 'A zero that moves what follows to an even offset.', spec: 'RFC 2427 §3' }),
  nlpid: u8(VARIES, { hex: true, names: nlpidNames, label: 'NLPID', doc: 'Which protocol the frame carries.', spec: 'RFC 2427 §3' }),
  'snap.oui': u24(VARIES, { names: ouiNames, label: 'Organization', doc: 'Whose protocol numbers follow; 0: EtherTypes.', spec: 'RFC 2427 §4' }),
  snaptype: u16(VARIES, { hex: true, names: etherTypeNames, label: 'Type', doc: 'Which protocol the frame carries, by its EtherType.', spec: 'RFC 2427 §4' }),
  'snap.pid': u16(VARIES, { hex: true, label: 'Protocol', doc: 'Which protocol the frame carries, by a number of the organization.', spec: 'RFC 2427 §4' }),
  chdlctype: u16(VARIES, { hex: true, names: etherTypeNames, label: 'Type', doc: 'Which protocol the frame carries, by its EtherType, as routers of Cisco say it.', spec: 'RFC 1547 §4.3.1' }),
});

/** HOT: must not allocate. Bytes of the address at `at`; 0: it does not end where it must. */
function addressSize(b: Uint8Array, at: number, end: number): number {
  for (let size = MIN_ADDRESS; size <= MAX_ADDRESS && at + size <= end; size++) if ((b[at + size - 1]! & LAST) !== 0) return size;
  return 0;
}

const isUnnumbered = (control: number): boolean => (control & ~POLL) === UNNUMBERED;

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(MIN_ADDRESS)) return false;
  const address = addressSize(b, s, w.end);
  if (address === 0) return w.need(MAX_ADDRESS) && w.fail('value', s + MAX_ADDRESS - 1, LAST, b[s + MAX_ADDRESS - 1]!);
  const at = s + address;
  w.body = at;
  w.next = data;
  if (!w.need(address + 2)) return true;
  const type = (b[at]! << 8) | b[at + 1]!;
  if (isUnnumbered(b[at]!)) return stepNlpid(w, at + 1);
  if (type < MIN_TYPE) return true;
  w.body = at + 2;
  w.next = w.choose(chdlcProtocol, type) ?? w.choose(etherType, type);
  return true;
}

/** RFC 2427 §3: an identifier of the protocol, after a zero where one is needed for alignment. */
function stepNlpid(w: Walk, from: number): boolean {
  const { bytes: b, start: s } = w;
  const at = b[from] === NLPID.padding ? from + 1 : from;
  if (!w.need(at + 1 - s)) return true;
  if (b[at] === NLPID.snap) {
    if (w.need(at + 1 + SNAP_HEADER - s)) followSnap(w, at + 1);
    return true;
  }
  w.body = at + 1;
  w.next = w.choose(nlpid, b[at]!);
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body === s) return;
  const address = addressSize(b, s, body);
  addAddress(t, s, address);
  const at = s + address;
  const o = new Places(t, at, body);
  if (o.left === 0) return;
  if (!isUnnumbered(b[at]!)) {
    o.take(f.chdlctype);
    return;
  }
  o.take(f.control);
  if (b[o.at] === NLPID.padding) o.take(f.pad);
  o.take(f.nlpid);
  if (o.left === 0) return;
  const isType = (b[o.at]! | b[o.at + 1]! | b[o.at + 2]!) === 0;
  o.take(f['snap.oui']);
  o.take(isType ? f.snaptype : f['snap.pid']);
}

function addAddress(t: TreeBuilder, at: number, size: number): void {
  const { bytes: b } = t;
  const o = new Places(t, at, at + size);
  t.add(f.dlci, at, at, circuit(b, at, size));
  o.share(f.upper_dlci, f.cr, f.ea);
  o.share(f.second_dlci, f.fecn, f.becn, f.de, f.ea);
  if (size === MAX_ADDRESS) o.share(f.third_dlci, f.ea);
  if (size > MIN_ADDRESS) o.share(hasCoreControl(b, at, size) ? f.dlcore_control : f.lower_dlci, f.dc, f.ea);
}

const hasCoreControl = (b: Uint8Array, at: number, size: number): boolean => (b[at + size - 1]! & CORE_CONTROL) !== 0;

function circuit(b: Uint8Array, at: number, size: number): number {
  let number = ((b[at]! >> 2) << 4) | (b[at + 1]! >> 4);
  if (size === MAX_ADDRESS) number = (number << 7) | (b[at + 2]! >> 1);
  return size > MIN_ADDRESS && !hasCoreControl(b, at, size) ? (number << 6) | (b[at + size - 1]! >> 2) : number;
}

export const frameRelay = protocol('fr', {
  short: 'FR', title: 'Frame relay', spec: 'ITU-T Q.922',
  doc: 'Carries packets through a network of virtual circuits.',
  fields: f, step, detail,
  lines: { frame: 'circuit {dlci}' },
});

linkType.join(frameRelay, 107);
greType.join(frameRelay, 0x6559);
