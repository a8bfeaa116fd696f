import { littleWord } from '../base/bytes.ts';
import { bytes, fieldsOf, group, text, u16, u32, VARIES } from '../base/field.ts';
import { namesWithRule } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decodeFilled } from '../base/value.ts';
import type { Walk } from '../base/walk.ts';
import { linkType } from './link-type.ts';
import { Places } from './places.ts';
import { wlan } from './wlan.ts';

/** Message code, its length, the name of the device; then elements. */
const HEADER = 24;
const ELEMENT = 12;
/** A length above this was written in the other byte order. */
const MAX_LENGTH = 0xffff;

/** What an element is about stands in the upper half of its number. */
const elementNames = namesWithRule('prism.did.type', {
  1: 'host time', 2: 'MAC time', 3: 'channel', 4: 'RSSI', 5: 'signal quality', 6: 'signal', 7: 'noise', 8: 'rate', 9: 'sent, not received', 10: 'frame length',
}, (value) => (value > 0xffff ? value >>> 16 : undefined));

const f = fieldsOf('prism', 'tcpdump.org LINKTYPE_IEEE802_11_PRISM', {
  msgcode: u32(VARIES, { hex: true, label: 'Message code', doc: 'What kind of message it is.' }),
  msglen: u32(VARIES, { unit: 'bytes', label: 'Message length', doc: 'Where the header ends and the frame begins.' }),
  devname: text(VARIES, 16, { label: 'Device', doc: 'Name of the interface.' }),
  did: group({ label: 'Element', doc: 'One thing that the card says about the frame.' }),
  'did.type': u32(VARIES, { hex: true, names: elementNames, label: 'Number', doc: 'What the element is about.' }),
  'did.status': u16(VARIES, { label: 'Status', doc: '0: the value holds; 1: the card does not know it.' }),
  'did.length': u16(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the value.' }),
  'did.value': u32(VARIES, { label: 'Value', doc: 'What the card says.' }),
  data: bytes(VARIES, 0, { label: 'Data', doc: 'Bytes after the last whole element.' }),
});

const little = (b: Uint8Array, at: number, size: number): number => (size === 2 ? (b[at + 1]! << 8) | b[at]! : littleWord(b, at));
const big = (b: Uint8Array, at: number): number => ((b[at]! << 24) | (b[at + 1]! << 16) | (b[at + 2]! << 8) | b[at + 3]!) >>> 0;

/** HOT: must not allocate. The machine that captured wrote in its own byte order. */
const isLittle = (b: Uint8Array, s: number): boolean => littleWord(b, s + 4) <= MAX_LENGTH;

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const length = isLittle(b, s) ? littleWord(b, s + 4) : big(b, s + 4);
  if (length < HEADER) return w.fail('length-small', s + 4, HEADER, length);
  if (!w.need(length)) return false;
  w.body = s + length;
  w.next = wlan;
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body < s + HEADER) return;
  const swap = isLittle(b, s);
  const o = new Places(t, s, body);
  const take = (field: (typeof f)['msgcode' | 'msglen' | 'did.type' | 'did.status' | 'did.length' | 'did.value']): void => {
    o.take(field, field.size, swap ? little(b, o.at, field.size) : undefined);
  };
  take(f.msgcode);
  take(f.msglen);
  o.take(f.devname, f.devname.size, decodeFilled(b.subarray(o.at, o.at + f.devname.size), f.devname.charset));
  while (o.left >= ELEMENT) {
    t.begin(f.did, o.at, o.at + ELEMENT);
    take(f['did.type']);
    take(f['did.status']);
    take(f['did.length']);
    take(f['did.value']);
    t.close();
  }
  o.rest(f.data);
}

export const prism = protocol('prism', {
  short: 'PRISM', title: 'Prism capture header', spec: 'tcpdump.org LINKTYPE_IEEE802_11_PRISM',
  doc: 'What an older wireless card says about a frame: channel, speed, strength of the signal.',
  fields: f, step, detail,
  lines: { frame: '{devname}' },
});

linkType.join(prism, 119);
