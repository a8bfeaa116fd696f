import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MASKED } from '../../src/grade/mask.ts';
import { build, spawn, temporaryFolder } from '../build/program.ts';
import { browse } from './browser.ts';
import { describeWith } from './programs.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));
const at = (...names: readonly string[]): string => path.join(folder, ...names);

/** The width of a small phone. */
const PHONE = 360;
const languages = ['en', 'ru', 'vi'] as const;
/** The passwords of the bundled captures, in the clear and as they pass in Base64. */
const secrets = ['Parol-1', 'MatKhau-2', 'UGFyb2wtMQ', 'AGFubmEAUGFyb2wtMQ'];

/** A student who tries to get something to run, a page to burst, and a password to be shown. */
function writeHostile(): void {
  const student = at('demo', 'Lan Hostile_110_assignsubmission_file');
  fs.mkdirSync(student);
  for (const capture of ['smtp-auth.pcap', 'lab4.pcapng']) fs.copyFileSync(path.join(root, 'captures', capture), path.join(student, capture));
  const word = 'x'.repeat(600);
  fs.writeFileSync(path.join(student, 'report.txt'), `[SMTP] packet no. 9\n\nCommand: <script>document.title="ran"</script>\nParameter: "><img src=x onerror=alert(1)> ${word}\nReply code: ${'9'.repeat(300)}\n\n[POP] packet no. 88\n\nCommand: PASS\nParameter: Parol-1\n\n[SMTP]\n\nCommand: AUTH\nParameter: PLAIN AGFubmEAUGFyb2wtMQ==\n\n[TCP]\n\nFlags: ${'0x'.repeat(200)}\n`);
}

/** What a browser says of a page that is `width` wide. */
interface Seen {
  readonly file: string;
  readonly wide: number;
  /** Elements that are wider than their place. */
  readonly cut: readonly string[];
  readonly scripts: number;
  readonly loaded: number;
  readonly title: string;
  readonly columns: number;
  readonly text: string;
}

/** Pages may not measure themselves, because nothing runs in them: another page does, which holds them in frames. */
function look(files: readonly string[], width: number): Seen[] {
  const frames = files.map((file) => `<iframe width="${width}" height="800" src="${pathToFileURL(file).href}"></iframe>`).join('');
  const script = `onload = () => { document.body.dataset.seen = JSON.stringify([...document.querySelectorAll('iframe')].map((frame) => {
    const d = frame.contentDocument, all = [...d.querySelectorAll('body, body *')];
    return { file: decodeURI(frame.src), wide: d.documentElement.scrollWidth, cut: all.filter((e) => e.getBoundingClientRect().right > ${width} || (e.scrollWidth > e.clientWidth && getComputedStyle(e).display !== 'inline')).map((e) => e.outerHTML.slice(0, 80)),
      scripts: d.scripts.length, loaded: frame.contentWindow.performance.getEntriesByType('resource').length, title: d.title,
      columns: [...d.querySelectorAll('th')].filter((e) => e.offsetWidth > 0).length, text: d.body.innerText }; })); };`;
  fs.writeFileSync(at('look.html'), `<meta charset="utf-8"><style>iframe { border: 0 }</style>${frames}<script>${script}</script>`);
  const dom = browse(at('browser'), '--hide-scrollbars', '--allow-file-access-from-files', '--disable-web-security', '--virtual-time-budget=20000', '--dump-dom', `file://${at('look.html')}`);
  const seen = /data-seen="([^"]*)"/.exec(dom)![1]!;
  return JSON.parse(seen.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&nbsp;', ' ').replaceAll('&amp;', '&')) as Seen[];
}

function pages(language: string): string[] {
  const base = at(language, 'feedback');
  return fs.readdirSync(base).sort().map((name) => path.join(base, name, 'feedback.html'));
}

/** The pictures of docs/grading.md. `GOLDEN=write` takes them anew; what they look like depends on the fonts of the machine, so that they are not compared. */
const pictures = [
  { name: 'feedback-phone.png', width: PHONE, height: 1640 },
  { name: 'feedback.png', width: 900, height: 1200 },
] as const;

describeWith(['chromium'], 'the feedback page in Chromium', () => {
  beforeAll(() => {
    build();
    expect(spawn(['grade', '--demo', at('demo')]).code).toBe(0);
    writeHostile();
    for (const language of languages) expect(spawn(['grade', at('demo'), '--rubric', 'lab4', '--lang', language, '--out', at(language)]).code).toBe(4);
  });

  test.each(languages)('on a phone, in the language %s: nothing is wider than the screen, nothing runs, nothing is loaded, no secret is shown', (language) => {
    const seen = look(pages(language), PHONE);
    expect(seen).toHaveLength(10);
    for (const { file, wide, cut, scripts, loaded, title, columns, text } of seen) {
      expect({ file, wide, cut, scripts, loaded, columns }).toEqual({ file, wide: PHONE, cut: [], scripts: 0, loaded: 0, columns: 0 });
      expect(title).not.toBe('ran');
      for (const secret of secrets) expect(text, `${file}: ${secret}`).not.toContain(secret);
      expect(text.length).toBeGreaterThan(80);
    }
    const lan = seen.find(({ file }) => file.includes('Lan Hostile'))!;
    expect(lan.text).toContain(`Parameter: ${MASKED}`);
    expect(lan.text).toContain('<script>document.title="ran"</script>');
  });

  test('on a large screen the tables have columns', () => {
    const [anna] = look(pages('en').slice(0, 1), 1000);
    expect(anna).toMatchObject({ wide: 1000, cut: [] });
    expect(anna!.columns).toBeGreaterThan(20);
  });

  test('a script that got into the page is kept from running', () => {
    const [anna] = pages('en');
    fs.writeFileSync(at('bad.html'), fs.readFileSync(anna!, 'utf8').replace('</body>', '<script>document.title = "ran"</script><img src="x" onerror="document.title = \'ran\'"></body>'));
    expect(look([at('bad.html')], PHONE)[0]!.title).toBe('Lab 4: packet analysis: Anna Right');
  });

  test.each(pictures)('$name shows it as it is', ({ name, width, height }) => {
    const page = pages('en').find((file) => file.includes('Chi Onebyte'))!;
    const picture = path.join(root, 'docs', name);
    if (process.env['GOLDEN'] === 'write') browse(at('browser'), '--hide-scrollbars', '--force-device-scale-factor=1', `--window-size=${width},${height}`, `--screenshot=${picture}`, pathToFileURL(page).href);
    const header = new DataView(new Uint8Array(fs.readFileSync(picture)).buffer);
    expect([header.getUint32(16), header.getUint32(20)]).toEqual([width, height]);
    expect(fs.statSync(picture).size).toBeLessThan(150_000);
    expect(fs.readFileSync(path.join(root, 'docs/grading.md'), 'utf8')).toContain(`(${name})`);
  });
});
