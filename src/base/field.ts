import type { Names } from './names.ts';
import type { NamedNumber, Sentence } from './sentence.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * A field is declared once, at its protocol. Its value, text, filter path, JSON, byte range, label and
 * explanation all come from the declaration and the bytes.
 */
export interface Field {
  /** Dense number, given when the protocol is declared; an index into tables of all fields. */
  readonly id: number;
  /** The display-filter name: `tcp.srcport`. */
  readonly path: string;
  readonly kind: Kind;
  /** Offset from the start of the header in bytes, or `VARIES`: then the protocol's `detail` places it. */
  readonly at: number;
  /** Width in bytes, 0 where it varies. */
  readonly size: number;
  /** The bits that belong to the field, in the integer that its bytes make; 0: all of them. */
  readonly mask: number;
  /** Printed by scripts as hexadecimal with this many digits; 0: decimal. */
  readonly hex: number;
  readonly little: boolean;
  /** The number of the header counts units of so many: 4 for a length in 32-bit words. */
  readonly scale: number;
  readonly names: Names | undefined;
  /** What the words mean that a text may be. */
  readonly vocabulary: Vocabulary | undefined;
  /** The sentences that its value may be, in English. */
  readonly phrases: Phrases | undefined;
  readonly unit: Unit | undefined;
  readonly charset: Charset;
  /** Present only where this holds for the header that starts at `start`. */
  readonly when: ((bytes: Uint8Array, start: number) => boolean) | undefined;
  /** Path of the field that this one is a part of, and is shown under. */
  readonly within: string | undefined;
  /** Of an either-end field: the paths of the fields it stands for (`ip.addr`: `ip.src` and `ip.dst`). */
  readonly parts: readonly string[];
  /** Worked out, not read from bytes: counted, looked up, or taken from other packets. */
  readonly generated: boolean;
  readonly label: string;
  readonly doc: string;
  readonly spec: string;
  /** HOT: the number at its fixed place in the header at `start`; the caller has checked the bounds. */
  readonly read: (bytes: Uint8Array, start: number) => number;
}

/**
 * uint: at most 32 bits are numbers, 64 bits are bigints. int: two's complement. bool: one bit. ipv4: a 32-bit number.
 * ipv6, mac, bytes: a slice of the bytes. text: characters in `charset`. time, date: seconds since 1970 with nine
 * decimals, as text; a date is shown as one. span: seconds. float: a number with a fraction. packet: a packet number. none: its presence says all. layer: a protocol as a whole.
 */
export type Kind = 'uint' | 'int' | 'bool' | 'ipv4' | 'ipv6' | 'mac' | 'bytes' | 'text' | 'time' | 'date' | 'span' | 'float' | 'packet' | 'none' | 'layer';
export type Unit = 'bytes' | 'bits' | 'seconds' | 'milliseconds' | 'microseconds' | 'words';
export type Charset = 'ascii' | 'utf-8' | 'latin1';
export type Value = number | bigint | string | boolean | Uint8Array | Sentence | NamedNumber;

/** The place of a field whose offset differs from packet to packet. */
export const VARIES = -1;

/** What the author of a field writes beside its place. */
export interface Words {
  label: string;
  doc: string;
  /** Section of the standard, where it is not the protocol's own. */
  spec?: string;
  when?: (bytes: Uint8Array, start: number) => boolean;
  /** Name, in the same protocol, of the field that this one is a part of; found by itself where the path says so. */
  within?: string;
}

export interface NumberWords<N extends Names = Names> extends Words {
  names?: N;
  /** Printed as hexadecimal, as wide as its integer. */
  hex?: boolean;
  mask?: number;
  scale?: number;
  unit?: Unit;
}

export interface TextWords<V extends Vocabulary = Vocabulary, P extends Phrases = Phrases> extends Words {
  charset?: Charset;
  vocabulary?: V;
  phrases?: P;
}

/** Sentences with gaps, by their keys. */
export type Phrases = Readonly<Record<string, string>>;

type Reader = Field['read'];

/** Every field that exists, by id. Filled as protocols are declared, before the first packet. */
export const fields: Field[] = [];
/** Those that stand for protocols, by their paths. */
const layerFields = new Map<string, Field>();

/** The id of a draft that no protocol has made a field of. */
const OPEN = -1;
const NO_PARTS: readonly string[] = [];
/** A field that is being made. */
type OpenField = { -readonly [K in keyof Field]: Field[K] };

/** A field whose path is still open: `fieldsOf` gives it. */
export type FieldDraft = Omit<Field, 'id' | 'path'>;
/** The same, with the type of its table of names, which the types of the catalogues are made of. */
export type NumberDraft<N extends Names> = FieldDraft & { readonly names: N | undefined };
export type TextDraft<V extends Vocabulary, P extends Phrases> = FieldDraft & { readonly vocabulary: V | undefined; readonly phrases: P | undefined };
export type FieldDrafts = Readonly<Record<string, FieldDraft>>;
/** The fields of one protocol under the last parts of their paths, each typed with its whole path and with the words of its values. */
export type FieldsOf<N extends string, D extends FieldDrafts> = {
  readonly [K in keyof D & string]: Field & Pick<D[K], 'names' | 'vocabulary' | 'phrases'> & { readonly path: `${N}.${K}` };
};

/**
 * Declare the fields of a protocol. They are shown in this order; one whose path continues another's
 * (`flags.syn` after `flags`) is shown under it. `spec` is the standard of every field that names no other.
 * Throws where a draft is another protocol's already: each needs its own.
 */
export function fieldsOf<const N extends string, const D extends FieldDrafts>(protocol: N, spec: string, drafts: D): FieldsOf<N, D> {
  const made: Record<string, Field> = {};
  for (const name of Object.keys(drafts)) {
    // The draft itself becomes the field: thousands of copies would be felt at every start.
    const field = drafts[name] as OpenField;
    const { within, parts } = field;
    if (field.id !== OPEN) throw new Error(`${protocol}.${name} is ${field.path} already`);
    field.id = fields.length;
    field.path = `${protocol}.${name}`;
    field.spec ||= spec;
    field.within = within === undefined ? parentPath(protocol, name, drafts) : `${protocol}.${within}`;
    if (parts.length > 0) field.parts = parts.map((part) => `${protocol}.${part}`);
    made[name] = add(field);
  }
  return made as FieldsOf<N, D>;
}

/** The field that stands for a protocol as a whole, under the protocol's own name. A dialogue shares it with the protocol of that name whose messages it carries. */
export function layerField<const N extends string>(protocol: N, words: Words): Field & { readonly path: N } {
  const found = layerFields.get(protocol) ?? addLayerField(protocol, words);
  return found as Field & { readonly path: N };
}

function addLayerField(protocol: string, words: Words): Field {
  const field = draft('layer', VARIES, 0, words, nothing);
  field.id = fields.length;
  field.path = protocol;
  layerFields.set(protocol, field);
  return add(field);
}

function add(field: Field): Field {
  fields.push(field);
  return field;
}

function parentPath(protocol: string, name: string, drafts: FieldDrafts): string | undefined {
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const parent = drafts[name.slice(0, dot)];
    if (parent !== undefined && parent.at >= 0) return `${protocol}.${name.slice(0, dot)}`;
  }
  return undefined;
}

function draft(kind: Kind, at: number, size: number, words: NumberWords & TextWords, read: Reader, little = false, isGenerated = false): OpenField {
  return {
    id: OPEN, path: '', kind, at, size, read, little,
    mask: words.mask ?? 0,
    hex: words.hex ? Math.max(size, 1) * 2 : 0,
    scale: words.scale ?? 1,
    names: words.names,
    vocabulary: words.vocabulary,
    phrases: words.phrases,
    unit: words.unit,
    charset: words.charset ?? 'ascii',
    when: words.when,
    within: words.within,
    parts: NO_PARTS,
    generated: isGenerated,
    label: words.label,
    doc: words.doc,
    spec: words.spec ?? '',
  };
}

function numberDraft<N extends Names>(kind: Kind, at: number, size: number, words: NumberWords<N>, read: Reader, little = false): NumberDraft<N> {
  return draft(kind, at, size, words, read, little) as NumberDraft<N>;
}

function textDraft<V extends Vocabulary, P extends Phrases>(at: number, size: number, words: TextWords<V, P>): TextDraft<V, P> {
  return draft('text', at, size, words, nothing) as TextDraft<V, P>;
}

const nothing: Reader = () => 0;

/** How far the lowest bit of a mask stands from the right. */
export function shiftOf(mask: number): number {
  return mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
}

/** A reader of an unsigned big-endian integer of 1 to 4 bytes, masked and shifted. One closure each, made once. */
function unsigned(at: number, size: number, mask: number, scale: number): Reader {
  const plain: Reader =
    size === 1 ? (b, s) => b[s + at]! :
    size === 2 ? (b, s) => (b[s + at]! << 8) | b[s + at + 1]! :
    size === 3 ? (b, s) => (b[s + at]! << 16) | (b[s + at + 1]! << 8) | b[s + at + 2]! :
    (b, s) => ((b[s + at]! << 24) | (b[s + at + 1]! << 16) | (b[s + at + 2]! << 8) | b[s + at + 3]!) >>> 0;
  if (mask === 0) return scale === 1 ? plain : (b, s) => plain(b, s) * scale;
  const shift = shiftOf(mask);
  return (b, s) => ((plain(b, s) & mask) >>> shift) * scale;
}

function unsignedLittle(at: number, size: number, mask: number): Reader {
  const plain: Reader = (b, s) => {
    let v = 0;
    for (let i = size - 1; i >= 0; i--) v = (v << 8) | b[s + at + i]!;
    return v >>> 0;
  };
  const shift = shiftOf(mask);
  return mask === 0 ? plain : (b, s) => (plain(b, s) & mask) >>> shift;
}

const uint = (size: number) => <N extends Names>(at: number, words: NumberWords<N>): NumberDraft<N> =>
  numberDraft('uint', at, size, words, unsigned(at, size, words.mask ?? 0, words.scale ?? 1));
const uintLittle = (size: number) => <N extends Names>(at: number, words: NumberWords<N>): NumberDraft<N> =>
  numberDraft('uint', at, size, words, unsignedLittle(at, size, words.mask ?? 0), true);

/** Unsigned integers, big-endian as on the wire. */
export const u8 = uint(1);
export const u16 = uint(2);
export const u24 = uint(3);
export const u32 = uint(4);
/** Wider than 32 bits: the value is a bigint, read only where it is shown. */
export const u64 = <N extends Names>(at: number, words: NumberWords<N>): NumberDraft<N> => numberDraft('uint', at, 8, words, nothing);
/** Unsigned integers, little-endian (SMB, radiotap, USB). */
export const u16le = uintLittle(2);
export const u32le = uintLittle(4);
export const u64le = <N extends Names>(at: number, words: NumberWords<N>): NumberDraft<N> => numberDraft('uint', at, 8, words, nothing, true);

function bit(at: number, size: number, mask: number, words: Words, read: Reader, little: boolean): FieldDraft {
  const made = draft('bool', at, size, words, read, little);
  made.mask = mask;
  return made;
}

/** One bit, of the integer of `size` bytes at `at`. */
export function flag(at: number, size: 1 | 2 | 3 | 4, mask: number, words: Words): FieldDraft {
  return bit(at, size, mask, words, unsigned(at, size, mask, 1), false);
}

/** One bit of a little-endian integer. */
export function flagLittle(at: number, size: 1 | 2 | 3 | 4, mask: number, words: Words): FieldDraft {
  return bit(at, size, mask, words, unsignedLittle(at, size, mask), true);
}

/** Two's complement. */
export const i8 = <N extends Names>(at: number, words: NumberWords<N>): NumberDraft<N> => numberDraft('int', at, 1, words, nothing);
export const i32 = <N extends Names>(at: number, words: NumberWords<N>): NumberDraft<N> => numberDraft('int', at, 4, words, nothing);
export const i16le = <N extends Names>(at: number, words: NumberWords<N>): NumberDraft<N> => numberDraft('int', at, 2, words, nothing, true);
export const ipv4 = (at: number, words: Words): FieldDraft => draft('ipv4', at, 4, words, unsigned(at, 4, 0, 1));
export const ipv6 = (at: number, words: Words): FieldDraft => draft('ipv6', at, 16, words, nothing);
/** A hardware address; `names` say what its 48 bits, as a number, stand for. */
export const mac = <N extends Names>(at: number, words: Words & { names?: N }): NumberDraft<N> => numberDraft('mac', at, 6, words, nothing);
export const bytes = (at: number, size: number, words: Words): FieldDraft => draft('bytes', at, size, words, nothing);
export const text = <V extends Vocabulary, P extends Phrases>(at: number, size: number, words: TextWords<V, P>): TextDraft<V, P> => textDraft(at, size, words);

/** A date that stands in the packet, in whatever form; who places it says which it is. */
export const dateIn = (size: number, words: Words): FieldDraft => draft('date', VARIES, size, words, nothing);

const generated = (kind: Kind, size: number, words: NumberWords & TextWords): OpenField => draft(kind, VARIES, size, words, nothing, false, true);

/** A number that has no bytes of its own: counted, or worked out from other packets. */
export const counted = <N extends Names>(words: NumberWords<N> & { size?: 1 | 2 | 4 }): NumberDraft<N> => generated('uint', words.size ?? 4, words) as NumberDraft<N>;
export const countedSigned = <N extends Names>(words: NumberWords<N>): NumberDraft<N> => generated('int', 4, words) as NumberDraft<N>;
export const truth = (words: Words): FieldDraft => generated('bool', 0, words);
export const presence = (words: Words): FieldDraft => generated('none', 0, words);
export const packetNumber = (words: Words): FieldDraft => generated('packet', 0, words);
export const span = (words: Words): FieldDraft => generated('span', 0, words);
export const fraction = (words: Words): FieldDraft => generated('float', 0, words);
export const time = (words: Words): FieldDraft => generated('time', 0, words);
export const date = (words: Words): FieldDraft => generated('date', 0, words);
/** Text that is put together from elsewhere: a list of names, a decoded address. */
export const composed = <V extends Vocabulary, P extends Phrases>(words: TextWords<V, P>): TextDraft<V, P> => generated('text', 0, words) as TextDraft<V, P>;
/** Bytes that are put together from elsewhere: a datagram from its fragments. */
export const assembled = (words: Words): FieldDraft => generated('bytes', 0, words);

/** A sentence about other fields, said to everybody in their own language. */
export const sentence = <const P extends Phrases>(words: Words & { phrases: P }): TextDraft<Vocabulary, P> => composed(words);

/** A stretch of a header that holds other fields: an option, a resource record. Its value is its bytes. */
export const group = (words: Words): FieldDraft => draft('none', VARIES, 0, words, nothing);
/** Stands for either of two ends, or for any of several fields: a filter on it holds where it holds for one of `parts`. */
export const either = <N extends Names>(kind: Kind, parts: readonly [string, string, ...string[]], words: NumberWords<N>): NumberDraft<N> => {
  const made = generated(kind, kind === 'uint' ? 2 : 0, words);
  made.parts = parts;
  return made as NumberDraft<N>;
};
