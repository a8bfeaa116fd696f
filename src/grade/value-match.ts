import { Sentence } from '../base/sentence.ts';
import { plainText } from '../base/value.ts';
import type { Fact, PacketFacts } from './facts.ts';
import { acceptedNumbers, type Standing, standingsOf } from './value-accept.ts';
import { fitIpv4, fitIpv6, fitMac } from './value-address.ts';
import { better, type Fit } from './value-fit.ts';
import { fitFlags } from './value-flags.ts';
import { namesOf } from './value-names.ts';
import { type Accepted, fitNumber } from './value-number.ts';
import type { ValueReading } from './value-reading.ts';
import { fitBytes, fitName, fitText, fitTruth } from './value-text.ts';

/** How a value fits a field, and which of the packet's values it fits. */
export interface ValueMatch {
  readonly fit: Fit;
  readonly fact: Fact;
}

/** Does a value that somebody wrote fit what the packet has in a field? Undefined: it does not. A field that stands there several times has several values; one is enough. */
export function matchValue(value: ValueReading, path: string, packet: Pick<PacketFacts, 'of'>): ValueMatch | undefined {
  const standings = standingsOf(path, packet);
  // Raw and relative may stand side by side: neither is a stranger to the other.
  const accepted = new Map(standings.flatMap((standing) => [...acceptedNumbers(standing, packet)]).reverse());
  let best: ValueMatch | undefined;
  for (const standing of standings) {
    const fit = fitOne(value, path, standing, packet, accepted);
    if (fit !== undefined && better(best?.fit, fit) === fit) best = { fit, fact: standing.fact };
    if (best?.fit.credit === 1) break;
  }
  return best;
}

function fitOne(value: ValueReading, path: string, standing: Standing, packet: Pick<PacketFacts, 'of'>, accepted: Accepted): Fit | undefined {
  const { field, value: captured } = standing.fact;
  if (captured instanceof Sentence) return undefined;
  const byNumber = (): Fit | undefined => fitNumber(value, acceptedNumbers(standing, packet)) && fitNumber(value, accepted);
  switch (field.kind) {
    case 'uint':
    case 'int':
    case 'packet':
      return byNumber() ?? byWord(value, path, standing, packet);
    case 'bool':
      return fitTruth(value, Boolean(captured)) ?? byNumber();
    case 'ipv4':
      return fitIpv4(value, Number(captured)) ?? byNumber();
    case 'ipv6':
      return captured instanceof Uint8Array ? fitIpv6(value, captured) : undefined;
    case 'mac':
      return captured instanceof Uint8Array ? fitMac(value, captured) : undefined;
    case 'bytes':
      return captured instanceof Uint8Array ? fitBytes(value, captured) : fitText(value, plainText(field, captured), false);
    default:
      return fitFlags(value, path, packet) ?? fitText(value, plainText(field, captured), field.path.endsWith('.command'));
  }
}

/** A number by the flags that are set in it, or by its name; but a number that is wrong is wrong, whatever stands beside it. */
function byWord(value: ValueReading, path: string, { fact }: Standing, packet: Pick<PacketFacts, 'of'>): Fit | undefined {
  const isBits = value.numbers.every(({ readings }) => readings[0]!.value <= 1n);
  return (isBits ? fitFlags(value, path, packet) : undefined) ?? (value.numbers.length === 0 ? fitName(value, namesOf(fact.field, fact.value)) : undefined);
}
