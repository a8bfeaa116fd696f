import type { Engine } from '../../src/node/live/engine.ts';
import { dumpcap } from '../../src/node/live/engines/dumpcap.ts';
import { little } from './capture.ts';

/** What a fake engine does, as lines of JavaScript. */
export const act = {
  /** Write the header of a pcap file, packets of one byte each, and other bytes. */
  header: write(little.pcap({ link: 1 })),
  packets: (...numbers: readonly number[]): string => numbers.map((n) => write(little.record({}, Uint8Array.of(n)))).join(''),
  /** A packet that was captured at this time, in seconds since 1970. */
  packetAt: (seconds: number, n: number): string => write(little.record({ seconds }, Uint8Array.of(n))),
  bytes: (...bytes: readonly number[]): string => write(Uint8Array.from(bytes)),
  say: (line: string): string => `fs.writeSync(2, ${JSON.stringify(`${line}\n`)});`,
  exit: (code: number): string => `process.exit(${code});`,
  /** End by a signal, as a native crash does. */
  crash: 'process.kill(process.pid, "SIGKILL");',
  /** Do nothing until it is asked to end; then do this. */
  untilAsked: (last = ''): string => `process.on("SIGINT", () => { ${last} process.exit(0); }); setInterval(() => 0, 1000);`,
  /** Take no notice of being asked. */
  deaf: 'process.on("SIGINT", () => 0); setInterval(() => 0, 1000);',
} as const;

function write(bytes: Uint8Array): string {
  return `fs.writeSync(1, Buffer.from("${Buffer.from(bytes).toString('hex')}", "hex"));`;
}

/** An engine that does what it is told, and speaks as dumpcap does. */
export function fakeEngine(lines: readonly string[], properties: Partial<Engine> = {}): Engine {
  return { ...dumpcap, lag: 0, command: () => [process.execPath, '-e', lines.join('')], ...properties };
}
