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
  'fragment-late': 'fragments of the same datagram came {need} seconds before, more than the {had} that a receiver waits',
  'fragment-long': 'the fragments make a datagram of {need} bytes, more than {had}',
  value: 'the value {had} is not allowed here',
  // a capture file that cannot be opened, or not be read on
  'open-missing': 'there is no such file',
  'open-directory': 'this is a folder, not a file',
  'open-denied': 'the file may not be read by you',
  'open-failed': 'the file cannot be opened ({found})',
  'read-failed': 'the file cannot be read on ({found})',
  // what the first bytes of a file say that it is
  'file-empty': 'the file is empty',
  'file-unknown': 'not a capture that is known here: the file starts with {found}',
  'file-text': 'not a capture: the file starts with the text “{found}”',
  'file-foreign': 'a capture in the format {found}, which is not read here; editcap of Wireshark converts it: editcap FILE NEW.pcapng',
  'file-packed': 'packed with {found}, which is not unpacked here; unpack it first',
  'file-reader': 'the reader {found} does not read this format',
  // a capture file
  'file-header': 'the file ends inside its header: {need} bytes needed, {had} there',
  'file-cut': 'the file ends inside a record: {need} bytes needed, {had} there',
  'file-length': 'a packet claims {need} bytes, more than the limit of {had}',
  'file-version': 'version {found} of the file format is not known',
  'file-order': 'a section starts with an unknown byte order mark {found}',
  'file-block': 'a block of type {found} claims {need} bytes, which is not possible',
  'file-trailer': 'a block says at its beginning that it has {need} bytes, at its end {had}',
  'file-packet': 'a packet claims {need} bytes, its block has room for {had}',
  'file-option': 'an option does not fit into its block',
  'file-interface': 'a packet of interface {need}, but only {had} are described',
  'file-interfaces': 'more interfaces than {had} are described in a section',
  // a capture file that is written
  'write-link-type': 'a packet of link type {need}, but the file holds packets of link type {had}; a .pcapng can hold both',
  // a compressed file
  'packed-broken': 'the compressed data is broken',
  'packed-cut': 'the compressed data ends early',
  'packed-sum': 'the checksum of the compressed data is wrong',
  'packed-window': 'unpacking needs {need} bytes of memory, more than the limit of {had}; unpack it first',
  'packed-twice': 'compressed twice; unpack it first',
  // the coding of a content
  'coding-unknown': 'coded with {found}, which is not decoded here',
  'coding-broken': 'the content is not whole or broken: {found} ends after {had} bytes',
  'coding-limit': '{had} bytes coded with {found} become more than {need}: not decoded to the end',
  // a mail
  'mail-size': 'the mail has {need} bytes, only the first {had} are looked at',
  'mail-fields': 'a header has {need} fields, only the first {had} are kept',
  'mail-parts': 'the mail has more than {need} parts, the rest is left out',
  'mail-nesting': 'parts lie inside each other more than {need} deep, the rest is left as it is',
  'mail-boundary': 'a multipart that names no boundary between its parts',
  'mail-unended': 'the boundary {found} never ends its multipart',
  'mail-encoding': '{need} bytes that do not belong into {found}',
  'mail-encoding-unknown': 'an unknown transfer encoding: {found}',
  // a lab report
  'report-size': 'the report has {need} bytes, more than the limit of {had}',
  'report-unknown': 'not a report that can be read: the file starts with {found}',
  'report-foreign': 'the report is in the format {found}, which is not read here; it must be .docx, .odt, .pdf, .html, .md or .txt',
  'report-reader': 'the package {found}, which reads this format, is not installed',
  'report-encrypted': 'the report is encrypted: nobody can read it without its password',
  'report-damaged': 'the report is damaged: it cannot be read as {found}',
  'report-directory': 'the report is damaged: the directory of its archive is missing or cut off',
  'report-part-missing': 'the report is damaged: there is no {found} in it',
  'report-part-cut': 'the report is damaged: {found} is cut off',
  'report-part-lost': 'the report is damaged: {found} is not where the directory of the archive says',
  'report-part-twice': 'the report is damaged: {found} is in it twice',
  'report-part-method': 'the report is damaged: {found} is packed by method {had}, which is not unpacked here',
  'report-part-broken': 'the report is damaged: {found} cannot be unpacked',
  'report-part-sum': 'the report is damaged: the checksum of {found} is wrong',
  'report-part-xml': 'the report is damaged: the XML of {found} is faulty',
  'report-entries': 'the report packs {need} files, more than the limit of {had}',
  'report-path': 'the report packs a file under a name that leads out of it: {found}',
  'report-inflated': '{found} unpacks to more than the limit of {had} bytes',
  'report-bomb': 'the report unpacks to more than the limit of {had} bytes',
  'capture-bomb': 'the capture unpacks to more than the limit of {had} bytes',
  'report-lie': '{found} does not unpack to the {need} bytes that it claims',
  'report-doctype': '{found} declares a document type, which could lead to other files',
  'report-nesting': '{found}: elements lie inside each other more than {had} deep',
  'report-pages': 'the report has {need} pages, more than the limit of {had}',
  'report-text': 'the report holds more than {had} characters',
  'report-pieces': 'the report holds more than {had} lines and cells',
} as const satisfies Record<string, string>;

export type FaultCode = keyof typeof faultTexts;

/** One thing wrong, with the arithmetic that shows it. */
export interface Fault {
  readonly code: FaultCode;
  /** Byte offset: in the packet for a layer; in the mail for a mail; in the file for a capture, where it is compressed in the unpacked one (but `packed-…`: in the packed one). */
  readonly at: number;
  readonly need: number;
  readonly had: number;
  /** Number of the packet before or in which it stands, where there is one. */
  readonly packet?: number;
  /** The few bytes, characters or the type number that were found. */
  readonly found?: string;
}
