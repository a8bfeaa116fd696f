import { bytes, fieldsOf, flag, mac, u16, u32, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { macNames } from './vendor.ts';

/** Control, short length, packet number; the channel is not always named. */
const HEADER = 6;
const CHANNEL = 8;
const TYPE = 2;
/** The check value of the cipher suites in use. */
const ICV = 16;
const BIT = { channel: 0x20, encrypted: 0x08, changed: 0x04 } as const;

const namesChannel = (b: Uint8Array, s: number): boolean => (b[s]! & BIT.channel) !== 0;
/** Is what follows as it was, only with a check value behind it? */
const isPlain = (b: Uint8Array, s: number): boolean => (b[s]! & (BIT.encrypted | BIT.changed)) === 0;

const f = fieldsOf('macsec', 'IEEE 802.1AE §9', {
  TCI: u8(0, { mask: 0xfc, hex: true, label: 'Tag control information', doc: 'How the frame is protected.' }),
  'TCI.V': u8(0, { mask: 0x80, hex: true, label: 'Version', doc: 'Version: 0.' }),
  'TCI.ES': flag(0, 1, 0x40, { label: 'End station', doc: "Set: the channel is named by the frame's own source address." }),
  'TCI.SC': flag(0, 1, 0x20, { label: 'Secure channel named', doc: 'Set: the channel is named in the header.' }),
  'TCI.SCB': flag(0, 1, 0x10, { label: 'Single copy broadcast', doc: 'Set: the channel is one for broadcast, as in passive optical networks.' }),
  'TCI.E': flag(0, 1, 0x08, { label: 'Encrypted', doc: 'Set: what the frame carries is encrypted.' }),
  'TCI.C': flag(0, 1, 0x04, { label: 'Changed', doc: 'Set: what the frame carries is not as it was.' }),
  AN: u8(0, { mask: 0x03, hex: true, label: 'Association', doc: 'Which key of the channel is in use.' }),
  SL: u8(1, { unit: 'bytes', label: 'Short length', doc: 'Length of what the frame carries, where that is less than 48 bytes; 0 otherwise.' }),
  PN: u32(2, { label: 'Packet number', doc: 'Counts the frames of the channel, so that none is sent again by somebody else.' }),
  'SCI.system_identifier': mac(6, { names: macNames, when: namesChannel, label: 'System', doc: 'Hardware address of the sender of the channel.' }),
  'SCI.port_identifier': u16(12, { when: namesChannel, label: 'Port', doc: 'Which of its channels it is.' }),
  etype: u16(VARIES, { hex: true, names: etherTypeNames, label: 'Type', doc: 'Which protocol the frame carries, where it is not encrypted.' }),
  ICV: bytes(VARIES, 0, { label: 'Check value', doc: 'Proof that the frame is as it was sent.' }),
  trailer: bytes(VARIES, 0, { label: 'Trailer', doc: 'Bytes beside the carried packet and the check value.' }),
});

const headerSize = (b: Uint8Array, s: number): number => HEADER + (namesChannel(b, s) ? CHANNEL : 0);

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const header = headerSize(b, s);
  const type = isPlain(b, s) ? TYPE : 0;
  if (!w.need(header + type)) return false;
  w.body = s + header + type;
  const short = b[s + 1]!;
  const content = short === 0 ? w.wireEnd - w.body - ICV : short - type;
  if (content >= 0) w.carries(content);
  w.next = type === 0 ? data : w.choose(etherType, (b[w.body - 2]! << 8) | b[w.body - 1]!);
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body, end } = t;
  if (body < s + HEADER) return;
  const header = s + headerSize(b, s);
  if (body > header) t.add(f.etype, header, body);
  const short = b[s + 1]!;
  const at = short === 0 ? t.wireEnd - ICV : header + short;
  if (at < body || at + ICV > end) return;
  if (t.innerEnd < at) t.add(f.trailer, t.innerEnd, at);
  t.add(f.ICV, at, at + ICV);
  if (at + ICV < end) t.add(f.trailer, at + ICV, end);
}

export const macsec = protocol('macsec', {
  short: 'MACsec', title: 'IEEE 802.1AE MAC security', spec: 'IEEE 802.1AE',
  doc: 'Protects frames on one cable: nobody can change them, and mostly nobody can read them.',
  fields: f, step, detail,
  lines: { frame: 'packet {PN}' },
});

etherType.join(macsec, 0x88e5);
