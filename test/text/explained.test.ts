import { describe, expect, test } from 'vitest';
import '../../src/analysis/inspector.ts';
import { type FaultCode, faultTexts } from '../../src/base/fault.ts';
import { type Field, fields } from '../../src/base/field.ts';
import { dialogues } from '../../src/session/index.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { languages } from '../../src/text/language.ts';
import { catalogueOf } from '../../src/text/load.ts';
import { run } from '../build/program.ts';

/** Tables of which every number has a sentence of its own, beside that of its field. */
const tables = [
  'icmp.type', 'smtp.response.code', 'http.response.code', 'ftp.response.code', 'netbios.suffix', 'tcp.option_kind', 'ip.opt.type', 'icmpv6.type', 'arp.opcode', 'nbss.type', 'nbss.error_code', 'dns.flags.rcode', 'dns.type',
  'smb.cmd', 'smb2.cmd', 'smb2.nt_status', 'icmp.message', 'icmpv6.message', 'nbns.type', 'nbns.flags.opcode', 'nbns.flags.rcode', 'nbns.nb_flags.ont', 'nbdgm.type', 'nbdgm.node_type', 'nbdgm.error_code',
  'mailslot.opcode', 'mailslot.class', 'browser.command',
];
const vocabularies = [
  'smtp.req.command', 'smtp.req.keyword', 'smtp.rsp.keyword', 'pop.request.command', 'pop.response.indicator', 'pop.response.code', 'pop.capability', 'imap.request.command', 'imap.response.status', 'imap.response.code',
  'imap.capability', 'imap.flag', 'imap.fetch.item', 'http.request.method', 'ftp.request.command', 'tcp.state', 'tcp.conn_state',
];

const bearer = (of: 'names' | 'vocabulary', id: string): Field => fields.find((f) => f[of]?.id === id)!;
const isSentence = (text: string | undefined): boolean => text !== undefined && text.length > 8 && /^[\p{Lu}\d]/u.test(text) && /[.!?]$/.test(text);

describe.each(languages)('everything is explained: %s', (language) => {
  test.each(tables)('every number of %s', async (id) => {
    const c = await catalogueOf(language);
    const names = bearer('names', id).names!;
    expect([...names.table.keys()].filter((value) => !isSentence(c.nameExplanation(names, value)))).toEqual([]);
  });

  test.each(vocabularies)('every word of %s', async (id) => {
    const c = await catalogueOf(language);
    const field = bearer('vocabulary', id);
    expect([...field.vocabulary!.table.keys()].filter((word) => (c.word(field, word) ?? '').length < 3)).toEqual([]);
  });

  test('every state, every verdict of TCP, every fault', async () => {
    const c = await catalogueOf(language);
    const states = dialogues.flatMap((d) => Object.keys(d.states).filter((state) => c.stateExplanation(d, state).length < 3).map((state) => `${d.name} ${state}`));
    const verdicts = fields.filter((f) => f.path.startsWith('tcp.analysis.') && !isSentence(c.explanation(f))).map((f) => f.path);
    const faults = (Object.keys(faultTexts) as FaultCode[]).filter((code) => c.faultPattern(code).length < 8);
    expect([...states, ...verdicts, ...faults]).toEqual([]);
  });

  test('no sentence of another language stands in', async () => {
    if (language === 'en') return;
    const [c, english] = [await catalogueOf(language), new Catalogue()];
    const same = tables.flatMap((id) => {
      const names = bearer('names', id).names!;
      return [...names.table.keys()].filter((value) => c.nameExplanation(names, value) === english.nameExplanation(names, value)).map((value) => `${id} ${value}`);
    });
    expect(same).toEqual([]);
  });
});

test('numbers are asked for in decimal or hexadecimal', async () => {
  expect((await run('explain', 'icmpv6', '135')).out).toContain('Asks for the hardware address of a neighbour');
  expect((await run('explain', 'smb', '0x72')).out).toContain('agree on a dialect');
  expect((await run('explain', 'dns', 'AAAA')).out).toContain('The IPv6 address of a name');
});
