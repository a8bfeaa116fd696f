import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, concat } from '../build/bytes.ts';
import { type Decoded, decode, decodeAll, place, text } from '../build/decode.ts';
import { datagram, encodedName, nbdgm, nbdgmHeader, type NbdgmOptions } from '../build/netbios.ts';
import { mailslot } from '../build/smb.ts';
import { tilingProblems } from '../build/tiling.ts';

const PORT = 138;
/** Where the message begins in the packet. */
const START = 42;

const send = (o: NbdgmOptions, payload: Uint8Array = ascii('abc')): Decoded => decode(datagram(PORT, nbdgm(o, payload)));
const fields = (d: Decoded, ...names: readonly string[]): (string | undefined)[] => names.map((name) => text(d, `nbdgm.${name}`));

describe('datagrams (RFC 1002 §4.4.1, §4.4.2)', () => {
  test.each([[0x10, 'to one'], [0x11, 'to a group'], [0x12, 'to everybody']])('type %i: %s', (type) => {
    const d = send({ type });
    expect(fields(d, 'type', 'flags', 'first', 'next', 'node_type', 'dgram_id', 'src.ip', 'src.port', 'dgram_len', 'pkt_offset')).toEqual([
      String(type), '0x02', 'true', 'false', '0', '0x802b', '10.77.0.10', '138', '71', '0',
    ]);
    expect(fields(d, 'source_name', 'source_name.service', 'destination_name', 'destination_name.service')).toEqual(['LABSRV<20>', 'Server service', 'LAB<1d>', 'Local Master Browser']);
    expect([place(d, 'nbdgm.source_name'), place(d, 'nbdgm.destination_name'), place(d, 'data.data')]).toEqual([`${START + 14}-${START + 48}`, `${START + 48}-${START + 82}`, `${START + 82}-${START + 85}`]);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test('names with a scope, and in another code page', () => {
    const packet = datagram(PORT, nbdgm({ source: encodedName('\x8f\x8a', 0, 'lab.test') }, ascii('x')));
    expect(text(decodeAll([packet], 1, { oemCodepage: 'cp866' })[0]!, 'nbdgm.source_name')).toBe('ПК<00>.lab.test');
  });

  test('the type of the sender', () => {
    expect([0x02, 0x06, 0x0a, 0x0e].map((flags) => text(send({ flags }), 'nbdgm.node_type'))).toEqual(['0', '1', '2', '3']);
  });

  test('of a datagram in pieces only the first is decoded', () => {
    const message = mailslot('\\MAILSLOT\\BROWSE', ascii('x'));
    const first = send({ flags: 0x03 }, message.subarray(0, 80));
    const last = send({ flags: 0x00, offset: 80 }, message.subarray(80));
    expect([first.layers.slice(4), last.layers.slice(4)]).toEqual([['smb', 'mailslot'], ['data']]);
    expect([...fields(first, 'first', 'next'), ...fields(last, 'first', 'next', 'pkt_offset')]).toEqual(['true', 'true', 'false', 'false', '80']);
    expect([first, last].flatMap(tilingProblems)).toEqual([]);
  });
});

describe('errors and queries (RFC 1002 §4.4.3, §4.4.4)', () => {
  const message = (type: number, rest: Uint8Array): Decoded => decode(datagram(PORT, concat(nbdgmHeader(type, 0x02), rest)));

  test.each([[0x82, '0x82'], [0x83, '0x83'], [0x84, '0x84']])('error %i', (code, shown) => {
    const d = message(0x13, Uint8Array.of(code));
    expect(fields(d, 'error_code', 'dgram_len', 'source_name')).toEqual([shown, undefined, undefined]);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test.each([0x14, 0x15, 0x16])('type %i has the name that is asked for', (type) => {
    const d = message(type, encodedName('LAB', 0x1c));
    expect(fields(d, 'destination_name', 'destination_name.service', 'source_name')).toEqual(['LAB<1c>', 'Domain Controllers', undefined]);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test('what is more than the message holds, and messages of unknown types, are kept as they are', () => {
    const more = message(0x13, Uint8Array.of(0x82, 1, 2));
    const unknown = message(0x17, Uint8Array.of(1, 2));
    expect([text(more, 'nbdgm.rest'), text(unknown, 'nbdgm.rest')]).toEqual(['0102', '0102']);
    expect([more, unknown].flatMap(tilingProblems)).toEqual([]);
  });
});

describe('messages that cannot be read', () => {
  const packet = datagram(PORT, nbdgm({}, ascii('abc')));

  test('a header that is not whole', () => {
    expect(decode(datagram(PORT, nbdgmHeader(0x11, 2).subarray(0, 9))).faults).toMatchObject([{ code: 'short', at: START, need: 10, had: 9 }]);
    expect(decode(datagram(PORT, concat(nbdgmHeader(0x11, 2), Uint8Array.of(0)))).faults).toMatchObject([{ code: 'short', at: START, need: 14, had: 11 }]);
    expect(decode(datagram(PORT, nbdgmHeader(0x13, 2))).faults).toMatchObject([{ code: 'short', at: START, need: 11, had: 10 }]);
  });

  test('cut anywhere before its data by the snap length: that is said, once', () => {
    for (let length = START + 1; length < START + 82; length++) {
      const d = decode(packet.subarray(0, length), 1, packet.length);
      expect(d.faults.map((f) => f.code)).toEqual(['cut']);
      expect(tilingProblems(d)).toEqual([]);
    }
  });

  test('a length that lies', () => {
    const long = send({ length: 700 });
    expect(long.faults).toMatchObject([{ code: 'length-big', need: 714, had: 85 }]);
    const short = send({ length: 40 });
    expect([text(short, 'nbdgm.source_name'), text(short, 'nbdgm.destination_name'), short.faults.map((f) => f.code)]).toEqual(['LABSRV<20>', undefined, ['short']]);
    expect([long, short].flatMap(tilingProblems)).toEqual([]);
  });

  test('a name that is no NetBIOS name is shown as it is', () => {
    const d = send({ source: concat(Uint8Array.of(3), ascii('abc'), Uint8Array.of(0)) });
    expect(fields(d, 'source_name', 'destination_name')).toEqual(['abc', 'LAB<1d>']);
  });

  test('any bytes: nothing throws, and the parts cover the message', () => {
    const tail = fc.uint8Array({ maxLength: 100 });
    const names = fc.oneof(tail, fc.constant(encodedName('LABSRV', 0x20)));
    fc.assert(fc.property(fc.integer({ min: 0x0f, max: 0x18 }), names, names, fc.integer({ min: 0, max: 200 }), tail, (type, source, destination, length, payload) => {
      expect(tilingProblems(send({ type, source, destination, length }, payload))).toEqual([]);
    }), { numRuns: 200 });
  });
});
