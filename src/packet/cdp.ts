import { addWords, checksum } from '../base/checksum.ts';
import { bytes, counted, fieldsOf, group, text, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { chdlcProtocol } from './chdlc.ts';
import { CHECKSUM, checksumStatusNames } from './checksum-status.ts';
import { ciscoPid } from './llc.ts';
import { pppProtocol } from './ppp-protocol.ts';
import { addTlvs, type TlvList } from './tlv-list.ts';

const HEADER = 4;
const ELEMENT_HEADER = 4;

const typeNames = names('cdp.tlv.type', {
  1: 'device', 2: 'addresses', 3: 'port', 4: 'capabilities', 5: 'software version', 6: 'platform', 7: 'IP prefix', 8: 'protocol hello', 9: 'VTP domain', 10: 'native VLAN', 11: 'duplex', 14: 'voice VLAN',
  15: 'voice VLAN query', 16: 'power consumption', 17: 'MTU', 18: 'trust', 19: 'untrusted ports', 20: 'system name', 21: 'system object', 22: 'management addresses', 23: 'location', 25: 'power request', 26: 'power available',
});

const f = fieldsOf('cdp', 'Cisco CDP', {
  version: u8(0, { label: 'Version', doc: 'Version of the protocol: 1 or 2.' }),
  ttl: u8(1, { unit: 'seconds', label: 'Time to live', doc: 'How long this may be believed.' }),
  checksum: u16(2, { hex: true, label: 'Checksum', doc: "One's complement sum over the whole message." }),
  'checksum.status': counted({ size: 1, within: 'checksum', names: checksumStatusNames, label: 'Checksum status', doc: 'Whether the checksum is right.' }),
  tlv: group({ label: 'Element', doc: 'One thing that the machine says of itself.' }),
  'tlv.type': u16(VARIES, { hex: true, names: typeNames, label: 'Type', doc: 'What the element is about.' }),
  'tlv.len': u16(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the element, type and length included.' }),
  deviceid: text(VARIES, 0, { label: 'Device', doc: 'Name of the machine.' }),
  portid: text(VARIES, 0, { label: 'Port', doc: 'Name of the port that the message left by.' }),
  capabilities: u32(VARIES, { hex: true, label: 'Capabilities', doc: 'What the machine is: router, switch, host.' }),
  software_version: text(VARIES, 0, { label: 'Software version', doc: 'What runs on the machine.' }),
  platform: text(VARIES, 0, { label: 'Platform', doc: 'What the machine is called by its maker.' }),
  native_vlan: u16(VARIES, { label: 'Native VLAN', doc: 'The VLAN of frames without a tag.' }),
  data: bytes(VARIES, 0, { label: 'Data', doc: 'Content of an element that is not known here.' }),
});

const elements: TlvList = {
  element: f.tlv, header: ELEMENT_HEADER, data: f.data,
  type: (b, at) => (b[at]! << 8) | b[at + 1]!,
  size: (b, at) => (b[at + 2]! << 8) | b[at + 3]!,
  head: (o) => {
    o.take(f['tlv.type']);
    o.take(f['tlv.len']);
  },
  layouts: new Map([
    [1, (o) => o.rest(f.deviceid)],
    [3, (o) => o.rest(f.portid)],
    [4, (o) => void o.take(f.capabilities)],
    [5, (o) => o.rest(f.software_version)],
    [6, (o) => o.rest(f.platform)],
    [10, (o) => void o.take(f.native_vlan)],
  ]),
};

function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.end;
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.body < t.start + HEADER) return;
  t.addUnder(f.checksum, f['checksum.status'], t.end < t.wireEnd ? CHECKSUM.unverified : isRight(t) ? CHECKSUM.good : CHECKSUM.bad);
  addTlvs(t, elements, t.start + HEADER, t.end);
}

/** The last byte of an odd number is added as the lower half of a word, and as a signed number whose carry is lost: mistakes of the first machines that all others had to repeat. */
function isRight(t: TreeBuilder): boolean {
  const { bytes: b, start: s, end } = t;
  const isOdd = (end - s) % 2 === 1;
  const even = addWords(addWords(0, b, s, s + 2), b, s + HEADER, isOdd ? end - 1 : end);
  const last = b[end - 1]!;
  const odd = last < 0x80 ? last : 0xff00 | (last - 1);
  return checksum(isOdd ? even + odd : even) === ((b[s + 2]! << 8) | b[s + 3]!);
}

export const cdp = protocol('cdp', {
  short: 'CDP', title: 'Cisco Discovery Protocol', spec: 'Cisco CDP',
  doc: 'Machines of Cisco tell their neighbours who they are.',
  fields: f, step, detail,
  lines: { message: '{deviceid} {portid}' },
});

ciscoPid.join(cdp, 0x2000);
chdlcProtocol.join(cdp, 0x2000);
pppProtocol.join(cdp, 0x0207);
