import { data, frameFields, linkType } from '../packet/index.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** What a link type is called: `Ethernet`. What is not decoded here is looked up elsewhere by its number: it is told, too. */
export function linkTypeText(number: number, catalogue: Catalogue): string {
  const name = catalogue.meaning(frameFields.link_type, number);
  return name === '' ? String(number) : linkType.get(number) === data ? `${name} (${number})` : name;
}
