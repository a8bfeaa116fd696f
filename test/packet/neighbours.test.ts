import { describe, expect, test } from 'vitest';
import { addWords, checksum } from '../../src/base/checksum.ts';
import { ascii, concat, hex, u16 } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const inLlc = (header: string, content: Uint8Array): Uint8Array => ethernet({ type: header.replaceAll(' ', '').length / 2 + content.length }, concat(hex(header), content));

describe('spanning tree (IEEE 802.1D §9.3)', () => {
  const tree = (type: number, version: number, more: Uint8Array = new Uint8Array(0)): Uint8Array =>
    concat(hex('0000'), Uint8Array.of(version, type), hex('7c 8064 001b2177000a 00000013 9001 001b2177000b 8005 0100 1400 0200 0f00'), more);
  const of = (content: Uint8Array): Decoded => decode(inLlc('424203', content));

  test('configuration', () => {
    const d = of(tree(0, 0));
    expect([d.layers, text(d, 'stp.root.prio'), text(d, 'stp.root.ext'), text(d, 'stp.root.hw'), text(d, 'stp.root.cost')]).toEqual([['eth', 'llc', 'stp'], '32768', '100', '00:1b:21:77:00:0a', '19']);
    expect([text(d, 'stp.bridge.prio'), text(d, 'stp.bridge.ext'), text(d, 'stp.port'), text(d, 'stp.msg_age'), text(d, 'stp.max_age'), text(d, 'stp.hello'), text(d, 'stp.forward')]).toEqual(
      ['36864', '1', '0x8005', '1', '20', '2', '15'],
    );
    expect([text(d, 'stp.flags.port_role'), text(d, 'stp.flags.agreement'), place(d, 'stp.port'), tilingProblems(d)]).toEqual(['3', 'true', '42-44', []]);
  });

  test('rapid and multiple spanning tree', () => {
    const rapid = of(tree(2, 2, hex('00')));
    expect([text(rapid, 'stp.version_1_length'), rapid.faults, tilingProblems(rapid)]).toEqual(['0', [], []]);
    const multiple = of(tree(2, 3, hex('00 0040 00 6c6162')));
    expect([text(multiple, 'mstp.version_3_length'), text(multiple, 'stp.rest'), tilingProblems(multiple)]).toEqual(['64', '006c6162', []]);
  });

  test('a notice of a topology change', () => {
    const d = of(hex('0000 00 80'));
    expect([text(d, 'stp.type'), texts(d, 'stp.flags'), d.faults, tilingProblems(d)]).toEqual(['0x80', [], [], []]);
  });

  test('the VLAN that Cisco adds', () => {
    const d = decode(inLlc('aaaa03 00000c 010b', tree(2, 2, hex('00 0000 0002 0064'))));
    expect([d.layers[2], text(d, 'stp.pvst.origvlan'), tilingProblems(d)]).toEqual(['stp', '100', []]);
    expect(text(decode(inLlc('aaaa03 00000c 010b', tree(0, 0, hex('00 0000 0002 0064')))), 'stp.pvst.origvlan')).toBe('100');
  });

  test('cut and short messages', () => {
    expect(of(tree(0, 0).subarray(0, 30)).faults).toMatchObject([{ code: 'short', need: 35, had: 30 }]);
    const packet = inLlc('424203', tree(2, 2, hex('00')));
    expect(decode(packet.subarray(0, 40), 1, packet.length).faults).toMatchObject([{ code: 'cut', need: 36, had: 23 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('stp', (content) => inLlc('424203', content), [tree(0, 0), tree(2, 3, hex('00 0040 01')), tree(2, 2, hex('00 0000 0002 0064')), hex('0000 00 80')]);
  });
});

describe('LLDP (IEEE 802.1AB §8)', () => {
  const element = (type: number, content: Uint8Array, length = content.length): Uint8Array => concat(u16((type << 9) | length), content);
  const message = concat(
    element(1, hex('04 001b2177000a')), element(2, concat(hex('05'), ascii('eth0'))), element(3, hex('0078')), element(4, ascii('uplink')), element(5, ascii('switch')), element(6, ascii('a switch')),
    element(7, hex('0014 0004')), element(8, hex('05 01 0a4d0002 02 00000001 00')), element(127, hex('00120f 01 03')), element(9, hex('aa')), element(0, new Uint8Array(0)),
  );
  const of = (...parts: readonly Uint8Array[]): Decoded => decode(ethernet({ type: 0x88cc }, concat(...parts)));

  test('elements', () => {
    const d = of(message);
    expect([texts(d, 'lldp.tlv.type'), text(d, 'lldp.chassis.id.mac'), text(d, 'lldp.port.id'), text(d, 'lldp.time_to_live')]).toEqual([['1', '2', '3', '4', '5', '6', '7', '8', '127', '9', '0'], '00:1b:21:77:00:0a', 'eth0', '120']);
    expect([text(d, 'lldp.port.desc'), text(d, 'lldp.tlv.system.name'), text(d, 'lldp.tlv.system.desc'), text(d, 'lldp.tlv.system_cap'), text(d, 'lldp.tlv.enable_system_cap.bridge')]).toEqual(
      ['uplink', 'switch', 'a switch', '0x0014', 'true'],
    );
    expect([text(d, 'lldp.mgn.addr.ip4'), text(d, 'lldp.mgn.interface.number'), text(d, 'lldp.orgtlv.oui'), texts(d, 'lldp.tlv.data')]).toEqual(['10.77.0.2', '1', '4623', ['03', 'aa']]);
    expect([place(d, 'lldp.port.id'), tilingProblems(d)]).toEqual(['26-30', []]);
  });

  test('the message ends with its last element', () => {
    const d = of(message, new Uint8Array(4), ascii('tail'));
    expect([text(d, 'eth.trailer'), tilingProblems(d)]).toEqual(['000000007461696c', []]);
  });

  test('identifiers of other kinds', () => {
    const d = of(element(1, hex('05 01 0a4d0002')), element(2, hex('04 01 0a4d0003')));
    expect([text(d, 'lldp.chassis.id.ip4'), text(d, 'lldp.port.id.ip4')]).toEqual(['10.77.0.2', '10.77.0.3']);
    expect(text(of(element(1, concat(hex('07'), ascii('box')))), 'lldp.chassis.id')).toBe('626f78');
  });

  test('an element longer than the message', () => {
    expect(of(element(5, ascii('sw'), 300)).faults).toMatchObject([{ code: 'option', need: 302, had: 4 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('lldp', (content) => ethernet({ type: 0x88cc }, content), [message]);
  });
});

describe('CDP (Cisco)', () => {
  const element = (type: number, content: Uint8Array): Uint8Array => concat(u16(type), u16(4 + content.length), content);
  const message = (...elements: readonly Uint8Array[]): Uint8Array => {
    const whole = concat(hex('02 b4 0000'), ...elements);
    whole.set(u16(checksum(addWords(0, whole, 0, whole.length))), 2);
    return whole;
  };
  const of = (content: Uint8Array): Decoded => decode(inLlc('aaaa03 00000c 2000', content));

  test('elements and checksum', () => {
    const d = of(message(element(1, ascii('router')), element(3, ascii('Gi0/1 ')), element(4, hex('00000001')), element(10, u16(7)), element(99, hex('aabb'))));
    expect([d.layers[2], text(d, 'cdp.ttl'), text(d, 'cdp.deviceid'), text(d, 'cdp.portid'), text(d, 'cdp.capabilities'), text(d, 'cdp.native_vlan'), text(d, 'cdp.data')]).toEqual(
      ['cdp', '180', 'router', 'Gi0/1 ', '0x00000001', '7', 'aabb'],
    );
    expect([text(d, 'cdp.checksum.status'), tilingProblems(d)]).toEqual(['1', []]);
  });

  test('the last byte of an odd number counts as a lower half', () => {
    const whole = concat(hex('02 b4 0000'), element(1, ascii('odd')));
    const even = addWords(0, whole, 0, whole.length - 1);
    whole.set(u16(checksum(even + whole.at(-1)!)), 2);
    expect(text(of(whole), 'cdp.checksum.status')).toBe('1');
    whole[0] = 1;
    expect(text(of(whole), 'cdp.checksum.status')).toBe('0');
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('cdp', (content) => inLlc('aaaa03 00000c 2000', content), [message(element(1, ascii('router')), element(4, hex('00000001')))]);
  });
});
