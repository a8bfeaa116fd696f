import { isMap, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Said, said } from './said.ts';

/** Something wrong in a YAML file, and where. Lines and columns are from 1. */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly what: Said;
}

type Path = readonly PropertyKey[];

/** Longest file that is read. */
export const MAX_YAML = 1_000_000;

/** A YAML file whose values can be pointed at. */
export class YamlFile {
  readonly problems: Problem[] = [];
  readonly #lines = new LineCounter();
  readonly #document: ReturnType<typeof parseDocument>;

  constructor(text: string) {
    const isLong = text.length > MAX_YAML;
    this.#document = parseDocument(isLong ? '' : text, { lineCounter: this.#lines, prettyErrors: false, uniqueKeys: true });
    if (isLong) this.#note(0, said('yaml.long', { limit: MAX_YAML }));
    for (const error of this.#document.errors) this.#note(error.pos[0], said('yaml.syntax', { reason: error.message }));
  }

  /** The content in the form of a schema; undefined: it has not, and `problems` say why. */
  read<S extends z.ZodType>(schema: S): z.output<S> | undefined {
    if (this.problems.length > 0) return undefined;
    const parsed = schema.safeParse(this.#content());
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) this.#tell(issue);
    return undefined;
  }

  /** Take note of something wrong with the value at `path`. */
  blame(path: Path, what: Said): void {
    this.#note(this.#offsetOf(path), what);
  }

  /** Aliases that multiply without end are refused by the library. */
  #content(): unknown {
    try {
      return this.#document.toJS();
    } catch (error) {
      this.#note(0, said('yaml.syntax', { reason: error instanceof Error ? error.message : '' }));
      return undefined;
    }
  }

  #tell(issue: z.core.$ZodIssue): void {
    switch (issue.code) {
      case 'unrecognized_keys':
        for (const key of issue.keys) this.#note(this.#keyOffset(issue.path, key), said('yaml.key', { key }));
        return;
      case 'invalid_type':
        return this.blame(issue.path, issue.input === undefined && this.#document.getIn(issue.path) === undefined ? said('yaml.missing', { key: lastOf(issue.path) }) : said('yaml.type', { key: lastOf(issue.path), expected: issue.expected }));
      case 'invalid_value':
        return this.blame(issue.path, said('yaml.value', { key: lastOf(issue.path), allowed: issue.values.map(String).join(', ') }));
      case 'too_small':
        return this.blame(issue.path, said(issue.inclusive === false ? 'yaml.small-or-equal' : 'yaml.small', { key: lastOf(issue.path), limit: Number(issue.minimum) }));
      default:
        return this.blame(issue.path, said('yaml.wrong', { key: lastOf(issue.path) }));
    }
  }

  #keyOffset(path: Path, key: string): number {
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    const pair = isMap(node) ? node.items.find((item) => isNode(item.key) && String(item.key) === key) : undefined;
    return pair !== undefined && isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : this.#offsetOf(path);
  }

  /** Where the value at a path stands, or the nearest one around it that is there. */
  #offsetOf(path: Path): number {
    for (let length = path.length; length > 0; length--) {
      const node = this.#document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range != null) return node.range[0];
    }
    return this.#document.contents?.range?.[0] ?? 0;
  }

  #note(offset: number, what: Said): void {
    const { line, col } = this.#lines.linePos(offset);
    this.problems.push({ line: Math.max(1, line), column: Math.max(1, col), what });
  }
}

function lastOf(path: Path): string {
  return path.map(String).join('.');
}
