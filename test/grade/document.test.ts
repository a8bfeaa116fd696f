import { describe, expect, test } from 'vitest';
import { readReport } from '../../src/grade/document/read-report.ts';
import { type Block, cellText, type Report } from '../../src/grade/report.ts';
import { sectionsOf } from '../../src/grade/section.ts';
import { reportPlatform } from '../../src/node/report-platform.ts';
import { hex, utf8 } from '../build/bytes.ts';
import { docx, odt } from '../build/zip.ts';

async function read(file: Uint8Array | string): Promise<Report> {
  const { report, fault } = await readReport(typeof file === 'string' ? utf8(file) : file, reportPlatform);
  expect(fault).toBeUndefined();
  return report!;
}

/** A report in a few characters: `# heading`, `| cell | cell |`, lines. */
function shown(blocks: readonly Block[]): string[] {
  const lines = blocks.flatMap((block) => {
    if (block.kind === 'picture') return ['[picture]'];
    if (block.kind === 'table') return block.rows.map((row) => `| ${row.map(cellText).join(' | ')} |`);
    const text = block.lines.map((line) => line.text);
    return block.kind === 'heading' ? [`${'#'.repeat(block.level)} ${text.join(' ')}`] : text;
  });
  return lines.filter((line) => line !== '');
}

const p = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

describe('docx (ECMA-376-1 §17)', () => {
  test('headings by their style, whatever its id is; tabs and breaks; tables', async () => {
    const report = await read(docx(`<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>[ARP] пакет № 1</w:t></w:r></w:p>
      <w:p><w:r><w:t>0000</w:t><w:tab/><w:t>00 01</w:t><w:br/><w:t>0010</w:t></w:r></w:p>
      <w:tbl><w:tr><w:tc>${p('Поле')}</w:tc><w:tc>${p('Значение')}</w:tc></w:tr><w:tr><w:tc>${p('Код')}</w:tc><w:tc>${p('1')}${p('(запрос)')}</w:tc></w:tr></w:tbl>`));
    expect(report.kind).toBe('docx');
    expect(shown(report.blocks)).toEqual(['# [ARP] пакет № 1', '0000\t00 01', '0010', '| Поле | Значение |', '| Код | 1 (запрос) |']);
    const table = report.blocks.at(-1)!;
    expect(table.kind === 'table' && table.rows[1]![1]!.lines[0]!.place.cell).toEqual({ table: 1, row: 2, column: 2 });
  });

  test('what was deleted is gone, what was inserted is there (tracked changes)', async () => {
    const report = await read(docx('<w:p><w:r><w:t>TTL: </w:t></w:r><w:del><w:r><w:delText>128</w:delText></w:r></w:del><w:ins><w:r><w:t>64</w:t></w:r></w:ins></w:p>'));
    expect(shown(report.blocks)).toEqual(['TTL: 64']);
  });

  test('text boxes are read once, hidden text not at all, pictures are noted', async () => {
    const box = `<w:txbxContent>${p('in the box')}</w:txbxContent>`;
    const report = await read(docx(`<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx>${box}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>${box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>
      <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>seen</w:t></w:r></w:p><w:p><w:r><a:blip r:link="file:///etc/passwd"/></w:r></w:p>`));
    expect(shown(report.blocks)).toEqual(['in the box', 'seen', '[picture]']);
  });

  test('soft hyphens and blanks that do not break do not hide a label', async () => {
    const report = await read(docx(`${p('[TCP]')}${p('Порт\u00a0источ\u00adника: 25')}`));
    expect(sectionsOf(report)[0]!.claims).toMatchObject([{ value: '25', paths: ['tcp.srcport'] }]);
  });
});

describe('odt (ODF 1.3 part 3)', () => {
  test('headings, blanks, tabs, tables, tracked deletions', async () => {
    const report = await read(odt(`<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>
      <text:h text:outline-level="2">ICMP</text:h><text:p>0000<text:s text:c="2"/>45 00<text:tab/>E.<text:line-break/>next</text:p>
      <table:table><table:table-row><table:table-cell><text:p>Тип</text:p></table:table-cell><table:table-cell><text:p>8</text:p></table:table-cell></table:table-row></table:table>`));
    expect(report.kind).toBe('odt');
    expect(shown(report.blocks)).toEqual(['## ICMP', '0000  45 00\tE.', 'next', '| Тип | 8 |']);
  });
});

describe('text formats are known by their content', () => {
  test('HTML: blanks count in pre, scripts and deletions are no text', async () => {
    const report = await read('<!DOCTYPE html><title>x</title><script>alert(1)</script><h2>TCP</h2><pre>0000  00 01\n0010  02</pre><p>Порт <del>80</del>25<table><tr><th>A<td>B</table>');
    expect(report.kind).toBe('html');
    expect(shown(report.blocks)).toEqual(['## TCP', '0000  00 01', '0010  02', 'Порт 25', '| A | B |']);
  });

  test('Markdown: fences, tables, and dumps without a fence, whose asterisks are bytes', async () => {
    const report = await read('# Lab\n\n```\n0000  2a 2a\n```\n\n| A | B |\n|---|---|\n| c | **d** |\n\n0000  2a 5f 2a 5f 2a 5f 2a 5f  2a 5f 2a 5f 2a 5f 2a 5f   *_*_*_*_*_*_*_*_\n');
    expect(report.kind).toBe('markdown');
    expect(shown(report.blocks)).toEqual(['# Lab', '0000  2a 2a', '| A | B |', '| c | d |', '0000  2a 5f 2a 5f 2a 5f 2a 5f  2a 5f 2a 5f 2a 5f 2a 5f   *_*_*_*_*_*_*_*_']);
  });

  test('Markdown: in code nothing has a meaning', async () => {
    const report = await read('# Lab\n\nParameter: `FROM:<anna@lab.test> *a* _b_ &lt; [x](y)`\n\n| A | B |\n|---|---|\n| `TO:<minh@lab.test>` | \\<i\\> <b>d</b> |\n');
    expect(shown(report.blocks)).toEqual(['# Lab', 'Parameter: FROM:<anna@lab.test> *a* _b_ &lt; [x](y)', '| A | B |', '| TO:<minh@lab.test> | <i> d |']);
  });

  test.each([
    ['UTF-8', utf8('Порт источника: 25')], ['UTF-8 with a mark', utf8('\ufeffПорт источника: 25')], ['UTF-16', Uint8Array.from(Buffer.from('\ufeffПорт источника: 25', 'utf16le'))],
    ['Windows-1251', hex('cf ee f0 f2 20 e8 f1 f2 ee f7 ed e8 ea e0 3a 20 32 35')],
  ])('plain text in %s', async (_, bytes) => {
    const report = await read(bytes);
    expect([report.kind, ...shown(report.blocks)]).toEqual(['text', 'Порт источника: 25']);
  });

  test('a picture is a report without text', async () => {
    expect(await read(hex('89 50 4e 47 0d 0a 1a 0a 00 00'))).toMatchObject({ kind: 'picture', layer: 'empty' });
  });

  test('letters that came out as signs are a broken layer', async () => {
    expect((await read('Địa chỉ nguồn'.repeat(20))).layer).toBe('sound');
    expect((await read('C\ue001ng \ue002ích và ngu\ufffdn '.repeat(20))).layer).toBe('broken');
  });
});
