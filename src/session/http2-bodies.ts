import type { Piece, Source } from '../base/walk.ts';
import { DNS_HEADER, looksLikeDns, questionOf } from '../message/dns-message.ts';

/** Streams whose bodies are collected at a time; a body that comes beside so many is not looked at. */
export const MAX_STREAMS = 128;
/** Frames that the body of a message comes in. */
const MAX_FRAMES = 64;
/** Longest DNS message (RFC 7766 §8). */
const MAX_MESSAGE = 65_535;

interface Body {
  readonly parts: Uint8Array[];
  readonly pieces: Piece[];
  length: number;
  /** Its beginning does not look like a DNS message, or it is too long for one: it is only waited for its end. */
  isOther: boolean;
}

/**
 * Collects bodies that come in several frames, to find the DNS messages among them (RFC 8484 §4.1). The head that says what a body is, is
 * compressed against all heads before it; the body must speak for itself.
 */
export class Bodies {
  readonly #streams = new Map<number, Body>();

  /** The next bytes of a stream's body. Returns the message, if it is one, and this is its end. */
  add(stream: number, bytes: Uint8Array, pieces: readonly Piece[], isLast: boolean): Source | undefined {
    const body = this.#streams.get(stream) ?? this.#open(stream);
    if (body === undefined) return undefined;
    this.#append(body, bytes, pieces);
    if (!isLast) return undefined;
    this.#streams.delete(stream);
    return body.isOther ? undefined : message(body);
  }

  /** Bytes are lost: nobody knows of which bodies. */
  forget(): void {
    this.#streams.clear();
  }

  #open(stream: number): Body | undefined {
    if (this.#streams.size === MAX_STREAMS) return undefined;
    const body: Body = { parts: [], pieces: [], length: 0, isOther: false };
    this.#streams.set(stream, body);
    return body;
  }

  #append(body: Body, bytes: Uint8Array, pieces: readonly Piece[]): void {
    if (body.isOther || bytes.length === 0) return;
    body.parts.push(new Uint8Array(bytes));
    for (const piece of pieces) body.pieces.push({ ...piece, offset: piece.offset + body.length });
    body.length += bytes.length;
    const first = body.parts[0]!;
    if (body.length > MAX_MESSAGE || body.parts.length > MAX_FRAMES || (first.length >= DNS_HEADER && !looksLikeDns(first, 0, first.length))) {
      body.isOther = true;
      body.parts.length = body.pieces.length = 0;
    }
  }
}

/** The bytes of a body, if they are a message: a question or an answer to one must stand in it. */
function message({ parts, pieces, length }: Body): Source | undefined {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return looksLikeDns(bytes, 0, length) && questionOf(bytes, 0, length) !== '' ? { bytes, pieces } : undefined;
}
