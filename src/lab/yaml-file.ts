import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { MessageKey } from '../text/english.ts';
import { type Problem, said } from './problem.ts';

type Path = readonly PropertyKey[];
type What = Problem['what'];

/** Longest file that is read, in characters. */
export const MAX_YAML = 1_000_000;

/** Mistakes by the names of the library that reads YAML; of others the name is told. */
const mistakes: Readonly<Record<string, MessageKey>> = { DUPLICATE_KEY: 'yaml.twice', TAB_AS_INDENT: 'yaml.tab', BAD_INDENT: 'yaml.indent', MISSING_CHAR: 'yaml.unclosed' };
/** What a value should be, by the names of the library that checks it. */
const types: Readonly<Record<string, MessageKey>> = { string: 'yaml.text', number: 'yaml.number', int: 'yaml.number', boolean: 'yaml.truth', array: 'yaml.list', object: 'yaml.map', record: 'yaml.map' };

/** A YAML file whose values can be pointed at. */
export class YamlFile {
  readonly problems: Problem[] = [];
  readonly #lines = new LineCounter();
  readonly #document: ReturnType<typeof parseDocument>;

  constructor(text: string) {
    const isLong = text.length > MAX_YAML;
    this.#document = parseDocument(isLong ? '' : text, { lineCounter: this.#lines, prettyErrors: false, uniqueKeys: true });
    if (isLong) this.#note(0, said('yaml.long', { limit: MAX_YAML }));
    for (const error of this.#document.errors) this.#note(error.pos[0], said(mistakes[error.code] ?? 'yaml.syntax', { reason: error.code }));
  }

  /** The content in the form of a schema; undefined: it has not, and `problems` say why. */
  read<S extends z.ZodType>(schema: S): z.output<S> | undefined {
    if (this.problems.length > 0) return undefined;
    const content = this.#content();
    if (this.problems.length > 0) return undefined;
    const parsed = schema.safeParse(content);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) this.#tell(issue);
    return undefined;
  }

  /** Take note of something wrong with the value at `path`, `within` characters after its beginning. */
  blame(path: Path, what: What, within = 0): void {
    this.#note(this.#offsetOf(path, within), what);
  }

  /** Aliases that multiply without end are refused by the library. */
  #content(): unknown {
    try {
      return this.#document.toJS();
    } catch {
      this.#note(0, said('yaml.aliases'));
      return undefined;
    }
  }

  #tell(issue: z.core.$ZodIssue): void {
    const key = issue.path.map(String).join('.');
    switch (issue.code) {
      case 'unrecognized_keys':
        for (const name of issue.keys) this.#note(this.#keyOffset(issue.path, name), said('yaml.key', { key: name }));
        return;
      case 'invalid_type':
        return this.blame(issue.path, this.#isMissing(issue.path) ? said('yaml.missing', { key }) : said(types[issue.expected] ?? 'yaml.wrong', { key }));
      case 'invalid_value':
        return this.blame(issue.path, said('yaml.value', { key, allowed: issue.values.map(String).join(', ') }));
      case 'too_small':
        return this.blame(issue.path, said(issue.inclusive === false ? 'yaml.more' : 'yaml.small', { key, limit: Number(issue.minimum) }));
      default:
        return this.blame(issue.path, said(this.#isMissing(issue.path) ? 'yaml.missing' : 'yaml.wrong', { key }));
    }
  }

  #isMissing(path: Path): boolean {
    return this.#document.getIn(path) === undefined;
  }

  #keyOffset(path: Path, key: string): number {
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    const pair = isMap(node) ? node.items.find((item) => isNode(item.key) && String(item.key) === key) : undefined;
    return pair !== undefined && isNode(pair.key) ? (pair.key.range?.[0] ?? 0) : this.#offsetOf(path, 0);
  }

  /** Where the value at a path stands, or the nearest one around it that is there. Within a block of text nobody counts. */
  #offsetOf(path: Path, within: number): number {
    for (let length = path.length; length > 0; length--) {
      const node = this.#document.getIn(path.slice(0, length), true);
      if (!isNode(node) || node.range == null) continue;
      const from = node.range[0];
      if (length < path.length || !isScalar(node)) return from;
      return node.type === 'PLAIN' ? from + within : node.type?.startsWith('QUOTE') === true ? from + 1 + within : from;
    }
    return this.#document.contents?.range?.[0] ?? 0;
  }

  #note(offset: number, what: What): void {
    const { line, col } = this.#lines.linePos(offset);
    this.problems.push({ line: Math.max(1, line), column: Math.max(1, col), what });
  }
}
