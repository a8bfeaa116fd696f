import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layouts } from '../../src/packet/smb-layouts.ts';
import { ascii, concat } from '../build/bytes.ts';
import { type Decoded, decodeCarried, place, text, texts } from '../build/decode.ts';
import { le16, le32, le64, smb, smbCommand, utf16 } from '../build/smb.ts';
import { tilingProblems } from '../build/tiling.ts';

const read = (message: Uint8Array, oemCodepage?: string): Decoded => decodeCarried('smb', message, message.length, oemCodepage);
const fields = (d: Decoded, ...names: readonly string[]): (string | undefined)[] => names.map((name) => text(d, `smb.${name}`));
const one = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes);
const zeros = (n: number): Uint8Array => new Uint8Array(n);
const zeroEnded = (s: string): Uint8Array => ascii(`${s}\0`);
const wide = (s: string): Uint8Array => utf16(`${s}\0`);
/** No command follows; or one does, at an offset. */
const last = concat(one(0xff, 0), le16(0));
const followed = (command: number, offset: number): Uint8Array => concat(one(command, 0), le16(offset));
/** 2021-01-01 00:00:00.5 UTC */
const fileTime = le64((1_609_459_200n + 11_644_473_600n) * 10_000_000n + 5_000_000n);
const whole = (d: Decoded): unknown => [d.faults, tilingProblems(d)];
const nothing = [[], []];

describe('the header (MS-CIFS §2.2.3.1)', () => {
  test('of a request', () => {
    const d = read(smb({ command: 0x71 }, smbCommand(zeros(0))));
    expect(fields(d, 'server_component', 'cmd', 'nt_status', 'flags', 'flags.response', 'flags.caseless', 'flags2', 'flags2.string', 'flags2.nt_error', 'pid.high', 'signature', 'tid', 'pid', 'uid', 'mid'))
      .toEqual(['0x424d53ff', '0x71', '0x00000000', '0x18', 'false', 'true', '0x4003', 'false', 'true', '0', '0000000000000000', '2049', '65279', '100', '7']);
    expect([place(d, 'smb.cmd'), place(d, 'smb.flags2'), place(d, 'smb.mid'), place(d, 'smb.wct')]).toEqual(['4-5', '10-12', '30-32', '32-33']);
    expect(whole(d)).toEqual(nothing);
  });

  test('a status of Windows NT, and an error of DOS (§2.2.2.4)', () => {
    const nt = read(smb({ command: 0x73, response: true, status: 0xc000006d }, smbCommand(zeros(0))));
    expect(fields(nt, 'nt_status', 'error_class', 'flags.response')).toEqual(['0xc000006d', undefined, 'true']);
    const dos = read(smb({ command: 0x02, response: true, error: [1, 2] }, smbCommand(zeros(0))));
    expect(fields(dos, 'nt_status', 'error_class', 'error_code', 'error_code.meaning')).toEqual([undefined, '0x01', '0x0002', '0x00010002']);
    const server = read(smb({ command: 0x75, response: true, error: [2, 2] }, smbCommand(zeros(0))));
    expect(fields(server, 'error_code.meaning')).toEqual(['0x00020002']);
    expect([nt, dos, server].map(whole)).toEqual([nothing, nothing, nothing]);
  });

  test('a header that is not whole', () => {
    const short = smb({ command: 0x71 }).subarray(0, 31);
    expect(read(short).faults).toMatchObject([{ code: 'short', need: 32, had: 31 }]);
    expect(decodeCarried('smb', short, 40).faults).toMatchObject([{ code: 'cut', need: 32, had: 31 }]);
    expect(tilingProblems(read(short))).toEqual([]);
  });
});

describe('negotiation (MS-CIFS §2.2.4.52)', () => {
  test('the dialects that are offered', () => {
    const d = read(smb({ command: 0x72 }, smbCommand(zeros(0), concat(one(2), zeroEnded('LANMAN1.0'), one(2), zeroEnded('NT LM 0.12')))));
    expect([texts(d, 'smb.dialect'), texts(d, 'smb.dialect.name'), texts(d, 'smb.buffer_format')]).toEqual([['LANMAN1.0', 'NT LM 0.12'], ['LANMAN1.0', 'NT LM 0.12'], ['2', '2']]);
    expect(whole(d)).toEqual(nothing);
  });

  const words = (capabilities: number, challenge: number): Uint8Array =>
    concat(le16(5), one(3), le16(50), le16(1), le32(16_644), le32(65_536), le32(9), le32(capabilities), fileTime, le16(0xff4c), one(challenge));

  test('what the server chose, with a challenge', () => {
    const d = read(smb({ command: 0x72, response: true, unicode: true }, smbCommand(words(0xf3fd, 8), concat(ascii('12345678'), wide('LAB'), wide('LABSRV')))));
    expect(fields(d, 'dialect.index', 'sm', 'sm.mode', 'sm.password', 'max_mpx_count', 'max_bufsize', 'session_key', 'server_cap', 'server_cap.unicode', 'server_cap.extended_security', 'system.time', 'server_timezone'))
      .toEqual(['5', '0x03', 'true', 'true', '50', '16644', '0x00000009', '0x0000f3fd', 'true', 'false', 'Jan  1, 2021 00:00:00.500000000 UTC', '-180']);
    expect(fields(d, 'challenge_length', 'challenge', 'primary_domain', 'server')).toEqual(['8', '3132333435363738', 'LAB', 'LABSRV']);
    expect(whole(d)).toEqual(nothing);
  });

  test('with extended security (MS-SMB §2.2.4.5.2)', () => {
    const d = read(smb({ command: 0x72, response: true }, smbCommand(words(0x8000_f3fd, 0), concat(Uint8Array.from({ length: 16 }, (_, i) => i), ascii('blob')))));
    expect(fields(d, 'server_guid', 'security_blob', 'challenge')).toEqual(['03020100-0504-0706-0809-0a0b0c0d0e0f', '626c6f62', undefined]);
    expect(whole(d)).toEqual(nothing);
  });

  test('LANMAN, and none of the dialects', () => {
    const lanman = concat(le16(2), le16(3), le16(4356), le16(32), le16(1), le16(0), le32(0), le16(0x2833), le16(0x5b3a), le16(330), le16(8), le16(0));
    const old = read(smb({ command: 0x72, response: true, unicode: true }, smbCommand(lanman, concat(ascii('12345678'), zeroEnded('LAB')))));
    expect(fields(old, 'dialect.index', 'sm', 'max_bufsize', 'server_date_time.smb_time', 'server_date_time.smb_date', 'challenge', 'primary_domain'))
      .toEqual(['2', '0x03', '4356', '0x2833', '0x5b3a', '3132333435363738', 'LAB']);
    const none = read(smb({ command: 0x72, response: true }, smbCommand(le16(0xffff))));
    expect(fields(none, 'dialect.index')).toEqual(['65535']);
    expect([old, none].map(whole)).toEqual([nothing, nothing]);
  });
});

describe('logging on (MS-CIFS §2.2.4.53)', () => {
  const head = concat(last, le16(4356), le16(2), le16(1), le32(9));

  test('with proofs of a password; texts in UTF-16 stand at even offsets', () => {
    const d = read(smb({ command: 0x73, unicode: true }, smbCommand(concat(head, le16(0), le16(2), zeros(4), le32(0xd4)), concat(ascii('pw'), zeros(1), wide('анна'), wide('LAB'), wide('Unix'), wide('Samba')))));
    expect(fields(d, 'max_buf', 'vc', 'session_key', 'unicode_pwlen', 'ansi_password', 'unicode_password', 'account', 'primary_domain', 'native_os', 'native_lanman'))
      .toEqual(['4356', '1', '0x00000009', '2', undefined, '7077', 'анна', 'LAB', 'Unix', 'Samba']);
    expect(whole(d)).toEqual(nothing);
  });

  test('with a password; texts in the code page of the machines', () => {
    const message = smb({ command: 0x73 }, smbCommand(concat(head, le16(3), zeros(4)), concat(ascii('pw\0'), ascii('\xa0\xad\xad\xa0\0'), zeroEnded('LAB'), zeroEnded('DOS'))));
    const d = read(message, 'cp866');
    expect(fields(d, 'pwlen', 'password', 'account', 'primary_domain', 'native_os', 'native_lanman')).toEqual(['3', '707700', 'анна', 'LAB', 'DOS', undefined]);
    expect(whole(d)).toEqual(nothing);
  });

  test('with a security blob (MS-SMB §2.2.4.6)', () => {
    const asked = read(smb({ command: 0x73 }, smbCommand(concat(head, le16(4), zeros(4), le32(0x8000_00d4)), concat(ascii('blob'), zeroEnded('Unix'), zeroEnded('Samba')))));
    expect(fields(asked, 'security_blob_len', 'security_blob', 'server_cap.extended_security', 'native_os')).toEqual(['4', '626c6f62', 'true', 'Unix']);
    const answered = read(smb({ command: 0x73, response: true, status: 0xc0000016 }, smbCommand(concat(last, le16(1), le16(4)), concat(ascii('blob'), zeroEnded('Unix')))));
    expect(fields(answered, 'setup.action', 'setup.action.guest', 'security_blob', 'native_os')).toEqual(['0x0001', 'true', '626c6f62', 'Unix']);
    expect([asked, answered].map(whole)).toEqual([nothing, nothing]);
  });

  test('a chain: who logs on connects to a share at once (§2.2.3.4)', () => {
    const tree = smbCommand(concat(last, le16(0), le16(1)), concat(one(0), zeroEnded('\\\\LABSRV\\PUBLIC'), zeroEnded('A:')));
    const logon = smbCommand(concat(followed(0x75, 32 + 42), head.subarray(4), le16(3), zeros(4)), concat(ascii('pw\0'), zeroEnded('anna'), zeroEnded('LAB'), ascii('DOS')));
    const d = read(smb({ command: 0x73 }, logon, zeros(74 - 32 - logon.length), tree));
    expect([texts(d, 'smb.cmd'), texts(d, 'smb.andxoffset'), texts(d, 'smb.wct')]).toEqual([['0x73', '0x75', '0xff'], ['74', '0'], ['10', '4']]);
    expect(fields(d, 'account', 'path', 'service')).toEqual(['anna', '\\\\LABSRV\\PUBLIC', 'A:']);
    expect(d.nodes.filter((n) => n.path === 'smb.body').map((n) => n.from)).toEqual([32, 74]);
    expect(whole(d)).toEqual(nothing);
  });

  test('the next command must stand after this one, inside the message', () => {
    const inside = read(smb({ command: 0x74 }, smbCommand(followed(0x75, 20))));
    expect(inside.faults).toMatchObject([{ code: 'value', need: 39, had: 20 }]);
    const outside = read(smb({ command: 0x74 }, smbCommand(followed(0x75, 2000))));
    expect(outside.faults).toMatchObject([{ code: 'length-big', need: 2000, had: 39 }]);
    expect([inside, outside].flatMap(tilingProblems)).toEqual([]);
  });
});

describe('shares, files and messages (MS-CIFS §2.2.4)', () => {
  const cases: [what: string, message: Uint8Array, expected: Record<string, string>][] = [
    [
      'a share is connected to', smb({ command: 0x75, unicode: true }, smbCommand(concat(last, le16(8), le16(1)), concat(one(0), wide('\\\\LABSRV\\PUBLIC'), zeroEnded('?????')))),
      { path: '\\\\LABSRV\\PUBLIC', service: '?????', pwlen: '1' },
    ],
    [
      'it is a disk', smb({ command: 0x75, response: true }, smbCommand(concat(last, le16(1)), concat(zeroEnded('A:'), zeroEnded('NTFS')))),
      { 'connect.support': '0x0001', service: 'A:', native_fs: 'NTFS' },
    ],
    [
      'the old way', smb({ command: 0x70 }, smbCommand(zeros(0), concat(one(4), zeroEnded('\\\\LABSRV\\PUBLIC'), one(4), zeroEnded('pw'), one(4), zeroEnded('A:')))),
      { path: '\\\\LABSRV\\PUBLIC', password: '707700', service: 'A:' },
    ],
    ['a directory is made', smb({ command: 0x00 }, smbCommand(zeros(0), concat(one(4), zeroEnded('\\NEW')))), { dir_name: '\\NEW', buffer_format: '4' }],
    [
      'a file is opened', smb({ command: 0x2d }, smbCommand(concat(last, le16(1), le16(0x40), le16(6), le16(0x20), le32(86_400), le16(0x11), le32(100), zeros(8)), zeroEnded('\\A.TXT'))),
      { file: '\\A.TXT', 'open.function': '0x0011', 'create.time': 'Jan  2, 1970 00:00:00.000000000 UTC', 'file_attribute.archive': 'true' },
    ],
    ['a file is deleted', smb({ command: 0x06 }, smbCommand(le16(6), concat(one(4), zeroEnded('\\A.TXT')))), { 'search.attribute': '0x0006', file: '\\A.TXT' }],
    ['a file is renamed', smb({ command: 0x07 }, smbCommand(le16(0), concat(one(4), zeroEnded('\\A'), one(4), zeroEnded('\\B')))), { old_file: '\\A', file: '\\B' }],
    ['a file is closed', smb({ command: 0x04 }, smbCommand(concat(le16(0x4001), le32(86_400)))), { fid: '0x4001', 'last_write.time': 'Jan  2, 1970 00:00:00.000000000 UTC' }],
    [
      'a listing', smb({ command: 0x81 }, smbCommand(concat(le16(20), le16(0x16)), concat(one(4), zeroEnded('\\*.*'), one(5), le16(3), ascii('key')))),
      { maxcount: '20', file: '\\*.*', 'resume.key': '6b6579' },
    ],
    [
      'a piece is written', smb({ command: 0x0b }, smbCommand(concat(le16(1), le16(3), le32(9), le16(0)), concat(one(1), le16(3), ascii('abc')))),
      { fid: '0x0001', offset: '9', file_data: '616263' },
    ],
    ['an echo', smb({ command: 0x2b }, smbCommand(le16(2), ascii('abc'))), { 'echo.count': '2', 'echo.data': '616263' }],
    [
      'a message to a person', smb({ command: 0xd0 }, smbCommand(zeros(0), concat(one(4), zeroEnded('ANNA'), one(4), zeroEnded('MINH'), one(1), le16(2), ascii('Hi')))),
      { originator_name: 'ANNA', destination_name: 'MINH', message: 'Hi' },
    ],
    ['what nobody knows', smb({ command: 0x99 }, smbCommand(le16(0x1234), ascii('abc'))), { word_parameters: '3412', byte_parameters: '616263' }],
  ];
  test.each(cases)('%s', (_, message, expected) => {
    const d = read(message);
    for (const [name, value] of Object.entries(expected)) expect([name, text(d, `smb.${name}`)]).toEqual([name, value]);
    expect(whole(d)).toEqual(nothing);
  });

  test('NT_CREATE_ANDX, and its answer, which may be longer than its word count says (MS-SMB §2.2.4.9.2)', () => {
    const words = concat(last, zeros(1), le16(14), le32(0x16), le32(0), le32(0x0002_019f), le64(0n), le32(0x80), le32(3), le32(5), le32(0x40), le32(2), one(3));
    const asked = read(smb({ command: 0xa2, unicode: true }, smbCommand(words, concat(zeros(1), wide('\\отчёт')))));
    expect(fields(asked, 'file', 'create.disposition', 'access_mask', 'share_access', 'create_options', 'impersonation.level')).toEqual(['\\отчёт', '5', '0x0002019f', '0x00000003', '0x00000040', '2']);
    const opened = concat(last, one(2), le16(0x4001), le32(2), fileTime, fileTime, fileTime, fileTime, le32(0x20), le64(4096n), le64(120n), le16(0), le16(7), one(0));
    const answered = read(smb({ command: 0xa2, response: true }, smbCommand(opened)));
    expect(fields(answered, 'oplock.level', 'fid', 'create.action', 'change.time', 'end_of_file', 'is_directory')).toEqual(['2', '0x4001', '2', 'Jan  1, 2021 00:00:00.500000000 UTC', '120', '0']);
    const longer = read(smb({ command: 0xa2, response: true }, smbCommand(concat(opened, zeros(16), le64(5n), le32(0x1f_01ff), le32(0)), zeros(0), { words: 42 })));
    expect(fields(longer, 'wct', 'create.file_id_64b', 'access_mask', 'bcc')).toEqual(['42', '0x0000000000000005', '0x001f01ff', '0']);
    expect([asked, answered, longer].map(whole)).toEqual([nothing, nothing, nothing]);
  });

  test('READ_ANDX and WRITE_ANDX: the data is where the offset says', () => {
    const asked = read(smb({ command: 0x2e }, smbCommand(concat(last, le16(1), le32(4096), le16(512), le16(512), le32(0), le16(0), le32(1)))));
    expect(fields(asked, 'fid', 'offset', 'maxcount_low', 'offset_high')).toEqual(['0x0001', '4096', '512', '1']);
    const data = read(smb({ command: 0x2e, response: true }, smbCommand(concat(last, le16(0), zeros(4), le16(3), le16(61), le16(0), zeros(8)), concat(zeros(2), ascii('abc')))));
    expect([text(data, 'smb.file_data'), place(data, 'smb.file_data'), text(data, 'smb.data_offset')]).toEqual(['616263', '61-64', '61']);
    const write = read(smb({ command: 0x2f }, smbCommand(concat(last, le16(1), le32(0), zeros(4), le16(8), le16(3), le16(0), le16(3), le16(60)), concat(zeros(1), ascii('abc')))));
    expect(fields(write, 'write.mode', 'data_len_low', 'file_data')).toEqual(['0x0008', '3', '616263']);
    const written = read(smb({ command: 0x2f, response: true }, smbCommand(concat(last, le16(3), le16(0), le16(0), le16(0)))));
    expect(fields(written, 'count_low')).toEqual(['3']);
    expect([asked, data, write, written].map(whole)).toEqual([nothing, nothing, nothing, nothing]);
  });

  test('more than 64 KiB are written: the byte count cannot tell (MS-SMB §2.2.4.3.1)', () => {
    const words = concat(last, le16(1), le32(0), zeros(4), le16(0), le16(0), le16(1), le16(4), le16(60));
    const d = read(smb({ command: 0x2f }, smbCommand(words, concat(zeros(1), new Uint8Array(0x1_0004)), { bytes: 5 })));
    expect(place(d, 'smb.file_data')).toBe(`60-${60 + 0x1_0004}`);
    expect(whole(d)).toEqual(nothing);
  });
});

describe('transactions (MS-CIFS §2.2.4.33, §2.2.6, §2.2.7)', () => {
  const request = (parameters: [n: number, at: number], data: [n: number, at: number], ...setup: readonly number[]): Uint8Array => concat(
    le16(parameters[0]), le16(data[0]), le16(10), le16(1024), one(0, 0), le16(0), le32(0), zeros(2), le16(parameters[0]), le16(parameters[1]), le16(data[0]), le16(data[1]), one(setup.length, 0),
    ...setup.map(le16),
  );

  test('a pipe: its name, parameters and data', () => {
    const d = read(smb({ command: 0x25 }, smbCommand(request([0, 0], [3, 76], 0x26, 0x4001), concat(zeroEnded('\\PIPE\\'), zeros(2), ascii('abc')))));
    expect([...fields(d, 'trans_name', 'trans_data', 'tdc', 'sc'), texts(d, 'smb.trans_data.setup_word')]).toEqual(['\\PIPE\\', '616263', '3', '2', ['0x0026', '0x4001']]);
    expect(whole(d)).toEqual(nothing);
  });

  const second = (subcommand: number, parameters: Uint8Array, unicode = false): Decoded =>
    read(smb({ command: 0x32, unicode }, smbCommand(request([parameters.length, 68], [0, 0], subcommand), concat(zeros(3), parameters))));

  test.each<[string, number, Uint8Array, Record<string, string>]>([
    ['FIND_FIRST2', 1, concat(le16(0x16), le16(100), le16(6), le16(260), le32(0), zeroEnded('\\*')), { search_count: '100', ff2_loi: '260', search_pattern: '\\*' }],
    ['FIND_NEXT2', 2, concat(le16(0x801), le16(100), le16(260), le32(0), le16(8), zeroEnded('A')), { search_id: '0x0801', file: 'A' }],
    ['QUERY_PATH_INFORMATION', 5, concat(le16(257), zeros(4), zeroEnded('\\A.TXT')), { qpi_loi: '257', file: '\\A.TXT' }],
    ['SET_PATH_INFORMATION', 6, concat(le16(257), zeros(4), zeroEnded('\\A.TXT')), { spi_loi: '257', file: '\\A.TXT' }],
    ['QUERY_FILE_INFORMATION', 7, concat(le16(0x4001), le16(258)), { fid: '0x4001', qpi_loi: '258' }],
    ['SET_FILE_INFORMATION', 8, concat(le16(0x4001), le16(258), zeros(2)), { fid: '0x4001', spi_loi: '258' }],
    ['CREATE_DIRECTORY', 13, concat(zeros(4), zeroEnded('\\NEW')), { dir_name: '\\NEW' }],
    ['GET_DFS_REFERRAL', 16, concat(le16(3), zeroEnded('\\A')), { 'trans_data.parameters': '03005c4100' }],
  ])('%s', (_, subcommand, parameters, expected) => {
    const d = second(subcommand, parameters);
    expect(text(d, 'smb.trans2.cmd')).toBe(`0x${subcommand.toString(16).padStart(4, '0')}`);
    for (const [name, value] of Object.entries(expected)) expect([name, text(d, `smb.${name}`)]).toEqual([name, value]);
    expect(whole(d)).toEqual(nothing);
  });

  test('a name in UTF-16', () => {
    const d = second(5, concat(le16(257), zeros(4), wide('\\отчёт')), true);
    expect([text(d, 'smb.file'), whole(d)]).toEqual(['\\отчёт', nothing]);
  });

  test('an answer, and the rest of a long request', () => {
    const places = concat(le16(2), le16(56), le16(0), le16(3), le16(60), le16(0));
    const answer = read(smb({ command: 0x32, response: true }, smbCommand(concat(le16(2), le16(3), zeros(2), places, one(0, 0)), concat(zeros(1), ascii('pa'), zeros(2), ascii('abc')))));
    const rest = read(smb({ command: 0x26 }, smbCommand(concat(le16(2), le16(3), le16(2), le16(52), le16(0), le16(3), le16(54), le16(0)), concat(zeros(1), ascii('pa'), ascii('abc')))));
    for (const d of [answer, rest]) expect([...fields(d, 'trans_data.parameters', 'trans_data'), whole(d)]).toEqual(['7061', '616263', nothing]);
  });

  test('NT_TRANSACT, with wider numbers', () => {
    const words = concat(one(0), zeros(2), le32(0), le32(3), le32(32), le32(0), le32(0), le32(0), le32(3), le32(76), one(1), le16(4), le16(0x17));
    const d = read(smb({ command: 0xa0 }, smbCommand(words, concat(zeros(1), ascii('abc')))));
    expect(fields(d, 'nt.function', 'tdc', 'data_offset', 'word_parameters', 'trans_data')).toEqual(['4', '3', '76', '1700', '616263']);
    const answer = read(smb({ command: 0xa0, response: true }, smbCommand(concat(zeros(3), le32(2), le32(0), le32(2), le32(72), le32(0), le32(0), le32(0), le32(0), one(0)), concat(zeros(1), ascii('pa')))));
    expect(fields(answer, 'trans_data.parameters')).toEqual(['7061']);
    expect([d, answer].map(whole)).toEqual([nothing, nothing]);
  });

  test('data that is said to lie beyond the message is a fault', () => {
    const d = read(smb({ command: 0x25 }, smbCommand(request([0, 0], [500, 74], 0x26, 1), concat(zeroEnded('\\PIPE\\'), ascii('abc')))));
    expect([d.faults.map((f) => f.code), text(d, 'smb.trans_data')]).toEqual([['length-big'], '616263']);
  });
});

describe('messages that lie, or were cut', () => {
  const message = smb({ command: 0x73 }, smbCommand(concat(last, le16(4356), le16(2), le16(1), le32(9), le16(3), zeros(4)), concat(ascii('pw\0'), zeroEnded('anna'), zeroEnded('LAB'))));

  test('every layout has as many bytes of parameters as its word count says', () => {
    for (const [command, directions] of Object.entries(layouts)) {
      for (const layout of directions.flat()) {
        const size = layout.parameters.reduce((n, parameter) => n + ('path' in parameter ? parameter.size : parameter[1]), 0);
        expect([command, layout.wct, size]).toEqual([command, layout.wct, layout.size]);
      }
    }
  });

  test('a byte count larger than the message: what is there is decoded, and a fault noted', () => {
    const d = read(smb({ command: 0x2b }, smbCommand(le16(1), ascii('abc'), { bytes: 500 })));
    expect([d.faults, text(d, 'smb.echo.data')]).toMatchObject([[{ code: 'short', need: 500, had: 3 }], '616263']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a word count larger than the message', () => {
    const d = read(smb({ command: 0x99 }, one(200, 1, 2)));
    expect([d.faults.map((f) => f.code), text(d, 'smb.word_parameters')]).toEqual([['short'], '0102']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('bytes after the last command are kept', () => {
    expect(text(read(concat(message, ascii('more'))), 'smb.unknown_data')).toBe('6d6f7265');
  });

  test('cut anywhere by the snap length: nothing is said to be wrong with the sender', () => {
    for (let length = 1; length < message.length; length++) {
      const d = decodeCarried('smb', message.subarray(0, length), message.length);
      expect(d.faults.filter((f) => f.code !== 'cut')).toEqual([]);
      expect(tilingProblems(d)).toEqual([]);
    }
  });

  test('any parameters and data of any command: nothing throws, and the parts cover the message', () => {
    const bytes = fc.uint8Array({ maxLength: 120 });
    const commands = Object.keys(layouts).map(Number);
    const words = fc.integer({ min: 0, max: 50 }).chain((n) => fc.uint8Array({ minLength: 2 * n, maxLength: 2 * n }));
    const known = fc.tuple(fc.constantFrom(...commands), fc.boolean(), fc.nat(9)).chain(([command, response, i]) => {
      const choices = layouts[command]![response ? 1 : 0];
      const size = choices.length === 0 ? 0 : 2 * choices[i % choices.length]!.wct;
      return fc.tuple(fc.constant(command), fc.constant(response), fc.uint8Array({ minLength: size, maxLength: size }));
    });
    const anything = fc.tuple(fc.constantFrom(...commands), fc.boolean(), words);
    fc.assert(fc.property(fc.oneof(known, anything), bytes, fc.boolean(), fc.nat(70_000), fc.nat(50), ([command, response, parameters], data, unicode, count, more) => {
      const b = smb({ command, response, unicode }, smbCommand(parameters, data, count > 60_000 ? { bytes: count & 0xffff } : {}));
      expect(tilingProblems(decodeCarried('smb', b, b.length + more))).toEqual([]);
    }), { numRuns: 500 });
  });
});
