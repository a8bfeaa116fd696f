import { bytes, fieldsOf, flag, group, u16, u24, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ethernet } from './ethernet.ts';
import { linkType } from './link-type.ts';
import { addTlvs, type TlvList } from './tlv-list.ts';

/** Magic number, flags. */
const HEADER = 4;
const MAGIC = 0x4d4743;
const EXTENSIONS = 0x80;
const NO_FRAME = 0x02;
const ELEMENT_HEADER = 2;

const hasExtensions = (b: Uint8Array, s: number): boolean => (b[s + 3]! & EXTENSIONS) !== 0;

const f = fieldsOf('juniper', 'tcpdump.org LINKTYPE_JUNIPER_ETHER', {
  'magic-number': u24(0, { hex: true, label: 'Magic number', doc: 'The letters MGC.' }),
  extensions: flag(3, 1, EXTENSIONS, { label: 'Extensions', doc: 'Set: more is known about the packet.' }),
  reserved: u8(3, { mask: 0x7c, hex: true, label: 'Reserved', doc: 'Bits without a known meaning.' }),
  l2hdr: flag(3, 1, NO_FRAME, { label: 'No frame', doc: 'Set: the packet stands without its frame.' }),
  direction: flag(3, 1, 0x01, { label: 'In', doc: 'Set: the router received the packet; clear: it sent it.' }),
  ext_total_len: u16(4, { when: hasExtensions, unit: 'bytes', label: 'Length of the extensions', doc: 'How many bytes of extensions follow.' }),
  ext: group({ label: 'Extension', doc: 'One thing that the router knows about the packet.' }),
  'ext.type': u8(VARIES, {
    names: names('juniper.ext.type', { 1: 'device interface', 2: 'device interface name', 3: 'media type', 4: 'logical interface', 5: 'logical unit', 6: 'encapsulation', 7: 'derived media type', 8: 'derived encapsulation' }),
    label: 'Type', doc: 'What the extension is about.',
  }),
  'ext.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'How many bytes follow.' }),
  'ext.value': bytes(VARIES, 0, { label: 'Value', doc: 'Content of the extension, in the byte order of the router.' }),
});

const extensions: TlvList = {
  element: f.ext, header: ELEMENT_HEADER, data: f['ext.value'], layouts: new Map(),
  type: (b, at) => b[at]!,
  size: (b, at) => ELEMENT_HEADER + b[at + 1]!,
  head: (o) => {
    o.take(f['ext.type']);
    o.take(f['ext.length']);
  },
};

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const magic = f['magic-number'].read(b, s);
  if (magic !== MAGIC) return w.fail('value', s, MAGIC, magic);
  let header = HEADER;
  if (hasExtensions(b, s)) {
    if (!w.need(header + 2)) return false;
    header += 2 + f.ext_total_len.read(b, s);
    if (!w.need(header)) return false;
  }
  w.body = s + header;
  w.next = (b[s + 3]! & NO_FRAME) === 0 ? ethernet : data;
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.body > t.start + HEADER) addTlvs(t, extensions, t.start + HEADER + 2, t.body);
}

export const juniper = protocol('juniper', {
  short: 'JUNIPER', title: 'Juniper Ethernet', spec: 'tcpdump.org LINKTYPE_JUNIPER_ETHER',
  doc: 'What a router of Juniper says about a frame that it captured.',
  fields: f, step, detail,
  lines: { frame: 'captured by a router' },
});

linkType.join(juniper, 178);
