import { expect, test } from 'vitest';
import { comparePairs, type Level } from '../../src/grade/originality/compare.ts';
import type { FileBytes } from '../../src/grade/hand-in.ts';
import type { Outcome } from '../../src/grade/verdict.ts';
import { brokenReport, CLASS_SIZE, classStudent, copiedPairs, type HandedIn, lostItems, roundedPoints } from '../build/class.ts';
import { bundled, captureOf, grade, handed, itemsOf, packetsOf, reportOf } from '../build/grading.ts';
import { reportFile, reportFormats } from '../build/report-file.ts';

/** Every so many students are graded a second time. */
const AGAIN = 7;

async function filesOf(i: number, { capture, report }: HandedIn): Promise<FileBytes[]> {
  const file = report === undefined ? brokenReport : await reportFile(report, reportFormats[i % reportFormats.length]!);
  return [handed('lab4.pcapng', capture), handed('report', file)];
}

test(`a class of ${CLASS_SIZE} in ${reportFormats.length} formats and three languages: each planted fault is found where it is, and nothing else`, { timeout: 900_000 }, async () => {
  const outcomes: Outcome[] = [];
  let milliseconds = 0;
  let bytes = 0;
  for (let i = 0; i < CLASS_SIZE; i++) {
    const student = await classStudent(i);
    const files = await filesOf(i, student);
    const begin = performance.now();
    outcomes.push(await grade(files));
    milliseconds += performance.now() - begin;
    bytes += student.capture.length;
    const outcome = outcomes.at(-1)!;
    if (student.lost === undefined) expect(outcome.ungradable?.fault?.code, `student ${i}`).toBe('report-directory');
    else expect(lostItems(outcome), `student ${i}`).toEqual(roundedPoints(student.lost));
    if (i % AGAIN === 0) expect(JSON.stringify(await grade(files)) === JSON.stringify(outcome), `student ${i}, again`).toBe(true);
  }
  const begin = performance.now();
  const pairs = comparePairs(outcomes.map(({ judgement }) => judgement?.fingerprint));
  console.info(`class of ${CLASS_SIZE}, captures of ${(bytes / 1e6).toFixed(1)} MB: ${(milliseconds / CLASS_SIZE).toFixed(0)} ms a student, ${(performance.now() - begin).toFixed(0)} ms to compare them all, ${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB of memory at most`);
  const suspicious = pairs.filter(({ level }) => level !== 'explained').map(({ a, b, level }) => [a, b, level] as const);
  expect(suspicious).toEqual(copiedPairs.map(([a, b]) => [a, b, 'identical'] satisfies [number, number, Level]));
});

test('a report of a lab that the capture is not of', async () => {
  const outcome = await grade([handed('c', bundled('imap.pcap')), handed('r.md', reportOf(packetsOf(captureOf(1))))]);
  expect(itemsOf(outcome).filter(({ kind, points }) => kind === 'raw' && points === 4)).toEqual([]);
});
