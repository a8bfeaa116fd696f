import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, concat, hex, u16, u32 } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { name, pointer, string } from '../build/dns.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

/** Where the message begins in a packet of Ethernet, IPv4 and UDP; and where its options do. */
const AT = 42;
const OPTIONS_AT = AT + 240;

interface Header { op?: number; hardware?: number; length?: number; name?: Uint8Array; file?: Uint8Array; cookie?: Uint8Array }
const padded = (bytes: Uint8Array, length: number): Uint8Array => concat(bytes, new Uint8Array(length - bytes.length));
const bootp = (o: Header, options: Uint8Array): Uint8Array => concat(
  Uint8Array.of(o.op ?? 1, o.hardware ?? 1, o.length ?? 6, 1), u32(0x3903f326), u16(5), u16(0x8000), hex('00000000 0a4d0064 0a4d0002 0a4d00fe'),
  padded(hex('001b2177000a'), 16), padded(o.name ?? ascii(''), 64), padded(o.file ?? ascii(''), 128), o.cookie ?? hex('63825363'), options,
);
const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 17 }, udp({ sport: 68, dport: 67 }, content)));
const option = (code: number, content: Uint8Array, length = content.length): Uint8Array => concat(Uint8Array.of(code, length), content);
const END = hex('ff');
const dhcp = (o: Header, ...options: readonly Uint8Array[]): Decoded => {
  const d = decode(packet(bootp(o, concat(...options))));
  expect(tilingProblems(d)).toEqual([]);
  return d;
};
const values = (d: Decoded, ...paths: readonly string[]): (string | undefined)[] => paths.map((path) => text(d, `dhcp.${path}`));
const option1 = (code: number, content: Uint8Array): Decoded => dhcp({}, option(53, hex('05')), option(code, content), END);

describe('the message (RFC 2131 §2)', () => {
  test('header', () => {
    const d = dhcp({ name: ascii('srv'), file: ascii('boot.img') }, option(53, hex('01')), END);
    expect(d.layers).toEqual(['eth', 'ip', 'udp', 'dhcp']);
    expect(values(d, 'type', 'hw.type', 'hw.len', 'hops', 'id', 'secs', 'flags', 'flags.bc', 'flags.reserved')).toEqual(['1', '0x01', '6', '1', '0x3903f326', '5', '0x8000', 'true', '0x0000']);
    expect(values(d, 'ip.client', 'ip.your', 'ip.server', 'ip.relay')).toEqual(['0.0.0.0', '10.77.0.100', '10.77.0.2', '10.77.0.254']);
    expect(values(d, 'hw.mac_addr', 'hw.addr_padding', 'server', 'file', 'cookie')).toEqual(['00:1b:21:77:00:0a', '00'.repeat(10), 'srv', 'boot.img', '99.130.83.99']);
    expect([place(d, 'dhcp.server'), place(d, 'dhcp.file'), place(d, 'dhcp.option')]).toEqual([`${AT + 44}-${AT + 108}`, `${AT + 108}-${AT + 236}`, `${OPTIONS_AT}-${OPTIONS_AT + 3}`]);
  });

  test('other networks have other addresses', () => {
    expect(values(dhcp({ hardware: 32, length: 0 }, END), 'hw.mac_addr', 'hw.addr', 'hw.addr_padding')).toEqual([undefined, undefined, `001b2177000a${'00'.repeat(10)}`]);
    expect(values(dhcp({ hardware: 27, length: 8 }, END), 'hw.addr')).toEqual(['001b2177000a0000']);
    expect(values(dhcp({ length: 255 }, END), 'hw.addr', 'hw.addr_padding')).toEqual([`001b2177000a${'00'.repeat(10)}`, undefined]);
  });

  test('BOOTP has a vendor area in place of options (RFC 951 §3)', () => {
    const d = dhcp({ cookie: hex('00000000') }, ascii('vendor'));
    expect(values(d, 'cookie', 'vendor_specific_options')).toEqual([undefined, '0000000076656e646f72']);
    expect(values(decode(packet(bootp({ cookie: ascii('') }, ascii('')))), 'file', 'vendor_specific_options')).toEqual(['', undefined]);
  });

  test('options may stand in the fields of the names (RFC 2132 §9.3)', () => {
    const both = dhcp({ name: concat(option(12, ascii('pc')), END), file: concat(option(67, ascii('boot')), END) }, option(52, hex('03')), END);
    expect(values(both, 'server', 'file', 'option.hostname', 'option.bootfile_name', 'option.option_overload')).toEqual([undefined, undefined, 'pc', 'boot', '3']);
    const one = dhcp({ name: ascii('srv'), file: concat(option(67, ascii('boot')), END) }, hex('00'), option(53, hex('05')), option(52, hex('01')), END);
    expect(values(one, 'server', 'file', 'option.bootfile_name')).toEqual(['srv', undefined, 'boot']);
    expect(values(dhcp({ file: ascii('x') }, END, option(52, hex('03'))), 'file')).toEqual(['x']);
  });

  test('filling before and after the end', () => {
    const d = dhcp({}, hex('0000'), option(53, hex('01')), END, new Uint8Array(20));
    expect([texts(d, 'dhcp.option.padding').map((filling) => filling.length / 2), texts(d, 'dhcp.option.type')]).toEqual([[2, 20], ['53', '255']]);
  });
});

describe('options (RFC 2132)', () => {
  test.each([
    [1, hex('ffffff00'), ['option.subnet_mask'], ['255.255.255.0']],
    [2, hex('fffffff0'), ['option.time_offset'], ['-16']],
    [12, ascii('pc-1\0'), ['option.hostname'], ['pc-1']],
    [15, ascii('lab.test'), ['option.domain_name'], ['lab.test']],
    [26, u16(1400), ['option.interface_mtu'], ['1400']],
    [31, hex('01'), ['option.perform_router_discover'], ['true']],
    [33, hex('0a4d0001 0a4d00fe'), ['option.static_route.ip', 'option.static_route.router'], ['10.77.0.1', '10.77.0.254']],
    [43, hex('0102'), ['option.vendor.value'], ['0102']],
    [46, hex('08'), ['option.netbios_over_tcpip_node_type'], ['8']],
    [50, hex('0a4d0063'), ['option.requested_ip_address'], ['10.77.0.99']],
    [51, u32(3600), ['option.ip_address_lease_time'], ['3600']],
    [54, hex('0a4d0001'), ['option.dhcp_server_id'], ['10.77.0.1']],
    [57, u16(1500), ['option.dhcp_max_message_size'], ['1500']],
    [60, ascii('MSFT 5.0'), ['option.vendor_class_id'], ['MSFT 5.0']],
    [93, u16(7), ['option.client_system_architecture'], ['7']],
    [97, concat(hex('00'), Uint8Array.from({ length: 16 }, (_, i) => i)), ['option.value', 'client_id.uuid'], ['00', '03020100-0504-0706-0809-0a0b0c0d0e0f']],
    [108, u32(1800), ['option.v6only'], ['1800']],
    [116, hex('00'), ['option.dhcp_auto_configuration'], ['false']],
    [252, ascii('http://wpad/\n'), ['option.private_proxy_autodiscovery'], ['http://wpad/\n']],
    [224, hex('aa'), ['option.value'], ['aa']],
    [80, hex(''), ['option.value'], [undefined]],
  ])('option %i', (code, content, paths, expected) => {
    const d = option1(code, content);
    expect(values(d, ...paths)).toEqual(expected);
    expect([texts(d, 'dhcp.option.type')[1], texts(d, 'dhcp.option.length')[1], d.faults]).toEqual([String(code), String(content.length), []]);
  });

  test('lists', () => {
    expect(texts(option1(6, hex('0a4d0001 08080808')), 'dhcp.option.domain_name_server')).toEqual(['10.77.0.1', '8.8.8.8']);
    expect(texts(option1(3, hex('0a4d00fe')), 'dhcp.option.router')).toEqual(['10.77.0.254']);
    expect(texts(option1(55, hex('01 03 06 fc')), 'dhcp.option.request_list_item')).toEqual(['1', '3', '6', '252']);
  });

  test('by what the client is known (§9.14, RFC 4361 §6.1)', () => {
    const mac = option1(61, hex('01 001b2177000b'));
    expect([values(mac, 'client_id.type'), texts(mac, 'dhcp.hw.mac_addr')]).toEqual([['1'], ['00:1b:21:77:00:0a', '00:1b:21:77:00:0b']]);
    expect(values(option1(61, concat(hex('00'), ascii('pc'))), 'client_id.type', 'client_id.undef')).toEqual(['0', 'pc']);
    expect(values(option1(61, hex('ff 01020304 0001 0001 11223344 001b2177000a')), 'client_id.iaid', 'client_id.duid_type', 'client_id.duid_hw_type', 'client_id.time', 'client_id.link_layer_address')).toEqual(['01020304', '1', '1', '287454020', '00:1b:21:77:00:0a']);
    expect(values(option1(61, hex('ff 01020304 0002 00000de9 aabb')), 'client_id.enterprise_num', 'client_id')).toEqual(['3561', 'aabb']);
    expect(values(option1(61, hex('1b aabb')), 'client_id.type', 'client_id')).toEqual(['27', 'aabb']);
  });

  test('the whole name of the client (RFC 4702)', () => {
    const d = option1(81, concat(hex('05 00 00'), name('pc', 'lab')));
    expect(values(d, 'fqdn.flags', 'fqdn.s', 'fqdn.e', 'fqdn.o', 'fqdn.n', 'fqdn.rcode1', 'fqdn.name')).toEqual(['0x05', 'true', 'true', 'false', 'false', '0', 'pc.lab']);
    expect(values(option1(81, concat(hex('00 00 00'), ascii('pc.lab'))), 'fqdn.name')).toEqual(['pc.lab']);
    expect(values(option1(81, concat(hex('04 00 00'), hex('05 61'))), 'fqdn.name', 'option.value')).toEqual([undefined, '0561']);
  });

  test('what the relay agent adds (RFC 3046)', () => {
    const d = option1(82, concat(option(1, ascii('eth0')), option(2, hex('aabb')), option(5, hex('0a4d0000')), option(6, ascii('me')), option(11, hex('0a4d00fe')), option(151, hex('01'))));
    expect(texts(d, 'dhcp.option.agent_information_option.suboption')).toEqual(['1', '2', '5', '6', '11', '151']);
    expect(values(d, 'option.agent_information_option.agent_circuit_id', 'option.agent_information_option.agent_remote_id', 'option.agent_information_option.link_selection', 'option.agent_information_option.subscriber_id', 'option.agent_information_option.server_id_override', 'option.agent_information_option.value')).toEqual(['65746830', 'aabb', '10.77.0.0', 'me', '10.77.0.254', '01']);
    expect(option1(82, hex('01 09 aa')).faults.map((fault) => fault.code)).toEqual(['short']);
  });

  test.each([121, 249])('routes without classes (RFC 3442), option %i', (code) => {
    const d = option1(code, hex('18 c0a801 0a4d0001  00 0a4d00fe  0c ac10 0a4d0002'));
    expect(texts(d, 'dhcp.option.classless_static_route')).toEqual(['18c0a8010a4d0001', '000a4d00fe', '0cac100a4d0002']);
    expect([texts(d, 'dhcp.option.classless_static_route.width'), texts(d, 'dhcp.option.classless_static_route.destination'), texts(d, 'dhcp.option.classless_static_route.router')]).toEqual([['24', '0', '12'], ['192.168.1.0', '0.0.0.0', '172.16.0.0'], ['10.77.0.1', '10.77.0.254', '10.77.0.2']]);
    expect(values(option1(code, hex('21 00000000 0a4d0001')), 'option.classless_static_route', 'option.value')).toEqual([undefined, '21000000000a4d0001']);
  });

  test('domains to search, which may be compressed (RFC 3397 §2)', () => {
    expect(texts(option1(119, concat(name('lab', 'test'), string('ad'), pointer(0))), 'dhcp.option.dhcp_dns_domain_search_list_fqdn')).toEqual(['lab.test', 'ad.lab.test']);
    expect(option1(119, pointer(0)).faults.map((fault) => fault.code)).toEqual(['pointer']);
  });

  test('user classes with and without lengths (RFC 3004 §4)', () => {
    expect(texts(option1(77, concat(string('lab'), string('x'))), 'dhcp.option.user_class.data')).toEqual(['6c6162', '78']);
    expect(values(option1(77, ascii('iPXE')), 'option.user_class.text')).toEqual(['iPXE']);
  });
});

describe('lengths that lie', () => {
  test.each([[51, hex('0102')], [3, hex('0a4d00')], [1, hex('')], [53, hex('')]])('option %i is too short', (code, content) => {
    const d = dhcp({}, option(code, content), END);
    expect([d.faults.map((fault) => fault.code), values(d, 'option.value')]).toEqual([['short'], [content.length === 0 ? undefined : Buffer.from(content).toString('hex')]]);
  });

  test('an option claims more than there is', () => {
    const d = dhcp({}, option(53, hex('03')), option(12, ascii('abc'), 32));
    expect([d.faults.map(({ code, need, had }) => [code, need, had]), values(d, 'option.hostname', 'option.value')]).toEqual([[['short', 32, 3]], [undefined, '616263']]);
    expect(dhcp({}, hex('0c')).faults.map((fault) => fault.code)).toEqual(['short']);
  });

  const whole = bootp({}, concat(option(53, hex('01')), option(12, ascii('pc')), END));
  test('cut anywhere by the snap length', () => {
    const bytes = packet(whole);
    for (let end = AT + 1; end < bytes.length; end++) {
      const d = decode(bytes.subarray(0, end), 1, bytes.length);
      expect([...new Set(d.faults.map((fault) => fault.code))]).toEqual(end < AT + 236 || d.faults.length > 0 ? ['cut'] : []);
      expect(tilingProblems(d)).toEqual([]);
    }
  });

  test('ended anywhere by the sender', () => {
    for (let end = 1; end < whole.length; end++) {
      const d = decode(packet(whole.subarray(0, end)));
      expect(d.faults.map((fault) => fault.code).slice(1)).toEqual([]);
      expect(tilingProblems(d)).toEqual([]);
    }
  });

  test('any bytes: nothing throws, and the parts tile', () => {
    const content = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom(name('lab'), pointer(0), hex('18c0a8010a4d0001'), hex('ff0102030400010001'), string('x')));
    const any = fc.record({ code: fc.nat(255), content }).map(({ code, content: c }) => option(code, c));
    fc.assert(fc.property(fc.record({ hardware: fc.nat(255), length: fc.nat(255) }), fc.array(fc.oneof(any, content), { maxLength: 10 }), (o, options) => {
      const d = decode(packet(bootp({ ...o, name: concat(option(12, ascii('a'))), file: END }, concat(option(52, hex('03')), ...options))));
      expect(tilingProblems(d)).toEqual([]);
    }), { numRuns: 300 });
  });
});
