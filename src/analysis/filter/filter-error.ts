/** What can be wrong with a filter; the texts are in the catalogue. */
export type FilterErrorCode =
  | 'character'
  | 'unclosed'
  | 'unknown-name'
  | 'unknown-name-near'
  | 'unknown-function'
  | 'expected-operand'
  | 'expected-operator'
  | 'expected-symbol'
  | 'expected-slice'
  | 'only-values'
  | 'bad-value'
  | 'bad-pattern'
  | 'no-contains'
  | 'deep'
  | 'arguments';

/** A mistake in a filter, with the place where it stands. Thrown while a filter is compiled, never while it runs. */
export class FilterError extends Error {
  readonly code: FilterErrorCode;
  /** The place in the filter's text, half-open. */
  readonly from: number;
  readonly to: number;
  readonly args: Readonly<Record<string, string>>;
  /** The filter that the place is in. */
  filter = '';

  constructor(code: FilterErrorCode, from: number, to: number, args: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.from = from;
    this.to = to;
    this.args = args;
  }
}
