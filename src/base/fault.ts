/**
 * What can be wrong with bytes, as data: a fault never unwinds the decoding of what stood before it.
 * `{…}` are properties of the fault; the texts are English, the catalogue holds the other languages.
 */
export const faultTexts = {
  // a layer of a packet
  cut: 'cut off by the snap length: {need} bytes needed, {had} captured',
  short: 'too short: {need} bytes needed, {had} there',
  'header-length': 'the header length says {had} bytes, less than the {need} that every header has',
  'length-small': 'the length field says {had} bytes, less than the header of {need}',
  'length-big': 'the length field says {need} bytes, {had} there',
  version: 'version {had} where {need} belongs',
  option: 'an option says it is {need} bytes long, {had} are left',
  pointer: 'a compression pointer leads to offset {need}, not backwards from {had}',
  name: 'a name of {had} bytes or more, {need} are allowed',
  nesting: 'more than {need} layers, the rest is left as bytes',
  'fragment-overlap': 'fragments overlap and disagree',
  'fragment-long': 'the fragments make a datagram of {need} bytes, more than {had}',
  value: 'the value {had} is not allowed here',
  // a capture file
  'file-empty': 'the file is empty',
  'file-magic': 'not a capture: the file starts with {found}',
  'file-text': 'not a capture: the file starts with text ({found})',
  'file-header': 'the file ends inside its header: {need} bytes needed, {had} there',
  'file-cut': 'the file ends inside a record: {need} bytes needed, {had} there',
  'file-length': 'a record claims {need} bytes, more than the limit of {had}',
  'file-block': 'a block of type {found} claims {need} bytes, which is not possible',
  'file-version': 'file format version {found} is not known',
  'file-interface': 'a packet of interface {need}, but only {had} are described',
  'file-order': 'a section starts with an unknown byte order mark {found}',
  'file-packed': 'the compressed data is broken: {found}',
  'file-packed-cut': 'the compressed data ends early',
  // a mail
  'mail-size': 'the mail has {need} bytes, only the first {had} are looked at',
  'mail-fields': 'a header has {need} fields, only the first {had} are kept',
  'mail-parts': 'the mail has more than {need} parts, the rest is left out',
  'mail-nesting': 'parts lie inside each other more than {need} deep, the rest is left as it is',
  'mail-boundary': 'a multipart that names no boundary between its parts',
  'mail-unended': 'the boundary {found} never ends its multipart',
  'mail-encoding': '{need} bytes that do not belong into {found}',
  'mail-encoding-unknown': 'an unknown transfer encoding: {found}',
} as const satisfies Record<string, string>;

export type FaultCode = keyof typeof faultTexts;

/** One thing wrong, with the arithmetic that shows it. */
export interface Fault {
  readonly code: FaultCode;
  /** Byte offset: in the packet for a layer, in the uncompressed file for a capture, in the mail for a mail. */
  readonly at: number;
  readonly need: number;
  readonly had: number;
  /** Number of the packet before or in which it stands, where there is one. */
  readonly packet?: number;
  /** The few bytes, characters or the type number that were found. */
  readonly found?: string;
}
