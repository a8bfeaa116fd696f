import { describe, expect, test } from 'vitest';
import { crc32 } from '../../src/base/crc32.ts';
import { nameOf } from '../../src/base/value.ts';
import { fieldByPath } from '../../src/analysis/lookup.ts';
import { ascii, concat, hex } from '../build/bytes.ts';
import { decode, decoder, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, mac, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('hi')));
const zeros = (n: number): Uint8Array => new Uint8Array(n);
/** The check sequence goes low byte first (IEEE 802.3 §3.2.9). */
const withFcs = (frame: Uint8Array): Uint8Array => {
  const crc = crc32(0, frame);
  return concat(frame, Uint8Array.of(crc & 255, (crc >>> 8) & 255, (crc >>> 16) & 255, crc >>> 24));
};

describe('Ethernet header (IEEE 802.3 §3.1.1)', () => {
  const d = decode(ethernet({ dst: '33:33:00:00:00:01', src: '02:1b:21:77:00:0a' }, datagram));

  test('fields and where they stand', () => {
    expect(d.layers).toEqual(['eth', 'ip', 'udp', 'data']);
    expect([text(d, 'eth.dst'), text(d, 'eth.src'), text(d, 'eth.type')]).toEqual(['33:33:00:00:00:01', '02:1b:21:77:00:0a', '0x0800']);
    expect([place(d, 'eth.dst'), place(d, 'eth.src'), place(d, 'eth.type')]).toEqual(['0-6', '6-12', '12-14']);
    expect([text(d, 'eth.dst.ig'), text(d, 'eth.dst.lg'), text(d, 'eth.src.ig'), text(d, 'eth.src.lg')]).toEqual(['true', 'true', 'false', 'true']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a number up to 1500 is a length, one from 1536 a type, one between them neither (§3.2.6)', () => {
    expect(text(decode(ethernet({ type: 1500 }, zeros(1500))), 'eth.len')).toBe('1500');
    expect(text(decode(ethernet({ type: 1501 }, zeros(50))), 'eth.invalid_lentype')).toBe('0x05dd');
    expect(text(decode(ethernet({ type: 1535 }, zeros(50))), 'eth.invalid_lentype')).toBe('0x05ff');
    expect(text(decode(ethernet({ type: 1536 }, zeros(50))), 'eth.type')).toBe('0x0600');
    expect(decode(ethernet({ type: 1501 }, zeros(50))).layers).toEqual(['eth', 'data']);
  });

  test('a length of 0 leaves open what follows', () => {
    const open = decode(ethernet({ type: 0 }, ascii('what?')));
    expect([text(open, 'eth.type'), open.layers, open.faults]).toEqual(['0x0000', ['eth', 'data'], []]);
  });

  test('a length that says more than there is', () => {
    expect(decode(ethernet({ type: 60 }, hex('42 42 03'))).faults).toMatchObject([{ code: 'length-big', at: 14, need: 60, had: 3 }]);
  });

  test('a frame shorter than its header', () => {
    expect(decode(hex('000c2977')).faults).toMatchObject([{ code: 'short', need: 14, had: 4 }]);
    expect(decode(hex('000c2977'), 1, 60).faults).toMatchObject([{ code: 'cut', need: 14, had: 4 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('eth', (content) => content, [ethernet({}, datagram), withFcs(ethernet({}, concat(datagram, zeros(30)))), ethernet({ type: 3 }, hex('42 42 03'))]);
  });
});

describe('what stands after the packet', () => {
  test('zeros up to 60 bytes are padding, what follows is a trailer (IEEE 802.3 §3.2.8)', () => {
    const d = decode(ethernet({}, concat(datagram, zeros(60 - 14 - datagram.length), ascii('tail'))));
    expect([place(d, 'eth.padding'), place(d, 'eth.trailer')]).toEqual([`${14 + datagram.length}-60`, '60-64']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('zeros that do not reach 60 bytes, and bytes that are not zero, are a trailer', () => {
    expect(text(decode(ethernet({}, concat(datagram, zeros(4)))), 'eth.trailer')).toBe('00000000');
    const d = decode(ethernet({}, concat(datagram, zeros(59 - 14 - datagram.length), ascii('x'))));
    expect([texts(d, 'eth.padding'), place(d, 'eth.trailer')]).toEqual([[], `${14 + datagram.length}-60`]);
  });

  test('what is left after the length of an 802.3 frame is padding', () => {
    const d = decode(ethernet({ type: 3 }, concat(hex('42 42 03'), zeros(43))));
    expect([d.layers, place(d, 'eth.padding')]).toEqual([['eth', 'llc'], '17-60']);
  });

  test('padding is found through labels and LLC, which have no end of their own', () => {
    const labelled = decode(ethernet({ type: 0x8847 }, concat(hex('00064140'), datagram, zeros(60 - 18 - datagram.length))));
    expect([labelled.layers.slice(0, 3), place(labelled, 'eth.padding'), tilingProblems(labelled)]).toEqual([['eth', 'mpls', 'ip'], `${18 + datagram.length}-60`, []]);
    const inLlc = decode(ethernet({ type: 10 + datagram.length }, concat(hex('aaaa03 000000 0800'), datagram, hex('0000'))));
    expect([text(inLlc, 'eth.trailer'), tilingProblems(inLlc)]).toEqual(['0000', []]);
  });

  test('a check sequence that the capture tells of is checked, and no part of what the frame carries (IEEE 802.3 §3.2.9)', () => {
    const frame = withFcs(ethernet({ type: 0xfff0 }, ascii('unknown')));
    const d = decoder(1, 4)(frame, frame.length);
    expect([text(d, 'data.data'), place(d, 'eth.fcs'), text(d, 'eth.fcs.status')]).toEqual(['756e6b6e6f776e', '21-25', '1']);
    frame[0]! ^= 1;
    expect(text(decoder(1, 4)(frame, frame.length), 'eth.fcs.status')).toBe('0');
    const cut = decoder(1, 4)(frame.subarray(0, 20), frame.length);
    expect([text(cut, 'data.data'), texts(cut, 'eth.fcs')]).toEqual(['756e6b6e6f77', []]);
  });

  test('a check sequence that nobody told of proves itself', () => {
    const frame = withFcs(ethernet({}, concat(datagram, zeros(60 - 14 - datagram.length))));
    const d = decode(frame);
    expect([text(d, 'eth.fcs.status'), place(d, 'eth.fcs'), texts(d, 'eth.trailer')]).toEqual(['1', '60-64', []]);
    frame[63]! ^= 1;
    expect([texts(decode(frame), 'eth.fcs'), place(decode(frame), 'eth.trailer')]).toEqual([[], '60-64']);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('whose addresses they are', () => {
  const meaning = (address: string): string | undefined => nameOf(fieldByPath('eth.dst')!, mac(address));

  test.each([
    ['00:0c:29:77:00:02', 'VMware'], ['b8:27:eb:01:02:03', 'Raspberry Pi'], ['52:54:00:12:34:56', 'Realtek'], ['00:00:0c:01:02:03', 'Cisco'],
    ['ff:ff:ff:ff:ff:ff', 'broadcast: everyone'], ['00:00:00:00:00:00', 'no address'], ['01:80:c2:00:00:00', 'all bridges (spanning tree)'],
    ['01:00:5e:00:00:fb', 'IPv4 multicast'], ['01:00:5e:7f:ff:ff', 'IPv4 multicast'], ['33:33:ff:00:00:01', 'IPv6 multicast'], ['00:00:5e:00:01:07', 'VRRP router (IPv4)'], ['02:42:ac:11:00:02', 'Docker container'],
  ])('%s is %s', (address, name) => {
    expect(meaning(address)).toBe(name);
  });

  test.each(['01:00:5e:80:00:00', '06:07:08:09:0a:0b', '33:32:00:00:00:01'])('%s says nothing', (address) => {
    expect(meaning(address)).toBeUndefined();
  });
});

test('the check sequence is the CRC-32 that ends in its residue (IEEE 802.3 §3.2.9)', () => {
  expect(crc32(0, ascii('123456789'))).toBe(0xcbf43926);
  expect(crc32(0, withFcs(ascii('any bytes')))).toBe(0x2144df1c);
});
