import { describe, expect, test } from 'vitest';
import { concat, hex } from '../build/bytes.ts';
import { type Decoded, decode, decodeAll, place, text, texts } from '../build/decode.ts';
import { ethernet, ipv4, tcp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

/** Where the options begin in a packet of Ethernet and IPv4. */
const AT = 54;

const withOptions = (options: Uint8Array, o: Parameters<typeof tcp>[0] = {}): Uint8Array =>
  ethernet({}, ipv4({ proto: 6 }, tcp({ ...o, options: concat(options, new Uint8Array((4 - (options.length % 4)) % 4).fill(1)) })));

/** One option, filled up with no-operations. Whatever it holds, its parts must not overlap. */
function option(options: Uint8Array, o: Parameters<typeof tcp>[0] = {}): Decoded {
  const d = decode(withOptions(options, o));
  expect(tilingProblems(d)).toEqual([]);
  expect(d.faults).toEqual([]);
  return d;
}

const values = (d: Decoded, ...names: readonly string[]): (string | undefined)[] => names.map((name) => text(d, `tcp.options.${name}`));

describe('everyday options', () => {
  test('window scale, with what it amounts to, 2^14 at most (RFC 7323 §2.3)', () => {
    expect(values(option(hex('03 03 07')), 'wscale', 'wscale.shift', 'wscale.multiplier')).toEqual(['030307', '7', '128']);
    expect(values(option(hex('03 03 ff')), 'wscale.shift', 'wscale.multiplier')).toEqual(['255', '16384']);
  });

  test('the end of the list, and filling after it (RFC 9293 §3.1)', () => {
    const d = option(hex('04 02 00 00 00 00 00 00'));
    expect([texts(d, 'tcp.option_kind'), texts(d, 'tcp.options.eol'), texts(d, 'tcp.options.padding')]).toEqual([['4', '0'], ['00'], ['0000000000']]);
  });

  test('user timeout (RFC 5482 §3)', () => {
    expect(values(option(hex('1c 04 800a')), 'user_to_granularity', 'user_to_val')).toEqual(['true', '10']);
  });

  test('MD5 signature (RFC 2385) and authentication (RFC 5925 §2.2)', () => {
    expect(values(option(concat(hex('13 12'), new Uint8Array(16).fill(7))), 'md5.digest')).toEqual(['07'.repeat(16)]);
    expect(values(option(hex('1d 10 01 02 000102030405060708090a0b')), 'ao.keyid', 'ao.rnextkeyid', 'ao.mac')).toEqual(['1', '2', '000102030405060708090a0b']);
    expect(values(option(hex('1d 04 01 02')), 'ao.keyid', 'ao.mac')).toEqual(['1', undefined]);
    expect(values(option(hex('1d 03 01')), 'ao.keyid', 'data')).toEqual([undefined, '01']);
  });

  test('Fast Open: cookie and request (RFC 7413 §4.1.1)', () => {
    const d = option(hex('22 0a 0011223344556677'));
    expect([...values(d, 'tfo.cookie'), place(d, 'tcp.options.tfo.cookie')]).toEqual(['0011223344556677', `${AT + 2}-${AT + 10}`]);
    expect(texts(option(hex('22 02')), 'tcp.options.tfo.request')).toEqual(['']);
  });

  test('an option of a length that it cannot have keeps its content', () => {
    expect(values(option(hex('02 06 05b40000')), 'mss', 'mss_val', 'data')).toEqual(['020605b40000', undefined, '05b40000']);
    expect(values(option(hex('08 06 00000001')), 'timestamp.tsval', 'data')).toEqual([undefined, '00000001']);
    expect(values(option(hex('05 07 0000000105')), 'sack.count', 'data')).toEqual(['0', '0000000105']);
  });

  test('an option that is not known', () => {
    expect(values(option(hex('c8 05 010203')), 'unknown', 'unknown.payload')).toEqual(['c805010203', '010203']);
  });

  test.each([['no length', '01 01 01 02'], ['length 1', '02 01 05 b4'], ['length 0', '02 00 05 b4'], ['too long', '02 09 05 b4']])('a broken option ends the list: %s', (_, options) => {
    const d = decode(withOptions(hex(options)));
    expect(d.faults).toMatchObject([{ code: 'option' }]);
    expect(texts(d, 'tcp.options.broken')).toHaveLength(1);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('options that the snap length cut', () => {
  const cut = (options: string, left: number): Decoded => {
    const whole = withOptions(hex(options));
    const d = decode(whole.subarray(0, AT + left), 1, whole.length);
    expect(tilingProblems(d)).toEqual([]);
    expect(d.faults).toMatchObject([{ code: 'cut' }]);
    return d;
  };

  test('fields that the capture holds in full are told', () => {
    expect(values(cut('08 0a 00000001 00000002', 8), 'timestamp.tsval', 'timestamp.tsecr', 'data')).toEqual(['1', undefined, '0000']);
    expect(values(cut('08 0a 00000001 00000002', 5), 'timestamp.tsval', 'data')).toEqual([undefined, '000000']);
    const sack = cut('05 12 00000001 00000002 00000003 00000004', 15);
    expect([...values(sack, 'sack.count', 'data'), texts(sack, 'tcp.options.sack_le').length, texts(sack, 'tcp.options.sack_re').length]).toEqual(['1', '00', 2, 1]);
  });

  test('others are kept as they are', () => {
    expect(values(cut('02 04 05b4', 3), 'broken', 'mss_val', 'data')).toEqual(['020405', undefined, '05']);
  });
});

describe('selective acknowledgments', () => {
  const back = { src: '10.77.0.2', dst: '10.77.0.10', sport: 80, dport: 51514 };
  const sack = (ack: number, edges: string): Decoded => decodeAll([
    ethernet({}, ipv4({ proto: 6 }, tcp({ flags: 2, seq: 1000 }))),
    ethernet({}, ipv4({ ...back, proto: 6 }, tcp({ ...back, seq: 7000, ack, options: concat(hex('01 01 05'), Uint8Array.of(2 + hex(edges).length), hex(edges)) }))),
  ])[1]!;

  test('stretches are counted (RFC 2018 §3)', () => {
    const d = sack(2001, '00000bb9 00000fa1 00001389 00001771');
    expect([text(d, 'tcp.options.sack.count'), texts(d, 'tcp.options.sack_le'), texts(d, 'tcp.options.sack_re')]).toEqual(['2', ['2001', '4001'], ['3001', '5001']]);
    expect(texts(d, 'tcp.options.sack.dsack_le')).toEqual([]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a stretch below the acknowledgment arrived twice (RFC 2883 §4.1)', () => {
    const d = sack(2001, '000003e9 000007d1');
    expect([text(d, 'tcp.options.sack.dsack_le'), text(d, 'tcp.options.sack.dsack_re')]).toEqual(['1', '1001']);
  });

  test('so did one within the second stretch (RFC 2883 §4.2)', () => {
    expect(text(sack(2001, '00000bb9 00000bc3 00000bb9 00000fa1'), 'tcp.options.sack.dsack_re')).toBe('2011');
    expect(texts(sack(2001, '00000bb8 00000bc3 00000bb9 00000fa1'), 'tcp.options.sack.dsack_re')).toEqual([]);
  });
});

describe('rare options', () => {
  test('echo and connection counts (RFC 1072 §3, RFC 1644 §3.1)', () => {
    expect(values(option(hex('06 06 01020304')), 'echo', 'echo_value')).toEqual(['060601020304', '16909060']);
    expect(values(option(hex('07 06 01020304')), 'echoreply', 'echo_value')).toEqual(['070601020304', '16909060']);
    expect(values(option(hex('0b 06 00000007')), 'cc', 'cc_value')).toEqual(['0b0600000007', '7']);
    expect(values(option(hex('0c 06 00000008')), 'ccnew', 'cc_value')).toEqual(['0c0600000008', '8']);
    expect(values(option(hex('0d 06 00000009')), 'ccecho', 'cc_value')).toEqual(['0d0600000009', '9']);
  });

  test('alternate checksums (RFC 1146 §2)', () => {
    expect(values(option(hex('0e 03 01')), 'alternate_checksum.number')).toEqual(['1']);
    expect(values(option(hex('0f 06 01020304')), 'alternate_checksum.data')).toEqual(['01020304']);
  });

  test('quick-start response (RFC 4782 §4.2)', () => {
    expect(values(option(hex('1b 08 05 40 00000004')), 'qs.rate', 'qs.ttl_diff', 'qs.nonce')).toEqual(['5', '64', '00000004']);
  });

  test('space links (CCSDS 714.0-B-2 §3.2, §3.5)', () => {
    expect(values(option(hex('14 04 c8 05')), 'scps.vector', 'scpsflags.bets', 'scpsflags.snack1', 'scpsflags.snack2', 'scpsflags.nlts', 'scps.binding')).toEqual(['0xc8', 'true', 'true', 'false', 'true', '5']);
    expect(values(option(hex('14 08 07 10 abcd 08 00')), 'scps.binding.id', 'scps.binding.len', 'scps.binding.data')).toEqual(['7', '2', 'abcd']);
    expect(values(option(hex('14 06 07 f0 abcd')), 'scps.binding.len', 'data')).toEqual(['30', 'abcd']);
    expect(values(option(hex('15 06 0003 0002')), 'snack.offset', 'snack.size')).toEqual(['3', '2']);
    expect(values(option(hex('16 02 17 02')), 'scpsrec', 'scpscor')).toEqual(['1602', '1702']);
  });

  test('accurate ECN in both orders (RFC 9768 §3.2.3)', () => {
    expect(values(option(hex('ac 0b 000001 000002 000003')), 'acc_ecn.ee0b', 'acc_ecn.eceb', 'acc_ecn.ee1b')).toEqual(['1', '2', '3']);
    expect(values(option(hex('ae 0b 000001 000002 000003')), 'acc_ecn.ee0b', 'acc_ecn.eceb', 'acc_ecn.ee1b')).toEqual(['3', '2', '1']);
    expect(values(option(hex('ae 05 000001')), 'acc_ecn.ee1b', 'acc_ecn.eceb')).toEqual(['1', undefined]);
    expect(values(option(hex('ac 04 0001')), 'acc_ecn.ee0b', 'data')).toEqual([undefined, '0001']);
  });

  test('experiments (RFC 6994 §3)', () => {
    expect(values(option(hex('fe 08 1234 01020304')), 'experimental.exid', 'experimental.data')).toEqual(['0x1234', '01020304']);
    expect(values(option(hex('fd 0c f989 0011223344556677')), 'experimental.exid', 'tfo.cookie')).toEqual(['0xf989', '0011223344556677']);
    expect(texts(option(hex('fe 04 f989')), 'tcp.options.tfo.request')).toEqual(['']);
    expect(values(option(hex('fe 0d acc1 000001 000002 000003')), 'acc_ecn.ee1b', 'acc_ecn.ee0b')).toEqual(['1', '3']);
    expect(values(option(hex('fe 05 00ac 15')), 'tarr.rate', 'tar.reserved')).toEqual(['10', '1']);
    expect(values(option(hex('fe 03 12')), 'experimental.exid', 'data')).toEqual([undefined, '12']);
  });
});

describe('Multipath TCP (RFC 8684 §3)', () => {
  const mptcp = (content: string): Decoded => {
    const bytes = hex(content);
    return option(concat(Uint8Array.of(30, 2 + bytes.length), bytes));
  };
  const fields = (content: string, ...names: readonly string[]): (string | undefined)[] => values(mptcp(content), ...names.map((name) => `mptcp.${name}`));

  test('MP_CAPABLE of version 1: SYN, SYN-ACK, ACK, ACK with data (§3.1)', () => {
    expect(fields('01 81', 'subtype', 'version', 'flags', 'checksumreq.flags', 'extensibility.flag', 'nomoresubflows.flag', 'sha256.flag', 'sendkey')).toEqual(['0', '1', '0x81', '1', '0', '0', '1', undefined]);
    expect(fields('01 21 0102030405060708', 'nomoresubflows.flag', 'sendkey', 'recvkey')).toEqual(['1', '72623859790382856', undefined]);
    expect(fields('01 01 0102030405060708 1112131415161718', 'sendkey', 'recvkey', 'datalvllen')).toEqual(['72623859790382856', '1230066625199609624', undefined]);
    expect(fields('01 81 0102030405060708 1112131415161718 0010 abcd', 'datalvllen', 'checksum')).toEqual(['16', '0xabcd']);
  });

  test('MP_CAPABLE of version 0 (RFC 6824 §3.1)', () => {
    expect(fields('00 01 0102030405060708', 'version', 'sha1.flag', 'sha256.flag', 'sendkey')).toEqual(['0', '1', undefined, '72623859790382856']);
  });

  test('MP_JOIN: SYN, SYN-ACK and ACK (§3.2)', () => {
    expect(fields('11 05 0a0b0c0d 01020304', 'subtype', 'flags', 'backup.flag', 'addrid', 'recvtok', 'sendrand')).toEqual(['1', '0x11', '1', '5', '168496141', '16909060']);
    expect(fields('10 05 0102030405060708 01020304', 'backup.flag', 'sendtrunchmac', 'sendrand')).toEqual(['0', '72623859790382856', '16909060']);
    expect(fields(`10 00 ${'07'.repeat(20)}`, 'subtype', 'reserved', 'sendhmac')).toEqual(['1', '0x0000', '07'.repeat(20)]);
  });

  test('DSS with everything, in both widths, with and without checksum (§3.3)', () => {
    expect(fields('20 1f 0000000000000001 0000000000000002 00000003 0004 abcd', 'flags', 'datafin.flag', 'rawdataack', 'rawdataseqno', 'subflowseqno', 'datalvllen', 'checksum')).toEqual(['0x1f', '1', '1', '2', '3', '4', '0xabcd']);
    expect(fields('20 05 00000001 00000002 00000003 0004', 'dataack8.flag', 'dseqn8.flag', 'rawdataack', 'rawdataseqno', 'datalvllen', 'checksum')).toEqual(['0', '0', '1', '2', '4', undefined]);
    expect(fields('20 01 00000001', 'rawdataack', 'rawdataseqno')).toEqual(['1', undefined]);
  });

  test('ADD_ADDR and its echo, of both versions (§3.4.1, RFC 6824 §3.4.1)', () => {
    expect(fields('31 02 0a4d0003', 'echo', 'addrid', 'ipv4', 'port')).toEqual(['1', '2', '10.77.0.3', undefined]);
    expect(fields('30 02 0a4d0003 0050 0102030405060708', 'echo', 'ipv4', 'port', 'addaddrtrunchmac')).toEqual(['0', '10.77.0.3', '80', '72623859790382856']);
    expect(fields('30 02 fd77000000000000 0000000000000003 0102030405060708', 'ipv6', 'port', 'addaddrtrunchmac')).toEqual(['fd77::3', undefined, '72623859790382856']);
    expect(fields('34 02 0a4d0003', 'ipver', 'echo', 'ipv4')).toEqual(['4', undefined, '10.77.0.3']);
    expect(fields('36 02 fd77000000000000 0000000000000003 0050', 'ipver', 'ipv6', 'port')).toEqual(['6', 'fd77::3', '80']);
  });

  test('REMOVE_ADDR and MP_PRIO (§3.4.2, §3.3.8)', () => {
    expect(texts(mptcp('40 01 02 03'), 'tcp.options.mptcp.addrid')).toEqual(['1', '2', '3']);
    expect(fields('51', 'subtype', 'backup.flag', 'addrid')).toEqual(['5', '1', undefined]);
    expect(fields('51 07', 'addrid')).toEqual(['7']);
  });

  test('MP_FAIL, MP_FASTCLOSE and MP_TCPRST (§3.7, §3.5, §3.6)', () => {
    expect(fields('60 00 0000000000000009', 'subtype', 'rawdataseqno')).toEqual(['6', '9']);
    expect(fields('70 00 0102030405060708', 'subtype', 'recvkey')).toEqual(['7', '72623859790382856']);
    expect(fields('81 03', 'subtype', 'flag_T.flag', 'rst_reason')).toEqual(['8', 'true', '0x03']);
  });

  test.each(['', '20', '20 1f 0000', '01', '30 02 0a4d', '10 05 0a0b', '60', '70 00 01', '80', 'f0 0102'])('content that ends early or is not known: %s', (content) => {
    const bytes = hex(content);
    const d = decode(withOptions(concat(Uint8Array.of(30, 2 + bytes.length), bytes)));
    expect(texts(d, 'tcp.options.mptcp')).toHaveLength(1);
    expect(tilingProblems(d)).toEqual([]);
  });
});
