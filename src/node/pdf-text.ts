import zlib from 'node:zlib';
import type { Fault } from '../base/fault.ts';
import type { PdfItem, PdfLimits, PdfText } from '../grade/document/pdf.ts';

/** A stream of a PDF: its bytes from the first to wherever they end, and the dictionary before it. */
interface PdfStream {
  readonly dictionary: string;
  readonly bytes: Uint8Array;
}

/** How far before its stream a dictionary may begin. */
const MAX_DICTIONARY = 4096;
/** One byte of run-length coding stands for at most so many (ISO 32000-1 §7.4.5). */
const RUN_LENGTH = 64;
const PICTURE = /\/Subtype\s*\/Image\b/;

/**
 * The text of a PDF, page by page. The reader behind it unpacks without limits, so that is tried before: a file that would unpack to more than
 * `limits` allow never gets there. What encryption hides cannot be measured, and is not read.
 */
export async function readPdfText(bytes: Uint8Array, limits: PdfLimits): Promise<PdfText | Fault> {
  const streams = [...streamsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))];
  const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('/Encrypt');
  const obstacle = isEncrypted ? fault('report-encrypted') : obstacleIn(streams, limits);
  if (obstacle !== undefined) return obstacle;
  const pictures = streams.filter((stream) => PICTURE.test(stream.dictionary)).length;
  try {
    return await extract(bytes, pictures, limits);
  } catch {
    return fault('report-damaged', { found: 'PDF' });
  }
}

async function extract(bytes: Uint8Array, pictures: number, limits: PdfLimits): Promise<PdfText | Fault> {
  const { getDocumentProxy } = await import('unpdf');
  // The reader takes the bytes it is given away from their owner.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, isEvalSupported: false, disableFontFace: true, useSystemFonts: false });
  try {
    if (pdf.numPages > limits.pages) return fault('report-pages', { need: pdf.numPages, had: limits.pages });
    const pages: PdfItem[][] = [];
    let left = limits.characters;
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const items = await itemsOf(page.streamTextContent(), left);
      if (items === undefined) return fault('report-text', { had: limits.characters });
      left -= items.reduce((sum, item) => sum + item.text.length, 0);
      pages.push(items);
      page.cleanup();
    }
    return { pages, pictures };
  } finally {
    await pdf.destroy();
  }
}

/** What the reader tells of a piece of text; of marked content it tells other things. */
interface TextItem {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

/** The pieces of text of a page; undefined: there are more than `limit` characters in them, or pieces. */
async function itemsOf(stream: ReadableStream<{ items: readonly (TextItem | object)[] }>, limit: number): Promise<PdfItem[] | undefined> {
  const items: PdfItem[] = [];
  let left = limit;
  for await (const chunk of stream) {
    for (const item of chunk.items) {
      if (!('str' in item)) continue;
      left -= item.str.length + 1;
      if (left < 0) return undefined;
      const [a = 0, b = 0, , , x = 0, y = 0] = item.transform;
      if (item.str !== '') items.push({ text: item.str, x, y, width: item.width, size: Math.hypot(a, b) });
    }
  }
  return items;
}

function* streamsOf(file: Buffer): Generator<PdfStream> {
  for (let at = file.indexOf('stream'); at >= 0; at = file.indexOf('stream', at + 6)) {
    if (file.toString('latin1', Math.max(0, at - 3), at) === 'end') continue;
    const from = at + 6 + (file[at + 6] === 0x0d ? 1 : 0) + (file[at + 6] === 0x0a || file[at + 7] === 0x0a ? 1 : 0);
    const before = file.toString('latin1', Math.max(0, at - MAX_DICTIONARY), at);
    yield { dictionary: before.slice(before.lastIndexOf(' obj') + 1), bytes: file.subarray(from) };
  }
}

/** Why the streams are not to be unpacked. Pictures are never unpacked, so that they only must not be monstrous. */
function obstacleIn(streams: readonly PdfStream[], limits: PdfLimits): Fault | undefined {
  let total = 0;
  for (const stream of streams) {
    const limit = PICTURE.test(stream.dictionary) ? limits.picture : limits.part;
    const size = unpackedSize(stream, limit);
    if (size === undefined) return fault('report-bomb', { had: limit });
    if (limit === limits.part) total += size;
    if (total > limits.total) return fault('report-bomb', { had: limits.total });
  }
  return undefined;
}

/** Bytes that a stream unpacks to, 0 if it is not packed; undefined: more than `limit`, or in a way that cannot be measured. */
function unpackedSize({ dictionary, bytes }: PdfStream, limit: number): number | undefined {
  const filters = dictionary.match(/\/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b/g) ?? [];
  if (filters.length === 0) return 0;
  if (filters.length > 1 || filters[0]!.startsWith('/L')) return undefined;
  if (filters[0]!.startsWith('/R')) return checked(RUN_LENGTH * Math.max(0, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf('endstream')), limit);
  try {
    return zlib.inflateSync(bytes, { maxOutputLength: limit, finishFlush: zlib.constants.Z_SYNC_FLUSH }).length;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? undefined : 0;
  }
}

function checked(size: number, limit: number): number | undefined {
  return size > limit ? undefined : size;
}

function fault(code: Fault['code'], details: Partial<Pick<Fault, 'need' | 'had' | 'found'>> = {}): Fault {
  return { code, at: 0, need: 0, had: 0, ...details };
}
