import { describe, expect, test } from 'vitest';
import { readOverrides } from '../../src/grade/override.ts';
import { pointsOf, readRubric } from '../../src/grade/read-rubric.ts';
import { problemText } from '../../src/lab/problem.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { lab4, labRubric } from '../build/grading.ts';

const c = new Catalogue();
const small = `version: 1
title: {en: "Small"}
max: 20
capture_checks:
  - {id: hs, points: 10, builtin: tcp-handshake}
sections:
  tcp: {raw: 4, decoded: 6, fields: [tcp.srcport, tcp.dstport], need: 1}
`;

/** Line, column and text of what is wrong. */
function problems(text: string): string[] {
  return (readRubric(text).problems ?? []).map((problem) => problemText(problem, c));
}

describe('rubrics', () => {
  test.each(['lab4', 'lab5', 'imap'] as const)('the one of %s gives all its points', (lab) => {
    const rubric = labRubric(lab);
    expect(pointsOf(rubric)).toBe(rubric.max);
    expect(Object.keys(rubric.title).sort()).toEqual(['en', 'ru', 'vi']);
  });

  test('defaults of sections, and those of the file', () => {
    expect(lab4.sections.find(({ id }) => id === 'arp')).toEqual({
      id: 'arp', accept: ['arp'], raw: 4, decoded: 6, minBytes: 16, absent: 'review', need: 4, fields: ['arp.opcode', 'arp.src.hw_mac', 'arp.src.proto_ipv4', 'arp.dst.proto_ipv4'],
    });
    expect(lab4.sections.find(({ id }) => id === 'nbns')!.accept).toEqual(['nbns', 'nbdgm', 'nbss']);
    const { rubric } = readRubric(small);
    expect(rubric).toMatchObject({ round: 0.5, originality: true, sections: [{ minBytes: 16, absent: 'review' }] });
  });

  /** Line and column of a word in a text. */
  function placeOf(text: string, word: string): string {
    const before = text.slice(0, text.indexOf(word)).split('\n');
    return `${before.length}:${before.at(-1)!.length + 1}`;
  }

  test.each([
    ['an unknown key', small.replace('max: 20', 'max: 20\nmaximum: 3'), 'maximum', 'the key maximum is not known here'],
    ['an unknown key of a section', small.replace('need: 1', 'need: 1, bonus: 3'), 'bonus', 'the key bonus is not known here'],
    ['an unknown field', small.replace('tcp.srcport', 'gopher.selector'), 'gopher.selector', 'there is no field gopher.selector'],
    ['a field that is nearly known', small.replace('tcp.srcport', 'tcp.srcprt'), 'tcp.srcprt', 'there is no field tcp.srcprt; did you mean tcp.srcport?'],
    ['points that make another sum', small.replace('max: 20', 'max: 21'), '21', 'the points make 20, and max says 21'],
    ['originality that affects marks', `${small}originality: {report: true, affects_mark: true}\n`, 'true}', 'originality never affects a mark'],
    ['a protocol that is not there', small.replace('  tcp:', '  ipx9:'), '{raw', 'there is no protocol ipx9'],
    ['a dialogue that is not there', small.replace('builtin: tcp-handshake', 'complete: gopher'), 'gopher', 'there is no dialogue gopher'],
    ['a check that asks for nothing', small.replace(', builtin: tcp-handshake', ''), '{id: hs', 'the check hs asks for nothing'],
    ['more fields needed than listed', small.replace('need: 1', 'need: 3'), '3}', '3 fields are needed, and only 2 are listed'],
    ['a field twice', small.replace('tcp.dstport', 'tcp.srcport'), 'tcp.srcport]', 'tcp.srcport is there twice'],
    ['a type that is not the right one', small.replace('max: 20', 'max: many'), 'many', 'max should be a number'],
    ['a value that is not allowed', small.replace('need: 1', 'need: 1, absent: maybe'), 'maybe', 'sections.tcp.absent should be one of review, drop, zero'],
    ['something missing', small.replace('version: 1\n', ''), 'title', 'version'],
    ['negative points', small.replace('points: 10', 'points: -10'), '-10', 'capture_checks.0.points should be 0 at least'],
    ['no YAML', small.replace('max: 20', 'max: a: b'), 'a: b', 'this is not YAML'],
    ['aliases that multiply', 'a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]', 'a:', 'aliases that multiply'],
  ])('%s is an error with its place', (_, text, word, message) => {
    expect(problems(text).map((problem) => problem.slice(0, placeOf(text, word).length + 2 + message.length))).toContain(`${placeOf(text, word)}: ${message}`);
  });
});

describe('overrides', () => {
  const override = (more: string): string => `- {student: "101", item: arp.raw, points: 4, by: N, submission_sha256: ab${more}}\n`;

  test('are read', () => {
    expect(readOverrides(override(', reason: seen'), lab4).overrides).toEqual([{ student: '101', item: 'arp.raw', points: 4, reason: 'seen', by: 'N', sha256: 'ab' }]);
  });

  test.each([
    ['without a reason', override(''), 'an override needs a reason'],
    ['with a blank reason', override(', reason: " "'), 'an override needs a reason'],
    ['of an item that is not there', override(', reason: x').replace('arp.raw', 'arp.cooked'), 'there is no item arp.cooked'],
    ['with too many points', override(', reason: x').replace('points: 4', 'points: 5'), 'arp.raw brings 4 points at most'],
  ])('%s are refused', (_, text, message) => {
    expect((readOverrides(text, lab4).problems ?? []).map((problem) => problemText(problem, c)).join('\n')).toContain(message);
  });
});
