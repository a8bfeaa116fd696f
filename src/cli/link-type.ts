import { encapsulationOf, frameFields } from '../packet/index.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** What a link type is called: `Ethernet`. */
export function linkTypeText(linkType: number, catalogue: Catalogue): string {
  return catalogue.meaning(frameFields.encap_type, encapsulationOf(linkType));
}
