import { describe, expect, test } from 'vitest';
import { type Marked, markOf, unapplied } from '../../src/grade/mark.ts';
import type { Override } from '../../src/grade/override.ts';
import { readRoster, Roster } from '../../src/grade/roster.ts';
import { type Said, said, tell } from '../../src/grade/said.ts';
import { type Submission, submissionsOf } from '../../src/grade/submission.ts';
import type { Item, Outcome } from '../../src/grade/verdict.ts';
import { classLines } from '../../src/report/grade/class-table.ts';
import { feedbackPage } from '../../src/report/grade/feedback.ts';
import { fillGradebook } from '../../src/report/grade/gradebook.ts';
import { gradesCsv, gradesJson } from '../../src/report/grade/grade-files.ts';
import { gradescopeResults } from '../../src/report/grade/gradescope.ts';
import { junitXml } from '../../src/report/grade/junit.ts';
import { type Filled, fillWorksheet } from '../../src/report/grade/worksheet.ts';
import { plainPalette } from '../../src/report/palette.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { lab4 } from '../build/grading.ts';

const c = new Catalogue();
const rubric = { ...lab4, max: 10, round: 0.5 };

function item(id: string, points: number, max: number, more: Partial<Item> = {}): Item {
  return { id, kind: 'raw', name: id.split('.')[0]!, max, points, state: 'judged', evidence: [], reasons: points < max ? [said('reason.no-bytes')] : [], ...more };
}

function submission(folder: string): Submission {
  return submissionsOf([{ path: `${folder}/r.md`, size: 1, modified: 0 }]).submissions[0]!;
}

const fingerprint = { captures: [], captureHashes: [], reportHash: undefined, phrases: new Float64Array(0), notes: [] };

function outcomeOf(items: readonly Item[]): Outcome {
  return { sha256: 'ab', judgement: { items, notes: [], fingerprint } };
}

const ungradable: Outcome = { sha256: 'cd', ungradable: said('ungradable.nothing') };

function marked(folder: string, outcome: Outcome, overrides: readonly Override[] = [], name?: string): Marked {
  const one = submission(folder);
  return markOf(one, name ?? one.student, outcome, overrides, rubric);
}

const right = marked('Анна_12_assignsubmission_file', outcomeOf([item('arp.raw', 4, 4), item('arp.decoded', 4.3, 6)]));
const pending = marked('Minh_13_assignsubmission_file', outcomeOf([item('arp.raw', 2, 4, { state: 'review' }), item('arp.decoded', 6, 6)]));
const lost = marked('Lan_14_assignsubmission_file', ungradable);
const hostile = marked('=cmd()|x_15_assignsubmission_file', outcomeOf([item('arp.raw', 4, 10, { evidence: [{ excerpt: '<script>alert(1)</script>\u202e', place: undefined, capture: 'a', packet: 3, range: [1, 4], field: 'smtp.req.parameter', captured: '"><img src=x>', credit: 0, rule: said('claim.wrong'), confidence: 'weak' }] })]));

const warningsOf = (filled: Filled): readonly Said[] => (filled.problem === undefined ? filled.warnings : [filled.problem]);

describe('marks', () => {
  test('are rounded to the nearest step', () => {
    expect(right.total).toBe(8.5);
    expect([right.pending, pending.pending, lost.total]).toEqual([0, 1, undefined]);
  });

  const override = (more: Partial<Override>): Override => ({ student: '13', item: 'arp.raw', points: 4, reason: 'seen', by: 'T', sha256: 'ab', ...more });

  test('a decision settles what had to be looked at, and the automatic mark stays beside it', () => {
    const decided = marked('Minh_13_assignsubmission_file', pending.outcome, [override({})]);
    expect(decided).toMatchObject({ total: 10, automatic: 8, pending: 0, items: [{ points: 4, automatic: 2 }, {}] });
  });

  test('a decision about other files is not applied, and one about nobody neither', () => {
    const stale = override({ sha256: 'old' });
    const decided = marked('Minh_13_assignsubmission_file', pending.outcome, [stale]);
    expect(decided).toMatchObject({ total: 8, pending: 1 });
    expect(unapplied([stale, override({ student: 'x' })], [decided]).map((one) => one.key)).toEqual(['override.stale', 'override.nobody']);
  });

  test('a decision about the whole mark, also where nothing could be graded', () => {
    expect(marked('Lan_14_assignsubmission_file', ungradable, [override({ student: '14', item: 'total', points: 7, sha256: 'cd' })])).toMatchObject({ total: 7, pending: 0 });
  });
});

describe('feedback', () => {
  const page = feedbackPage(hostile, rubric, c);

  test('nothing captured or written by students is markup, and nothing runs or is loaded', () => {
    expect(page).not.toMatch(/<script|<img|\u202e|javascript:|https?:/);
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\\u202e');
    expect(page).toMatch(/Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='"/);
  });

  test('the hash of the style is that of the style', async () => {
    const { createHash } = await import('node:crypto');
    const style = /<style>(.*)<\/style>/s.exec(page)![1]!;
    expect(page).toContain(`sha256-${createHash('sha256').update(style).digest('base64')}`);
  });

  test('mark, reasons, and what is not final', () => {
    expect(feedbackPage(pending, rubric, c)).toContain('This is not final: a teacher looks at 1 item.');
    expect(feedbackPage(lost, rubric, c)).toContain('It could not be graded: nothing was handed in.');
    expect(page).toMatch(/byte|bytes 1–3/);
  });
});

describe('a Moodle worksheet', () => {
  const ru = '\ufeffИдентификатор,"Полное имя",Статус,Оценка,"Максимальная оценка","Оценка может быть изменена","Последнее изменение (ответ)","Последнее изменение (оценка)","Отзыв в виде комментария"\r\n'
    + '"Участник 12","Анна, А.",Отправлено,,"10,00",Да,"вторник, 1",-,\r\n"Участник 13",Minh,Отправлено,"8,00","10,00",Да,-,-,"old ""text"""\r\n"Участник 99",Other,,"3,00","10,00",Да,-,-,keep\r\n';
  const warnings = (text: string, list: readonly Marked[], provisional = false): string[] => warningsOf(fillWorksheet(text, list, rubric, provisional, c)).map((one) => one.key);

  test('in Russian: grade and feedback are filled, every other byte stays', () => {
    const { text } = fillWorksheet(ru, [right, pending], rubric, false, c);
    expect(text).toBe(ru.replace('Отправлено,,"10,00",Да,"вторник, 1",-,', 'Отправлено,"8,50","10,00",Да,"вторник, 1",-,arp.raw: 4 of 4<br>arp.decoded: 4.3 of 6: the section quotes no bytes of a packet')
      .replace('"old ""text"""', '"arp.raw: a teacher looks: the section quotes no bytes of a packet<br>arp.decoded: 6 of 6"'));
  });

  const en = (row: string): string => `Identifier,Full name,Grade,Maximum grade,Grade can be changed,Last modified (grade),Feedback comments\n${row}\n`;

  // As Moodle's assignment module reads a worksheet: mod/assign/feedback/offline.
  test.each([
    ['has no mark that stands', 'Participant 13,M,,10.00,Yes,-,', [pending], ['worksheet.no-mark']],
    ['has the mark already', 'Participant 12,A,8.50,10.00,Yes,"Tuesday, 1 October 2024, 1:00 PM",', [right], ['worksheet.same']],
    ['allows less', 'Participant 12,A,,5.00,Yes,-,', [right], ['worksheet.range']],
    ['is locked', 'Participant 12,A,,10.00,No,-,', [right], ['worksheet.locked']],
    ['was graded at a time that Moodle reads', 'Participant 12,A,3.00,10.00,Yes,"Tuesday, 1 October 2024, 1:00 PM",', [right], []],
    ['was graded at a time in Russian', 'Participant 12,A,3.00,10.00,Yes,"вторник, 1 октября 2024, 13:00",', [right], ['worksheet.stale']],
    ['was graded at a time in Vietnamese', 'Participant 12,A,3.00,10.00,Yes,"Thứ ba, 1 Tháng mười 2024, 1:00 PM",', [right], ['worksheet.stale']],
    ['has a mark without its time', 'Participant 12,A,3.00,10.00,Yes,-,', [right], ['worksheet.stale']],
    ['is not there', 'Participant 1,A,,10.00,Yes,-,', [right], ['worksheet.no-row']],
  ] as const)('a row that %s is warned about', (_, row, list, keys) => {
    expect(warnings(en(row), list)).toEqual(keys);
  });

  test('provisional marks are handed on when that is asked for', () => {
    expect(fillWorksheet(en('Participant 13,M,,10.00,Yes,-,'), [pending], rubric, true, c).text).toContain('Participant 13,M,8.00,10.00');
  });

  test('in Vietnamese, by the names that the rubric gives its columns', () => {
    const vi = 'Định danh,Điểm,Sửa đổi lần cuối (điểm),Nhận xét\nNgười tham gia 12,,-,\n';
    const own = { ...rubric, worksheet: { id: 'Định danh', grade: 'Điểm', modified: 'Sửa đổi lần cuối (điểm)', feedback: 'Nhận xét' } };
    expect(fillWorksheet(vi, [right], own, false, c).text).toContain('Người tham gia 12,8.50,-,arp.raw');
    expect(tell(fillWorksheet(vi, [right], rubric, false, c).problem!, c)).toContain('there is no column Identifier');
  });

  test('a comment is neither a formula nor markup', () => {
    const evil = marked('x_12_assignsubmission_file', outcomeOf([item('=1+1', 0, 10, { reasons: [said('submission.ignored', { file: '<b>' })] })]));
    expect(fillWorksheet(en('Participant 12,A,,10.00,Yes,-,'), [evil], rubric, false, c).text).toMatch(/,"?'=1\+1: 0 of 10: &lt;b&gt;/);
  });
});

describe('a Canvas gradebook', () => {
  const book = 'Student;ID;SIS User ID;SIS Login ID;Section;Lab 4: packet analysis (77);Other (78)\n    Points Possible;;;;;10,0;5,0\nPetrova, Anna;1001;u1;anna;A;;1,5\n"Minh, Trần";1002;u2;minh;A;;2,5\n';
  const roster = new Roster(readRoster('student,name,login\n12,Anna Petrova,anna\n')!);
  const anna = marked('A_12_assignsubmission_file', right.outcome, [], 'Anna Petrova');

  test('one column is filled, with the file’s own separator and decimal comma', () => {
    expect(fillGradebook(book, [anna], ['Lab 4: packet analysis'], roster, false).text).toBe(book.replace('anna;A;;', 'anna;A;8,5;'));
  });

  test('without a roster by the name, whatever the order of its parts', () => {
    const minh = marked('Trần Minh', right.outcome);
    expect(fillGradebook(book, [minh], ['Lab 4: packet analysis (77)'], new Roster([]), false).text).toContain('minh;A;8,5;');
  });

  test('an assignment that it does not have is refused, because Canvas would create it', () => {
    expect(fillGradebook(book, [anna], ['Lab 5'], roster, false).problem?.key).toBe('canvas.column');
    expect(fillGradebook('a,b\n', [anna], ['Lab 5'], roster, false).problem?.key).toBe('canvas.header');
  });

  test('a mark under review is held back; a student who is not there is told of', () => {
    expect(fillGradebook(book, [marked('Trần Minh', pending.outcome)], ['Other'], new Roster([]), false).text).toBe(book);
    expect(warningsOf(fillGradebook(book, [right], ['Other'], new Roster([]), false)).map((one) => one.key)).toEqual(['canvas.no-row']);
  });
});

describe('files for programs', () => {
  const all = [right, pending, lost, hostile];

  test('Gradescope: a test for each item; what is reviewed is hidden, and there is no total', () => {
    const results = JSON.parse(gradescopeResults(pending, rubric, false, c)) as { score?: number; tests: { score: number; max_score: number; visibility: string; number: string; output: string }[] };
    expect(results.score).toBeUndefined();
    expect(results.tests.map(({ score, max_score, visibility, number }) => [score, max_score, visibility, number])).toEqual([[2, 4, 'hidden', '1'], [6, 6, 'after_published', '2']]);
    expect(results.tests[0]!.output).toContain('the section quotes no bytes');
    expect(JSON.parse(gradescopeResults(pending, rubric, true, c))).toMatchObject({ score: 8, visibility: 'after_published' });
  });

  test('Gradescope: while there is no score a test is hidden, so that students see no total; a decision about the mark shows all', () => {
    interface Results {
      score?: number;
      tests: { name: string; visibility: string; score?: number; status?: string }[];
    }
    const decision = { student: '13', item: 'total', points: 7, reason: 'seen', by: 'T', sha256: 'ab' };
    const decided = JSON.parse(gradescopeResults(marked('Minh_13_assignsubmission_file', pending.outcome, [decision]), rubric, false, c)) as Results;
    expect([decided.score, decided.tests.map(({ visibility }) => visibility)]).toEqual([7, ['after_published', 'after_published']]);
    for (const one of all) {
      const { score, tests } = JSON.parse(gradescopeResults(one, rubric, false, c)) as Results;
      expect(score !== undefined || tests.some(({ visibility, status }) => visibility === 'hidden' || status === 'failed'), one.name).toBe(true);
    }
    expect((JSON.parse(gradescopeResults(lost, rubric, false, c)) as Results).tests).toEqual([expect.objectContaining({ name: 'submission', status: 'failed', output: 'It could not be graded: nothing was handed in. A teacher looks at it.' })]);
  });

  test('JUnit is XML whose counts are right', async () => {
    const { SaxesParser } = await import('saxes');
    const xml = junitXml(all, c);
    const suites: Record<string, string>[] = [];
    const counts = new Map<string, number>();
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name, attributes }) => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (name === 'testsuite') suites.push(attributes as Record<string, string>);
    });
    parser.write(xml).close();
    expect(suites.map(({ tests, failures, errors, skipped }) => [tests, failures, errors, skipped].join())).toEqual(['2,1,0,0', '2,0,0,1', '1,0,1,0', '1,1,0,0']);
    expect(Object.fromEntries(counts)).toEqual({ testsuites: 1, testsuite: 4, testcase: 6, failure: 2, skipped: 1, error: 1 });
    expect(xml).not.toContain('<script');
  });

  test('grades.csv holds no formula', () => {
    const csv = gradesCsv(all, c);
    expect(csv).toContain("'=cmd()|x");
    expect(csv).not.toMatch(/(?:^|,)"?[=+@]/m);
  });

  test('grades.json says all, in a form that has a version', () => {
    expect(JSON.parse(gradesJson(all, [], rubric, c))).toMatchObject({ version: 1, max: 10, submissions: [{ student: 'Анна_12', mark: 8.5, pending: 0 }, { pending: 1 }, { mark: null, ungradable: 'nothing was handed in' }, {}] });
  });

  test('nothing of originality is in what students or systems get', () => {
    const shared = { ...fingerprint, notes: [{ kind: 'backwards', capture: 'secret-note', count: 1, packet: 1 }] as const };
    const one = marked('a', { sha256: 'x', judgement: { items: [item('arp.raw', 1, 4)], notes: [], fingerprint: shared } });
    for (const text of [feedbackPage(one, rubric, c), junitXml([one], c), gradescopeResults(one, rubric, true, c), gradesJson([one], [], rubric, c), gradesCsv([one], c)]) expect(text).not.toMatch(/secret-note|originality/i);
  });

  test('the list of the class', () => {
    expect(classLines(all, c, plainPalette).join('\n')).toMatch(/Анна.*8\.5[\s\S]*Minh.*8.*1[\s\S]*Lan.*–.*not graded: nothing was handed in[\s\S]*4 submissions, 1 with items to review, 1 not graded/);
  });
});
