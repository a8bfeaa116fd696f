import { type Counts, type Engine, failureOf, type Heard, KERNEL_BUFFER } from '../engine.ts';
import { leashed } from '../leash.ts';

/** What it counts at the end, and when it is asked (SIGUSR1): in lines of their own, or in one. */
const received = /(\d+) packets? received by filter/;
const dropped = /(\d+) packets? dropped by kernel/;

/** The oldest of them all: on every Unix, for the administrator. */
export const tcpdump: Engine = {
  name: 'tcpdump',
  lacks: [],
  // It has libpcap wait for a second. With --immediate-mode it would not, but then the kernel's buffer takes a thousand packets only.
  lag: 1200,
  command: ({ device, filter, snapLength, promiscuous }) => leashed([
    'tcpdump', '-n', '-U', '--nano', '-B', String(KERNEL_BUFFER >> 10), '-i', device, ...(promiscuous ? [] : ['-p']), ...(snapLength === undefined ? [] : ['-s', String(snapLength)]),
    '-w', '-', ...(filter === '' ? [] : ['--', filter]),
  ]),
  heard: (line): Heard | undefined => {
    const counts: Counts = { received: numberIn(line, received), dropped: numberIn(line, dropped) };
    if (counts.received !== undefined || counts.dropped !== undefined) return { kind: 'counts', counts };
    const failure = line.startsWith('tcpdump: ') || line.startsWith('(') ? failureOf(line) : undefined;
    return failure === undefined ? undefined : { kind: 'failure', failure };
  },
  stop: (child) => child.kill('SIGINT'),
  ask: (child) => child.kill('SIGUSR1'),
};

function numberIn(line: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(line);
  return found === null ? undefined : Number(found[1]);
}
