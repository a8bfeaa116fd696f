import type { Line } from '../../src/grade/report.ts';

/** How a program prints bytes. */
export interface DumpLayout {
  readonly print: (bytes: Uint8Array) => string;
  /** It prints pairs of bytes the other way round. */
  readonly isSwapped?: boolean;
  /** Bytes at the beginning that it leaves out. */
  readonly leavesOut?: number;
}

const hex2 = (n: number): string => n.toString(16).padStart(2, '0');
const printable = (b: number): string => (b > 0x1f && b < 0x7f ? String.fromCharCode(b) : '.');
const characters = (row: Uint8Array): string => Array.from(row, printable).join('');
const separated = (row: Uint8Array, separator = ' '): string => Array.from(row, hex2).join(separator);
const paired = (row: Uint8Array): string => (separated(row, '').match(/.{1,4}/g) ?? []).join(' ');
const words = (row: Uint8Array): string => Array.from({ length: Math.ceil(row.length / 2) }, (_, i) => hex2(row[2 * i + 1] ?? 0) + hex2(row[2 * i]!)).join(' ');

/** Rows of `size` bytes, each with its offset. */
function rows(bytes: Uint8Array, size: number, print: (row: Uint8Array, offset: number) => string): string {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => print(bytes.subarray(i * size, (i + 1) * size), i * size)).join('\n');
}

const offset = (n: number, digits: number, radix = 16): string => n.toString(radix).padStart(digits, '0');

/** Layouts in which tools print bytes, and in which people copy them. Written from what the tools print. */
export const layouts: Readonly<Record<string, DumpLayout>> = {
  wireshark: { print: (b) => rows(b, 16, (row, at) => `${offset(at, 4)}  ${separated(row.subarray(0, 8))}  ${separated(row.subarray(8))}`.padEnd(56) + characters(row)) },
  'wireshark without characters': { print: (b) => rows(b, 16, (row, at) => `${offset(at, 4)}   ${separated(row)}`) },
  'wireshark hex stream': { print: (b) => separated(b, '') },
  'iris': { print: (b) => rows(b, 16, (row, at) => `${offset(at, 4)}: ${separated(row).toUpperCase().padEnd(48)} ${characters(row)}`) },
  'tcpdump -xx': { print: (b) => rows(b, 16, (row, at) => `\t0x${offset(at, 4)}:  ${paired(row)}`) },
  'tcpdump -XX': { print: (b) => rows(b, 16, (row, at) => `\t0x${offset(at, 4)}:  ${paired(row).padEnd(40)} ${characters(row)}`) },
  'tcpdump -x': { print: (b) => rows(b.subarray(14), 16, (row, at) => `\t0x${offset(at, 4)}:  ${paired(row)}`), leavesOut: 14 },
  'tcpdump -X': { print: (b) => rows(b.subarray(14), 16, (row, at) => `\t0x${offset(at, 4)}:  ${paired(row).padEnd(40)} ${characters(row)}`), leavesOut: 14 },
  xxd: { print: (b) => rows(b, 16, (row, at) => `${offset(at, 8)}: ${paired(row).padEnd(40)} ${characters(row)}`) },
  'xxd -p': { print: (b) => rows(b, 30, (row) => separated(row, '')) },
  'xxd -i': { print: (b) => `unsigned char packet[] = {\n${rows(b, 12, (row) => `  ${Array.from(row, (byte) => `0x${hex2(byte)}`).join(', ')},`)}\n};\nunsigned int packet_len = ${b.length};` },
  'hexdump -C': { print: (b) => `${rows(b, 16, (row, at) => `${offset(at, 8)}  ${separated(row.subarray(0, 8))}  ${separated(row.subarray(8))}`.padEnd(60) + `|${characters(row)}|`)}\n${offset(b.length, 8)}` },
  hexdump: { print: (b) => `${rows(b, 16, (row, at) => `${offset(at, 7)} ${words(row)}`)}\n${offset(b.length, 7)}`, isSwapped: true },
  'od -t x1': { print: (b) => `${rows(b, 16, (row, at) => `${offset(at, 7, 8)} ${separated(row)}`)}\n${offset(b.length, 7, 8)}` },
  'od -x': { print: (b) => `${rows(b, 16, (row, at) => `${offset(at, 7, 8)} ${words(row)}`)}\n${offset(b.length, 7, 8)}`, isSwapped: true },
  'od -A d -t x1': { print: (b) => `${rows(b, 16, (row, at) => `${offset(at, 7, 10)} ${separated(row)}`)}\n${offset(b.length, 7, 10)}` },
  'escapes of C': { print: (b) => rows(b, 16, (row) => `"${Array.from(row, (byte) => `\\x${hex2(byte)}`).join('')}"`) },
  colons: { print: (b) => separated(b, ':') },
  tabs: { print: (b) => separated(b, '\t').toUpperCase() },
  'rows of bytes': { print: (b) => rows(b, 16, (row) => separated(row)) },
  'offsets and single blanks': { print: (b) => rows(b, 16, (row, at) => `${offset(at, 4)} ${separated(row)} ${characters(row)}`.replace(/ +/g, ' ')) },
  'Cyrillic look-alikes': { print: (b) => rows(b, 16, (row, at) => `0х${offset(at, 4)}  ${separated(row).replace(/[ace]/g, (c) => ({ a: 'а', c: 'с', e: 'е' })[c]!)}`) },
};

/** Break every line of a text that is longer than `columns` between two words, as paper does. */
export function wrapped(text: string, columns: number): string {
  return text.split('\n').map((line) => wrappedLine(line.replace(/ +/g, ' '), columns)).join('\n');
}

function wrappedLine(line: string, columns: number): string {
  const lines: string[] = [];
  let open = '';
  for (const word of line.split(' ')) {
    if (open !== '' && open.length + 1 + word.length > columns) {
      lines.push(open);
      open = word;
    } else {
      open = open === '' ? word : `${open} ${word}`;
    }
  }
  return [...lines, open].join('\n');
}

/** The lines of a text, as the reader of text files gives them. */
export function linesOfText(text: string): Line[] {
  return text.split('\n').map((line, i) => ({ text: line, place: { page: undefined, line: i + 1, cell: undefined } }));
}
