import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, concat } from '../build/bytes.ts';
import { type Decoded, decode, decodeAll, place, text, texts } from '../build/decode.ts';
import { datagram, nbdgm } from '../build/netbios.ts';
import { le16, le32, mailslot } from '../build/smb.ts';
import { tilingProblems } from '../build/tiling.ts';

const BROWSE = '\\MAILSLOT\\BROWSE';
/** Where the SMB message begins in the packet: after Ethernet, IP, UDP, header and two names. */
const SMB = 124;

const packet = (message: Uint8Array, name = BROWSE): Uint8Array => datagram(138, nbdgm({}, mailslot(name, message)));
const read = (...parts: readonly Uint8Array[]): Decoded => decode(packet(concat(...parts)));
const fields = (d: Decoded, ...names: readonly string[]): (string | undefined)[] => names.map((name) => text(d, `browser.${name}`));
const one = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes);
const zeroEnded = (s: string): Uint8Array => ascii(`${s}\0`);
const filledUp = (s: string): Uint8Array => ascii(s.padEnd(16, '\0'));

describe('mailslots (MS-MAIL §2.2.1)', () => {
  test('the message is what is written into the mailslot', () => {
    const d = read(one(0x0d), zeroEnded('LABSRV'));
    expect(d.layers).toEqual(['eth', 'ip', 'udp', 'nbdgm', 'smb', 'mailslot', 'browser']);
    expect(['opcode', 'priority', 'class', 'size', 'name'].map((name) => text(d, `mailslot.${name}`))).toEqual(['1', '0', '2', '25', BROWSE]);
    expect([text(d, 'smb.cmd'), text(d, 'smb.tdc'), text(d, 'smb.sc'), place(d, 'smb.wct')]).toEqual(['0x25', '8', '3', `${SMB + 32}-${SMB + 33}`]);
    expect([place(d, 'mailslot.opcode'), place(d, 'mailslot.name'), place(d, 'browser.command')]).toEqual([`${SMB + 61}-${SMB + 63}`, `${SMB + 69}-${SMB + 86}`, `${SMB + 86}-${SMB + 87}`]);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test('other mailslots carry data that is left alone', () => {
    expect(decode(packet(ascii('abc'), '\\MAILSLOT\\NET\\NETLOGON')).layers.at(-1)).toBe('data');
    expect(decode(packet(one(0x0d), '\\MAILSLOT\\LANMAN')).layers.at(-1)).toBe('browser');
    expect(decode(packet(ascii('abc'), '\\PIPE\\LANMAN')).layers.at(-1)).toBe('smb');
  });

  test('bytes after the message, and a data offset that lies', () => {
    const longer = decode(datagram(138, nbdgm({}, mailslot(BROWSE, concat(one(0x0d), zeroEnded('A'), ascii('more')), { data: 3 }))));
    expect([text(longer, 'browser.mb_server'), texts(longer, 'mailslot.padding'), longer.faults]).toEqual(['A', ['6d6f7265'], []]);
    const lying = [0, 70, 5000].map((offset) => decode(datagram(138, nbdgm({}, mailslot(BROWSE, one(0x0d), { offset })))));
    expect(lying.map((d) => d.layers.at(-1))).toEqual(['mailslot', 'data', 'mailslot']);
    const beyond = decode(datagram(138, nbdgm({}, mailslot(BROWSE, concat(one(0x0d), zeroEnded('A')), { data: 100 }))));
    expect(beyond.faults).toMatchObject([{ code: 'length-big', need: 100, had: 3 }]);
    expect([longer, beyond, ...lying].flatMap(tilingProblems)).toEqual([]);
  });
});

describe('announcements (MS-BRWS §2.2.1, §2.2.7, §2.2.10)', () => {
  const machine = concat(one(7), le32(60_000), filledUp('LABSRV'), one(6, 1), le32(0x0005_9203), one(15, 1), le16(0xaa55), zeroEnded('Room 12'));

  test.each([[0x01, 'of a machine'], [0x0f, 'of the master browser']])('command %i: %s', (command) => {
    const d = read(one(command), machine);
    expect(fields(d, 'update_count', 'period', 'server', 'os_major', 'os_minor', 'windows_version', 'server_type', 'proto_major', 'proto_minor', 'sig', 'comment'))
      .toEqual(['7', '60000', 'LABSRV', '6', '1', 'Windows 7 or Windows Server 2008 R2', '0x00059203', '15', '1', '0xaa55', 'Room 12']);
    expect(d.nodes.filter((n) => n.path.startsWith('browser.server_type.') && n.text === 'true').map((n) => n.path.slice(20)))
      .toEqual(['workstation', 'server', 'print', 'ntw', 'nts', 'browser.potential', 'browser.master']);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test('names and comments in another code page', () => {
    const message = packet(concat(one(1, 0), le32(1), filledUp('\x8f\x8a'), one(5, 1), le32(3), one(15, 1), le16(0xaa55), zeroEnded('\x80\x81')));
    const d = decodeAll([message], 1, { oemCodepage: 'cp866' })[0]!;
    expect(fields(d, 'server', 'comment')).toEqual(['ПК', 'АБ']);
  });

  test('of a domain, with and without version and signature', () => {
    const domain = concat(one(3), le32(900_000), filledUp('LAB'), one(3, 10), le32(0x8000_1000));
    const old = read(one(0x0c), domain, le32(0x7fe), zeroEnded('LABSRV'));
    expect(fields(old, 'server', 'mysterious_field', 'sig', 'mb_server', 'windows_version', 'server_type.domainenum')).toEqual(['LAB', '0x000007fe', undefined, 'LABSRV', undefined, 'true']);
    const newer = read(one(0x0c), domain, one(15, 1), le16(0xaa55), zeroEnded('LABSRV'));
    expect(fields(newer, 'mysterious_field', 'sig', 'mb_server')).toEqual([undefined, '0xaa55', 'LABSRV']);
    expect([old, newer].flatMap((d) => [...d.faults, ...tilingProblems(d)])).toEqual([]);
  });
});

describe('elections and lists (MS-BRWS §2.2.2 to §2.2.9)', () => {
  test('an election: version, what speaks for the machine, how long it runs', () => {
    const d = read(one(0x08, 1), le32(0x2001_0f8d), le32(5000), le32(0), zeroEnded('PC1'));
    expect(fields(d, 'election.version', 'election.criteria', 'election.desire', 'proto_major', 'proto_minor', 'election.os', 'uptime', 'server')).toEqual(['1', '0x20010f8d', '0x8d', '15', '1', '0x20', '5000', 'PC1']);
    expect(d.nodes.filter((n) => /^browser\.election\.(desire|os)\./.test(n.path) && n.text === 'true').map((n) => n.path.slice(17))).toEqual(['desire.backup', 'desire.master', 'desire.domain_master', 'desire.nt', 'os.nts']);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });

  test.each<[string, Uint8Array, Record<string, string | string[]>]>([
    ['a request for announcements', concat(one(0x02, 0), zeroEnded('PC1')), { unused: '0x00', response_computer_name: 'PC1' }],
    ['a question for backup browsers', concat(one(0x09, 4), le32(0xdead_beef)), { 'backup.count': '4', 'backup.token': '3735928559' }],
    ['the answer', concat(one(0x0a, 2), le32(9), zeroEnded('ONE'), zeroEnded('TWO')), { 'backup.count': '2', 'backup.server': ['ONE', 'TWO'] }],
    ['a promotion', concat(one(0x0b), zeroEnded('PC2')), { browser_to_promote: 'PC2' }],
    ['the announcement of a master', concat(one(0x0d), zeroEnded('LABSRV')), { mb_server: 'LABSRV' }],
    ['a reset', one(0x0e, 3), { reset_cmd: '0x03', 'reset_cmd.demote': 'true', 'reset_cmd.flush': 'true', 'reset_cmd.stop_lmb': 'false' }],
    ['an unknown command', one(0x77, 1, 2), { data: '0102' }],
  ])('%s', (_, message, expected) => {
    const d = read(message);
    for (const [name, value] of Object.entries(expected)) expect([name, texts(d, `browser.${name}`)]).toEqual([name, [value].flat()]);
    expect([d.faults, tilingProblems(d)]).toEqual([[], []]);
  });
});

describe('messages that cannot be read', () => {
  test('an announcement that ends early', () => {
    const d = read(one(0x01, 7), le32(1), ascii('LAB'));
    expect([text(d, 'browser.period'), text(d, 'browser.server'), text(d, 'browser.data')]).toEqual(['1', undefined, '4c4142']);
    expect(d.faults).toMatchObject([{ code: 'short', need: 16, had: 3 }]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a text without its zero goes to the end', () => {
    expect(text(read(one(0x0d), ascii('LABSRV')), 'browser.mb_server')).toBe('LABSRV');
  });

  test('fewer backup browsers than announced', () => {
    expect(texts(read(one(0x0a, 200), le32(9), zeroEnded('ONE')), 'browser.backup.server')).toEqual(['ONE']);
  });

  test('cut anywhere by the snap length: nothing is said to be wrong with the sender', () => {
    const whole = packet(concat(one(1, 7), le32(60_000), filledUp('LABSRV'), one(6, 1), le32(3), one(15, 1), le16(0xaa55), zeroEnded('Room 12')));
    for (let length = SMB; length < whole.length; length++) {
      const d = decode(whole.subarray(0, length), 1, whole.length);
      expect(d.faults.filter((f) => f.code !== 'cut')).toEqual([]);
      expect(tilingProblems(d)).toEqual([]);
    }
  });

  test('any message: nothing throws, and the parts cover it', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 16 }), fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 60, max: 200 }), (command, rest, data, offset) => {
      expect(tilingProblems(decode(datagram(138, nbdgm({}, mailslot(BROWSE, concat(one(command), rest), { data, offset })))))).toEqual([]);
    }), { numRuns: 200 });
  });
});
