const PER_LINE = 16;
const digits = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/**
 * Bytes `from`..`to` as lines of 16 in the layout of Wireshark: offset, bytes, characters. Offsets are counted from the start of `bytes`, which itself
 * stands at `base`; they have four hexadecimal digits, or as many as it takes.
 */
export function hexLines(bytes: Uint8Array, from: number, to: number, base = 0): string[] {
  const width = Math.max(4, (base + Math.max(to, 1) - 1).toString(16).length);
  const lines: string[] = [];
  for (let at = from; at < to; at += PER_LINE) {
    const row = bytes.subarray(at, Math.min(at + PER_LINE, to));
    const hex = Array.from(row, (byte) => digits[byte]!).join(' ');
    const text = Array.from(row, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${(base + at).toString(16).padStart(width, '0')}  ${hex.padEnd(PER_LINE * 3 - 1)}   ${text}`);
  }
  return lines;
}
