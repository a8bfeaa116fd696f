import { z } from 'zod';
import type { RosterRow } from './roster.ts';
import { YamlFile } from '../lab/yaml-file.ts';

const text = z.union([z.string(), z.number()]).nullish();
/** The keys are symbols of Ruby, which YAML takes for words with a colon. */
const schema = z.record(z.string(), z.looseObject({ ':submitters': z.array(z.looseObject({ ':name': text, ':sid': text, ':email': text })).nullish() }));

/** The students of a Gradescope export, from its `submission_metadata.yml`; undefined: it is none. A group is one submission with all its names. */
export function gradescopeRoster(metadata: string): RosterRow[] | undefined {
  const content = new YamlFile(metadata).read(schema);
  if (content === undefined) return undefined;
  return Object.entries(content).map(([student, { ':submitters': submitters }]) => {
    const all = (key: ':name' | ':sid' | ':email'): string => (submitters ?? []).map((one) => one[key] ?? '').join(', ');
    return { student, name: all(':name'), id: all(':sid'), login: all(':email'), group: '' };
  });
}
