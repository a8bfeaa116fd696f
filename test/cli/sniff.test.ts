import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run, temporaryFolder } from '../build/program.ts';

const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** A mistake, told before anything is captured. */
async function mistake(...argv: readonly string[]): Promise<string> {
  const { code, out, err } = await run(...argv);
  expect([code, out]).toEqual([1, '']);
  return err;
}

describe('mistakes in what pupil sniff is asked', () => {
  test('limits of files need a file, and several files a name', async () => {
    expect(await mistake('sniff', '-i', 'lo', '-b', 'packets:5')).toBe('pupil: -b and -a filesize are about files: say with -w which\n');
    expect(await mistake('sniff', '-i', 'lo', '-a', 'filesize:5')).toBe('pupil: -b and -a filesize are about files: say with -w which\n');
    expect(await mistake('sniff', '-i', 'lo', '-b', 'packets:5', '-w', '-')).toBe('pupil: -b needs files: give -w the name of one\n');
  });

  test('a file that is there is not overwritten', async () => {
    const file = path.join(folder, 'there.pcapng');
    fs.writeFileSync(file, 'mine');
    expect(await mistake('sniff', '-i', 'lo', '-w', file)).toContain(`${file} exists`);
    expect(await mistake('sniff', '-i', 'lo', '-w', folder)).toContain(folder);
    expect(fs.readFileSync(file, 'utf8')).toBe('mine');
  });

  test('numbers, filters, engines and interfaces that there are not', async () => {
    expect(await mistake('sniff', '-i', 'lo', '-c', 'many')).toContain('many');
    expect(await mistake('sniff', '-i', 'lo', '-Y', 'smtp.nothing')).toContain('smtp.nothing');
    expect(await mistake('sniff', '-i', 'lo', '--engine', 'windump')).toContain('windump');
    expect(await mistake('sniff', '-i', '9999')).toMatch(/^pupil: there is no interface 9999: there are \d+, counted from 1/);
    expect(await mistake('sniff', '-i', 'lo', '-T', 'fields')).toContain('-e');
  });

  test('-i and -D alone mean sniff, as with tshark', async () => {
    for (const argv of [['-i', 'lo'], ['-nqi', 'lo'], ['--interface', 'lo']]) expect(await mistake(...argv, '-a', 'nothing:5')).toContain('-a does not know nothing:5');
  });
});
