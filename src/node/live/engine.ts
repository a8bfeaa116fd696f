import type { ChildProcess } from 'node:child_process';
import os from 'node:os';

/** Bytes of packets that the kernel keeps while an engine is busy: no more than this, and a thirty-second of the memory. */
export const KERNEL_BUFFER = Math.min(128 << 20, Math.floor(os.totalmem() / 32));

/** Programs that can capture, in the order in which they are tried. */
export const engineNames = ['cap', 'dumpcap', 'tcpdump'] as const;
export type EngineName = (typeof engineNames)[number];

/** What is to be captured. */
export interface CaptureRequest {
  readonly device: string;
  /** In the language of libpcap; empty: everything. */
  readonly filter: string;
  /** Packets are cut at so many bytes; undefined: at none. */
  readonly snapLength: number | undefined;
  /** Also frames that are for other machines. */
  readonly promiscuous: boolean;
}

/** What an engine cannot tell, or not do: the kernel's times, lost packets, the length of a packet that was cut, leaving promiscuous mode alone. */
export type Lack = 'kernel-times' | 'drops' | 'wire-length' | 'no-promiscuous';

/** Why an engine does not capture, or no longer. */
export type FailureCode =
  /** It is not installed; it is there but was not built; it was built but cannot be loaded. */
  | 'missing' | 'unbuilt' | 'unloadable'
  | 'permission' | 'no-device' | 'device-down' | 'filter'
  /** It does not begin; it ended by itself; what it delivers makes no sense; the interface has gone; anything else. */
  | 'silent' | 'died' | 'garbled' | 'interface-lost' | 'failed';

export interface Failure {
  readonly code: FailureCode;
  /** In the engine's own words; may be empty. */
  readonly detail: string;
  /** The code that it ended with, where it had no words for it. */
  readonly status?: number;
}

/** What an engine has counted; undefined: not said. */
export interface Counts {
  readonly received: number | undefined;
  readonly dropped: number | undefined;
}

/** What a line on the standard error of an engine says. */
export type Heard = { readonly kind: 'failure'; readonly failure: Failure } | { readonly kind: 'counts'; readonly counts: Counts };

/** A program that captures: it writes a classic pcap file to its standard output, and says on its standard error what is wrong. */
export interface Engine {
  readonly name: EngineName;
  readonly lacks: readonly Lack[];
  /** It, or the kernel for it, keeps packets back for so many milliseconds; asked to end, it leaves them behind. */
  readonly lag: number;
  /** The signal that ends it when its interface goes away or down. */
  readonly lostSignal?: NodeJS.Signals;
  /** What to run; arguments come last. */
  command(request: CaptureRequest): readonly string[];
  /** The meaning of a line on its standard error; undefined: none. */
  heard(line: string): Heard | undefined;
  /** Ask it to hand over what it has and to end. */
  stop(child: ChildProcess): void;
  /** Ask it to say what it has counted, where that can be asked. */
  ask?(child: ChildProcess): void;
}

/** What the network programs say in the words of libpcap. */
export function failureOf(line: string): Failure | undefined {
  for (const [code, pattern] of patterns) if (pattern.test(line)) return { code, detail: line };
  return undefined;
}

const patterns: readonly (readonly [FailureCode, RegExp])[] = [
  ['permission', /permission (to|denied)|not permitted/i],
  ['filter', /capture filter|filter expression|syntax error|unknown host|illegal token|expression rejects/i],
  ['no-device', /no such device|no device named|not exist/i],
  ['device-down', /\bnot up\b|network is down/i],
  ['interface-lost', /disappeared|no longer (?:attached|running)|went down/i],
];
