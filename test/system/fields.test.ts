import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundledCaptures } from '../build/seeds.ts';
import { differences, numbers } from './differences.ts';
import { describeWith } from './programs.ts';
import { fieldOptions, KNOWN, pupil, rows, tshark, version } from './tshark.ts';

const fields = fs.readFileSync(path.join(import.meta.dirname, 'fields.txt'), 'utf8').trimEnd().split('\n');

/** A cell that the two print differently: `capture packet field`. */
const name = (capture: string, packet: number, field: string): string => `${capture} ${packet} ${field}`;
const listed = new Set(differences.flatMap((d) => Object.entries(d.packets).flatMap(([capture, list]) => numbers(list).flatMap((n) => d.fields.map((field) => name(capture, n, field))))));
/** Found by the tests of this file, for the last of them. */
const seen = new Set<string>();
const agreed = new Set<string>();

/** NetBIOS names of the laboratory are in the code page of DOS for Russian. */
const askPupil = async (file: string): Promise<string[][]> => rows(await pupil(file, '-2', '--oem-codepage', 'cp866', ...fieldOptions(fields)));
const askTshark = (file: string): string[][] => rows(tshark(file, '-2', ...fieldOptions(fields)));

test('the list of fields is long, in order and without repetition; differences are about its fields', () => {
  expect(fields.length).toBeGreaterThan(600);
  expect(fields).toEqual([...new Set(fields)].toSorted());
  expect(differences.flatMap((d) => d.fields).filter((field) => !fields.includes(field))).toEqual([]);
});

if (version !== undefined && version !== KNOWN) console.warn(`skipped: fields as tshark prints them (tshark is ${version}; ${KNOWN} prints what is compared)`);

describeWith(['tshark'], 'fields as tshark prints them', () => {
  describe.skipIf(version !== KNOWN)('values of -T fields', () => {
    test.each(bundledCaptures().map((file) => [path.basename(file), file] as const))('%s', async (capture, file) => {
      const [ours, theirs] = [await askPupil(file), askTshark(file)];
      expect(ours.length).toBe(theirs.length);
      const surprises: string[] = [];
      ours.forEach((row, r) => row.forEach((value, c) => {
        const other = theirs[r]![c]!;
        const cell = name(capture, r + 1, fields[c]!);
        if (value !== other) {
          seen.add(cell);
          if (!listed.has(cell)) surprises.push(`${cell}: pupil “${value}”, tshark “${other}”`);
        } else if (value !== '') agreed.add(fields[c]!);
      }));
      expect(surprises).toEqual([]);
    });

    test('every field has been compared somewhere, and every difference that is told of has been seen', () => {
      expect(fields.filter((field) => !agreed.has(field))).toEqual([]);
      const stale = differences.filter((d) => Object.entries(d.packets).some(([capture, list]) => numbers(list).every((n) => d.fields.every((field) => !seen.has(name(capture, n, field))))));
      expect(stale.map((d) => d.reason)).toEqual([]);
    });
  });
});
