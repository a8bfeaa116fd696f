import type { Protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ipv4Protocol } from './ipv4.ts';
import { ipv6 } from './ipv6.ts';

/** HOT: must not allocate. What follows the header of a tunnel, or of a capture, that does not say what it carries: IPv4 or IPv6, by the first four bits. */
export function ipByVersion(w: Walk): Protocol {
  if (w.body >= w.end) return data;
  const version = w.bytes[w.body]! >> 4;
  return version === 4 ? ipv4Protocol : version === 6 ? ipv6 : data;
}
