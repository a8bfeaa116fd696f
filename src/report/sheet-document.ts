/** A lab sheet, whatever form it is written in. All texts are safe to show: control characters are escaped. */
export interface SheetDocument {
  readonly language: string;
  readonly title: string;
  /** What stands at the top: labels and values; an empty value is to be written in by hand. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly blocks: readonly Block[];
}

export type Block =
  /** A packet or dialogue of a protocol; the tag in brackets is what `pupil grade` finds it by. */
  | { readonly kind: 'section' | 'heading' | 'note'; readonly text: string }
  /** Bytes in the layout of Wireshark: at most DUMP_COLUMNS columns, never to be wrapped. */
  | { readonly kind: 'dump'; readonly lines: readonly string[] }
  | { readonly kind: 'table'; readonly columns: readonly SheetColumn[]; readonly rows: readonly SheetRow[] }
  /** So many empty lines to write in. */
  | { readonly kind: 'room'; readonly lines: number };

export interface SheetColumn {
  readonly title: string;
  /** Share of the page's width. */
  readonly share: number;
}

export interface SheetRow {
  readonly cells: readonly Cell[];
  /** A row that names a layer: the rows after it are its fields. */
  readonly isHead?: boolean;
}

export interface Cell {
  readonly text: string;
  /** Taken from the capture, or to be compared with it letter by letter: in a font of equal widths. */
  readonly isCode?: boolean;
  /** How deep the row stands under the layer. */
  readonly depth?: number;
}

/** Columns of the longest line of a dump whose offsets have five digits: what fits on A4 in 9 point. */
export const DUMP_COLUMNS = 73;
