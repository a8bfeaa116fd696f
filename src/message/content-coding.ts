import { Gunzip, Inflate, Unzlib } from 'fflate';
import { concatenated } from '../base/bytes.ts';
import { crc32 } from '../base/crc32.ts';
import type { Fault } from '../base/fault.ts';

/** Bytes that a content may decode to at most; and beyond FREE_DECODED, how many for each byte of its coded form: more make a bomb of it. */
export const MAX_DECODED = 256 << 20;
export const MAX_RATIO = 200;
const FREE_DECODED = 16 << 20;
/**
 * Coded bytes that are unpacked at once: few at the beginning, for fflate gives nothing of a slice in which it finds a fault; and never many, for deflate makes a thousand bytes of
 * one, which come beyond the limit.
 */
const MIN_SLICE = 64;
const MAX_SLICE = 4096;
/** So many coded bytes without a decoded one are no gzip: a header without an end, which would be searched again and again. */
const MAX_STALL = 1 << 16;
const GZIP_TRAILER = 8;

/** What came of unpacking a coding: all of it, or what stands before the place where it is broken, ends early, or grows beyond the limit. */
export interface Unpacked {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

/** Unpacks a coding, to `limit` bytes at most. */
export type Decoder = (bytes: Uint8Array, limit: number) => Unpacked;

/** Codings by name that the platform unpacks: brotli (RFC 7932), zstd (RFC 8878). */
export type Decoders = Readonly<Record<string, Decoder>>;

/** A content without its codings; where one of them cannot be taken away, what there is of it so far. */
export interface DecodedContent {
  readonly bytes: Uint8Array;
  readonly fault: Fault | undefined;
}

/** Take away the codings of a content, which are named in the order in which they were applied (RFC 9110 §8.4). `others`: what can be unpacked beside gzip and deflate. */
export function decodeContent(coded: Uint8Array, codings: readonly string[], others: Decoders = {}): DecodedContent {
  const limit = Math.min(MAX_DECODED, Math.max(FREE_DECODED, coded.length * MAX_RATIO));
  let bytes = coded;
  for (const coding of codings.toReversed()) {
    const decoder = decoderOf(coding, others);
    if (decoder === undefined) return { bytes, fault: { code: 'coding-unknown', at: 0, need: 0, had: 0, found: coding } };
    const unpacked = decoder(bytes, limit);
    ({ bytes } = unpacked);
    if (bytes.length >= limit) return { bytes, fault: { code: 'coding-limit', at: 0, need: limit, had: coded.length, found: coding } };
    if (!unpacked.isWhole || coded.length === 0) return { bytes, fault: { code: 'coding-broken', at: 0, need: 0, had: bytes.length, found: coding } };
  }
  return { bytes, fault: undefined };
}

const identity: Decoder = (bytes) => ({ bytes, isWhole: true });

/** RFC 9110 §8.4.1; the names with `x-` mean the same. */
function decoderOf(coding: string, others: Decoders): Decoder | undefined {
  switch (coding) {
    case 'identity':
      return identity;
    case 'gzip':
    case 'x-gzip':
      return gunzip;
    case 'deflate':
      return (bytes, limit) => unpack(bytes, limit, isZlib(bytes) ? new Unzlib() : new Inflate());
    default:
      return Object.hasOwn(others, coding) ? others[coding] : undefined;
  }
}

/** The coding `deflate` is deflate inside zlib (RFC 1950 §2.2); some senders leave zlib out, and recipients understand both (RFC 9110 §8.4.1.2). */
function isZlib(b: Uint8Array): boolean {
  return b.length >= 2 && (b[0]! & 0x0f) === 8 && ((b[0]! << 8) | b[1]!) % 31 === 0;
}

/** Behind what is packed stand its checksum and its length, of the last member where there are several (RFC 1952 §2.3.1). */
function gunzip(coded: Uint8Array, limit: number): Unpacked {
  const stream = new Gunzip();
  let checksum = 0;
  stream.onmember = () => {
    checksum = 0;
  };
  const { bytes, isWhole } = unpack(coded, limit, stream, (piece) => {
    checksum = crc32(checksum, piece);
  });
  const at = coded.length - GZIP_TRAILER;
  return { bytes, isWhole: isWhole && at >= 0 && checksum === new DataView(coded.buffer, coded.byteOffset).getUint32(at, true) };
}

/** Unpack in slices, until the end, the limit or a fault; `look` is shown every piece. */
function unpack(coded: Uint8Array, limit: number, stream: Gunzip | Unzlib | Inflate, look?: (piece: Uint8Array) => void): Unpacked {
  const pieces: Uint8Array[] = [];
  let length = 0;
  stream.ondata = (piece) => {
    pieces.push(piece);
    length += piece.length;
    look?.(piece);
  };
  const isWhole = pushAll(coded, stream, (at) => length < limit && (length > 0 || at < MAX_STALL));
  return { bytes: concatenated(pieces).subarray(0, limit), isWhole };
}

/** Push slices while `goesOn` says so. Was it all, and the end in it? */
function pushAll(coded: Uint8Array, stream: Gunzip | Unzlib | Inflate, goesOn: (at: number) => boolean): boolean {
  try {
    let at = 0;
    while (at < coded.length && goesOn(at)) {
      const to = Math.min(coded.length, at + Math.min(MAX_SLICE, Math.max(MIN_SLICE, Math.floor(at / 64))));
      stream.push(coded.subarray(at, to));
      at = to;
    }
    stream.push(new Uint8Array(0), true);
    return at === coded.length;
  } catch {
    return false;
  }
}
