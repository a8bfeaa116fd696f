import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { AT, expectHardened, received } from '../build/datagram.ts';
import { place, text, texts } from '../build/decode.ts';
import { der } from '../build/tls.ts';

const PORT = 161;
const pdu = (tag: number): Uint8Array => der(tag, hex('020101 020100 020100 3000'));
const message = (version: number, ...content: readonly Uint8Array[]): Uint8Array => der(0x30, der(0x02, Uint8Array.of(version)), ...content);
const get = message(1, der(0x04, ascii('public')), pdu(0xa0));

describe('SNMP (RFC 1157 §4)', () => {
  test('version, community and operation', () => {
    const d = received(get, PORT);
    expect(['version', 'community', 'data', 'content'].map((path) => text(d, `snmp.${path}`))).toEqual(['1', 'public', '0', '0201010201000201003000']);
    expect([place(d, 'snmp.version'), place(d, 'snmp.community')]).toEqual([`${AT + 2}-${AT + 5}`, `${AT + 5}-${AT + 13}`]);
  });

  test('version 3 has other things there (RFC 3412 §6)', () => {
    const d = received(message(3, der(0x30, hex('020101'))), PORT);
    expect([text(d, 'snmp.version'), texts(d, 'snmp.community'), text(d, 'snmp.content')]).toEqual(['3', [], '3003020101']);
  });

  test('lengths that lie', () => {
    const d = received(concat(hex('30 7f'), get.subarray(2)), PORT);
    expect([d.faults.map((fault) => fault.code), text(d, 'snmp.community')]).toEqual([['length-big'], 'public']);
    expect(received(hex('30 84 ffffffff 020101'), PORT).faults.map((fault) => fault.code)).toEqual(['length-big']);
    expect(received(hex('30 80 0000'), PORT).faults).toEqual([]);
    expect(received(hex('04 00'), PORT).faults.map((fault) => fault.code)).toEqual(['value']);
    expect(texts(received(message(1, hex('04 20 61')), PORT), 'snmp.community')).toEqual([]);
  });

  test('hardened', () => {
    expectHardened(get, PORT);
  });
});
