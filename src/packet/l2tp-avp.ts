import { bytes, fieldsOf, flag, group, u16, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { Places } from './places.ts';

const HEADER = 6;
const HIDDEN = 0x40;

/** RFC 2661 §4.4, RFC 3931 §5.4. */
const typeNames = names('l2tp.avp.type', {
  0: 'message type', 1: 'result code', 2: 'protocol version', 3: 'framing capabilities', 4: 'bearer capabilities', 5: 'tie breaker', 6: 'firmware revision', 7: 'host name',
  8: 'vendor name', 9: 'assigned tunnel ID', 10: 'receive window size', 11: 'challenge', 12: 'Q.931 cause code', 13: 'challenge response', 14: 'assigned session ID',
  15: 'call serial number', 16: 'minimum BPS', 17: 'maximum BPS', 18: 'bearer type', 19: 'framing type', 21: 'called number', 22: 'calling number', 23: 'sub-address',
  24: 'connect speed', 25: 'physical channel ID', 26: 'initial LCP CONFREQ', 27: 'last sent LCP CONFREQ', 28: 'last received LCP CONFREQ', 29: 'proxy authen type',
  30: 'proxy authen name', 31: 'proxy authen challenge', 32: 'proxy authen ID', 33: 'proxy authen response', 34: 'call errors', 35: 'ACCM', 36: 'random vector', 37: 'private group ID',
  38: 'receive connect speed', 39: 'sequencing required', 58: 'extended vendor ID', 59: 'message digest', 60: 'router ID', 61: 'assigned control connection ID',
  62: 'pseudowire capabilities list', 63: 'local session ID', 64: 'remote session ID', 65: 'assigned cookie', 66: 'remote end ID', 68: 'pseudowire type', 69: 'L2-specific sublayer',
  70: 'data sequencing', 71: 'circuit status', 72: 'preferred language', 73: 'control message authentication nonce', 74: 'transmit connect speed', 75: 'receive connect speed',
});
const messageNames = names('l2tp.avp.message_type', {
  0: 'zero-length body', 1: 'start control connection request', 2: 'start control connection reply', 3: 'start control connection connected', 4: 'stop control connection', 6: 'hello',
  7: 'outgoing call request', 8: 'outgoing call reply', 9: 'outgoing call connected', 10: 'incoming call request', 11: 'incoming call reply', 12: 'incoming call connected',
  14: 'call disconnect', 15: 'WAN error', 16: 'set link information', 20: 'explicit acknowledgement',
});

/** What control messages are made of. */
export const avpFields = fieldsOf('l2tp', 'RFC 2661 §4.1', {
  avp: group({ label: 'Attribute', doc: 'A name and its value: one thing that the message says.' }),
  'avp.mandatory': flag(VARIES, 2, 0x8000, { label: 'Mandatory', doc: 'Who does not know the attribute must give up the session or the tunnel.' }),
  'avp.hidden': flag(VARIES, 2, 0x4000, { label: 'Hidden', doc: 'The value is hidden by a secret that both ends share.' }),
  'avp.reserved': u16(VARIES, { mask: 0x3c00, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  'avp.length': u16(VARIES, { mask: 0x03ff, unit: 'bytes', label: 'Length', doc: 'Length of the attribute, these 6 bytes included.' }),
  'avp.vendor_id': u16(VARIES, { label: 'Vendor', doc: 'Who defines the types; 0: the standard.' }),
  'avp.type': u16(VARIES, { names: typeNames, label: 'Type', doc: 'Which attribute it is.' }),
  'avp.message_type': u16(VARIES, { names: messageNames, label: 'Message type', doc: 'What kind of message it is; always the first attribute.', spec: 'RFC 2661 §4.4.1' }),
  'avp.value': bytes(VARIES, 0, { label: 'Value', doc: 'The value, as it is.' }),
});
const f = avpFields;

/** Places the attributes in what is left. One whose length cannot be right ends them. */
export function placeAttributes(t: TreeBuilder, p: Places): void {
  while (p.left >= HEADER) {
    const length = ((t.bytes[p.at]! & 3) << 8) | t.bytes[p.at + 1]!;
    if (length < HEADER || length > p.left) {
      if (t.end === t.wireEnd) t.fault('option', p.at, length, p.left);
      break;
    }
    placeAttribute(t, p.at, p.at + length);
    p.at += length;
  }
}

function placeAttribute(t: TreeBuilder, from: number, to: number): void {
  const a = new Places(t, from, to);
  const isMessageType = to - from === HEADER + 2 && (t.bytes[from]! & HIDDEN) === 0 && [2, 3, 4, 5].every((i) => t.bytes[from + i] === 0);
  t.begin(f.avp, from, to);
  a.share(f['avp.mandatory'], f['avp.hidden'], f['avp.reserved'], f['avp.length']);
  a.take(f['avp.vendor_id']);
  a.take(f['avp.type']);
  if (isMessageType) a.take(f['avp.message_type']);
  a.rest(f['avp.value']);
  t.close();
}
