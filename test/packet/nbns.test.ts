import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, concat, u16, u32 } from '../build/bytes.ts';
import { type Decoded, decode, decodeAll, place, text, texts } from '../build/decode.ts';
import { datagram, encodedName, everybody, nbns, type NbnsOptions, owner, question, record, statusEntry } from '../build/netbios.ts';
import { tilingProblems } from '../build/tiling.ts';

const PORT = 137;
/** Where the message begins in the packet. */
const START = 42;
const NB = 32;
const STATUS = 33;

const read = (o: NbnsOptions): Decoded => decode(datagram(PORT, nbns(o)));
const back = Uint8Array.of(0xc0, 12);

describe('questions (RFC 1002 §4.2.12)', () => {
  test('a name is asked for by broadcast', () => {
    const d = read({ id: 0x2a01, flags: 0x0110, queries: [question(encodedName('LABSRV', 0x20))] });
    expect(d.layers.at(-1)).toBe('nbns');
    expect(['id', 'flags', 'flags.response', 'flags.opcode', 'flags.recdesired', 'flags.broadcast', 'count.queries', 'name', 'name.service', 'type', 'class'].map((name) => text(d, `nbns.${name}`)))
      .toEqual(['0x2a01', '0x0110', 'false', '0', 'true', 'true', '1', 'LABSRV<20>', 'Server service', '32', '1']);
    expect([place(d, 'nbns.query'), place(d, 'nbns.name'), place(d, 'nbns.type')]).toEqual([`${START + 12}-${START + 50}`, `${START + 12}-${START + 46}`, `${START + 46}-${START + 48}`]);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test('what only an answer has is not shown of a question', () => {
    const d = read({ queries: [question(encodedName('LABSRV', 0x20))] });
    expect(['authoritative', 'recavail', 'rcode'].map((name) => text(d, `nbns.flags.${name}`))).toEqual([undefined, undefined, undefined]);
  });

  test('a scope follows the name (RFC 1001 §14.1)', () => {
    const d = read({ queries: [question(encodedName('LABSRV', 0x20, 'lab.test'))] });
    expect([text(d, 'nbns.name'), text(d, 'nbns.name.scope')]).toEqual(['LABSRV<20>.lab.test', 'lab.test']);
  });

  test('letters beyond ASCII are those of the chosen code page', () => {
    const packet = datagram(PORT, nbns({ queries: [question(encodedName('\x8f\x8a', 0))] }));
    expect(['cp866', 'cp437'].map((oemCodepage) => text(decodeAll([packet], 1, { oemCodepage })[0]!, 'nbns.name'))).toEqual(['ПК<00>', 'Åè<00>']);
  });
});

describe('registrations (RFC 1002 §4.2.2 to §4.2.11)', () => {
  const registration = (opcode: number): Decoded =>
    read({ flags: (opcode << 11) | 0x0110, queries: [question(encodedName('LABSRV', 0x20))], additional: [record(back, NB, 300_000, owner(0xe000, 10, 77, 0, 10))] });

  test('the name stands in the question, its owner in a record that points to it (§4.1)', () => {
    const d = registration(5);
    expect(texts(d, 'nbns.name')).toEqual(['LABSRV<20>', 'LABSRV<20> (Server service)']);
    expect(['flags.opcode', 'ttl', 'data_length', 'nb_flags', 'nb_flags.group', 'nb_flags.ont', 'addr'].map((name) => text(d, `nbns.${name}`)))
      .toEqual(['5', '300000', '6', '0xe000', 'true', '3', '10.77.0.10']);
    expect(place(d, 'nbns.additional')).toBe(`${START + 50}-${START + 68}`);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test.each([[5, 'registration'], [6, 'release'], [8, 'refresh'], [9, 'refresh'], [15, 'multi-homed registration']])('operation %i: %s', (opcode) => {
    expect(text(registration(opcode), 'nbns.flags.opcode')).toBe(String(opcode));
  });
});

describe('answers (RFC 1002 §4.2.13 to §4.2.16)', () => {
  test('several addresses have the name', () => {
    const d = read({ flags: 0x8580, answers: [record(encodedName('LAB', 0x1c), NB, 0, concat(owner(0x6000, 10, 77, 0, 1), owner(0xc000, 10, 77, 0, 2)))] });
    expect([text(d, 'nbns.name'), ...texts(d, 'nbns.addr'), ...texts(d, 'nbns.nb_flags.group'), ...texts(d, 'nbns.nb_flags.ont')])
      .toEqual(['LAB<1c> (Domain Controllers)', '10.77.0.1', '10.77.0.2', 'false', 'true', '3', '2']);
    expect(['flags.response', 'flags.authoritative', 'flags.recavail', 'flags.rcode', 'count.answers'].map((name) => text(d, `nbns.${name}`))).toEqual(['true', 'true', 'true', '0', '1']);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test.each([[1, 'format error'], [2, 'server failure'], [3, 'no such name'], [4, 'not implemented'], [5, 'refused'], [6, 'owned by another'], [7, 'conflict']])('refused with %i: %s', (code) => {
    const d = read({ flags: 0x8580 | code, answers: [record(encodedName('GONE', 0), 10, 0, new Uint8Array(0))] });
    expect([text(d, 'nbns.flags.rcode'), text(d, 'nbns.type'), text(d, 'nbns.data')]).toEqual([String(code), '10', undefined]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a server asks to wait, and repeats the flags of the request (§4.2.16)', () => {
    const d = read({ flags: 0xbc00, answers: [record(encodedName('LABSRV', 0x20), NB, 9, u16(0x2910))] });
    expect([texts(d, 'nbns.flags.opcode'), texts(d, 'nbns.flags.response'), text(d, 'nbns.ttl'), text(d, 'nbns.addr')]).toEqual([['7', '5'], ['true', 'false'], '9', undefined]);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test('a redirect names another server and its address (§4.2.15)', () => {
    const server = encodedName('WINS', 0);
    const d = read({ flags: 0x8000, authority: [record(encodedName('LABSRV', 0x20), 2, 60, server)], additional: [record(server, 1, 60, Uint8Array.of(10, 77, 0, 3))] });
    expect([text(d, 'nbns.name_server'), text(d, 'nbns.addr'), texts(d, 'nbns.type')]).toEqual(['WINS<00>', '10.77.0.3', ['2', '1']]);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });
});

describe('the status of a machine (RFC 1002 §4.2.17, §4.2.18)', () => {
  const counters = concat(
    Uint8Array.of(0x00, 0x0c, 0x29, 0x77, 0x00, 0x02, 1, 2), ...[3, 4, 5, 6, 7, 8].map(u16), u32(9), u32(10), ...[11, 12, 13, 14, 15, 16, 17, 18, 19].map(u16),
  );
  const entries = [statusEntry('LABSRV', 0x00, 0x0400), statusEntry('L\x8fB', 0x1d, 0x8c00), statusEntry('LABSRV', 0x20, 0x7600)];
  const status = (data: Uint8Array): Decoded => read({ flags: 0x8400, answers: [record(everybody, STATUS, 0, data)] });

  test('everybody is asked for', () => {
    const d = read({ queries: [question(everybody, STATUS)] });
    expect(text(d, 'nbns.name')).toBe(`*${'<00>'.repeat(15)}`);
  });

  test('names with their flags', () => {
    const d = status(concat(Uint8Array.of(3), ...entries, counters));
    expect([text(d, 'nbns.number_of_names'), ...texts(d, 'nbns.netbios_name'), ...texts(d, 'nbns.netbios_name.suffix')]).toEqual(['3', 'LABSRV', 'LÅB', 'LABSRV', '0x00', '0x1d', '0x20']);
    expect(['', '.group', '.ont', '.drg', '.cnf', '.act', '.prm'].map((name) => texts(d, `nbns.name_flags${name}`))).toEqual([
      ['0x0400', '0x8c00', '0x7600'], ['false', 'true', 'false'], ['0', '0', '3'], ['false', 'false', 'true'], ['false', 'true', 'false'], ['true', 'true', 'true'], ['false', 'false', 'true'],
    ]);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test('counters', () => {
    const d = status(concat(Uint8Array.of(1), entries[0]!, counters));
    const names = [
      'unit_id', 'jumpers', 'test_result', 'version_number', 'period_of_statistics', 'num_crcs', 'num_alignment_errors', 'num_collisions', 'num_send_aborts', 'num_good_sends', 'num_good_receives',
      'numretransmits', 'num_no_resource_conditions', 'numcommand_blocks', 'total_command_blocks', 'max_total_command_blocks', 'numpending_sessions', 'max_num_pending_sessions',
      'max_total_sessions_possible', 'session_data_packet_size',
    ];
    expect(names.map((name) => text(d, `nbns.${name}`)))
      .toEqual(['00:0c:29:77:00:02', '0x01', '0x02', '0x0003', '0x0004', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19']);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test('some machines leave the last counters out', () => {
    const d = status(concat(Uint8Array.of(1), entries[0]!, counters.subarray(0, 21)));
    expect([text(d, 'nbns.num_send_aborts'), text(d, 'nbns.num_good_sends'), text(d, 'nbns.data')]).toEqual(['8', undefined, '00']);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test('fewer names than are announced are a fault', () => {
    const d = status(concat(Uint8Array.of(3), entries[0]!));
    expect(d.faults).toMatchObject([{ code: 'short', need: 18, had: 0 }]);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('messages that cannot be read', () => {
  const message = nbns({ flags: 0x2910, queries: [question(encodedName('LABSRV', 0x20))], additional: [record(back, NB, 60, owner(0, 10, 77, 0, 10))] });
  const packet = datagram(PORT, message);

  test('a header that is not whole', () => {
    expect(decode(datagram(PORT, message.subarray(0, 11))).faults).toMatchObject([{ code: 'short', at: START, need: 12, had: 11 }]);
    const cut = decode(packet.subarray(0, START + 11), 1, packet.length);
    expect(cut.faults).toMatchObject([{ code: 'cut', at: START, need: 12, had: 11 }]);
    expect([text(cut, 'nbns.id'), text(cut, 'nbns.flags.opcode'), text(cut, 'nbns.count.queries'), texts(cut, 'nbns.count.add_rr'), tilingProblems(cut)]).toEqual(['0x1234', '5', '1', [], []]);
  });

  test('cut anywhere by the snap length: that is said, and what is there is decoded', () => {
    for (let length = START + 1; length < packet.length; length++) {
      const d = decode(packet.subarray(0, length), 1, packet.length);
      expect(d.faults.map((f) => f.code)).toEqual(['cut']);
      expect(tilingProblems(d)).toEqual([]);
    }
  });

  test('more records are announced than are there', () => {
    const lying = message.slice();
    lying[7] = 200;
    const d = decode(datagram(PORT, lying));
    expect(texts(d, 'nbns.name').length).toBe(2);
    expect(d.faults.map((f) => f.code)).toEqual(['short']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a record says that it is longer than it is', () => {
    const d = read({ flags: 0x8500, answers: [record(encodedName('LABSRV', 0x20), NB, 60, owner(0, 10, 77, 0, 10), 600)] });
    expect(d.faults).toMatchObject([{ code: 'short', need: 600, had: 6 }]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('half an address', () => {
    const d = read({ flags: 0x8500, answers: [record(encodedName('LABSRV', 0x20), NB, 60, concat(owner(0, 10, 77, 0, 10), u16(0)))] });
    expect([texts(d, 'nbns.addr'), text(d, 'nbns.data')]).toEqual([['10.77.0.10'], '0000']);
    expect(d.faults).toMatchObject([{ code: 'short', need: 6, had: 2 }]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test.each([['itself', 12], ['what comes after it', 13]])('a pointer to %s is not followed (§4.1)', (_, target) => {
    const d = read({ queries: [question(Uint8Array.of(0xc0, target))] });
    expect([text(d, 'nbns.name'), text(d, 'nbns.type')]).toEqual(['', '32']);
    expect(d.faults).toMatchObject([{ code: 'pointer', at: START + 12, need: target, had: 12 }]);
  });

  test('a name that is not encoded is shown as it is', () => {
    expect(text(read({ queries: [question(concat(Uint8Array.of(3), ascii('www'), Uint8Array.of(3), ascii('lab'), Uint8Array.of(0)))] }), 'nbns.name')).toBe('www.lab');
  });

  test('bytes after the last record are kept', () => {
    const d = decode(datagram(PORT, concat(message, ascii('more'))));
    expect(text(d, 'nbns.rest')).toBe('6d6f7265');
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test('any bytes: nothing throws, and the parts cover the message', () => {
    const tail = fc.uint8Array({ maxLength: 120 });
    const name = fc.oneof(fc.constant(encodedName('LABSRV', 0x20)), fc.integer({ min: 0, max: 80 }).map((to) => Uint8Array.of(0xc0, to)), tail);
    const part = fc.tuple(name, fc.constantFrom(1, 2, 10, 32, 33), fc.integer({ min: 0, max: 80 }), tail).map(([n, type, length, data]) => record(n, type, 1, data, length));
    const parts = fc.array(part, { maxLength: 3 });
    fc.assert(fc.property(fc.integer({ min: 0, max: 0xffff }), fc.array(tail, { maxLength: 2 }), parts, parts, (flags, queries, answers, additional) => {
      expect(tilingProblems(read({ flags, queries, answers, additional }))).toEqual([]);
    }), { numRuns: 300 });
  });
});
