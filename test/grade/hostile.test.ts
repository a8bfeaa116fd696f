import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FileBytes } from '../../src/grade/hand-in.ts';
import { captureOf, grade, handed, lab4, pointsOf } from '../build/grading.ts';
import { hostileReports } from '../build/hostile-report.ts';
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
  test.each(hostileReports())('%s', { timeout: SOON }, async (_, file, code) => {
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
