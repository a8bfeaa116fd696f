import { sha256 } from '@noble/hashes/sha2.js';
import { captureKind } from '../analysis/capture-bytes.ts';
import type { Fault } from '../base/fault.ts';
import { hexText } from '../base/value.ts';
import { DOCX_TYPES } from './document/docx.ts';
import { kindOf } from './document/kind.ts';
import { MAX_INFLATED, MAX_REPORT } from './document/limit.ts';
import { ODT_MAIN } from './document/odt.ts';
import { type DocumentPlatform, readReport } from './document/read-report.ts';
import { Refused } from './document/refused.ts';
import { Zip } from './document/zip.ts';
import type { Report } from './report.ts';
import { faulty, type Said, said } from './said.ts';
import { compare } from './submission.ts';

/** A file of a submission, with its bytes; without them it is too large to be looked at. */
export interface FileBytes {
  readonly name: string;
  readonly size: number;
  readonly modified: number;
  readonly isOnlineText: boolean;
  readonly bytes: Uint8Array | undefined;
}

export interface CaptureBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The files of a submission, by what they are. */
export interface HandIn {
  readonly captures: readonly CaptureBytes[];
  readonly report: Report | undefined;
  readonly reportBytes: Uint8Array | undefined;
  readonly notes: readonly Said[];
}

/** Why a submission cannot be graded. */
export class Ungradable extends Error {
  readonly why: Said;

  constructor(why: Said) {
    super(why.key);
    this.why = why;
  }
}

/** Sort the files of a submission by their content, unpack what is packed, and read the report. Throws Ungradable. */
export async function readHandIn(files: readonly FileBytes[], platform: DocumentPlatform): Promise<HandIn> {
  const notes: Said[] = [];
  const unpacked = files.flatMap((file) => unpackedFiles(file, platform));
  const captures: CaptureBytes[] = [];
  const documents: FileBytes[] = [];
  for (const file of unpacked) sort(file, captures, documents, notes);
  captures.sort((a, b) => compare(a.name, b.name));
  const chosen = newest(documents);
  if (chosen === undefined) return { captures, report: undefined, reportBytes: undefined, notes };
  if (documents.length > 1) notes.push(said('submission.several-reports', { file: chosen.name, count: documents.length }));
  const reading = await readReport(chosen.bytes!, platform);
  if (reading.fault !== undefined) throw ungradableFile(chosen.name, reading.fault);
  if (reading.report.kind === 'pdf') notes.push(said('submission.pdf', { file: chosen.name }));
  return { captures, report: reading.report, reportBytes: chosen.bytes, notes };
}

function sort(file: FileBytes, captures: CaptureBytes[], documents: FileBytes[], notes: Said[]): void {
  const { name, bytes } = file;
  if (bytes === undefined) throw new Ungradable(said('ungradable.size', { file: name, size: file.size, limit: MAX_REPORT }));
  const kind = captureKind(bytes);
  if (kind === 'foreign') throw new Ungradable(said('ungradable.foreign-capture', { file: name }));
  if (kind !== undefined) captures.push({ name, bytes });
  else if (isDocument(bytes)) documents.push(file);
  else notes.push(said('submission.ignored', { file: name }));
}

/** Something that may be a report, also where it turns out that it cannot be read. */
function isDocument(bytes: Uint8Array): boolean {
  return bytes.length > 0 && kindOf(bytes) !== 'unknown';
}

/** What was typed into Moodle is most often a remark, and a picture no report where there is another: they count where there is nothing else. The newest of the others wins. */
function newest(documents: readonly FileBytes[]): FileBytes | undefined {
  const rank = (file: FileBytes): number => (kindOf(file.bytes!) === 'picture' ? 0 : file.isOnlineText ? 1 : 2);
  return [...documents].sort((a, b) => rank(b) - rank(a) || b.modified - a.modified || compare(a.name, b.name))[0];
}

/** The files in an archive that was handed in, or the file itself. Archives in archives stay what they are. */
function unpackedFiles(file: FileBytes, platform: DocumentPlatform): FileBytes[] {
  if (file.bytes === undefined || kindOf(file.bytes) !== 'package') return [file];
  try {
    const zip = new Zip(file.bytes, platform.inflate);
    if (zip.has(DOCX_TYPES) || zip.has(ODT_MAIN)) return [file];
    return zip.files().map(({ name, size, modified }) => ({ name: `${file.name}/${name}`, size, modified, isOnlineText: false, bytes: zip.read(name)! }));
  } catch (error) {
    if (error instanceof Refused) throw ungradableFile(file.name, error.fault);
    throw error;
  }
}

function ungradableFile(name: string, fault: Fault): Ungradable {
  return new Ungradable(faulty('ungradable.file', fault, { file: name }));
}

/** Bytes of all files of a submission that are looked at. */
export const MAX_SUBMISSION = MAX_INFLATED;

/** One number for all files of a submission: whatever is changed in them changes it. */
export function handInHash(files: readonly FileBytes[]): string {
  const encoder = new TextEncoder();
  const hash = sha256.create();
  for (const file of [...files].sort((a, b) => compare(a.name, b.name))) {
    hash.update(encoder.encode(`${file.name}\0${file.size}\0`));
    if (file.bytes !== undefined) hash.update(sha256(file.bytes));
  }
  return hexText(hash.digest());
}
