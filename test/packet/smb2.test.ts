import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../src/packet/index.ts';
import { ascii, concat } from '../build/bytes.ts';
import { type Decoded, decodeCarried, place, text, texts } from '../build/decode.ts';
import { le16, le32, le64, smb2, utf16 } from '../build/smb.ts';
import { tilingProblems } from '../build/tiling.ts';

const decode = (b: Uint8Array, length = b.length): Decoded => decodeCarried('smb2', b, length);

const zeros = (n: number): Uint8Array => new Uint8Array(n);
const guid = Uint8Array.from({ length: 16 }, (_, i) => i);
const GUID = '03020100-0504-0706-0809-0a0b0c0d0e0f';
/** 2021-01-01 00:00:00.5 UTC */
const fileTime = le64((1_609_459_200n + 11_644_473_600n) * 10_000_000n + 5_000_000n);

const PENDING = 0x103;
const LOGON_FAILURE = 0xc000006d;
const MORE_PROCESSING = 0xc0000016;

describe('the header (MS-SMB2 §2.2.1)', () => {
  test('of a request', () => {
    const d = decode(smb2({ command: 13, message: 42n, flags: 0x10000048 }, Uint8Array.of(4, 0, 0, 0)));
    expect(Object.fromEntries(d.nodes.slice(0, 26).map((n) => [n.path, n.text]))).toMatchObject({
      'smb2.protocol_id': '0xfe534d42', 'smb2.header_len': '64', 'smb2.credit.charge': '1', 'smb2.channel_sequence': '0', 'smb2.cmd': '13', 'smb2.credits.requested': '31',
      'smb2.flags': '0x10000048', 'smb2.flags.response': 'false', 'smb2.flags.signature': 'true', 'smb2.flags.priority_mask': '4', 'smb2.flags.dfs': 'true', 'smb2.chain_offset': '0x00000000',
      'smb2.msg_id': '42', 'smb2.pid': '0x0000feff', 'smb2.tid': '0x00000005', 'smb2.sesid': '0x1122334455667788', 'smb2.signature': '000102030405060708090a0b0c0d0e0f',
    });
    expect([place(d, 'smb2.cmd'), place(d, 'smb2.msg_id'), place(d, 'smb2.signature')]).toEqual(['12-14', '24-32', '48-64']);
    expect(text(d, 'smb2.nt_status')).toBeUndefined();
    expect(tilingProblems(d)).toEqual([]);
  });

  test('of a response: a status in the place of the channel sequence, credits granted', () => {
    const d = decode(smb2({ command: 13, response: true, status: LOGON_FAILURE }, Uint8Array.of(4, 0, 0, 0)));
    expect([text(d, 'smb2.nt_status'), text(d, 'smb2.credits.granted'), text(d, 'smb2.channel_sequence')]).toEqual(['0xc000006d', '31', undefined]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('asynchronous: a number in the place of process and tree (§2.2.1.1)', () => {
    const d = decode(smb2({ command: 15, response: true, flags: 2, status: PENDING }, concat(le16(9), zeros(7))));
    expect([text(d, 'smb2.aid'), text(d, 'smb2.pid'), text(d, 'smb2.tid')]).toEqual(['0x000000050000feff', undefined, undefined]);
    expect(text(d, 'smb2.error.byte_count')).toBe('0');
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a chain of messages, each with its own header (§3.2.4.1.4)', () => {
    const close = smb2({ command: 6, message: 2n, flags: 4 }, concat(le16(24), zeros(22)));
    const padded = concat(smb2({ command: 13, message: 1n, next: 72 }, Uint8Array.of(4, 0, 0, 0)), zeros(4));
    const d = decode(concat(padded, close));
    expect(texts(d, 'smb2.cmd')).toEqual(['13', '6']);
    expect(d.nodes.filter((n) => n.path === 'smb2').map((n) => `${n.from}-${n.to}`)).toEqual(['0-72', '72-160']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a next command inside the header, or beyond the message, is a fault', () => {
    expect(decode(smb2({ command: 13, next: 8 }, Uint8Array.of(4, 0, 0, 0))).faults).toMatchObject([{ code: 'length-small', at: 20, need: 64, had: 8 }]);
    expect(decode(smb2({ command: 13, next: 800 }, Uint8Array.of(4, 0, 0, 0))).faults).toMatchObject([{ code: 'length-big', at: 20, need: 800, had: 68 }]);
  });

  test('another header length, and a short header, are faults', () => {
    expect(decode(smb2({ command: 13, headerLength: 60 })).faults).toMatchObject([{ code: 'value', at: 4, need: 64, had: 60 }]);
    expect(decode(smb2({ command: 13 }).subarray(0, 50)).faults).toMatchObject([{ code: 'short', need: 64, had: 50 }]);
    expect(decode(smb2({ command: 13 }).subarray(0, 50), 68).faults).toMatchObject([{ code: 'cut', need: 64, had: 50 }]);
  });
});

describe('bodies', () => {
  const context = (type: number, data: Uint8Array): Uint8Array => concat(le16(type), le16(data.length), zeros(4), data);

  test('NEGOTIATE: the dialects that are offered, and contexts (§2.2.3)', () => {
    const body = concat(
      le16(36), le16(5), Uint8Array.of(1, 0, 0, 0), le32(0x7f), guid, le32(112), le16(2), zeros(2), le16(0x202), le16(0x210), le16(0x300), le16(0x302), le16(0x311), zeros(2),
      context(1, ascii('abc')), zeros(5), context(2, ascii('de')),
    );
    const d = decode(smb2({ command: 0 }, body));
    expect(texts(d, 'smb2.dialect')).toEqual(['0x0202', '0x0210', '0x0300', '0x0302', '0x0311']);
    expect([text(d, 'smb2.dialect_count'), text(d, 'smb2.client_guid'), text(d, 'smb2.sec_mode.sign_enabled'), text(d, 'smb2.capabilities.encryption')]).toEqual(['5', GUID, 'true', 'true']);
    expect(texts(d, 'smb2.negotiate_context.type')).toEqual(['0x0001', '0x0002']);
    expect(texts(d, 'smb2.negotiate_context.data')).toEqual(['616263', '6465']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('NEGOTIATE: the dialect that is chosen (§2.2.4)', () => {
    const body = concat(le16(65), Uint8Array.of(3, 0), le16(0x302), zeros(2), guid, le32(1), le32(65536), le32(65536), le32(65536), fileTime, zeros(8), le16(128), le16(4), zeros(4), ascii('blob'));
    const d = decode(smb2({ command: 0, response: true }, body));
    expect([text(d, 'smb2.dialect'), text(d, 'smb2.current_time'), text(d, 'smb2.boot_time'), text(d, 'smb2.security_blob'), text(d, 'smb2.max_read_size')])
      .toEqual(['0x0302', 'Jan  1, 2021 00:00:00.500000000 UTC', 'not given', '626c6f62', '65536']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('SESSION_SETUP: a step of the logon (§2.2.5, §2.2.6)', () => {
    const asked = decode(smb2({ command: 1 }, concat(le16(25), Uint8Array.of(0, 2), zeros(8), le16(88), le16(5), zeros(8), ascii('token'))));
    expect([text(asked, 'smb2.sec_mode.sign_required'), text(asked, 'smb2.olb.length'), place(asked, 'smb2.security_blob')]).toEqual(['true', '5', '88-93']);
    const answered = decode(smb2({ command: 1, response: true, status: MORE_PROCESSING }, concat(le16(9), le16(0), le16(72), le16(3), ascii('yes'))));
    expect([text(answered, 'smb2.session_flags'), text(answered, 'smb2.security_blob')]).toEqual(['0x0000', '796573']);
    const refused = decode(smb2({ command: 1, response: true, status: LOGON_FAILURE }, concat(le16(9), zeros(7))));
    expect([text(refused, 'smb2.session_flags'), text(refused, 'smb2.error.byte_count')]).toEqual([undefined, '0']);
    expect([asked, answered, refused].flatMap(tilingProblems)).toEqual([]);
  });

  test('TREE_CONNECT: the share (§2.2.9, §2.2.10)', () => {
    const path = utf16('\\\\LABSRV\\public');
    const asked = decode(smb2({ command: 3 }, concat(le16(9), zeros(2), le16(72), le16(path.length), path)));
    expect([text(asked, 'smb2.tree'), place(asked, 'smb2.tree')]).toEqual(['\\\\LABSRV\\public', '72-102']);
    const answered = decode(smb2({ command: 3, response: true }, concat(le16(16), Uint8Array.of(1, 0), le32(0x8800), le32(0), le32(0x1f01ff))));
    expect([text(answered, 'smb2.share_type'), text(answered, 'smb2.share_flags.encrypt_data'), text(answered, 'smb2.access_mask')]).toEqual(['0x01', 'true', '0x001f01ff']);
    expect([asked, answered].flatMap(tilingProblems)).toEqual([]);
  });

  test('CREATE: the name of the file, and its handle (§2.2.13, §2.2.14)', () => {
    const name = utf16('Отчёт.txt');
    const asked = decode(smb2({ command: 5 }, concat(le16(57), Uint8Array.of(0, 9), le32(2), zeros(16), le32(0x80), le32(0x80), le32(7), le32(1), le32(0x40), le16(120), le16(name.length), le32(144), le32(2), name, zeros(6), ascii('cx'))));
    expect([text(asked, 'smb2.filename'), text(asked, 'smb2.create.disposition'), text(asked, 'smb2.create.extrainfo')]).toEqual(['Отчёт.txt', '1', '6378']);
    const answered = decode(smb2({ command: 5, response: true }, concat(le16(89), Uint8Array.of(9, 0), le32(2), fileTime, fileTime, fileTime, fileTime, le64(4096n), le64(120n), le32(0x20), zeros(4), guid, zeros(8))));
    expect([text(answered, 'smb2.fid'), text(answered, 'smb2.eof'), text(answered, 'smb2.create.action'), text(answered, 'smb2.file_attribute.archive')]).toEqual([GUID, '120', '2', 'true']);
    expect([asked, answered].flatMap(tilingProblems)).toEqual([]);
  });

  test('READ and WRITE: offset, length and data (§2.2.19 to §2.2.22)', () => {
    const read = decode(smb2({ command: 8 }, concat(le16(49), Uint8Array.of(0x50, 0), le32(512), le64(4096n), guid, zeros(16), Uint8Array.of(0))));
    expect([text(read, 'smb2.read_length'), text(read, 'smb2.file_offset'), text(read, 'smb2.fid')]).toEqual(['512', '4096', GUID]);
    const data = decode(smb2({ command: 8, response: true }, concat(le16(17), Uint8Array.of(80, 0), le32(4), zeros(8), ascii('text'))));
    expect([text(data, 'smb2.read_data'), place(data, 'smb2.read_data')]).toEqual(['74657874', '80-84']);
    const write = decode(smb2({ command: 9 }, concat(le16(49), le16(112), le32(4), le64(8n), guid, zeros(16), ascii('text'))));
    expect([text(write, 'smb2.write_length'), text(write, 'smb2.file_offset'), text(write, 'smb2.write_data')]).toEqual(['4', '8', '74657874']);
    expect([read, data, write].flatMap(tilingProblems)).toEqual([]);
  });

  test('of a long write the first part is captured: no fault, and the data goes as far as it is there', () => {
    const whole = smb2({ command: 9 }, concat(le16(49), le16(112), le32(5000), le64(0n), guid, zeros(16), zeros(5000)));
    const d = decode(whole.subarray(0, 1000), whole.length);
    expect([d.faults, place(d, 'smb2.write_data')]).toEqual([[], '112-1000']);
  });

  test('IOCTL, QUERY_DIRECTORY, QUERY_INFO and the others (§2.2.23 to §2.2.40)', () => {
    const bodies: [command: number, response: boolean, body: Uint8Array, path: string, value: string][] = [
      [10, false, concat(le16(48), le16(1), zeros(20), zeros(24)), 'smb2.lock_count', '1'],
      [11, false, concat(le16(57), zeros(2), le32(0x0011c017), guid, le32(120), le32(2), zeros(16), le32(1), zeros(4), ascii('in')), 'smb2.ioctl.in', '696e'],
      [11, true, concat(le16(49), zeros(2), le32(0x0011c017), guid, zeros(8), le32(112), le32(3), zeros(8), ascii('out')), 'smb2.ioctl.out', '6f7574'],
      [14, false, concat(le16(33), Uint8Array.of(37, 0), zeros(4), guid, le16(96), le16(2), le32(65536), utf16('*')), 'smb2.find.pattern', '*'],
      [14, true, concat(le16(9), le16(72), le32(4), ascii('list')), 'smb2.find.info_blob', '6c697374'],
      [15, false, concat(le16(32), le16(1), le32(2048), guid, le32(0x17), zeros(4)), 'smb2.notify.filter', '0x00000017'],
      [16, false, concat(le16(41), Uint8Array.of(1, 5), le32(24), zeros(16), guid, Uint8Array.of(0)), 'smb2.file_info.infolevel', '0x05'],
      [16, false, concat(le16(41), Uint8Array.of(2, 3), le32(24), zeros(16), guid, Uint8Array.of(0)), 'smb2.fs_info.infolevel', '0x03'],
      [17, false, concat(le16(33), Uint8Array.of(1, 13), le32(1), le16(96), zeros(6), guid, Uint8Array.of(1)), 'smb2.setinfo_data', '01'],
      [17, true, le16(2), 'smb2.buffer_code', '0x0002'],
      [18, true, concat(le16(44), zeros(2), le32(1), guid, le32(7), le32(1), zeros(12)), 'smb2.lease.lease_key', GUID],
      [18, false, concat(le16(24), Uint8Array.of(1), zeros(5), guid), 'smb2.create.oplock', '0x01'],
    ];
    for (const [command, response, body, path, value] of bodies) {
      const d = decode(smb2({ command, response }, body));
      expect(text(d, path)).toBe(value);
      expect(tilingProblems(d)).toEqual([]);
      expect(d.faults).toEqual([]);
    }
  });

  test('a body that nothing is known of is kept as it is', () => {
    const d = decode(smb2({ command: 13 }, concat(le16(77), ascii('what'))));
    expect([text(d, 'smb2.buffer_code'), text(d, 'smb2.unknown')]).toEqual(['0x004d', '77686174']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a body shorter than its structure: what is there, and a fault', () => {
    const d = decode(smb2({ command: 8 }, concat(le16(49), Uint8Array.of(0x50, 0), le32(512))));
    expect(text(d, 'smb2.read_length')).toBe('512');
    expect(d.faults).toMatchObject([{ code: 'short', at: 72, need: 8, had: 0 }]);
  });

  test('a part that is said to lie beyond the message is a fault', () => {
    const d = decode(smb2({ command: 3 }, concat(le16(9), zeros(2), le16(72), le16(500), utf16('ab'))));
    expect(text(d, 'smb2.tree')).toBe('ab');
    expect(d.faults).toMatchObject([{ code: 'length-big', at: 72, need: 500, had: 4 }]);
  });
});

describe('messages that cannot be read', () => {
  test('encrypted (§2.2.41), two in a row', () => {
    const one = concat(Uint8Array.of(0xfd), ascii('SMB'), guid, guid, le32(6), zeros(2), le16(1), le64(9n), ascii('secret'));
    const d = decode(concat(one, one));
    expect(texts(d, 'smb2.header.transform.msg_size')).toEqual(['6', '6']);
    expect([text(d, 'smb2.header.transform.flags.encrypted'), text(d, 'smb2.sesid'), text(d, 'smb2.header.transform.enc_data'), text(d, 'smb2.cmd')]).toEqual(['true', '0x0000000000000009', '736563726574', undefined]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('compressed (§2.2.42)', () => {
    const d = decode(concat(Uint8Array.of(0xfc), ascii('SMB'), le32(4096), le16(2), le16(0), le32(80), ascii('packed')));
    expect([text(d, 'smb2.header.comp_transform.comp_alg'), text(d, 'smb2.header.comp_transform.offset'), text(d, 'smb2.header.comp_transform.data')]).toEqual(['0x0002', '0x00000050', '7061636b6564']);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('hostile input', () => {
  test('any bytes after the magic: nothing throws, parts lie inside and do not overlap', () => {
    const tail = fc.uint8Array({ maxLength: 260 });
    const codes = [2, 4, 9, 16, 17, 24, 25, 33, 36, 41, 44, 48, 49, 57, 60, 65, 89];
    const body = fc.tuple(fc.constantFrom(...codes), fc.integer({ min: 0, max: 19 }), fc.boolean(), fc.constantFrom(0, 64, 72, 100), tail)
      .map(([code, command, response, next, b]) => smb2({ command, response, next }, concat(le16(code), b)));
    const raw = fc.tuple(fc.constantFrom(0xfc, 0xfd, 0xfe), tail).map(([first, b]) => concat(Uint8Array.of(first), ascii('SMB'), b));
    fc.assert(fc.property(fc.oneof(body, raw), fc.integer({ min: 0, max: 300 }), (b, more) => {
      const d = decode(b, b.length + more);
      for (const n of d.nodes) expect(n.from >= 0 && n.from <= n.to && n.to <= b.length).toBe(true);
      expect(tilingProblems(d).filter((p) => !p.includes('nothing covers'))).toEqual([]);
    }), { numRuns: 400 });
  });
});
