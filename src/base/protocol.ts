import { type Field, layerField } from './field.ts';
import type { TreeBuilder } from './tree.ts';
import type { Walk } from './walk.ts';

/** A protocol inside a packet: its fields, one hot `step`, and a cold `detail` for what has no fixed place. */
export interface Protocol {
  /** Dense number, an index into `protocols`. */
  readonly id: number;
  /** The display-filter name: `tcp`. */
  readonly name: string;
  /** As the protocol column shows it: `TCP`. */
  readonly short: string;
  readonly title: string;
  readonly spec: string;
  /** The field `tcp`, for the layer as a whole. */
  readonly self: Field;
  /** The declared fields, in the order in which they are shown. */
  readonly fields: readonly Field[];
  /**
   * HOT: must not allocate. Frames the layer that begins at `w.start`: sets `w.body` (where the header ends),
   * narrows `w.end` (where the layer ends), names `w.next`. False: the header could not be read, and a fault is noted.
   */
  readonly step: (w: Walk) => boolean;
  /** COLD: adds to the tree what has no fixed place. */
  readonly detail: ((t: TreeBuilder) => void) | undefined;
  /** The line of a packet list, as a text with `{field}` in it, one per kind of message. */
  readonly lines: Readonly<Record<string, string>>;
  /** Which of `lines` fits the header at `start`. */
  readonly line: ((bytes: Uint8Array, start: number, end: number) => string) | undefined;
}

/** A protocol with the types of its fields and lines, so that a translation that lacks one does not compile. */
export interface ProtocolOf<N extends string, F, L> extends Protocol {
  readonly name: N;
  /** The fields by the names that its file calls them. */
  readonly declared: F;
  readonly lines: Readonly<Record<string, string>> & L;
}

export interface Definition<F extends Readonly<Record<string, Field>>, L extends Readonly<Record<string, string>>> {
  short: string;
  title: string;
  spec: string;
  doc: string;
  fields: F;
  /** The field `self` of a protocol of the same name, of which this one is another form. */
  self?: Field;
  step: (w: Walk) => boolean;
  detail?: (t: TreeBuilder) => void;
  lines?: L;
  line?: (bytes: Uint8Array, start: number, end: number) => string;
}

/** Every packet protocol, by id. Filled as the files of `packet/` are loaded. */
export const protocols: Protocol[] = [];

/** The packet protocol of a display-filter name, in its first form. */
export function protocolByName(name: string): Protocol | undefined {
  return protocols.find((p) => p.name === name);
}

export function protocol<const N extends string, const F extends Readonly<Record<string, Field>>, const L extends Readonly<Record<string, string>>>(name: N, definition: Definition<F, L>): ProtocolOf<N, F, L> {
  const { short, title, spec, doc, fields, self, step, detail, lines, line } = definition;
  const made: ProtocolOf<N, F, L> = {
    id: protocols.length, name, short, title, spec, step, detail, line,
    self: self ?? layerField(name, { label: title, doc, spec }),
    fields: Object.values(fields), declared: fields,
    lines: lines ?? ({} as L),
  };
  protocols.push(made);
  return made;
}
