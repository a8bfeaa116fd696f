import type { Analyzer } from '../analysis/analyzer.ts';
import { tcpNumbers, type TcpNumbers } from '../analysis/tcp-numbers.ts';
import type { Ink } from './ink.ts';

const SYN = 0x02;
const ACK = 0x10;
const names = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'];

/** ` [SYN, ACK] Seq=` for every combination of flags: most lines of most captures are segments. */
const flagTexts = Array.from({ length: 512 }, (_, flags) => ` [${flagNames(flags) || '<None>'}] Seq=`);

/** `SYN, ACK` */
export function flagNames(flags: number): string {
  return names.filter((_, bit) => flags & (1 << bit)).join(', ');
}

const numbers: TcpNumbers = { sourcePort: 0, destinationPort: 0, flags: 0, sequence: 0, acknowledgment: 0, window: 0, length: 0 };

/** HOT: must not allocate. The line of a TCP segment, in words that all languages share. */
export function writeTcpLine(ink: Ink, a: Analyzer, layer: number, arrow: Uint8Array): void {
  tcpNumbers(a, layer, numbers);
  ink.uint(numbers.sourcePort);
  ink.raw(arrow, 0, arrow.length);
  ink.uint(numbers.destinationPort);
  ink.ascii(flagTexts[numbers.flags & 511]!);
  ink.uint(numbers.sequence);
  if ((numbers.flags & ACK) !== 0) {
    ink.ascii(' Ack=');
    ink.uint(numbers.acknowledgment);
  }
  ink.ascii(' Win=');
  ink.uint(numbers.window);
  ink.ascii(' Len=');
  ink.uint(numbers.length);
  if ((numbers.flags & SYN) !== 0) writeSynOptions(ink, a, layer);
}

/** What a SYN offers: segment size, window scale, selective acknowledgment. */
function writeSynOptions(ink: Ink, a: Analyzer, layer: number): void {
  const w = a.walk;
  const b = a.sourceBytes(w.sourceOf(layer));
  const end = w.bodyOf(layer);
  for (let at = w.startOf(layer) + 20; at < end; ) {
    const kind = b[at]!;
    if (kind === 0) return;
    const length = kind === 1 ? 1 : b[at + 1]!;
    if (length === 0 || at + length > end || (kind !== 1 && length < 2)) return;
    if (kind === 2 && length === 4) {
      ink.ascii(' MSS=');
      ink.uint((b[at + 2]! << 8) | b[at + 3]!);
    } else if (kind === 3 && length === 3) {
      ink.ascii(' WS=');
      ink.uint(2 ** Math.min(14, b[at + 2]!));
    } else if (kind === 4) ink.ascii(' SACK_PERM');
    at += length;
  }
}
