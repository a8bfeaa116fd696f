import { describe, expect, test } from 'vitest';
import { ascii, concat, hex, u16, u32 } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { extension, extensionObject, icmp, icmpPacket, padded, ping } from '../build/icmp.ts';
import { ethernet, ipv4, tcp, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

/** Where ICMP begins in a packet of Ethernet and IPv4. */
const AT = 34;
const quotedUdp = ipv4({ src: '10.77.0.10', dst: '10.77.0.2', proto: 17, id: 0x77, ttl: 1 }, udp({ sport: 40000, dport: 33434 }, ascii('probe')));
const zeros = (n: number): Uint8Array => new Uint8Array(n);

describe('ICMP echo (RFC 792)', () => {
  const d = decode(ping(8, 0x1234, 0x0005, ascii('abcdefgh-data')));

  test('fields, in both byte orders, and where they stand', () => {
    expect(d.layers).toEqual(['eth', 'ip', 'icmp', 'data']);
    expect([text(d, 'icmp.message'), text(d, 'icmp.type'), text(d, 'icmp.code')]).toEqual(['0x0800', '8', '0']);
    expect([text(d, 'icmp.ident'), text(d, 'icmp.ident_le'), text(d, 'icmp.seq'), text(d, 'icmp.seq_le')]).toEqual(['4660', '13330', '5', '1280']);
    expect([place(d, 'icmp.type'), place(d, 'icmp.ident'), place(d, 'icmp.seq_le')]).toEqual([`${AT}-${AT + 1}`, `${AT + 4}-${AT + 6}`, `${AT + 6}-${AT + 8}`]);
    expect(text(d, 'icmp.checksum.status')).toBe('1');
    expect(text(d, 'data.len')).toBe('13');
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a wrong checksum is told, with the right one', () => {
    const packet = ping(8, 1, 1, ascii('x'));
    packet[AT + 2]! ^= 0x55;
    const bad = decode(packet);
    expect(text(bad, 'icmp.checksum.status')).toBe('0');
    expect(text(bad, 'icmp.checksum_calculated')).toBe(text(decode(ping(8, 1, 1, ascii('x'))), 'icmp.checksum'));
  });

  test('a cut message is not checked', () => {
    const packet = ping(8, 1, 1, ascii('0123456789'));
    expect(text(decode(packet.subarray(0, AT + 12), 1, packet.length), 'icmp.checksum.status')).toBe('2');
  });

  // The packets of `decode` are captured at 1 000 000 s.
  test.each([['big-endian', concat(u32(1_000_000 - 5), u32(250_000))], ['little-endian', Uint8Array.from([...concat(u32(1_000_000 - 5), u32(250_000))].map((_, i, b) => b[i < 4 ? 3 - i : 11 - i]!))]])(
    'a time at the head of the data, %s', (_, time) => {
      const timed = decode(ping(8, 1, 1, concat(time, ascii('rest'))));
      expect(text(timed, 'icmp.data_time')).toBe('Jan 12, 1970 13:46:35.250000000 UTC');
      expect(text(timed, 'icmp.data_time_relative')).toBe('4.750000000');
      expect(place(timed, 'icmp.data_time')).toBe(`${AT + 8}-${AT + 16}`);
      expect(text(timed, 'data.data')).toBe('72657374');
      expect(tilingProblems(timed)).toEqual([]);
    },
  );

  test('what is a day away, or has too many microseconds, is no time', () => {
    expect(texts(decode(ping(8, 1, 1, concat(u32(1_000_000 + 86_400), u32(0)))), 'icmp.data_time')).toEqual([]);
    expect(texts(decode(ping(8, 1, 1, concat(u32(1_000_000), u32(1_000_000)))), 'icmp.data_time')).toEqual([]);
    expect(texts(decode(ping(8, 1, 1, u32(1_000_000))), 'icmp.data_time')).toEqual([]);
  });
});

describe('ICMP errors', () => {
  test('destination unreachable quotes the packet as layers of its own (RFC 792)', () => {
    const d = decode(icmpPacket(3, 3, concat(zeros(4), quotedUdp)));
    expect(d.layers).toEqual(['eth', 'ip', 'icmp', 'ip', 'udp', 'data']);
    expect(texts(d, 'ip.dst')).toEqual(['10.77.0.2', '10.77.0.2']);
    expect([text(d, 'udp.dstport'), place(d, 'udp.dstport')]).toEqual(['33434', `${AT + 30}-${AT + 32}`]);
    expect([text(d, 'icmp.unused'), place(d, 'icmp.unused')]).toEqual(['00000000', `${AT + 4}-${AT + 8}`]);
    expect(text(d, 'icmp.checksum.status')).toBe('1');
    expect(text(d, 'udp.checksum.status')).toBe('2');
    expect(tilingProblems(d)).toEqual([]);
  });

  test.each([28, 27, 24, 20, 12, 1])('a quotation of %i bytes has no faults, and everything that is whole is shown', (length) => {
    const segment = ipv4({ proto: 6 }, tcp({ sport: 51514, dport: 25, seq: 0x01020304 }, ascii('EHLO lab')));
    const d = decode(icmpPacket(11, 0, concat(zeros(4), segment.subarray(0, length))));
    expect(d.faults).toEqual([]);
    expect(d.layers.slice(0, 4)).toEqual(['eth', 'ip', 'icmp', 'ip']);
    expect(texts(d, 'tcp.dstport')).toEqual(length >= 24 ? ['25'] : []);
    expect(texts(d, 'tcp.seq')).toEqual(length >= 28 ? ['16909060'] : []);
    expect(texts(d, 'ip.src')).toHaveLength(length >= 20 ? 2 : 1);
  });

  test('the MTU of the next hop (RFC 1191 §4)', () => {
    const d = decode(icmpPacket(3, 4, concat(u16(0), u16(1400), quotedUdp)));
    expect([text(d, 'icmp.mtu'), text(d, 'icmp.unused')]).toEqual(['1400', '0000']);
    expect(texts(decode(icmpPacket(3, 3, concat(u16(0), u16(1400), quotedUdp))), 'icmp.mtu')).toEqual([]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('redirect names the gateway and quotes all that there is (RFC 792, RFC 1812 §4.3.2.3)', () => {
    const segment = ipv4({ proto: 6 }, tcp({ dport: 25, flags: 0x02 }));
    const d = decode(icmpPacket(5, 1, concat(hex('0a4d00fe'), segment)));
    expect(text(d, 'icmp.redir_gw')).toBe('10.77.0.254');
    expect(texts(d, 'tcp.flags.syn')).toEqual(['true']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('parameter problem points at a byte (RFC 792)', () => {
    const d = decode(icmpPacket(12, 0, concat(hex('14 000000'), quotedUdp)));
    expect([text(d, 'icmp.pointer'), text(d, 'icmp.unused')]).toEqual(['20', '000000']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('source quench and Photuris quote, too (RFC 792, RFC 2521)', () => {
    expect(decode(icmpPacket(4, 0, concat(zeros(4), quotedUdp))).layers.slice(2, 5)).toEqual(['icmp', 'ip', 'udp']);
    const d = decode(icmpPacket(40, 1, concat(hex('0000 0009'), quotedUdp)));
    expect([text(d, 'icmp.photuris.pointer'), d.layers[3]]).toEqual(['9', 'ip']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a quoted fragment is shown from its beginning, and not collected (RFC 1122 §3.2.2)', () => {
    const first = ipv4({ proto: 17, fragment: 0x2000, id: 9 }, udp({ dport: 69 }, zeros(16)));
    const d = decode(icmpPacket(11, 1, concat(zeros(4), first)));
    expect([d.layers[4], text(d, 'udp.dstport')]).toEqual(['udp', '69']);
    expect(d.faults).toEqual([]);
  });

  test('bytes after the quoted datagram are filling', () => {
    const d = decode(icmpPacket(3, 1, concat(zeros(4), quotedUdp, hex('0000 0000'))));
    expect(text(d, 'icmp.padding')).toBe('00000000');
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('errors that should not have been sent (RFC 1122 §3.2.2)', () => {
  const about = (datagram: Uint8Array): string | undefined => text(decode(icmpPacket(3, 1, concat(zeros(4), datagram))), 'icmp.breach');
  const probe = udp({}, zeros(0));

  test('about an ICMP error', () => {
    expect(about(ipv4({ proto: 1 }, icmp(3, 1, concat(zeros(4), quotedUdp))))).toBe('1');
    expect(about(ipv4({ proto: 1 }, icmp(8, 0, zeros(4))))).toBeUndefined();
  });
  test('about a packet to many', () => {
    expect(about(ipv4({ proto: 17, dst: '224.0.0.251' }, probe))).toBe('2');
    expect(about(ipv4({ proto: 17, dst: '255.255.255.255' }, probe))).toBe('2');
  });
  test('about a fragment that is not the first', () => {
    expect(about(ipv4({ proto: 17, fragment: 0x0010 }, probe))).toBe('3');
    expect(about(ipv4({ proto: 17, fragment: 0x2000 }, probe))).toBeUndefined();
  });
  test.each(['0.0.0.0', '127.0.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'])('about a packet from %s', (src) => {
    expect(about(ipv4({ proto: 17, src }, probe))).toBe('4');
  });
  test('others are allowed', () => {
    expect(about(quotedUdp)).toBeUndefined();
  });
});

describe('ICMP queries', () => {
  test('timestamps, with the time of day (RFC 792)', () => {
    const d = decode(icmpPacket(14, 0, concat(u16(7), u16(1), u32(3_600_001), u32(32_442_498), u32(0xdb66a301))));
    expect([text(d, 'icmp.originate_timestamp'), text(d, 'icmp.originate_timestamp.text')]).toEqual(['3600001', '01:00:00.001']);
    expect(text(d, 'icmp.receive_timestamp.text')).toBe('09:00:42.498');
    expect(text(d, 'icmp.transmit_timestamp.text')).toBe('07:38:05.915 (little-endian)');
    expect([text(d, 'icmp.ident'), text(d, 'icmp.seq')]).toEqual(['7', '1']);
    expect(tilingProblems(d)).toEqual([]);
    expect(text(decode(icmpPacket(13, 0, concat(u32(0), u32(0x8fffffff), u32(0), u32(0)))), 'icmp.originate_timestamp.text')).toBe('not standard');
  });

  test('address mask (RFC 950)', () => {
    const d = decode(icmpPacket(18, 0, concat(u32(0), hex('ffffff00'))));
    expect([text(d, 'icmp.address_mask'), place(d, 'icmp.address_mask')]).toEqual(['255.255.255.0', `${AT + 8}-${AT + 12}`]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('information request (RFC 792)', () => {
    const d = decode(icmpPacket(15, 0, concat(u16(3), u16(4))));
    expect([text(d, 'icmp.ident'), text(d, 'icmp.seq')]).toEqual(['3', '4']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('traceroute (RFC 1393 §4)', () => {
    const d = decode(icmpPacket(30, 0, concat(u16(9), u16(0), u16(3), u16(0), u32(1_250_000), u32(1500))));
    expect([text(d, 'icmp.traceroute.id'), text(d, 'icmp.traceroute.outbound_hops'), text(d, 'icmp.traceroute.mtu'), text(d, 'icmp.unused')]).toEqual(['9', '3', '1500', '0000']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('what a message holds beyond its parts is shown', () => {
    const d = decode(icmpPacket(17, 0, concat(u32(0), u32(0), ascii('more'))));
    expect(text(d, 'icmp.data')).toBe('6d6f7265');
    expect(tilingProblems(d)).toEqual([]);
  });

  test('an unknown type', () => {
    const d = decode(icmpPacket(77, 5, ascii('whatever')));
    expect([d.layers.at(-1), text(d, 'icmp.data')]).toEqual(['icmp', '7768617465766572']);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('router discovery (RFC 1256 §3)', () => {
  const entries = hex('0a4d00fe 00000005  0a4d00fd 80000000');

  test('addresses with their preferences', () => {
    const d = decode(icmpPacket(9, 0, concat(hex('02 02 0708'), entries)));
    expect([text(d, 'icmp.num_addrs'), text(d, 'icmp.addr_entry_size'), text(d, 'icmp.lifetime')]).toEqual(['2', '2', '1800']);
    expect(texts(d, 'icmp.router_address')).toEqual(['10.77.0.254', '10.77.0.253']);
    expect(texts(d, 'icmp.pref_level')).toEqual(['5', '-2147483648']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('entries may be longer than is known', () => {
    const d = decode(icmpPacket(9, 0, concat(hex('01 03 0708'), hex('0a4d00fe 00000005 deadbeef'))));
    expect([text(d, 'icmp.router_address'), text(d, 'icmp.entry_rest')]).toEqual(['10.77.0.254', 'deadbeef']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('more entries are promised than there are', () => {
    const d = decode(icmpPacket(9, 0, concat(hex('ff 02 0708'), entries, hex('0a4d'))));
    expect(texts(d, 'icmp.router_address')).toHaveLength(2);
    expect(d.faults).toMatchObject([{ code: 'short', need: 8, had: 2 }]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a mobility agent (RFC 5944 §2.1)', () => {
    const agent = hex('10 0a 0005 0708 b100 0a4d0001  13 01 18  18 04 01020304  00  63 01 ff');
    const d = decode(icmpPacket(9, 16, concat(hex('01 02 0708'), entries.subarray(0, 8), agent)));
    expect(texts(d, 'icmp.mip.type')).toEqual(['16', '19', '24', '0', '99']);
    expect([text(d, 'icmp.mip.seq'), text(d, 'icmp.mip.life'), text(d, 'icmp.mip.coa'), text(d, 'icmp.mip.prefixlength'), text(d, 'icmp.mip.challenge')]).toEqual(['5', '1800', '10.77.0.1', '24', '01020304']);
    expect([text(d, 'icmp.mip.r'), text(d, 'icmp.mip.b'), text(d, 'icmp.mip.h'), text(d, 'icmp.mip.rt')]).toEqual(['true', 'false', 'true', 'true']);
    expect(text(d, 'icmp.mip.content')).toBe('ff');
    expect(tilingProblems(d)).toEqual([]);
  });

  test('solicitation', () => {
    const d = decode(icmpPacket(10, 0, zeros(4)));
    expect(text(d, 'icmp.unused')).toBe('00000000');
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('extensions of errors (RFC 4884)', () => {
  const labels = extensionObject(1, 1, hex('00010 2 01  0001f 7 fe'.replace(/ /g, '')));
  const exceeded = (length: number, quote: Uint8Array, after: Uint8Array): Uint8Array => icmpPacket(11, 0, concat(Uint8Array.of(0, length), u16(0), quote, after));

  test('MPLS labels, where the length of the quotation is stated (RFC 4950 §3)', () => {
    const d = decode(exceeded(32, padded(quotedUdp, 128), extension(labels)));
    expect([text(d, 'icmp.length'), text(d, 'icmp.length.original_datagram')]).toEqual(['32', '128']);
    expect([text(d, 'icmp.ext.version'), text(d, 'icmp.ext.checksum.status'), text(d, 'icmp.ext.class'), text(d, 'icmp.ext.length')]).toEqual(['2', '1', '1', '12']);
    expect(texts(d, 'icmp.mpls.label')).toEqual(['16', '31']);
    expect([texts(d, 'icmp.mpls.exp'), texts(d, 'icmp.mpls.s'), texts(d, 'icmp.mpls.ttl')]).toEqual([['1', '3'], ['false', 'true'], ['1', '254']]);
    expect(place(d, 'icmp.ext')).toBe(`${AT + 136}-${AT + 152}`);
    expect(text(d, 'icmp.padding')).toBe('00'.repeat(128 - quotedUdp.length));
    expect(d.layers).toEqual(['eth', 'ip', 'icmp', 'ip', 'udp', 'data']);
    expect(d.faults).toEqual([]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('the quotation ends where the extension begins, however long the packet was', () => {
    const long = ipv4({ proto: 17 }, udp({ dport: 33434 }, zeros(600))).subarray(0, 128);
    const d = decode(exceeded(32, long, extension(labels)));
    expect(text(d, 'data.len')).toBe('100');
    expect(texts(d, 'icmp.mpls.label')).toEqual(['16', '31']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('where it is not stated, an extension after 128 bytes must prove itself (§5)', () => {
    const long = ipv4({ proto: 17 }, udp({ dport: 33434 }, zeros(600))).subarray(0, 128);
    expect(texts(decode(exceeded(0, long, extension(labels))), 'icmp.mpls.label')).toEqual(['16', '31']);
    const broken = extension(labels);
    broken[2]! ^= 1;
    expect(texts(decode(exceeded(0, long, broken)), 'icmp.ext')).toEqual([]);
    expect(text(decode(exceeded(0, padded(quotedUdp, 128), broken)), 'icmp.ext.checksum.status')).toBe('0');
  });

  test('a length that leads to no extension is none', () => {
    expect(texts(decode(exceeded(5, quotedUdp, hex('00000000'))), 'icmp.ext')).toEqual([]);
    expect(decode(exceeded(5, quotedUdp, hex('00000000'))).layers[4]).toBe('udp');
  });

  test('interface information (RFC 5837 §4)', () => {
    const info = extensionObject(2, 0x0f, concat(u32(7), hex('0001 0000 0a4d0001'), hex('08'), ascii('eth0\0\0\0'), u32(1500)));
    const d = decode(exceeded(32, padded(quotedUdp, 128), extension(info)));
    expect([text(d, 'icmp.int_info.role'), text(d, 'icmp.int_info.ifindex'), text(d, 'icmp.int_info.mtu_present')]).toEqual(['0', 'true', 'true']);
    expect([text(d, 'icmp.int_info.index'), text(d, 'icmp.int_info.ipv4'), text(d, 'icmp.int_info.name'), text(d, 'icmp.int_info.mtu')]).toEqual(['7', '10.77.0.1', 'eth0', '1500']);
    expect(d.faults).toEqual([]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('interface information with an address of IPv6, and of an unknown family', () => {
    const v6 = extensionObject(2, 0x44, hex('0002 0000 fd77000000000000 0000000000000001'));
    const other = extensionObject(2, 0x84, hex('0063 0000 010203'));
    const d = decode(exceeded(32, padded(quotedUdp, 128), extension(v6, other)));
    expect([text(d, 'icmp.int_info.ipv6'), text(d, 'icmp.int_info.ipunknown')]).toEqual(['fd77::1', '010203']);
    expect(texts(d, 'icmp.int_info.role')).toEqual(['1', '2']);
  });

  test('objects whose lengths lie', () => {
    const tooShort = decode(exceeded(32, padded(quotedUdp, 128), extension(hex('0003 01 01  000101ff'))));
    expect(tooShort.faults).toMatchObject([{ code: 'length-small', need: 4, had: 3 }]);
    expect(tilingProblems(tooShort)).toEqual([]);
    const tooLong = decode(exceeded(32, padded(quotedUdp, 128), extension(hex('00ff 63 01  00010203'))));
    expect(tooLong.faults).toMatchObject([{ code: 'length-big', need: 255, had: 8 }]);
    expect(text(tooLong, 'icmp.ext.data')).toBe('00010203');
    expect(tilingProblems(tooLong)).toEqual([]);
  });
});

describe('extended echo (RFC 8335)', () => {
  const request = (type: number, content: Uint8Array): Decoded => decode(icmpPacket(42, 0, concat(u16(7), hex('05 01'), extension(extensionObject(3, type, content)))));

  test('question by name, number and address (§2.1)', () => {
    const d = request(1, ascii('eth1\0\0\0\0'));
    expect([text(d, 'icmp.ident'), text(d, 'icmp.ext.echo.seq'), text(d, 'icmp.ext.echo.req.local'), text(d, 'icmp.int_ident.name')]).toEqual(['7', '5', 'true', 'eth1']);
    expect(tilingProblems(d)).toEqual([]);
    expect(text(request(2, u32(12)), 'icmp.int_ident.index')).toBe('12');
    expect(text(request(3, hex('0001 04 00 0a4d0009')), 'icmp.int_ident.ipv4')).toBe('10.77.0.9');
    expect(text(request(3, hex('0002 10 00 fd77000000000000 0000000000000009')), 'icmp.int_ident.ipv6')).toBe('fd77::9');
    expect(text(request(3, hex('4005 06 00 001122334455 0000')), 'icmp.int_ident.address')).toBe('0011223344550000');
  });

  test('answer with the state of the neighbour (§3)', () => {
    const d = decode(icmpPacket(43, 0, concat(u16(7), hex('05 46'))));
    expect([text(d, 'icmp.ext.echo.rsp.state'), text(d, 'icmp.ext.echo.rsp.active'), text(d, 'icmp.ext.echo.rsp.ipv4'), text(d, 'icmp.ext.echo.rsp.ipv6')]).toEqual(['2', 'true', 'true', 'false']);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('hostile ICMP', () => {
  test('a message shorter than its header keeps what there is', () => {
    const d = decode(ethernet({}, ipv4({ proto: 1 }, hex('08 00 f7'))));
    expect([text(d, 'icmp.type'), text(d, 'icmp.data')]).toEqual(['8', 'f7']);
    expect(d.faults).toMatchObject([{ code: 'short', need: 8, had: 3 }]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a cut message is told from a short one', () => {
    const packet = icmpPacket(13, 0, zeros(16));
    const d = decode(packet.subarray(0, AT + 14), 1, packet.length);
    expect(d.faults).toMatchObject([{ code: 'cut', need: 20, had: 14 }]);
    expect(text(d, 'icmp.originate_timestamp')).toBe('0');
  });

  test('every type, with any few bytes, is decoded without an exception and covers its bytes', () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) >> 16;
    for (let type = 0; type < 256; type++) {
      for (const length of [0, 4, 5, 12, 40, 150]) {
        const body = Uint8Array.from({ length }, (_, i) => (i === 4 ? 0x45 : random() & 255));
        const d = decode(icmpPacket(type, random() & 15, body));
        expect(d.nodes.every((n) => n.from <= n.to), `type ${type}, ${length} bytes`).toBe(true);
        if (d.layers.length === 3) expect(tilingProblems(d), `type ${type}, ${length} bytes`).toEqual([]);
      }
    }
  });
});
