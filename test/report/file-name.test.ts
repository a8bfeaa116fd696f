import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extensionOf, safeFileName } from '../../src/report/file-name.ts';

describe('file names from captured text', () => {
  test.each([
    ['report.pdf', 'report.pdf'], ['../../etc/passwd', 'passwd'], ['..\\..\\boot.ini', 'boot.ini'], ['/', ''], ['..', ''], ['.bashrc', 'bashrc'], ['a b\tc.txt', 'a_b_c.txt'],
    ['отчёт №4.docx', 'отчёт_4.docx'], ['báo cáo.docx', 'báo_cáo.docx'], ['x\u202Etxt.exe', 'x_txt.exe'], ['evil\u0000.txt', 'evil_.txt'], ['con', '_con'], ['NUL.txt', '_NUL.txt'], ['a...b', 'a.b'], ['-rf', 'rf'],
    ['name.', 'name'], ['=cmd().csv', 'cmd_.csv'],
  ])('%j becomes %j', (text, name) => {
    expect(safeFileName(text)).toBe(name);
  });

  test('a long name keeps its ending', () => {
    expect(safeFileName(`${'a'.repeat(300)}.pdf`)).toBe(`${'a'.repeat(76)}.pdf`);
  });

  test('whatever the text, nothing in the name leads elsewhere or does anything', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const name = safeFileName(text);
      expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cf}\s]/u);
      expect(name.startsWith('.')).toBe(false);
      expect(name.length).toBeLessThanOrEqual(81);
    }));
  });

  test('endings by media type', () => {
    expect([extensionOf('text/html; charset=utf-8'), extensionOf('IMAGE/PNG'), extensionOf('x/y')]).toEqual(['.html', '.png', '.bin']);
  });
});
