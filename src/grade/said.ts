import { fieldByPath } from '../analysis/lookup.ts';
import type { Fault } from '../base/fault.ts';
import type { Args } from '../base/sentence.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Said as Sentence } from '../lab/problem.ts';
import type { MessageKey } from '../text/english.ts';

/** A sentence to people that may be about a fault or about fields, not yet in a language. */
export interface Said extends Sentence {
  /** Fills the gap `{fault}`. */
  readonly fault?: Fault;
  /** Paths of fields, whose names fill the gap `{fields}`. */
  readonly fields?: readonly string[];
}

export function said(key: MessageKey, args: Args = {}): Said {
  return { key, args };
}

/** A sentence about something that is wrong with a file. */
export function faulty(key: MessageKey, fault: Fault, args: Args = {}): Said {
  return { key, args, fault };
}

/** A sentence about fields. */
export function ofFields(key: MessageKey, fields: readonly string[], args: Args = {}): Said {
  return { key, args, fields };
}

/** The sentence in the language of a catalogue. */
export function tell({ key, args, fault, fields }: Said, catalogue: Catalogue): string {
  const filled: Record<string, Args[string]> = { ...args };
  if (fault !== undefined) filled['fault'] = catalogue.fault(fault);
  if (fields !== undefined) filled['fields'] = fields.map((path) => fieldName(path, catalogue)).join(', ');
  return catalogue.say(key, filled);
}

function fieldName(path: string, catalogue: Catalogue): string {
  const field = fieldByPath(path);
  return field === undefined ? path : catalogue.label(field);
}
