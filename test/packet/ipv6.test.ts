import { describe, expect, test } from 'vitest';
import { ascii, concat, hex, u16, u32 } from '../build/bytes.ts';
import { type Decoded, decode, decodeAll, place, text, texts } from '../build/decode.ts';
import { extensionHeader, fragmentHeader, ipv6Packet, udp6 } from '../build/ipv6.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, fd77, ipv6, tcp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const AT = 14;
const EXTENSION = AT + 40;
const UDP = 17;
const datagram = udp6(ascii('abc'));
const withOptions = (next: number, options: string, content = datagram): Decoded => decode(ipv6Packet({ next }, concat(extensionHeader(UDP, hex(options)), content)));
const withRouting = (rest: Uint8Array, content = datagram): Decoded => decode(ipv6Packet({ next: 43 }, concat(extensionHeader(UDP, rest), content)));

describe('IPv6 header (RFC 8200 §3)', () => {
  const d = decode(ipv6Packet({ next: UDP, hops: 3, trafficClass: 0xb9, flow: 0x12345 }, datagram));

  test('fields and where they stand', () => {
    expect(d.layers).toEqual(['eth', 'ipv6', 'udp', 'data']);
    expect([text(d, 'ipv6.version'), text(d, 'ipv6.tclass'), text(d, 'ipv6.tclass.dscp'), text(d, 'ipv6.tclass.ecn'), text(d, 'ipv6.flow')]).toEqual(['6', '0x000000b9', '46', '1', '0x012345']);
    expect([text(d, 'ipv6.plen'), text(d, 'ipv6.nxt'), text(d, 'ipv6.hlim'), text(d, 'ipv6.src'), text(d, 'ipv6.dst')]).toEqual(['11', '17', '3', 'fd77::10', 'fd77::2']);
    expect([place(d, 'ipv6.flow'), place(d, 'ipv6.dst')]).toEqual([`${AT + 1}-${AT + 4}`, `${AT + 24}-${AT + 40}`]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('the version is found under the name that it has in IPv4, too', () => {
    expect([text(d, 'ip.version'), place(d, 'ip.version')]).toEqual(['6', `${AT}-${AT + 1}`]);
  });

  test.each([
    ['00000000000000000000000000000000', '::'], ['00000000000000000000000000000001', '::1'], ['0000000000000000000000000a4d0001', '::10.77.0.1'], ['00000000000000000000ffff0a4d0001', '::ffff:10.77.0.1'],
    ['0000000000000000fffe00000a4d0001', '::fffe:0:a4d:1'], ['0064ff9b00000000000000000a4d0001', '64:ff9b::a4d:1'], ['00010000000000020003000000000004', '1::2:3:0:0:4'],
  ])('the address %s is written %s (RFC 5952 §4, RFC 4291 §2.5.5)', (address, written) => {
    expect(text(decode(ipv6Packet({ next: UDP, src: hex(address) }, datagram)), 'ipv6.src')).toBe(written);
  });

  test('the checksum covers the addresses', () => {
    expect(text(d, 'udp.checksum.status')).toBe('1');
  });

  test('bytes after the payload are padding of the frame', () => {
    expect(place(decode(concat(ipv6Packet({ next: UDP }, datagram), hex('0000'))), 'eth.trailer')).toBe(`${AT + 51}-${AT + 53}`);
  });

  test('IPv6 in IPv6: each has its own fields (RFC 2473)', () => {
    const nested = decode(ipv6Packet({ next: 41, dst: fd77(9) }, ipv6({ next: UDP }, datagram)));
    expect([nested.layers.slice(1, 4), texts(nested, 'ipv6.dst')]).toEqual([['ipv6', 'ipv6', 'udp'], ['fd77::9', 'fd77::2']]);
    expect(text(nested, 'udp.checksum.status')).toBe('1');
  });
});

describe('payload length 0', () => {
  test('a jumbo payload option says it (RFC 2675 §2)', () => {
    const jumbo = concat(extensionHeader(UDP, concat(hex('c204'), u32(8 + datagram.length))), datagram);
    const d = decode(concat(ipv6Packet({ next: 0, length: 0 }, jumbo), hex('0000')));
    expect([d.layers.slice(1, 4), text(d, 'ipv6.opt.jumbo'), place(d, 'eth.trailer')]).toEqual([['ipv6', 'ipv6.hopopts', 'udp'], '19', `${EXTENSION + 19}-${EXTENSION + 21}`]);
    expect(d.faults).toEqual([]);
  });

  test('a card that cuts TCP segments itself was handed more than the field can say', () => {
    expect(text(decode(ipv6Packet({ next: 6, length: 0 }, tcp({}, ascii('abcdef')))), 'tcp.len')).toBe('6');
  });

  test('otherwise there is none', () => {
    expect(decode(ipv6Packet({ next: UDP, length: 0 }, datagram)).layers).toEqual(['eth', 'ipv6']);
  });
});

describe('hop-by-hop and destination options (RFC 8200 §4.2)', () => {
  test('header, and the length in bytes', () => {
    const d = withOptions(0, '05 02 0000 01 00');
    expect(d.layers).toEqual(['eth', 'ipv6', 'ipv6.hopopts', 'udp', 'data']);
    expect([text(d, 'ipv6.hopopts.nxt'), text(d, 'ipv6.hopopts.len'), text(d, 'ipv6.hopopts.len_oct')]).toEqual(['17', '0', '8']);
    expect([text(d, 'ipv6.opt.router_alert'), place(d, 'ipv6.opt.router_alert')]).toEqual(['0', `${EXTENSION + 4}-${EXTENSION + 6}`]);
    expect([texts(d, 'ipv6.opt.type'), texts(d, 'ipv6.opt.length')]).toEqual([['0x05', '0x01'], ['2', '0']]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('filling of one byte has no length, other filling has', () => {
    const d = withOptions(60, '00 00 01 02 0000');
    expect([d.layers[2], texts(d, 'ipv6.opt').length, texts(d, 'ipv6.opt.length'), text(d, 'ipv6.opt.padn')]).toEqual(['ipv6.dstopts', 3, ['2'], '0000']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('what a node does that does not know an option', () => {
    const d = withOptions(60, 'a1 04 01020304');
    expect([text(d, 'ipv6.opt.type.action'), text(d, 'ipv6.opt.type.change'), text(d, 'ipv6.opt.type.rest'), text(d, 'ipv6.opt.unknown')]).toEqual(['2', 'true', '0x01', '01020304']);
    expect(text(withOptions(60, 'de 04 01020304'), 'ipv6.opt.experimental')).toBe('01020304');
  });

  test.each([
    ['04 01 04 01 01 00', 'ipv6.opt.tel', '4'], ['63 04 80 1e 0100', 'ipv6.opt.rpl.flag.o', 'true'], ['23 04 00 1e 0100', 'ipv6.opt.rpl.sender_rank', '0x0100'],
    ['30 04 05dc 0501', 'ipv6.opt.pmtu.min', '1500'], ['30 04 05dc 0501', 'ipv6.opt.pmtu.rtn', '640'], ['0f 0a 05 06 0001 0002 0003 0004 0000', 'ipv6.opt.pdm.psn_last_recv', '2'],
    ['07 0c 00000001 01 05 aabb f0000000', 'ipv6.opt.calipso.cmpt_bitmap', 'f0000000'],
  ])('%s has %s', (options, path, value) => {
    const d = withOptions(60, options);
    expect(text(d, path)).toBe(value);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('the home address is that of the sender (RFC 6275 §6.3), for checksums, too (§11.3.1)', () => {
    const home = concat(hex('c910'), fd77(0x77), hex('01020000'));
    const d = decode(ipv6Packet({ next: 60 }, concat(extensionHeader(UDP, home), udp6(ascii('abc'), fd77(0x77)))));
    expect([text(d, 'ipv6.opt.mipv6.home_address'), text(d, 'udp.checksum.status')]).toEqual(['fd77::77', '1']);
  });

  test('an option of the wrong length keeps its content, one that is too long is a fault', () => {
    expect(text(withOptions(60, '04 02 0004 00 00'), 'ipv6.opt.unknown')).toBe('0004');
    const d = withOptions(60, '1e 09 01020304');
    expect(d.faults).toMatchObject([{ code: 'option', need: 11, had: 6 }]);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('routing header (RFC 8200 §4.4)', () => {
  test('source route: the last address is the final destination, for checksums, too (RFC 2460 §4.4, RFC 8200 §8.1)', () => {
    const d = withRouting(concat(Uint8Array.of(0, 2), u32(0), fd77(5), fd77(6)), udp6(ascii('abc'), fd77(0x10), fd77(6)));
    expect([text(d, 'ipv6.routing.type'), text(d, 'ipv6.routing.segleft'), texts(d, 'ipv6.routing.src.addr')]).toEqual(['0', '2', ['fd77::5', 'fd77::6']]);
    expect(text(d, 'udp.checksum.status')).toBe('1');
    expect(tilingProblems(d)).toEqual([]);
  });

  test.each([
    ['source route', concat(Uint8Array.of(0, 1), u32(0), fd77(5), fd77(6))], ['mobile recipient', concat(Uint8Array.of(2, 1), u32(0), fd77(6))],
    ['segments', concat(Uint8Array.of(4, 1), hex('01 00 0000'), fd77(6), fd77(5))], ['RPL', concat(Uint8Array.of(3, 1), hex('ff 60 0000 05 06'), new Uint8Array(6))],
  ])('%s: the flow is that with the final destination', (_, rest) => {
    const d = decodeAll([ipv6Packet({ next: 43 }, concat(extensionHeader(17, rest), udp6(ascii('abc')))), ipv6Packet({ next: 17, dst: fd77(6) }, udp6(ascii('abc'))), ipv6Packet({ next: 17 }, udp6(ascii('abc')))]);
    expect(d.map((each) => text(each, 'udp.stream'))).toEqual(['0', '0', '1']);
  });

  test('a packet that has been everywhere is at its destination', () => {
    const d = withRouting(concat(Uint8Array.of(0, 0), u32(0), fd77(5)));
    expect(text(d, 'udp.checksum.status')).toBe('1');
  });

  test('home address of a mobile recipient (RFC 6275 §6.4)', () => {
    const d = withRouting(concat(Uint8Array.of(2, 1), u32(0), fd77(5)), udp6(ascii('abc'), fd77(0x10), fd77(5)));
    expect([text(d, 'ipv6.routing.mipv6.home_address'), text(d, 'udp.checksum.status')]).toEqual(['fd77::5', '1']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('addresses of RPL leave out what they share with the destination (RFC 6554 §3)', () => {
    const d = withRouting(concat(Uint8Array.of(3, 2), hex('fe500000 aa bbcc'), new Uint8Array(5), new Uint8Array(0)));
    expect([text(d, 'ipv6.routing.rpl.cmprI'), text(d, 'ipv6.routing.rpl.cmprE'), text(d, 'ipv6.routing.rpl.pad'), text(d, 'ipv6.routing.rpl.addr_count')]).toEqual(['15', '14', '5', '2']);
    expect(texts(d, 'ipv6.routing.rpl.address')).toEqual(['aa', 'bbcc']);
    expect(texts(d, 'ipv6.routing.rpl.full_address')).toEqual(['fd77::aa', 'fd77::bbcc']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('segments stand in reverse order (RFC 8754 §2)', () => {
    const d = withRouting(concat(Uint8Array.of(4, 1, 1, 0), u16(0x1234), fd77(6), fd77(5), hex('0506 010203040506')), udp6(ascii('abc'), fd77(0x10), fd77(6)));
    expect([texts(d, 'ipv6.routing.srh.addr'), text(d, 'ipv6.routing.srh.tag'), text(d, 'ipv6.routing.srh.tlv')]).toEqual([['fd77::6', 'fd77::5'], '1234', '0506010203040506']);
    expect(text(d, 'udp.checksum.status')).toBe('1');
    expect(tilingProblems(d)).toEqual([]);
  });

  test('an unknown type keeps its content', () => {
    expect(text(withRouting(hex('09 01 01020304')), 'ipv6.routing.unknown_data')).toBe('01020304');
  });
});

describe('fragment header (RFC 8200 §4.5)', () => {
  const fragment = (from: number, to: number, next = UDP, id = 7): Uint8Array => ipv6Packet({ next: 44 }, concat(fragmentHeader(next, from, to < datagram.length, id), datagram.slice(from, to)));

  test('the packet is decoded where it is whole', () => {
    const d = decodeAll([fragment(0, 8), fragment(8, 11)]);
    expect(d.map((each) => each.layers)).toEqual([['eth', 'ipv6', 'ipv6.fraghdr', 'data'], ['eth', 'ipv6', 'ipv6.fraghdr', 'udp', 'data']]);
    expect([text(d[1]!, 'ipv6.fraghdr.offset'), text(d[1]!, 'ipv6.fraghdr.more'), text(d[1]!, 'ipv6.fraghdr.ident')]).toEqual(['1', 'false', '0x00000007']);
    expect([texts(d[1]!, 'ipv6.fragment'), text(d[1]!, 'ipv6.reassembled.length'), text(d[1]!, 'udp.checksum.status')]).toEqual([['1', '2'], '11', '1']);
    expect(d.flatMap(tilingProblems)).toEqual([]);
  });

  test('what is carried is said by the first fragment', () => {
    expect(decodeAll([fragment(0, 8), fragment(8, 11, 6)])[1]!.layers[3]).toBe('udp');
    expect(decodeAll([fragment(8, 11, 6), fragment(0, 8)])[1]!.layers[3]).toBe('udp');
  });

  test('a fragment that is the whole packet is no fragment (RFC 6946)', () => {
    expect(decodeAll([fragment(0, 8), fragment(0, 11)])[1]!.layers).toContain('udp');
  });

  test('fragments of fragments are not collected', () => {
    const inner = concat(fragmentHeader(UDP, 0, true, 9), datagram);
    const outer = (from: number, to: number): Uint8Array => ipv6Packet({ next: 44 }, concat(fragmentHeader(44, from, to < inner.length, 7), inner.slice(from, to)));
    const d = decodeAll([outer(0, 8), outer(8, inner.length)]);
    expect(d[1]!.layers).toEqual(['eth', 'ipv6', 'ipv6.fraghdr', 'ipv6.fraghdr', 'udp', 'data']);
    expect(text(d[1]!, 'udp.checksum.status')).toBe('2');
  });
});

describe('other headers', () => {
  test('authentication (RFC 4302 §2), for IPv6 and for the checksum of what follows', () => {
    const d = decode(ipv6Packet({ next: 51 }, concat(hex('11 04 0000 00000100 00000005 000102030405060708090a0b'), datagram)));
    expect([d.layers.slice(2, 4), text(d, 'ah.spi'), text(d, 'ah.sequence'), text(d, 'ah.icv')]).toEqual([['ah', 'udp'], '0x00000100', '5', '000102030405060708090a0b']);
    expect(text(d, 'udp.checksum.status')).toBe('1');
    expect(tilingProblems(d)).toEqual([]);
  });

  test('encryption (RFC 4303 §2)', () => {
    const d = decode(ipv6Packet({ next: 50 }, hex('00000100 00000005 0102030405')));
    expect([text(d, 'esp.spi'), text(d, 'esp.sequence'), text(d, 'esp.encrypted_data')]).toEqual(['0x00000100', '5', '0102030405']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('nothing follows (RFC 8200 §4.7)', () => {
    expect(decode(ipv6Packet({ next: 59 }, hex('0102'))).layers).toEqual(['eth', 'ipv6', 'data']);
  });

  test('mobility (RFC 6275 §6.1.1)', () => {
    const d = decode(ipv6Packet({ next: 135 }, hex('3b 01 05 00 abcd 0001 e0000010 00000000')));
    expect([d.layers[2], text(d, 'mip6.mhtype'), text(d, 'mip6.unknown_type_data')]).toEqual(['mipv6', '5', '0001e000001000000000']);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('hostile IPv6', () => {
  test('another version', () => {
    const packet = ipv6Packet({ next: UDP }, datagram);
    packet[AT] = 0x45;
    expect(decode(packet).faults).toMatchObject([{ code: 'version', need: 6, had: 4 }]);
    expect(tilingProblems(decode(packet))).toEqual([]);
  });

  test('headers that end early', () => {
    expect(decode(ethernet({ type: 0x86dd }, ipv6({ next: UDP }, datagram).slice(0, 30))).faults).toMatchObject([{ code: 'short', need: 40, had: 30 }]);
    const d = decode(ipv6Packet({ next: 0 }, hex('11 09 1e 04 01020304 0102')));
    expect([d.faults, text(d, 'ipv6.hopopts.len_oct')]).toMatchObject([[{ code: 'short', need: 80, had: 10 }], '80']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a payload length that lies', () => {
    expect(decode(ipv6Packet({ next: UDP, length: 100 }, datagram)).faults).toMatchObject([{ code: 'length-big', need: 140, had: 51 }]);
  });

  const seeds: readonly [string, number, readonly string[]][] = [
    ['ipv6.hopopts', 0, ['11 00 05 02 0000 01 00', '11 01 63 04 80 1e 0100 0f 06 010203040506', '11 00 c2 04 00000012']],
    ['ipv6.routing', 43, ['11 02 00 01 00000000 fd770000000000000000000000000005', '11 01 03 02 fe500000 aabbcc0000000000', '11 02 04 00 00 00 1234 fd770000000000000000000000000005']],
    ['ipv6.fraghdr', 44, ['11 00 0001 00000007 01020304']],
    ['ah', 51, ['11 04 0000 00000100 00000005 000102030405060708090a0b']],
    ['mipv6', 135, ['3b 01 05 00 abcd 0001 e0000010 00000000']],
  ];
  test.each(seeds)('any bytes as %s: nothing throws, and the parts cover the header', (protocol, next, contents) => {
    expectCover(protocol, (content) => ipv6Packet({ next }, content), contents.map(hex));
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('ipv6', (content) => ethernet({ type: 0x86dd }, content), [ipv6({ next: UDP }, datagram)]);
  });
});
