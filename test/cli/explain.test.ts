import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { askedLanguage, environmentLanguage } from '../../src/cli/language.ts';
import { run } from '../build/program.ts';

const captures = path.resolve(import.meta.dirname, '../../captures');
const capture = (name: string): string => path.join(captures, name);
/** The terms that were explained. */
const heads = (out: string): string[] => out.split('\n').filter((line) => /^\S/.test(line)).map((line) => line.split('  ')[0]!);

afterEach(() => vi.unstubAllEnvs());

describe('pupil explain', () => {
  test('a reply code of a protocol', async () => {
    const { code, out } = await run('explain', 'smtp', '550');
    expect([code, out.split('\n')[0]]).toEqual([0, '550  mailbox not available']);
    expect(out).toMatch(/RFC 5321 §4\.2/);
  });

  test('a field by its path', async () => {
    const { out } = await run('explain', 'tcp.flags.syn');
    expect(heads(out)).toEqual(['tcp.flags.syn']);
    expect(out).toMatch(/field of tcp\.flags · true or false · RFC 9293 §3\.1/);
  });

  test('the names of its values are listed with a field that stands alone', async () => {
    const { out } = await run('explain', 'arp.opcode');
    expect(out).toMatch(/values:\n +1 request\n +2 reply/);
  });

  test.each(['FETCH', 'fetch'])('%s: a command, whatever its case', async (word) => {
    const { out } = await run('explain', word);
    expect(out).toMatch(/^FETCH  Command\n/m);
    expect(out).toMatch(/imap\.request\.command · RFC 3501 §6\.4\.5/);
  });

  test.each(['0x0806', '0x806', '2054'])('%s: an EtherType, told by what it leads to', async (number) => {
    const { out } = await run('explain', 'eth', number);
    expect(out).toMatch(/^0x0806  ARP\n    Finds the hardware address/);
  });

  test('POP3 is POP; a state; a NetBIOS suffix; a fault', async () => {
    expect((await run('explain', 'pop3', 'DELE')).out).toMatch(/^DELE  Command\n/);
    expect((await run('explain', 'imap', 'selected')).out).toMatch(/state of IMAP/);
    expect((await run('explain', 'netbios', '0x20')).out).toMatch(/^0x20  Server service\n    The machine offers files or printers\.\n/);
    expect((await run('explain', 'header-length')).out).toMatch(/fault header-length/);
  });

  test('words of a label, several of them', async () => {
    expect(heads((await run('explain', 'tcp', 'fast retransmission')).out)).toEqual(['tcp.analysis.fast_retransmission']);
  });

  test('in another language by its words, and by the English ones', async () => {
    for (const word of ['Порт отправителя', 'Source port']) expect(heads((await run('--lang', 'ru', 'explain', 'tcp', word)).out)).toEqual(['tcp.srcport']);
    expect((await run('explain', 'tcp.srcport', '--lang', 'vi')).out).toMatch(/^tcp\.srcport {2}Cổng nguồn\n/);
  });

  test.each([['fetsh', 'FETCH'], ['tcp.flags.sin', 'tcp.flags.syn']])('%s: %s is suggested', async (word, near) => {
    expect(await run('explain', word)).toMatchObject({ code: 1, out: '', err: `pupil: nothing is known here of ${word}; did you mean ${near}?\n` });
  });

  test('nothing, and nothing that looks like it', async () => {
    expect((await run('explain')).code).toBe(1);
    expect((await run('explain', 'qqqqqqqqqqqqqqqqqqqqqqqq')).err).toMatch(/pupil fields lists the fields/);
  });
});

describe('--explain', () => {
  test('under the lines of the tree: each field once', async () => {
    const { out } = await run('packets', capture('arp.pcap'), '--packet', '1', '--explain');
    expect(out.match(/Whether the packet asks or answers, and what for\./g)).toHaveLength(1);
    expect(out).toMatch(/Opcode +1 {2}request\n +Whether the packet asks/);
  });

  test('under what was said, with the codes and the states', async () => {
    const { out } = await run('sessions', capture('lab5.pcap'), '0', '--explain');
    expect(out).toMatch(/C: MAIL FROM: <anna@lab\.test>\n +MAIL: begins a mail and says who sends it\n/);
    expect(out).toMatch(/\n +503 wrong order of commands: The command does not belong here/);
    expect(out).toMatch(/state: greeting → ready: .*\n +no mail is begun; the client may begin one\n/);
  });

  test('what was captured stays as it is', async () => {
    const plain = await run('sessions', capture('lab5.pcap'), '0');
    const explained = await run('sessions', capture('lab5.pcap'), '0', '--explain');
    const lines = new Set(explained.out.split('\n'));
    expect(plain.out.split('\n').filter((line) => !lines.has(line))).toEqual([]);
  });
});

describe('which language', () => {
  test('--lang counts most, then PUPIL_LANG, LC_ALL, LC_MESSAGES, LANG; the first that is set decides', () => {
    expect(environmentLanguage({ PUPIL_LANG: 'vi', LC_ALL: 'ru_RU.UTF-8' })).toBe('vi');
    expect(environmentLanguage({ PUPIL_LANG: '', LC_ALL: 'ru_RU.UTF-8', LANG: 'vi_VN' })).toBe('ru');
    expect(environmentLanguage({ LC_MESSAGES: 'vi_VN.UTF-8', LANG: 'ru_RU' })).toBe('vi');
    expect(environmentLanguage({ LANG: 'ru' })).toBe('ru');
    expect(environmentLanguage({ LC_ALL: 'C', LANG: 'ru_RU' })).toBe('en');
    expect([environmentLanguage({}), environmentLanguage({ LANG: 'POSIX' }), environmentLanguage({ LANG: 'de_DE@euro' }), environmentLanguage({ LANG: 'run' })]).toEqual(['en', 'en', 'en', 'en']);
  });

  test('--lang is taken out wherever it stands, but not behind --', () => {
    expect(askedLanguage(['packets', '--lang', 'ru', 'x'])).toEqual({ rest: ['packets', 'x'], language: 'ru' });
    expect(askedLanguage(['--lang=vi', 'analyze'])).toEqual({ rest: ['analyze'], language: 'vi' });
    expect(askedLanguage(['explain', '--', '--lang', 'ru'])).toEqual({ rest: ['explain', '--', '--lang', 'ru'], language: undefined });
    expect(askedLanguage(['--lang', 'en', '--lang', 'vi'])).toEqual({ rest: [], language: 'vi' });
    expect(askedLanguage(['packets', '--lang'])).toEqual({ rest: ['packets'], language: '' });
  });

  test('the environment, the option, and a language that there is not', async () => {
    vi.stubEnv('PUPIL_LANG', 'ru');
    expect((await run('stats', capture('arp.pcap'), 'tcp')).out).toBe('соединений TCP в нём нет\n');
    expect((await run('stats', capture('arp.pcap'), 'tcp', '--lang', 'vi')).out).toBe('trong đó không có kết nối TCP nào\n');
    expect(await run('--lang', 'xx')).toEqual({ code: 1, out: '', err: 'pupil: языка xx нет; есть en, ru, vi\n' });
  });

  test.each([['ru', 'Параметры:', 'нет параметра fnord; -h перечисляет все'], ['vi', 'Tham số:', 'không có tham số fnord; -h liệt kê tất cả']])('%s: help and mistakes of the command line, those of yargs too', async (language, options, unknown) => {
    const { out } = await run('packets', '-h', '--lang', language);
    expect(out).toContain(options);
    expect(out.match(/\[(?:boolean|string|array|default|choices|required)\b/g)).toBeNull();
    expect((await run('packets', '--fnord', '--lang', language)).err).toBe(`pupil: ${unknown}\n`);
  });

  test('plural forms of Russian: 1, 2, 5, 11, 21 (CLDR)', async () => {
    const { Catalogue } = await import('../../src/text/catalogue.ts');
    const { russian } = await import('../../src/text/russian/index.ts');
    const c = new Catalogue('ru', russian);
    expect([1, 2, 5, 11, 21].map((count) => c.say('overview.packets', { count }))).toEqual(['1 пакет', '2 пакета', '5 пакетов', '11 пакетов', '21 пакет']);
    expect(c.fault({ code: 'cut', at: 0, need: 21, had: 3 })).toBe('обрезано при захвате: нужно 21 байт, захвачено 3 байта');
    expect([c.bytes(1234), c.duration(2.354)]).toEqual(['1,2 кБ', '2,35 с']);
  });
});
