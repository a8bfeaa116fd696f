import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readReport } from '../../src/grade/document/read-report.ts';
import { lineTitle, protocolsIn, statedPacket, titleOf } from '../../src/grade/section-title.ts';
import { type ReportSection, sectionsOf } from '../../src/grade/section.ts';
import { reportPlatform } from '../../src/node/report-platform.ts';
import { utf8 } from '../build/bytes.ts';
import { layouts } from '../build/dump.ts';
import { arp, ethernet, ipv4, tcp } from '../build/packet.ts';

const request = layouts['wireshark']!.print(ethernet({ type: 0x0806 }, arp({})));
const segment = layouts['wireshark']!.print(ethernet({}, ipv4({ proto: 6 }, tcp({ sport: 40001, dport: 80 }))));

async function sections(text: string): Promise<ReportSection[]> {
  const { report } = await readReport(utf8(text), reportPlatform);
  return sectionsOf(report!);
}

/** Sections in a few words: protocols, packet, lengths of the dumps, claims. */
async function shown(text: string): Promise<string[]> {
  return (await sections(text)).map(({ protocols, packet, dumps, claims }) => `${protocols.join('/')} #${packet ?? ''} ${dumps.map((dump) => dump.bytes.length).join()} ${claims.map((c) => `${c.paths[0]}=${c.value}`).join('; ')}`.trim());
}

describe('titles', () => {
  test.each([
    ['## [ARP] packet no. 12', ['arp'], 12], ['[NETBIOS] пакет № 7', ['nbns', 'nbdgm', 'nbss'], 7], ['3. Пакет TCP № 25', ['tcp'], 25], ['Gói tin số 8: ICMP', ['icmp'], 8], ['Протокол РОР3', ['pop'], undefined], ['АRР', ['arp'], undefined],
    ['SMTP и POP3', ['smtp', 'pop'], undefined], ['NetBIOS Name Service (NBNS)', ['nbns'], undefined], ['Internet Control Message Protocol', ['icmp'], undefined], ['4. HTTP/1.1', ['http'], undefined], ['Lab 4', [], undefined], ['Стек TCP/IP', [], undefined],
    ['Вывод', [], undefined], ['2.1 ARP', ['arp'], undefined], ['Воспроизведение', [], undefined],
  ])('%s', (text, protocols, packet) => {
    expect(titleOf(text)).toEqual({ protocols, packet });
  });

  test('a line stands for a title if it has nothing but the words of one', () => {
    for (const text of ['ARP', '1. ARP', 'Протокол ARP:', 'Пакет ARP (№ 12)', 'Gói tin ARP', 'ARP packet no. 5', '[ARP]']) expect([text, lineTitle(text)?.protocols]).toEqual([text, ['arp']]);
    for (const text of ['ARP переводит адреса.', 'Protocol: TCP', 'Протокол — TCP (6)', 'ARP request from 10.77.0.10', 'ICMP Echo', '']) expect([text, lineTitle(text)]).toEqual([text, undefined]);
  });

  test('the number of a packet', () => {
    for (const texts of [['Номер пакета: 12'], ['Packet number 12'], ['Frame 12: 98 bytes on wire (784 bits)'], ['Пакет № 12'], ['Số gói tin: 12'], ['Gói tin số 12'], ['Номер пакета', '12'], ['No. of packet: 12'.replace(' of', '')]]) expect([texts, statedPacket(texts)]).toEqual([texts, 12]);
    for (const texts of [['12'], ['Всего пакетов было 12'], ['Packet 10.77.0.10'], ['Порт: 12'], ['']]) expect([texts, statedPacket(texts)]).toEqual([texts, undefined]);
  });

  test('any text: nothing throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void [titleOf(text), lineTitle(text), statedPacket([text]), protocolsIn(text)]));
  });
});

describe('sections', () => {
  test('of the template: original and decoded belong together', async () => {
    expect(await shown(`# Lab 4\n\n## [ARP] packet no. 1\n\n### Original\n\n\`\`\`\n${request}\n\`\`\`\n\n### Decoded\n\n| Field | Bytes | Value | Meaning |\n|---|---|---|---|\n| Opcode | 00 01 | 1 | request |\n| Target IP address | | | |\n\n## Conclusion\n\nAll is well: 42.\n`)).toEqual([
      '#', 'arp #1 42 arp.opcode=1; arp.dst.proto_ipv4=', '#',
    ]);
  });

  test('in plain text, with lines for titles; a second packet of the protocol is a section of its own', async () => {
    expect(await shown(`Отчёт\n\n1. ARP\nПакет № 1\n${request}\nКод операции — 1 (запрос)\n\nПакет ARP № 2\n${request}\nКод операции: 2\n\n2. TCP\n${segment}\nПорт источника: 40001; порт назначения: 80`)).toEqual([
      '#', 'arp #1 42 arp.opcode=1 (запрос)', 'arp #2 42 arp.opcode=2', 'tcp # 54 tcp.srcport=40001; tcp.dstport=80',
    ]);
  });

  test('headers around the protocol are parts of its section; their labels are meant where they are named', async () => {
    expect(await shown(`## TCP\n\n### Ethernet\n\nType: 0x0800\n\n### IP\n\nChecksum: 0x1111\n\n### TCP\n\nChecksum: 0x2222\n`)).toEqual(['tcp #  eth.type=0x0800; ip.checksum=0x1111; tcp.checksum=0x2222']);
  });

  test('the tree of Wireshark, pasted', async () => {
    const tree = `ICMP\n\nFrame 7: 98 bytes on wire\nEthernet II, Src: Intel_77:00:0a (00:1b:21:77:00:0a), Dst: VMware_77:00:02 (00:0c:29:77:00:02)\nInternet Protocol Version 4, Src: 10.77.0.10, Dst: 10.77.0.2\n    0100 .... = Version: 4\n    .... 0101 = Header Length: 20 bytes (5)\n    Time to Live: 64\nInternet Control Message Protocol\n    Type: 8 (Echo (ping) request)\n    Checksum: 0x2b61 [correct]\n`;
    expect(await shown(tree)).toEqual([
      'icmp #7  eth.src=Intel_77:00:0a (00:1b:21:77:00:0a); eth.dst=VMware_77:00:02 (00:0c:29:77:00:02); ip.src=10.77.0.10; ip.dst=10.77.0.2; ip.version=4; ip.hdr_len=20 bytes (5); ip.ttl=64; icmp.type=8 (Echo (ping) request); icmp.checksum=0x2b61 [correct]',
    ]);
  });

  test('one big table with a row for each protocol', async () => {
    const cell = (text: string): string => `<td><pre>${text}</pre></td>`;
    expect(await shown(`<html><table><tr><td>Protocol<td>Original</tr><tr><td>ARP</td>${cell(request)}</tr><tr><td>TCP</td>${cell(segment)}</tr></table>`)).toEqual(['#', 'arp # 42', 'tcp # 54']);
  });

  test('tables: labels above their values, in pairs, without a line of headings', async () => {
    expect(await shown('## TCP\n\n| Source port | Destination port |\n|---|---|\n| 40001 | 80 |\n')).toEqual(['tcp #  tcp.srcport=40001; tcp.dstport=80']);
    expect(await shown('<html><h2>TCP</h2><table><tr><td>Source port<td>40001<td>Destination port<td>80</tr><tr><td>Flags<td>SYN</table>')).toEqual(['tcp #  tcp.srcport=40001; tcp.dstport=80; tcp.flags=SYN']);
    expect(await shown('<html><h2>TCP</h2><table><tr><td>Source port<td>9c 41<td>40001<td>of the client</table>')).toEqual(['tcp #  tcp.srcport=40001']);
  });

  test.each([
    ['a row of flags', 'URG: 0\nACK: 1\nPSH: 1', 'tcp.flags.urg=0; tcp.flags.ack=1; tcp.flags.push=1'],
    ['a row of flags in one line', 'SYN = 0, ACK = 1', 'tcp.flags.syn=0; tcp.flags.ack=1'],
    ['a word', 'Acknowledgment: Not set', 'tcp.flags.ack=Not set'],
    ['the number under its own label', 'Номер подтверждения: 4266015785\n\nACK: 1', 'tcp.ack_raw=4266015785; tcp.flags.ack=1'],
    ['a relative number', 'Seq: 1\nAck: 1', 'tcp.seq_raw=1; tcp.ack_raw=1'],
    ['a number that is no flag', 'SYN: 1\nACK: 4266015785', 'tcp.flags.syn=1; tcp.ack_raw=4266015785'],
  ])('ACK is a flag or a number: %s', async (_, lines, claims) => {
    expect(await shown(`TCP\n\n${lines}\n`)).toEqual([`tcp #  ${claims}`]);
    const rows = lines.split(/\n+|, /).map((line) => line.replace(/(?: =|:) /, '</td><td>')).map((row) => `<tr><td>${row}</td></tr>`).join('');
    expect(await shown(`<html><h2>TCP</h2><table><tr><th>Field</th><th>Value</th></tr>${rows}</table>`)).toEqual([`tcp #  ${claims}`]);
  });

  test('fields as Wireshark copies them: names and filters', async () => {
    expect(await shown('HTTP\n\nhttp.host == "www.lab.test"\ntcp.srcport == 40001\nhttp.request.method: GET\n')).toEqual(['http #  http.host="www.lab.test"; tcp.srcport=40001; http.request.method=GET']);
  });

  test('what stands in brackets is worked out, and says nothing of fields with bytes', async () => {
    const worked = ['[Checksum status]: 1', '[Checksum Status: Unverified]', '[Состояние контрольной суммы: верна]', '[Checksum: 0x1111]'];
    expect(await shown(`ICMP\n\nChecksum: 0x2222 [correct]\n${worked.join('\n')}\n`)).toEqual(['icmp #  icmp.checksum=0x2222 [correct]']);
    expect(await shown('## POP3\n\n| Поле | Значение |\n|---|---|\n| Индикатор состояния | +OK |\n| [Состояние] | transaction |\n')).toEqual(['pop #  pop.response.indicator=+OK; undefined=transaction']);
    expect(await shown('TCP\n\n[Calculated window size: 64512]\n[Acknowledgment number (relative)]: 1\n')).toEqual(['tcp #  tcp.window_size=64512; tcp.ack=1']);
  });

  test('a value that is missing, but whose bytes are there, is read from those', async () => {
    expect(await shown('## ARP\n\n| Поле | Байты | Значение |\n|---|---|---|\n| Код операции | 00 01 | |\n')).toEqual(['arp #  arp.opcode=00 01']);
  });

  test('a row that a page has broken is one: its rest has no label', async () => {
    const table = (row: string): string => `| Field | Value |\n|---|---|\n${row}\n\n`;
    expect(await shown(`## SMTP\n\n${table('| Parameter | FROM:<anna@lab |')}3\n\n${table('| | .test> |\n| Command | MAIL |')}`)).toEqual(['smtp #  smtp.req.parameter=FROM:<anna@lab .test>; smtp.req.command=MAIL']);
  });

  test('a dump says nothing of fields, whatever its characters look like', async () => {
    expect(await shown(`HTTP\n\n0000  48 6f 73 74 3a 20 61 2e  62 0d 0a 54 54 4c 3a 20   Host: a.b; TTL: \n0010  39 0d 0a                                           9..\n`)).toEqual(['http # 19']);
  });

  test('pictures are noted where the original should be', async () => {
    const [section] = await sections('<html><h2>ARP</h2><img src="http://example.com/x.png"><p>Opcode: 1');
    expect(section).toMatchObject({ protocols: ['arp'], dumps: [], pictures: [{ kind: 'picture' }] });
  });

  test('names and dates before the first title are no claims', async () => {
    expect(await shown('Name: John\nDate: 2026-11-21\n\nARP\nOpcode: 1')).toEqual(['#', 'arp #  arp.opcode=1']);
  });

  test('each claim knows its place', async () => {
    const [, section] = await sections('# x\n\n## TCP\n\n| Поле | Значение |\n|---|---|\n| Порт источника | 25 |\n');
    expect(section!.claims[0]).toMatchObject({ label: 'Порт источника', labelPlace: { cell: { table: 1, row: 2, column: 1 } }, valuePlace: { cell: { table: 1, row: 2, column: 2 } } });
  });
});

test('long hostile lines are read in a moment', async () => {
  const begin = performance.now();
  for (const line of ['TCP '.repeat(50_000), 'a: '.repeat(100_000), ', '.repeat(100_000), '— '.repeat(100_000), '('.repeat(200_000), '= '.repeat(100_000), '  '.repeat(100_000), 'пакет '.repeat(50_000), '№'.repeat(100_000), '0000 .... = '.repeat(20_000), 'Checksum: 1, '.repeat(30_000)]) await sections(`TCP\n${line}\nARP\n${line}`);
  expect(performance.now() - begin).toBeLessThan(15_000);
});
