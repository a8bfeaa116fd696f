import { describe, expect, test } from 'vitest';
import { type Claim, type ClaimVerdict, findElsewhere, judgeClaims } from '../../src/grade/claim.ts';
import { factsOf, type PacketFacts } from '../../src/grade/facts.ts';
import { meaningOf } from '../../src/grade/label.ts';
import { ascii, concat } from '../build/bytes.ts';
import { icmp } from '../build/icmp.ts';
import { arp, ethernet, ipv4, tcp } from '../build/packet.ts';
import { capture, playbackOf } from '../build/playback.ts';

const place = { page: undefined, line: 1, cell: undefined };

function claim(path: string, value: string): Claim {
  return { label: path, value, labelPlace: place, valuePlace: place, paths: [path], isAmbiguous: false };
}

const lab4 = capture('lab4.pcapng');
const real = factsOf(lab4, [1, 7, 25, 26, 27, 64, 86, 88, 115]);
const packet = (number: number): PacketFacts => real.get(number)!;

/** The verdict on one value, in a word: credit and rule. */
function judged(path: string, value: string, facts: PacketFacts): string {
  const [found] = judgeClaims([claim(path, value)], facts);
  return `${found!.credit} ${found!.rule ?? found!.verdict}`;
}

describe('numbers', () => {
  test.each([
    ['0x0800', '1 hexadecimal'], ['0X0800', '1 hexadecimal'], ['0х0800', '1 hexadecimal'], ['0800h', '1 hexadecimal'], ['2048', '1 number'], ['08 00', '1 bytes'], ['08:00', '1 bytes'], ['2 048', '1 number'], ['2,048', '1 number'],
    ['0000 1000 0000 0000', '1 binary'], ['0b100000000000', '1 binary'], ['0800', '0.5 base-not-stated'], ['IPv4', '1 name'], ['IP', '1 name'], ['IPv4 (0x0800)', '1 hexadecimal'], ['0x0800 (IPv4)', '1 hexadecimal'], ['0x0800, 2 байта', '1 hexadecimal'],
    ['0x0806', '0 wrong'], ['ARP', '0 wrong'], ['0x0806 (IPv4)', '0 wrong'], ['800', '0.5 base-not-stated'], ['', '0 empty'],
  ])('EtherType %s: %s', (value, verdict) => {
    expect(judged('eth.type', value, packet(25))).toBe(verdict);
  });

  test('letters make it hexadecimal: 3c1f has no other reading', () => {
    const facts = factsOf(playbackOf([ethernet({}, ipv4({ proto: 6, id: 0x3c1f }, tcp({})))]), [1]).get(1)!;
    expect(judged('ip.id', '3c1f', facts)).toBe('1 hexadecimal');
    expect(judged('ip.id', '0х3С1F', facts)).toBe('1 hexadecimal');
    expect(judged('ip.id', '15391', facts)).toBe('1 number');
    expect(judged('ip.id', '3C 1F', facts)).toBe('1 bytes');
  });

  test('who writes all numbers that are possible gets half at most', () => {
    expect(judged('tcp.hdr_len', '5 10 20 25', packet(26))).toBe('0.5 several-numbers');
    expect(judged('tcp.hdr_len', '5 11 21 25', packet(27))).toBe('0 wrong');
    expect(judged('tcp.hdr_len', '5 8 20 25', packet(27))).toBe('0.5 several-numbers');
    expect(judged('tcp.hdr_len', '8 (5 10 20)', packet(27))).toBe('0.5 several-numbers');
    expect(judged('tcp.hdr_len', '7 (32)', packet(27))).toBe('0.5 several-numbers');
  });

  test('lengths in words and in bytes (RFC 9293 §3.1)', () => {
    for (const value of ['32', '32 bytes', '8', '8 (32 байта)', '32 bytes (8)', '32 байта', '32байта', '1000 .... = 32']) expect([value, judged('tcp.hdr_len', value, packet(27)).slice(0, 2)]).toEqual([value, '1 ']);
    expect(judged('tcp.hdr_len', '24', packet(27))).toBe('0 wrong');
  });

  test('sequence numbers, raw and relative; window, raw and scaled', () => {
    expect(judged('tcp.seq_raw', '4266015785', packet(27))).toBe('1 number');
    expect(judged('tcp.seq_raw', '1', packet(27))).toBe('1 relative');
    expect(judged('tcp.seq', '4266015785', packet(27))).toBe('1 raw');
    expect(judged('tcp.seq_raw', '1 (относительный), 4266015785', packet(27))).toBe('1 relative');
    expect(judged('tcp.window_size_value', '63', packet(27))).toBe('1 number');
    expect(judged('tcp.window_size_value', '64512', packet(27))).toBe('1 scaled');
    expect(judged('tcp.window_size_value', '64 512', packet(27))).toBe('1 scaled');
    expect(judged('tcp.window_size', '63', packet(27))).toBe('1 unscaled');
  });

  test('both byte orders of identifier and sequence number (RFC 792)', () => {
    expect(judged('icmp.seq', '1', packet(7))).toBe('1 number');
    expect(judged('icmp.seq', '256', packet(7))).toBe('1 byte-order');
    expect(judged('icmp.seq', '1 (0x0001)', packet(7))).toBe('1 number');
  });

  test('ports by number and by service', () => {
    for (const value of ['25', 'smtp', 'SMTP', 'smtp (25)', '25 (smtp)', '0x0019']) expect([value, judged('tcp.dstport', value, packet(64)).slice(0, 2)]).toEqual([value, '1 ']);
    expect(judged('tcp.dstport', 'http', packet(64))).toBe('0 wrong');
  });

  test('names in three languages', () => {
    for (const value of ['request', 'Запрос', 'ARP-запрос', 'yêu cầu', 'request (1)', '1 (запрос)', 'Yêu cầu (1)']) expect([value, judged('arp.opcode', value, packet(1)).slice(0, 2)]).toEqual([value, '1 ']);
    for (const value of ['reply', 'ответ', '2 (запрос)', 'trả lời']) expect([value, judged('arp.opcode', value, packet(1))]).toEqual([value, '0 wrong']);
    for (const value of ['Echo (ping) request', 'эхо-запрос', '8', '8 (Echo (ping) request)', 'Эхо-запрос (8)']) expect([value, judged('icmp.type', value, packet(7)).slice(0, 2)]).toEqual([value, '1 ']);
    expect(judged('ip.version', 'IPv4', packet(7))).toBe('1 name');
  });
});

describe('flags are sets', () => {
  test.each([
    ['SYN, ACK', '1 flags'], ['ACK SYN', '1 flags'], ['[S.]', '1 flags'], ['0x12', '1 hexadecimal'], ['0x012', '1 hexadecimal'], ['0x0012 (SYN, ACK)', '1 hexadecimal'], ['SYN=1, ACK=1, FIN=0', '1 flags'], ['SYN: Set, ACK: Set, PSH: Not set', '1 flags'],
    ['0xa012', '1 flags'], ['18', '1 number'], ['SYN', '0 wrong'], ['SYN, ACK, PSH', '0 wrong'], ['[S]', '0 wrong'], ['0x10', '0 wrong'], ['0x10 (SYN, ACK)', '0 wrong'], ['012', '0.5 base-not-stated'],
  ])('TCP %s: %s', (value, verdict) => {
    expect(judged('tcp.flags', value, packet(26))).toBe(verdict);
  });

  test.each([['DF', '1 flags'], ["Don't fragment", '1 flags'], ['0x4000', '1 flags'], ['0x40', '1 flags'], ['0x2', '1 hexadecimal'], ['010 (DF)', '0.5 base-not-stated'], ['MF', '0 wrong'], ['0x00', '0 wrong']])('IP %s: %s', (value, verdict) => {
    expect(judged('ip.flags', value, packet(26))).toBe(verdict);
  });

  test.each([['Set', '1 flag'], ['1', '1 flag'], ['да', '1 flag'], ['Not set', '0 wrong'], ['0', '0 wrong']])('one of them: %s', (value, verdict) => {
    expect(judged('tcp.flags.syn', value, packet(26))).toBe(verdict);
  });
});

describe('addresses', () => {
  test.each(['00:1b:21:77:00:0a', '00-1B-21-77-00-0A', '001b.2177.000a', '00 1b 21 77 00 0a', '001b2177000a', 'Intel_77:00:0a (00:1b:21:77:00:0a)', '00:1Ь:21:77:00:0a'.replace('Ь', 'b')])('MAC %s', (value) => {
    expect(judged('eth.src', value, packet(25))).toBe('1 address');
  });

  test('the maker in place of the first half is weak', () => {
    expect(judgeClaims([claim('eth.src', 'Intel_77:00:0a')], packet(25))[0]).toMatchObject({ verdict: 'right', rule: 'vendor', confidence: 'weak' });
    expect(judged('eth.src', 'Intel_77:00:0b', packet(25))).toBe('0 wrong');
  });

  test('IPv4 in dots, bytes, hexadecimal; not among several', () => {
    for (const value of ['10.77.0.10', '0A 4D 00 0A', '0x0a4d000a', '10.77.0.10 (student-a)', 'IP: 10.77.0.10']) expect([value, judged('ip.src', value, packet(25)).slice(0, 2)]).toEqual([value, '1 ']);
    expect(judged('ip.src', '10.77.0.2', packet(25))).toBe('0 wrong');
    expect(judged('ip.src', '110.77.0.10', packet(25))).toBe('0 wrong');
    expect(judged('ip.src', '10.77.0.10 или 10.77.0.2', packet(25))).toBe('0.5 several-numbers');
  });

  test('broadcast by its name', () => {
    expect(judged('eth.dst', 'Broadcast', packet(115))).toBe('1 name');
    expect(judged('eth.dst', 'ff:ff:ff:ff:ff:ff', packet(115))).toBe('1 address');
  });
});

describe('texts', () => {
  test('ends of lines, quotation marks and angle brackets do not count', () => {
    for (const value of ['FROM:<anna@lab.test> size=657', 'FROM:<anna@lab.test> size=657\\r\\n', '<anna@lab.test>', 'anna@lab.test', '«anna@lab.test»', 'FROM:<anna@lab.test…', 'FROM:<anna@lab.test > size=657']) expect([value, judged('smtp.req.parameter', value, packet(64)).slice(0, 2)]).toEqual([value, '1 ']);
    expect(judged('smtp.req.parameter', 'minh@lab.test', packet(64))).toBe('0 wrong');
  });

  test('commands by their first word, in any case', () => {
    for (const value of ['MAIL', 'mail', 'MAIL FROM', 'MAIL FROM:<anna@lab.test>', 'MAIL (отправитель)']) expect([value, judged('smtp.req.command', value, packet(64)).slice(0, 2)]).toEqual([value, '1 ']);
    expect(judged('smtp.req.command', 'RCPT', packet(64))).toBe('0 wrong');
    expect(judged('pop.response.indicator', '+OK', packet(88))).toBe('1 text');
    expect(judged('pop.response.indicator', '-ERR', packet(88))).toBe('0 wrong');
  });

  test('NetBIOS names with and without their kind', () => {
    for (const value of ['LABNET', 'LABNET<1d>', 'labnet', 'LABNET <1d>']) expect([value, judged('nbns.name', value, packet(115)).slice(0, 2)]).toEqual([value, '1 ']);
  });

  test('data as digits and as characters', () => {
    const facts = factsOf(playbackOf([ethernet({}, ipv4({ proto: 1 }, icmp(8, 0, concat(ascii('\0\0\0\0'), ascii('abcdefghijkl')))))]), [1]).get(1)!;
    expect(judged('data.data', 'abcdefghijkl', facts)).toBe('1 text');
    expect(judged('data.data', '61 62 63 64 65 66 67 68 69 6a 6b 6c', facts)).toBe('1 bytes');
    expect(judged('data.data', '61 62 63 64 65 66 67 68 …', facts)).toBe('1 bytes');
    expect(judged('data.data', '61 62', facts)).toBe('0 wrong');
  });
});

describe('verdicts', () => {
  test('what the packet does not have is absent; what nobody knows is unknown', () => {
    expect(judgeClaims([claim('icmp.type', '8')], packet(25))[0]).toMatchObject({ verdict: 'absent', credit: 0 });
    expect(judgeClaims([{ ...claim('x', '8'), paths: [] }], packet(25))[0]).toMatchObject({ verdict: 'unknown', credit: 0 });
  });

  test('of the fields that a label may mean, the one that fits is taken', () => {
    const label = { ...claim('Checksum', '0x0000'), paths: meaningOf('Checksum', ['tcp']).paths };
    const ip = packet(26).of('ip.checksum')[0]!;
    const verdict = judgeClaims([{ ...label, value: `0x${Number(ip.value).toString(16)}` }], packet(26))[0]!;
    expect(verdict).toMatchObject({ verdict: 'right', path: 'ip.checksum' });
    expect(verdict.fact!.range).toEqual([24, 26]);
    expect(judgeClaims([label], packet(26))[0]).toMatchObject({ verdict: 'wrong', path: 'tcp.checksum', fact: { range: [50, 52] } });
  });

  test('an ambiguous label makes it weak', () => {
    expect(judgeClaims([{ ...claim('co', '0x12'), paths: ['tcp.flags'], isAmbiguous: true }], packet(26))[0]).toMatchObject({ verdict: 'right', confidence: 'weak' });
  });

  test('a field that stands there several times has several right values', () => {
    const facts = factsOf(lab4, [109]).get(109)!;
    expect(facts.of('nbns.name').length).toBe(2);
    expect(judged('nbns.name', 'STUDENT-A<20>', facts)).toBe('1 text');
  });
});

describe('claims that are right of another packet', () => {
  const elsewhere = (...claims: Claim[]): ClaimVerdict[] => findElsewhere(judgeClaims(claims, packet(1)), lab4);

  test('get half, and the packet is named', () => {
    expect(elsewhere(claim('arp.opcode', '2'))[0]).toMatchObject({ verdict: 'partly', credit: 0.5, rule: 'other-packet', packet: 2, path: 'arp.opcode', fact: { range: [20, 22] } });
    expect(elsewhere(claim('icmp.type', 'эхо-запрос'))[0]).toMatchObject({ credit: 0.5, packet: 7 });
    expect(elsewhere(claim('pop.request.command', 'RETR'))[0]).toMatchObject({ credit: 0.5, rule: 'other-packet' });
  });

  test('what is right, empty, or right of none stays as it is', () => {
    const [right, empty, wrong] = elsewhere(claim('arp.opcode', '1'), claim('arp.opcode', ''), claim('arp.opcode', '9'));
    expect([right!.verdict, empty!.verdict, wrong!.verdict]).toEqual(['right', 'empty', 'wrong']);
  });
});

describe('hostile values', () => {
  test.each(['9'.repeat(100_000), '0x' + 'f'.repeat(100_000), '('.repeat(50_000), '['.repeat(50_000), '1 '.repeat(50_000), '::'.repeat(20_000), 'a'.repeat(100_000), '<'.repeat(50_000), '\\r'.repeat(50_000), '0'.repeat(22), '-'.repeat(5000), '1.'.repeat(20_000)])('%.12s… is judged in a moment', (value) => {
    const begin = performance.now();
    for (const path of ['eth.type', 'eth.src', 'ip.src', 'tcp.flags', 'smtp.req.parameter', 'tcp.payload']) judgeClaims([claim(path, value)], packet(64));
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  test('facts of a packet by field and by byte', () => {
    const facts = factsOf(playbackOf([ethernet({ type: 0x0806 }, arp({}))]), [1]).get(1)!;
    expect(facts.of('arp.opcode').length).toBe(1);
    expect(facts.at(0)!.field.path.startsWith('eth.dst')).toBe(true);
    expect(facts.at(4000)).toBeUndefined();
  });
});
