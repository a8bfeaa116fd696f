import { bytes, fieldsOf, flag, group, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { gtpv2 } from './gtpv2.ts';
import { ipByVersion } from './ip-version.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';

const HEADER = 8;
/** Header with sequence number, N-PDU number and next extension: all three are there if one of them is. */
const LONG_HEADER = 12;
const EXTENDED = 0x07;
const HAS_EXTENSION = 0x04;
const WORD = 4;
/** Extension headers that are read; real packets have one or two. */
const MAX_EXTENSIONS = 16;
const PAYLOAD = 0xff;

const isLong = (b: Uint8Array, s: number): boolean => (b[s]! & EXTENDED) !== 0;

/** 3GPP TS 29.060 §7.1, TS 29.281 §6.1. */
const messageNames = names('gtp.message', {
  1: 'echo request', 2: 'echo response', 3: 'version not supported', 16: 'create PDP context request', 17: 'create PDP context response', 18: 'update PDP context request',
  19: 'update PDP context response', 20: 'delete PDP context request', 21: 'delete PDP context response', 22: 'initiate PDP context activation request',
  23: 'initiate PDP context activation response', 26: 'error indication', 27: 'PDU notification request', 28: 'PDU notification response', 31: 'supported extension headers notification',
  48: 'identification request', 49: 'identification response', 50: 'SGSN context request', 51: 'SGSN context response', 52: 'SGSN context acknowledge',
  53: 'forward relocation request', 54: 'forward relocation response', 55: 'forward relocation complete', 253: 'tunnel status', 254: 'end marker', 255: 'user data',
});
/** 3GPP TS 29.281 §5.2.1. */
const extensionNames = names('gtp.ext_hdr.next', {
  0x00: 'none', 0x01: 'MBMS support', 0x02: 'MS info change reporting', 0x03: 'long PDCP number', 0x20: 'service class indicator', 0x40: 'UDP port', 0x81: 'RAN container',
  0x82: 'long PDCP number', 0x83: 'Xw RAN container', 0x84: 'NR RAN container', 0x85: 'PDU session container', 0xc0: 'PDCP number', 0xc1: 'suspend request', 0xc2: 'suspend response',
});

const f = fieldsOf('gtp', '3GPP TS 29.281 §5.1', {
  flags: u8(0, { hex: true, label: 'Flags', doc: 'Version, and which of the fields that may be left out mean something.' }),
  'flags.version': u8(0, { mask: 0xe0, label: 'Version', doc: 'Version of GTP.' }),
  'flags.payload': flag(0, 1, 0x10, { label: 'Protocol type', doc: "Set: GTP; clear: GTP', which carries records of charges." }),
  'flags.reserved': u8(0, { mask: 0x08, label: 'Reserved', doc: 'Must be zero.' }),
  'flags.e': flag(0, 1, 0x04, { label: 'Extension header', doc: 'An extension header follows.' }),
  'flags.s': flag(0, 1, 0x02, { label: 'Sequence number present', doc: 'The sequence number means something.' }),
  'flags.pn': flag(0, 1, 0x01, { label: 'N-PDU number present', doc: 'The N-PDU number means something.' }),
  message: u8(1, { hex: true, names: messageNames, label: 'Message type', doc: 'What kind of message it is; 255 carries a packet of a user.' }),
  length: u16(2, { unit: 'bytes', label: 'Length', doc: 'Length of what follows the first 8 bytes.' }),
  teid: u32(4, { hex: true, label: 'Tunnel endpoint', doc: 'Which tunnel of the receiver the message belongs to.' }),
  seq_number: u16(8, { hex: true, when: isLong, label: 'Sequence number', doc: 'Counts messages; an answer repeats it.' }),
  npdu_number: u8(10, { hex: true, when: isLong, label: 'N-PDU number', doc: 'Number of the packet, used while a phone changes its cell.' }),
  'ext_hdr.next': u8(VARIES, { hex: true, names: extensionNames, label: 'Next extension', doc: 'Which extension header follows; 0: none.' }),
  ext_hdr: group({ label: 'Extension header', doc: 'An addition to the header.', spec: '3GPP TS 29.281 §5.2' }),
  'ext_hdr.length': u8(VARIES, { unit: 'words', label: 'Length', doc: 'Length of the extension header in 32-bit words.', spec: '3GPP TS 29.281 §5.2' }),
  'ext_hdr.content': bytes(VARIES, 0, { label: 'Content', doc: 'The content of the extension header, as it is.', spec: '3GPP TS 29.281 §5.2' }),
  elements: bytes(VARIES, 0, { label: 'Information elements', doc: 'What a control message says, as it is.', spec: '3GPP TS 29.060 §7.7' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(1)) return false;
  const version = b[s]! >> 5;
  if (version !== 1) {
    // The second version has a header of its own.
    w.next = version === 2 ? gtpv2 : data;
    return true;
  }
  if (!w.need(HEADER)) return false;
  w.limit(HEADER + ((b[s + 2]! << 8) | b[s + 3]!));
  w.body = s + HEADER;
  if (isLong(b, s)) {
    if (!w.need(LONG_HEADER)) return false;
    w.body = s + LONG_HEADER;
    if (b[s]! & HAS_EXTENSION && !passExtensions(w)) return false;
  }
  if (b[s + 1] === PAYLOAD) w.next = ipByVersion(w);
  else w.body = w.end;
  return true;
}

/** Pass over the extension headers, up to one that says that none follows. */
function passExtensions(w: Walk): boolean {
  const b = w.bytes;
  for (let i = 0; i < MAX_EXTENSIONS && b[w.body - 1] !== 0; i++) {
    const at = w.body;
    if (!w.need(at + 1 - w.start)) return false;
    const length = b[at]! * WORD;
    if (length === 0) return w.fail('length-small', at, WORD, 0);
    if (!w.need(at + length - w.start)) return false;
    w.body = at + length;
  }
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body < s + HEADER || b[s]! >> 5 !== 1) return;
  const p = new Places(t, s + HEADER, body);
  if (body >= s + LONG_HEADER && isLong(b, s)) {
    p.at = s + LONG_HEADER - 1;
    p.take(f['ext_hdr.next']);
    if (b[s]! & HAS_EXTENSION) placeExtensions(t, p);
  }
  p.rest(f.elements);
}

function placeExtensions(t: TreeBuilder, p: Places): void {
  while (p.left > 0 && t.bytes[p.at - 1] !== 0) {
    const length = t.bytes[p.at]! * WORD;
    if (length === 0 || length > p.left) return;
    t.begin(f.ext_hdr, p.at, p.at + length);
    p.take(f['ext_hdr.length']);
    p.take(f['ext_hdr.content'], length - 2);
    p.take(f['ext_hdr.next']);
    t.close();
  }
}

export const gtp = protocol('gtp', {
  short: 'GTP', title: 'GPRS Tunnelling Protocol', spec: '3GPP TS 29.281',
  doc: "Carries the packets of mobile phones through the operator's network, and sets the tunnels up.",
  fields: f, step, detail,
  lines: { message: '{message:name}, tunnel {teid}' },
});

udpPort.join(gtp, 2152, 2123);
