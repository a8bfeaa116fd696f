import { type Engine, failureOf, type Heard, KERNEL_BUFFER } from '../engine.ts';
import { leashed } from '../leash.ts';

/** What it counts at the end: `Packets received/dropped on interface 'eth0': 846/0 (pcap:0/…)`. */
const counts = /^Packets received\/dropped on interface .*: (\d+)\/(\d+) \(/;

/** The capture program of Wireshark. Often the only one that ordinary users may run. */
export const dumpcap: Engine = {
  name: 'dumpcap',
  lacks: [],
  // It has libpcap wait for 250 ms.
  lag: 400,
  command: ({ device, filter, snapLength, promiscuous }) => leashed([
    'dumpcap', '-q', '-P', '-B', String(KERNEL_BUFFER >> 20), '-i', device, ...(promiscuous ? [] : ['-p']), ...(snapLength === undefined ? [] : ['-s', String(snapLength)]),
    ...(filter === '' ? [] : ['-f', filter]), '-w', '-',
  ]),
  heard: (line): Heard | undefined => {
    const counted = counts.exec(line);
    if (counted !== null) return { kind: 'counts', counts: { received: Number(counted[1]) + Number(counted[2]), dropped: Number(counted[2]) } };
    const failure = line.startsWith('dumpcap: ') || line.startsWith('(') ? failureOf(line) : undefined;
    return failure === undefined ? undefined : { kind: 'failure', failure };
  },
  stop: (child) => child.kill('SIGINT'),
};
