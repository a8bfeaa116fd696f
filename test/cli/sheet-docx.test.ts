import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { safe } from '../../src/base/escape.ts';
import { sheetDocx } from '../../src/cli/sheet-docx.ts';
import type { SheetDocument } from '../../src/report/sheet-document.ts';

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

/** The texts of a docx document, run by run. */
async function runs(sheet: SheetDocument): Promise<{ xml: string; texts: string[] }> {
  const xml = strFromU8(unzipSync(await sheetDocx(sheet))['word/document.xml']!);
  const texts = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text!.replace(/&\w+;/g, (entity) => entities[entity]!));
  return { xml, texts };
}

const sheet = (text: string): SheetDocument => ({
  language: 'en', title: 'T', facts: [['Name', '']],
  blocks: [
    { kind: 'section', text: '[ARP] packet no. 1' }, { kind: 'note', text }, { kind: 'dump', lines: ['0000  00 01   ..', '0010  02'] }, { kind: 'room', lines: 2 },
    { kind: 'table', columns: [{ title: 'A', share: 50 }, { title: 'B', share: 50 }], rows: [{ cells: [{ text, isCode: true }, { text: 'm', depth: 1 }] }] },
  ],
});

describe('a sheet as docx', () => {
  test('everything is in it, a paragraph for each line of a dump', async () => {
    const { texts } = await runs(sheet('x  y'));
    expect(texts.filter((text) => text !== '')).toEqual(['T', 'Name', '[ARP] packet no. 1', 'x  y', '0000  00 01   ..', '0010  02', 'A', 'B', 'x  y', 'm']);
  });

  test('any text gives XML (XML 1.0 §2.2), and is read back as it was shown', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }), { minLength: 30, maxLength: 60 }), async (any) => {
      const shown = any.map(safe);
      const { xml, texts } = await runs({ language: 'en', title: 'T', facts: [], blocks: shown.map((text) => ({ kind: 'note', text })) });
      // oxlint-disable-next-line no-control-regex -- the characters that XML has no place for
      expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
      expect(texts).toEqual(['T', ...shown.map((text) => text.replace(/[\ufffe\uffff]/g, '\ufffd'))]);
    }), { numRuns: 8 });
  });
});
