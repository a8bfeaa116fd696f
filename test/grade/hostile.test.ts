import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileBytes } from '../../src/grade/hand-in.ts';
import { captureOf, grade, handed, lab4, pointsOf } from '../build/grading.ts';
import { docx, zip } from '../build/zip.ts';

const capture = handed('c.pcapng', captureOf(1));
/** Milliseconds that a hostile file may take on a busy machine. */
const SOON = 60_000;

async function why(...files: readonly FileBytes[]): Promise<string | undefined> {
  const { ungradable } = await grade(files);
  return ungradable?.fault?.code ?? ungradable?.key;
}

const p = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

describe('hostile hand-ins are refused with a reason, and soon', () => {
  test.each<[string, Uint8Array, string]>([
    ['a bomb: 200 MB of blanks in 200 kB', docx(' '.repeat(200_000_000)), 'report-inflated'],
    ['a size that lies', zip([{ name: '[Content_Types].xml', content: '<Types/>' }, { name: 'word/document.xml', content: new Uint8Array(1_000_000), size: 10 }]), 'report-lie'],
    ['200,000 elements in each other', docx('<w:tbl>'.repeat(200_000)), 'report-nesting'],
    ['a document type with entities', docx(p('&x;'), [], '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), 'report-doctype'],
    ['a way out of the package', docx('', [{ name: '../../etc/x', content: 'x' }]), 'report-path'],
    ['an absolute path', docx('', [{ name: '/etc/x', content: 'x' }]), 'report-path'],
    ['a link', docx('', [{ name: 'word/link', content: '/etc/passwd', attributes: (0o120777 << 16) >>> 0 }]), 'report-path'],
    ['an encrypted package', zip([{ name: '[Content_Types].xml', content: 'x', flags: 1 }]), 'report-encrypted'],
    ['no package at all', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), 'report-directory'],
    ['3,000 files', docx('', Array.from({ length: 3000 }, (_, i) => ({ name: `word/${i}`, content: '' }))), 'report-entries'],
    ['a PDF that is none', new TextEncoder().encode('%PDF-1.7 nothing'), 'report-damaged'],
    ['an archive of another kind', new TextEncoder().encode('Rar!\x1a\x07\x00 rubbish'), 'report-foreign'],
  ])('%s', { timeout: SOON }, async (_, file, code) => {
    expect(await why(capture, handed('r.docx', file))).toBe(code);
  });

  test('a link to a file of this machine is not followed', async () => {
    const linked = docx(
      '<w:p><w:r><w:drawing><a:blip xmlns:a="a" xmlns:r="r" r:link="rId9"/></w:drawing></w:r></w:p>',
      [{ name: 'word/_rels/document.xml.rels', content: '<Relationships><Relationship Id="rId9" TargetMode="External" Target="file:///etc/passwd"/></Relationships>' }],
    );
    const outcome = await grade([capture, handed('r.docx', linked)]);
    expect(JSON.stringify(outcome)).not.toContain('root:');
  });

  test('a file that is too large is not looked at', async () => {
    expect(await why(capture, { name: 'r.docx', size: 60_000_000, modified: 0, isOnlineText: false, bytes: undefined })).toBe('ungradable.size');
  });

  test('a capture that unpacks without end', { timeout: SOON }, async () => {
    const { gzipSync } = await import('node:zlib');
    const record = Buffer.alloc(16 + 65_000);
    record.writeUInt32LE(65_000, 8);
    record.writeUInt32LE(65_000, 12);
    const header = Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex');
    const bomb = gzipSync(Buffer.concat([header, ...Array.from({ length: 1700 }, () => record)]));
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await why(handed('bomb.pcap.gz', bomb))).toBe('capture-bomb');
  });

  test('an archive of a student is unpacked; one in it is not', async () => {
    const inner = zip([{ name: 'c.pcapng', content: captureOf(1) }]);
    expect(pointsOf(await grade([handed('all.zip', zip([{ name: 'c.pcapng', content: captureOf(1) }, { name: 'r.docx', content: docx(p('nothing')) }]))]))).toBe(30);
    expect(await why(handed('all.zip', zip([{ name: 'inner.zip', content: inner }])))).toBe('report-foreign');
    expect(await why(handed('all.zip', zip([{ name: '../c.pcapng', content: captureOf(1) }])))).toBe('report-path');
  });

  test('any bytes, as report or as capture: an outcome, never a throw', async () => {
    const starts = fc.constantFrom('', 'PK\x03\x04', '%PDF-1.4\n', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '\xd4\xc3\xb2\xa1', '\x0a\x0d\x0d\x0a', '\x1f\x8b', '# [ARP]\n', '<html>');
    await fc.assert(fc.asyncProperty(starts, fc.uint8Array({ maxLength: 400 }), async (start, rest) => {
      const file = Buffer.concat([Buffer.from(start, 'latin1'), rest]);
      const outcome = await grade([handed('a', file), handed('b', captureOf(0))], { ...lab4, checks: [] });
      expect(outcome.sha256).toMatch(/^[\da-f]{64}$/);
    }), { numRuns: 60 });
  });
});
