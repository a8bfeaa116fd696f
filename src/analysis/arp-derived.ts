import { arpFields as f } from '../packet/index.ts';
import type { Analyzer } from './analyzer.ts';
import { expectsArpAnswer } from './arp-table.ts';
import type { Register } from './derived.ts';

/** What the ARP table knows of the packet at hand, as fields. */
export function deriveArp(derive: Register): void {
  derive(f.resp_to, (a, layer) => a.arpTable.questions[layer] || undefined);
  derive(f.resptime, (a, layer) => (a.arpTable.questions[layer] === 0 ? undefined : a.arpTable.delays[layer]));
  derive(f.resp_in, (a, layer) => (expectsArpAnswer(a, layer) ? a.known?.get(f.resp_in, a.number) : undefined));
  derive(f.no_resp, (a, layer) => {
    if (a.known === undefined || a.known.isFull || !expectsArpAnswer(a, layer)) return undefined;
    return a.known.get(f.resp_in, a.number) === undefined ? true : undefined;
  });
  derive(f['duplicate-address-detected'], (a, layer) => disputes(a, layer).map(() => true));
  derive(f['duplicate-address-frame'], (a, layer) => disputes(a, layer).map((place) => a.arpTable.disputes[place]!));
  derive(f['seconds-since-duplicate-address-frame'], (a, layer) => disputes(a, layer).map((place) => a.arpTable.disputeAges[place]!));
  derive(f.proxy, (a, layer) => a.arpTable.proxies[layer] || undefined);
}

/** The places, of sender and target, at which a dispute is noted. */
function disputes(a: Analyzer, layer: number): number[] {
  return [2 * layer, 2 * layer + 1].filter((place) => a.arpTable.disputes[place] !== 0);
}
