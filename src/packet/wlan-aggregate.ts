import { bytes, fieldsOf, group, u16, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { afterLength } from './llc.ts';
import { Places } from './places.ts';
import { wlanFields } from './wlan-fields.ts';

const HEADER = 14;
/** Each subframe but the last is filled up to a multiple of this. */
const ALIGNMENT = 4;

const f = fieldsOf('wlan_aggregate', 'IEEE 802.11 §9.3.2.2.2', {
  'a_mdsu.subframe': group({ label: 'Subframe', doc: 'One of the packets that the frame carries, with its own addresses.' }),
  'a_mdsu.length': u16(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the packet in the subframe.' }),
  'a_mdsu.data': bytes(VARIES, 0, { label: 'Packet', doc: 'The packet of a further subframe; only the first one is decoded.' }),
  'a_mdsu.padding': bytes(VARIES, 0, { label: 'Padding', doc: 'Filling up to a multiple of four bytes.' }),
});

/** The first subframe; those after it are its trailer. */
function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.start + HEADER;
  w.carries((w.bytes[w.start + 12]! << 8) | w.bytes[w.start + 13]!);
  w.next = afterLength(w);
  return true;
}

function detail(t: TreeBuilder): void {
  const { start: s, end } = t;
  if (t.body < s + HEADER) return;
  addHeader(t, s);
  t.close();
  let at = s;
  while (at + HEADER + lengthAt(t.bytes, at) < end) {
    const packetEnd = at + HEADER + lengthAt(t.bytes, at);
    const next = s + Math.ceil((packetEnd - s) / ALIGNMENT) * ALIGNMENT;
    const isLast = next + HEADER > end;
    if (isLast || next > packetEnd) t.add(f['a_mdsu.padding'], packetEnd, isLast ? end : next);
    if (isLast) return;
    addSubframe(t, next);
    at = next;
  }
}

const lengthAt = (b: Uint8Array, at: number): number => (b[at + 12]! << 8) | b[at + 13]!;

/** Begins a subframe; its end is that of what is shown in it. */
function addHeader(t: TreeBuilder, at: number, to = at + HEADER): Places {
  const o = new Places(t, at, to);
  t.begin(f['a_mdsu.subframe'], at, o.end);
  o.take(wlanFields.da);
  o.take(wlanFields.sa);
  o.take(f['a_mdsu.length']);
  return o;
}

function addSubframe(t: TreeBuilder, at: number): void {
  const to = at + HEADER + lengthAt(t.bytes, at);
  if (to > t.end && t.end === t.wireEnd) t.fault('length-big', at, to - at - HEADER, t.end - at - HEADER);
  addHeader(t, at, to).rest(f['a_mdsu.data']);
  t.close();
}

export const wlanAggregate = protocol('wlan_aggregate', {
  short: '802.11', title: 'IEEE 802.11 aggregate', spec: 'IEEE 802.11 §9.3.2.2.2',
  doc: 'Several packets in one frame, so that the medium is asked for only once.',
  fields: { da: wlanFields.da, sa: wlanFields.sa, ...f }, step, detail,
  lines: { subframe: '{wlan.sa} → {wlan.da}' },
});
