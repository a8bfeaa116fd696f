import { describe, expect, test } from 'vitest';
import { concat, hex, u16 } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { arp, ethernet } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const AT = 14;
const packet = (content: Uint8Array, type = 0x0806): Uint8Array => ethernet({ type }, content);
const purpose = (d: Decoded): string[] => ['arp.isgratuitous', 'arp.isprobe', 'arp.isannouncement'].filter((path) => text(d, path) === 'true');

describe('ARP on Ethernet (RFC 826)', () => {
  const d = decode(packet(arp({ opcode: 1, src: '10.77.0.10', dst: '10.77.0.2' })));

  test('fields and where they stand', () => {
    expect(d.layers).toEqual(['eth', 'arp']);
    expect([text(d, 'arp.hw.type'), text(d, 'arp.proto.type'), text(d, 'arp.hw.size'), text(d, 'arp.proto.size'), text(d, 'arp.opcode')]).toEqual(['1', '0x0800', '6', '4', '1']);
    expect([text(d, 'arp.src.hw_mac'), text(d, 'arp.src.proto_ipv4')]).toEqual(['00:1b:21:77:00:0a', '10.77.0.10']);
    expect([text(d, 'arp.dst.hw_mac'), text(d, 'arp.dst.proto_ipv4')]).toEqual(['00:00:00:00:00:00', '10.77.0.2']);
    expect([place(d, 'arp.src.hw_mac'), place(d, 'arp.dst.proto_ipv4')]).toEqual([`${AT + 8}-${AT + 14}`, `${AT + 24}-${AT + 28}`]);
    expect(tilingProblems(d)).toEqual([]);
    expect(d.faults).toEqual([]);
  });

  test('bytes after it are padding of the frame', () => {
    const padded = decode(packet(concat(arp({}), new Uint8Array(18))));
    expect([place(padded, 'eth.padding'), padded.faults.length]).toEqual([`${AT + 28}-${AT + 46}`, 0]);
  });

  test('reverse ARP has a type of its own (RFC 903)', () => {
    const reverse = decode(packet(arp({ opcode: 3 }), 0x8035));
    expect([reverse.layers[1], text(reverse, 'arp.opcode')]).toEqual(['arp', '3']);
  });
});

describe('what a packet is for (RFC 5227 §1.1, RFC 5944 §4.6)', () => {
  const of = (o: Parameters<typeof arp>[0]): string[] => purpose(decode(packet(arp(o))));

  test('probe: no sender yet, and nobody known', () => {
    expect(of({ opcode: 1, src: '0.0.0.0', dst: '10.77.0.2' })).toEqual(['arp.isprobe']);
    expect(of({ opcode: 1, src: '0.0.0.0', dst: '10.77.0.2', dstMac: 'ff:ff:ff:ff:ff:ff' })).toEqual([]);
    expect(of({ opcode: 2, src: '0.0.0.0', dst: '10.77.0.2' })).toEqual([]);
  });

  test('announcement: a question about oneself', () => {
    expect(of({ opcode: 1, src: '10.77.0.2', dst: '10.77.0.2' })).toEqual(['arp.isgratuitous', 'arp.isannouncement']);
    expect(of({ opcode: 1, src: '10.77.0.2', dst: '10.77.0.2', dstMac: 'ff:ff:ff:ff:ff:ff' })).toEqual(['arp.isgratuitous']);
  });

  test('an answer about oneself is gratuitous, too; other opcodes are not', () => {
    expect(of({ opcode: 2, src: '10.77.0.2', dst: '10.77.0.2' })).toEqual(['arp.isgratuitous']);
    expect(of({ opcode: 8, src: '10.77.0.2', dst: '10.77.0.2' })).toEqual([]);
    expect(of({ opcode: 1 })).toEqual([]);
  });
});

describe('addresses of other kinds', () => {
  const header = (hw: number, proto: number, hwSize: number, protoSize: number, opcode = 1): Uint8Array => concat(u16(hw), u16(proto), Uint8Array.of(hwSize, protoSize), u16(opcode));

  test('hardware addresses that are not of Ethernet', () => {
    const d = decode(packet(concat(header(15, 0x0800, 2, 4, 8), hex('1841 0a4d000a 0000 0a4d0002'))));
    expect([text(d, 'arp.src.hw'), text(d, 'arp.src.proto_ipv4'), text(d, 'arp.dst.hw'), text(d, 'arp.dst.proto_ipv4')]).toEqual(['1841', '10.77.0.10', '0000', '10.77.0.2']);
    expect(texts(d, 'arp.src.hw_mac')).toEqual([]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('IEEE 802 has addresses like those of Ethernet', () => {
    expect(text(decode(packet(concat(header(6, 0x0800, 6, 4), hex('001b2177000a 0a4d000a 000000000000 0a4d0002')))), 'arp.src.hw_mac')).toBe('00:1b:21:77:00:0a');
  });

  test('protocol addresses that are not of IPv4', () => {
    const d = decode(packet(concat(header(1, 0x8137, 6, 5), hex('001b2177000a 0102030405 000000000000 0102030406'))));
    expect([text(d, 'arp.src.proto'), text(d, 'arp.dst.proto'), texts(d, 'arp.src.proto_ipv4').length]).toEqual(['0102030405', '0102030406', 0]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('addresses of no length', () => {
    const d = decode(packet(header(1, 0x0800, 0, 0)));
    expect(d.nodes.some((n) => n.path.startsWith('arp.src') || n.path.startsWith('arp.dst'))).toBe(false);
    expect(d.faults).toEqual([]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('ATM has lengths of its own (RFC 2225 §8.6)', () => {
    const d = decode(packet(hex('0013 0800 14 00 0001 04 53 02 04 0102030405060708090a0b0c0d0e0f1011121314 0a4d000a 4142434445464748494a4b4c4d4e4f50515253 aabb 0a4d0002')));
    expect([text(d, 'arp.src.hlen'), text(d, 'arp.src.slen'), text(d, 'arp.src.pln'), text(d, 'arp.dst.htype'), text(d, 'arp.dst.hlen'), text(d, 'arp.dst.slen')]).toEqual(['20', '0', '4', 'true', '19', '2']);
    expect([text(d, 'arp.src.atm_num_nsap'), text(d, 'arp.src.proto_ipv4')]).toEqual(['0102030405060708090a0b0c0d0e0f1011121314', '10.77.0.10']);
    expect([text(d, 'arp.dst.atm_subaddr'), text(d, 'arp.dst.proto_ipv4'), text(d, 'arp.opcode')]).toEqual(['aabb', '10.77.0.2', '1']);
    expect(texts(d, 'arp.hw.size')).toEqual([]);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('hostile ARP', () => {
  test('addresses that are not there', () => {
    const d = decode(packet(arp({}).subarray(0, 20)));
    expect([text(d, 'arp.src.proto_ipv4'), text(d, 'arp.data'), texts(d, 'arp.dst.hw_mac').length]).toEqual(['10.77.0.10', '0000', 0]);
    expect(d.faults).toMatchObject([{ code: 'short', need: 28, had: 20 }]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a cut packet is told from a short one', () => {
    const whole = packet(arp({}));
    expect(decode(whole.subarray(0, AT + 20), 1, whole.length).faults).toMatchObject([{ code: 'cut', need: 28, had: 20 }]);
  });

  test('sizes that lie', () => {
    const lying = arp({});
    lying[4] = 255;
    lying[5] = 255;
    const d = decode(packet(lying));
    expect(d.faults).toMatchObject([{ code: 'short', need: 8 + 2 * 510, had: 28 }]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('any bytes: nothing throws, and the parts cover the packet', () => {
    expectCover('arp', (content) => packet(content), [arp({}), hex('0013 0800 14 00 0001 04 04 00 04 0102030405060708090a0b0c0d0e0f1011121314 0a4d000a 01020304 0a4d0002')]);
  });
});
