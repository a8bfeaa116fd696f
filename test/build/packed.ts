import { concat } from './bytes.ts';

/** The squares of 0 to 299, and the same in a frame with checksum as zstd 1.5 packs it: literals and sequences are compressed. */
export const squares = new TextEncoder().encode(Array.from({ length: 300 }, (_, i) => i * i).join(' '));
export const squaresInZstd = Uint8Array.from(
  Buffer.from(
    'KLUv/WR1BX0XADY1YAmweaQ0ttsYnQpaAFsAXAAFXr1iNsXYiRjJMT9i9WDEzqJ5ByAdwZ0huoISuoeJ8+cXB/cquQu5IuDc1wBqNM00q84+n/T7yKoyk0d7AB4fc2NF3aWTdi+uztkcywFwpPkr7z' +
      'HpztU8DgI14xn+8ZOQ+4RwVQpnIt80XfFwsDqVRlni6ShJ7iw4uMABAFDN8FqBa2er9iBa+aaRSgMgja2ZPbO6zF4xkwrMiuhz5+PlH93PBF+1RmQfB2U0yHjuvSJ7l7D3ZBnP749YPLsqJj08v+G6' +
      'pmcgMHgAAK0gU9Bn6HEJiRKHYxeKiJjLiEZjNDRmOoMFMYWoziTVKnW8UOeWOt1FpvS+s/tKpVKuw/VEg9G2XdmdwQ4UOp/QehUUmSgEFxERDQ2dhIRMFFQqkUhAQHOlhmZmZj6fkVlVPDEx02E5MD' +
      'D1+kz/fL6IHfEBEKCfQfjVToHD95CSlaFkvpCMBCQjI7N/qYuI7DIWy1wKGR8hlcpMRQJF9iFIeaaWx4DAqGFEDtHIVJCCJElhWAMQHGKUozcQ2B5D+IZfQfNtwjlA+997GRfXvVy/bRbZb5N5JO+w' +
      'NfDFU3TEdlAOQyO14P/++T73rd0QNaQ3tzp+GNN0UNxDb8a/Lt1F8decJU+p64jD5556rHXn/zjnOxnbBLZndtxnEWvwLCJyh/CvvQToCR0Vmr9OqES7RCBgFm6X7DXlUQ/8lb0gR691kH5ilATA9i' +
      '532Ml3vA5XTYDKMTeK5gnBn/HzcPzRrUm7HkN2/iKxCQtdr5UshMeGZKY+W8ALS+bC9Wy1OSTy+1LXfpPKiH39ZV4AJojKXdsBpuKNJIC1UGNukKi3bWjn86r42JNxaO/Aix6BC70gp6rJODzX+cJf' +
      'iF+BYHpuYpbLuIIpIaY3ZsF6F+U9jK14CdJvbKjWyYroQ64iXTr3qAokKUnd/7uvX+gEpcD4/BlS5zpOulqH0rlhofZN8B1EYwl8X+WJdNA1KLyBWQWGAkWY',
    'base64',
  ),
);

const little = (n: number, size: number): Uint8Array => Uint8Array.from({ length: size }, (_, i) => Math.floor(n / 256 ** i) % 256);

/** A block of a zstd frame (RFC 8878 §3.1.1.2): type 0 holds bytes as they are, type 1 one byte that is repeated. */
export function zstdBlock(last: boolean, type: number, size: number, content: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(little(size * 8 + type * 2 + Number(last), 3), content);
}

/** A frame of uncompressed blocks, with a window of 128 kB unless the descriptor says another (RFC 8878 §3.1.1.1.2). */
export function zstdFrame(content: Uint8Array, blockSize = 1000, window = 7 << 3): Uint8Array<ArrayBuffer> {
  const blocks: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < content.length; at += blockSize) {
    const piece = content.subarray(at, at + blockSize);
    blocks.push(zstdBlock(at + blockSize >= content.length, 0, piece.length, piece));
  }
  return concat(little(0xfd2fb528, 4), Uint8Array.of(0, window), ...blocks);
}

/** A frame that decoders pass over (RFC 8878 §3.1.2). */
export function zstdSkipped(content: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(little(0x184d2a53, 4), little(content.length, 4), content);
}
