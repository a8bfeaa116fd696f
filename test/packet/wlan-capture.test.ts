import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';
import { checked, frame, snap } from '../build/wlan.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('hi')));
const data = frame(0x0801, snap(0x0800, datagram));
const little = (n: number): Uint8Array => Uint8Array.of(n & 255, n >> 8);
const little4 = (n: number): Uint8Array => Uint8Array.of(n & 255, (n >>> 8) & 255, (n >>> 16) & 255, n >>> 24);

describe('radiotap (radiotap.org)', () => {
  const header = (present: readonly number[], fields: string): Uint8Array => {
    const rest = concat(...present.map(little4), hex(fields));
    return concat(hex('0000'), little(4 + rest.length), rest);
  };

  test('fields, with filling up to their alignment', () => {
    // time (8), flags (1), rate (1), frequency and flags (2+2), signal (1), noise (1), antenna (1), receive flags (2, aligned), extended channel (8, aligned)
    const d = decode(concat(header([0x0004_486f], '0807060504030201 02 0b 6c09 a000 b6 a3 01 00 0100 00000000 0102030405060708'), data), 127);
    expect(d.layers).toEqual(['radiotap', 'wlan', 'llc', 'ip', 'udp', 'data']);
    expect([text(d, 'radiotap.mactime'), text(d, 'radiotap.flags'), text(d, 'radiotap.flags.preamble'), text(d, 'radiotap.datarate')]).toEqual(['72623859790382856', '0x02', 'true', '5.5']);
    expect([text(d, 'radiotap.channel.freq'), text(d, 'radiotap.channel.flags'), text(d, 'radiotap.dbm_antsignal'), text(d, 'radiotap.dbm_antnoise')]).toEqual(['2412', '0x00a0', '-74', '-93']);
    expect([place(d, 'radiotap.mactime'), place(d, 'radiotap.rxflags'), place(d, 'radiotap.xchannel'), tilingProblems(d)]).toEqual(['8-16', '26-28', '28-36', []]);
    expect(text(d, 'frame.protocols')).toBe('radiotap:wlan_radio:wlan:llc:ip:udp:data');
  });

  test('the flags say whether a check sequence follows', () => {
    const told = decode(concat(header([2], '10'), checked(frame(0x0801, snap(0xfff0, ascii('what?'))))), 127);
    expect([text(told, 'data.data'), text(told, 'wlan.fcs.status'), tilingProblems(told)]).toEqual(['776861743f', '1', []]);
    const late = decode(concat(header([3], '0000000000000000 0000000000000000 10').subarray(0, 25), data), 127);
    expect(late.layers[1]).toBe('wlan');
  });

  test('a second word begins anew, one of a maker is skipped by its length', () => {
    const anew = decode(concat(header([0xa000_0020, 0x0000_0820], 'b6 b7 01'), data), 127);
    expect([texts(anew, 'radiotap.dbm_antsignal'), text(anew, 'radiotap.antenna'), tilingProblems(anew)]).toEqual([['-74', '-73'], '1', []]);
    const maker = decode(concat(header([0xc000_0020, 0x0000_0001], 'b6 00 00904c 01 0200 aabb'), data), 127);
    expect([text(maker, 'radiotap.vendor'), texts(maker, 'radiotap.mactime'), tilingProblems(maker)]).toEqual(['00904c010200aabb', [], []]);
    const beyond = decode(concat(header([0x8000_0020, 0x0000_0001], 'b6 0102'), data), 127);
    expect([text(beyond, 'radiotap.data'), tilingProblems(beyond)]).toEqual(['0102', []]);
  });

  test('lengths that lie, cut and short headers', () => {
    expect(decode(hex('0000 0700 00000000'), 127).faults).toMatchObject([{ code: 'length-small', need: 8, had: 7 }]);
    expect(decode(hex('0000 2000 00000000'), 127).faults).toMatchObject([{ code: 'short', need: 32, had: 8 }]);
    expect(decode(hex('0000 2000 00000000'), 127, 90).faults).toMatchObject([{ code: 'cut', need: 32, had: 8 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('radiotap', (content) => content, [
      concat(header([0x0004_486f], '0807060504030201 02 0b 6c09 a000 b6 a3 01 00 0100 00000000 0102030405060708'), data), concat(header([0xa000_0020, 0x0000_0820], 'b6 b7 01'), data),
      concat(header([0xc000_0020, 0x0000_0001], 'b6 00 00904c 01 0200 aabb'), data),
    ], 127);
  });
});

describe('Prism (tcpdump.org LINKTYPE_IEEE802_11_PRISM)', () => {
  const name = concat(ascii('wlan0'), new Uint8Array(11));

  test.each(['little', 'big'])('%s byte order', (order) => {
    const n = (value: number, size: 2 | 4): Uint8Array => {
      const bytes = size === 2 ? little(value) : little4(value);
      return order === 'little' ? bytes : bytes.slice().reverse();
    };
    const d = decode(concat(n(0x44, 4), n(36, 4), name, n(0x00030044, 4), n(0, 2), n(4, 2), n(6, 4), data), 119);
    expect([d.layers.slice(0, 3), text(d, 'prism.msgcode'), text(d, 'prism.msglen'), text(d, 'prism.devname')]).toEqual([['prism', 'wlan', 'llc'], '0x00000044', '36', 'wlan0']);
    expect([text(d, 'prism.did.type'), text(d, 'prism.did.length'), text(d, 'prism.did.value'), tilingProblems(d)]).toEqual(['0x00030044', '4', '6', []]);
  });

  test('lengths that lie', () => {
    expect(decode(concat(little4(0x44), little4(23), name), 119).faults).toMatchObject([{ code: 'length-small', need: 24, had: 23 }]);
    expect(decode(concat(little4(0x44), little4(144), name), 119).faults).toMatchObject([{ code: 'short', need: 144, had: 24 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('prism', (content) => content, [concat(little4(0x44), little4(40), name, hex('44000300 0000 0400 06000000 01020304'), data)], 119);
  });
});

describe('PPI (CACE PPI §3)', () => {
  const common = hex('0200 1400 0807060504030201 0100 0b00 6c09 a000 00 00 b6 a3');
  const header = (dlt: number, ...fields: readonly Uint8Array[]): Uint8Array => {
    const rest = concat(little4(dlt), ...fields);
    return concat(hex('0000'), little(4 + rest.length), rest);
  };

  test('fields about radio, and a check sequence that they tell of', () => {
    const d = decode(concat(header(105, hex('0500 0200 aabb'), common), checked(frame(0x0801, snap(0xfff0, ascii('what?'))))), 192);
    expect([d.layers.slice(0, 2), text(d, 'ppi.dlt'), texts(d, 'ppi.field_type')]).toEqual([['ppi', 'wlan'], '105', ['5', '2']]);
    expect([text(d, 'ppi.80211-common.rate'), text(d, 'ppi.80211-common.chan.freq'), text(d, 'ppi.80211-common.dbm.antsignal')]).toEqual(['5.5', '2412', '-74']);
    expect([text(d, 'data.data'), text(d, 'wlan.fcs.status'), tilingProblems(d)]).toEqual(['776861743f', '1', []]);
  });

  test('other link types, and itself without end', () => {
    const d = decode(concat(header(1), ethernet({}, datagram)), 192);
    expect([d.layers.slice(0, 3), text(d, 'frame.protocols')]).toEqual([['ppi', 'eth', 'ip'], 'ppi:pcap_pktdata:eth:ethertype:ip:udp:data']);
    expect(decode(concat(...Array.from({ length: 60 }, () => header(192))), 192).faults).toMatchObject([{ code: 'nesting' }]);
  });

  test('lengths that lie', () => {
    expect(decode(hex('0000 0700 01000000'), 192).faults).toMatchObject([{ code: 'length-small', need: 8, had: 7 }]);
    expect(decode(concat(header(1, hex('0200 ff00')), ethernet({}, datagram)), 192).faults[0]).toMatchObject({ code: 'option', need: 259, had: 4 });
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('ppi', (content) => content, [concat(header(105, common), data), concat(header(1), ethernet({}, datagram))], 192);
  });
});
