import { bytes, fieldsOf, flag, u24, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { ipByVersion } from './ip-version.ts';
import { udpPort } from './port.ts';

const HEADER = 8;
const MESSAGE_HEADER = 4;
const FLAG = { versions: 0x10, instance: 0x08 } as const;
const ENCAPSULATED = 8;

const hasVersions = (b: Uint8Array, s: number): boolean => (b[s]! & FLAG.versions) !== 0;
const hasNonce = (b: Uint8Array, s: number): boolean => !hasVersions(b, s);
const hasInstance = (b: Uint8Array, s: number): boolean => (b[s]! & FLAG.instance) !== 0;
const hasNoInstance = (b: Uint8Array, s: number): boolean => !hasInstance(b, s);

const f = fieldsOf('lisp-data', 'RFC 9300 §5.3', {
  flags: u8(0, { hex: true, label: 'Flags', doc: 'Which of the fields that follow mean something.' }),
  'flags.nonce': flag(0, 1, 0x80, { label: 'Nonce present', doc: 'The nonce is valid.' }),
  'flags.lsb': flag(0, 1, 0x40, { label: 'Locator status present', doc: 'The locator status bits are valid.' }),
  'flags.enr': flag(0, 1, 0x20, { label: 'Echo requested', doc: 'The other end is to send the nonce back, and so show that it can be reached.' }),
  'flags.mv': flag(0, 1, 0x10, { label: 'Map versions present', doc: 'Version numbers of mappings stand in place of the nonce.' }),
  'flags.iid': flag(0, 1, 0x08, { label: 'Instance present', doc: 'The number of a virtual network follows.' }),
  'flags.res': u8(0, { mask: 0x07, label: 'Reserved', doc: 'Must be zero, or tells of a key.' }),
  nonce: u24(1, { hex: true, when: hasNonce, label: 'Nonce', doc: 'A random number, which the other end may be asked to send back.' }),
  srcmapver: u24(1, { mask: 0xfff000, when: hasVersions, label: 'Source map version', doc: 'Version of the mapping of the sender, so that an old one is noticed.' }),
  dstmapver: u24(1, { mask: 0x000fff, when: hasVersions, label: 'Destination map version', doc: 'Version of the mapping of the recipient that the sender knows.' }),
  lsb: u32(4, { hex: true, when: hasNoInstance, label: 'Locator status bits', doc: 'Which of the routers of the sender can be reached, a bit for each.' }),
  iid: u24(4, { when: hasInstance, label: 'Instance', doc: 'Number of the virtual network.' }),
  lsb8: u8(7, { hex: true, when: hasInstance, label: 'Locator status bits', doc: 'Which of the first eight routers of the sender can be reached.' }),
});

function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.start + HEADER;
  w.next = ipByVersion(w);
  return true;
}

/** Packets between sites whose routers look up where an address is to be found. */
export const lispData = protocol('lisp-data', {
  short: 'LISP', title: 'Locator/ID Separation Protocol, data', spec: 'RFC 9300',
  doc: 'Carries packets between the routers of two sites: addresses inside say who, addresses outside say where.',
  fields: f, step,
  lines: { packet: 'A packet between sites' },
});

const typeNames = names('lisp.type', { 1: 'map request', 2: 'map reply', 3: 'map register', 4: 'map notify', 5: 'map notify acknowledgment', 6: 'map referral', 7: 'information', 8: 'encapsulated message', 15: 'shared extension' });

const m = fieldsOf('lisp', 'RFC 9301 §5.1', {
  type: u8(0, { mask: 0xf0, names: typeNames, label: 'Type', doc: 'What the message is.' }),
  flags: u32(0, { mask: 0x0fffffff, hex: true, label: 'Flags', doc: 'What else there is to say of the message; the type decides what they mean.' }),
  content: bytes(VARIES, 0, { label: 'Content', doc: 'What the message says, as it is.' }),
});

function stepMessage(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(MESSAGE_HEADER)) return false;
  if (b[s]! >> 4 !== ENCAPSULATED) {
    w.body = w.end;
    return true;
  }
  w.body = s + MESSAGE_HEADER;
  w.next = ipByVersion(w);
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.body > t.start + MESSAGE_HEADER) t.add(m.content, t.start + MESSAGE_HEADER, t.body);
}

/** How routers tell each other, and ask, where addresses are. */
export const lisp = protocol('lisp', {
  short: 'LISP', title: 'Locator/ID Separation Protocol, control', spec: 'RFC 9301',
  doc: 'Finds and tells the routers by which the addresses of a site can be reached.',
  fields: m, step: stepMessage, detail,
  lines: { message: '{type:name}' },
});

udpPort.join(lispData, 4341);
udpPort.join(lisp, 4342);
