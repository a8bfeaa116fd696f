import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, spawn, temporaryFolder } from '../build/program.ts';
import { browse } from './browser.ts';
import { describeWith } from './programs.ts';

const captures = path.resolve(import.meta.dirname, '../../captures');
const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));
const at = (name: string): string => path.join(folder, name);

/** Every line of every dump of the sheets, as the program makes them: what a page must show in one piece. */
function dumpLines(name: string): string[] {
  const text = fs.readFileSync(at(`${name}.md`), 'utf8');
  return [...text.matchAll(/^```\n([^]*?)\n```$/gm)].flatMap(([, dump]) => dump!.split('\n'));
}

function write(name: string, capture: string, ...options: readonly string[]): void {
  const { code, err } = spawn(['sheet', path.join(captures, capture), '--out', at(name), ...options]);
  if (code !== 0) throw new Error(err);
}

/** The lines of a PDF, as they stand on its pages. */
function pageLines(pdf: string): string[] {
  const { status, stdout } = spawnSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(status).toBe(0);
  return stdout.split(/[\n\f]/).map((line) => line.trim());
}

/** Each line of the dumps stands on the pages, whole and in one line; spaces within it may have become fewer or more. */
function expectDumps(pdf: string, name: string): void {
  const squeezed = (line: string): string => line.replace(/\s+/g, ' ').trim();
  const seen = new Set(pageLines(pdf).map(squeezed));
  const lines = dumpLines(name).map(squeezed);
  expect(lines.length).toBeGreaterThan(100);
  expect(lines.filter((line) => !seen.has(line))).toEqual([]);
}

/** Pages are A4, and nothing stands in their margins. */
function expectPages(pdf: string): void {
  const info = spawnSync('pdfinfo', [pdf], { encoding: 'utf8' }).stdout;
  expect(info).toMatch(/Page size:\s+59[45](\.\d+)? x 84[12](\.\d+)? pts/);
  const boxes = spawnSync('pdftotext', ['-bbox', pdf, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout;
  const right = [...boxes.matchAll(/xMax="([\d.]+)"/g)].map(([, x]) => Number(x));
  expect(right.length).toBeGreaterThan(1000);
  expect(Math.max(...right)).toBeLessThan(595 - 28);
}

describeWith(['soffice', 'pdftotext', 'pdfinfo'], 'a docx sheet in LibreOffice', () => {
  beforeAll(() => {
    build();
    write('lab4.docx', 'lab4.pcapng');
    write('lab4.md', 'lab4.pcapng');
    fs.writeFileSync(at('form.docx'), spawn(['sheet', '--blank', '--format', 'docx']).bytes);
    const { status, stderr } = spawnSync('soffice', [`-env:UserInstallation=file://${at('profile')}`, '--headless', '--convert-to', 'pdf', '--outdir', folder, at('lab4.docx'), at('form.docx')], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  });

  test('opens; no line of a dump is wrapped, and nothing runs over the margin', () => {
    expectDumps(at('lab4.pdf'), 'lab4');
    expectPages(at('lab4.pdf'));
  });

  test('the tags of the sections are headings of it', () => {
    const lines = pageLines(at('lab4.pdf'));
    for (const tag of ['[ARP] packet no. 1', '[ICMP] packet no. 8', '[SMTP] packet no. 64', '[POP] packet no. 98', '[TCP] packet no. 25', '[HTTP] packet no. 30', '[NBNS] packet no. 109']) expect(lines).toContain(tag);
    expect(pageLines(at('form.pdf')).filter((line) => line.endsWith('packet no. __'))).toHaveLength(7);
  });
});

describeWith(['chromium', 'pdftotext', 'pdfinfo'], 'an HTML sheet in Chromium', () => {
  beforeAll(() => {
    build();
    write('page.html', 'lab4.pcapng');
    write('page.md', 'lab4.pcapng');
    browse(at('browser'), '--no-pdf-header-footer', `--print-to-pdf=${at('page.pdf')}`, `file://${at('page.html')}`);
  });

  test('no line of a dump is cut or wrapped, and nothing runs over the margin', () => {
    expectDumps(at('page.pdf'), 'page');
    expectPages(at('page.pdf'));
  });

  test('nothing runs: a script that got into the page is kept from it by the policy, and the style is not', () => {
    const html = fs.readFileSync(at('page.html'), 'utf8');
    fs.writeFileSync(at('hostile.html'), html.replace('</body>', '<script>document.title = "ran"</script><p style="position:absolute">x</p></body>'));
    const seen = browse(at('browser'), '--dump-dom', `file://${at('hostile.html')}`);
    expect(seen).toContain('<title>Lab 4: packet analysis</title>');
    expect(seen).not.toContain('<title>ran</title>');
  });
});
