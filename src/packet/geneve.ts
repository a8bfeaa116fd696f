import { bytes, fieldsOf, flag, u16, u24, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';

const HEADER = 8;
const OPTION_HEADER = 4;
const WORD = 4;

/** IANA, Geneve Option Classes; those from 0x0100 on are of vendors. */
const classNames = names('geneve.option.class', {
  0x0100: 'Linux', 0x0101: 'Open vSwitch', 0x0102: 'Open Virtual Networking', 0x0103: 'In-band network telemetry', 0x0104: 'VMware', 0x0105: 'Amazon', 0x0106: 'Cisco', 0x0107: 'Oracle',
  0x0108: 'Amazon', 0x0132: 'Google',
});

const f = fieldsOf('geneve', 'RFC 8926 §3.4', {
  version: u8(0, { mask: 0xc0, label: 'Version', doc: 'The version of Geneve: 0.' }),
  options_length: u8(0, { mask: 0x3f, scale: WORD, unit: 'bytes', label: 'Options length', doc: 'Length of the options, on the wire in 32-bit words.' }),
  flags: u8(1, { hex: true, label: 'Flags', doc: 'How the packet is to be treated.' }),
  'flags.oam': flag(1, 1, 0x80, { label: 'Control packet', doc: 'The packet is for the end of the tunnel, not for the network behind it.' }),
  'flags.critical': flag(1, 1, 0x40, { label: 'Critical options', doc: 'One of the options must be understood, or the packet dropped.' }),
  'flags.reserved': u8(1, { mask: 0x3f, label: 'Reserved', doc: 'Must be zero.' }),
  proto_type: u16(2, { hex: true, names: etherTypeNames, label: 'Protocol type', doc: 'What the tunnel carries, numbered like the types of Ethernet.' }),
  vni: u24(4, { hex: true, label: 'Network identifier', doc: 'Tells the virtual networks in one tunnel apart.' }),
  reserved: u8(7, { hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  options: bytes(VARIES, 0, { label: 'Options', doc: 'Additions to the header.', spec: 'RFC 8926 §3.5' }),
  option: bytes(VARIES, 0, { label: 'Option', doc: 'One addition, whose meaning its class and type say.', spec: 'RFC 8926 §3.5' }),
  'option.class': u16(VARIES, { hex: true, names: classNames, label: 'Class', doc: 'Who says what the types of the option mean.', spec: 'RFC 8926 §3.5' }),
  'option.type': u8(VARIES, { hex: true, label: 'Type', doc: 'Which option it is, within its class.', spec: 'RFC 8926 §3.5' }),
  'option.type.critical': flag(VARIES, 1, 0x80, { label: 'Critical', doc: 'Who does not know the option must drop the packet.', spec: 'RFC 8926 §3.5' }),
  'option.type.low': u8(VARIES, { mask: 0x7f, label: 'Low bits', doc: 'The rest of the number.', spec: 'RFC 8926 §3.5' }),
  'option.reserved': u8(VARIES, { mask: 0xe0, hex: true, label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 8926 §3.5' }),
  'option.length': u8(VARIES, { mask: 0x1f, scale: WORD, unit: 'bytes', label: 'Length', doc: 'Length of the content, on the wire in 32-bit words.', spec: 'RFC 8926 §3.5' }),
  'option.unknown.data': bytes(VARIES, 0, { label: 'Content', doc: 'The content of the option, as it is.', spec: 'RFC 8926 §3.5' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  if (b[s]! >> 6 !== 0) return w.fail('version', s, 0, b[s]! >> 6);
  const length = HEADER + f.options_length.read(b, s);
  w.body = Math.min(w.end, s + length);
  if (!w.need(length)) return false;
  w.next = w.choose(etherType, (b[s + 2]! << 8) | b[s + 3]!);
  return true;
}

function detail(t: TreeBuilder): void {
  const from = t.start + HEADER;
  if (from >= t.body) return;
  const isWhole = from + f.options_length.read(t.bytes, t.start) === t.body;
  t.begin(f.options, from, t.body);
  for (let at = from; at < t.body; ) at = addOption(t, at, isWhole);
  t.close();
}

/** Returns where the next option begins. `isWhole`: nothing is missing of the options, so that one which goes beyond them lies. */
function addOption(t: TreeBuilder, at: number, isWhole: boolean): number {
  const length = at + OPTION_HEADER <= t.body ? OPTION_HEADER + (t.bytes[at + 3]! & 0x1f) * WORD : OPTION_HEADER;
  if (at + length > t.body && isWhole) t.fault('option', at, length, t.body - at);
  const o = new Places(t, at, Math.min(at + length, t.body));
  t.begin(f.option, at, o.end);
  if (o.left >= OPTION_HEADER) {
    o.take(f['option.class']);
    o.bits(f['option.type'], f['option.type.critical'], f['option.type.low']);
    o.share(f['option.reserved'], f['option.length']);
  }
  o.rest(f['option.unknown.data']);
  t.close();
  return at + length;
}

export const geneve = protocol('geneve', {
  short: 'Geneve', title: 'Generic Network Virtualization Encapsulation', spec: 'RFC 8926',
  doc: 'Carries frames of many virtual networks through a network of IP, with options that devices may add.',
  fields: f, step, detail,
  lines: { packet: 'Encapsulated {proto_type:name}, network {vni}' },
});

udpPort.join(geneve, 6081);
