import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { hexText } from '../../src/base/value.ts';
import { judgeClaims } from '../../src/grade/claim.ts';
import { readReport } from '../../src/grade/document/read-report.ts';
import { factsOf } from '../../src/grade/facts.ts';
import { matchDumps } from '../../src/grade/match.ts';
import { type ReportSection, sectionsOf } from '../../src/grade/section.ts';
import { reportPlatform } from '../../src/node/report-platform.ts';
import { capture } from './playback.ts';

/** Where the reports are that came with the project. */
export const reportFolder = path.resolve(import.meta.dirname, '../fixtures/reports');

/** What is true of a report: packets that it quotes, each with its bytes and its fields as tshark prints them. */
interface ReportTruth {
  /** Does it say anything of fields? */
  readonly fields: boolean;
  readonly packets: readonly { protocol: string; packet: number; bytes: string; fields: Readonly<Record<string, string>> }[];
}

/** Reports that pandoc, LibreOffice and the tools themselves wrote, and what is true of them by tshark's word (test/fixtures/reports/make.py). */
interface Truth {
  readonly capture: string;
  readonly reports: Readonly<Record<string, ReportTruth>>;
}

export function truthOf(folder: string): Truth {
  return JSON.parse(fs.readFileSync(path.join(folder, 'truth.json'), 'utf8')) as Truth;
}

async function sections(file: string): Promise<ReportSection[]> {
  const { report, fault } = await readReport(fs.readFileSync(file), reportPlatform);
  expect(fault).toBeUndefined();
  expect(report!.layer).toBe('sound');
  return sectionsOf(report!);
}

const play = capture('lab4.pcapng');

/** In a report every packet is found whole, with the number that stands beside it, and every field is right. */
export async function expectRead(file: string, { fields, packets }: ReportTruth): Promise<void> {
  const read = await sections(file);
  const all = factsOf(play, packets.map(({ packet }) => packet));
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
}
