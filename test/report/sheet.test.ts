import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safe } from '../../src/base/escape.ts';
import { type Block, DUMP_COLUMNS, type SheetDocument } from '../../src/report/sheet-document.ts';
import { sheetHtml } from '../../src/report/sheet-html.ts';
import { sheetMarkdown } from '../../src/report/sheet-markdown.ts';
import { MAX_DUMP } from '../../src/report/sheet-packet.ts';
import { MAX_LINES, MAX_ROWS } from '../../src/report/sheet-dialogue.ts';
import { sheetTemplate } from '../../src/report/sheet.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { hex } from '../build/bytes.ts';
import { conversation, type Turn } from '../build/dialogue.ts';
import { bundledLab, filtered, frame, framesOf, labOf, sheetOf } from '../build/lab.ts';

const lab4 = bundledLab('lab4');
const whole = framesOf('lab4.pcapng');
const filled = sheetOf(lab4, whole);

type Kind<K extends Block['kind']> = Extract<Block, { kind: K }>;
const blocks = <K extends Block['kind']>(sheet: SheetDocument, kind: K): Kind<K>[] => sheet.blocks.filter((block): block is Kind<K> => block.kind === kind);
const texts = (sheet: SheetDocument): string[] => [...blocks(sheet, 'table').flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ text }) => text))), ...blocks(sheet, 'dump').flatMap(({ lines }) => lines)];
const all = (sheet: SheetDocument): string => [...texts(sheet), sheetMarkdown(sheet), sheetHtml(sheet)].join('\n');

/** A lab that shows every packet with these fields. */
const showing = (filter: string, more = ''): ReturnType<typeof labOf> =>
  labOf(`version: 1\ntitle: T\nparts:\n  - {id: smtp, title: S, protocols: [smtp, pop], needs: [{id: a, what: W, hint: H, connection: [tcp]}], sheet: {packets: ['${filter}'], transcript: true, states: true${more}}}`);
const talk = (turns: readonly Turn[], port = 25): ReturnType<typeof frame>[] => conversation(turns, { port }).map((p) => frame(p));

describe('the sheet of lab 4', () => {
  test('a section for each packet, with the tag that it is graded by', () => {
    expect(blocks(filled, 'section').map(({ text }) => text)).toEqual([
      ...[1, 2].map((n) => `[ARP] packet no. ${n}`), ...[7, 8].map((n) => `[ICMP] packet no. ${n}`), ...[64, 66, 67].map((n) => `[SMTP] packet no. ${n}`),
      ...[86, 98, 100].map((n) => `[POP] packet no. ${n}`), ...[25, 26, 27].map((n) => `[TCP] packet no. ${n}`), ...[28, 30].map((n) => `[HTTP] packet no. ${n}`),
      ...[109, 114, 141].map((n) => `[NBNS] packet no. ${n}`),
    ]);
  });

  test('the original is the packet: its bytes can be read back', () => {
    const dumps = blocks(filled, 'dump').map(({ lines }) => hex(lines.map((line) => line.slice(6, 53)).join(' ')));
    expect(dumps).toEqual([1, 2, 7, 8, 64, 66, 67, 86, 98, 100, 25, 26, 27, 28, 30, 109, 114, 141].map((n) => whole[n - 1]!.bytes));
  });

  test('no line of a dump is wider than what fits on A4', () => {
    for (const { lines } of blocks(filled, 'dump')) for (const line of lines) expect(line.length).toBeLessThanOrEqual(DUMP_COLUMNS);
  });

  test('fields with their bytes, value and meaning; a field is explained once', () => {
    const [arp] = blocks(filled, 'table');
    expect(arp!.rows.map(({ cells }) => cells.map(({ text }) => text)).slice(6, 9)).toEqual([
      ['Opcode', '20–21', '1', 'request'], ['Sender hardware address', '22–27', '00:1b:21:77:00:0a', 'Intel'], ['Sender IP address', '28–31', '10.77.0.10', 'IPv4 address of the sender; 0.0.0.0 where it has none yet.'],
    ]);
    expect(texts(filled).filter((text) => text.startsWith('IPv4 address of the sender;'))).toHaveLength(1);
  });

  test('how the connection is opened (RFC 9293 §3.5)', () => {
    const table = blocks(filled, 'table').find(({ columns }) => columns.length === 6)!;
    const rows = table.rows.map(({ cells }) => cells.map(({ text }) => text));
    expect(rows.map(([number, ends, flags]) => [number, ends, flags])).toEqual([['25', '40001 → 80', 'SYN'], ['26', '80 → 40001', 'SYN, ACK'], ['27', '40001 → 80', 'ACK']]);
    expect(BigInt(rows[1]![4]!)).toBe(BigInt(rows[0]![3]!) + 1n);
  });

  test('what was said, with its meaning, and the states', () => {
    expect(texts(filled)).toEqual(expect.arrayContaining(['RETR 1', 'asks for a mail', '354 End data with <CR><LF>.<CR><LF>', 'the client says good-bye', 'transaction']));
  });

  test('what the capture does not hold is said, with room to write', () => {
    const sheet = sheetOf(lab4, filtered(whole, 'icmp', false));
    const at = sheet.blocks.findIndex((block) => block.kind === 'section' && block.text === '[ICMP] packet no. __');
    expect(sheet.blocks.slice(at + 1, at + 4)).toEqual([{ kind: 'note', text: 'The capture holds no such packet.' }, { kind: 'heading', text: 'Original' }, { kind: 'room', lines: 6 }]);
  });
});

describe('worksheets', () => {
  test('on a capture: bytes and places are given, values and meanings are not', () => {
    const sheet = sheetOf(lab4, whole, { isBlank: true });
    const fields = blocks(sheet, 'table').filter(({ columns }) => columns[2]!.title === 'Value').flatMap(({ rows }) => rows).filter((row) => row.isHead !== true);
    expect(fields.length).toBeGreaterThan(100);
    for (const { cells } of fields) expect([cells[1]!.text !== '', cells[2]!.text, cells[3]!.text]).toEqual([true, '', '']);
    expect(blocks(sheet, 'dump')).toEqual(blocks(filled, 'dump'));
    expect(texts(sheet)).toEqual(expect.arrayContaining(['RETR 1']));
    expect(texts(sheet)).not.toEqual(expect.arrayContaining(['asks for a mail']));
  });

  test('without a capture: the fields that the lab asks for', () => {
    const sheet = sheetTemplate(lab4, new Catalogue());
    expect(blocks(sheet, 'section').map(({ text }) => text)).toEqual(['ARP', 'ICMP', 'SMTP', 'POP', 'TCP', 'HTTP', 'NBNS'].map((tag) => `[${tag}] packet no. __`));
    expect(blocks(sheet, 'table')[0]!.rows.map(({ cells }) => cells[0]!.text)).toContain('Opcode');
    expect(sheet.facts).toEqual([['Name', ''], ['Group', ''], ['Capture', '']]);
  });
});

describe('secrets', () => {
  const passwords = ['Parol-1', 'MatKhau-2', Buffer.from('\0anna\0Parol-1').toString('base64'), Buffer.from('Parol-1').toString('base64'), Buffer.from('anna:Parol-1').toString('base64')];
  const hexOf = (text: string): string => [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const logins: readonly [name: string, file: string, port: number][] = [
    ['PASS', 'lab4.pcapng', 110], ['LOGIN of IMAP', 'imap.pcap', 143], ['AUTH of SMTP', 'smtp-auth.pcap', 25], ['AUTH of POP3', 'pop3-apop.pcap', 110], ['Basic of HTTP', 'http-chunked-gzip.pcap', 80],
  ];

  test.each(logins)('%s is not shown, in whatever packet of %s it stands', (_name, file, port) => {
    const frames = filtered(framesOf(file), `tcp.port == ${port}`, true);
    const spoken = filtered(frames, `tcp.dstport == ${port} && tcp.len > 0`, true).map((one) => frames.indexOf(one) + 1);
    const lab = labOf(`version: 1\ntitle: T\nparts:\n  - id: smtp\n    title: S\n    needs: [{id: a, what: W, hint: H, filter: tcp}]\n    sheet:\n      decode: [eth, ip, tcp, smtp, pop, imap, http]\n      packets: [${spoken.map((n) => `frame.number == ${n}`).join(', ')}]`);
    const sheet = sheetOf(lab, frames);
    const dumps = blocks(sheet, 'dump');
    expect(dumps).toHaveLength(spoken.length);
    const text = all(sheet);
    for (const password of passwords) {
      expect(text).not.toContain(password);
      expect(text).not.toContain(Buffer.from(password).toString('hex'));
      for (const { lines } of dumps) expect(lines.map((line) => line.slice(6, 53)).join(' '), password).not.toContain(hexOf(password));
    }
    expect(text).toContain('Stars stand for a secret');
    const open = all(sheetOf(lab, frames, { showSecrets: true }));
    expect(passwords.some((password) => open.includes(password))).toBe(true);
  });

  test('stars take the place of bytes, and the columns stay', () => {
    const sheet = sheetOf(showing('pop.request.command == "PASS"'), talk([{ S: '+OK\r\n' }, { C: 'USER anna\r\n' }, { S: '+OK\r\n' }, { C: 'PASS Parol-1\r\n' }], 110));
    const lines = blocks(sheet, 'dump')[0]!.lines.slice(3);
    expect(lines[0]).toMatch(/ 50 41 53 53 20 \*\* \*\* \*\* \*\* \*\*   .{6}PASS \*{5}$/);
    expect(lines[1]).toBe('0040  ** ** 0d 0a                                       **..');
  });

  test('a password typed letter by letter is hidden in the packet that completes it, too', () => {
    const typed = Array.from('PASS geheim\r\n', (letter) => ({ C: letter }));
    const sheet = sheetOf(showing('pop.request.command == "PASS"'), talk([{ S: '+OK\r\n' }, ...typed], 110));
    expect(all(sheet)).not.toContain('geheim');
    expect(texts(sheet)).toContain('••••••');
  });
});

test('a password that was sent twice is hidden in the copy, too', () => {
  const frames = talk([{ S: '+OK\r\n' }, { C: 'USER anna\r\n' }, { S: '+OK\r\n' }, { C: 'PASS geheim\r\n' }, { S: '+OK\r\n' }], 110);
  const again = [...frames.slice(0, 7), frames[6]!, ...frames.slice(7)];
  const lab = labOf("version: 1\ntitle: T\nparts:\n  - {id: tcp, title: T, needs: [{id: a, what: W, hint: H, filter: tcp}], sheet: {packets: ['frame.number == 8'], decode: [tcp]}}");
  const sheet = sheetOf(lab, again);
  expect(blocks(sheet, 'section')).toEqual([{ kind: 'section', text: '[TCP] packet no. 8' }]);
  expect(all(sheet)).not.toContain('geheim');
  expect(all(sheet)).not.toContain(Buffer.from('geheim').toString('hex'));
  expect(blocks(sheet, 'dump')[0]!.lines.join(' ')).not.toContain('67 65 68 65 69 6d');
  expect(all(sheetOf(lab, again, { showSecrets: true }))).toContain(Buffer.from('geheim').toString('hex'));
});

describe('hostile text', () => {
  const nasty = ['<script>alert(1)</script>', '| a | b |', '`code` ``', '[x](http://evil.test)', '<img src=x onerror=y>', '\u001b[2J', '\u202egnp', '&amp;', '![i](j)', "'\"", '**b**', '\ufffe\uffff', 'a\\|b\\'];
  const said = (text: string): SheetDocument => sheetOf(showing('smtp.req.command'), talk([{ S: '220 a\r\n' }, { C: `HELO ${text}\r\n` }, { S: `250 ${text}\r\n` }, { C: `MAIL FROM:<${text}>\r\n` }, { S: '250 Ok\r\n' }]));

  test.each(nasty)('%j', (text) => {
    const sheet = said(text);
    const html = sheetHtml(sheet);
    expect(html).not.toMatch(/<(?:script|img)/);
    // oxlint-disable-next-line no-control-regex -- nothing of the kind may be left
    expect(html + sheetMarkdown(sheet)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  test('every row of a Markdown table has as many cells as its head has', () => {
    for (const text of nasty) expectTables(sheetMarkdown(said(text)));
  });

  test('any text, in every place of a document', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (any) => {
      const text = safe(any);
      const cells = [{ text }, { text, isCode: true }, { text, depth: 2 }, { text, isCode: true, depth: 1 }];
      const table: Block = { kind: 'table', columns: cells.map(() => ({ title: text, share: 25 })), rows: [{ cells }, { cells, isHead: true }] };
      const sheet: SheetDocument = { language: 'en', title: text, facts: [[text, text]], blocks: [{ kind: 'section', text: `[${text}] ${text}` }, { kind: 'note', text }, { kind: 'heading', text }, { kind: 'dump', lines: [`0000  ${text}`] }, table] };
      expectTables(sheetMarkdown(sheet));
      expect(tagsOf(sheetHtml(sheet)).filter((tag) => !known.has(tag))).toEqual([]);
    }));
  });

  const known = new Set(['!DOCTYPE', 'html', 'head', 'meta', 'title', 'style', 'body', 'h1', 'h2', 'h3', 'p', 'pre', 'table', 'colgroup', 'col', 'thead', 'tbody', 'tr', 'th', 'td', 'code']);
  const tagsOf = (html: string): string[] => [...html.matchAll(/<\/?([!\w]+)/g)].map(([, tag]) => tag!);

  /** Rows are lines that begin with a pipe; pipes that are escaped separate nothing (GFM §4.10), unless the backslash is escaped itself. */
  function expectTables(markdown: string): void {
    let cells = 0;
    for (const line of markdown.split('\n')) {
      if (!line.startsWith('| ')) cells = 0;
      else {
        const count = [...line.matchAll(/\\[\\|]|\|/g)].filter(([found]) => found === '|').length;
        if (cells > 0) expect(count, line).toBe(cells);
        cells = count;
      }
    }
  }
});

describe('limits', () => {
  test('long packets, long bodies, long dialogues are cut, and that is said', () => {
    const long = 'x'.repeat(MAX_DUMP);
    const sheet = sheetOf(showing('smtp.req.command == "HELO"'), talk([{ S: '220 a\r\n' }, { C: `HELO ${long}\r\n` }, ...Array.from({ length: MAX_ROWS + 10 }, () => ({ C: 'NOOP\r\n' }))]));
    expect(blocks(sheet, 'dump')[0]!.lines).toHaveLength(MAX_DUMP / 16);
    expect(blocks(sheet, 'note').map(({ text }) => text)).toEqual(['… and 61 more bytes']);
    expect(texts(sheet)).toContain('… and 12 more');
  });

  test('a body shows its first lines', () => {
    const body = Array.from({ length: MAX_LINES + 3 }, (_, i) => `line ${i}\r\n`).join('');
    const sheet = sheetOf(showing('smtp.req.command == "DATA"'), talk([{ S: '220 a\r\n' }, { C: 'HELO b\r\n' }, { S: '250 a\r\n' }, { C: 'MAIL FROM:<a@b>\r\n' }, { S: '250 Ok\r\n' }, { C: 'RCPT TO:<a@b>\r\n' }, { S: '250 Ok\r\n' }, { C: 'DATA\r\n' }, { S: '354 go\r\n' }, { C: `Subject: x\r\n\r\n${body}` }, { C: '.\r\n' }, { S: '250 Ok\r\n' }]));
    expect(texts(sheet)).toContain(`line ${MAX_LINES - 1}`);
    expect(texts(sheet)).not.toContain(`line ${MAX_LINES}`);
    expect(texts(sheet).some((text) => text.startsWith('… and 3 more lines'))).toBe(true);
  });
});

describe('the page', () => {
  test('loads nothing, runs nothing, and says so; its style has the sum that the policy names', async () => {
    const html = sheetHtml(filled);
    const style = /<style>([^]*)<\/style>/.exec(html)![1]!;
    const sum = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(style))).toString('base64');
    expect(html).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-${sum}&#39;"`);
    expect(html).not.toMatch(/<script|\sstyle=|\son\w+=|\ssrc=|\shref=|url\(/);
  });

  test('the same capture gives the same sheet', () => {
    expect(sheetMarkdown(sheetOf(lab4, whole))).toBe(sheetMarkdown(filled));
  });
});
