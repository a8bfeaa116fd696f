import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run, temporaryFolder } from '../build/program.ts';
import { labText } from '../build/lab.ts';

const captures = path.resolve(import.meta.dirname, '../../captures');
const lab4 = path.join(captures, 'lab4.pcapng');
const lab5 = path.join(captures, 'lab5.pcap');
const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Labs of one's own stand in the folder where the program is run. */
const start = process.cwd();
beforeEach(() => process.chdir(folder));
afterEach(() => process.chdir(start));

describe('check', () => {
  test('complete: 0; something missing: 4', async () => {
    const complete = await run('check', lab4, '--lab', 'lab4');
    expect([complete.code, complete.err]).toEqual([0, '']);
    expect(complete.out).toContain('complete: 10 of 10');
    const lacking = await run('check', lab5, '--lab', 'lab4');
    expect(lacking.code).toBe(4);
    expect(lacking.out).toContain('→ ping a neighbour');
  });

  test('several files are one capture', async () => {
    const { code, out } = await run('check', lab5, lab4, '--lab', 'lab5');
    expect([code, out.split('\n')[0]]).toEqual([0, 'Lab 5: SMTP and POP3 by hand  lab5.pcap lab4.pcapng']);
  });

  test('what cannot be read is said, with 2', async () => {
    const { code, err } = await run('check', path.join(folder, 'none.pcap'));
    expect([code, err.trim()]).toEqual([2, `pupil: ${path.join(folder, 'none.pcap')}: there is no such file`]);
  });

  test.each([['lab6', 'there is no lab lab6; did you mean lab4?'], ['nothing', 'there is no lab nothing; there are imap, lab4, lab5']])('a lab that is not there: %s', async (name, message) => {
    const { code, err } = await run('check', lab4, '--lab', name);
    expect([code, err.trim()]).toEqual([1, `pupil: ${message}`]);
  });

  test('a lab with mistakes', async () => {
    fs.writeFileSync('wrong.yaml', labText('lab4').replace('arp.opcode == 1', 'arp.opcod == 1').replace('version: 1', 'version: 1\nnonsense: 2'));
    const { code, err } = await run('check', lab4, '--lab', 'wrong.yaml');
    expect([code, err]).toEqual([1, 'pupil: wrong.yaml has 1 mistake\n  wrong.yaml:3:1: the key nonsense is not known here\n']);
  });
});

describe('labs', () => {
  test('the list', async () => {
    expect((await run('labs')).out).toBe('imap  IMAP: states and commands\nlab4  Lab 4: packet analysis\nlab5  Lab 5: SMTP and POP3 by hand\n');
  });

  test('show', async () => {
    const { code, out } = await run('labs', 'show', 'lab5');
    expect(code).toBe(0);
    expect(out).toContain('    pop: transaction → update\n');
    expect(out).toContain('    → telnet SERVER 25');
  });

  test('new, list, validate, and once more', async () => {
    const made = await run('labs', 'new', 'mine', '--from', 'lab5');
    expect([made.code, made.out]).toEqual([0, 'labs/mine/lab.yaml is written. pupil labs validate labs/mine/lab.yaml tests it, --lab labs/mine/lab.yaml uses it\n']);
    expect(fs.readFileSync('labs/mine/lab.yaml', 'utf8')).toBe(labText('lab5'));
    expect((await run('labs')).out).toContain('mine  Lab 5');
    expect((await run('labs', 'validate', 'mine')).out).toBe('labs/mine/lab.yaml is a good definition\n');
    expect(await run('labs', 'new', 'mine')).toMatchObject({ code: 1, err: 'pupil: labs/mine/lab.yaml exists already; --force overwrites it\n' });
    expect((await run('labs', 'new', 'mine', '--force')).code).toBe(0);
    expect(fs.readFileSync('labs/mine/lab.yaml', 'utf8')).toBe(labText('lab4'));
    expect((await run('check', lab4, '--lab', 'mine')).code).toBe(0);
  });

  test('mistakes are listed, with 4', async () => {
    fs.writeFileSync('bad.yaml', 'version: 1\ntitle: T\nparts: []\n');
    expect(await run('labs', 'validate', 'bad.yaml')).toMatchObject({ code: 4, out: 'bad.yaml:3:8: parts should be 1 at least\n' });
  });

  test.each([[['fly'], 'there is no fly; labs knows show, validate and new'], [['show'], 'which one? Give the name of a lab'], [['new', '../x'], '../x cannot be the name of a lab: small letters, digits and hyphens, please']])('%j', async (argv, message) => {
    expect(await run('labs', ...argv)).toMatchObject({ code: 1, err: `pupil: ${message}\n` });
  });
});

describe('sheet', () => {
  test('Markdown on standard output', async () => {
    const { code, out, err } = await run('sheet', lab5, '--lab', 'lab5');
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')[0]).toBe('# Lab 5: SMTP and POP3 by hand');
    expect(out).toContain('PASS ••••••');
    expect(out).not.toContain('MatKhau-2');
    expect((await run('sheet', lab5, '--lab', 'lab5', '--show-secrets')).out).toContain('MatKhau-2');
  });

  test.each([['html', '<!DOCTYPE html>'], ['docx', 'PK'], ['md', '# Lab 4']])('the ending of the file says the form: %s', async (ending, beginning) => {
    const out = `sheet.${ending}`;
    expect((await run('sheet', lab4, '--out', out)).code).toBe(0);
    expect(fs.readFileSync(out, 'latin1').slice(0, beginning.length)).toBe(beginning);
    expect(await run('sheet', lab4, '--out', out)).toMatchObject({ code: 1, err: `pupil: ${out} exists; --force overwrites it\n` });
  });

  test.each([['md', 'en'], ['html', 'ru'], ['docx', 'vi']])('handed in as a report it gets all points: bytes and values are found again (%s, %s)', async (ending, language) => {
    const student = path.join('class', ending, 'anna');
    fs.mkdirSync(student, { recursive: true });
    fs.copyFileSync(lab4, path.join(student, 'lab4.pcapng'));
    expect((await run('sheet', lab4, '--out', path.join(student, `report.${ending}`), '--lang', language)).code).toBe(0);
    const { code, out } = await run('grade', path.join('class', ending), '--rubric', 'lab4', '--jobs', '0');
    expect([code, out]).toEqual([0, expect.stringMatching(/^anna +100$/m)]);
  });

  test('a form without a capture, an exercise with one', async () => {
    expect((await run('sheet', '--blank')).out).toContain('## [ARP] packet no. __');
    const { out } = await run('sheet', lab4, '--blank');
    expect(out).toContain('## [ARP] packet no. 1\n');
    expect(out).not.toContain('asks for a mail');
  });

  test.each([
    [['--out', 'sheet.odt', lab4], 'which form is sheet.odt? End it in .md, .html or .docx, or give --format'],
    [['-'], 'a sheet needs to read the capture twice, and a pipe can be read but once: save it in a file first'],
    [[], 'which capture? Give a FILE, or - for standard input'],
  ])('%j', async (argv, message) => {
    expect(await run('sheet', ...argv)).toMatchObject({ code: 1, err: `pupil: ${message}\n` });
  });

  test('a capture that cannot be opened leaves no sheet', async () => {
    expect((await run('sheet', 'none.pcap', '--out', 'none.md')).code).toBe(2);
    expect(fs.existsSync('none.md')).toBe(false);
  });

  test('a broken capture gives the sheet of what is readable, with 2', async () => {
    const whole = fs.readFileSync(lab4);
    fs.writeFileSync('cut.pcapng', whole.subarray(0, whole.length / 2));
    const { code, out } = await run('sheet', 'cut.pcapng');
    expect(code).toBe(2);
    expect(out).toContain('## [ARP] packet no. 1\n');
  });
});
