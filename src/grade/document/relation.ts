import { attribute, readXml } from './xml.ts';
import type { Zip } from './zip.ts';

/**
 * The part that another part (or, with an empty name, the package) names as its `type` (ECMA-376-2 §8.2). Only parts of the package are
 * named; what leads out of it is not followed.
 */
export function relatedPart(zip: Zip, part: string, type: string): string | undefined {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const name = `${folder}_rels/${part.slice(slash)}.rels`;
  const bytes = zip.read(name);
  let found: string | undefined;
  if (bytes === undefined) return undefined;
  readXml(bytes, name, {
    open(element, attributes) {
      if (element !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return true;
      const target = attribute(attributes, 'Target') ?? '';
      if (attribute(attributes, 'Type')?.endsWith(`/${type}`) === true) found ??= target.startsWith('/') ? target.slice(1) : folder + target;
      return true;
    },
    close: () => undefined,
  });
  return found;
}
