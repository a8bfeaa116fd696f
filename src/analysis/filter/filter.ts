import { type Field, type Kind, VARIES, type Value } from '../../base/field.ts';
import { NamedNumber, Sentence } from '../../base/sentence.ts';
import { plainText } from '../../base/value.ts';
import { frameFields } from '../../packet/index.ts';
import type { Found } from '../lookup.ts';
import { fieldByPath } from '../lookup.ts';
import { holds, latin, order, samePrefix } from './compare.ts';
import { FilterError } from './filter-error.ts';
import { type Comparable, type Constant, constant, nanosecondsOf } from './literal.ts';
import { isName, noField } from './no-field.ts';
import { parse } from './parser.ts';
import type { Arithmetic, Call, FieldOperand, Literal, Membership, Node, Operand, Operator, Relation, Slice } from './syntax.ts';

/** A compiled display filter. Look `fields` up in a packet, and ask. */
export interface Filter {
  readonly text: string;
  readonly fields: readonly Field[];
  /** `found` holds a list for each of `fields`, in their order. */
  test(found: readonly (readonly Found[])[]): boolean;
}

type Condition = (found: readonly (readonly Found[])[]) => boolean;
/** The values of an operand in a packet, and what they are. */
interface Values {
  readonly kind: Kind;
  /** The field behind them, for what a literal beside them means. */
  readonly field: Field;
  readonly of: (found: readonly (readonly Found[])[]) => readonly Comparable[];
  /** One value of the filter itself: the same in every packet. */
  readonly constant?: Constant;
}

/** Compile a display filter. Throws FilterError, with the place of the mistake. */
export function compileFilter(text: string): Filter {
  try {
    const compiler = new Compiler();
    const test = compiler.condition(parse(text, (name) => fieldByPath(name) !== undefined));
    return { text, fields: compiler.fields, test };
  } catch (error) {
    if (error instanceof FilterError) error.filter = text;
    throw error;
  }
}

class Compiler {
  readonly fields: Field[] = [];

  condition(node: Node): Condition {
    switch (node.type) {
      case 'not': {
        const inner = this.condition(node.inner);
        return (found) => !inner(found);
      }
      case 'and': {
        const [left, right] = [this.condition(node.left), this.condition(node.right)];
        return (found) => left(found) && right(found);
      }
      case 'or': {
        const [left, right] = [this.condition(node.left), this.condition(node.right)];
        return (found) => left(found) || right(found);
      }
      case 'xor': {
        const [left, right] = [this.condition(node.left), this.condition(node.right)];
        return (found) => left(found) !== right(found);
      }
      case 'exists':
        return this.#exists(node.operand);
      case 'in':
        return this.#membership(node);
      case 'relation':
        return this.#relation(node);
    }
  }

  /** A field is there; a number worked out of fields is not 0 (`tcp.flags & 2`). */
  #exists(operand: Operand): Condition {
    const values = this.#values(operand, undefined);
    if (operand.type === 'arithmetic') return (found) => values.of(found).some((v) => v !== 0 && v !== 0n);
    return (found) => values.of(found).length > 0;
  }

  #relation(node: Relation): Condition {
    const [left, right] = this.#pair(node.left, node.right, node.operator);
    if (node.operator === 'matches') return this.#matches(left, node);
    const test = relationTest(node.operator, right.constant);
    const all = node.quantifier === undefined ? node.operator === '!=' || node.operator === '===' : node.quantifier === 'all';
    return quantified(left, right, test, all);
  }

  #matches(left: Values, node: Relation): Condition {
    const literal = node.right as Literal;
    const pattern = regularExpression(literal);
    const all = node.quantifier === 'all';
    return (found) => {
      const values = left.of(found);
      return values.length > 0 && (all ? values.every((v) => pattern.test(latin(v))) : values.some((v) => pattern.test(latin(v))));
    };
  }

  #membership(node: Membership): Condition {
    const left = this.#values(node.left, undefined);
    const members = node.members.map((member) => {
      const low = this.#values(member.low, left);
      const high = member.high === undefined ? undefined : this.#values(member.high, left);
      const equal = relationTest('==', low.constant);
      return (value: Comparable, found: readonly (readonly Found[])[]): boolean =>
        high === undefined
          ? low.of(found).some((v) => equal(value, v))
          : low.of(found).some((v) => (order(value, v) ?? -1) >= 0) && high.of(found).some((v) => (order(value, v) ?? 1) <= 0);
    });
    const all = node.quantifier === 'all';
    return (found) => {
      const values = left.of(found);
      const isMember = (value: Comparable): boolean => members.some((member) => member(value, found));
      return values.length > 0 && (all ? values.every(isMember) : values.some(isMember));
    };
  }

  /** Both sides of a relation: a literal takes its meaning from the other side. */
  #pair(left: Operand, right: Operand, operator: Operator): [Values, Values] {
    if (operator === 'matches') {
      const values = this.#values(left, undefined);
      if (right.type !== 'literal') throw new FilterError('expected-operand', right.from, right.to, { found: right.type });
      if (!isText(values.kind)) throw new FilterError('no-contains', left.from, left.to, { path: values.field.path, kind: values.kind });
      return [values, values];
    }
    if (left.type === 'literal') {
      if (right.type === 'literal') throw noField(isName(left) || !isName(right) ? left : right);
      const values = this.#values(right, undefined);
      return [this.#values(left, values), values];
    }
    const values = this.#values(left, undefined);
    if (operator === 'contains' && !isText(values.kind)) throw new FilterError('no-contains', left.from, left.to, { path: values.field.path, kind: values.kind });
    return [values, this.#values(right, operator === 'contains' && values.kind !== 'text' ? { ...values, kind: 'bytes' } : values)];
  }

  #values(operand: Operand, beside: Values | undefined): Values {
    switch (operand.type) {
      case 'field':
        return this.#field(operand);
      case 'literal':
        return literalValues(operand, beside);
      case 'slice':
        return this.#slice(operand);
      case 'call':
        return this.#call(operand);
      case 'arithmetic':
        return this.#arithmetic(operand);
    }
  }

  #field(operand: FieldOperand): Values {
    const field = fieldByPath(operand.path)!;
    let column = this.fields.indexOf(field);
    if (column < 0) column = this.fields.push(field) - 1;
    const { layer } = operand;
    const isTime = field.kind === 'time' || field.kind === 'date';
    const of = (found: readonly (readonly Found[])[]): readonly Comparable[] => {
      const list = layer === undefined ? found[column]! : ofLayer(found[column]!, layer);
      return list.map(({ value }) => (isTime ? nanosecondsOf(String(value)) : comparable(value)));
    };
    return { kind: field.kind, field, of };
  }

  #slice(operand: Slice): Values {
    const inner = this.#values(operand.operand, undefined);
    if (!isText(inner.kind) && inner.kind !== 'mac' && inner.kind !== 'ipv6') {
      throw new FilterError('no-contains', operand.from, operand.to, { path: inner.field.path, kind: inner.kind });
    }
    const kind: Kind = inner.kind === 'text' ? 'text' : 'bytes';
    return { kind, field: inner.field, of: (found) => inner.of(found).flatMap((value) => sliced(value, operand)) };
  }

  #call(operand: Call): Values {
    const inner = this.#values(operand.argument, undefined);
    const { field } = inner;
    switch (operand.name) {
      case 'len':
        return { kind: 'uint', field: lengthField, of: (found) => inner.of(found).flatMap((v) => (typeof v === 'string' || v instanceof Uint8Array ? [v.length] : [])) };
      case 'count':
        return { kind: 'uint', field: lengthField, of: (found) => [inner.of(found).length] };
      case 'lower':
        return { kind: 'text', field, of: (found) => inner.of(found).map((v) => String(v).toLowerCase()) };
      case 'upper':
        return { kind: 'text', field, of: (found) => inner.of(found).map((v) => String(v).toUpperCase()) };
      case 'string':
        return { kind: 'text', field: textField, of: (found) => inner.of(found).map((v) => plainText(field, v)) };
      case 'max':
        return { kind: inner.kind, field, of: (found) => extreme(inner.of(found), 1) };
      case 'min':
        return { kind: inner.kind, field, of: (found) => extreme(inner.of(found), -1) };
      case 'abs':
        return { kind: inner.kind, field, of: (found) => inner.of(found).map((v) => (typeof v === 'number' ? Math.abs(v) : v)) };
      default:
        throw new FilterError('unknown-function', operand.from, operand.to, { found: operand.name });
    }
  }

  #arithmetic(operand: Arithmetic): Values {
    const [left, right] = operand.left.type === 'literal'
      ? ((r) => [this.#values(operand.left, r), r] as const)(asNumbers(this.#values(operand.right, undefined)))
      : ((l) => [l, this.#values(operand.right, l)] as const)(asNumbers(this.#values(operand.left, undefined)));
    const { field, kind } = operand.left.type === 'literal' ? right : left;
    return { kind, field, of: (found) => left.of(found).flatMap((a) => right.of(found).flatMap((b) => computed(operand.operator, a, b))) };
  }
}

/** What `len` and `count` give: a number with no names. */
const lengthField: Field = { ...frameFields.len, path: 'len()' };
const textField: Field = { ...lengthField, path: 'string()', kind: 'text', at: VARIES };

/** Bytes to be reckoned with are big-endian numbers, at most four of them (`tcp[13] & 2`). */
function asNumbers(values: Values): Values {
  if (values.kind !== 'bytes') return values;
  const number = (v: Comparable): Comparable[] => (v instanceof Uint8Array && v.length <= 4 ? [v.reduce((n, byte) => n * 256 + byte, 0)] : []);
  return { kind: 'uint', field: lengthField, of: (found) => values.of(found).flatMap(number) };
}

function literalValues(literal: Literal, beside: Values | undefined): Values {
  if (beside === undefined) throw noField(literal);
  const value = constant(literal, beside.field, beside.kind);
  const list = [value.value];
  return { kind: beside.kind, field: beside.field, of: () => list, constant: value };
}

function isText(kind: Kind): boolean {
  return kind === 'text' || kind === 'bytes' || kind === 'layer' || kind === 'mac' || kind === 'ipv6';
}

function comparable(value: Value): Comparable {
  if (value instanceof Sentence || value instanceof NamedNumber) return String(value);
  return typeof value === 'boolean' ? Number(value) : value;
}

/** Only the values of one layer of the field's protocol: the first is 1, the innermost -1. */
function ofLayer(list: readonly Found[], wanted: number): readonly Found[] {
  const layers = [...new Set(list.map((f) => f.layer))];
  const layer = wanted > 0 ? layers[wanted - 1] : layers.at(wanted);
  return list.filter((f) => f.layer === layer);
}

type RelationTest = (a: Comparable, b: Comparable) => boolean;

function relationTest(operator: Operator, value: Constant | undefined): RelationTest {
  const bits = value?.bits;
  const equal: RelationTest = bits === undefined ? (a, b) => order(a, b) === 0 : (a, b) => samePrefix(a, b, bits);
  switch (operator) {
    case '==':
    case '===':
      return equal;
    case '!=':
    case '!==':
      return (a, b) => !equal(a, b);
    case '>':
      return (a, b) => (order(a, b) ?? 0) > 0;
    case '>=':
      return (a, b) => (order(a, b) ?? -1) >= 0;
    case '<':
      return (a, b) => (order(a, b) ?? 0) < 0;
    case '<=':
      return (a, b) => (order(a, b) ?? 1) <= 0;
    case 'contains':
      return holds;
    case 'matches':
      return () => false;
  }
}

/** A relation holds if one pair of values fits, or if all pairs do; never where one side has no value. */
function quantified(left: Values, right: Values, test: RelationTest, all: boolean): Condition {
  return (found) => {
    const a = left.of(found);
    const b = right.of(found);
    if (a.length === 0 || b.length === 0) return false;
    return all ? a.every((x) => b.every((y) => test(x, y))) : a.some((x) => b.some((y) => test(x, y)));
  };
}

/** Patterns are case-insensitive, and a dot is any byte, as in tshark. */
function regularExpression(literal: Literal): RegExp {
  const insensitive = literal.text.replace(/^\(\?-i\)/, '');
  const flags = insensitive === literal.text ? 'is' : 's';
  try {
    return new RegExp(insensitive.replace(/^\(\?i\)/, ''), flags);
  } catch (error) {
    throw new FilterError('bad-pattern', literal.from, literal.to, { found: literal.text, reason: error instanceof Error ? error.message : '' });
  }
}

function sliced(value: Comparable, slice: Slice): Comparable[] {
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) return [];
  const parts = slice.parts.map(({ start, length }) => {
    const from = start < 0 ? value.length + start : start;
    const to = length === undefined ? value.length : length < 0 ? value.length + length : from + length;
    return from < 0 || to > value.length || from >= to ? undefined : value.slice(from, to);
  });
  if (parts.some((part) => part === undefined)) return [];
  if (typeof value === 'string') return [parts.join('')];
  return [Uint8Array.from((parts as Uint8Array[]).flatMap((part) => [...part]))];
}

function extreme(values: readonly Comparable[], sign: 1 | -1): Comparable[] {
  const [first, ...rest] = values;
  if (first === undefined) return [];
  return [rest.reduce((best, v) => ((order(v, best) ?? 0) * sign > 0 ? v : best), first)];
}

function computed(operator: Arithmetic['operator'], a: Comparable, b: Comparable): Comparable[] {
  if (typeof a !== 'number' || typeof b !== 'number') return [];
  switch (operator) {
    case '&':
      return [(a & b) >>> 0];
    case '+':
      return [a + b];
    case '-':
      return [a - b];
    case '*':
      return [a * b];
    case '/':
      return b === 0 ? [] : [Math.trunc(a / b)];
    case '%':
      return b === 0 ? [] : [a % b];
  }
}
