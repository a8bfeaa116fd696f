import { bytes, fieldsOf, flag, u16, u24, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import { Table } from '../base/table.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ethernet } from './ethernet.ts';
import { etherType } from './ethertype.ts';
import { ipv4Protocol } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import { mpls } from './mpls.ts';
import { Places } from './places.ts';

const HEADER = 8;
const WORD = 4;
const FIXED = 1;

const carriedNames = names('nsh.nextproto', { 1: 'IPv4', 2: 'IPv6', 3: 'Ethernet', 4: 'NSH', 5: 'MPLS', 254: 'experiment 1', 255: 'experiment 2' });
const metadataNames = names('nsh.mdtype', { 1: 'fixed length', 2: 'variable length' });

const f = fieldsOf('nsh', 'RFC 8300 §2.2', {
  version: u16(0, { mask: 0xc000, label: 'Version', doc: 'The version: 0.' }),
  Obit: flag(0, 2, 0x2000, { label: 'Control packet', doc: 'The packet tests the path and is not passed on to its end.' }),
  CBit: flag(0, 2, 0x1000, { label: 'Unassigned', doc: 'Must be zero.' }),
  ttl: u16(0, { mask: 0x0fc0, hex: true, label: 'Time to live', doc: 'How many more functions may pass the packet on.' }),
  length: u16(0, { mask: 0x003f, unit: 'words', label: 'Length', doc: 'Length of the header in 32-bit words.' }),
  unassigned: u8(2, { mask: 0xf0, label: 'Unassigned', doc: 'Must be zero.' }),
  mdtype: u8(2, { mask: 0x0f, names: metadataNames, label: 'Metadata type', doc: 'In which form the metadata comes.' }),
  nextproto: u8(3, { names: carriedNames, label: 'Next protocol', doc: 'What is carried.' }),
  spi: u24(4, { label: 'Service path', doc: 'Which chain of functions the packet is to pass.', spec: 'RFC 8300 §2.3' }),
  si: u8(7, { label: 'Service index', doc: 'How far it has come: each function takes one off.', spec: 'RFC 8300 §2.3' }),
  contextheader: bytes(VARIES, 0, { label: 'Metadata', doc: 'What the functions tell each other about the packet.', spec: 'RFC 8300 §2.4' }),
});

/** What the next protocol leads to. */
const carried = new Table('nsh.next_proto', data);

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const length = (b[s + 1]! & 0x3f) * WORD;
  if (length < HEADER) return w.fail('header-length', s, HEADER, length);
  w.body = Math.min(w.end, s + length);
  if (!w.need(length)) return false;
  w.next = w.choose(carried, b[s + 3]!);
  return true;
}

function detail(t: TreeBuilder): void {
  const p = new Places(t, t.start + HEADER, t.body);
  // Metadata of fixed length are four words.
  if (t.body > t.start && (t.bytes[t.start + 2]! & 15) === FIXED) while (p.left >= WORD) p.take(f.contextheader, WORD);
  p.rest(f.contextheader);
}

export const nsh = protocol('nsh', {
  short: 'NSH', title: 'Network Service Header', spec: 'RFC 8300',
  doc: 'Leads a packet through a chain of functions: a firewall, a load balancer.',
  fields: f, step, detail,
  lines: { packet: 'Path {spi}, index {si}' },
});

carried.join(ipv4Protocol, 1);
carried.join(ipv6, 2);
carried.join(ethernet, 3);
carried.join(nsh, 4);
carried.join(mpls, 5);
etherType.join(nsh, 0x894f);
