import fs from 'node:fs';
import path from 'node:path';
import { readCaptureBytes } from '../../src/analysis/capture-bytes.ts';
import { writerFor } from '../../src/capture/write.ts';
import { shownPackets } from '../../src/cli/demo/shown-packets.ts';
import { variedCapture } from '../../src/cli/demo/vary-capture.ts';
import type { FileBytes } from '../../src/grade/hand-in.ts';
import { gradeSubmission } from '../../src/grade/judge.ts';
import { readRubric } from '../../src/grade/read-rubric.ts';
import type { Rubric } from '../../src/grade/rubric.ts';
import type { Item, Outcome } from '../../src/grade/verdict.ts';
import { reportPlatform } from '../../src/node/report-platform.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { markdownReport, type ShownPacket } from '../../src/report/grade/demo-report.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** A capture that comes with the project. */
export function bundled(name: string): Uint8Array {
  return new Uint8Array(fs.readFileSync(path.join(root, 'captures', name)));
}

/** The rubric of a lab. */
export function labRubric(lab: 'lab4' | 'lab5' | 'imap'): Rubric {
  const { rubric } = readRubric(fs.readFileSync(path.join(root, 'labs', lab, 'rubric.yaml'), 'utf8'));
  return rubric!;
}

export const lab4 = labRubric('lab4');
export const lab4Capture = bundled('lab4.pcapng');

const varied = new Map<number, Uint8Array>();

/** The capture of lab 4 of student `number`, from 0. */
export function captureOf(number: number): Uint8Array {
  let capture = varied.get(number);
  if (capture === undefined) varied.set(number, (capture = variedCapture(lab4Capture, 'lab4.pcapng', number)));
  return capture;
}

/** The packets that a right report about a capture shows. */
export function packetsOf(capture: Uint8Array, rubric = lab4): ShownPacket[] {
  return shownPackets(capture, rubric, new Catalogue());
}

export function reportOf(packets: readonly ShownPacket[], name = 'Anna'): string {
  return markdownReport('Lab report', new Catalogue())(name, 'lab4.pcapng', packets);
}

export function handed(name: string, content: Uint8Array | string, modified = 0): FileBytes {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, size: bytes.length, modified, isOnlineText: false, bytes };
}

export async function grade(files: readonly FileBytes[], rubric = lab4): Promise<Outcome> {
  return gradeSubmission(files, rubric, reportPlatform);
}

/** The outcome of a capture with a report. */
export async function gradeReport(capture: Uint8Array, report: string | Uint8Array, rubric = lab4): Promise<Outcome> {
  return grade([handed('lab4.pcapng', capture), handed('report.md', report)], rubric);
}

export function itemsOf(outcome: Outcome): readonly Item[] {
  if (outcome.judgement === undefined) throw new Error(`not graded: ${outcome.ungradable.key}`);
  return outcome.judgement.items;
}

export function itemOf(outcome: Outcome, id: string): Item {
  return itemsOf(outcome).find((item) => item.id === id)!;
}

export function pointsOf(outcome: Outcome): number {
  return itemsOf(outcome).reduce((sum, { points }) => sum + points, 0);
}

/** Change the packet of one section. */
export function change(packets: readonly ShownPacket[], protocol: string, how: (packet: ShownPacket) => Partial<ShownPacket>): ShownPacket[] {
  return packets.map((packet) => (packet.protocol === protocol ? { ...packet, ...how(packet) } : packet));
}

/** A packet of a capture, to be changed or left out. */
export interface Recorded {
  readonly number: number;
  readonly bytes: Uint8Array;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
}

/** A capture with other packets: each becomes what `how` makes of it, or nothing. */
export function rerecorded(capture: Uint8Array, how: (packet: Recorded) => Recorded | undefined, name = 'x.pcapng'): Uint8Array {
  const parts: Uint8Array[] = [];
  const writer = writerFor(name, 'test', (bytes) => void parts.push(new Uint8Array(bytes)));
  let number = 0;
  readCaptureBytes(capture, {
    packet: (bytes, from, to, _wire, seconds, nanos, link) => {
      const made = how({ number: ++number, bytes: new Uint8Array(bytes.subarray(from, to)), time: BigInt(seconds) * 1_000_000_000n + BigInt(nanos) });
      if (made !== undefined) writer.packet(made.bytes, 0, made.bytes.length, made.bytes.length, Number(made.time / 1_000_000_000n), Number(made.time % 1_000_000_000n), link, undefined);
    },
  });
  writer.end();
  return new Uint8Array(Buffer.concat(parts));
}
