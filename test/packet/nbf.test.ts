import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const name = (s: string, service: number): Uint8Array => concat(ascii(s.padEnd(15)), Uint8Array.of(service));
const none = new Uint8Array(16);
const frame = (control: string, content: Uint8Array): Uint8Array => ethernet({ type: 2 + control.replaceAll(' ', '').length / 2 + content.length }, concat(hex('f0f0'), hex(control), content));
/** A frame with names: what comes after the command, and the names. */
const withNames = (command: number, rest: string, receiver: Uint8Array, sender: Uint8Array, message: Uint8Array = new Uint8Array(0)): Uint8Array =>
  concat(hex('2c00 ffef'), Uint8Array.of(command), hex(rest), receiver, sender, message);
const session = (command: number, rest: string, message: Uint8Array = new Uint8Array(0)): Uint8Array => concat(hex('0e00 ffef'), Uint8Array.of(command), hex(rest), hex('1503'), message);
const datagram = (content: Uint8Array): Decoded => decode(frame('03', content));
const numbered = (content: Uint8Array): Decoded => decode(frame('0204', content));

describe('NetBIOS frames with names (IBM LAN Technical Reference)', () => {
  test('a name is added', () => {
    const d = datagram(withNames(0x01, '00 0000 0000 0900', none, name('LAB', 0x20)));
    expect([d.layers, text(d, 'netbios.hdr_len'), text(d, 'netbios.delimiter'), text(d, 'netbios.command')]).toEqual([['eth', 'llc', 'netbios'], '44', '0xefff', '0x01']);
    expect([texts(d, 'netbios.nb_name'), texts(d, 'netbios.nb_name_type'), text(d, 'netbios.resp_corrl'), texts(d, 'netbios.xmit_corrl')]).toEqual([['LAB'], ['0x20'], '0x0009', []]);
    expect([place(d, 'netbios.nb_name'), place(d, 'netbios.nb_name_type'), tilingProblems(d)]).toEqual(['45-60', '60-61', []]);
  });

  test('a name is looked for, and recognized', () => {
    const query = datagram(withNames(0x0a, '00 0301 0000 0300', name('SERVER', 0x20), name('STUDENT', 0)));
    expect([text(query, 'netbios.local_session_no'), text(query, 'netbios.call_name_type'), texts(query, 'netbios.nb_name')]).toEqual(['0x03', '0x01', ['SERVER', 'STUDENT']]);
    const answer = datagram(withNames(0x0e, '00 1500 0300 1500', name('STUDENT', 0), name('SERVER', 0x20)));
    expect([text(answer, 'netbios.xmit_corrl'), text(answer, 'netbios.resp_corrl'), tilingProblems(answer)]).toEqual(['0x0003', '0x0015', []]);
  });

  test('status', () => {
    const query = datagram(withNames(0x03, '01 0002 0000 0900', name('SERVER', 0x20), name('STUDENT', 0)));
    expect([text(query, 'netbios.status_request'), text(query, 'netbios.status_buffer_len'), tilingProblems(query)]).toEqual(['1', '512', []]);
    const answer = datagram(withNames(0x0f, '01 2380 0900 0000', name('STUDENT', 0), name('SERVER', 0x20), ascii('status')));
    expect([text(answer, 'netbios.data2.frame'), text(answer, 'netbios.data2.user'), text(answer, 'netbios.data2.status'), text(answer, 'data.data'), tilingProblems(answer)]).toEqual(
      ['true', 'false', '35', '737461747573', []],
    );
    expect(text(datagram(withNames(0x0d, '01 0100 0900 0000', name('A', 0), name('B', 0))), 'netbios.name_type')).toBe('1');
  });

  test('characters that cannot be printed are shown as numbers', () => {
    expect(text(datagram(withNames(0x00, '00 0000 0000 0000', none, concat(hex('0102'), ascii('__MSBROWSE__'), hex('02 01')))), 'netbios.nb_name')).toBe('<01><02>__MSBROWSE__<02>');
  });

  test('a datagram from a card, and one to everybody', () => {
    const d = datagram(withNames(0x08, '00 0000 0000 0000', name('GROUP', 0x1d), concat(new Uint8Array(10), hex('001b2177000a')), ascii('hello')));
    expect([text(d, 'netbios.datagram_mac'), texts(d, 'netbios.nb_name'), text(d, 'data.data'), tilingProblems(d)]).toEqual(['00:1b:21:77:00:0a', ['GROUP'], '68656c6c6f', []]);
    expect(texts(datagram(withNames(0x09, '00 0000 0000 0000', none, name('ME', 0), ascii('x'))), 'netbios.nb_name')).toEqual(['ME']);
  });
});

describe('NetBIOS frames of a session', () => {
  test('it is set up, and ends', () => {
    const opened = numbered(session(0x19, '8f ca05 1500 0300'));
    expect([text(opened, 'netbios.flags.send_no_ack'), text(opened, 'netbios.largest_frame'), text(opened, 'netbios.version'), text(opened, 'netbios.max_data_recv_size')]).toEqual(['true', '7', 'true', '1482']);
    expect([text(opened, 'netbios.remote_session'), text(opened, 'netbios.local_session'), tilingProblems(opened)]).toEqual(['0x15', '0x03', []]);
    expect(text(numbered(session(0x17, '81 bc05 0300 1500')), 'netbios.max_data_recv_size')).toBe('1468');
    expect(text(numbered(session(0x18, '00 0100 0000 0000')), 'netbios.termination_indicator')).toBe('0x0001');
    expect(texts(numbered(session(0x1f, '00 0000 0000 0000')), 'netbios.xmit_corrl')).toEqual([]);
  });

  test('data and what is said about it', () => {
    const d = numbered(session(0x16, '0c 0100 0700 0800', ascii('bytes')));
    expect([text(d, 'netbios.flags.ack'), text(d, 'netbios.flags.ack_with_data'), text(d, 'netbios.resync_indicator'), text(d, 'data.data'), tilingProblems(d)]).toEqual(['true', 'true', '0x0001', '6279746573', []]);
    expect(text(numbered(session(0x15, '01 0000 0700 0800', ascii('x'))), 'netbios.flags.recv_cont_req')).toBe('true');
    expect(text(numbered(session(0x1a, '02 0500 0000 0000')), 'netbios.num_data_bytes_accepted')).toBe('5');
    expect(text(numbered(session(0x14, '00 0000 2800 0000')), 'netbios.xmit_corrl')).toBe('0x0028');
  });
});

describe('hostile NetBIOS frames', () => {
  test('another delimiter, a header that is too short', () => {
    expect(datagram(hex('2c00 eeee 08 000000000000000000')).faults).toMatchObject([{ code: 'value', need: 0xefff, had: 0xeeee }]);
    expect(datagram(session(0x08, '00 0000 0000 0000')).faults).toMatchObject([{ code: 'header-length', need: 44, had: 14 }]);
    expect(numbered(hex('0e00 ffef 16')).faults).toMatchObject([{ code: 'short', need: 14, had: 5 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('netbios', (content) => frame('03', content), [
      withNames(0x08, '00 0000 0000 0000', name('GROUP', 0x1d), name('ME', 0), ascii('hello')), withNames(0x01, '00 0000 0000 0900', none, name('LAB', 0x20)), session(0x16, '0c 0100 0700 0800', ascii('bytes')),
    ]);
  });
});
