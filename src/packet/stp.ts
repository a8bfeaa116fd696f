import { bytes, fieldsOf, flag, mac, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { bridgedPid, ciscoPid, llcSap } from './llc.ts';
import { Places } from './places.ts';
import { macNames } from './vendor.ts';

/** Lengths of the kinds of messages: a notice of a topology change has no more than its kind (IEEE 802.1D §9.3). */
const NOTICE = 4;
const CONFIGURATION = 35;
const RAPID = 36;
const TYPE = { configuration: 0x00, rapid: 0x02 } as const;
const MULTIPLE_VERSION = 3;
/** Cisco adds the VLAN that a message is about: type 0, length 2. */
const PVST = 6;

const isConfiguration = (b: Uint8Array, s: number): boolean => b[s + 3] === TYPE.configuration || b[s + 3] === TYPE.rapid;
const isRapid = (b: Uint8Array, s: number): boolean => b[s + 3] === TYPE.rapid;
const isPlain = (b: Uint8Array, s: number): boolean => b[s + 3] === TYPE.configuration;

const versionNames = names('stp.version', { 0: 'spanning tree', 2: 'rapid spanning tree', 3: 'multiple spanning tree', 4: 'shortest path tree' });
const typeNames = names('stp.type', { 0x00: 'configuration', 0x02: 'rapid or multiple spanning tree', 0x80: 'topology change notification' });
const roleNames = names('stp.flags.port_role', { 0: 'unknown', 1: 'alternate or backup', 2: 'root', 3: 'designated' });

const f = fieldsOf('stp', 'IEEE 802.1D §9.3', {
  protocol: u16(0, { hex: true, label: 'Protocol', doc: 'Always 0.' }),
  version: u8(2, { names: versionNames, label: 'Version', doc: 'Which spanning tree protocol the bridge speaks.' }),
  type: u8(3, { hex: true, names: typeNames, label: 'Type', doc: 'What kind of message it is.' }),
  flags: u8(4, { when: isConfiguration, hex: true, label: 'Flags', doc: 'What the port is doing.' }),
  'flags.tcack': flag(4, 1, 0x80, { when: isConfiguration, label: 'Topology change acknowledged', doc: 'The root has heard of the change.' }),
  'flags.agreement': flag(4, 1, 0x40, { when: isConfiguration, label: 'Agreement', doc: 'The port on the other side may forward at once.' }),
  'flags.forwarding': flag(4, 1, 0x20, { when: isConfiguration, label: 'Forwarding', doc: 'The port passes frames on.' }),
  'flags.learning': flag(4, 1, 0x10, { when: isConfiguration, label: 'Learning', doc: 'The port learns who is behind it.' }),
  'flags.port_role': u8(4, { mask: 0x0c, when: isConfiguration, names: roleNames, label: 'Port role', doc: 'What the port is for its bridge.' }),
  'flags.proposal': flag(4, 1, 0x02, { when: isConfiguration, label: 'Proposal', doc: 'The port would like to forward at once.' }),
  'flags.tc': flag(4, 1, 0x01, { when: isConfiguration, label: 'Topology change', doc: 'A link came or went: bridges should forget sooner what they have learned.' }),
  'root.prio': u16(5, { mask: 0xf000, scale: 4096, when: isConfiguration, label: 'Root priority', doc: 'Priority of the root of the tree; the lowest number becomes root.' }),
  'root.ext': u16(5, { mask: 0x0fff, when: isConfiguration, label: 'Root extension', doc: 'The VLAN, where each has a tree of its own.' }),
  'root.hw': mac(7, { names: macNames, when: isConfiguration, label: 'Root address', doc: 'Hardware address of the root of the tree.' }),
  'root.cost': u32(13, { when: isConfiguration, label: 'Root path cost', doc: 'How far it is to the root: the faster the links, the less.' }),
  'bridge.prio': u16(17, { mask: 0xf000, scale: 4096, when: isConfiguration, label: 'Bridge priority', doc: 'Priority of the bridge that sent the message.' }),
  'bridge.ext': u16(17, { mask: 0x0fff, when: isConfiguration, label: 'Bridge extension', doc: 'The VLAN, where each has a tree of its own.' }),
  'bridge.hw': mac(19, { names: macNames, when: isConfiguration, label: 'Bridge address', doc: 'Hardware address of the bridge that sent the message.' }),
  port: u16(25, { hex: true, when: isConfiguration, label: 'Port', doc: 'Priority and number of the port that the message left by.' }),
  msg_age: u16(27, { scale: 1 / 256, unit: 'seconds', when: isConfiguration, label: 'Message age', doc: 'How old the information about the root is.' }),
  max_age: u16(29, { scale: 1 / 256, unit: 'seconds', when: isConfiguration, label: 'Maximum age', doc: 'How old it may become before it is forgotten.' }),
  hello: u16(31, { scale: 1 / 256, unit: 'seconds', when: isConfiguration, label: 'Hello time', doc: 'Time between two messages of the root.' }),
  forward: u16(33, { scale: 1 / 256, unit: 'seconds', when: isConfiguration, label: 'Forward delay', doc: 'How long a port listens, and then learns, before it forwards.' }),
  version_1_length: u8(35, { when: isRapid, label: 'Version 1 length', doc: 'Always 0: version 1 has nothing of its own.' }),
  pad: u8(35, { when: isPlain, hex: true, label: 'Filling', doc: 'A byte before what Cisco adds.', spec: 'Cisco PVST+' }),
  'pvst.tlvtype': u16(VARIES, { hex: true, label: 'Type', doc: 'What Cisco adds; 0: a VLAN.', spec: 'Cisco PVST+' }),
  'pvst.tlvlen': u16(VARIES, { label: 'Length', doc: 'Length of the value.', spec: 'Cisco PVST+' }),
  'pvst.origvlan': u16(VARIES, { label: 'Originating VLAN', doc: 'The VLAN whose tree the message is about.', spec: 'Cisco PVST+' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'The rest of the message, as it is.' }),
});

const m = fieldsOf('mstp', 'IEEE 802.1Q §14.5', {
  version_3_length: u16(VARIES, { label: 'Version 3 length', doc: 'Length of what multiple spanning tree adds.' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(NOTICE)) return false;
  if (isConfiguration(b, s) && !w.need(b[s + 3] === TYPE.rapid ? RAPID : CONFIGURATION)) return false;
  w.body = w.end;
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  if (t.body < s + NOTICE) return;
  const o = new Places(t, s + (isConfiguration(b, s) ? RAPID : NOTICE), t.end);
  if (o.left <= 0) return;
  if (isConfiguration(b, s) && o.left >= PVST && b[o.at + 3] === 2 && (b[o.at]! | b[o.at + 1]! | b[o.at + 2]!) === 0) {
    o.take(f['pvst.tlvtype']);
    o.take(f['pvst.tlvlen']);
    o.take(f['pvst.origvlan']);
  } else if (isRapid(b, s) && b[s + 2]! >= MULTIPLE_VERSION && o.left >= 2) {
    o.take(m.version_3_length);
  }
  o.rest(f.rest);
}

export const stp = protocol('stp', {
  short: 'STP', title: 'Spanning Tree Protocol', spec: 'IEEE 802.1D',
  doc: 'Bridges agree with it which of their ports forward, so that frames do not run in circles.',
  fields: { ...f, ...m }, step, detail,
  lines: { configuration: 'root {root.prio}/{root.hw}, cost {root.cost}, port {port}', notice: '{type:name}' },
  line: (b, s) => (isConfiguration(b, s) ? 'configuration' : 'notice'),
});

llcSap.join(stp, 0x42);
bridgedPid.join(stp, 0x000e);
ciscoPid.join(stp, 0x010b);
