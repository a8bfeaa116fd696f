import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { FilterError } from '../../src/analysis/filter/filter-error.ts';
import { compileFilter } from '../../src/analysis/filter/filter.ts';
import { Lookup } from '../../src/analysis/lookup.ts';
import { hex } from '../build/bytes.ts';
import { conversation } from '../build/dialogue.ts';
import { ethernet, ipv4, tcp, udp } from '../build/packet.ts';

const udpPacket = ethernet({ src: '00:1b:21:77:00:0a' }, ipv4({ proto: 17, ttl: 3 }, udp({ sport: 40000, dport: 9 }, hex('c0ffee00'))));
const tcpPacket = ethernet({}, ipv4({ proto: 6 }, tcp({ sport: 51514, dport: 8080, flags: 0x12 })));

/** Does the filter hold for the packet? For a list of packets: the numbers of those it holds for. */
function holds(filter: string, packet: Uint8Array): boolean {
  return passing(filter, [packet]).length === 1;
}

function passing(text: string, packets: readonly Uint8Array[]): number[] {
  const filter = compileFilter(text);
  const numbers: number[] = [];
  const a: Analyzer = new Analyzer(() => {
    if (filter.test(lookup.look())) numbers.push(a.number);
  }, { marks: true });
  const lookup = new Lookup(a, filter.fields);
  packets.forEach((p, i) => a.packet(p, 0, p.length, p.length, 1_700_000_000 + i, 5000, 1, undefined));
  return numbers;
}

/** The mistake in a filter: its code and the text under the caret. */
function mistake(filter: string): [string, string] {
  try {
    compileFilter(filter);
  } catch (error) {
    if (error instanceof FilterError) return [error.code, filter.slice(error.from, error.to)];
    throw error;
  }
  return ['none', ''];
}

describe('comparisons', () => {
  test.each([
    ['udp', true], ['tcp', false], ['udp.port == 9', true], ['udp.port == 0x9', true], ['udp.dstport eq 9', true], ['udp.port == 10', false],
    ['ip.ttl < 4', true], ['ip.ttl <= 3', true], ['ip.ttl > 3', false], ['ip.ttl >= 3', true], ['1 < ip.ttl < 5', true], ['1 < ip.ttl < 3', false],
    ['ip.addr == 10.77.0.2', true], ['ip.addr == 10.77.0.0/24', true], ['ip.src == 10.0.0.0/8', true], ['ip.src == 10.78.0.0/16', false], ['ip.src == ip.dst', false],
    ['eth.src == 00:1b:21:77:00:0a', true], ['eth.src == 00-1b-21-77-00-0a', true], ['eth.src[0:3] == 00:1b:21', true], ['eth.src[-1] == 0a', true], ['eth.src[0-2] == 00:1b:21', true],
    ['udp[8:2] == c0:ff', true], ['udp[8:] == c0ffee00', true], ['udp[8] & 0x40 == 0x40', true], ['udp[8] & 0x3f', false], ['udp[2:2] + 1 == 10', true], ['data contains ff:ee', true], ['data.data[1:2] == ff:ee', true],
    ['frame.len > 40 && udp', true], ['ip.proto == UDP', true], ['ip.proto == "udp"', true], ['frame.time_epoch >= 1700000000', true], ['frame.time >= "2023-11-14 22:13:20"', true],
    ['frame.time_epoch > 1700000000.000004999', true], ['frame.time_epoch > 1700000000.000005', false], ['ip.flags.df == 1', true], ['ip.flags.df == true', true], ['ip.flags.mf', true],
  ])('%s', (filter, expected) => {
    expect(holds(filter, udpPacket)).toBe(expected);
  });

  test('!= means that all differ, ~= that any does, as in tshark 4', () => {
    expect(holds('udp.port != 9', udpPacket)).toBe(false);
    expect(holds('udp.port ~= 9', udpPacket)).toBe(true);
    expect(holds('udp.port != 10', udpPacket)).toBe(true);
    expect(holds('all udp.port > 8', udpPacket)).toBe(true);
    expect(holds('all udp.port > 9', udpPacket)).toBe(false);
    expect(holds('any udp.port > 9', udpPacket)).toBe(true);
    expect(holds('udp.port === 9', udpPacket)).toBe(false);
    expect(holds('tcp.port != 9', udpPacket)).toBe(false);
  });

  test('sets, with commas or spaces, and ranges with both ends', () => {
    expect(holds('udp.port in {7, 9, 13}', udpPacket)).toBe(true);
    expect(holds('udp.port in {7 9 13}', udpPacket)).toBe(true);
    expect(holds('ip.ttl in {1..3}', udpPacket)).toBe(true);
    expect(holds('ip.ttl in {4..255}', udpPacket)).toBe(false);
    expect(holds('ip.addr in {10.77.0.2, 10.1.1.1}', udpPacket)).toBe(true);
    expect(holds('ip.ttl not in {1..3}', udpPacket)).toBe(false);
  });

  test('functions and arithmetic', () => {
    expect(holds('len(data.data) == 4', udpPacket)).toBe(true);
    expect(holds('count(ip.addr) == 2', udpPacket)).toBe(true);
    expect(holds('max(udp.port) == 40000', udpPacket)).toBe(true);
    expect(holds('tcp.flags & 0x02', tcpPacket)).toBe(true);
    expect(holds('tcp.flags & 0x01', tcpPacket)).toBe(false);
    expect(holds('tcp.flags & 0x12 == 0x12', tcpPacket)).toBe(true);
    expect(holds('udp.length - 8 == 4', udpPacket)).toBe(true);
    expect(holds('(udp.length + 2) * 2 == 28', udpPacket)).toBe(true);
    expect(holds('udp.length % 5 == 2', udpPacket)).toBe(true);
  });
});

describe('logic', () => {
  test('and binds closer than xor, xor closer than or, not closest', () => {
    expect(holds('udp or tcp and smtp', udpPacket)).toBe(true);
    expect(holds('(udp or tcp) and smtp', udpPacket)).toBe(false);
    expect(holds('not tcp and udp', udpPacket)).toBe(true);
    expect(holds('!(tcp || udp)', udpPacket)).toBe(false);
    expect(holds('!udp.port == 10', udpPacket)).toBe(true);
    expect(holds('udp xor ip', udpPacket)).toBe(false);
    expect(holds('udp xor tcp', udpPacket)).toBe(true);
  });
});

describe('dialogues', () => {
  const packets = conversation([{ S: '220 mail ESMTP\r\n' }, { C: 'EHLO a\r\n' }, { S: '250 mail\r\n' }, { C: 'MAIL FR' }, { C: 'OM:<Anna@lab.test>\r\n' }]);

  test('fields belong to the packet that completed them; the protocol to every packet of its bytes', () => {
    expect(passing('smtp.req.command == "MAIL"', packets)).toEqual([8]);
    expect(passing('smtp', packets)).toEqual([4, 5, 6, 7, 8]);
    expect(passing('smtp.response.code in {200..299}', packets)).toEqual([4, 6]);
    expect(passing('smtp.req.parameter contains "lab.test"', packets)).toEqual([8]);
    expect(passing('smtp.req.parameter matches "anna@"', packets)).toEqual([8]);
    expect(passing('lower(smtp.req.parameter) contains "anna"', packets)).toEqual([8]);
    expect(passing('tcp.stream == 0 and tcp.len > 0 and tcp.srcport == 25', packets)).toEqual([4, 6]);
  });
});

describe('mistakes point at their place', () => {
  test.each([
    ['tcp.prt == 80', 'unknown-name-near', 'tcp.prt'], ['tcp.port == http or foo', 'unknown-name', 'foo'], ['tcp.port == abc', 'bad-value', 'abc'], ['ip.src == 10.0.0.256', 'bad-value', '10.0.0.256'],
    ['tcp.port ==', 'expected-operand', ''], ['tcp udp', 'expected-operator', 'udp'], ['(tcp', 'expected-symbol', ''], ['smtp.req.command == "x', 'unclosed', '"x'], ['eth.src[a] == 1', 'expected-slice', '[a]'],
    ['tcp.port contains 1', 'no-contains', 'tcp.port'], ['smtp.req.command matches "("', 'bad-pattern', '"("'], ['foo(tcp.port) == 1', 'unknown-function', 'foo(tcp.port)'], ['1 == 1', 'only-values', '1'], ['tcp.port == 80 ?', 'character', '?'],
  ])('%s', (filter, code, place) => {
    expect(mistake(filter)).toEqual([code, place]);
  });

  test('depth is capped', () => {
    expect(mistake(`${'('.repeat(5000)}tcp${')'.repeat(5000)}`)[0]).toBe('deep');
    expect(mistake(`${'!'.repeat(5000)}tcp`)[0]).toBe('deep');
  });

  test('a near name is suggested', () => {
    try {
      compileFilter('tcp.prot == 80');
      expect.unreachable();
    } catch (error) {
      expect((error as FilterError).args['near']).toBe('tcp.port');
    }
  });

  test('no text makes the compiler throw anything else, and what compiles runs', () => {
    const words = fc.constantFrom('tcp', 'udp.port', 'ip.addr', 'eth.src', '==', '!=', 'in', '{', '}', '(', ')', '[', ']', '0:3', '..', '80', '10.0.0.1/8', '"a"', 'and', 'or', 'not', 'contains', 'matches', 'len', '&', '-', '1', ',', 'any', 'all', '#', '~');
    fc.assert(fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 3 })), { maxLength: 12 }), (parts) => {
      const text = parts.join(' ');
      try {
        passing(text, [udpPacket, tcpPacket]);
      } catch (error) {
        if (!(error instanceof FilterError)) throw error;
        expect(error.from).toBeLessThanOrEqual(error.to);
        expect(error.to).toBeLessThanOrEqual(text.length);
      }
    }), { numRuns: 3000 });
  });
});
