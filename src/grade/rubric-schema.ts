import { z } from 'zod';
import { localText } from '../lab/lab-schema.ts';
import { absences, builtins } from './rubric.ts';

const points = z.number().nonnegative();
const word = z.string().regex(/^[\w.-]+$/);
const path = z.string().min(1);

const check = z.strictObject({
  id: word,
  points: points.positive(),
  exists: z.record(path, z.union([z.string(), z.number()])).optional(),
  complete: word.optional(),
  builtin: z.enum(builtins).optional(),
});

const common = { raw: points.optional(), decoded: points.optional(), min_bytes: z.int().min(1).optional(), absent: z.enum(absences).optional() };

const section = z.strictObject({
  ...common,
  accept: z.array(word).min(1).optional(),
  fields: z.array(path).min(1),
  need: z.int().min(1),
});

/** The form of a rubric. What its words mean (fields, protocols, sums) is checked afterwards. */
export const rubricSchema = z.strictObject({
  version: z.literal(1),
  title: localText,
  max: points.positive(),
  round: points.positive().default(0.5),
  capture_checks: z.array(check).default([]),
  sections: z.object({ defaults: z.strictObject(common).optional() }).catchall(section).default({}),
  originality: z.strictObject({ report: z.boolean().default(true), affects_mark: z.boolean().default(false) }).default({ report: true, affects_mark: false }),
  worksheet: z.strictObject({ id: path.optional(), grade: path.optional(), modified: path.optional(), feedback: path.optional() }).default({}),
});

export type RubricForm = z.output<typeof rubricSchema>;
