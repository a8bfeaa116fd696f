import type { Fault } from '../../base/fault.ts';
import { decode, hexText } from '../../base/value.ts';
import { type Block, linesOf, type Report, type ReportKind } from '../report.ts';
import { type FileKind, kindOf, markupOf } from './kind.ts';
import { textLayer } from './legibility.ts';
import { MAX_CHARACTERS, MAX_INFLATED, MAX_PART, MAX_PICTURE, MAX_REPORT, MAX_REPORT_PAGES } from './limit.ts';
import type { PdfLimits, PdfText } from './pdf.ts';
import { Refused } from './refused.ts';
import { decodeText } from './text-charset.ts';
import { type Inflate, Zip } from './zip.ts';

/** What the platform does for the readers. A reader that is not there makes its reports faults. */
export interface DocumentPlatform {
  readonly inflate: Inflate;
  /** The text of a PDF, or why it cannot be read. */
  readonly readPdf?: (bytes: Uint8Array, limits: PdfLimits) => Promise<PdfText | Fault>;
  /** The text of a Word document of before 2007, or why it cannot be read. */
  readonly readWord?: (bytes: Uint8Array) => Promise<string | Fault>;
}

/** What came of reading a report: the report, or why there is none. */
export type ReportReading = { readonly report: Report; readonly fault?: undefined } | { readonly report?: undefined; readonly fault: Fault };

/** Read a report. What it is is found out by its content; nothing that it names is loaded; whatever is wrong with it is a fault of the result. */
export async function readReport(bytes: Uint8Array, platform: DocumentPlatform): Promise<ReportReading> {
  try {
    if (bytes.length === 0) throw new Refused('file-empty');
    if (bytes.length > MAX_REPORT) throw new Refused('report-size', { need: bytes.length, had: MAX_REPORT });
    const { kind, blocks, isBroken } = await readAs(kindOf(bytes), bytes, platform);
    return { report: { kind, blocks, layer: isBroken === true ? 'broken' : textLayer(textOf(blocks)) } };
  } catch (error) {
    if (error instanceof Refused) return { fault: error.fault };
    throw error;
  }
}

interface Content {
  readonly kind: ReportKind;
  readonly blocks: readonly Block[];
  /** The reader has seen that the text is not what is shown. */
  readonly isBroken?: boolean;
}

function* textOf(blocks: readonly Block[]): Generator<string> {
  for (const block of blocks) for (const line of linesOf(block)) yield line.text;
}

/** The readers are loaded when they are needed: each brings a parser along. */
async function readAs(file: FileKind, bytes: Uint8Array, platform: DocumentPlatform): Promise<Content> {
  switch (file) {
    case 'package':
      return readPackage(new Zip(bytes, platform.inflate));
    case 'compound':
      return readCompound(bytes, platform);
    case 'pdf':
      return readPdfFile(bytes, platform);
    case 'picture':
      return { kind: 'picture', blocks: [{ kind: 'picture', place: { page: undefined, line: 1, cell: undefined } }] };
    case 'text':
      return readText(decodeText(bytes));
    case 'unknown':
      throw new Refused('report-unknown', { found: hexText(bytes.subarray(0, 8)) });
    default:
      throw new Refused('report-foreign', { found: file.foreign });
  }
}

async function readPackage(zip: Zip): Promise<Content> {
  const { DOCX_TYPES, readDocx } = await import('./docx.ts');
  if (zip.has(DOCX_TYPES)) return { kind: 'docx', blocks: readDocx(zip) };
  const { ODT_MAIN, readOdt } = await import('./odt.ts');
  if (zip.has(ODT_MAIN)) return { kind: 'odt', blocks: readOdt(zip) };
  throw new Refused('report-foreign', { found: 'ZIP' });
}

/** Names of the streams in a compound file, in UTF-16. */
const ENCRYPTED = 'E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0';
const WORD = 'W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0';

/** An encrypted .docx is wrapped like a .doc (MS-OFFCRYPTO §2.3.4.4). */
async function readCompound(bytes: Uint8Array, platform: DocumentPlatform): Promise<Content> {
  const names = decode(bytes, 'latin1');
  if (names.includes(ENCRYPTED)) throw new Refused('report-encrypted');
  if (!names.includes(WORD)) throw new Refused('report-foreign', { found: 'XLS, PPT' });
  if (platform.readWord === undefined) throw new Refused('report-reader', { found: 'word-extractor' });
  const text = await platform.readWord(bytes);
  if (typeof text !== 'string') throw refusal(text);
  const { readPlain } = await import('./plain.ts');
  return { kind: 'doc', blocks: readPlain(text) };
}

async function readPdfFile(bytes: Uint8Array, platform: DocumentPlatform): Promise<Content> {
  if (platform.readPdf === undefined) throw new Refused('report-reader', { found: 'unpdf' });
  const text = await platform.readPdf(bytes, { pages: MAX_REPORT_PAGES, characters: MAX_CHARACTERS, part: MAX_PART, total: MAX_INFLATED, picture: MAX_PICTURE });
  if ('code' in text) throw refusal(text);
  const { isShuffled, readPdf } = await import('./pdf.ts');
  return { kind: 'pdf', blocks: readPdf(text), isBroken: isShuffled(text) };
}

async function readText(text: string): Promise<Content> {
  const kind = markupOf(text);
  if (kind === 'html') return { kind, blocks: (await import('./html.ts')).readHtml(text) };
  if (kind === 'markdown') return { kind, blocks: (await import('./markdown.ts')).readMarkdown(text) };
  return { kind, blocks: (await import('./plain.ts')).readPlain(text) };
}

function refusal({ code, need, had, found = '' }: Fault): Refused {
  return new Refused(code, { need, had, found });
}
