import { z } from 'zod';
import type { Rubric } from './rubric.ts';
import { said } from './said.ts';
import type { Problem } from '../lab/problem.ts';
import { YamlFile } from '../lab/yaml-file.ts';

/** A teacher's decision about one item of one submission. */
export interface Override {
  /** Key, name or number of the submission. */
  readonly student: string;
  /** `capture.web`, `arp.raw`, or `total` for the whole mark. */
  readonly item: string;
  readonly points: number;
  readonly reason: string;
  readonly by: string;
  /** Of the files that the decision was made about. */
  readonly sha256: string;
}

/** Stands for the mark as a whole. */
export const TOTAL = 'total';

const schema = z.array(z.strictObject({
  student: z.union([z.string(), z.number()]).transform(String),
  item: z.string(),
  points: z.number().nonnegative(),
  reason: z.string().default(''),
  by: z.string().default(''),
  submission_sha256: z.string(),
}));

export type OverridesReading = { readonly overrides: readonly Override[]; readonly problems?: undefined } | { readonly overrides?: undefined; readonly problems: readonly Problem[] };

/** Read a file of overrides: a list of them. */
export function readOverrides(text: string, rubric: Rubric): OverridesReading {
  const file = new YamlFile(text);
  const list = file.read(schema) ?? [];
  const maxima = itemMaxima(rubric);
  list.forEach(({ item, points, reason }, i) => {
    const max = maxima.get(item);
    if (reason.trim() === '') file.blame([i, 'reason'], said('override.reason'));
    if (max === undefined) file.blame([i, 'item'], said('override.item', { item, known: [...maxima.keys()].join(', ') }));
    else if (points > max) file.blame([i, 'points'], said('override.points', { item, max }));
  });
  if (file.problems.length > 0) return { problems: file.problems };
  return { overrides: list.map(({ submission_sha256: sha256, ...rest }) => ({ ...rest, sha256 })) };
}

/** What each item of a rubric brings at most. */
function itemMaxima({ checks, sections, max }: Rubric): Map<string, number> {
  return new Map([
    ...checks.map(({ id, points }) => [`capture.${id}`, points] as const),
    ...sections.flatMap(({ id, raw, decoded }) => [[`${id}.raw`, raw], [`${id}.decoded`, decoded]] as const),
    [TOTAL, max],
  ]);
}
