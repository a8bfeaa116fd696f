import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Zip } from '../../src/grade/document/zip.ts';
import { reportPlatform } from '../../src/node/report-platform.ts';
import { brokenReport, CLASS_SIZE, classStudent, copiedPairs, roundedPoints } from '../build/class.ts';
import { build, temporaryFolder } from '../build/program.ts';
import { reportFile, reportFormats } from '../build/report-file.ts';
import { zip } from '../build/zip.ts';
import { describeWith } from './programs.ts';

/** A class as the program grades it: files on a disk, reports that LibreOffice has made of others, child processes. */
const root = path.resolve(import.meta.dirname, '../..');
const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const studentFolder = (i: number): string => `Student ${i}_${1000 + i}_assignsubmission_file`;

/** What grades.json says, as far as it is compared. */
interface Grades {
  readonly submissions: readonly { readonly id: string; readonly ungradable?: string; readonly items: readonly { readonly id: string; readonly points: number; readonly max: number; readonly state: string }[] }[];
}

const lost = new Map<string, Readonly<Record<string, number>> | undefined>();
let bytes = 0;

/** Every seventh report is a PDF, and what would be OpenDocument is Writer's own. */
async function writeClass(): Promise<void> {
  const converted: Record<'pdf' | 'odt', string[]> = { pdf: [], odt: [] };
  for (let i = 0; i < CLASS_SIZE; i++) {
    const { capture, report, lost: losses } = await classStudent(i);
    lost.set(String(1000 + i), losses);
    const own = at('class', studentFolder(i));
    fs.mkdirSync(own, { recursive: true });
    fs.writeFileSync(path.join(own, 'lab4.pcapng'), capture);
    bytes += capture.length;
    const format = i % 7 === 5 ? 'pdf' : reportFormats[i % reportFormats.length]!;
    if (report === undefined) fs.writeFileSync(path.join(own, 'report.docx'), brokenReport);
    else if (format !== 'pdf' && format !== 'odt') fs.writeFileSync(path.join(own, `report.${format}`), await reportFile(report, format));
    else {
      const source = at('source', `${i}.docx`);
      fs.mkdirSync(at('source'), { recursive: true });
      fs.writeFileSync(source, withLetters(await reportFile(report, 'docx') as Uint8Array));
      converted[format].push(source);
    }
  }
  for (const format of ['pdf', 'odt'] as const) convert(converted[format], format);
}

/** In fonts that have all letters of Vietnamese: where one lacks them, the PDF has words with holes, and a teacher must read it. */
function withLetters(document: Uint8Array): Uint8Array {
  const parts = new Zip(document, reportPlatform.inflate);
  const text = (name: string): string => new TextDecoder().decode(parts.read(name)!).replaceAll('Courier New', 'DejaVu Sans Mono').replaceAll('Arial', 'DejaVu Sans');
  return zip(parts.files().map(({ name }) => ({ name, content: name.endsWith('.xml') ? text(name) : parts.read(name)! })));
}

function convert(sources: readonly string[], format: string): void {
  const { status, stderr } = spawnSync('soffice', [`-env:UserInstallation=file://${at('profile')}`, '--headless', '--convert-to', format, '--outdir', at('made'), ...sources], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  for (const source of sources) {
    const i = path.basename(source, '.docx');
    fs.renameSync(at('made', `${i}.${format}`), at('class', studentFolder(Number(i)), `report.${format}`));
  }
}

/** Grades the class; how long it took, and the memory of the largest of its processes in megabytes. */
function grade(out: string): { seconds: number; megabytes: number } {
  const measure = 'import resource,subprocess,sys,time; t=time.time(); c=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL).returncode; print(c,time.time()-t,resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss/1000)';
  const { stdout, stderr } = spawnSync('python3', ['-c', measure, process.execPath, path.join(root, 'dist/cli/main.js'), 'grade', at('class'), '--rubric', 'lab4', '--lang', 'en', '--out', at(out), '--gradescope', '--junit', at(`${out}.xml`)], { encoding: 'utf8' });
  const [code, seconds, megabytes] = stdout.trim().split(' ').map(Number);
  expect(code, stderr).toBe(4);
  return { seconds: seconds!, megabytes: megabytes! };
}

function filesOf(name: string): Map<string, Buffer> {
  const files = fs.readdirSync(at(name), { recursive: true, encoding: 'utf8' }).filter((file) => fs.statSync(at(name, file)).isFile());
  return new Map(files.map((file) => [file, fs.readFileSync(at(name, file))]));
}

describeWith(['soffice', 'python3'], `a class of ${CLASS_SIZE}, as the program grades it`, () => {
  beforeAll(async () => {
    build();
    await writeClass();
  });

  test('every planted fault is found where it is, and nothing else; a second run writes the same bytes', () => {
    const { seconds, megabytes } = grade('first');
    console.info(`class of ${CLASS_SIZE}, captures of ${(bytes / 1e6).toFixed(1)} MB, reports in 6 formats: ${((1000 * seconds) / CLASS_SIZE).toFixed(0)} ms a student, ${megabytes.toFixed(0)} MB in the largest process`);
    const { submissions } = JSON.parse(fs.readFileSync(at('first', 'grades.json'), 'utf8')) as Grades;
    expect(submissions).toHaveLength(CLASS_SIZE);
    for (const { id, ungradable, items } of submissions) {
      const expected = lost.get(id);
      const found = Object.fromEntries(items.filter(({ points, max, state }) => points < max || state !== 'judged').map((item) => [item.id, item.points]));
      expect([id, ungradable !== undefined, found]).toEqual([id, expected === undefined, roundedPoints(expected ?? {}, 2)]);
    }
    const pairs = fs.readFileSync(at('first', 'originality.csv'), 'utf8').split('\r\n').filter((line) => /identical|not explained/.test(line)).map((line) => line.split(',').slice(0, 3).join());
    expect(pairs.sort()).toEqual(copiedPairs.map(([a, b]) => [`Student ${a}_${1000 + a}`, `Student ${b}_${1000 + b}`].sort().join() + ',identical data').sort());
    grade('second');
    const [first, second] = [filesOf('first'), filesOf('second')];
    expect([...second.keys()]).toEqual([...first.keys()]);
    for (const [name, content] of first) expect(content.equals(second.get(name)!), name).toBe(true);
    expect(fs.readFileSync(at('first.xml')).equals(fs.readFileSync(at('second.xml')))).toBe(true);
  });
});
