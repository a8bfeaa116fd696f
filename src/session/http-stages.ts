import { concatenated, copyOf } from '../base/bytes.ts';
import { decode } from '../base/value.ts';
import { httpFields as f } from '../message/http-fields.ts';
import type { Reading } from '../stream/reading.ts';
import type { Body, Http, HttpVoice } from './http-state.ts';

/** Bytes of a body, as they are on the wire, that are shown together with the head; and of a form, for its fields to be read. */
export const MAX_KEPT_BODY = 64 * 1024;
/** Bytes of a body of unknown length for whose end the head waits: there may be none, as in streams of music. */
export const MAX_WITHHELD = 16 << 20;
/** As many bytes as come. */
export const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/** Stretches of the body go where they belong from now on: to the content, and, as they are shown, into units. Until `endBulk`. */
export function beginStage(s: Http, v: HttpVoice, body: Body): void {
  v.bulk(body.stage === 'shown' ? f.file_data : undefined, (b, from, to) => taken(s, v, body, b, from, to));
}

function taken(s: Http, v: HttpVoice, body: Body, b: Uint8Array, from: number, to: number): void {
  body.left -= to - from;
  body.content ??= s.content(v.side, 'object', body.plan);
  body.content.add(b, from, to);
  if (body.pieces === undefined) return;
  if (body.content.size > MAX_KEPT_BODY) body.pieces = undefined;
  else body.pieces.push(copyOf(b, from, to));
}

/** The bytes that are left: of a counted body, of a chunk, or all that come. False: the stream ended before. `show`: the head has waited long enough. */
export function* passData(s: Http, v: HttpVoice, body: Body, show: () => void): Reading<boolean> {
  while (body.left > 0) {
    if (room(v, body) === 0) nextStage(s, v, body, show);
    const n = Math.min(body.left, room(v, body));
    if ((yield* v.reader.skip(n)) < n) return false;
  }
  return true;
}

/** Bytes that may come before the body is shown in another way. */
export function room(v: HttpVoice, { stage, start, plan }: Body): number {
  const there = v.reader.offset - start;
  if (stage === 'kept') return Math.max(0, MAX_KEPT_BODY - there);
  return stage === 'passed' && plan.framing !== 'counted' ? Math.max(0, MAX_WITHHELD - there) : UNBOUNDED;
}

/** The body is too long for the way in which it was shown so far. */
export function nextStage(s: Http, v: HttpVoice, body: Body, show: () => void): void {
  if (body.stage === 'kept') setAside(v, body);
  else {
    show();
    body.stage = 'shown';
  }
  beginStage(s, v, body);
}

/** What there is of the body is kept with its head; the rest passes by. */
export function setAside(v: HttpVoice, body: Body): void {
  if (body.stage !== 'kept') return;
  closeBody(v, body);
  v.keep();
  body.stage = 'passed';
}

/** The marks of a body that is kept with its head end here. */
export function closeBody(v: HttpVoice, body: Body): void {
  closeChunk(v, body, v.reader.pos);
  v.close(v.reader.pos, body.plan.framing === 'chunked' && body.pieces !== undefined ? decode(concatenated(body.pieces), 'utf-8') : undefined);
}

/** The marks of the chunk at hand end here, its data at `dataTo`. */
export function closeChunk(v: HttpVoice, body: Body, dataTo: number): void {
  if (body.chunk < 0 || body.stage !== 'kept') return;
  const from = body.chunk - v.reader.base;
  if (dataTo > from) v.mark(f.chunk_data, from, dataTo);
  if (v.reader.pos > dataTo) v.mark(f.chunk_boundary, dataTo, v.reader.pos);
  v.close(v.reader.pos);
  body.chunk = NO_CHUNK;
}

/** No chunk is open. */
export const NO_CHUNK = -1;
