import { fieldByPath } from '../analysis/lookup.ts';
import { nearestPath } from '../analysis/filter/nearest.ts';
import { dialogueNames } from '../analysis/layers.ts';
import { protocolByName } from '../base/protocol.ts';
import type { CaptureCheck, Rubric, SectionRule } from './rubric.ts';
import { type RubricForm, rubricSchema } from './rubric-schema.ts';
import { type Said, said } from './said.ts';
import type { Problem } from '../lab/problem.ts';
import { YamlFile } from '../lab/yaml-file.ts';

/** What came of reading a rubric: the rubric, or what is wrong with it. */
export type RubricReading = { readonly rubric: Rubric; readonly problems?: undefined } | { readonly rubric?: undefined; readonly problems: readonly Problem[] };

type SectionForm = Exclude<RubricForm['sections'][string], undefined> & { fields: string[]; need: number; accept?: string[] };

const DEFAULTS = 'defaults';
const defaults = { raw: 4, decoded: 6, min_bytes: 16, absent: 'review' } as const;
/** Points are added up in floating point. */
const TOLERANCE = 1e-9;

/** Read a rubric: its form, and whether its fields and protocols exist and its points make the maximum. */
export function readRubric(text: string): RubricReading {
  const file = new YamlFile(text);
  const form = file.read(rubricSchema);
  if (form === undefined) return { problems: file.problems };
  checkMeaning(form, file);
  const rubric = rubricOf(form);
  const sum = pointsOf(rubric);
  if (Math.abs(sum - rubric.max) > TOLERANCE) file.blame(['max'], said('rubric.sum', { sum, max: rubric.max }));
  return file.problems.length === 0 ? { rubric } : { problems: file.problems };
}

/** All points that a rubric gives. */
export function pointsOf({ checks, sections }: Rubric): number {
  return checks.reduce((sum, { points }) => sum + points, 0) + sections.reduce((sum, { raw, decoded }) => sum + raw + decoded, 0);
}

function rubricOf(form: RubricForm): Rubric {
  const { title, max, round, originality, worksheet } = form;
  return { title, max, round, checks: form.capture_checks.map(checkOf), sections: sectionsOf(form), originality: originality.report, worksheet: present(worksheet) };
}

function checkOf({ id, points, exists = {}, complete, builtin }: RubricForm['capture_checks'][number]): CaptureCheck {
  return { id, points, exists: Object.entries(exists).map(([path, value]) => [path, String(value)] as const), complete, builtin };
}

function sectionForms(form: RubricForm): [string, SectionForm][] {
  return Object.entries(form.sections).filter(([id]) => id !== DEFAULTS) as [string, SectionForm][];
}

function sectionsOf(form: RubricForm): SectionRule[] {
  const common = { ...defaults, ...present(form.sections.defaults ?? {}) };
  return sectionForms(form).map(([id, own]) => {
    const { raw, decoded, min_bytes: minBytes, absent } = { ...common, ...present(own) };
    return { id, accept: own.accept ?? [id], raw, decoded, minBytes, absent, fields: own.fields, need: own.need };
  });
}

/** Without what is undefined, which would hide a default. */
function present<T extends object>(form: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function checkMeaning(form: RubricForm, file: YamlFile): void {
  if (form.originality.affects_mark) file.blame(['originality', 'affects_mark'], said('rubric.affects-mark'));
  form.capture_checks.forEach((check, i) => checkCheck(check, i, form, file));
  for (const [id, section] of sectionForms(form)) checkSection(id, section, file);
}

function checkCheck({ id, exists, complete, builtin }: RubricForm['capture_checks'][number], index: number, form: RubricForm, file: YamlFile): void {
  const at = ['capture_checks', index];
  if (form.capture_checks.findIndex((other) => other.id === id) < index) file.blame([...at, 'id'], said('rubric.twice', { id }));
  if (exists === undefined && complete === undefined && builtin === undefined) file.blame(at, said('rubric.empty-check', { id }));
  for (const path of Object.keys(exists ?? {})) blameUnknown(path, [...at, 'exists', path], file);
  if (complete !== undefined && !dialogueNames.includes(complete)) file.blame([...at, 'complete'], said('rubric.dialogue', { name: complete, known: dialogueNames.join(', ') }));
}

function checkSection(id: string, { accept, fields, need }: SectionForm, file: YamlFile): void {
  const at = ['sections', id];
  (accept ?? [id]).forEach((name, i) => {
    if (!isProtocol(name)) file.blame(accept === undefined ? at : [...at, 'accept', i], said('rubric.protocol', { name }));
  });
  fields.forEach((path, i) => {
    blameUnknown(path, [...at, 'fields', i], file);
    if (fields.indexOf(path) < i) file.blame([...at, 'fields', i], said('rubric.twice', { id: path }));
  });
  if (need > fields.length) file.blame([...at, 'need'], said('rubric.need', { need, count: fields.length }));
}

function blameUnknown(path: string, at: readonly PropertyKey[], file: YamlFile): void {
  if (fieldByPath(path) === undefined) file.blame(at, unknownField(path));
}

function unknownField(path: string): Said {
  const near = nearestPath(path);
  return near === undefined ? said('error.field', { field: path }) : said('error.field-near', { field: path, near });
}

function isProtocol(name: string): boolean {
  return protocolByName(name) !== undefined || dialogueNames.includes(name);
}
