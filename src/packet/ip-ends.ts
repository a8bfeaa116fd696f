import type { Walk } from '../base/walk.ts';
import { ipv4Protocol } from './ipv4.ts';
import { finalHopAt } from './ipv4-options.ts';
import { dstopts, homeAddressAt } from './ipv6-options.ts';
import { finalDestinationAt, finalSize, routing } from './ipv6-routing.ts';

const IPV4_HEADER = 20;
const IPV4_ADDRESSES = { at: 12, size: 4 } as const;
const IPV6_ADDRESSES = { at: 8, size: 16 } as const;

/** The layers of a packet, and the bytes that they are decoded from. */
interface Layers {
  readonly walk: Walk;
  sourceBytes(source: number): Uint8Array;
}

/**
 * HOT: must not allocate but where it finds some. Source and destination, one after the other, of what the IP layer `ip` carries in `layer`, where they are not those in its header:
 * the recipient is the last that a source route or a routing header still names (RFC 1122 §3.2.1.8, RFC 8200 §8.1), the sender is where its home is (RFC 6275 §11.3.1).
 */
export function routedEnds(p: Layers, ip: number, layer: number): Uint8Array | undefined {
  const w = p.walk;
  if (w.protocol(ip) !== ipv4Protocol) return layer - ip > 1 ? routedIpv6(p, ip, layer) : undefined;
  return w.bodyOf(ip) - w.startOf(ip) > IPV4_HEADER ? routedIpv4(p, ip) : undefined;
}

function routedIpv4(p: Layers, ip: number): Uint8Array | undefined {
  const w = p.walk;
  const b = p.sourceBytes(w.sourceOf(ip));
  const last = finalHopAt(b, w.startOf(ip) + IPV4_HEADER, w.bodyOf(ip));
  if (last < 0) return undefined;
  const { at, size } = IPV4_ADDRESSES;
  const ends = b.slice(w.startOf(ip) + at, w.startOf(ip) + at + 2 * size);
  ends.set(b.subarray(last, last + size), size);
  return ends;
}

function routedIpv6(p: Layers, ip: number, layer: number): Uint8Array | undefined {
  const w = p.walk;
  const { at, size } = IPV6_ADDRESSES;
  let ends: Uint8Array | undefined;
  for (let inner = ip + 1; inner < layer; inner++) {
    const isRouting = w.protocol(inner) === routing;
    if (!isRouting && w.protocol(inner) !== dstopts) continue;
    const b = p.sourceBytes(w.sourceOf(inner));
    const address = isRouting ? finalDestinationAt(b, w.startOf(inner), w.bodyOf(inner)) : homeAddressAt(b, w.startOf(inner), w.bodyOf(inner));
    if (address < 0) continue;
    ends ??= p.sourceBytes(w.sourceOf(ip)).slice(w.startOf(ip) + at, w.startOf(ip) + at + 2 * size);
    const given = isRouting ? finalSize(b, w.startOf(inner)) : size;
    ends.set(b.subarray(address, address + given), isRouting ? 2 * size - given : 0);
  }
  return ends;
}
