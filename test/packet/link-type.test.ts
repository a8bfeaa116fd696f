import { describe, expect, test } from 'vitest';
import { nameOf } from '../../src/base/value.ts';
import { fieldByPath } from '../../src/analysis/lookup.ts';
import { ascii, concat, hex, u32 } from '../build/bytes.ts';
import { decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, fd77, ipv4, ipv6, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('hi')));
const datagram6 = ipv6({ next: 59, src: fd77(1), dst: fd77(2) }, new Uint8Array(0));

describe('link types (draft-ietf-opsawg-pcaplinktype)', () => {
  test('an unknown one is shown as bytes, with its number and name', () => {
    const d = decode(ascii('frame'), 195);
    expect([d.layers, text(d, 'data.data'), text(d, 'frame.link_type')]).toEqual([['data'], '6672616d65', '195']);
    expect(nameOf(fieldByPath('frame.link_type')!, 195)).toBe('802.15.4');
    expect([decode(ascii('frame'), 4711).layers, nameOf(fieldByPath('frame.link_type')!, 4711)]).toEqual([['data'], undefined]);
  });

  test('an empty packet of any kind is a fault, or nothing', () => {
    for (let type = 0; type < 302; type++) expect(decode(new Uint8Array(0), type).layers.length, `link type ${type}`).toBe(1);
  });
});

describe('raw IP', () => {
  test.each([12, 14, 101])('link type %i: the packet says its version', (type) => {
    expect(decode(datagram, type).layers).toEqual(['raw', 'ip', 'udp', 'data']);
    expect(decode(datagram6, type).layers.slice(0, 2)).toEqual(['raw', 'ipv6']);
    expect(decode(hex('00'), type).layers).toEqual(['raw', 'data']);
  });

  test('link types 228 and 229 begin with the version that they are of', () => {
    expect(decode(datagram, 228).layers[0]).toBe('ip');
    expect(decode(datagram6, 229).layers[0]).toBe('ipv6');
    expect(decode(datagram6, 228).faults).toMatchObject([{ code: 'version', need: 4, had: 6 }]);
  });
});

describe('BSD loopback', () => {
  const little = (family: number): Uint8Array => Uint8Array.of(family & 255, family >> 8, 0, 0);

  test.each([['little', little(2)], ['big', u32(2)], ['16 bits', hex('00 02 00 00')]])('the family in %s byte order', (_, header) => {
    const d = decode(concat(header, datagram), 0);
    expect([d.layers.slice(0, 2), text(d, 'null.family'), place(d, 'null.family')]).toEqual([['null', 'ip'], '2', '0-4']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test.each([10, 23, 24, 26, 28, 30])('family %i is IPv6 on some system', (family) => {
    expect(decode(concat(little(family), datagram6), 0).layers[1]).toBe('ipv6');
    expect(decode(concat(u32(family), datagram6), 108).layers[1]).toBe('ipv6');
  });

  test('a family that is not known, and an EtherType', () => {
    expect(decode(concat(little(99), ascii('?')), 0).layers).toEqual(['null', 'data']);
    const typed = decode(concat(hex('0f00 0800'), datagram), 0);
    expect([typed.layers[1], text(typed, 'null.type'), texts(typed, 'null.family')]).toEqual(['ip', '0x0800', []]);
  });

  test('cut and short headers', () => {
    expect(decode(hex('0200'), 0).faults).toMatchObject([{ code: 'short', need: 4, had: 2 }]);
    expect(decode(hex('0200'), 0, 40).faults).toMatchObject([{ code: 'cut', need: 4, had: 2 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('null', (content) => content, [concat(u32(2), datagram), concat(little(30), datagram6)], 0);
  });
});

describe('SLIP (RFC 1055)', () => {
  test('a header of the capture, and the packet in full', () => {
    const d = decode(concat(hex('01 40'), new Uint8Array(14), datagram), 8);
    expect([d.layers.slice(0, 2), text(d, 'slip.direction'), text(d, 'slip.type')]).toEqual([['slip', 'ip'], '1', '0x40']);
    expect([nameOf(fieldByPath('slip.type')!, 0x8f), tilingProblems(d)]).toEqual(['TCP with compressed headers', []]);
    expect(decode(hex('00 40'), 8).faults).toMatchObject([{ code: 'short', need: 16, had: 2 }]);
  });
});

describe('classical IP over ATM (RFC 2225)', () => {
  test('with and without LLC (RFC 2684 §5.1)', () => {
    expect(decode(datagram, 106).layers.slice(0, 2)).toEqual(['clip', 'ip']);
    expect(decode(concat(hex('aaaa03 000000 0800'), datagram), 106).layers.slice(0, 3)).toEqual(['clip', 'llc', 'ip']);
    expect(decode(hex('aaaa03'), 106).layers).toEqual(['clip', 'data']);
  });
});

describe('Juniper Ethernet (tcpdump.org)', () => {
  const header = hex('4d4743 80 0005 03 01 01 04 00');

  test('extensions before the frame', () => {
    const d = decode(concat(header, ethernet({}, datagram)), 178);
    expect([d.layers.slice(0, 3), text(d, 'juniper.ext_total_len'), texts(d, 'juniper.ext.type')]).toEqual([['juniper', 'eth', 'ip'], '5', ['3', '4']]);
    expect(tilingProblems(d)).toEqual([]);
    expect(decode(concat(hex('4d4743 01'), ethernet({}, datagram)), 178).layers[1]).toBe('eth');
  });

  test('what does not begin with the magic number, and a length that lies', () => {
    expect(decode(hex('4d4744 00'), 178).faults).toMatchObject([{ code: 'value', need: 0x4d4743, had: 0x4d4744 }]);
    expect(decode(hex('4d4743 80 0010 0102'), 178).faults).toMatchObject([{ code: 'short', need: 22, had: 8 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('juniper', (content) => concat(hex('4d4743'), content), [concat(header.subarray(3), ethernet({}, datagram))], 178);
  });
});
