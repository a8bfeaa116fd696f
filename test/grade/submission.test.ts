import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CsvFile } from '../../src/grade/csv-file.ts';
import { gradescopeRoster } from '../../src/grade/gradescope-metadata.ts';
import { readRoster, Roster } from '../../src/grade/roster.ts';
import { folderName, moodleName, submissionsOf } from '../../src/grade/submission.ts';

const entry = (path: string, modified = 0): { path: string; size: number; modified: number } => ({ path, size: 1, modified });
const summary = (...paths: readonly string[]): unknown => submissionsOf(paths.map((path) => entry(path))).submissions.map(({ key, id, folder, files }) => ({ key, id, folder, files: files.map(({ name }) => name) }));

describe('whose files they are', () => {
  test('a Moodle download with folders', () => {
    expect(summary('Иванов Иван_12_assignsubmission_file/report.docx', 'Иванов Иван_12_assignsubmission_file/sub/a.pcap', 'Nguyễn An_7_assignsubmission_file_/r.md')).toEqual([
      { key: 'Nguyễn An_7', id: '7', folder: 'Nguyễn An_7_assignsubmission_file_', files: ['r.md'] },
      { key: 'Иванов Иван_12', id: '12', folder: 'Иванов Иван_12_assignsubmission_file', files: ['report.docx', 'sub/a.pcap'] },
    ]);
  });

  test('a flat Moodle download; names with _ in them', () => {
    expect(summary('An_na_5_assignsubmission_file_my_report_2.docx', 'An_na_5_assignsubmission_file_a.pcap')).toEqual([
      { key: 'An_na_5', id: '5', folder: 'An_na_5_assignsubmission_file_', files: ['a.pcap', 'my_report_2.docx'] },
    ]);
  });

  test('online text belongs to the same student, and feedback to the folder of the files', () => {
    const [one] = submissionsOf([entry('A_5_assignsubmission_onlinetext/onlinetext.html'), entry('A_5_assignsubmission_file/r.md')]).submissions;
    expect(one).toMatchObject({ key: 'A_5', folder: 'A_5_assignsubmission_file', files: [{ name: 'r.md', isOnlineText: false }, { name: 'onlinetext.html', isOnlineText: true }] });
  });

  test('a name that can be read in two ways is read from the right, and that is said', () => {
    const [one] = submissionsOf([entry('Eve_9_assignsubmission_file_x_1_assignsubmission_file_r.md')]).submissions;
    expect(one).toMatchObject({ student: 'Eve_9_assignsubmission_file_x', id: '1', warnings: [{ key: 'submission.double-name' }] });
  });

  test('a folder for each student, also below one folder; what systems leave in archives is passed over', () => {
    const expected = [{ key: 'b', id: undefined, folder: 'b', files: ['r.md'] }, { key: 'c', id: undefined, folder: 'c', files: ['r.md'] }];
    expect(summary('b/r.md', 'c/r.md', '__MACOSX/b/._r.md', 'b/.DS_Store')).toEqual(expected);
    expect(summary('class/b/r.md', 'class/c/r.md')).toEqual(expected);
  });

  test('Gradescope', () => {
    expect(summary('assignment_1_export/submission_31/r.md', 'assignment_1_export/submission_metadata.yml')).toEqual([{ key: 'submission_31', id: '31', folder: 'submission_31', files: ['r.md'] }]);
    expect(gradescopeRoster('submission_31:\n  :submitters:\n  - :name: Anna\n    :sid: "7"\n    :email: a@lab.test\n')).toEqual([{ student: 'submission_31', name: 'Anna', id: '7', login: 'a@lab.test', group: '' }]);
  });

  test('a folder of which no file is read is a submission all the same', () => {
    const seen = (paths: readonly string[], traces: readonly string[]): unknown => submissionsOf(paths.map((path) => entry(path)), traces).submissions.map(({ key, id, folder, files }) => [key, id, folder, files.length]);
    expect(seen(['b/r.md'], ['c/', 'd/link.docx', 'link', '.git/'])).toEqual([['b', undefined, 'b', 1], ['c', undefined, 'c', 0], ['d', undefined, 'd', 0]]);
    expect(seen(['class/b/r.md'], ['class/c/'])).toEqual([['b', undefined, 'b', 1], ['c', undefined, 'c', 0]]);
    expect(seen(['A_5_assignsubmission_file/r.md'], ['A_5_assignsubmission_onlinetext/', 'B_6_assignsubmission_file/', 'submission_9/'])).toEqual([['A_5', '5', 'A_5_assignsubmission_file', 1], ['B_6', '6', 'B_6_assignsubmission_file', 0], ['submission_9', '9', 'submission_9', 0]]);
  });

  test('a file that belongs to nobody is told of; the teacher’s own are not', () => {
    expect(submissionsOf([entry('b/r.md'), entry('stray.docx'), entry('roster.csv')]).warnings).toEqual([{ key: 'class.nobodys', args: { file: 'stray.docx' } }]);
  });

  test('any name that Moodle makes is read back', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }).filter((s) => !s.includes('assignsubmission')), fc.nat(), fc.stringMatching(/^[\w .-]{1,20}$/), (student, id, file) => {
      expect(moodleName(`${student}_${id}_assignsubmission_file_${file}`)).toEqual({ student, id: String(id), kind: 'file', rest: file });
    }));
  });

  test('no name leads out of the folder of the feedback', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(folderName(name)).toMatch(/^[^/\\:*?"<>|]+$/);
      expect(folderName(name)).not.toMatch(/^\.+$/);
    }));
    expect([folderName('..'), folderName('con'), folderName('a/../b'), folderName('')]).toEqual(['_', '_con', 'a_.._b', '_']);
  });

  test('folders that only differ in case get different names', () => {
    const { submissions } = submissionsOf([entry('Anna/r.md'), entry('anna/r.md')]);
    expect(submissions.map(({ folder }) => folder)).toEqual(['Anna', 'anna-2']);
  });
});

describe('the list of students', () => {
  const roster = new Roster(readRoster('student;name;login\n12;Иван Иванов;ivan\nb;Bảo;\nz;Nobody;z\n')!);

  test('names, and who is missing', () => {
    const { submissions } = submissionsOf([entry('Иванов И_12_assignsubmission_file/r.md'), entry('b_3_assignsubmission_file/r.md')]);
    expect(submissions.map((submission) => roster.nameOf(submission))).toEqual(['Bảo', 'Иван Иванов']);
    expect(roster.missing(submissions)).toEqual([{ key: 'class.missing', args: { student: 'Nobody' } }]);
  });

  test('a file without its column is none', () => {
    expect(readRoster('name,login\nA,a\n')).toBeUndefined();
  });
});

describe('files of comma-separated values (RFC 4180)', () => {
  test('what is not replaced stays as it is, byte by byte', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ';', ' ', 'я') }), (text) => {
      expect(new CsvFile(text).text).toBe(text);
    }));
  });

  test('cells are written and read back', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ';', 'я') }), { minLength: 2, maxLength: 2 }), fc.string(), ([a = '', b = ''], text) => {
      const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
      const file = new CsvFile(`x,y,z\n${quote(a)},old,${quote(b)}\n`);
      expect(file.rows[1]!.map((cell) => cell.text)).toEqual([a, 'old', b]);
      file.replace(file.rows[1]![1]!, text);
      expect(new CsvFile(file.text).rows[1]!.map((cell) => cell.text)).toEqual([a, text, b]);
    }));
  });

  test('a byte order mark, another separator, an empty last cell', () => {
    const file = new CsvFile('\ufeffa;b\r\n1;\r\n');
    expect(file.separator).toBe(';');
    expect(file.rows.map((row) => row.map((cell) => cell.text))).toEqual([['a', 'b'], ['1', '']]);
  });
});
