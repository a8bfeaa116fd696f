import { bytes, fieldsOf, flag, u16, u32, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ethernet } from './ethernet.ts';
import { greType } from './gre.ts';
import { ipByVersion } from './ip-version.ts';

/** What the version field says of the second and the third kind. */
const KIND = { second: 1, third: 2 } as const;
const SECOND_HEADER = 8;
const THIRD_HEADER = 12;
const PLATFORM_HEADER = 8;
const HAS_PLATFORM = 0x01;
const FRAME = { ethernet: 0, ip: 2 } as const;

const kindOf = (b: Uint8Array, s: number): number => b[s]! >> 4;
const ofSecond = (b: Uint8Array, s: number): boolean => kindOf(b, s) === KIND.second;
const ofThird = (b: Uint8Array, s: number): boolean => kindOf(b, s) === KIND.third;

const kindNames = names('erspan.version', { 0: 'type I', 1: 'type II', 2: 'type III' });
const encapNames = names('erspan.encap', { 0: 'no VLAN tag', 1: 'ISL', 2: '802.1Q', 3: 'VLAN tag kept in the frame' });
const stateNames = names('erspan.bso', { 0: 'good or not known', 1: 'bad', 2: 'short', 3: 'oversized' });
const frameNames = names('erspan.ft', { 0: 'Ethernet', 2: 'IP' });
const granularityNames = names('erspan.gra', { 0: '100 microseconds', 1: '100 nanoseconds', 2: 'IEEE 1588', 3: 'user configurable' });

const DRAFT = 'draft-foschiano-erspan §4';

const f = fieldsOf('erspan', DRAFT, {
  version: u16(0, { mask: 0xf000, names: kindNames, label: 'Version', doc: 'Which kind of header it is.' }),
  vlan: u16(0, { mask: 0x0fff, label: 'VLAN', doc: 'The virtual network that the frame was copied from.' }),
  cos: u16(2, { mask: 0xe000, label: 'Class of service', doc: 'How urgently the frame was to be treated.' }),
  encap: u16(2, { mask: 0x1800, names: encapNames, when: ofSecond, label: 'Encapsulation', doc: 'What kind of VLAN tag the frame had.' }),
  bso: u16(2, { mask: 0x1800, names: stateNames, when: ofThird, label: 'State', doc: 'Whether the frame was damaged or had a wrong length.' }),
  truncated: u16(2, { mask: 0x0400, label: 'Truncated', doc: 'Set: the copy was cut because it was too long.' }),
  spanid: u16(2, { mask: 0x03ff, label: 'Session', doc: 'Which copying session the frame belongs to.' }),
  reserved: u32(4, { mask: 0xfff00000, when: ofSecond, label: 'Reserved', doc: 'Must be zero.' }),
  index: u32(4, { mask: 0x000fffff, when: ofSecond, label: 'Index', doc: 'The port and direction that the frame was copied at.' }),
  timestamp: u32(4, { when: ofThird, label: 'Timestamp', doc: 'When the frame was copied, in units that the granularity says.' }),
  sgt: u16(8, { when: ofThird, label: 'Security group tag', doc: 'The group of users that the frame belongs to.' }),
  p: flag(10, 2, 0x8000, { when: ofThird, label: 'Ethernet frame', doc: 'Set: a whole Ethernet frame is carried.' }),
  ft: u16(10, { mask: 0x7c00, names: frameNames, when: ofThird, label: 'Frame type', doc: 'What is carried.' }),
  hw: u16(10, { mask: 0x03f0, when: ofThird, label: 'Hardware', doc: 'Which part of the device made the copy.' }),
  direction: flag(10, 2, 0x0008, { when: ofThird, label: 'Outgoing', doc: 'Set: the frame was copied when it left; clear: when it arrived.' }),
  gra: u16(10, { mask: 0x0006, names: granularityNames, when: ofThird, label: 'Granularity', doc: 'The unit of the timestamp.' }),
  o: flag(10, 2, 0x0001, { when: ofThird, label: 'Platform header', doc: 'A header that depends on the device follows.' }),
  platform: bytes(VARIES, 8, { label: 'Platform header', doc: 'What the device has to say beyond that.' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(2)) return false;
  const kind = kindOf(b, s);
  if (kind !== KIND.second && kind !== KIND.third) {
    w.body = s + 2;
    w.next = data;
    return true;
  }
  if (!w.need(kind === KIND.second ? SECOND_HEADER : THIRD_HEADER)) return false;
  const length = kind === KIND.second ? SECOND_HEADER : THIRD_HEADER + (b[s + 11]! & HAS_PLATFORM ? PLATFORM_HEADER : 0);
  if (!w.need(length)) return false;
  w.body = s + length;
  const frame = kind === KIND.second ? FRAME.ethernet : f.ft.read(b, s);
  w.next = frame === FRAME.ethernet ? ethernet : frame === FRAME.ip ? ipByVersion(w) : data;
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.body === t.start + THIRD_HEADER + PLATFORM_HEADER) t.add(f.platform, t.start + THIRD_HEADER, t.body);
}

export const erspan = protocol('erspan', {
  short: 'ERSPAN', title: 'Encapsulated Remote Switch Port Analyzer', spec: DRAFT,
  doc: 'Carries copies of frames from a switch to a machine that watches.',
  fields: f, step, detail,
  lines: { frame: 'Session {spanid}, VLAN {vlan}' },
});

greType.join(erspan, 0x88be, 0x22eb);
