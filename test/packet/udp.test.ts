import { describe, expect, test } from 'vitest';
import { ascii, concat, hex, u16 } from '../build/bytes.ts';
import { decode, decodeAll, place, text, texts } from '../build/decode.ts';
import { icmpPacket } from '../build/icmp.ts';
import { ipv6Packet, udp6 } from '../build/ipv6.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, ipv6, udp, type UdpOptions } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const AT = 34;
const packet = (o: UdpOptions, payload: Uint8Array = ascii('abc')): Uint8Array =>
  ethernet({}, ipv4({ proto: 17, src: o.src ?? '10.77.0.10', dst: o.dst ?? '10.77.0.2' }, udp(o, payload)));

describe('UDP (RFC 768)', () => {
  const d = decode(packet({ sport: 40000, dport: 9 }));

  test('fields and where they stand', () => {
    expect([text(d, 'udp.srcport'), text(d, 'udp.dstport'), text(d, 'udp.length'), text(d, 'udp.payload')]).toEqual(['40000', '9', '11', '616263']);
    expect([place(d, 'udp.length'), place(d, 'udp.checksum')]).toEqual([`${AT + 4}-${AT + 6}`, `${AT + 6}-${AT + 8}`]);
    expect([tilingProblems(d), d.faults]).toEqual([[], []]);
  });

  test('the checksum covers the addresses; 0: the sender did without', () => {
    expect(text(d, 'udp.checksum.status')).toBe('1');
    const wrong = decode(packet({ checksum: 0x1234 }));
    expect([text(wrong, 'udp.checksum.status'), text(wrong, 'udp.checksum_calculated')]).toEqual(['0', text(d, 'udp.checksum')]);
    expect(text(decode(packet({ checksum: 0 })), 'udp.checksum.status')).toBe('3');
  });

  test('bytes after the stated length belong to nobody', () => {
    expect(text(decode(ethernet({}, ipv4({ proto: 17 }, concat(udp({}, ascii('abc')), hex('0000'))))), 'data.len')).toBe('3');
  });
});

describe('lengths that lie', () => {
  test('more than there is, less than the header', () => {
    expect(decode(packet({ length: 100 })).faults).toMatchObject([{ code: 'length-big', need: 100, had: 11 }]);
    const d = decode(packet({ length: 7 }));
    expect([d.faults, text(d, 'udp.dstport'), text(d, 'udp.checksum'), d.layers]).toMatchObject([[{ code: 'length-small', need: 8, had: 7 }], '9', undefined, ['eth', 'ip', 'udp']]);
  });

  test('0 is one of IPv6 alone, or of a packet that a card is to cut (RFC 2675 §4)', () => {
    expect(decode(packet({ length: 0 })).faults).toMatchObject([{ code: 'length-small', had: 0 }]);
    const jumbo = udp6(ascii('abc'));
    jumbo.set(u16(0), 4);
    expect(text(decode(ipv6Packet({ next: 17 }, jumbo)), 'data.len')).toBe('3');
    expect(text(decode(ethernet({}, ipv4({ proto: 17, length: 0 }, udp({ length: 0 }, ascii('abc'))))), 'data.len')).toBe('3');
  });

  test('a header that ends early keeps its whole fields', () => {
    const d = decode(ethernet({}, ipv4({ proto: 17 }, udp({}, ascii('')).slice(0, 5))));
    expect([texts(d, 'udp.dstport'), texts(d, 'udp.length'), place(d, 'udp')]).toEqual([['9'], [], `${AT}-${AT + 4}`]);
    expect(d.faults).toMatchObject([{ code: 'short', need: 8, had: 5 }]);
  });
});

describe('pairs of ports', () => {
  test('both ways are one stream; quotations belong to it, what cannot be read does not', () => {
    const back = packet({ src: '10.77.0.2', dst: '10.77.0.10', sport: 9, dport: 40000 });
    const other = packet({ sport: 40001 });
    const quoted = icmpPacket(3, 3, concat(new Uint8Array(4), other.subarray(14)));
    const d = decodeAll([packet({}), back, packet({ sport: 40002, length: 4 }), quoted, other]);
    expect(d.map((each) => text(each, 'udp.stream'))).toEqual(['0', '0', undefined, '1', '1']);
    expect(d.map((each) => text(each, 'udp.time_relative'))).toEqual(['0.000000000', '1.000000000', undefined, undefined, '1.000000000']);
    expect(text(d[4]!, 'udp.time_delta')).toBe('1.000000000');
  });
});

describe('UDP-Lite (RFC 3828 §3.1)', () => {
  const lite = (coverage: number, src: Uint8Array): Uint8Array => {
    src.set(u16(coverage), 4);
    return src;
  };

  test('the checksum covers as much as it says', () => {
    const all = decode(ethernet({}, ipv4({ proto: 136 }, lite(0, udp({ dport: 9 }, ascii('abc'))))));
    expect([all.layers, text(all, 'udp.checksum_coverage'), text(all, 'udp.dstport'), text(all, 'data.len')]).toEqual([['eth', 'ip', 'udplite', 'data'], '0', '9', '3']);
    const header = hex('9c40 0009 0008 0000 616263');
    // 10.77.0.10 + 10.77.0.2, protocol 136 and length 11, and the covered header.
    header.set(u16(~(0x0a4d + 0x000a + 0x0a4d + 0x0002 + 136 + 11 + 0x9c40 + 0x0009 + 0x0008) & 0xffff), 6);
    const d = decode(ethernet({}, ipv4({ proto: 136 }, header)));
    expect(text(d, 'udp.checksum.status')).toBe('1');
    header[10] = 0x7a;
    expect(text(decode(ethernet({}, ipv4({ proto: 136 }, header))), 'udp.checksum.status')).toBe('1');
    header[0] = 0x7a;
    expect(text(decode(ethernet({}, ipv4({ proto: 136 }, header))), 'udp.checksum.status')).toBe('0');
    expect(tilingProblems(d)).toEqual([]);
  });

  test('its streams are counted with those of UDP', () => {
    const plain = udp({ sport: 40001, dport: 9 }, ascii('abc'));
    const d = decodeAll([ethernet({}, ipv4({ proto: 17 }, udp({}, ascii('abc')))), ethernet({}, ipv4({ proto: 136 }, lite(0, plain))), ethernet({}, ipv4({ proto: 136 }, lite(0, plain)))]);
    expect([d.map((each) => text(each, 'udp.stream')), text(d[2]!, 'udp.time_delta'), text(d[2]!, 'udp.payload')]).toEqual([['0', '1', '1'], '1.000000000', '616263']);
  });

  test('less than the header cannot be covered', () => {
    expect(decode(ethernet({}, ipv4({ proto: 136 }, lite(7, udp({}, ascii('abc')))))).faults).toMatchObject([{ code: 'length-small', need: 8, had: 7 }]);
  });
});

describe('hostile UDP', () => {
  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('udp', (content) => ethernet({}, ipv4({ proto: 17 }, content)), [udp({}, ascii('abc'))]);
    expectCover('udp', (content) => ethernet({ type: 0x86dd }, ipv6({ next: 17 }, content)), [udp({}, ascii('abc'))]);
    expectCover('udplite', (content) => ethernet({}, ipv4({ proto: 136 }, content)), [udp({}, ascii('abc'))]);
  });
});
