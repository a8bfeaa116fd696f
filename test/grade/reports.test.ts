import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { hexText } from '../../src/base/value.ts';
import { judgeClaims } from '../../src/grade/claim.ts';
import { readReport } from '../../src/grade/document/read-report.ts';
import { factsOf } from '../../src/grade/facts.ts';
import { matchDumps } from '../../src/grade/match.ts';
import { type ReportSection, sectionsOf } from '../../src/grade/section.ts';
import { reportPlatform } from '../../src/node/report-platform.ts';
import { capture } from '../build/playback.ts';

/** Reports that pandoc, LibreOffice and the tools themselves wrote, and what is true of them by tshark's word (test/fixtures/reports/make.py). */
interface Truth {
  readonly capture: string;
  readonly reports: Readonly<Record<string, { readonly fields: boolean; readonly packets: readonly { protocol: string; packet: number; bytes: string; fields: Readonly<Record<string, string>> }[] }>>;
}

const folder = path.resolve(import.meta.dirname, '../fixtures/reports');
const truth = JSON.parse(fs.readFileSync(path.join(folder, 'truth.json'), 'utf8')) as Truth;
const play = capture(truth.capture);
const all = factsOf(play, Object.values(truth.reports).flatMap(({ packets }) => packets.map(({ packet }) => packet)));

async function sections(file: string): Promise<ReportSection[]> {
  const { report, fault } = await readReport(fs.readFileSync(path.join(folder, file)), reportPlatform);
  expect(fault).toBeUndefined();
  expect(report!.layer).toBe('sound');
  return sectionsOf(report!);
}

describe('reports made by other programs', () => {
  test('there are at least 50 of them', () => {
    expect(Object.keys(truth.reports).length).toBeGreaterThanOrEqual(50);
  });

  test.each(Object.entries(truth.reports))('%s', async (file, { packets, fields }) => {
    const read = await sections(file);
    const about = packets.map(({ protocol }) => read.filter((section) => section.protocols[0] === protocol));
    const questions = about.map((of) => of.flatMap(({ dumps, protocols, packet, claims }) => dumps.map((dump) => ({ dump, protocols, packet, claims, minBytes: 16 }))));
    const found = matchDumps(questions.flat(), play);
    packets.forEach(({ protocol, packet, bytes, fields: values }, i) => {
      // The tree of tshark shows options as bytes, too: they are no quotation of a packet.
      const matches = found.filter(({ question }) => questions[i]!.includes(question));
      const match = matches.find(({ level }) => level === 'exact') ?? matches[0];
      expect([protocol, match?.level, match?.same.includes(packet)]).toEqual([protocol, 'exact', true]);
      expect(bytes).toContain(hexText(match!.isSwapped ? match!.question.dump.swapped! : match!.question.dump.bytes));
      expect([protocol, about[i]!.map((section) => section.packet)]).toEqual([protocol, expect.arrayContaining([packet])]);
      if (!fields) return;
      const verdicts = about[i]!.flatMap((section) => judgeClaims(section.claims, all.get(packet)!));
      for (const name of Object.keys(values)) expect([protocol, name, verdicts.filter((v) => v.path === name).map((v) => `${v.claim.value}: ${v.verdict}`)]).toEqual([protocol, name, expect.arrayContaining([expect.stringMatching(/: right$/)])]);
    });
  });
});
