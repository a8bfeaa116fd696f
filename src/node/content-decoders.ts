import { brotliDecompressSync, constants } from 'node:zlib';
import { concatenated } from '../base/bytes.ts';
import { ZstdUnpacker } from '../capture/zstd.ts';

interface Unpacked {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

const nothing: Unpacked = { bytes: new Uint8Array(0), isWhole: false };

/** Content codings that the core cannot unpack by itself, see message/content-coding. */
export const contentDecoders = { br: brotli, zstd };

/** RFC 7932. What ends early is unpacked as far as it goes. */
function brotli(bytes: Uint8Array, limit: number): Unpacked {
  for (const isWhole of [true, false]) {
    try {
      const finishFlush = isWhole ? constants.BROTLI_OPERATION_FINISH : constants.BROTLI_OPERATION_FLUSH;
      return { bytes: brotliDecompressSync(bytes, { maxOutputLength: limit, finishFlush }), isWhole };
    } catch {
      // Broken, cut, or too large: tried again without asking for the end.
    }
  }
  return nothing;
}

/** RFC 8878. */
function zstd(bytes: Uint8Array, limit: number): Unpacked {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const unpacker = new ZstdUnpacker((piece) => {
    pieces.push(new Uint8Array(piece));
    length += piece.length;
    return length < limit;
  });
  const fault = unpacker.push(bytes) ?? unpacker.end();
  return { bytes: concatenated(pieces).subarray(0, limit), isWhole: fault === undefined };
}
