import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { cramMd5Mail, letter } from '../beat/cram-md5-mail.ts';
import { carried, glued, proved, shown, unnamed } from '../beat/situations.ts';
import { temporaryFolder } from '../build/program.ts';
import { describeWith, output } from './programs.ts';
import { fieldOptions, KNOWN, rows, tshark, version } from './tshark.ts';

const captures = path.resolve(import.meta.dirname, '../../captures');
const capture = (name: string): string => path.join(captures, name);
const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** The mails that tshark finds in a capture. */
function exported(file: string): string[] {
  const to = fs.mkdtempSync(path.join(folder, 'exported-'));
  tshark(file, '-q', '--export-objects', `imf,${to}`);
  return fs.readdirSync(to).map((name) => fs.readFileSync(path.join(to, name), 'latin1'));
}

/** Has the tshark at hand the fault of 4.0? Where another version has it no longer, that is said, and no failure. */
function hasFault(name: string, found: unknown, fault: unknown): void {
  if (version === KNOWN) expect(found).toEqual(fault);
  else if (JSON.stringify(found) !== JSON.stringify(fault)) console.warn(`tshark ${version} no longer has the fault: ${name}`);
}

describeWith(['tshark'], 'what tshark 4.0 makes of it', () => {
  describe('fields', () => {
    test.each(shown)('$name', (s) => {
      hasFault(s.name, rows(tshark(capture(s.capture), '-2', '-Y', `frame.number == ${s.packet}`, ...fieldOptions(s.fields)))[0], s.tshark);
    });

    test.each(unnamed)('$name', (s) => {
      const known = new Set(output('tshark', ['-G', 'fields']).split('\n').map((line) => line.split('\t')[2]));
      hasFault(s.name, Object.keys(s.values).filter((field) => known.has(field)), []);
    });
  });

  describe('mails', () => {
    const originals = JSON.parse(fs.readFileSync(capture('expected.json'), 'utf8')) as Record<string, { what: string; sha256: string }[]>;

    test.each(carried)('$name', (s) => {
      const original = originals[s.capture]!.find((o) => o.what === s.what)!;
      const digests = exported(capture(s.capture)).map((mail) => createHash('sha256').update(mail, 'latin1').digest('hex'));
      hasFault(s.name, digests.includes(original.sha256), false);
    });

    test(glued, () => {
      const file = path.join(folder, 'cram-md5.pcap');
      fs.writeFileSync(file, cramMd5Mail());
      hasFault(glued, exported(file), [`dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw\r\n${letter}`]);
    });
  });

  test.each(proved)('credentials: $name', (s) => {
    const told = tshark(capture(s.capture), '-q', '-z', 'credentials').split('\n').map((line) => line.trim().split(/ {2,}/));
    hasFault(s.name, told.some(([packet, , user]) => packet === String(s.packet) && user === s.user), false);
  });
});
