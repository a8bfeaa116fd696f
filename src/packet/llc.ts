import { type Field, fieldsOf, flag, u16, u16le, u24, u8, VARIES } from '../base/field.ts';
import { names, namesWithRule } from '../base/names.ts';
import { type Protocol, protocol } from '../base/protocol.ts';
import { Table } from '../base/table.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { addControl, carriesPacket, controlSize, llcControlFields } from './llc-control.ts';
import { ouiNames } from './vendor.ts';

/** What an LLC service access point leads to. */
export const llcSap = new Table('llc.dsap', data);
/** What a protocol number of Cisco leads to. */
export const ciscoPid = new Table('llc.cisco_pid', data);
/** What a protocol number of IEEE 802.1 leads to: frames of other media that a bridge passes on (RFC 2684 §5.2). */
export const bridgedPid = new Table('llc.pid', data);

/** Both addresses and the first byte of the control field. */
const HEADER = 3;
const SNAP = 0xaa;
export const SNAP_HEADER = 5;
/** Old Novell frames have no LLC: in its place begins IPX, with a checksum that is not used. */
export const NO_LLC = 0xffff;

const OUI = { ethernet: 0x000000, cisco: 0x00000c, ciscoEthernet: 0x0000f8, bridged: 0x0080c2 } as const;

const saps = {
  0x00: 'null', 0x02: 'LLC management', 0x04: 'SNA path control', 0x06: 'IP', 0x08: 'SNA', 0x0c: 'SNA', 0x0e: 'PROWAY management', 0x42: 'spanning tree', 0x4e: 'EIA RS-511', 0x7e: 'X.25',
  0x80: 'XNS', 0x86: 'Nestar', 0x8e: 'PROWAY', 0x98: 'ARP', 0xaa: 'SNAP', 0xbc: 'Banyan VINES', 0xe0: 'NetWare', 0xf0: 'NetBIOS', 0xf4: 'LAN management', 0xf8: 'remote program load',
  0xfc: 'RPL', 0xfe: 'OSI', 0xff: 'global',
} as const;
const dsapNames = names('llc.dsap', saps);
const ssapNames = namesWithRule('llc.ssap', saps, (value) => value & 0xfe);
const ciscoNames = names('llc.cisco_pid', {
  0x0102: 'DRiP', 0x0104: 'port aggregation (PAgP)', 0x0105: 'MLS hello', 0x010b: 'PVST+', 0x010c: 'VLAN bridge', 0x0111: 'unidirectional link detection (UDLD)',
  0x2000: 'CDP', 0x2001: 'CGMP', 0x2003: 'VLAN trunk protocol (VTP)', 0x2004: 'dynamic trunking (DTP)', 0x200a: 'STP UplinkFast',
});
/** RFC 2684, appendix B. */
const pidNames = names('llc.pid', {
  0x0001: 'Ethernet with check sequence', 0x0002: '802.4 with check sequence', 0x0003: '802.5 with check sequence', 0x0004: 'FDDI with check sequence', 0x0007: 'Ethernet', 0x0008: '802.4',
  0x0009: '802.5', 0x000a: 'FDDI', 0x000b: '802.6', 0x000d: 'fragment', 0x000e: 'spanning tree',
});

const f = fieldsOf('llc', 'IEEE 802.2 §3', {
  dsap: u8(0, { hex: true, names: dsapNames, label: 'Destination access point', doc: 'Which protocol of the receiver the frame is for.' }),
  'dsap.sap': u8(0, { mask: 0xfe, label: 'Access point', doc: 'The number of the protocol, without the lowest bit.' }),
  'dsap.ig': flag(0, 1, 0x01, { label: 'Group', doc: 'Set: the frame is for a group of access points.' }),
  ssap: u8(1, { hex: true, names: ssapNames, label: 'Source access point', doc: 'Which protocol of the sender the frame comes from.' }),
  'ssap.sap': u8(1, { mask: 0xfe, label: 'Access point', doc: 'The number of the protocol, without the lowest bit.' }),
  'ssap.cr': flag(1, 1, 0x01, { label: 'Response', doc: 'Set: the frame is a response; clear: a command.' }),
  control: u16le(VARIES, { hex: true, label: 'Control', doc: 'What kind of frame it is; almost always 3, a message that nobody acknowledges.' }),
  oui: u24(VARIES, { names: ouiNames, label: 'Organization', doc: 'Whose protocol numbers follow; 0: EtherTypes.', spec: 'RFC 1042' }),
  type: u16(VARIES, { hex: true, names: etherTypeNames, label: 'Type', doc: 'Which protocol the frame carries, by its EtherType.', spec: 'RFC 1042' }),
  cisco_pid: u16(VARIES, { hex: true, names: ciscoNames, label: 'Cisco protocol', doc: 'Which protocol the frame carries, by a number of Cisco.' }),
  pid: u16(VARIES, { hex: true, names: pidNames, label: 'Protocol', doc: 'Which protocol the frame carries, by a number of the organization.' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const control = b[s + 2]!;
  const header = HEADER - 1 + controlSize(control);
  if (!w.need(header)) return false;
  if (b[s] === SNAP && b[s + 1] === SNAP) return snap(w, header);
  w.body = s + header;
  w.next = carriesPacket(control) ? w.choose(llcSap, b[s]!) : data;
  return true;
}

/** The subnetwork access protocol: an organization, and a protocol number that it gave (RFC 1042). */
function snap(w: Walk, header: number): boolean {
  if (!w.need(header + SNAP_HEADER)) return false;
  followSnap(w, w.start + header);
  return true;
}

/** HOT: must not allocate. The organization and the protocol number at `at` say what follows them. */
export function followSnap(w: Walk, at: number): void {
  const { bytes: b } = w;
  const number = (b[at + 3]! << 8) | b[at + 4]!;
  w.body = at + SNAP_HEADER;
  const table = snapTable((b[at]! << 16) | (b[at + 1]! << 8) | b[at + 2]!);
  w.next = table === undefined ? data : w.choose(table, number);
}

function snapTable(oui: number): Table | undefined {
  if (oui === OUI.ethernet || oui === OUI.ciscoEthernet) return etherType;
  return oui === OUI.cisco ? ciscoPid : oui === OUI.bridged ? bridgedPid : undefined;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  if (t.body < s + HEADER) return;
  const at = s + HEADER - 1;
  const end = at + controlSize(b[at]!);
  t.begin(f.control, at, end);
  addControl(t, at, b[s + 1]!);
  t.close();
  if (t.body === end) return;
  t.add(f.oui, end, end + 3);
  t.add(numberField((b[end]! << 16) | (b[end + 1]! << 8) | b[end + 2]!), end + 3, t.body);
}

function numberField(oui: number): Field {
  if (oui === OUI.ethernet || oui === OUI.ciscoEthernet) return f.type;
  return oui === OUI.cisco ? f.cisco_pid : f.pid;
}

/** HOT: must not allocate. What a frame that has a length in the place of a type carries. */
export function afterLength(w: Walk): Protocol {
  const { bytes: b, body } = w;
  const isOld = body + 2 <= w.end && ((b[body]! << 8) | b[body + 1]!) === NO_LLC;
  return isOld ? (llcSap.get(NO_LLC) ?? data) : llc;
}

export const llc = protocol('llc', {
  short: 'LLC', title: 'Logical Link Control', spec: 'IEEE 802.2',
  doc: 'Says which protocol a frame carries, where the frame itself has a length in the place of a type.',
  fields: { ...f, ...llcControlFields }, step, detail,
  lines: {
    frame: '{dsap:name}', snap: '{oui:name} {type:name}{cisco_pid:name}{pid:name}', supervisory: '{dsap:name}: {control.s_ftype:name}',
    unnumbered: '{dsap:name}: {control.u_modifier_cmd:name}{control.u_modifier_resp:name}',
  },
  line: (b, s) => (carriesPacket(b[s + 2]!) ? (b[s] === SNAP ? 'snap' : 'frame') : controlSize(b[s + 2]!) === 1 ? 'unnumbered' : 'supervisory'),
});
