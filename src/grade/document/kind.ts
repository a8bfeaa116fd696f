import { decode } from '../../base/value.ts';

/** What a file is by its content, whatever its name says. `package`: docx, odt or neither; `compound`: .doc, or something encrypted in the same wrapping. */
export type FileKind = 'package' | 'compound' | 'pdf' | 'picture' | 'text' | 'unknown' | Foreign;
/** A format that is not read here, and what people call it. */
export interface Foreign {
  readonly foreign: string;
}

/** The first bytes of files, as one character for each. */
const signatures: readonly (readonly [start: string, kind: FileKind])[] = [
  ['PK\x03\x04', 'package'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'compound'],
  ['\x89PNG', 'picture'],
  ['\xff\xd8\xff', 'picture'],
  ['GIF8', 'picture'],
  ['II*\0', 'picture'],
  ['MM\0*', 'picture'],
  ['{\\rtf', { foreign: 'RTF' }],
  ['Rar!', { foreign: 'RAR' }],
  ['7z\xbc\xaf', { foreign: '7z' }],
  ['\x1f\x8b', { foreign: 'gzip' }],
  ['MIME-Version:', { foreign: 'MHT' }],
];

/** A PDF may have other bytes before its header, within these (ISO 32000-1, Annex H.3, note 13). */
const PDF_HEADER = 1024;
/** Bytes in which text that is none shows. */
const SAMPLE = 4096;

export function kindOf(bytes: Uint8Array): FileKind {
  const start = decode(bytes.subarray(0, PDF_HEADER), 'latin1');
  const known = signatures.find(([signature]) => start.startsWith(signature));
  if (known !== undefined) return known[1];
  if (start.includes('%PDF-')) return 'pdf';
  return isText(bytes.subarray(0, SAMPLE)) ? 'text' : 'unknown';
}

/** Characters and white space, in whatever set; with zeros in between only where it is UTF-16. */
function isText(sample: Uint8Array): boolean {
  // Half of the bytes of Cyrillic look like control characters there.
  if (isMarkedUtf16(sample)) return true;
  let zeros = 0;
  let controls = 0;
  for (const byte of sample) {
    if (byte === 0) zeros++;
    else if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) controls++;
  }
  return controls <= sample.length / 50 && (zeros === 0 || zeros >= sample.length / 4);
}

function isMarkedUtf16(sample: Uint8Array): boolean {
  return (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff);
}

/** What the characters of a text are written in. */
export function markupOf(text: string): 'html' | 'markdown' | 'text' {
  const start = text.slice(0, SAMPLE);
  if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|div|table|h[1-6]|p|pre|meta)\b/is.test(start)) return 'html';
  return isMarkdown(text) ? 'markdown' : 'text';
}

/** A heading with hashes, a fence, a table with pipes, or emphasis. */
function isMarkdown(text: string): boolean {
  return text.split(/[\r\n]/).some((line) => MARKDOWN.test(line.slice(0, MAX_MARKUP)));
}

/** Characters at the beginning of a line in which markup is looked for: blanks without end would take very long. */
const MAX_MARKUP = 500;
const MARKDOWN = /^ {0,3}#{1,6}[ \t]+\S|^[ \t]{0,8}(?:```|~~~)|^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*\|[ \t]*:?-{2,}[-:| \t]*$|\*\*[^\s*][^*\n]{0,80}\*\*/;
