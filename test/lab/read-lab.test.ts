import { describe, expect, test } from 'vitest';
import { dialogueNames } from '../../src/analysis/layers.ts';
import { textIn } from '../../src/lab/local-text.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { problemText } from '../../src/lab/problem.ts';
import { readLab } from '../../src/lab/read-lab.ts';
import { MAX_YAML } from '../../src/lab/yaml-file.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { languages } from '../../src/text/language.ts';
import { bundledLab } from '../build/lab.ts';

const catalogue = new Catalogue();
/** The mistakes of a definition, as people read them. */
const mistakes = (text: string): string[] => (readLab(text).problems ?? []).map((problem) => problemText(problem, catalogue));

const lines = {
  version: 'version: 1', title: 'title: T', parts: 'parts:', id: '  - id: smtp', name: '    title: SMTP', hint: '    hint: do it', needs: '    needs:',
  need: '      - {id: a, what: W, filter: smtp}',
};
/** A definition that is right, with some of its lines changed: lines and columns of what is wrong are easily counted. */
const definition = (changed: Partial<typeof lines>, ...more: readonly string[]): string => [...Object.values({ ...lines, ...changed }).filter((line) => line !== ''), ...more].join('\n');

describe('the bundled labs', () => {
  test.each(['lab4', 'lab5', 'imap'])('%s is right, and written in every language', (name) => {
    const lab = bundledLab(name);
    const texts = [lab.title, lab.about, ...lab.parts.flatMap((part) => part.needs.flatMap((need) => [need.what, need.hint]))];
    for (const text of texts) expect(Object.keys(text).toSorted(), JSON.stringify(text)).toEqual([...languages].toSorted());
    for (const { sheet } of lab.parts) expect([sheet.packets.length > 0, sheet.fields.length > 0]).toEqual([true, true]);
  });

  test('lab 4 asks for the seven protocols', () => {
    expect(bundledLab('lab4').parts.map(({ id }) => id)).toEqual(['arp', 'icmp', 'smtp', 'pop', 'tcp', 'http', 'nbns']);
  });
});

describe('a definition', () => {
  test('the smallest one', () => {
    const { lab } = readLab(definition({})) as { lab: Lab };
    expect(lab).toMatchObject({ title: { en: 'T' }, parts: [{ id: 'smtp', protocols: ['smtp'], needs: [{ kind: 'packets', count: 1, hint: { en: 'do it' } }], sheet: { packets: [], decode: ['smtp'], transcript: false } }] });
  });

  test('a text in one language serves readers of all; English serves those of the others', () => {
    expect([textIn({ en: 'a' }, 'ru'), textIn({ ru: 'б' }, 'vi'), textIn({ en: 'a', vi: 'c' }, 'vi'), textIn({}, 'en')]).toEqual(['a', 'б', 'c', '']);
  });

  test.each<[string, string, string[]]>([
    ['an unknown key', definition({ name: '    titel: SMTP' }), ['4:5: parts.0.title is missing', '5:5: the key titel is not known here']],
    ['something missing', definition({ title: '' }), ['1:1: title is missing']],
    ['another version', definition({ version: 'version: 2' }), ['1:10: version should be one of 1']],
    ['a wrong type', definition({ needs: '    needs: many', need: '' }), ['7:12: parts.0.needs should be a list']],
    ['an empty list', definition({ parts: 'parts: []', id: '', name: '', hint: '', needs: '', need: '' }), ['3:8: parts should be 1 at least']],
    ['a language that is not known', definition({ title: 'title: {fr: T}' }), ['2:9: the key fr is not known here']],
    ['YAML that is none', 'version: [1', ['1:12: the indentation does not fit what is around it, or a bracket is not closed']],
    ['the same key twice', definition({ title: 'title: T\ntitle: U' }), ['3:1: the same key twice']],
  ])('%s', (_name, text, expected) => {
    expect(mistakes(text)).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ['a mistake in a filter, where it is', '      - {id: a, what: W, filter: smtp && smpt.req}', ['8:42: there is no field or protocol smpt.req; did you mean smtp.req?']],
    ['the same within quotes', "      - {id: a, what: W, filter: 'smtp && smpt.req'}", ['8:43: there is no field or protocol smpt.req; did you mean smtp.req?']],
    ['a mistake in a step', '      - {id: a, what: W, connection: [smtp, smtp.response.code == abc]}', ['8:67: abc cannot be compared with smtp.response.code, which is a number']],
    ['nothing that is asked for', '      - {id: a, what: W}', ['8:9: a needs exactly one of filter, connection and move']],
    ['two things at once', '      - {id: a, what: W, filter: smtp, move: {dialogue: smtp, to: mail}}', ['8:9: a needs exactly one of filter, connection and move']],
    ['a count of connections', '      - {id: a, what: W, count: 2, connection: [smtp]}', ['8:33: count goes with filter alone']],
    ['a count of nothing', '      - {id: a, what: W, count: 0, filter: smtp}', ['8:33: parts.0.needs.0.count should be 1 at least']],
    ['a dialogue that is not known', '      - {id: a, what: W, move: {dialogue: smpt, to: mail}}', [`8:43: there is no dialogue smpt; there are ${dialogueNames.join(', ')}`]],
    ['a state that is not known', '      - {id: a, what: W, move: {dialogue: smtp, from: start, to: mail}}', ['8:55: there is no state start; there are greeting, ready, mail, rcpt, data, auth, tls, quit']],
    ['the same id twice', '      - {id: a, what: W, filter: smtp}\n      - {id: a, what: V, filter: smtp}', ['9:14: a is there twice']],
  ])('%s', (_name, need, expected) => {
    expect(mistakes(definition({ need }))).toEqual(expected);
  });

  test('a need without a hint', () => {
    expect(mistakes(definition({ hint: '' }))).toEqual(['7:9: a has no hint, and neither has its part']);
  });

  test('a protocol that is not known', () => {
    expect(mistakes(definition({ id: '  - id: smtq' }))).toEqual(['4:9: there is no protocol smtq; did you mean smtp?']);
    expect(mistakes(definition({ name: '    title: SMTP\n    protocols: [smtp, zzzzzzzz]' }))).toEqual(['6:23: there is no protocol zzzzzzzz']);
  });

  test.each<[string, string, string[]]>([
    ['a choice', '      packets: [smtp, {filter: smtq}]', ['10:32: there is no field or protocol smtq; did you mean smtp?']],
    ['a field that holds no packet number', '      packets: [{filter: arp, with: arp.opcode}]', ['10:37: arp.opcode does not hold the number of a packet']],
    ['a field that is not there', '      fields: [smtp.req.comand]', ['10:16: there is no field smtp.req.comand; did you mean smtp.req.command?']],
    ['a layer that is not there', '      decode: [smtp, ipv5]', ['10:22: there is no protocol ipv5; did you mean ipv6?']],
  ])('the sheet: %s', (_name, line, expected) => {
    expect(mistakes(definition({}, '    sheet:', line))).toEqual(expected);
  });

  test('aliases that multiply, and a file without end, are refused', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...Array.from({ length: 9 }, (_, i) => `${'bcdefghij'[i]}: &${'bcdefghij'[i]} [${Array.from({ length: 9 }, () => `*${'abcdefghi'[i]}`).join(',')}]`)].join('\n');
    expect(mistakes(bomb)).toEqual(['1:1: aliases that multiply without end']);
    expect(mistakes('#'.repeat(MAX_YAML + 1))).toEqual(['1:1: the file is longer than 1\u202f000\u202f000 characters']);
  });
});
