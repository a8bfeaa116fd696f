import { littleWord } from '../base/bytes.ts';
import { bytes, fieldsOf, text, u16le, u32le, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decodeFilled } from '../base/value.ts';
import type { Walk } from '../base/walk.ts';
import { addressFamilyNames } from './address-family.ts';
import { data } from './data.ts';
import { linkType, linkTypeNames } from './link-type.ts';
import { Places } from './places.ts';

const HEADER = 108;
const PACKET = 1;

const recordNames = names('pktap.rectype', { 0: 'none', 1: 'packet' });

const f = fieldsOf('pktap', 'tcpdump.org LINKTYPE_PKTAP', {
  hdrlen: u32le(VARIES, { unit: 'bytes', label: 'Header length', doc: 'Where the header ends and the frame begins.' }),
  rectype: u32le(VARIES, { names: recordNames, label: 'Record type', doc: 'Whether a frame follows.' }),
  dlt: u32le(VARIES, { names: linkTypeNames, label: 'Link type', doc: 'What kind of frame follows.' }),
  ifname: text(VARIES, 24, { label: 'Interface', doc: 'Name of the interface.' }),
  flags: u32le(VARIES, { hex: true, label: 'Flags', doc: 'Whether the frame came or went.' }),
  pfamily: u32le(VARIES, { names: addressFamilyNames, label: 'Protocol family', doc: 'Which protocol the packet is of.' }),
  llhdrlen: u32le(VARIES, { unit: 'bytes', label: 'Frame header length', doc: "Length of the frame's own header." }),
  lltrlrlen: u32le(VARIES, { unit: 'bytes', label: 'Frame trailer length', doc: "Length of the frame's own trailer." }),
  pid: u32le(VARIES, { label: 'Process', doc: 'Number of the process that the packet belongs to.' }),
  cmdname: text(VARIES, 20, { charset: 'utf-8', label: 'Command', doc: 'Name of that process.' }),
  svc_class: u32le(VARIES, { label: 'Service class', doc: 'How urgent the packet is for the system.' }),
  iftype: u16le(VARIES, { label: 'Interface type', doc: 'What kind of interface it is.' }),
  ifunit: u16le(VARIES, { label: 'Interface unit', doc: 'Which of its kind it is.' }),
  epid: u32le(VARIES, { label: 'Effective process', doc: 'Number of the process on whose behalf it was sent.' }),
  ecmdname: text(VARIES, 20, { charset: 'utf-8', label: 'Effective command', doc: 'Name of that process.' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'Fields of a longer header that are not known here.' }),
});

const order = [f.hdrlen, f.rectype, f.dlt, f.ifname, f.flags, f.pfamily, f.llhdrlen, f.lltrlrlen, f.pid, f.cmdname, f.svc_class, f.iftype, f.ifunit, f.epid, f.ecmdname];
const DLT_AT = 8;

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const length = littleWord(b, s);
  if (length < HEADER) return w.fail('length-small', s, HEADER, length);
  if (!w.need(length)) return false;
  w.body = s + length;
  w.next = littleWord(b, s + 4) === PACKET ? w.choose(linkType, littleWord(b, s + DLT_AT)) : data;
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.body < t.start + HEADER) return;
  const o = new Places(t, t.start, t.body);
  for (const field of order) o.take(field, field.size, field.kind === 'text' ? decodeFilled(t.bytes.subarray(o.at, o.at + field.size), field.charset) : undefined);
  o.rest(f.rest);
}

export const pktap = protocol('pktap', {
  short: 'PKTAP', title: 'macOS packet tap', spec: 'tcpdump.org LINKTYPE_PKTAP',
  doc: 'What macOS says about a frame: interface, and the program that it belongs to.',
  fields: f, step, detail,
  lines: { packet: '{ifname} {cmdname}' },
});

linkType.join(pktap, 258);
