import type { Field, Value } from './field.ts';

/** What fields are written with, wherever they go: into the tree of a layer, or into the unit of a dialogue. Ranges are half-open. */
export interface Marker {
  mark(field: Field, from: number, to: number, value?: Value): void;
  /** A field whose parts follow, until `close`. */
  open(field: Field, from: number, to: number, value?: Value): void;
  close(): void;
}
