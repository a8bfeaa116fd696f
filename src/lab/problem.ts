import { FilterError } from '../analysis/filter/filter-error.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { MessageKey } from '../text/english.ts';
import type { Args } from '../base/sentence.ts';

/** A sentence to people, not yet in a language: a message of the catalogue and what fills its gaps. */
export interface Said {
  readonly key: MessageKey;
  readonly args: Args;
}

export function said(key: MessageKey, args: Args = {}): Said {
  return { key, args };
}

/** Something wrong in a YAML file, and where. Lines and columns are from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly what: Said | FilterError;
}

/** `12:7: there is no field smpt.req.command` */
export function problemText({ line, column, what }: Problem, catalogue: Catalogue): string {
  return `${line}:${column}: ${what instanceof FilterError ? catalogue.filterError(what) : catalogue.say(what.key, what.args)}`;
}
