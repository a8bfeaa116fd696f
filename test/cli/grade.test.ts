import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run, temporaryFolder } from '../build/program.ts';
import { zip } from '../build/zip.ts';

const base = temporaryFolder();
const demo = path.join(base, 'demo');
const at = (...names: readonly string[]): string => path.join(base, ...names);
/** In this process: tests run from the source, which child processes cannot. */
const here = ['--jobs', '0'] as const;

/** All files below a folder, and a hash of each. */
function hashes(folder: string): Record<string, string> {
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return Object.fromEntries(files.sort().map((name) => [name, createHash('sha256').update(fs.readFileSync(path.join(folder, name))).digest('hex')]));
}

/** The mark of each student, as grades.csv has it. */
function marks(folder: string): Record<string, string> {
  const [, ...rows] = fs.readFileSync(path.join(folder, 'grades.csv'), 'utf8').trim().split('\r\n').map((line) => line.split(','));
  return Object.fromEntries(rows.map(([, name, , mark]) => [name!, mark!]));
}

beforeAll(async () => {
  expect((await run('grade', '--demo', demo)).code).toBe(0);
}, 240_000);

describe('pupil grade', () => {
  test('the demonstration class: every deliberate error is found, and one submission that nobody can read stops nothing', async () => {
    const { code, out, err } = await run('grade', demo, '--rubric', 'lab4', '--out', at('out'), '--junit', at('j.xml'), '--gradescope', ...here);
    expect(code).toBe(4);
    expect(out).toContain('9 submissions');
    expect(err).toContain('written into');
    expect(marks(at('out'))).toMatchObject({ 'Anna Right': '100', 'Boris Onefield': '99', 'Chi Onebyte': '100', 'Dmitri Swapped': '80', 'Elena Short': '98', 'Giang Unfinished': '80', 'Ivan Copy': '100', 'Katya Broken': '' });
    const feedback = fs.readFileSync(at('out', 'feedback', 'Chi Onebyte_103_assignsubmission_file', 'feedback.html'), 'utf8');
    expect(feedback).toContain('1 byte differs from packet 1; 41 of 42 are equal');
    expect(fs.readFileSync(at('out', 'originality.csv'), 'utf8')).toContain('Anna Right_101,Ivan Copy_108,identical data,175');
    expect(fs.existsSync(at('out', 'gradescope', 'Anna Right_101_assignsubmission_file', 'results.json'))).toBe(true);
  });

  test('two runs are the same byte by byte; a folder with something in it is not written into without --force', async () => {
    expect((await run('grade', demo, '--rubric', 'lab4', '--out', at('out'), ...here)).code).toBe(1);
    const before = hashes(at('out'));
    expect((await run('grade', demo, '--rubric', 'lab4', '--out', at('out'), '--gradescope', '--force', ...here)).code).toBe(4);
    expect(hashes(at('out'))).toEqual(before);
  });

  test('results that are written among the submissions are none of them', async () => {
    fs.cpSync(at('demo', 'Anna Right_101_assignsubmission_file'), at('one', 'Anna'), { recursive: true });
    for (const more of [[], ['--force']]) {
      const { out } = await run('grade', at('one'), '--rubric', 'lab4', '--out', at('one', 'out'), ...more, ...here);
      expect(out).toContain('1 submission,');
    }
  });

  test('an archive of the same files gets the same marks; a hostile entry is left out, and told of', async () => {
    const files = fs.readdirSync(demo, { recursive: true, encoding: 'utf8' }).filter((name) => fs.statSync(path.join(demo, name)).isFile());
    const entries = files.map((name) => ({ name: name.replaceAll('\\', '/'), content: fs.readFileSync(path.join(demo, name)) }));
    fs.writeFileSync(at('class.zip'), zip([...entries, { name: '../../evil', content: 'x' }]));
    const { err } = await run('grade', at('class.zip'), '--rubric', 'lab4', '--out', at('zipped'), ...here);
    expect(err).toContain('../../evil is not read');
    expect(marks(at('zipped'))).toEqual(marks(at('out')));
  });

  test('--explain shows what each point was given for', async () => {
    const { out, code } = await run('grade', demo, '--rubric', 'lab4', '--explain', 'boris', ...here);
    expect(code).toBe(0);
    expect(out).toMatch(/tcp\.decoded {2}5 of 6[\s\S]*Source port: 40000 .*= 40001 .*the capture has another value/);
    expect(out).not.toContain('Anna');
  });

  test('a worksheet and a roster; decisions of the teacher', async () => {
    const sha = (JSON.parse(fs.readFileSync(at('out', 'grades.json'), 'utf8')) as { submissions: { name: string; sha256: string }[] }).submissions.find(({ name }) => name === 'Elena Short')!.sha256;
    fs.writeFileSync(at('o.yaml'), `- {student: Elena Short, item: http.raw, points: 4, reason: "seen", by: T, submission_sha256: ${sha}}\n- {student: Elena Short, item: arp.raw, points: 0, reason: "old", by: T, submission_sha256: ff00}\n`);
    fs.writeFileSync(at('w.csv'), 'Identifier,Grade,Last modified (grade),Feedback comments\nParticipant 105,,-,\nParticipant 103,,-,\n');
    fs.writeFileSync(at('roster.csv'), 'student,name\n105,Elena S.\n999,Zoya\n');
    const { err } = await run('grade', demo, '--rubric', 'lab4', '--out', at('marked'), '--overrides', at('o.yaml'), '--moodle-worksheet', at('w.csv'), '--roster', at('roster.csv'), ...here);
    expect(err).toMatch(/the override of arp.raw is for other files/);
    expect(err).toContain('Zoya handed in nothing');
    const worksheet = fs.readFileSync(at('marked', 'moodle-worksheet.csv'), 'utf8');
    expect(worksheet).toContain('Participant 105,100.00,-,');
    // A byte of hers differs: a person must look first.
    expect(worksheet).toContain('Participant 103,,-,');
  });

  test('links are not followed, and told of; who handed in nothing that is read is not forgotten', async () => {
    fs.mkdirSync(at('linked', 'Anna'), { recursive: true });
    fs.mkdirSync(at('linked', 'Minh'));
    fs.symlinkSync('/etc/passwd', at('linked', 'Anna', 'report.md'));
    const { err, out, code } = await run('grade', at('linked'), '--rubric', 'lab4', ...here);
    expect(err).toContain('Anna/report.md is a link, and is not followed');
    expect(out).toMatch(/Anna .*not graded: nothing was handed in\n.*Minh .*not graded: nothing was handed in/);
    expect(code).toBe(4);
  });

  test.each([
    ['no rubric', [demo], 'by which rubric'],
    ['no class', ['--rubric', 'lab4'], 'which class'],
    ['a rubric that is not there', [demo, '--rubric', at('none.yaml')], 'cannot be read'],
    ['a worksheet without a folder to write into', [demo, '--rubric', 'lab4', '--moodle-worksheet', 'x'], '--out'],
    ['a student who is not there', [demo, '--rubric', 'lab4', '--explain', 'Nobody'], 'no submission of Nobody'],
  ])('%s is a mistake of usage', async (_, args, message) => {
    const { code, err } = await run('grade', ...args, ...here);
    expect(err).toContain(message);
    expect(code).toBe(1);
  });

  test('a bad rubric: 1, with line and column', async () => {
    fs.writeFileSync(at('bad.yaml'), 'version: 1\ntitle: {en: x}\nmax: 10\nbonus: 3\n');
    const { code, err } = await run('grade', demo, '--rubric', at('bad.yaml'), ...here);
    expect(code).toBe(1);
    expect(err).toContain('bad.yaml:4:1: the key bonus is not known here');
  });

  test('nothing to be read: 2', async () => {
    fs.mkdirSync(at('empty'));
    expect((await run('grade', at('empty'), '--rubric', 'lab4', ...here)).code).toBe(2);
    expect((await run('grade', at('nowhere'), '--rubric', 'lab4', ...here)).code).toBe(2);
  });

  test('--fail-under', async () => {
    expect((await run('grade', demo, '--rubric', 'lab4', '--explain', 'boris', '--fail-under', '99.5', ...here)).code).toBe(4);
  });
});
