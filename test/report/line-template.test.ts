import { Catalogue } from '../../src/text/catalogue.ts';
import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { Inspector } from '../../src/analysis/inspector.ts';
import { dns } from '../../src/packet/index.ts';
import { Ink } from '../../src/report/ink.ts';
import { compileLine, writeLine } from '../../src/report/line-template.ts';
import { hex } from '../build/bytes.ts';
import { datagram } from '../build/datagram.ts';
import { message, name, pointer, question, record } from '../build/dns.ts';

/** A template filled in from an answer of DNS. */
function filled(template: string, content: Uint8Array = answer): string {
  let text = '';
  const ink = new Ink((bytes) => (text += Buffer.from(bytes).toString()));
  const a: Analyzer = new Analyzer(() => writeLine(ink, compileLine(dns, template), a, 3, new Inspector(a), new Catalogue()), { marks: true });
  const packet = datagram(content, 53);
  a.packet(packet, 0, packet.length, packet.length, 0, 0, 1, undefined);
  ink.flush();
  return text;
}

const addresses = ['0a4d0001', '0a4d0001', '0a4d0002', '0a4d0001'].map((address) => record(pointer(12), 1, hex(address)));
const answer = message({ flags: 0x8180, counts: [1, addresses.length, 0, 0] }, question(name('lab')), ...addresses);

describe('lines of the packet list', () => {
  test.each([
    ['{dns.qry.type:name} {qry.name}: {id}', 'A lab: 0x1234'],
    ['{dns.cname} {dns.qry.name} {dns.mx.mail_exchange} {dns.ns}, {dns.id}', 'lab, 0x1234'],
    ['{dns.cname}: {dns.aaaa} {dns.id}', ': 0x1234'],
    ['[{flags:set}] {nothing}', '[Recursion available, Recursion desired, Response] {nothing}'],
  ])('%s', (template, text) => {
    expect(filled(template)).toBe(text);
  });

  test('what is said several times in a row is written once', () => {
    expect(filled('{dns.a}')).toBe('10.77.0.1, 10.77.0.2, 10.77.0.1');
  });

  test('fields that are not there in this message are left out', () => {
    expect(filled('{dns.count.zones} {dns.count.queries}')).toBe('1');
    expect(filled('{dns.flags.rcode} {dns.id}', message({}, question(name('lab'))))).toBe('0x1234');
  });

  test('many values are cut short', () => {
    const many = Array.from({ length: 9 }, (_, i) => record(pointer(12), 1, Uint8Array.of(10, 77, 0, i)));
    expect(filled('{dns.a}', message({ flags: 0x8180, counts: [1, 9, 0, 0] }, question(name('lab')), ...many))).toBe('10.77.0.0, 10.77.0.1, 10.77.0.2, 10.77.0.3, 10.77.0.4, 10.77.0.5, …');
  });
});
