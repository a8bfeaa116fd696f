import { describe, expect, test } from 'vitest';
import { nameOf } from '../../src/base/value.ts';
import { fieldByPath } from '../../src/analysis/lookup.ts';
import { ascii, concat, hex, u16 } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('hi')));
const frame = (content: Uint8Array): Uint8Array => ethernet({ type: content.length }, content);
const of = (...parts: readonly Uint8Array[]): Decoded => decode(frame(concat(...parts)));

describe('LLC (IEEE 802.2 §3)', () => {
  const d = of(hex('06 06 03'), datagram);

  test('addresses and control, and where they stand', () => {
    expect(d.layers).toEqual(['eth', 'llc', 'ip', 'udp', 'data']);
    expect([text(d, 'llc.dsap'), text(d, 'llc.dsap.sap'), text(d, 'llc.dsap.ig')]).toEqual(['0x06', '3', 'false']);
    expect([text(d, 'llc.ssap'), text(d, 'llc.ssap.cr'), text(d, 'llc.control')]).toEqual(['0x06', 'false', '0x0003']);
    expect([place(d, 'llc.dsap'), place(d, 'llc.ssap'), place(d, 'llc.control')]).toEqual(['14-15', '15-16', '16-17']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('the name of a source does not depend on its lowest bit', () => {
    expect([nameOf(fieldByPath('llc.ssap')!, 0xf1), nameOf(fieldByPath('llc.ssap')!, 0xf0)]).toEqual(['NetBIOS', 'NetBIOS']);
  });

  test('unnumbered frames: command with poll, response with final (§5.2)', () => {
    const command = of(hex('f0 f0 7f'));
    expect([text(command, 'llc.control.u_modifier_cmd'), text(command, 'llc.control.p'), texts(command, 'llc.control.f')]).toEqual(['0x1b', 'true', []]);
    const response = of(hex('f0 f1 73'));
    expect([text(response, 'llc.control.u_modifier_resp'), text(response, 'llc.control.f'), texts(response, 'llc.control.p')]).toEqual(['0x18', 'true', []]);
    expect([tilingProblems(command), tilingProblems(response)]).toEqual([[], []]);
  });

  test('what a test or an identification carries is no packet', () => {
    expect(of(hex('06 06 e3'), datagram).layers).toEqual(['eth', 'llc', 'data']);
    expect(of(hex('06 06 13'), datagram).layers[2]).toBe('ip');
  });

  test('numbered information (§5.2.1)', () => {
    const numbered = of(hex('06 07 04 0b'), datagram);
    expect([text(numbered, 'llc.control'), text(numbered, 'llc.control.n_s'), text(numbered, 'llc.control.n_r'), text(numbered, 'llc.control.f_ext')]).toEqual(['0x0b04', '2', '5', 'true']);
    expect([numbered.layers[2], tilingProblems(numbered)]).toEqual(['ip', []]);
  });

  test('supervisory frames (§5.2.2)', () => {
    const reject = of(hex('f0 f0 09 0a'));
    expect([text(reject, 'llc.control.s_ftype'), text(reject, 'llc.control.ftype'), text(reject, 'llc.control.n_r'), text(reject, 'llc.control.p_ext')]).toEqual(['0x02', '0x01', '5', 'false']);
    expect([reject.layers, tilingProblems(reject)]).toEqual([['eth', 'llc'], []]);
  });

  test('cut and short headers', () => {
    const packet = frame(hex('aaaa03 000000 0800'));
    expect(decode(packet.subarray(0, 19), 1, packet.length).faults).toMatchObject([{ code: 'cut', need: 8, had: 5 }]);
    expect(of(hex('aaaa03 0000')).faults).toMatchObject([{ code: 'short', need: 8, had: 5 }]);
    expect(of(hex('f0f0')).faults).toMatchObject([{ code: 'short', need: 3, had: 2 }]);
    expect(of(hex('f0f001')).faults).toMatchObject([{ code: 'short', need: 4, had: 3 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('llc', frame, [concat(hex('aaaa03 000000 0800'), datagram), hex('f0f0 0102 aabb'), hex('aaaa03 0080c2 0007'), hex('fefe03 83')]);
  });
});

describe('SNAP (RFC 1042)', () => {
  test('an EtherType', () => {
    const d = of(hex('aaaa03 000000 0800'), datagram);
    expect([d.layers[2], text(d, 'llc.oui'), text(d, 'llc.type'), place(d, 'llc.oui'), place(d, 'llc.type')]).toEqual(['ip', '0', '0x0800', '17-20', '20-22']);
    expect(tilingProblems(d)).toEqual([]);
    expect(of(hex('aaaa03 0000f8 0800'), datagram).layers[2]).toBe('ip');
  });

  test('a number of Cisco', () => {
    const d = of(hex('aaaa03 00000c 2000 02b4 0000'));
    expect([d.layers[2], text(d, 'llc.cisco_pid')]).toEqual(['cdp', '0x2000']);
    expect(of(hex('aaaa03 00000c 9999'), ascii('?')).layers[2]).toBe('data');
  });

  test('a bridged frame (RFC 2684 §5.2)', () => {
    const d = of(hex('aaaa03 0080c2 0007'), ethernet({}, datagram));
    expect([d.layers.slice(1, 4), text(d, 'llc.pid')]).toEqual([['llc', 'eth', 'ip'], '0x0007']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a number of somebody else', () => {
    const d = of(hex('aaaa03 123456 0800'), datagram);
    expect([d.layers[2], text(d, 'llc.oui'), text(d, 'llc.pid'), texts(d, 'llc.type')]).toEqual(['data', '1193046', '0x0800', []]);
  });
});

describe('IPX (Novell)', () => {
  const header = concat(u16(0xffff), u16(33), hex('00 04 00000001 ffffffffffff 0452 00000002 001b2177000a 4003'));

  test('right in an 802.3 frame, without LLC', () => {
    const d = of(header, ascii('sap'));
    expect([d.layers, text(d, 'data.data')]).toEqual([['eth', 'ipx', 'data'], '736170']);
    expect([text(d, 'ipx.dst.net'), text(d, 'ipx.dst.socket'), text(d, 'ipx.src.node'), place(d, 'ipx.src.socket')]).toEqual(['0x00000001', '0x0452', '00:1b:21:77:00:0a', '42-44']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('in LLC, and by EtherType', () => {
    expect(of(hex('e0e003'), header, ascii('sap')).layers).toEqual(['eth', 'llc', 'ipx', 'data']);
    expect(decode(ethernet({ type: 0x8137 }, concat(header, ascii('sap')))).layers).toEqual(['eth', 'ipx', 'data']);
  });

  test('a length less than the header', () => {
    const lying = concat(u16(0xffff), u16(29), header.subarray(4));
    expect(of(lying).faults).toMatchObject([{ code: 'length-small', need: 30, had: 29 }]);
  });
});
