import { describe, expect, test } from 'vitest';
import { ascii, concat, hex, u16, u32 } from '../build/bytes.ts';
import { decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, fd77, ipv4, ipv6, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('hi')));

describe('NFLOG (tcpdump.org LINKTYPE_NFLOG)', () => {
  type Number16 = (n: number) => Uint8Array;
  const little: Number16 = (n) => Uint8Array.of(n & 255, n >> 8);
  const element = (number: Number16, type: number, content: Uint8Array, length = 4 + content.length): Uint8Array => concat(number(length), number(type), content, new Uint8Array((4 - (content.length % 4)) % 4));
  const message = (number: Number16, family: number, packet: Uint8Array, ...after: readonly Uint8Array[]): Uint8Array =>
    concat(Uint8Array.of(family, 0), u16(5), element(number, 1, hex('0800 01 00')), element(number, 4, u32(2)), element(number, 10, ascii('log: \0')), element(number, 11, u32(1000)), element(number, 9, packet), ...after);

  test.each([['little', little], ['big', u16]])('elements in %s byte order', (_, number) => {
    const d = decode(message(number, 2, datagram), 239);
    expect([d.layers.slice(0, 2), text(d, 'nflog.family'), text(d, 'nflog.res_id'), texts(d, 'nflog.tlv_type')]).toEqual([['nflog', 'ip'], '2', '5', ['1', '4', '10', '11', '9']]);
    expect([text(d, 'nflog.protocol'), text(d, 'nflog.hook'), text(d, 'nflog.ifindex_indev'), text(d, 'nflog.prefix'), text(d, 'nflog.uid')]).toEqual(['0x0800', '1', '2', 'log: ', '1000']);
    expect([place(d, 'nflog.hook'), tilingProblems(d)]).toEqual(['10-11', []]);
  });

  test('what the packet is of', () => {
    expect(decode(message(little, 10, ipv6({ next: 59, src: fd77(1) }, new Uint8Array(0))), 239).layers[1]).toBe('ipv6');
    expect(decode(message(little, 7, datagram), 239).layers[1]).toBe('ip');
    expect(decode(concat(hex('07 00 0005'), element(little, 9, ascii('????'))), 239).layers).toEqual(['nflog', 'data']);
  });

  test('elements after the packet', () => {
    const odd = ipv4({ proto: 17 }, udp({}, ascii('odd')));
    const d = decode(message(little, 2, odd, element(little, 14, u32(7))), 239);
    expect([text(d, 'nflog.gid'), text(d, 'udp.length'), tilingProblems(d)]).toEqual(['7', '11', []]);
  });

  test('lengths that lie', () => {
    expect(decode(hex('02 00 0000 0001 0100 0000 0000'), 239).faults).toMatchObject([{ code: 'option', at: 4, need: 256, had: 8 }]);
    expect(decode(hex('02 00 0000 0300 0100 0000 0000'), 239).faults[0]).toMatchObject({ code: 'length-small', at: 4, need: 4, had: 3 });
    expect(decode(concat(hex('02 00 0000'), element(little, 9, datagram, 200)), 239).faults[0]).toMatchObject({ code: 'length-big', need: 196, had: datagram.length + 2 });
    expect(decode(hex('0200'), 239).faults).toMatchObject([{ code: 'short', need: 4, had: 2 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('nflog', (content) => content, [message(little, 2, datagram), message(u16, 2, datagram), message(little, 2, datagram, element(little, 14, u32(7)))], 239);
  });
});

describe('PKTAP (tcpdump.org LINKTYPE_PKTAP)', () => {
  const text20 = (s: string): Uint8Array => concat(ascii(s), new Uint8Array(20 - s.length));
  const header = (length: number, dlt: number): Uint8Array => concat(
    Uint8Array.of(length, 0, 0, 0, 1, 0, 0, 0, dlt, 0, 0, 0), text20('en0'), new Uint8Array(4), hex('02000000 02000000 0e000000 00000000 00020000'), text20('curl'), hex('00000000 0600 0100 ffffffff'), text20(''),
    new Uint8Array(length - 108),
  );

  test('fields and where they stand', () => {
    const d = decode(concat(header(112, 1), ethernet({}, datagram)), 258);
    expect([d.layers.slice(0, 3), text(d, 'pktap.dlt'), text(d, 'pktap.ifname'), text(d, 'pktap.pid'), text(d, 'pktap.cmdname'), text(d, 'pktap.iftype')]).toEqual([['pktap', 'eth', 'ip'], '1', 'en0', '512', 'curl', '6']);
    expect([place(d, 'pktap.cmdname'), text(d, 'pktap.rest'), text(d, 'frame.protocols'), tilingProblems(d)]).toEqual(['56-76', '00000000', 'pktap:pcap_pktdata:eth:ethertype:ip:udp:data', []]);
  });

  test('lengths that lie, cut and short headers', () => {
    expect(decode(concat(header(108, 1)).fill(0, 0, 1), 258).faults).toMatchObject([{ code: 'length-small', need: 108, had: 0 }]);
    expect(decode(header(108, 1).subarray(0, 60), 258).faults).toMatchObject([{ code: 'short', need: 108, had: 60 }]);
    expect(decode(header(108, 1).subarray(0, 60), 258, 200).faults).toMatchObject([{ code: 'cut', need: 108, had: 60 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('pktap', (content) => content, [concat(header(108, 1), ethernet({}, datagram))], 258);
  });
});
