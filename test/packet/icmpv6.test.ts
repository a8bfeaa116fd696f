import { describe, expect, test } from 'vitest';
import { ascii, concat, hex, u16, u32 } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { extension, extensionObject, icmpv6Packet, padded } from '../build/icmp.ts';
import { fd77, ipv6, tcp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

/** What is wrong with the ranges of ICMPv6. */
const problems = (d: Decoded): string[] => tilingProblems(d).filter((problem) => problem.startsWith('icmpv6'));

/** Where ICMPv6 begins in a packet of Ethernet and IPv6. */
const AT = 54;
const zeros = (n: number): Uint8Array => new Uint8Array(n);
const group = hex('ff02000000000000 00000000000000fb');
const router = hex('fe80000000000000 0000000000000001');
const quotedTcp = ipv6({ next: 6, hops: 1 }, tcp({ dport: 25, seq: 77, flags: 0x02 }));

describe('ICMPv6 echo (RFC 4443 §4)', () => {
  const d = decode(icmpv6Packet(128, 0, concat(u16(0x1234), u16(5), ascii('data'))));

  test('fields and where they stand', () => {
    expect(d.layers).toEqual(['eth', 'ipv6', 'icmpv6', 'data']);
    expect([text(d, 'icmpv6.message'), text(d, 'icmpv6.type'), text(d, 'icmpv6.echo.identifier'), text(d, 'icmpv6.echo.sequence_number')]).toEqual(['0x8000', '128', '0x1234', '5']);
    expect(place(d, 'icmpv6.echo.sequence_number')).toBe(`${AT + 6}-${AT + 8}`);
    expect(text(d, 'data.data')).toBe('64617461');
    expect(problems(d)).toEqual([]);
  });

  test('the checksum covers the addresses (RFC 8200 §8.1)', () => {
    expect(text(d, 'icmpv6.checksum.status')).toBe('1');
    const packet = icmpv6Packet(128, 0, zeros(4));
    packet[AT - 1]! ^= 1; // the last byte of the destination
    expect(text(decode(packet), 'icmpv6.checksum.status')).toBe('0');
  });
});

describe('ICMPv6 errors (RFC 4443 §3)', () => {
  test('unreachable quotes the packet as layers of its own', () => {
    const d = decode(icmpv6Packet(1, 4, concat(zeros(4), quotedTcp)));
    expect(d.layers).toEqual(['eth', 'ipv6', 'icmpv6', 'ipv6', 'tcp']);
    expect([text(d, 'icmpv6.reserved'), text(d, 'tcp.dstport'), text(d, 'tcp.seq')]).toEqual(['00000000', '25', '77']);
    expect([text(d, 'icmpv6.checksum.status'), text(d, 'tcp.checksum.status')]).toEqual(['1', '2']);
    expect(problems(d)).toEqual([]);
  });

  test('packet too big tells the MTU, parameter problem points at a byte', () => {
    const big = decode(icmpv6Packet(2, 0, concat(u32(1280), quotedTcp)));
    expect([text(big, 'icmpv6.mtu'), place(big, 'icmpv6.mtu')]).toEqual(['1280', `${AT + 4}-${AT + 8}`]);
    expect(text(decode(icmpv6Packet(4, 1, concat(u32(6), quotedTcp))), 'icmpv6.pointer')).toBe('6');
    expect(problems(big)).toEqual([]);
  });

  test.each([60, 50, 41, 40, 8])('a quotation of %i bytes has no faults', (length) => {
    const d = decode(icmpv6Packet(3, 0, concat(zeros(4), quotedTcp.subarray(0, length))));
    expect(d.faults).toEqual([]);
    expect(texts(d, 'tcp.dstport')).toEqual(length >= 44 ? ['25'] : []);
  });

  test('what does not look like IPv6 is quoted as bytes', () => {
    expect(decode(icmpv6Packet(1, 0, concat(zeros(4), hex('45000014')))).layers[3]).toBe('data');
  });

  test('an extension, where the length of the quotation is stated (RFC 4884 §4.2)', () => {
    const d = decode(icmpv6Packet(3, 0, concat(Uint8Array.of(16), zeros(3), padded(quotedTcp, 128), extension(extensionObject(1, 1, hex('000101ff'))))));
    expect([text(d, 'icmpv6.length'), text(d, 'icmpv6.reserved'), text(d, 'icmp.mpls.label'), text(d, 'icmp.ext.checksum.status')]).toEqual(['16', '000000', '16', '1']);
    expect(text(d, 'icmpv6.padding')).toBe('00'.repeat(68));
    expect(problems(d)).toEqual([]);
  });

  test('errors that should not have been sent (§2.4 (e))', () => {
    const about = (type: number, code: number, datagram: Uint8Array): string | undefined => text(decode(icmpv6Packet(type, code, concat(zeros(4), datagram))), 'icmpv6.breach');
    expect(about(1, 0, ipv6({ next: 58 }, hex('0100 0000 00000000')))).toBe('1');
    expect(about(1, 0, ipv6({ next: 58 }, hex('8900 0000 00000000')))).toBe('1');
    expect(about(1, 0, ipv6({ next: 58 }, hex('8000 0000 00000000')))).toBeUndefined();
    expect(about(1, 0, ipv6({ dst: group }, zeros(8)))).toBe('2');
    expect(about(2, 0, ipv6({ dst: group }, zeros(8)))).toBeUndefined();
    expect(about(4, 2, ipv6({ dst: group }, zeros(8)))).toBeUndefined();
    expect(about(4, 1, ipv6({ dst: group }, zeros(8)))).toBe('2');
    expect(about(1, 0, ipv6({ src: zeros(16) }, zeros(8)))).toBe('4');
    expect(about(1, 0, ipv6({ src: group }, zeros(8)))).toBe('4');
  });
});

describe('neighbour discovery (RFC 4861 §4)', () => {
  const mac = hex('01 01 001b2177000a');

  test('router solicitation', () => {
    const d = decode(icmpv6Packet(133, 0, concat(zeros(4), mac)));
    expect([text(d, 'icmpv6.reserved'), text(d, 'icmpv6.opt.type'), text(d, 'icmpv6.opt.length'), text(d, 'icmpv6.opt.src_linkaddr')]).toEqual(['00000000', '1', '1', '00:1b:21:77:00:0a']);
    expect(problems(d)).toEqual([]);
  });

  test('router advertisement', () => {
    const d = decode(icmpv6Packet(134, 0, concat(hex('40 cc 0708 00007530 000003e8'), mac)));
    expect([text(d, 'icmpv6.nd.ra.cur_hop_limit'), text(d, 'icmpv6.nd.ra.flag'), text(d, 'icmpv6.nd.ra.router_lifetime'), text(d, 'icmpv6.nd.ra.reachable_time'), text(d, 'icmpv6.nd.ra.retrans_timer')]).toEqual(['64', '0xcc', '1800', '30000', '1000']);
    expect([text(d, 'icmpv6.nd.ra.flag.m'), text(d, 'icmpv6.nd.ra.flag.o'), text(d, 'icmpv6.nd.ra.flag.h'), text(d, 'icmpv6.nd.ra.flag.prf'), text(d, 'icmpv6.nd.ra.flag.p')]).toEqual(['true', 'true', 'false', '1', 'true']);
    expect(problems(d)).toEqual([]);
  });

  test('neighbour solicitation and advertisement', () => {
    const asked = decode(icmpv6Packet(135, 0, concat(zeros(4), fd77(2), mac)));
    expect([text(asked, 'icmpv6.nd.ns.target_address'), place(asked, 'icmpv6.nd.ns.target_address')]).toEqual(['fd77::2', `${AT + 8}-${AT + 24}`]);
    expect(problems(asked)).toEqual([]);
    const told = decode(icmpv6Packet(136, 0, concat(hex('e0000000'), fd77(2), hex('02 01 001b21770002'))));
    expect([text(told, 'icmpv6.nd.na.flag.r'), text(told, 'icmpv6.nd.na.flag.s'), text(told, 'icmpv6.nd.na.flag.o'), text(told, 'icmpv6.nd.na.flag.rsv')]).toEqual(['true', 'true', 'true', '0']);
    expect([text(told, 'icmpv6.nd.na.target_address'), text(told, 'icmpv6.opt.target_linkaddr')]).toEqual(['fd77::2', '00:1b:21:77:00:02']);
    expect(problems(told)).toEqual([]);
  });

  test('redirect, with the packet in one of its options (§4.6.3)', () => {
    const quote = padded(quotedTcp, 64);
    const d = decode(icmpv6Packet(137, 0, concat(zeros(4), router, fd77(9), hex('02 01 001b21770001'), hex('04 09 000000000000'), quote, hex('05 01 0000 00000500'))));
    expect([text(d, 'icmpv6.nd.rd.target_address'), text(d, 'icmpv6.rd.na.destination_address')]).toEqual(['fe80::1', 'fd77::9']);
    expect(d.layers).toEqual(['eth', 'ipv6', 'icmpv6', 'ipv6', 'tcp']);
    expect(texts(d, 'icmpv6.opt.type')).toEqual(['2', '4', '5']);
    expect(texts(d, 'icmpv6.opt.redirected_packet')).toEqual(['']);
    expect([text(d, 'icmpv6.opt.mtu'), text(d, 'tcp.dstport')]).toEqual(['1280', '25']);
    expect(d.faults).toEqual([]);
    expect(problems(d)).toEqual([]);
  });
});

describe('options of neighbour discovery', () => {
  const option = (content: Uint8Array): Decoded => decode(icmpv6Packet(134, 0, concat(zeros(12), content)));
  const values = (content: Uint8Array, ...paths: readonly string[]): (string | undefined)[] => {
    const d = option(content);
    expect(d.faults).toEqual([]);
    expect(problems(d)).toEqual([]);
    expect(texts(d, 'icmpv6.unknown_data')).toEqual([]);
    return paths.map((path) => text(d, `icmpv6.opt.${path}`));
  };

  test('link-layer addresses of other lengths (RFC 4944 §8)', () => {
    expect(values(hex('01 02 0011223344556677 000000000000'), 'linkaddr_eui64', 'src_linkaddr_eui64')).toEqual(['00:11:22:33:44:55:66:77', '00:11:22:33:44:55:66:77']);
    expect(values(hex('02 02 0011223344556677 8899aabbccdd'), 'linkaddr', 'target_linkaddr')).toEqual(['00112233445566778899aabbccdd', '00112233445566778899aabbccdd']);
  });

  test('prefix information (RFC 4861 §4.6.2)', () => {
    expect(values(concat(hex('03 04 40 e0 00278d00 00093a80 00000000'), fd77(0)), 'prefix.length', 'prefix.flag', 'prefix.flag.l', 'prefix.flag.a', 'prefix.flag.r', 'prefix.valid_lifetime', 'prefix.preferred_lifetime', 'prefix'))
      .toEqual(['64', '0xe0', 'true', 'true', 'true', '2592000', '604800', 'fd77::']);
  });

  test('MTU (RFC 4861 §4.6.4)', () => {
    expect(values(hex('05 01 0000 000005dc'), 'mtu')).toEqual(['1500']);
  });

  test('route information with 0, 8 and 16 bytes of prefix (RFC 4191 §2.3)', () => {
    expect(values(hex('18 01 00 08 ffffffff'), 'prefix.length', 'route_info.flag.route_preference', 'route_lifetime', 'prefix')).toEqual(['0', '1', '4294967295', undefined]);
    expect(values(hex('18 02 40 18 00000e10 fd77000000000000'), 'route_info.flag.route_preference', 'prefix')).toEqual(['3', 'fd77::']);
    expect(values(concat(hex('18 03 80 00 00000e10'), fd77(1)), 'prefix')).toEqual(['fd77::1']);
  });

  test('DNS servers and search list (RFC 8106 §5)', () => {
    const d = option(concat(hex('19 05 0000 00000e10'), fd77(0x53), fd77(0x54)));
    expect([text(d, 'icmpv6.opt.rdnss.lifetime'), texts(d, 'icmpv6.opt.rdnss')]).toEqual(['3600', ['fd77::53', 'fd77::54']]);
    const list = option(concat(hex('1f 04 0000 00000e10'), hex('03'), ascii('lab'), hex('07'), ascii('example'), hex('00'), hex('02'), ascii('it'), hex('00'), zeros(7)));
    expect(texts(list, 'icmpv6.opt.dnssl')).toEqual(['lab.example', 'it']);
    expect(texts(list, 'icmpv6.opt.padding')).toEqual(['']);
    expect(problems(list)).toEqual([]);
  });

  test('more flags (RFC 5175 §4)', () => {
    expect(values(hex('1a 01 8000 00000000'), 'efo', 'reserved')).toEqual(['0x8000', '']);
  });

  test('captive portal (RFC 8910 §2.3)', () => {
    expect(values(concat(hex('25 03'), padded(ascii('https://p.lab/'), 22)), 'captive_portal')).toEqual(['https://p.lab/']);
  });

  test.each([[0, '64:ff9b::'], [1, '64:ff9b:0:1::'], [5, '64:ff9b::']])('NAT64 prefix with code %i (RFC 8781 §4)', (code, prefix) => {
    const d = option(concat(hex('26 02'), u16(0x0708 | code), hex(code === 1 ? '0064ff9b00000001 00000000' : '0064ff9b00000000 00000000')));
    expect([text(d, 'icmpv6.opt.pref64.scaled_lifetime'), text(d, 'icmpv6.opt.pref64.plc'), text(d, 'icmpv6.opt.pref64.prefix')]).toEqual(['225', `0x000${code}`, prefix]);
    expect(problems(d)).toEqual([]);
  });

  test('mobility (RFC 6275 §7, RFC 5380 §4.4, RFC 5568 §6.4)', () => {
    expect(values(hex('07 01 0000 00000064'), 'advertisement_interval')).toEqual(['100']);
    expect(values(hex('08 01 0000 0005 0e10'), 'home_agent_preference', 'home_agent_lifetime')).toEqual(['5', '3600']);
    expect(values(concat(hex('17 03 3f 80 00000e10'), fd77(1)), 'map.distance', 'map.preference', 'map.flag.r', 'map.valid_lifetime', 'map.global_address')).toEqual(['3', '15', 'true', '3600', 'fd77::1']);
    expect(values(concat(hex('11 03 02 80 00000000'), fd77(1)), 'ipa.option_code', 'ipa.prefix_len', 'ipa.ipv6_address')).toEqual(['2', '128', 'fd77::1']);
    expect(values(concat(hex('12 03 00 40 00000000'), fd77(0)), 'nrpi.option_code', 'nrpi.prefix_len', 'nrpi.prefix')).toEqual(['0', '64', 'fd77::']);
    expect(values(hex('13 01 02 0011223344'), 'lla.option_code', 'lla.bytes')).toEqual(['2', '0011223344']);
    expect(text(option(concat(hex('14 03 00 02'), fd77(1), zeros(4))), 'icmpv6.opt.naack.supplied_ncoa')).toBe('fd77::1');
    expect(values(hex('14 01 00 01 00000000'), 'naack.status', 'reserved')).toEqual(['1', '']);
    expect(values(hex('1d 01 01 02 abcd 0000'), 'hai.option_code', 'hai.length', 'hai.value')).toEqual(['1', '2', 'abcd']);
    expect(values(hex('1e 01 02 03 abcdef 00'), 'mn.option_code', 'mn.length', 'mn.value')).toEqual(['2', '3', 'abcdef']);
  });

  test('secure neighbour discovery (RFC 3971 §5)', () => {
    const key = concat(zeros(16), hex('fd77000000000000'), hex('00'), hex('3003020101'));
    expect(values(concat(hex('0b 05 06 00'), key, zeros(6)), 'cga.pad_length', 'cga.subnet_prefix', 'cga.count')).toEqual(['6', 'fd77000000000000', '00']);
    expect(values(concat(hex('0c 03 0000'), zeros(15), hex('07'), zeros(4)), 'rsa.key_hash')).toEqual([`${'00'.repeat(15)}07`]);
    expect(values(hex('0d 02 000000000000 000000000064 8000'), 'timestamp')).toEqual(['Jan  1, 1970 00:01:40.500000000 UTC']);
    expect(values(hex('0e 01 010203040506'), 'nonce')).toEqual(['010203040506']);
    expect(values(concat(hex('0f 02 02 04'), ascii('lab.test'), zeros(4)), 'name_type', 'name_type.fqdn')).toEqual(['2', 'lab.test']);
    expect(values(hex('0f 01 01 02 3000 0000'), 'name_x501')).toEqual(['3000']);
    expect(values(hex('10 01 01 00 30020500'), 'cert_type', 'certificate_padding')).toEqual(['1', '']);
    expect(values(concat(hex('20 03 0000'), zeros(16), zeros(4)), 'ps.key_hash')).toEqual(['00'.repeat(16)]);
  });

  test('low-power networks (RFC 6775 §4, RFC 7400 §3.3)', () => {
    expect(values(hex('21 02 01 000000 0078 0011223344556677'), 'aro.status', 'aro.registration_lifetime', 'aro.eui64')).toEqual(['1', '120', '00:11:22:33:44:55:66:77']);
    expect(values(hex('22 02 40 13 0000 0078 fd77000000000000'), '6co.context_length', '6co.flag.c', '6co.flag.cid', '6co.valid_lifetime', '6co.context_prefix')).toEqual(['64', 'true', '3', '120', 'fd77::']);
    expect(values(concat(hex('23 03 0001 0002 0078'), fd77(1)), 'abro.version_low', 'abro.version_high', 'abro.valid_lifetime', 'abro.6lbr_address')).toEqual(['1', '2', '120', 'fd77::1']);
    expect(values(hex('24 01 0001 00000000'), '6cio.flag_g', '6cio.unassigned2')).toEqual(['0x0001', '0x00000000']);
  });

  test('address lists and shortcuts (RFC 3122 §3.1, RFC 2491 §5.3)', () => {
    const d = option(concat(hex('09 05 000000000000'), fd77(1), fd77(2)));
    expect(texts(d, 'icmpv6.opt.ipv6_address')).toEqual(['fd77::1', 'fd77::2']);
    expect(values(hex('06 01 03 0000000000'), 'nbma.shortcut_limit')).toEqual(['3']);
  });

  test('an unknown option', () => {
    const d = option(hex('c8 01 010203040506'));
    expect(text(d, 'icmpv6.data')).toBe('010203040506');
    expect(problems(d)).toEqual([]);
  });

  test('an option of length 0 ends the list', () => {
    const d = option(hex('05 00 0000 000005dc'));
    expect(d.faults).toMatchObject([{ code: 'option', need: 0, had: 8 }]);
    expect([text(d, 'icmpv6.opt.length'), texts(d, 'icmpv6.opt.mtu'), text(d, 'icmpv6.unknown_data')]).toEqual(['0', [], '0000000005dc']);
    expect(problems(d)).toEqual([]);
  });

  test('an option longer than the message keeps what there is', () => {
    const d = option(hex('03 04 40 e0 00278d00'));
    expect([text(d, 'icmpv6.opt.prefix.length'), text(d, 'icmpv6.opt.prefix.valid_lifetime')]).toEqual(['64', '2592000']);
    expect(d.faults).toMatchObject([{ code: 'short' }]);
    expect(problems(d)).toEqual([]);
  });

  test('an option cut by the snap length is told from a short one', () => {
    const packet = icmpv6Packet(134, 0, concat(zeros(12), hex('05 01 0000 000005dc')));
    const d = decode(packet.subarray(0, packet.length - 2), 1, packet.length);
    expect(d.faults).toMatchObject([{ code: 'cut' }]);
    expect(text(d, 'icmpv6.checksum.status')).toBe('2');
  });
});

describe('multicast listeners', () => {
  test('version 1 (RFC 2710 §3)', () => {
    const d = decode(icmpv6Packet(131, 0, concat(u16(0), u16(0), group)));
    expect([text(d, 'icmpv6.mld.maximum_response_delay'), text(d, 'icmpv6.mld.multicast_address'), text(d, 'icmpv6.reserved')]).toEqual(['0', 'ff02::fb', '0000']);
    expect(problems(d)).toEqual([]);
    expect(text(decode(icmpv6Packet(130, 0, concat(u16(10_000), u16(0), zeros(16)))), 'icmpv6.mld.maximum_response_delay')).toBe('10000');
  });

  test('query of version 2, with codes that reach far (RFC 3810 §5.1)', () => {
    const d = decode(icmpv6Packet(130, 0, concat(u16(0x8123), u16(0), group, hex('0a 92 0002'), fd77(1), fd77(2))));
    expect([text(d, 'icmpv6.mld.maximum_response_code'), text(d, 'icmpv6.mld.flag.s'), text(d, 'icmpv6.mld.flag.qrv'), text(d, 'icmpv6.mld.qqi')]).toEqual([String(0x1123 << 3), 'true', '2', String(0x12 << 4)]);
    expect(texts(d, 'icmpv6.mld.source_address')).toEqual(['fd77::1', 'fd77::2']);
    expect(problems(d)).toEqual([]);
  });

  test('report of version 2 (RFC 3810 §5.2)', () => {
    const record = concat(hex('06 01 0001'), group, fd77(1), hex('deadbeef'));
    const d = decode(icmpv6Packet(143, 0, concat(u16(0), u16(2), record, hex('04 00 0000'), group)));
    expect([text(d, 'icmpv6.mldr.nb_mcast_records'), texts(d, 'icmpv6.mldr.mar.record_type'), texts(d, 'icmpv6.mldr.mar.source_address'), text(d, 'icmpv6.mldr.mar.auxiliary_data')]).toEqual(['2', ['6', '4'], ['fd77::1'], 'deadbeef']);
    expect(texts(d, 'icmpv6.mldr.mar.multicast_address')).toEqual(['ff02::fb', 'ff02::fb']);
    expect(problems(d)).toEqual([]);
  });

  test('a record that promises more sources than there are', () => {
    const d = decode(icmpv6Packet(143, 0, concat(u16(0), u16(1), hex('01 00 ffff'), group, fd77(1))));
    expect(texts(d, 'icmpv6.mldr.mar.source_address')).toEqual(['fd77::1']);
    expect(d.faults).toMatchObject([{ code: 'short', need: 16, had: 0 }]);
    expect(problems(d)).toEqual([]);
  });
});

describe('messages that end early', () => {
  test.each([[130, 6], [130, 14], [135, 20], [137, 30], [148, 5], [157, 12], [157, 20], [143, 10], [134, 9]])('type %i with %i bytes shows what is whole', (type, length) => {
    const d = decode(icmpv6Packet(type, 0, Uint8Array.from({ length: length - 4 }, (_, i) => i)));
    expect(d.faults).toHaveLength(1);
    expect(problems(d)).toEqual([]);
  });

  test('a cut listener query tells how long an answer may take', () => {
    const packet = icmpv6Packet(130, 0, concat(u16(0x8000), u16(0), group, hex('0a 92 0000')));
    const d = decode(packet.subarray(0, AT + 8), 1, packet.length);
    expect([text(d, 'icmpv6.mld.maximum_response_code'), text(d, 'icmpv6.reserved')]).toEqual([String(0x1000 << 3), '0000']);
  });
});

describe('node information (RFC 4620)', () => {
  const header = (qtype: number, flags: number): Uint8Array => concat(u16(qtype), u16(flags), hex('0102030405060708'));

  test('questions about a machine, by address and by name (§4)', () => {
    const d = decode(icmpv6Packet(139, 0, concat(header(2, 0x2a), fd77(2))));
    expect([text(d, 'icmpv6.ni.qtype'), text(d, 'icmpv6.ni.flag.g'), text(d, 'icmpv6.ni.flag.l'), text(d, 'icmpv6.ni.flag.a'), text(d, 'icmpv6.ni.query.subject_ipv6')]).toEqual(['2', 'true', 'true', 'true', 'fd77::2']);
    expect(text(d, 'icmpv6.ni.nonce')).toBe('0x0102030405060708');
    expect(problems(d)).toEqual([]);
    expect(text(decode(icmpv6Packet(139, 1, concat(header(3, 0), hex('03'), ascii('lab'), hex('00')))), 'icmpv6.ni.query.subject_fqdn')).toBe('lab');
    expect(text(decode(icmpv6Packet(139, 2, concat(header(3, 0), hex('0a4d0002')))), 'icmpv6.ni.query.subject_ipv4')).toBe('10.77.0.2');
  });

  test('answers (§6)', () => {
    const named = decode(icmpv6Packet(140, 0, concat(header(2, 0), u32(0), hex('03'), ascii('lab'), hex('00'))));
    expect([text(named, 'icmpv6.ni.reply.node_ttl'), text(named, 'icmpv6.ni.reply.node_name')]).toEqual(['0', 'lab']);
    const addresses = decode(icmpv6Packet(140, 0, concat(header(3, 0), u32(9), fd77(1), u32(8), fd77(2))));
    expect([texts(addresses, 'icmpv6.ni.reply.node_ttl'), texts(addresses, 'icmpv6.ni.reply.node_address')]).toEqual([['9', '8'], ['fd77::1', 'fd77::2']]);
    expect(text(decode(icmpv6Packet(140, 0, concat(header(4, 0), u32(9), hex('0a4d0001')))), 'icmpv6.ni.reply.ipv4_address')).toBe('10.77.0.1');
    expect(problems(addresses)).toEqual([]);
  });
});

describe('RPL (RFC 6550 §6)', () => {
  test('solicitation and information', () => {
    const dis = decode(icmpv6Packet(155, 0, hex('00 00 00 01 02 0000')));
    expect([text(dis, 'icmpv6.rpl.dis.flags'), texts(dis, 'icmpv6.rpl.opt.type')]).toEqual(['0', ['0', '1']]);
    expect(problems(dis)).toEqual([]);
    const dio = decode(icmpv6Packet(155, 1, concat(hex('1e f0 0100 91 05 0000'), fd77(1), hex('04 0e 0008 0c 0a 0700 0100 0000 ff 00 ffff'.replace(/ /g, '')))));
    expect([text(dio, 'icmpv6.rpl.dio.instance'), text(dio, 'icmpv6.rpl.dio.rank'), text(dio, 'icmpv6.rpl.dio.flag.g'), text(dio, 'icmpv6.rpl.dio.flag.mop'), text(dio, 'icmpv6.rpl.dio.dagid')]).toEqual(['30', '256', 'true', '0x02', 'fd77::1']);
    expect(text(dio, 'icmpv6.rpl.opt.length')).toBe('14');
    expect(problems(dio)).toEqual([]);
  });

  test('destination advertisement and its acknowledgment', () => {
    const dao = decode(icmpv6Packet(155, 2, concat(hex('1e c0 00 f1'), fd77(1), hex('06 04 00 00 00 ff'))));
    expect([text(dao, 'icmpv6.rpl.dao.flag.k'), text(dao, 'icmpv6.rpl.dao.sequence'), text(dao, 'icmpv6.rpl.dao.dodagid'), text(dao, 'icmpv6.rpl.opt.data')]).toEqual(['true', '241', 'fd77::1', '000000ff']);
    expect(problems(dao)).toEqual([]);
    const ack = decode(icmpv6Packet(155, 3, hex('1e 00 f1 00')));
    expect([text(ack, 'icmpv6.rpl.daoack.sequence'), text(ack, 'icmpv6.rpl.daoack.status')]).toEqual(['241', '0']);
    expect(problems(ack)).toEqual([]);
  });

  test('secure messages, and those not known here', () => {
    const secure = decode(icmpv6Packet(155, 0x81, hex('80 00 43 00 00000007 aabbcc')));
    expect([text(secure, 'icmpv6.rpl.secure.flag.t'), text(secure, 'icmpv6.rpl.secure.kim'), text(secure, 'icmpv6.rpl.secure.lvl'), text(secure, 'icmpv6.rpl.secure.counter'), text(secure, 'icmpv6.rpl.secure.content')]).toEqual(['true', '1', '3', '7', 'aabbcc']);
    expect(problems(secure)).toEqual([]);
    expect(text(decode(icmpv6Packet(155, 0x4, hex('0102'))), 'icmpv6.data')).toBe('0102');
  });
});

describe('other messages', () => {
  test('home agents and mobile prefixes (RFC 6275 §6.5)', () => {
    const d = decode(icmpv6Packet(145, 0, concat(u16(7), u16(0), fd77(1), fd77(2))));
    expect([text(d, 'icmpv6.mip6.identifier'), texts(d, 'icmpv6.mip6.home_agent_address')]).toEqual(['7', ['fd77::1', 'fd77::2']]);
    expect(problems(d)).toEqual([]);
    const prefix = decode(icmpv6Packet(147, 0, concat(u16(7), hex('c000'), hex('05 01 0000 000005dc'))));
    expect([text(prefix, 'icmpv6.mip6.flag.m'), text(prefix, 'icmpv6.mip6.flag.o'), text(prefix, 'icmpv6.opt.mtu')]).toEqual(['true', 'true', '1500']);
  });

  test('certification paths (RFC 3971 §6.4)', () => {
    const asked = decode(icmpv6Packet(148, 0, hex('0007 ffff')));
    expect([text(asked, 'icmpv6.send.identifier'), text(asked, 'icmpv6.send.component')]).toEqual(['7', '65535']);
    expect(problems(asked)).toEqual([]);
    const told = decode(icmpv6Packet(149, 0, hex('0007 0003 0001 0000')));
    expect([text(told, 'icmpv6.send.all_components'), text(told, 'icmpv6.send.component'), text(told, 'icmpv6.reserved')]).toEqual(['3', '1', '0000']);
    expect(problems(told)).toEqual([]);
  });

  test('locators (RFC 6743 §3)', () => {
    const d = decode(icmpv6Packet(156, 0, hex('01 00 0000 fd77000000000001 0005 0e10')));
    expect([text(d, 'icmpv6.ilnp.nb_locs'), text(d, 'icmpv6.ilnp.nb_locator'), text(d, 'icmpv6.ilnp.nb_preference'), text(d, 'icmpv6.ilnp.nb_lifetime')]).toEqual(['1', '0xfd77000000000001', '5', '3600']);
    expect(problems(d)).toEqual([]);
  });

  test('duplicate addresses in a low-power network (RFC 6775 §4.4)', () => {
    const d = decode(icmpv6Packet(157, 0, concat(hex('00 00 0078 0011223344556677'), fd77(1))));
    expect([text(d, 'icmpv6.6lowpannd.da.lifetime'), text(d, 'icmpv6.6lowpannd.da.eui64'), text(d, 'icmpv6.6lowpannd.da.reg_addr')]).toEqual(['120', '00:11:22:33:44:55:66:77', 'fd77::1']);
    expect(problems(d)).toEqual([]);
  });

  test('extended echo (RFC 8335)', () => {
    const d = decode(icmpv6Packet(160, 0, concat(u16(7), hex('05 01'), extension(extensionObject(3, 1, ascii('eth1'))))));
    expect([text(d, 'icmpv6.echo.identifier'), text(d, 'icmpv6.ext.echo.seq'), text(d, 'icmpv6.ext.echo.req.local'), text(d, 'icmp.int_ident.name')]).toEqual(['0x0007', '5', 'true', 'eth1']);
    expect(problems(d)).toEqual([]);
  });

  test('every type, with any few bytes, is decoded without an exception and covers its bytes', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) >> 16;
    for (let type = 0; type < 256; type++) {
      for (const length of [0, 3, 12, 40, 150]) {
        const body = Uint8Array.from({ length }, (_, i) => (i === 4 ? 0x60 : random() & 255));
        const d = decode(icmpv6Packet(type, random() & 3, body));
        expect(d.nodes.every((n) => n.from <= n.to), `type ${type}, ${length} bytes`).toBe(true);
        if (d.layers.length === 3) expect(problems(d), `type ${type}, ${length} bytes`).toEqual([]);
      }
    }
  });
});
