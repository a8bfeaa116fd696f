import { FilterError, type FilterErrorCode } from './filter-error.ts';
import { noField } from './no-field.ts';
import type { Arithmetic, Literal, Member, Node, Operand, Operator, Quantifier, SlicePart } from './syntax.ts';
import { type Token, tokens } from './token.ts';

/** Parentheses, negations and operands inside each other. */
export const MAX_DEPTH = 200;

/** Binding power of what stands between conditions: `and` binds closest. */
const logic: Readonly<Record<string, { type: 'and' | 'or' | 'xor'; power: number }>> = {
  or: { type: 'or', power: 1 }, '||': { type: 'or', power: 1 },
  xor: { type: 'xor', power: 2 },
  and: { type: 'and', power: 3 }, '&&': { type: 'and', power: 3 },
};

const relations: Readonly<Record<string, Operator>> = {
  '==': '==', eq: '==', any_eq: '==', '!=': '!=', ne: '!=', all_ne: '!=', '===': '===', all_eq: '===', '!==': '!==', any_ne: '!==', '~=': '!==',
  '>': '>', gt: '>', '>=': '>=', ge: '>=', '<': '<', lt: '<', '<=': '<=', le: '<=', contains: 'contains', matches: 'matches', '~': 'matches',
};

const arithmetic: Readonly<Record<string, { operator: Arithmetic['operator']; power: number }>> = {
  '&': { operator: '&', power: 1 }, bitand: { operator: '&', power: 1 },
  '+': { operator: '+', power: 2 }, '-': { operator: '-', power: 2 },
  '*': { operator: '*', power: 3 }, '/': { operator: '/', power: 3 }, '%': { operator: '%', power: 3 },
};

/** Is a name that of a field or a protocol? */
export type Known = (name: string) => boolean;

/** The tree of a filter, or a FilterError. A Pratt parser: operators by their binding power. */
export function parse(text: string, known: Known): Node {
  return new Parser(text, known).whole();
}

class Parser {
  readonly #tokens: Token[];
  readonly #text: string;
  readonly #known: Known;
  #at = 0;
  #depth = 0;

  constructor(text: string, known: Known) {
    this.#text = text;
    this.#tokens = tokens(text);
    this.#known = known;
  }

  whole(): Node {
    const node = this.#condition(0);
    if (this.#now.kind !== 'end') this.#fail('expected-operator', this.#now);
    return node;
  }

  // ---- conditions ----

  #condition(power: number): Node {
    let left = this.#nested(() => this.#prefix());
    for (;;) {
      const found = logic[this.#operatorText()];
      if (found === undefined || found.power <= power) return left;
      this.#take();
      const right = this.#nested(() => this.#condition(found.power));
      left = { type: found.type, left, right, from: left.from, to: right.to };
    }
  }

  #prefix(): Node {
    const start = this.#now;
    if (this.#is('!') || this.#is('not')) {
      this.#take();
      const inner = this.#nested(() => this.#prefix());
      return { type: 'not', inner, from: start.from, to: inner.to };
    }
    if (this.#is('(') && !this.#opensOperand()) {
      this.#take();
      const inner = this.#nested(() => this.#condition(0));
      this.#expect(')');
      return inner;
    }
    return this.#test();
  }

  /** A comparison, a chain of them (`1 < x < 5`), a membership, or a lone operand, which asks whether it is there. */
  #test(): Node {
    const quantifier = this.#quantifier();
    const left = this.#operand(0);
    if (this.#is('in')) return this.#membership(left, quantifier);
    if (this.#is('not') && this.#tokens[this.#at + 1]?.text.toLowerCase() === 'in') {
      this.#take();
      const inner = this.#membership(left, quantifier);
      return { type: 'not', inner, from: left.from, to: inner.to };
    }
    if (relations[this.#operatorText()] === undefined) {
      if (left.type === 'literal') this.#failUnknown(left);
      return { type: 'exists', operand: left, from: left.from, to: left.to };
    }
    return this.#chain(left, quantifier);
  }

  #chain(first: Operand, quantifier: Quantifier): Node {
    let chain: Node | undefined;
    for (let left = first; ; ) {
      const operator = relations[this.#operatorText()];
      if (operator === undefined) return chain!;
      this.#take();
      const right = this.#operand(0);
      const relation: Node = { type: 'relation', operator, quantifier, left, right, from: left.from, to: right.to };
      chain = chain === undefined ? relation : { type: 'and', left: chain, right: relation, from: chain.from, to: right.to };
      left = right;
    }
  }

  #quantifier(): Quantifier {
    const text = this.#operatorText();
    if (text !== 'any' && text !== 'all') return undefined;
    this.#take();
    return text;
  }

  /** `in {80, 443 8000..8100}`: members separated by commas or spaces. */
  #membership(left: Operand, quantifier: Quantifier): Node {
    this.#take();
    this.#expect('{');
    const members: Member[] = [];
    while (!this.#is('}')) {
      const low = this.#operand(0);
      const high = this.#is('..') ? (this.#take(), this.#operand(0)) : undefined;
      members.push({ low, high });
      if (this.#is(',')) this.#take();
    }
    const end = this.#expect('}');
    return { type: 'in', quantifier, left, members, from: left.from, to: end.to };
  }

  // ---- operands ----

  #operand(power: number): Operand {
    let left = this.#nested(() => this.#primary());
    for (;;) {
      const found = arithmetic[this.#operatorText()];
      if (found === undefined || found.power <= power) return left;
      this.#take();
      const right = this.#operand(found.power);
      left = { type: 'arithmetic', operator: found.operator, left, right, from: left.from, to: right.to };
    }
  }

  #primary(): Operand {
    const token = this.#now;
    if (token.text === '{' || (token.text === '(' && token.kind === 'symbol')) {
      this.#take();
      const inner = this.#operand(0);
      this.#expect(token.text === '{' ? '}' : ')');
      return inner;
    }
    if (token.kind !== 'word' && token.kind !== 'string') this.#fail('expected-operand', token);
    this.#take();
    let operand: Operand = this.#atom(token);
    while (this.#is('[')) operand = this.#slice(operand);
    return operand;
  }

  #atom(token: Token): Operand {
    const { text, from, to } = token;
    if (token.kind === 'string') return { type: 'literal', text, quoted: true, character: token.character === true, from, to };
    if (this.#is('(')) return this.#call(token);
    if (!this.#known(text)) return { type: 'literal', text, quoted: false, character: false, from, to };
    return { type: 'field', path: text, layer: this.#layer(), from, to };
  }

  #call(name: Token): Operand {
    this.#take();
    const argument = this.#operand(0);
    const end = this.#expect(')');
    return { type: 'call', name: name.text.toLowerCase(), argument, from: name.from, to: end.to };
  }

  /** `#2` after a field. */
  #layer(): number | undefined {
    if (!this.#is('#')) return undefined;
    this.#take();
    const number = Number(this.#now.text);
    if (!Number.isInteger(number) || number === 0) this.#fail('expected-operand', this.#now);
    this.#take();
    return number;
  }

  /** `[0:3]`, `[1-2]`, `[4:]`, `[:4]`, `[-3:3]`, `[2]`, and several of them with commas. Read from the text: `1-2` is not one word here. */
  #slice(operand: Operand): Operand {
    const open = this.#take();
    const close = this.#text.indexOf(']', open.to);
    if (close < 0) throw new FilterError('unclosed', open.from, this.#text.length, { found: '[' });
    const inside = this.#text.slice(open.to, close);
    const parts = inside.split(',').map((part) => slicePart(part.trim()));
    if (parts.some((part) => part === undefined)) throw new FilterError('expected-slice', open.from, close + 1, { found: `[${inside}]` });
    while (this.#now.from < close) this.#take();
    this.#expect(']');
    return { type: 'slice', operand, parts: parts as SlicePart[], from: operand.from, to: close + 1 };
  }

  // ---- tokens ----

  get #now(): Token {
    return this.#tokens[this.#at]!;
  }

  /** The text of the token at hand if it may be an operator: a symbol or a word, never a string. */
  #operatorText(): string {
    return this.#now.kind === 'string' ? '' : this.#now.text.toLowerCase();
  }

  #is(text: string): boolean {
    return this.#operatorText() === text;
  }

  #take(): Token {
    return this.#tokens[this.#at++]!;
  }

  #expect(symbol: string): Token {
    if (!this.#is(symbol)) throw new FilterError('expected-symbol', this.#now.from, this.#now.to, { expected: symbol, found: this.#shown(this.#now) });
    return this.#take();
  }

  /** Does this parenthesis hold an operand (`(tcp.len + 1) > 5`), not a condition? Its partner is followed by a comparison or arithmetic. */
  #opensOperand(): boolean {
    let open = 0;
    for (let i = this.#at; i < this.#tokens.length; i++) {
      const { kind, text } = this.#tokens[i]!;
      if (kind !== 'symbol') continue;
      if (text === '(') open++;
      if (text === ')' && --open === 0) {
        const after = this.#tokens[i + 1]!;
        const operator = after.kind === 'string' ? '' : after.text.toLowerCase();
        return relations[operator] !== undefined || (arithmetic[operator] !== undefined && operator !== '&') || operator === 'in';
      }
    }
    return false;
  }

  #nested<T>(inner: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw new FilterError('deep', this.#now.from, this.#now.to, { limit: String(MAX_DEPTH) });
    const result = inner();
    this.#depth--;
    return result;
  }

  #fail(code: FilterErrorCode, token: Token): never {
    throw new FilterError(code, token.from, token.to, { found: this.#shown(token) });
  }

  #failUnknown(literal: Literal): never {
    throw noField(literal);
  }

  #shown(token: Token): string {
    return token.kind === 'end' ? '…' : this.#text.slice(token.from, token.to);
  }
}

function slicePart(text: string): SlicePart | undefined {
  const match = /^(-?\d+)?(?:(:|-)(-?\d+)?)?$/.exec(text);
  if (match === null || text === '') return undefined;
  const [, first, separator, second] = match;
  const start = Number(first ?? 0);
  if (separator === undefined) return { start, length: 1 };
  if (second === undefined) return separator === ':' ? { start, length: undefined } : undefined;
  const length = separator === ':' ? Number(second) : Number(second) - start + 1;
  return length > 0 ? { start, length } : undefined;
}
