import { bytes, fieldsOf, u16, u24, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { Places } from './places.ts';

/** The length field counts what follows these bytes. */
const COMMON = 4;
const TUNNEL = 4;
const SEQUENCE = 4;
const HAS_TUNNEL = 0x08;

const hasTunnel = (b: Uint8Array, s: number): boolean => (b[s]! & HAS_TUNNEL) !== 0;

/** 3GPP TS 29.274 §6.1. */
const messageNames = names('gtpv2.message_type', {
  1: 'echo request', 2: 'echo response', 3: 'version not supported', 32: 'create session request', 33: 'create session response', 34: 'modify bearer request',
  35: 'modify bearer response', 36: 'delete session request', 37: 'delete session response', 38: 'change notification request', 39: 'change notification response',
  64: 'modify bearer command', 66: 'delete bearer command', 68: 'bearer resource command', 95: 'create bearer request', 96: 'create bearer response', 97: 'update bearer request',
  98: 'update bearer response', 99: 'delete bearer request', 100: 'delete bearer response', 128: 'identification request', 129: 'identification response', 130: 'context request',
  131: 'context response', 132: 'context acknowledge', 133: 'forward relocation request', 134: 'forward relocation response', 170: 'release access bearers request',
  171: 'release access bearers response', 176: 'downlink data notification', 177: 'downlink data notification acknowledge',
});

const f = fieldsOf('gtpv2', '3GPP TS 29.274 §5.1', {
  flags: u8(0, { hex: true, label: 'Flags', doc: 'Version, and which of the fields that may be left out are there.' }),
  version: u8(0, { mask: 0xe0, within: 'flags', label: 'Version', doc: 'Version of GTP: 2.' }),
  p: u8(0, { mask: 0x10, within: 'flags', label: 'Piggybacked', doc: 'Another message follows in the same datagram.' }),
  t: u8(0, { mask: 0x08, within: 'flags', label: 'Tunnel endpoint present', doc: 'A tunnel endpoint follows.' }),
  mp: u8(0, { mask: 0x04, within: 'flags', label: 'Priority present', doc: 'The message has a priority.' }),
  spare_bits: u8(0, { mask: 0x03, within: 'flags', label: 'Spare', doc: 'Must be zero.' }),
  message_type: u8(1, { names: messageNames, label: 'Message type', doc: 'What kind of message it is.' }),
  msg_length: u16(2, { unit: 'bytes', label: 'Length', doc: 'Length of what follows the first 4 bytes.' }),
  teid: u32(4, { hex: true, when: hasTunnel, label: 'Tunnel endpoint', doc: 'Which tunnel of the receiver the message belongs to.' }),
  seq: u24(VARIES, { hex: true, label: 'Sequence number', doc: 'Counts messages; an answer repeats it.' }),
  spare: u8(VARIES, { label: 'Spare', doc: 'Must be zero, but for a priority.' }),
  elements: bytes(VARIES, 0, { label: 'Information elements', doc: 'What the message says, as it is.', spec: '3GPP TS 29.274 §8' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(COMMON)) return false;
  w.limit(COMMON + ((b[s + 2]! << 8) | b[s + 3]!));
  if (!w.need(COMMON + (hasTunnel(b, s) ? TUNNEL : 0) + SEQUENCE)) return false;
  w.body = w.end;
  return true;
}

function detail(t: TreeBuilder): void {
  const from = t.start + COMMON + (t.body > t.start && hasTunnel(t.bytes, t.start) ? TUNNEL : 0);
  if (t.body < from + SEQUENCE) return;
  const p = new Places(t, from, t.body);
  p.take(f.seq);
  p.take(f.spare);
  p.rest(f.elements);
}

/** Control messages of the second version; GTP leads to it. */
export const gtpv2 = protocol('gtpv2', {
  short: 'GTPv2', title: 'GPRS Tunnelling Protocol version 2', spec: '3GPP TS 29.274',
  doc: "Sets up the tunnels for the packets of mobile phones in the operator's network.",
  fields: f, step, detail,
  lines: { message: '{message_type:name}' },
});
