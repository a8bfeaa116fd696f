import { latinBytes } from '../base/bytes.ts';
import { decodeCharset } from './charset.ts';
import { decodeWords } from './encoded-word.ts';
import { undeclaredText } from './header-text.ts';
import { percentDecoded } from './percent.ts';
import type { Range } from './range.ts';
import { type Token, tokensOf } from './token.ts';

/** Parameters of one header field that are looked at, the pieces of divided ones counted singly. */
export const MAX_PARAMETERS = 200;

/** A parameter of a MIME header field: `charset=koi8-r`. The range is that of all its pieces and what is between them. */
export interface Parameter extends Range {
  /** In lower case, without the asterisks and numbers of RFC 2231. */
  readonly name: string;
  /** Decoded. */
  readonly value: string;
  /** The language that the value says it is in (RFC 2231 §4); mostly empty. */
  readonly language: string;
}

/** The value of a header field that may have parameters: Content-Type, Content-Disposition, MIME-Version. */
export interface ParameterizedValue {
  /** What stands before the first semicolon, without white space and comments, as it is written. */
  readonly value: string;
  readonly valueAt: Range;
  readonly parameters: readonly Parameter[];
}

/** One `name=value` as it stands, `name*1*=value` if it is a piece of a parameter. */
interface Piece extends Range {
  readonly name: string;
  /** Which piece it is of a value that is divided (RFC 2231 §3). */
  readonly section: number | undefined;
  /** Octets are written as `%XX`, and the first piece names the character set (§4). */
  readonly isExtended: boolean;
  /** One character for each byte. */
  readonly text: string;
}

/**
 * Value and parameters of the field in `from`..`to` (RFC 2045 §5.1, RFC 2231). Values that ought to be quoted and are not, and encoded words in the place of RFC 2231, are understood.
 * `charset` is that of the body, for values in undeclared 8-bit characters. Of two parameters of one name the first counts.
 */
export function parameterizedValue(b: Uint8Array, from: number, to: number, charset = ''): ParameterizedValue {
  const [first = [], ...others] = clauses(tokensOf(b, from, to, ';='));
  const groups = new Map<string, Piece[]>();
  for (const piece of others.slice(0, MAX_PARAMETERS).flatMap((tokens) => pieceOf(tokens) ?? [])) {
    const group = groups.get(piece.name);
    if (group === undefined) groups.set(piece.name, [piece]);
    else group.push(piece);
  }
  return {
    value: first.map((t) => t.text).join(''),
    valueAt: { from: first[0]?.from ?? from, to: first.at(-1)?.to ?? from },
    parameters: Array.from(groups.values(), (pieces) => parameterOf(pieces, charset)),
  };
}

/** The value of a parameter, or an empty text. */
export function parameterValue(parameters: readonly Parameter[], name: string): string {
  return parameters.find((p) => p.name === name)?.value ?? '';
}

/** Tokens between semicolons, without comments. */
function clauses(tokens: readonly Token[]): Token[][] {
  const found: Token[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'special' && token.text === ';') found.push([]);
    else if (token.kind !== 'comment') found.at(-1)!.push(token);
  }
  return found;
}

const attribute = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/;

function pieceOf([name, equals, ...value]: readonly Token[]): Piece | undefined {
  const parts = name?.kind === 'atom' ? attribute.exec(name.text) : null;
  if (name === undefined || parts === null || equals?.text !== '=') return undefined;
  return {
    name: parts[1]!.toLowerCase(),
    section: parts[2] === undefined ? undefined : Number(parts[2]),
    isExtended: parts[3] !== undefined,
    text: value.map((t, i) => (i > 0 && t.from > value[i - 1]!.to ? ` ${t.text}` : t.text)).join(''),
    from: name.from,
    to: value.at(-1)?.to ?? equals.to,
  };
}

/** A parameter of its pieces. Where an encoded form stands beside a plain one for old programs, it is the better one (RFC 6266 §4.3). */
function parameterOf(pieces: readonly Piece[], charset: string): Parameter {
  const used = pieces.find((p) => p.section === undefined && p.isExtended) ?? sectionsOf(pieces) ?? pieces[0]!;
  const list = Array.isArray(used) ? used : [used];
  const decoded = list.some((p) => p.isExtended) ? extended(list) : { value: decodeWords(list.map((p) => p.text).join(''), charset), language: '' };
  return { name: pieces[0]!.name, ...decoded, from: Math.min(...list.map((p) => p.from)), to: Math.max(...list.map((p) => p.to)) };
}

/** The pieces of a divided value from 0 on, as far as none is missing; they may stand in any order. */
function sectionsOf(pieces: readonly Piece[]): Piece[] | undefined {
  const sections: Piece[] = [];
  for (let n = 0; ; n++) {
    const next = pieces.find((p) => p.section === n);
    if (next === undefined) return n === 0 ? undefined : sections;
    sections.push(next);
  }
}

/** `charset'language'octets` (RFC 2231 §4.1); pieces that are not extended go in as they are. */
function extended(pieces: readonly Piece[]): { value: string; language: string } {
  const [whole = '', charset = '', language = ''] = (pieces[0]!.isExtended && /^([^']*)'([^']*)'/.exec(pieces[0]!.text)) || [];
  const octets = pieces.map((p, i) => {
    const text = i === 0 ? p.text.slice(whole.length) : p.text;
    return p.isExtended ? percentDecoded(text) : text;
  }).join('');
  return { value: charset === '' ? undeclaredText(octets) : decodeCharset(latinBytes(octets), charset).text, language };
}
