import { indexOfByte, latinBytes } from '../base/bytes.ts';
import type { Fault } from '../base/fault.ts';
import { decode } from '../base/value.ts';
import { boundaryOf } from './boundary.ts';
import { decodeCharset } from './charset.ts';
import { readMultipart } from './mime.ts';
import { parameterValue } from './parameter.ts';
import type { Part } from './part.ts';
import { percentDecoded } from './percent.ts';
import type { Range } from './range.ts';

/** Fields of one form that are kept. */
export const MAX_FORM_FIELDS = 1000;
/** Bytes of a name or a value in a URL-encoded form that are looked at. */
export const MAX_FORM_TEXT = 64 * 1024;

const AMPERSAND = 0x26;
const EQUALS = 0x3d;

/** What stands in one field of a form. The range is that of name and value together. */
export interface FormField extends Range {
  readonly name: string;
  /** Of a file, an empty text. */
  readonly value: string;
  readonly nameAt: Range;
  readonly valueAt: Range;
  /** Of a file: the part that holds it, with its name and type. */
  readonly file: Part | undefined;
}

/**
 * The fields of `application/x-www-form-urlencoded` bytes (WHATWG URL §5.1), which a query is as well: pairs `name=value` between ampersands, a plus for a blank,
 * `%XX` for other bytes. Forms are in UTF-8 unless `charset` says otherwise.
 */
export function urlEncodedFields(b: Uint8Array, from: number, to: number, charset = 'utf-8'): FormField[] {
  const fields: FormField[] = [];
  for (let at = from; at < to && fields.length < MAX_FORM_FIELDS; ) {
    const end = indexOfByte(b, AMPERSAND, at, to);
    if (end > at) fields.push(pair(b, at, end, charset));
    at = end + 1;
  }
  return fields;
}

function pair(b: Uint8Array, from: number, to: number, charset: string): FormField {
  const equals = indexOfByte(b, EQUALS, from, to);
  const nameAt = { from, to: equals };
  const valueAt = { from: Math.min(equals + 1, to), to };
  return { from, to, name: urlDecoded(b, nameAt, charset), value: urlDecoded(b, valueAt, charset), nameAt, valueAt, file: undefined };
}

function urlDecoded(b: Uint8Array, { from, to }: Range, charset: string): string {
  const latin = decode(b.subarray(from, Math.min(to, from + MAX_FORM_TEXT)), 'latin1').replaceAll('+', ' ');
  return decodeCharset(latinBytes(percentDecoded(latin)), charset).text;
}

/** What a multipart form holds, and what is wrong with it. */
export interface Form {
  readonly fields: readonly FormField[];
  readonly faults: readonly Fault[];
}

/**
 * The fields of `multipart/form-data` bytes (RFC 7578), whose boundary the header of the request names. A part with a file name is a file (§4.2), even where nobody chose one and the name
 * is empty. Undefined: that is no boundary.
 */
export function multipartForm(b: Uint8Array, from: number, to: number, boundary: string): Form | undefined {
  const separator = boundaryOf(boundary);
  if (separator === undefined) return undefined;
  const { root, faults } = readMultipart(b, from, to, 'multipart/form-data', separator);
  const charset = root.parts.map((part) => (nameOf(part) === '_charset_' ? decode(part.content, 'ascii') : '')).find((name) => name !== '') ?? '';
  return { fields: root.parts.map((part) => formField(part, charset)), faults };
}

/** A field says what it is in by itself (RFC 7578 §4.4), or the whole form says it in a field called `_charset_` (§4.6); else it is UTF-8 (§5.1.2). */
function formField(part: Part, formCharset: string): FormField {
  const { valueAt, parameters } = part.header.parameterized('content-disposition');
  const isFile = parameters.some((p) => p.name === 'filename');
  const charset = part.parameter('charset') || formCharset;
  return {
    from: part.from, to: part.to, name: nameOf(part),
    value: isFile ? '' : decodeCharset(part.content, charset).text,
    nameAt: parameters.find((p) => p.name === 'name') ?? valueAt,
    valueAt: { from: part.body, to: part.to },
    file: isFile ? part : undefined,
  };
}

/** Browsers write the three characters that a quoted name cannot hold as `%XX`, and no others (WHATWG HTML §4.10.22.8). */
function nameOf(part: Part): string {
  return parameterValue(part.header.parameterized('content-disposition').parameters, 'name').replace(/%(?:22|0d|0a)/gi, percentDecoded);
}
