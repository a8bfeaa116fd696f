import type { Protocol } from '../base/protocol.ts';
import { data, ethernet, ipv4Protocol, ipv6, tcp, tcpFields } from '../packet/index.ts';
import { protocolByName } from '../base/protocol.ts';
import { type Dialogue, dialogues } from '../session/index.ts';
import type { Analyzer } from './analyzer.ts';

/** What names a layer in lists: a packet protocol, or a dialogue. */
export interface NamedLayer {
  readonly name: string;
  readonly short: string;
}

/** Display-filter names of the dialogues, for those who choose one. */
export { dialogues };
export const dialogueNames: readonly string[] = dialogues.map((d) => d.name);

/** The states that a dialogue walks through; undefined: there is no such dialogue. */
export function statesOfDialogue(name: string): readonly string[] | undefined {
  const states = dialogues.find((d) => d.name === name)?.states;
  return states === undefined ? undefined : Object.keys(states);
}

export function isTcp(p: Protocol): boolean {
  return p === tcp;
}

/** HOT: must not allocate. What kind of addresses the header of a protocol has, from whom and to whom; undefined: none. */
export function addressesOf(p: Protocol): 'ipv4' | 'ipv6' | 'ethernet' | 'wlan' | undefined {
  if (p === ipv4Protocol) return 'ipv4';
  if (p === ipv6) return 'ipv6';
  if (p === ethernet) return 'ethernet';
  return p.name === 'wlan' ? 'wlan' : undefined;
}

/**
 * Is the TCP layer `layer`, of which flags and window are there, a segment of its connection? Not if it is quoted, if
 * its header is longer than the packet was, or if it is the first fragment of a datagram that is not whole: then nobody knows what it carried, and nothing is learned from it.
 */
export function isSegment(a: Analyzer, layer: number): boolean {
  const w = a.walk;
  const at = w.startOf(layer);
  return !w.isQuoted(layer) && !w.fragment && at + tcpFields.hdr_len.read(a.sourceBytes(w.sourceOf(layer)), at) <= w.wireEndOf(layer);
}

/** No layer. */
const NONE = -1;

/** The innermost TCP layer that is a segment of its connection; -1: there is none. */
export function segmentLayer(a: Analyzer): number {
  for (let layer = a.walk.depth - 1; layer >= 0; layer--) {
    if (a.walk.protocol(layer) === tcp && a.slots[layer]! >= 0 && isSegment(a, layer)) return layer;
  }
  return NONE;
}

/** The dialogue that the payload of the packet's innermost TCP layer belongs to. */
export function dialogueOf(a: Analyzer): Dialogue | undefined {
  const layer = a.walk.depth - 1;
  if (layer < 0 || a.walk.protocol(layer) !== tcp || a.walk.isQuoted(layer) || a.slots[layer]! < 0 || a.walk.endOf(layer) === a.walk.bodyOf(layer)) return undefined;
  return a.dialogues.on(a.slots[layer]!);
}

/** The innermost layer that says what the packet is: not a quotation, and not bytes nobody knows. -1: there is none. */
export function topLayer(a: Analyzer): number {
  const w = a.walk;
  let layer = w.depth - 1;
  while (layer > 0 && (w.isQuoted(layer) || w.protocol(layer) === data)) layer--;
  return layer;
}

/** The protocol of the last message that a dialogue carried in the packet. */
function carriedProtocol(a: Analyzer): NamedLayer | undefined {
  const unit = a.units.at(-1);
  const name = (unit?.assembled.at(-1) ?? unit?.carried.at(-1))?.protocol;
  return name === undefined ? undefined : protocolByName(name);
}

/** The innermost thing that the packet is said to be. */
export function topProtocol(a: Analyzer): NamedLayer {
  const layer = topLayer(a);
  return carriedProtocol(a) ?? dialogueOf(a) ?? (layer < 0 ? data : a.walk.protocol(layer));
}

/** Protocols that say by an EtherType what they carry; Wireshark's list of protocols has a name for that. */
const ETHERTYPED = new Set(['eth', 'vlan', 'ieee8021ad', 'ieee8021ah', 'vntag', 'etag', 'cmd', 'macsec', 'sll']);
/** Headers of captures: Wireshark has a name for what they say about radio, and for the frame inside of others. */
const RADIO = new Set(['radiotap', 'prism', 'ppi']);
const WRAPPERS = new Set(['ppi', 'pktap']);

/** What Wireshark's list of protocols has between a layer and the one in it. */
function nameBetween(outer: string, inner: string): string | undefined {
  if (inner === '') return undefined;
  if (RADIO.has(outer) && inner === 'wlan') return 'wlan_radio';
  if (WRAPPERS.has(outer)) return 'pcap_pktdata';
  return ETHERTYPED.has(outer) && inner !== 'llc' && inner !== 'ipx' ? 'ethertype' : undefined;
}

/** Names of the layers, outermost first, as in `frame.protocols`. */
export function protocolNames(a: Analyzer): string[] {
  const names: string[] = [];
  for (let layer = 0; layer < a.walk.depth; layer++) {
    const { name } = a.walk.protocol(layer);
    names.push(name);
    const inner = layer + 1 < a.walk.depth ? a.walk.protocol(layer + 1).name : '';
    const between = nameBetween(name, inner);
    if (between !== undefined) names.push(between);
  }
  const said = dialogueOf(a);
  if (said !== undefined) names.push(said.name);
  const carried = carriedProtocol(a);
  if (carried !== undefined && carried.name !== said?.name) names.push(carried.name);
  return names;
}
