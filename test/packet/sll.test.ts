import { describe, expect, test } from 'vitest';
import { ascii, concat, hex, u16 } from '../build/bytes.ts';
import { decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('hi')));
const stp = hex('424203 0000 00 80 00');

interface Cooked { type?: number; hardware?: number; length?: number; address?: string; protocol?: number }
const cooked = (o: Cooked, content: Uint8Array): Uint8Array => concat(u16(o.type ?? 0), u16(o.hardware ?? 1), u16(o.length ?? 6), hex(o.address ?? '001b2177000a 0000'), u16(o.protocol ?? 0x0800), content);
const cooked2 = (o: Cooked, content: Uint8Array): Uint8Array =>
  concat(u16(o.protocol ?? 0x0800), u16(0), hex('00000003'), u16(o.hardware ?? 1), Uint8Array.of(o.type ?? 0, o.length ?? 6), hex(o.address ?? '001b2177000a 0000'), content);

describe('Linux cooked capture (tcpdump.org LINKTYPE_LINUX_SLL)', () => {
  const d = decode(cooked({ type: 4 }, datagram), 113);

  test('fields and where they stand', () => {
    expect(d.layers).toEqual(['sll', 'ip', 'udp', 'data']);
    expect([text(d, 'sll.pkttype'), text(d, 'sll.hatype'), text(d, 'sll.halen'), text(d, 'sll.src.eth'), text(d, 'sll.etype')]).toEqual(['4', '1', '6', '00:1b:21:77:00:0a', '0x0800']);
    expect([place(d, 'sll.src.eth'), place(d, 'sll.unused'), place(d, 'sll.etype')]).toEqual(['6-12', '12-14', '14-16']);
    expect(text(d, 'frame.protocols')).toBe('sll:ethertype:ip:udp:data');
    expect(tilingProblems(d)).toEqual([]);
  });

  test('addresses of other lengths', () => {
    const v4 = decode(cooked({ length: 4, address: '0a4d000a 00000000' }, datagram), 113);
    expect([text(v4, 'sll.src.ipv4'), place(v4, 'sll.unused'), tilingProblems(v4)]).toEqual(['10.77.0.10', '10-14', []]);
    const none = decode(cooked({ length: 0 }, datagram), 113);
    expect([place(none, 'sll.unused'), tilingProblems(none)]).toEqual(['6-14', []]);
    const long = decode(cooked({ length: 20 }, datagram), 113);
    expect([text(long, 'sll.src.other'), texts(long, 'sll.unused'), tilingProblems(long)]).toEqual(['001b2177000a0000', [], []]);
  });

  test('protocols that are no EtherTypes', () => {
    expect(decode(cooked({ protocol: 4 }, stp), 113).layers).toEqual(['sll', 'llc', 'stp']);
    const ipx = decode(cooked({ protocol: 1 }, concat(hex('ffff 001e 00 00'), new Uint8Array(24))), 113);
    expect([ipx.layers, text(ipx, 'sll.ltype')]).toEqual([['sll', 'ipx'], '0x0001']);
    expect(decode(cooked({ protocol: 3 }, concat(hex('001b21770002 001b2177000a 0800'), datagram)), 113).layers).toEqual(['sll', 'eth', 'ip', 'udp', 'data']);
    expect(decode(cooked({ protocol: 0x000c }, ascii('can')), 113).layers).toEqual(['sll', 'data']);
  });

  test('hardware whose packets say themselves what they are', () => {
    expect(decode(cooked({ hardware: 778 }, datagram), 113).nodes.some((n) => n.path === 'sll.gretype')).toBe(true);
    expect(decode(cooked({ hardware: 770 }, concat(hex('1841 0800'), datagram)), 113).layers.slice(0, 3)).toEqual(['sll', 'fr', 'ip']);
    expect(decode(cooked({ hardware: 803 }, hex('0000 0800 00000000 d400 0000 001122334455')), 113).layers).toEqual(['sll', 'radiotap', 'wlan']);
  });

  test('bytes after the packet are a trailer', () => {
    const trailed = decode(cooked({}, concat(datagram, ascii('tail'))), 113);
    expect([text(trailed, 'sll.trailer'), texts(trailed, 'eth.padding'), tilingProblems(trailed)]).toEqual(['7461696c', [], []]);
  });

  test('cut and short headers', () => {
    const packet = cooked({}, datagram);
    expect(decode(packet.subarray(0, 15), 113, packet.length).faults).toMatchObject([{ code: 'cut', need: 16, had: 15 }]);
    expect(decode(packet.subarray(0, 15), 113).faults).toMatchObject([{ code: 'short', need: 16, had: 15 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('sll', (content) => content, [cooked({}, datagram), cooked({ protocol: 4 }, stp)], 113);
  });
});

describe('Linux cooked capture, version 2 (tcpdump.org LINKTYPE_LINUX_SLL2)', () => {
  const d = decode(cooked2({ type: 4 }, datagram), 276);

  test('the same fields in another order, and the interface', () => {
    expect(d.layers).toEqual(['sll', 'ip', 'udp', 'data']);
    expect([text(d, 'sll.etype'), text(d, 'sll.ifindex'), text(d, 'sll.pkttype'), text(d, 'sll.halen'), text(d, 'sll.src.eth')]).toEqual(['0x0800', '3', '4', '6', '00:1b:21:77:00:0a']);
    expect([place(d, 'sll.etype'), place(d, 'sll.pkttype'), place(d, 'sll.src.eth')]).toEqual(['0-2', '10-11', '12-18']);
    expect([texts(d, 'sll.unused'), tilingProblems(d)]).toEqual([['0000', '0000'], []]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('sll', (content) => content, [cooked2({}, datagram), cooked2({ protocol: 4 }, stp)], 276);
  });
});
