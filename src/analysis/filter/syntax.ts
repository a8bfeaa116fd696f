/** The tree of a filter. `from`..`to` is where a node stands in the text. */
export type Node = Logic | Not | Relation | Membership | Existence;

export interface Place {
  readonly from: number;
  readonly to: number;
}

export interface Logic extends Place {
  readonly type: 'and' | 'or' | 'xor';
  readonly left: Node;
  readonly right: Node;
}

export interface Not extends Place {
  readonly type: 'not';
  readonly inner: Node;
}

export type Operator = '==' | '!=' | '===' | '!==' | '>' | '>=' | '<' | '<=' | 'contains' | 'matches';
/** Must one value of a field fit, or all of them? Undefined: what the operator means by itself. */
export type Quantifier = 'any' | 'all' | undefined;

export interface Relation extends Place {
  readonly type: 'relation';
  readonly operator: Operator;
  readonly quantifier: Quantifier;
  readonly left: Operand;
  readonly right: Operand;
}

export interface Membership extends Place {
  readonly type: 'in';
  readonly quantifier: Quantifier;
  readonly left: Operand;
  readonly members: readonly Member[];
}

/** A value, or a range with both ends in it. */
export interface Member {
  readonly low: Operand;
  readonly high: Operand | undefined;
}

export interface Existence extends Place {
  readonly type: 'exists';
  readonly operand: Operand;
}

export type Operand = FieldOperand | Literal | Slice | Call | Arithmetic;

export interface FieldOperand extends Place {
  readonly type: 'field';
  readonly path: string;
  /** `ip.src#2`: only of the second layer of that protocol; negative counts from the innermost. */
  readonly layer: number | undefined;
}

export interface Literal extends Place {
  readonly type: 'literal';
  readonly text: string;
  readonly quoted: boolean;
  readonly character: boolean;
}

export interface Slice extends Place {
  readonly type: 'slice';
  readonly operand: Operand;
  readonly parts: readonly SlicePart[];
}

/** Bytes `from` (negative: from the end) on, `length` of them, or all the rest. */
export interface SlicePart {
  readonly start: number;
  readonly length: number | undefined;
}

export interface Call extends Place {
  readonly type: 'call';
  readonly name: string;
  readonly argument: Operand;
}

export interface Arithmetic extends Place {
  readonly type: 'arithmetic';
  readonly operator: '&' | '+' | '-' | '*' | '/' | '%';
  readonly left: Operand;
  readonly right: Operand;
}
