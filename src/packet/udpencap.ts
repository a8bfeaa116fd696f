import { fieldsOf, group } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { esp } from './esp.ts';
import { udpPort } from './port.ts';

const MARKER = 4;
const KEEPALIVE = 0xff;

const f = fieldsOf('udpencap', 'RFC 3948 §2', {
  nat_keepalive: group({ label: 'Keep-alive', doc: 'One byte, sent so that a router keeps its translation of addresses.', spec: 'RFC 3948 §2.3' }),
  non_esp_marker: group({ label: 'Non-ESP marker', doc: 'Zeros, where ESP has its index: what follows is a message about keys.', spec: 'RFC 3948 §2.2' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(1)) return false;
  const length = w.wireEnd - s;
  if (length === 1 && b[s] === KEEPALIVE) {
    w.body = s + 1;
    return true;
  }
  if (!w.need(MARKER)) return false;
  const isEsp = b[s] !== 0 || b[s + 1] !== 0 || b[s + 2] !== 0 || b[s + 3] !== 0;
  if (!isEsp) w.body = s + MARKER;
  w.next = isEsp ? esp : data;
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.body === t.start + 1) t.add(f.nat_keepalive, t.start, t.body);
  else if (t.body === t.start + MARKER) t.add(f.non_esp_marker, t.start, t.body);
}

export const udpencap = protocol('udpencap', {
  short: 'UDPENCAP', title: 'UDP Encapsulation of IPsec Packets', spec: 'RFC 3948',
  doc: 'Carries ESP inside UDP, so that it passes routers that translate addresses.',
  fields: f, step, detail,
  lines: { packet: 'IPsec inside UDP' },
});

udpPort.join(udpencap, 4500);
