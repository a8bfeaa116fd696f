import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { type Decoded, decode, decodeAll, place, text, texts } from '../build/decode.ts';
import { udp6 } from '../build/ipv6.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, ipv6, tcp, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const AT = 14;
const payload = udp({}, ascii('abc'));
const packet = (o: Parameters<typeof ipv4>[0], content: Uint8Array = payload): Uint8Array => ethernet({}, ipv4({ proto: 17, ...o }, content));

describe('IPv4 header (RFC 791 §3.1)', () => {
  const d = decode(packet({ tos: 0xb9, id: 0x1234, ttl: 3 }));

  test('fields and where they stand', () => {
    expect([text(d, 'ip.version'), text(d, 'ip.hdr_len'), text(d, 'ip.len'), text(d, 'ip.id'), text(d, 'ip.ttl'), text(d, 'ip.proto')]).toEqual(['4', '20', '31', '0x1234', '3', '17']);
    expect([text(d, 'ip.flags'), text(d, 'ip.flags.df'), text(d, 'ip.flags.mf'), text(d, 'ip.frag_offset')]).toEqual(['0x02', 'true', 'false', '0']);
    expect([text(d, 'ip.src'), place(d, 'ip.src'), text(d, 'ip.dst'), place(d, 'ip.dst')]).toEqual(['10.77.0.10', `${AT + 12}-${AT + 16}`, '10.77.0.2', `${AT + 16}-${AT + 20}`]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('the byte for the class of service is read in both ways (RFC 2474 §3, RFC 791 §3.1)', () => {
    expect([text(d, 'ip.dsfield.dscp'), text(d, 'ip.dsfield.ecn'), text(d, 'ip.tos.precedence')]).toEqual(['46', '1', '5']);
    expect([texts(d, 'ip.tos.delay').length, texts(d, 'ip.tos.throughput').length, texts(d, 'ip.tos.reliability').length]).toEqual([1, 1, 0]);
  });

  test('the checksum covers the header', () => {
    expect(text(d, 'ip.checksum.status')).toBe('1');
    const wrong = decode(packet({ checksum: 0x1234 }));
    expect([text(wrong, 'ip.checksum.status'), text(wrong, 'ip.checksum_calculated')]).toEqual(['0', text(decode(packet({})), 'ip.checksum')]);
  });

  test('bytes after the datagram are padding of the frame', () => {
    const padded = decode(concat(packet({}), new Uint8Array(15)));
    expect([place(padded, 'eth.padding'), text(padded, 'data.len')]).toEqual(['45-60', '3']);
  });

  test('a total length of 0 is that of a card that cuts segments itself', () => {
    const offloaded = decode(ethernet({}, ipv4({ length: 0, proto: 6 }, tcp({}, ascii('abcdef')))));
    expect([text(offloaded, 'tcp.len'), offloaded.faults.length]).toEqual(['6', 0]);
  });
});

describe('IPv4 options', () => {
  const options = (text: string): Decoded => decode(packet({ options: hex(text) }));

  test('end of options, no operation, filling (RFC 791 §3.1)', () => {
    const d = options('01 01 00 0000 000000');
    expect([texts(d, 'ip.options.nop').length, texts(d, 'ip.options.eol').length, text(d, 'ip.opt.padding'), place(d, 'ip.opt.padding')]).toEqual([2, 1, '0000000000', '37-42']);
    expect(texts(d, 'ip.opt.type.number')).toEqual(['1', '1', '0']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('record route: addresses passed, and room for more', () => {
    const d = options('07 0b 08 0a4d0001 00000000 00');
    expect([text(d, 'ip.opt.ptr'), texts(d, 'ip.rec_rt'), texts(d, 'ip.empty_rt')]).toEqual(['8', ['10.77.0.1'], ['0.0.0.0']]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test.each([['83', 'ip.options.route', '3'], ['89', 'ip.options.source_route', '9']])('source route 0x%s: addresses passed and to be passed', (type, path, number) => {
    const d = options(`${type} 0f 08 0a4d0001 0a4d0002 0a4d0003 00`);
    expect([texts(d, path).length, texts(d, 'ip.rec_rt'), texts(d, 'ip.src_rt')]).toEqual([1, ['10.77.0.1'], ['10.77.0.2', '10.77.0.3']]);
    expect([text(d, 'ip.opt.type.copy'), text(d, 'ip.opt.type.number')]).toEqual(['true', number]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('with a source route, checksums are those of the final destination (RFC 1122 §3.2.1.8)', () => {
    const route = hex('83 07 04 0a4d0063 00');
    expect(text(decode(packet({ options: route }, udp({ dst: '10.77.0.99' }, ascii('abc')))), 'udp.checksum.status')).toBe('1');
    expect(text(decode(packet({ options: route })), 'udp.checksum.status')).toBe('0');
    for (const pointer of ['08', '03']) expect(text(decode(packet({ options: hex(`83 07 ${pointer} 0a4d0063 00`) })), 'udp.checksum.status')).toBe('1');
  });

  test('what is still on its way to others belongs to the flow with its final destination', () => {
    const route = hex('83 07 04 0a4d0063 00');
    const back = { src: '10.77.0.99', dst: '10.77.0.10' };
    const d = decodeAll([packet({}), packet({ options: route }), packet(back, udp({ sport: 9, dport: 40000 }, ascii('abc')))]);
    expect(d.map((each) => text(each, 'udp.stream'))).toEqual(['0', '1', '1']);
    const segments = decodeAll([packet({ proto: 6, options: route }, tcp({ sport: 40000, dport: 9 })), packet({ ...back, proto: 6 }, tcp({ sport: 9, dport: 40000 }))]);
    expect(segments.map((each) => text(each, 'tcp.stream'))).toEqual(['0', '0']);
  });

  test.each([3, 5, 6])('a pointer of %i points before or into an address', (pointer) => {
    const d = options(`07 0b 0${pointer} 0a4d0001 00000000 00`);
    expect(d.faults).toMatchObject([{ code: 'value', had: pointer }]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('timestamps alone, and with addresses', () => {
    const alone = options('44 0c 0d 20 00000001 80000002');
    expect([text(alone, 'ip.opt.overflow'), text(alone, 'ip.opt.flag'), texts(alone, 'ip.opt.time_stamp'), texts(alone, 'ip.opt.time_stamp_addr')]).toEqual(['2', '0x00', ['1', '2147483650'], []]);
    const addressed = options('44 14 0d 03 0a4d0001 00000001 0a4d0002 00000000');
    expect([texts(addressed, 'ip.opt.time_stamp_addr'), texts(addressed, 'ip.opt.time_stamp')]).toEqual([['10.77.0.1', '10.77.0.2'], ['1', '0']]);
    expect(tilingProblems(alone)).toEqual([]);
    expect(tilingProblems(addressed)).toEqual([]);
  });

  test('security (RFC 1108 §2), and as it was before (RFC 791 §3.1)', () => {
    const d = options('82 05 ab 81 80 00 0000');
    expect([text(d, 'ip.opt.sec_cl'), texts(d, 'ip.opt.sec_prot_auth_flags')]).toEqual(['0xab', ['0x81', '0x80']]);
    const old = options('82 0b f135 0001 4142 434445 00');
    expect(['sec', 'comp', 'hr', 'tcc'].map((name) => text(old, `ip.opt.sec_rfc791_${name}`))).toEqual(['0xf135', '1', 'AB', 'CDE']);
    const extended = options('85 06 02 010203 0000');
    expect([text(extended, 'ip.opt.ext_sec_add_sec_info_format_code'), text(extended, 'ip.opt.ext_sec_add_sec_info')]).toEqual(['0x02', '010203']);
    for (const each of [d, old, extended]) expect(tilingProblems(each)).toEqual([]);
  });

  test.each([
    ['88 04 1234', 'ip.opt.sid', '4660'], ['94 04 0000', 'ip.opt.ra', '0'], ['0b 04 05dc', 'ip.opt.mtu', '1500'], ['0c 04 0240', 'ip.opt.mtu', '576'],
  ])('%s: stream, router alert, MTU (RFC 791, RFC 2113, RFC 1063)', (bytes, path, value) => {
    expect(text(options(bytes), path)).toBe(value);
    expect(tilingProblems(options(bytes))).toEqual([]);
  });

  test('traceroute (RFC 1393 §2.2)', () => {
    const d = options('52 0c 0001 0002 0003 0a4d000a');
    expect([text(d, 'ip.opt.id_number'), text(d, 'ip.opt.ohc'), text(d, 'ip.opt.rhc'), text(d, 'ip.opt.originator')]).toEqual(['1', '2', '3', '10.77.0.10']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('an unknown option keeps its content, one of a wrong length what it has', () => {
    expect(text(options('9e 04 0102'), 'ip.opt.content')).toBe('0102');
    expect(text(options('94 03 01 00'), 'ip.opt.rest')).toBe('01');
  });

  test.each([['07 ff 04 00', 255], ['07 00 04 00', 0], ['9e 01 00 00', 1], ['01 01 01 07', 0]])('%s: a length that cannot be right ends the list', (bytes, need) => {
    const d = options(bytes);
    expect(d.faults).toMatchObject([{ code: 'option', need }]);
    expect(tilingProblems(d)).toEqual([]);
    expect(d.layers).toContain('udp');
  });
});

describe('CIPSO (FIPS 188)', () => {
  const categories = (tag: string): string | undefined => {
    const bytes = hex(`86 00 00000003 ${tag}`);
    bytes[1] = bytes.length;
    const d = decode(packet({ options: concat(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4)) }));
    expect(tilingProblems(d)).toEqual([]);
    expect(text(d, 'ip.cipso.doi')).toBe('3');
    return text(d, 'ip.cipso.categories');
  };

  test('categories as bits, as a list, as ranges', () => {
    expect(categories('01 06 00 02 8001')).toBe('0,15');
    expect(categories('02 08 00 02 0001 0010')).toBe('1,16');
    expect(categories('05 0c 00 02 0020 0018 0010 0005')).toBe('32-24,16-5');
  });

  test('the last range may leave out its end if that is 0', () => {
    expect(categories('05 0a 00 02 0020 0018 0010')).toBe('32-24,16-0');
  });

  test('a tag that has none, and one of another kind', () => {
    expect(categories('02 04 00 02')).toBeUndefined();
    expect(categories('80 04 0102')).toBeUndefined();
  });

  test('a tag longer than the option', () => {
    expect(decode(packet({ options: hex('86 0a 00000001 01 ff 0001 0000') })).faults).toMatchObject([{ code: 'option', need: 255, had: 4 }]);
  });
});

describe('hostile IPv4', () => {
  test('another version is not read as if it were IPv4', () => {
    const d = decode(packet({ version: 5 }));
    expect([d.layers, text(d, 'ip.version'), texts(d, 'ip.hdr_len'), texts(d, 'ip.src'), tilingProblems(d)]).toEqual([['eth', 'ip'], '5', [], [], []]);
    expect(d.faults).toMatchObject([{ code: 'version', need: 4, had: 5 }]);
  });

  test('a header that ends early keeps its whole fields', () => {
    const d = decode(packet({}).subarray(0, AT + 7), 1, 45);
    expect([text(d, 'ip.len'), text(d, 'ip.id'), texts(d, 'ip.flags'), place(d, 'ip')]).toEqual(['31', '0x3c1f', [], `${AT}-${AT + 6}`]);
    expect(d.faults).toMatchObject([{ code: 'cut', need: 20, had: 7 }]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a packet of IPv6 in its place is read as one', () => {
    const d = decode(ethernet({}, ipv6({ next: 17 }, udp6(ascii('abc')))));
    expect([d.layers, d.faults, text(d, 'ipv6.nxt'), tilingProblems(d)]).toMatchObject([['eth', 'ip', 'ipv6', 'udp', 'data'], [{ code: 'version', need: 4, had: 6 }], '17', []]);
  });

  test('a header length and a total length that lie', () => {
    const bad = decode(packet({ headerWords: 4 }));
    expect([bad.faults, text(bad, 'ip.hdr_len'), texts(bad, 'ip.id')]).toMatchObject([[{ code: 'header-length', need: 20, had: 16 }], '16', []]);
    expect(decode(packet({ headerWords: 15 })).faults).toMatchObject([{ code: 'length-small', need: 60, had: 31 }]);
    expect(decode(packet({ length: 19 })).faults).toMatchObject([{ code: 'length-small', need: 20, had: 19 }]);
    expect(decode(packet({ length: 100 })).faults[0]).toMatchObject({ code: 'length-big', need: 100, had: 31 });
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    const seeds = ['07 0b 08 0a4d0001 00000000 00', '44 14 0d 03 0a4d0001 00000001 0a4d0002 00000000', '86 0e 00000003 05 08 00 02 0001 0010 0000', '82 0b f135 0001 4142 434445 00', ''];
    expectCover('ip', (content) => ethernet({}, content), seeds.map((options) => ipv4({ proto: 17, options: hex(options) }, payload)));
  });
});
