import fs from 'node:fs';
import path from 'node:path';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { compileFilter } from '../../src/analysis/filter/filter.ts';
import { FilterSet } from '../../src/analysis/filter/filter-set.ts';
import { SessionLog } from '../../src/analysis/session-log.ts';
import type { CaptureInterface } from '../../src/capture/packet-sink.ts';
import { sheetOf as captureSheet } from '../../src/cli/sheet-of.ts';
import { type Check, Checker } from '../../src/lab/checker.ts';
import type { Finding } from '../../src/lab/finding.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { problemText } from '../../src/lab/problem.ts';
import { readLab } from '../../src/lab/read-lab.ts';
import { readCapture } from '../../src/node/capture-file.ts';
import type { SheetDocument } from '../../src/report/sheet-document.ts';
import { Catalogue } from '../../src/text/catalogue.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** A packet to be checked. */
export interface Frame {
  readonly bytes: Uint8Array;
  readonly wire: number;
  readonly linkType: number;
  readonly iface: CaptureInterface | undefined;
}

export function frame(bytes: Uint8Array, linkType = 1): Frame {
  return { bytes, wire: bytes.length, linkType, iface: undefined };
}

/** The packets of a bundled capture. */
export function framesOf(capture: string): Frame[] {
  const frames: Frame[] = [];
  readCapture(path.join(root, 'captures', capture), {
    packet: (b, from, to, wire, _seconds, _nanos, linkType, iface) => frames.push({ bytes: new Uint8Array(b.subarray(from, to)), wire, linkType, iface }),
  });
  return frames;
}

/** Hand packets to an analyzer, a second apart. */
export function feed(a: Analyzer, frames: readonly Frame[]): void {
  frames.forEach(({ bytes, wire, linkType, iface }, i) => a.packet(bytes, 0, bytes.length, wire, 1_795_247_952 + i, 0, linkType, iface));
}

/** Those of the packets that pass a display filter, or that do not. */
export function filtered(frames: readonly Frame[], text: string, passes: boolean): Frame[] {
  const filter = compileFilter(text);
  const kept: Frame[] = [];
  const a: Analyzer = new Analyzer(() => {
    filters.look();
    if (filters.test(filter) === passes) kept.push(frames[a.number - 1]!);
  }, { marks: true, probe: true });
  const filters = new FilterSet(a, [filter]);
  feed(a, frames);
  return kept;
}

/** Packets of which no more than `length` bytes are captured. */
export function cutAt(frames: readonly Frame[], length: number): Frame[] {
  return frames.map((one) => ({ ...one, bytes: one.bytes.subarray(0, length) }));
}

export function labText(name: string): string {
  return fs.readFileSync(path.join(root, 'labs', name, 'lab.yaml'), 'utf8');
}

export function labOf(text: string): Lab {
  const { lab, problems } = readLab(text);
  if (lab === undefined) throw new Error(problems.map((problem) => problemText(problem, new Catalogue())).join('\n'));
  return lab;
}

export function bundledLab(name: string): Lab {
  return labOf(labText(name));
}

/** Check packets against a lab. */
export function check(lab: Lab, frames: readonly Frame[]): Check {
  const a: Analyzer = new Analyzer(() => checker.packet(), { marks: true, probe: true });
  const checker = new Checker(lab, a);
  const log = new SessionLog(a);
  feed(a, frames);
  a.end();
  for (const record of log.records) checker.closed(record);
  return checker.check();
}

/** What is missing, as `part.need`. */
export function missing(result: Check): string[] {
  return result.parts.flatMap(({ part, needs }) => needs.filter((need) => !need.isMet).map(({ need }) => `${part.id}.${need.id}`));
}

/** The traps that are named as causes in a part. */
export function causes(result: Check, part: string): Finding[] {
  return [...(result.parts.find((one) => one.part.id === part)?.causes ?? [])];
}

/** The sheet of packets, as a document. */
export function sheetOf(lab: Lab, frames: readonly Frame[], options: { showSecrets?: boolean; isBlank?: boolean; catalogue?: Catalogue } = {}): SheetDocument {
  const { catalogue = new Catalogue(), ...rest } = options;
  return captureSheet((a) => feed(a, frames), { lab, capture: 'capture.pcap', options: { probe: true }, ...rest }, catalogue);
}
