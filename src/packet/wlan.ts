import { endsWithCrc32 } from '../base/crc32.ts';
import type { Field } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { CHECKSUM } from './checksum-status.ts';
import { contentEnd } from './content-end.ts';
import { data } from './data.ts';
import { linkType } from './link-type.ts';
import { afterLength } from './llc.ts';
import { Places } from './places.ts';
import { wlanAggregate } from './wlan-aggregate.ts';
import { addControlBody, wlanControlFields } from './wlan-control.ts';
import { DS, wlanFields as f } from './wlan-fields.ts';
import { addManagementBody, wlanManagementFields } from './wlan-management.ts';
import { CONTROL, TYPE } from './wlan-names.ts';
import { addCipherHeader, CIPHER_TRAILER, cipherHeaderSize, isWep, wlanCipherFields } from './wlan-cipher.ts';

/** The first bytes, of which all else follows: frame control, duration, the address of the receiver. */
const SHORT_HEADER = 10;
const TWO_ADDRESSES = 16;
const THREE_ADDRESSES = 24;
const ADDRESS = 6;
const QOS = 2;
const HT_CONTROL = 4;
const FCS = 4;

/** Bits of the subtype of data frames. */
const SUBTYPE = { noData: 0x4, qos: 0x8 } as const;
/** Bits of the second byte. */
const FLAG = { ds: 0x03, moreFragments: 0x04, protected: 0x40, order: 0x80 } as const;
/** Bits of the first byte of QoS control. */
const AGGREGATE = 0x80;

const typeOf = (b: Uint8Array, s: number): number => (b[s]! >> 2) & 3;
const subtypeOf = (b: Uint8Array, s: number): number => b[s]! >> 4;
const isQos = (b: Uint8Array, s: number): boolean => typeOf(b, s) === TYPE.data && (subtypeOf(b, s) & SUBTYPE.qos) !== 0;
const isProtected = (b: Uint8Array, s: number): boolean => (b[s + 1]! & FLAG.protected) !== 0;
const hasFourth = (b: Uint8Array, s: number): boolean => typeOf(b, s) === TYPE.data && (b[s + 1]! & FLAG.ds) === DS.both;
/** In control frames the bit has another meaning. */
const hasHtControl = (b: Uint8Array, s: number): boolean => (b[s + 1]! & FLAG.order) !== 0 && (typeOf(b, s) === TYPE.management || isQos(b, s));

/** HOT: must not allocate. Bytes of the header by its first two (IEEE 802.11 §9.3). */
function headerSize(b: Uint8Array, s: number): number {
  switch (typeOf(b, s)) {
    case TYPE.control:
      return controlSize(subtypeOf(b, s));
    case TYPE.extension:
      return SHORT_HEADER;
    default:
      return THREE_ADDRESSES + (hasFourth(b, s) ? ADDRESS : 0) + (isQos(b, s) ? QOS : 0) + (hasHtControl(b, s) ? HT_CONTROL : 0);
  }
}

function controlSize(subtype: number): number {
  return subtype === CONTROL.cts || subtype === CONTROL.ack || subtype === CONTROL.wrapper || subtype < CONTROL.trigger ? SHORT_HEADER : TWO_ADDRESSES;
}

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(2)) return false;
  const version = b[s]! & 3;
  if (version !== 0) return w.fail('version', s, 0, version);
  const header = headerSize(b, s);
  if (!w.need(header)) return false;
  w.body = s + header;
  const contentEnd = Math.max(w.body, w.wireEnd - w.fcsSize);
  if (isProtected(b, s) && typeOf(b, s) !== TYPE.control) stepCipher(w, contentEnd);
  else if (typeOf(b, s) === TYPE.data && (subtypeOf(b, s) & SUBTYPE.noData) === 0) stepData(w, header, contentEnd);
  else {
    w.body = Math.min(w.end, contentEnd);
    w.carries(contentEnd - w.body);
  }
  return true;
}

/** What is encrypted stays so: a header says by which key, and there are checks at its end. */
function stepCipher(w: Walk, contentEnd: number): void {
  const { bytes: b, body } = w;
  const size = cipherHeaderSize(b, body, w.end);
  if (size === 0) return;
  w.body = body + size;
  w.carries(Math.max(0, contentEnd - w.body - (isWep(b, body) ? CIPHER_TRAILER : 0)));
  w.next = data;
}

function stepData(w: Walk, header: number, contentEnd: number): void {
  const { bytes: b, start: s } = w;
  w.carries(contentEnd - w.body);
  const fragment = b[s + 22]! & 0x0f;
  // Fragments are not put together: the first one shows the beginning of its packet.
  if (fragment > 0) {
    w.next = data;
    return;
  }
  if ((b[s + 1]! & FLAG.moreFragments) !== 0) w.fragment = true;
  const qosAt = s + THREE_ADDRESSES + (hasFourth(b, s) ? ADDRESS : 0);
  w.next = header > THREE_ADDRESSES && isQos(b, s) && (b[qosAt]! & AGGREGATE) !== 0 ? wlanAggregate : afterLength(w);
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  const header = s + headerSize(b, s);
  if (t.body < header || t.end < header) return;
  t.addUnder(f['fc.subtype'], f['fc.type_subtype'], (typeOf(b, s) << 4) | subtypeOf(b, s));
  const o = new Places(t, s + 4, header);
  if (typeOf(b, s) === TYPE.control) addControlAddresses(t, o);
  else if (typeOf(b, s) === TYPE.extension) o.take(f.bssid);
  else addAddresses(t, o);
  const end = t.end - checkSequenceSize(t);
  if (isProtected(b, s) && typeOf(b, s) !== TYPE.control) addCipher(t, header, end);
  else if (t.body > header) addBody(t, header, Math.min(t.body, end));
  if (end === t.end) return;
  t.add(f.fcs, end, t.end);
  t.addUnder(f.fcs, f['fcs.status'], endsWithCrc32(b, s, end) ? CHECKSUM.good : CHECKSUM.bad);
}

/** What a frame that carries no packet has after its header, in `from`..`to`. */
function addBody(t: TreeBuilder, from: number, to: number): void {
  const type = typeOf(t.bytes, t.start);
  if (type === TYPE.management) addManagementBody(t, subtypeOf(t.bytes, t.start), from, to);
  else if (type === TYPE.control) addControlBody(t, subtypeOf(t.bytes, t.start), from, to);
  else t.add(f.rest, from, to);
}

function addCipher(t: TreeBuilder, at: number, end: number): void {
  if (t.body === at) return;
  addCipherHeader(t, at, t.body);
  if (isWep(t.bytes, at) && end - t.innerEnd === CIPHER_TRAILER && t.end === t.wireEnd) t.add(wlanCipherFields['wep.icv'], t.innerEnd, end);
}

/** How many bytes of check sequence the frame ends with: as many as the capture says, or four that prove themselves. */
function checkSequenceSize(t: TreeBuilder): number {
  const { fcsSize } = t.walk;
  if (t.end < t.wireEnd || t.end - t.start < SHORT_HEADER + FCS) return 0;
  if (fcsSize > 0) return fcsSize === FCS ? FCS : 0;
  const carried = t.layer + 1 < t.walk.depth ? contentEnd(t) : t.start + SHORT_HEADER;
  return t.end - carried >= FCS && endsWithCrc32(t.bytes, t.start, t.end - FCS) ? FCS : 0;
}

/** The receiver and the transmitter of every frame, and who sends to whom through them: by the two DS bits (IEEE 802.11 §9.3.2.1.2). */
function addAddresses(t: TreeBuilder, o: Places): void {
  const { bytes: b, start: s } = t;
  const ds = typeOf(b, s) === TYPE.data ? b[s + 1]! & FLAG.ds : DS.none;
  const roles = rolesByDs[ds]!;
  takeWithin(t, o, f.ra, roles.first);
  takeWithin(t, o, f.ta, roles.second);
  o.take(roles.third);
  o.share(f.frag, f.seq);
  if (hasFourth(b, s)) o.take(f.sa);
  if (isQos(b, s)) addQos(t, o, ds);
  if (hasHtControl(b, s)) o.take(f.htc);
}

interface Roles {
  readonly first: Field | undefined;
  readonly second: Field | undefined;
  readonly third: Field;
}

const rolesByDs: readonly Roles[] = [
  { first: f.da, second: f.sa, third: f.bssid },
  { first: f.bssid, second: f.sa, third: f.da },
  { first: f.da, second: f.bssid, third: f.sa },
  { first: undefined, second: undefined, third: f.da },
];

function takeWithin(t: TreeBuilder, o: Places, field: Field, role: Field | undefined): void {
  if (role === undefined) {
    o.take(field);
    return;
  }
  t.begin(field, o.at, o.at + ADDRESS);
  o.take(role);
  t.close();
}

function addControlAddresses(t: TreeBuilder, o: Places): void {
  const subtype = subtypeOf(t.bytes, t.start);
  takeWithin(t, o, f.ra, subtype === CONTROL.powerSavePoll ? f.bssid : undefined);
  if (o.left > 0) o.take(subtype === CONTROL.cfEnd || subtype === CONTROL.cfEndAck ? f.bssid : f.ta);
}

/** The meaning of the second byte depends on who sends, and on the fifth bit of the first. */
function addQos(t: TreeBuilder, o: Places, ds: number): void {
  const { bytes: b, start: s } = t;
  const isFromAccessPoint = ds === DS.from;
  const isPoll = (subtypeOf(b, s) & 2) !== 0;
  const second = isFromAccessPoint ? (isPoll ? f['qos.txop_limit'] : f['qos.ps_buf_state']) : (b[o.at]! & 0x10) === 0 ? f['qos.txop_dur_req'] : f['qos.queue_size'];
  const at = o.at;
  o.bits(f.qos, f['qos.tid'], isFromAccessPoint ? f['qos.eosp'] : f['qos.bit4'], f['qos.ack'], f['qos.amsdupresent'], second);
  t.addUnder(f['qos.tid'], f['qos.priority'], b[at]! & 7);
}

export const wlan = protocol('wlan', {
  short: '802.11', title: 'IEEE 802.11 wireless LAN', spec: 'IEEE 802.11',
  doc: 'Carries packets by radio between stations and an access point, which also arrange it with frames of their own.',
  fields: { ...f, ...wlanCipherFields, ...wlanControlFields, ...wlanManagementFields }, step, detail,
  lines: { frame: '{fc.type_subtype:name}' },
});

linkType.join(wlan, 105);
