import { describe, expect, test } from 'vitest';
import { ascii, concat, hex, u16 } from '../build/bytes.ts';
import { type Decoded, decode, decoder, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';
import { checked, first, fourth, frame, second, snap } from '../build/wlan.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('hi')));
const packet = snap(0x0800, datagram);
const of = (content: Uint8Array): Decoded => decode(content, 105);
const address = (n: number): string => `00:1b:21:77:00:0${n}`;

describe('802.11 frame control (IEEE 802.11 §9.2.4.1)', () => {
  const d = of(frame(0x8861, hex('0700'), packet));

  test('type, subtype and flags', () => {
    expect([text(d, 'wlan.fc'), text(d, 'wlan.fc.type'), text(d, 'wlan.fc.subtype'), text(d, 'wlan.fc.type_subtype')]).toEqual(['0x8861', '2', '8', '0x0028']);
    expect([text(d, 'wlan.flags'), text(d, 'wlan.fc.ds'), text(d, 'wlan.fc.tods'), text(d, 'wlan.fc.fromds'), text(d, 'wlan.fc.protected'), text(d, 'wlan.fc.moredata')]).toEqual(
      ['0x61', '0x01', 'true', 'false', 'true', 'true'],
    );
    expect([text(d, 'wlan.duration'), place(d, 'wlan.duration')]).toEqual(['44', '2-4']);
  });

  test('another version is a fault', () => {
    expect(of(frame(0x0900, packet)).faults).toMatchObject([{ code: 'version', need: 0, had: 1 }]);
  });

  test('cut and short headers', () => {
    expect(decode(frame(0x0801, packet).subarray(0, 20), 105, 100).faults).toMatchObject([{ code: 'cut', need: 24, had: 20 }]);
    expect(of(hex('08')).faults).toMatchObject([{ code: 'short', need: 2, had: 1 }]);
    expect(of(hex('b400 0000 001b21770001')).faults).toMatchObject([{ code: 'short', need: 16, had: 10 }]);
  });
});

describe('addresses by the DS bits (IEEE 802.11 §9.3.2.1.2)', () => {
  test.each([
    [0x0800, { da: 1, sa: 2, bssid: 3 }], [0x0801, { bssid: 1, sa: 2, da: 3 }], [0x0802, { da: 1, bssid: 2, sa: 3 }],
  ])('frame control %i', (control, roles) => {
    const d = of(frame(control, packet));
    expect([text(d, 'wlan.ra'), text(d, 'wlan.ta')]).toEqual([address(1), address(2)]);
    for (const [role, n] of Object.entries(roles)) expect(text(d, `wlan.${role}`), role).toBe(address(n));
    expect([text(d, 'wlan.seq'), text(d, 'wlan.frag'), d.layers, tilingProblems(d)]).toEqual(['291', '0', ['wlan', 'llc', 'ip', 'udp', 'data'], []]);
  });

  test('four of them between access points', () => {
    const d = of(frame(0x8803, fourth, hex('0000'), packet));
    expect([text(d, 'wlan.da'), text(d, 'wlan.sa'), place(d, 'wlan.sa'), texts(d, 'wlan.bssid'), d.layers[1], tilingProblems(d)]).toEqual([address(3), address(4), '24-30', [], 'llc', []]);
  });
});

describe('data frames', () => {
  test('quality of service (§9.2.4.5)', () => {
    const d = of(frame(0x8802, hex('7605'), packet));
    expect([text(d, 'wlan.qos'), text(d, 'wlan.qos.tid'), text(d, 'wlan.qos.priority'), text(d, 'wlan.qos.eosp'), text(d, 'wlan.qos.ack'), text(d, 'wlan.qos.ps_buf_state')]).toEqual(
      ['0x0576', '6', '6', 'true', '0x0003', '0x0005'],
    );
    expect(tilingProblems(d)).toEqual([]);
    expect(text(of(frame(0x8801, hex('1009'), packet)), 'wlan.qos.queue_size')).toBe('9');
    expect(text(of(frame(0x8801, hex('0009'), packet)), 'wlan.qos.txop_dur_req')).toBe('9');
    expect(text(of(frame(0xa802, hex('0009'), packet)), 'wlan.qos.txop_limit')).toBe('9');
  });

  test('HT control (§9.2.4.6)', () => {
    const d = of(frame(0x8881, hex('0000 01020304'), packet));
    expect([text(d, 'wlan.htc'), d.layers[1], tilingProblems(d)]).toEqual(['0x04030201', 'llc', []]);
    expect(of(frame(0x0881, packet)).layers[1]).toBe('llc');
  });

  test('without data', () => {
    const d = of(frame(0x4811));
    expect([d.layers, d.faults, tilingProblems(d)]).toEqual([['wlan'], [], []]);
    expect(text(of(frame(0x4811, ascii('odd'))), 'wlan.rest')).toBe('6f6464');
  });

  test('the first fragment shows the beginning of its packet, the others are bytes', () => {
    const cut = of(concat(u16(0x0805), hex('2c00'), first, second, first, hex('0000'), packet.subarray(0, 37)));
    expect([cut.layers.slice(1, 4), cut.faults]).toEqual([['llc', 'ip', 'udp'], []]);
    expect(of(concat(u16(0x0801), hex('2c00'), first, second, first, hex('0100'), packet)).layers).toEqual(['wlan', 'data']);
  });

  test('the header of a cipher, and bytes that stay encrypted (§12.5)', () => {
    const ccmp = of(frame(0x8841, hex('0000'), hex('0100 00a0 02000000'), ascii('secret')));
    expect([ccmp.layers, text(ccmp, 'wlan.ccmp.extiv'), text(ccmp, 'wlan.wep.key'), text(ccmp, 'data.data'), tilingProblems(ccmp)]).toEqual([['wlan', 'data'], '0x000000020001', '2', '736563726574', []]);
    const tkip = of(frame(0x0841, hex('0121 0320 0a0b0c0d'), ascii('secret')));
    expect([text(tkip, 'wlan.tkip.extiv'), texts(tkip, 'wlan.ccmp.extiv'), tilingProblems(tkip)]).toEqual(['0x0D0C0B0A0103', [], []]);
    const wep = of(frame(0x0841, hex('010203 40'), ascii('secret'), hex('0708090a')));
    expect([text(wep, 'wlan.wep.iv'), text(wep, 'wlan.wep.key'), text(wep, 'wlan.wep.icv'), text(wep, 'data.data'), tilingProblems(wep)]).toEqual(['0x010203', '1', '0x0708090a', '736563726574', []]);
    expect(of(frame(0x0841, hex('0102'))).faults).toEqual([]);
  });

  test('a check sequence proves itself, or the capture tells of it (§9.2.4.8)', () => {
    const proven = of(checked(frame(0x0801, packet)));
    expect([text(proven, 'wlan.fcs.status'), tilingProblems(proven)]).toEqual(['1', []]);
    const told = checked(frame(0x0801, snap(0xfff0, ascii('what?'))));
    const d = decoder(105, 4)(told, told.length);
    expect([text(d, 'data.data'), text(d, 'wlan.fcs.status'), tilingProblems(d)]).toEqual(['776861743f', '1', []]);
    told[20]! ^= 1;
    expect(text(decoder(105, 4)(told, told.length), 'wlan.fcs.status')).toBe('0');
    expect(texts(decoder(105, 4)(told.subarray(0, 38), told.length), 'wlan.fcs')).toEqual([]);
  });
});

describe('aggregates (IEEE 802.11 §9.3.2.2.2)', () => {
  const subframe = (content: Uint8Array): Uint8Array => concat(first, second, u16(content.length), content);
  const padding = new Uint8Array((4 - ((14 + packet.length) % 4)) % 4);
  const d = of(frame(0x8802, hex('8000'), subframe(packet), padding, subframe(ascii('abc'))));

  test('the first packet is decoded, the others are shown', () => {
    expect(d.layers).toEqual(['wlan', 'wlan_aggregate', 'llc', 'ip', 'udp', 'data']);
    expect([texts(d, 'wlan_aggregate.a_mdsu.length'), text(d, 'wlan_aggregate.a_mdsu.data'), texts(d, 'wlan.sa').slice(-2)]).toEqual([[`${packet.length}`, '3'], '616263', [address(2), address(2)]]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a length that lies', () => {
    const lying = of(frame(0x8802, hex('8000'), concat(first, second, u16(99), packet)));
    expect(lying.faults[0]).toMatchObject({ code: 'length-big', need: 99, had: packet.length });
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('wlan_aggregate', (content) => frame(0x8802, hex('8000'), content), [concat(subframe(packet), padding, subframe(ascii('abc')))], 105);
  });
});

describe('management frames (IEEE 802.11 §9.3.3)', () => {
  const elements = concat(hex('0003'), ascii('lab'), hex('0102 8284 030106 0703 525520 3201 6c dd07 0050f2 02000100 30 02 0100'));

  test('a beacon and its elements', () => {
    const d = of(frame(0x8000, hex('0102030405060708 6400 1104'), elements));
    expect([text(d, 'wlan.fixed.timestamp'), text(d, 'wlan.fixed.beacon'), text(d, 'wlan.fixed.capabilities'), text(d, 'wlan.fixed.capabilities.privacy')]).toEqual(['578437695752307201', '100', '0x0411', 'true']);
    expect([text(d, 'wlan.ssid'), text(d, 'wlan.ssid.text'), texts(d, 'wlan.supported_rates'), text(d, 'wlan.ds.current_channel'), text(d, 'wlan.country_info.code')]).toEqual(
      ['6c6162', 'lab', ['0x82', '0x84'], '6', 'RU'],
    );
    expect([texts(d, 'wlan.tag.number'), text(d, 'wlan.tag.oui'), text(d, 'wlan.da'), text(d, 'wlan.bssid')]).toEqual([['0', '1', '3', '7', '50', '221', '48'], '20722', address(1), address(3)]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('with a check sequence behind the elements', () => {
    const d = of(checked(frame(0x4000, elements)));
    expect([text(d, 'wlan.fcs.status'), texts(d, 'wlan.tag.number').length, d.faults, tilingProblems(d)]).toEqual(['1', 7, [], []]);
  });

  test.each([
    [0xc000, '0700', 'wlan.fixed.reason_code', '0x0007'], [0xa000, '0300', 'wlan.fixed.reason_code', '0x0003'], [0xb000, '0000 0100 0f00', 'wlan.fixed.status_code', '0x000f'],
    [0x0000, '1104 0a00', 'wlan.fixed.listen_ival', '0x000a'], [0x2000, '1104 0a00 001b21770009', 'wlan.fixed.current_ap', '00:1b:21:77:00:09'], [0x1000, '1104 0000 01c0', 'wlan.fixed.aid', '0x0001'],
    [0xd000, '03 00 0102', 'wlan.fixed.category_code', '3'],
  ])('frame control %i', (control, body, path, value) => {
    const d = of(frame(control, hex(body)));
    expect([text(d, path), tilingProblems(d)]).toEqual([value, []]);
  });

  test('elements that lie', () => {
    const d = of(frame(0x4000, hex('0009 6c61')));
    expect([d.faults, tilingProblems(d)]).toMatchObject([[{ code: 'option', need: 11, had: 4 }], []]);
  });
});

describe('control frames (IEEE 802.11 §9.3.1)', () => {
  test.each([[0xd400, 10], [0xc400, 10], [0xb400, 16], [0xe400, 16], [0xa400, 16]])('frame control %i has %i bytes', (control, size) => {
    const d = of(concat(u16(control), hex('0100'), first, second).subarray(0, size));
    expect([d.layers, d.faults, text(d, 'wlan.ra'), tilingProblems(d)]).toEqual([['wlan'], [], address(1), []]);
  });

  test('a power save poll has an association in the place of a duration (§9.3.1.5)', () => {
    const d = of(concat(u16(0xa400), hex('01c0'), first, second));
    expect([text(d, 'wlan.aid'), texts(d, 'wlan.duration'), text(d, 'wlan.bssid'), text(d, 'wlan.ta')]).toEqual(['1', [], address(1), address(2)]);
  });

  test('block acknowledgment (§9.3.1.8)', () => {
    const d = of(concat(u16(0x9400), hex('0000'), first, second, hex('0550 1012 0102030405060708')));
    expect([text(d, 'wlan.ba.control'), text(d, 'wlan.ba.control.ba_type'), text(d, 'wlan.ba.basic.tidinfo'), text(d, 'wlan.fixed.ssc.sequence'), text(d, 'wlan.ba.bm')]).toEqual(
      ['0x5005', '0x0002', '0x0005', '289', '0102030405060708'],
    );
    expect(tilingProblems(d)).toEqual([]);
  });
});

test('any bytes: nothing throws, and the parts cover the header', () => {
  expectCover('wlan', (content) => content, [
    frame(0x8802, hex('0000'), packet), frame(0x8000, hex('0102030405060708 6400 1104 0003 6c6162 0102 8284')), frame(0x0841, hex('0121 0320 0a0b0c0d'), ascii('secret')), frame(0x0841, hex('010203 40'), ascii('secrets')),
    concat(u16(0x9400), hex('0000'), first, second, hex('0550 1012 0102030405060708')), checked(frame(0x4811)), frame(0xb000, hex('0000 0100 0f00')), frame(0x1000, hex('1104 0000 01c0')),
  ], 105);
});
