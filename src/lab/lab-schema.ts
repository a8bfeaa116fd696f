import { z } from 'zod';
import { labLanguages, type LocalText } from './local-text.ts';

const word = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);
const filter = z.string().min(1);

const translated = z.strictObject(Object.fromEntries(labLanguages.map((language) => [language, z.string().min(1).optional()])));
/** `title: Lab 4` is for readers of all languages, `title: {en: …, ru: …, vi: …}` for each in theirs. */
export const localText = z.union([z.string().min(1), translated]).transform((value): LocalText => (typeof value === 'string' ? { en: value } : (value as LocalText)));

const need = z.strictObject({
  id: word,
  what: localText,
  hint: localText.optional(),
  filter: filter.optional(),
  count: z.int().min(1).optional(),
  connection: z.array(filter).min(1).optional(),
  move: z.strictObject({ dialogue: word, from: z.string().optional(), to: z.string() }).optional(),
});

const choice = z.union([filter, z.strictObject({ filter, with: z.string().min(1).optional() })]);

const sheet = z.strictObject({
  packets: z.array(choice).default([]),
  decode: z.array(word).min(1).optional(),
  handshake: z.boolean().default(false),
  transcript: z.boolean().default(false),
  states: z.boolean().default(false),
  fields: z.array(z.string().min(1)).default([]),
});

const part = z.strictObject({
  id: word,
  title: localText,
  protocols: z.array(word).min(1).optional(),
  hint: localText.optional(),
  needs: z.array(need).min(1),
  sheet: sheet.optional(),
});

/** The form of a lab's definition. What its words mean (filters, fields, protocols, states) is checked afterwards. */
export const labSchema = z.strictObject({
  version: z.literal(1),
  title: localText,
  about: localText.optional(),
  parts: z.array(part).min(1),
});

export type LabForm = z.output<typeof labSchema>;
export type PartForm = LabForm['parts'][number];
export type NeedForm = PartForm['needs'][number];
export type ChoiceForm = z.output<typeof choice>;
