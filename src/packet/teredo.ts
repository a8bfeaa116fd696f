import { bytes, fieldsOf, group, ipv4, u16, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ipv6 } from './ipv6.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';

/** Each of the headers begins with two bytes that say which it is; the packet that is carried begins with its version, 6. */
const INDICATOR = { origin: 0x00, authentication: 0x01 } as const;
const ORIGIN = 8;
/** Indicator and two lengths; nonce and confirmation come after what they measure. */
const AUTHENTICATION = 4;
const NONCE = 8;
const CONFIRMATION = 1;

const f = fieldsOf('teredo', 'RFC 4380 §5.1.1', {
  auth: group({ label: 'Authentication', doc: 'Proves to the client that the answer comes from its server.' }),
  'auth.indicator': u16(VARIES, { hex: true, label: 'Indicator', doc: 'Says which header follows: 0x0001.' }),
  'auth.idlen': u8(VARIES, { unit: 'bytes', label: 'Client identifier length', doc: 'Length of the client identifier; 0: there is none.' }),
  'auth.aulen': u8(VARIES, { unit: 'bytes', label: 'Authentication value length', doc: 'Length of the authentication value; 0: there is none.' }),
  'auth.id': bytes(VARIES, 0, { label: 'Client identifier', doc: 'Who the client is.' }),
  'auth.value': bytes(VARIES, 0, { label: 'Authentication value', doc: 'Proof that the packet is genuine.' }),
  'auth.nonce': bytes(VARIES, NONCE, { label: 'Nonce', doc: 'A random number of the client, which the server repeats.' }),
  'auth.conf': bytes(VARIES, CONFIRMATION, { label: 'Confirmation', doc: 'Whether the client needs a new key; 0: no.' }),
  orig: group({ label: 'Origin', doc: 'Where the server received the packet from.' }),
  'orig.indicator': u16(VARIES, { hex: true, label: 'Indicator', doc: 'Says which header follows: 0x0000.' }),
  'orig.port': u16(VARIES, { label: 'Port', doc: 'The port as seen from outside; on the wire every bit is turned over, so that no router on the way changes it.' }),
  'orig.addr': ipv4(VARIES, { label: 'Address', doc: 'The address as seen from outside; on the wire every bit is turned over.' }),
});

function step(w: Walk): boolean {
  const b = w.bytes;
  w.body = w.start;
  let at = w.start;
  if (isIndicator(w, at, INDICATOR.authentication)) {
    if (!w.need(AUTHENTICATION)) return false;
    at += AUTHENTICATION + b[at + 2]! + b[at + 3]! + NONCE + CONFIRMATION;
  }
  if (isIndicator(w, at, INDICATOR.origin)) at += ORIGIN;
  if (!w.need(at - w.start)) return false;
  w.body = at;
  w.next = at < w.end && b[at]! >> 4 === 6 ? ipv6 : data;
  return true;
}

/** Does a header of the kind begin at `at`? */
function isIndicator(w: Walk, at: number, kind: number): boolean {
  return at + 2 <= w.end && w.bytes[at] === 0 && w.bytes[at + 1] === kind;
}

function detail(t: TreeBuilder): void {
  const b = t.bytes;
  const p = new Places(t, t.start, t.body);
  if (p.left > 1 && b[p.at + 1] === INDICATOR.authentication) placeAuthentication(t, p);
  if (p.left === ORIGIN) placeOrigin(t, p);
}

function placeAuthentication(t: TreeBuilder, p: Places): void {
  const b = t.bytes;
  const identifier = b[p.at + 2]!;
  const value = b[p.at + 3]!;
  t.begin(f.auth, p.at, p.at + AUTHENTICATION + identifier + value + NONCE + CONFIRMATION);
  p.take(f['auth.indicator']);
  p.take(f['auth.idlen']);
  p.take(f['auth.aulen']);
  if (identifier > 0) p.take(f['auth.id'], identifier);
  if (value > 0) p.take(f['auth.value'], value);
  p.take(f['auth.nonce']);
  p.take(f['auth.conf']);
  t.close();
}

function placeOrigin(t: TreeBuilder, p: Places): void {
  t.begin(f.orig, p.at, p.at + ORIGIN);
  p.take(f['orig.indicator']);
  p.take(f['orig.port'], 2, ~((t.bytes[p.at]! << 8) | t.bytes[p.at + 1]!) & 0xffff);
  const address = (t.bytes[p.at]! << 24) | (t.bytes[p.at + 1]! << 16) | (t.bytes[p.at + 2]! << 8) | t.bytes[p.at + 3]!;
  p.take(f['orig.addr'], 4, ~address >>> 0);
  t.close();
}

export const teredo = protocol('teredo', {
  short: 'Teredo', title: 'Teredo', spec: 'RFC 4380',
  doc: 'Carries IPv6 inside UDP, so that it passes routers that translate addresses of IPv4.',
  fields: f, step, detail,
  lines: { packet: 'IPv6 inside UDP' },
});

udpPort.join(teredo, 3544);
