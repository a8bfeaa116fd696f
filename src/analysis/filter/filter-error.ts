/** What can be wrong with a filter; `{…}` are its arguments. English, the catalogue has the other languages. */
export const filterErrorTexts = {
  character: 'the character {found} means nothing here',
  unclosed: 'a {found} is opened and never closed',
  'unknown-name': 'there is no field or protocol {found}',
  'unknown-name-near': 'there is no field or protocol {found}; did you mean {near}?',
  'unknown-function': 'there is no function {found}()',
  'expected-operand': 'a field or a value belongs here, not {found}',
  'expected-operator': 'and, or, or a comparison belongs here, not {found}',
  'expected-symbol': '{expected} belongs here, not {found}',
  'expected-slice': 'a slice is written [from:length], [from-to], [from] or [from:], not {found}',
  'only-values': 'a comparison needs a field on one side',
  'bad-value': '{found} cannot be compared with {path}, which is {kind}',
  'bad-pattern': 'the pattern {found} is not a regular expression: {reason}',
  'no-contains': '{path} is {kind}: contains and matches look into text and bytes',
  deep: 'the filter is nested deeper than {limit}',
  arguments: '{found}() takes one field',
} as const satisfies Record<string, string>;

export type FilterErrorCode = keyof typeof filterErrorTexts;

/** A mistake in a filter, with the place where it stands. Thrown while a filter is compiled, never while it runs. */
export class FilterError extends Error {
  readonly code: FilterErrorCode;
  /** The place in the filter's text, half-open. */
  readonly from: number;
  readonly to: number;
  readonly args: Readonly<Record<string, string>>;

  constructor(code: FilterErrorCode, from: number, to: number, args: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.from = from;
    this.to = to;
    this.args = args;
  }
}
