import { protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ipv4Protocol } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';
import { linkType } from './link-type.ts';

/** HOT: must not allocate. What follows is a packet of the version of IP that it says itself. */
export function followVersion(w: Walk): void {
  if (w.body === w.end) return;
  const version = w.bytes[w.body]! >> 4;
  w.next = version === 4 ? ipv4Protocol : version === 6 ? ipv6 : data;
}

/** No link layer at all: what a tunnel interface or a dial-up line gives. */
export const raw = protocol('raw', {
  short: 'RAW', title: 'Raw packet', spec: 'draft-ietf-opsawg-pcaplinktype',
  doc: 'The capture begins with the IP packet itself: there is no frame around it.',
  fields: {},
  step: (w) => {
    followVersion(w);
    return true;
  },
  lines: { packet: 'IP without a frame' },
});

linkType.join(raw, 12, 14, 101);
