import { httpFields as f } from '../message/http-fields.ts';
import { markHttpFields } from '../message/http-marks.ts';
import type { Line, Reading } from '../stream/reading.ts';
import { takeFields } from './http-reading.ts';
import { closeChunk, nextStage, passData, room } from './http-stages.ts';
import { type Body, type Http, type HttpVoice, noteOnce } from './http-state.ts';

/** Longest line with the size of a chunk, extensions and all. */
const MAX_CHUNK_LINE = 16 * 1024;

/** A body in chunks, to the empty line after its last (RFC 9112 §7.1). False: the stream ended before, or where a chunk begins is not known any more. */
export function* passChunks(s: Http, v: HttpVoice, body: Body, show: () => void): Reading<boolean> {
  while (body.part !== 'over') {
    if (room(v, body) === 0) nextStage(s, v, body, show);
    if (!(yield* passPart(s, v, body, show))) return false;
  }
  return true;
}

function* passPart(s: Http, v: HttpVoice, body: Body, show: () => void): Reading<boolean> {
  switch (body.part) {
    case 'size':
      return yield* chunkSize(s, v, body);
    case 'data':
      if (!(yield* passData(s, v, body, show))) return false;
      body.part = 'data-end';
      return true;
    case 'data-end':
      return yield* chunkEnd(s, v, body);
    default:
      return yield* trailer(s, v, body);
  }
}

/** The size in hexadecimal, and what else is said of the chunk (RFC 9112 §7.1.1). White space does not belong there, but is seen. */
const sizeLine = /^[ \t]*([0-9a-f]+)[ \t]*(?:;(.*))?$/is;

function* chunkSize(s: Http, v: HttpVoice, body: Body): Reading<boolean> {
  const line = yield* lineBetween(v, body, MAX_CHUNK_LINE);
  const found = line === undefined ? null : sizeLine.exec(v.latin(line.from, line.to));
  const size = Number.parseInt(found?.[1] ?? '', 16);
  if (line === undefined || !Number.isSafeInteger(size)) return broken(s, v);
  if (!line.crlf) noteOnce(s, v, 'bare-lf');
  if (body.stage === 'kept') openChunk(v, body, line, size, found?.[2]);
  body.left = size;
  body.announced += size;
  body.part = size === 0 ? 'trailer' : 'data';
  return true;
}

function openChunk(v: HttpVoice, body: Body, line: Line, size: number, extension: string | undefined): void {
  const extensionFrom = line.to - (extension?.length ?? 0);
  v.open(f.chunk, line.from, line.end);
  v.mark(f.chunk_size, line.from, extension === undefined ? line.to : extensionFrom - 1, size);
  if (extension !== undefined) v.mark(f.chunk_extension, extensionFrom, line.to);
  v.mark(f.chunk_boundary, line.to, line.end);
  body.chunk = v.reader.offset;
  if (size === 0) closeChunk(v, body, v.reader.pos);
}

/** The line end after the data of a chunk. */
function* chunkEnd(s: Http, v: HttpVoice, body: Body): Reading<boolean> {
  const line = yield* lineBetween(v, body, 2);
  if (line === undefined || line.to > line.from) return broken(s, v);
  closeChunk(v, body, line.from);
  body.part = 'size';
  return true;
}

/** Fields after the last chunk, or none, and the empty line (RFC 9112 §7.1.2). */
function* trailer(s: Http, v: HttpVoice, body: Body): Reading<boolean> {
  const fields = yield* takeFields(v);
  if (body.stage === 'kept') markHttpFields(v, v.bytes, fields, f.chunked_trailer_part);
  else v.drop();
  for (const oddity of fields.oddities) noteOnce(s, v, oddity);
  body.part = 'over';
  return fields.isWhole;
}

/** A line between the data, as a part of the unit if that is still open. Undefined: the stream ends before, or there is none of that length. */
function* lineBetween(v: HttpVoice, { stage }: Body, most: number): Reading<Line | undefined> {
  const { reader } = v;
  if (!(yield* reader.peek(1))) return undefined;
  const line = yield* (stage === 'kept' ? v.line(most) : reader.line(most));
  if (line.whole) return line;
  // Given back, for whatever it is.
  reader.pos = line.from;
  return undefined;
}

/** Where the next chunk begins is not known. */
function broken(s: Http, v: HttpVoice): false {
  if (!v.reader.ended) s.note(v, 'bad-chunk');
  return false;
}
