import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CHARACTERS, MAX_DEPTH, MAX_ENTRIES, MAX_PART, MAX_PIECES, MAX_REPORT, MAX_REPORT_PAGES } from '../../src/grade/document/limit.ts';
import { readReport } from '../../src/grade/document/read-report.ts';
import { reportPlatform } from '../../src/node/report-platform.ts';
import { ascii, concat, hex, utf8 } from '../build/bytes.ts';
import { docx, odt, zip } from '../build/zip.ts';

/** Why a file is refused; undefined: it is read. All within a few seconds. */
async function refusal(file: Uint8Array | string): Promise<string | undefined> {
  const begin = performance.now();
  const { fault } = await readReport(typeof file === 'string' ? utf8(file) : file, reportPlatform);
  expect(performance.now() - begin).toBeLessThan(10_000);
  return fault?.code;
}

const word = '<w:p><w:r><w:t>text</w:t></w:r></w:p>';

describe('packages', () => {
  test('a bomb: a part of more than MAX_PART', async () => {
    expect(await refusal(zip([{ name: '[Content_Types].xml', content: '' }, { name: 'word/document.xml', content: new Uint8Array(MAX_PART + 1) }]))).toBe('report-inflated');
  });

  test('a part that unpacks to more, or to less, than it claims', async () => {
    expect(await refusal(zip([{ name: '[Content_Types].xml', content: '' }, { name: 'word/document.xml', content: new Uint8Array(10_000_000), size: 100 }]))).toBe('report-lie');
    expect(await refusal(zip([{ name: '[Content_Types].xml', content: '' }, { name: 'word/document.xml', content: '<x/>', size: 100 }]))).toBe('report-lie');
    expect(await refusal(zip([{ name: '[Content_Types].xml', content: '' }, { name: 'word/document.xml', content: '<x/>', crc: 1 }]))).toBe('report-part-sum');
  });

  test.each(['../../etc/passwd', '/etc/passwd', 'C:\\windows\\x', 'word/../../x', '..\\x'])('a name that leads out: %s', async (name) => {
    expect(await refusal(docx(word, [{ name, content: '' }]))).toBe('report-path');
  });

  test('a symbolic link', async () => {
    expect(await refusal(docx(word, [{ name: 'link', content: '/etc/passwd', attributes: 0xa1ff0000 }]))).toBe('report-path');
  });

  test('encrypted: by the archive, by OpenDocument, by Office', async () => {
    expect(await refusal(docx(word, [{ name: 'secret', content: 'x', flags: 1 }]))).toBe('report-encrypted');
    expect(await refusal(odt('', [{ name: 'META-INF/manifest.xml', content: '<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>' }]))).toBe('report-encrypted');
    expect(await refusal(concat(hex('d0 cf 11 e0 a1 b1 1a e1'), new Uint8Array(600), Uint8Array.from(Buffer.from('EncryptedPackage', 'utf16le'))))).toBe('report-encrypted');
  });

  test('more entries than MAX_ENTRIES; a name twice; other archives', async () => {
    expect(await refusal(zip(Array.from({ length: MAX_ENTRIES + 1 }, (_, i) => ({ name: `${i}`, content: '' }))))).toBe('report-entries');
    expect(await refusal(docx(word, [{ name: 'word/document.xml', content: '<x/>' }]))).toBe('report-part-twice');
    expect(await refusal(zip([{ name: 'a.txt', content: 'x' }]))).toBe('report-foreign');
  });

  test('cut anywhere it is damaged, and nothing throws', async () => {
    const whole = docx(word);
    for (let to = 4; to < whole.length; to += 37) expect(['report-directory', 'report-part-cut', 'report-part-lost', 'report-lie', 'report-foreign']).toContain(await refusal(whole.subarray(0, to)));
  });
});

describe('XML', () => {
  test('a document type, with or without entities', async () => {
    expect(await refusal(docx(word, [], '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'))).toBe('report-doctype');
    expect(await refusal(docx('<w:p><w:r><w:t>&a;</w:t></w:r></w:p>'))).toBe('report-part-xml');
  });

  test('elements inside each other, 200,000 deep', async () => {
    expect(await refusal(docx('<w:p>'.repeat(200_000)))).toBe('report-nesting');
    expect(await refusal(docx('<w:tbl><w:tr><w:tc>'.repeat(MAX_DEPTH) + '</w:tc></w:tr></w:tbl>'.repeat(MAX_DEPTH)))).toBe('report-nesting');
    expect(await refusal(odt('<text:list>'.repeat(200_000)))).toBe('report-nesting');
  });

  test('more characters, and more paragraphs, than a report may have', async () => {
    expect(await refusal(docx(`<w:p><w:r><w:t>${'x'.repeat(MAX_CHARACTERS + 1)}</w:t></w:r></w:p>`))).toBe('report-text');
    expect(await refusal(docx('<w:p/>'.repeat(MAX_PIECES + 1)))).toBe('report-pieces');
  });

  test('a cell that repeats a million times', async () => {
    expect(await refusal(odt('<table:table><table:table-row><table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'))).toBeUndefined();
  });
});

describe('texts', () => {
  test.each([
    ['quotations', '>'.repeat(200_000)], ['lists', '- '.repeat(200_000)], ['emphasis', `# x\n\n${'*a_ '.repeat(100_000)}`], ['brackets', `# x\n\n${'['.repeat(200_000)}`], ['backticks', `# x\n\n${'`'.repeat(200_000)}x`],
    ['pipes', `| a |\n|---|\n${'|'.repeat(200_000)}`], ['elements', `<html>${'<div>'.repeat(200_000)}`], ['formatting', `<html>${'<b><p>'.repeat(50_000)}`], ['tables', `<html>${'<table><tr><td>'.repeat(50_000)}`],
    ['attributes', `<html><p ${'a '.repeat(200_000)}>`], ['rulers', '- '.repeat(100_000) + '\n' + '-- '.repeat(100_000)],
  ])('%s without an end are read, or refused, in a moment', async (_, text) => {
    expect([undefined, 'report-nesting', 'report-text', 'report-pieces']).toContain(await refusal(text));
  });

  test('too large, empty, unknown, foreign', async () => {
    expect(await refusal(new Uint8Array(MAX_REPORT + 1))).toBe('report-size');
    expect(await refusal(new Uint8Array(0))).toBe('file-empty');
    expect(await refusal(hex('7f 45 4c 46 02 01 01 00 00 00 00 01 02 03 04'))).toBe('report-unknown');
    expect(await refusal('{\\rtf1 text}')).toBe('report-foreign');
  });

  test('any bytes: nothing throws', async () => {
    const starts = fc.constantFrom('', 'PK\x03\x04', '%PDF-1.4\n', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '<html>', '# ', '<?xml');
    await fc.assert(fc.asyncProperty(starts, fc.uint8Array({ maxLength: 300 }), async (start, bytes) => void (await refusal(concat(ascii(start), bytes)))), { numRuns: 150 });
  });
});

describe('PDF', () => {
  const folder = path.resolve(import.meta.dirname, '../fixtures/reports');

  /** A PDF of some pages; `stream` is the content of each. */
  function pdf(pages: number, stream: Uint8Array, filter = ''): Uint8Array {
    const numbers = Array.from({ length: pages }, (_, i) => 10 + i);
    const objects = [
      ascii('1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n'),
      ascii(`2 0 obj<</Type/Pages/Count ${pages}/Kids[${numbers.map((n) => `${n} 0 R `).join('')}]>>endobj\n`),
      ...numbers.map((n) => ascii(`${n} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n`)),
      concat(ascii(`4 0 obj<</Length ${stream.length}${filter}>>stream\n`), stream, ascii('\nendstream endobj\n')),
      ascii('5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n'),
    ];
    return concat(ascii('%PDF-1.4\n'), ...objects, ascii('trailer<</Root 1 0 R>>\n%%EOF'));
  }

  const text = ascii('BT /F 12 Tf 50 700 Td (Source port: 25) Tj ET');

  test('its text is read by places', async () => {
    const { report } = await readReport(pdf(1, text), reportPlatform);
    expect(report!.blocks).toMatchObject([{ kind: 'paragraph', lines: [{ text: 'Source port: 25', place: { page: 1, line: 1 } }] }]);
  });

  test('more pages than MAX_REPORT_PAGES', async () => {
    expect(await refusal(pdf(MAX_REPORT_PAGES + 1, text))).toBe('report-pages');
  });

  test('a stream that unpacks to more than MAX_PART is not unpacked', async () => {
    expect(await refusal(pdf(1, new Uint8Array(zlib.deflateSync(new Uint8Array(MAX_PART + 1))), '/Filter/FlateDecode'))).toBe('report-bomb');
    expect(await refusal(pdf(1, text, '/Filter[/FlateDecode/FlateDecode]'))).toBe('report-bomb');
  });

  test('encrypted', async () => {
    expect(await refusal(concat(pdf(1, text), ascii('\ntrailer<</Encrypt 6 0 R>>')))).toBe('report-encrypted');
  });

  test('words without some of their letters, which stand elsewhere, are a broken layer', async () => {
    const { report } = await readReport(fs.readFileSync(path.join(folder, 'shuffled.vi.pdf')), reportPlatform);
    expect(report!.layer).toBe('broken');
  });
});
