import { describe, expect, test } from 'vitest';
import { ascii, concat, hex, u16 } from '../build/bytes.ts';
import { decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, mac, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('hi')));
const tag = (control: number, type: number, content: Uint8Array): Uint8Array => concat(u16(control), u16(type), content);
const backbone = concat(hex('b0 123456'), mac('00:0c:29:77:00:02'), mac('00:1b:21:77:00:0a'), u16(0x0800), datagram);

describe('802.1Q (IEEE 802.1Q §9.6)', () => {
  const d = decode(ethernet({ type: 0x8100 }, tag(0xb064, 0x0800, datagram)));

  test('fields and where they stand', () => {
    expect(d.layers).toEqual(['eth', 'vlan', 'ip', 'udp', 'data']);
    expect([text(d, 'vlan.priority'), text(d, 'vlan.dei'), text(d, 'vlan.id'), text(d, 'vlan.etype')]).toEqual(['5', 'true', '100', '0x0800']);
    expect([place(d, 'vlan.id'), place(d, 'vlan.etype')]).toEqual(['14-16', '16-18']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('tags are stacked, in the way before 802.1ad, too', () => {
    const stacked = decode(ethernet({ type: 0x9100 }, tag(7, 0x8100, tag(8, 0x8100, tag(9, 0x0800, datagram)))));
    expect([stacked.layers.slice(0, 5), texts(stacked, 'vlan.id')]).toEqual([['eth', 'vlan', 'vlan', 'vlan', 'ip'], ['7', '8', '9']]);
  });

  test('endless tags end at the limit of layers', () => {
    let content: Uint8Array = datagram;
    for (let i = 0; i < 60; i++) content = tag(i, 0x8100, content);
    const endless = decode(ethernet({ type: 0x8100 }, content));
    expect([endless.layers.length, endless.faults]).toMatchObject([40, [{ code: 'nesting' }]]);
  });

  test('a length in the place of a type', () => {
    const llc = decode(ethernet({ type: 0x8100 }, tag(1, 8, concat(hex('aaaa03 000000 0800'), ascii('more')))));
    expect([llc.layers.slice(0, 3), text(llc, 'vlan.len'), texts(llc, 'vlan.etype'), text(llc, 'vlan.trailer')]).toEqual([['eth', 'vlan', 'llc'], '8', [], '6d6f7265']);
  });

  test('the padding of the frame is counted from the frame (IEEE 802.3 §3.2.8)', () => {
    const padded = decode(ethernet({ type: 0x8100 }, tag(1, 0x0800, concat(datagram, new Uint8Array(60 - 18 - datagram.length), ascii('x')))));
    expect([place(padded, 'eth.padding'), place(padded, 'vlan.trailer')]).toEqual([`${18 + datagram.length}-60`, '60-61']);
    expect(tilingProblems(padded)).toEqual([]);
  });

  test('cut and short tags', () => {
    const packet = ethernet({ type: 0x8100 }, tag(1, 0x0800, datagram));
    expect(decode(packet.subarray(0, 16), 1, packet.length).faults).toMatchObject([{ code: 'cut', at: 14, need: 4, had: 2 }]);
    expect(decode(packet.subarray(0, 16)).faults).toMatchObject([{ code: 'short', at: 14, need: 4, had: 2 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('vlan', (content) => ethernet({ type: 0x8100 }, content), [tag(1, 0x0800, datagram), tag(1, 3, hex('424203'))]);
  });
});

describe('802.1ad (IEEE 802.1ad §9.6)', () => {
  test("the provider's tag around the customer's", () => {
    const d = decode(ethernet({ type: 0x88a8 }, tag(0x3064, 0x8100, tag(101, 0x0800, datagram))));
    expect(d.layers.slice(0, 4)).toEqual(['eth', 'ieee8021ad', 'vlan', 'ip']);
    expect([text(d, 'ieee8021ad.priority'), text(d, 'ieee8021ad.dei'), text(d, 'ieee8021ad.id'), text(d, 'ieee8021ad.etype'), text(d, 'vlan.id')]).toEqual(['1', 'true', '100', '0x8100', '101']);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('802.1ah (IEEE 802.1ah §9.7)', () => {
  test("the customer's whole frame", () => {
    const d = decode(ethernet({ type: 0x88e7 }, backbone));
    expect(d.layers.slice(0, 3)).toEqual(['eth', 'ieee8021ah', 'ip']);
    expect([text(d, 'ieee8021ah.priority'), text(d, 'ieee8021ah.drop'), text(d, 'ieee8021ah.isid')]).toEqual(['5', 'true', '1193046']);
    expect([text(d, 'ieee8021ah.cdst'), place(d, 'ieee8021ah.csrc'), text(d, 'ieee8021ah.etype')]).toEqual(['00:0c:29:77:00:02', '24-30', '0x0800']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('ieee8021ah', (content) => ethernet({ type: 0x88e7 }, content), [backbone]);
  });
});

describe('VN-Tag (Cisco)', () => {
  test('fields', () => {
    const d = decode(ethernet({ type: 0x8926 }, concat(hex('c001 8802'), u16(0x0800), datagram)));
    expect(d.layers.slice(0, 3)).toEqual(['eth', 'vntag', 'ip']);
    expect([text(d, 'vntag.dir'), text(d, 'vntag.ptr'), text(d, 'vntag.dst'), text(d, 'vntag.looped'), text(d, 'vntag.src')]).toEqual(['true', 'true', '1', 'true', '2050']);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('FabricPath (Cisco)', () => {
  test('a whole frame inside of another', () => {
    const d = decode(ethernet({ type: 0x8903, src: '02:0a:bc:00:00:00' }, concat(hex('4020'), ethernet({}, datagram))));
    expect([d.layers.slice(0, 4), text(d, 'cfp.ftag'), text(d, 'cfp.ttl'), texts(d, 'eth.src')]).toEqual([['eth', 'cfp', 'eth', 'ip'], '256', '32', ['02:0a:bc:00:00:00', '00:1b:21:77:00:0a']]);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('E-Tag and MetaData', () => {
  test('a port of an extender (IEEE 802.1BR §7)', () => {
    const d = decode(ethernet({ type: 0x893f }, concat(hex('3001 1802 03 04'), u16(0x0800), datagram)));
    expect([d.layers.slice(0, 3), text(d, 'etag.pcp'), text(d, 'etag.dei'), text(d, 'etag.iecid_base'), text(d, 'etag.group'), text(d, 'etag.ecid_base'), text(d, 'etag.ecid_ext')]).toEqual(
      [['eth', 'etag', 'ip'], '1', 'true', '0x0001', '1', '0x0802', '0x04'],
    );
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a frame that goes both ways around a ring (IEC 62439-3 §5)', () => {
    const d = decode(ethernet({ type: 0x892f }, concat(hex('1023 0007'), u16(0x0800), datagram)));
    expect([d.layers.slice(0, 3), text(d, 'hsr.path'), text(d, 'hsr.lsdu_size'), text(d, 'hsr.sequence_nr'), tilingProblems(d)]).toEqual([['eth', 'hsr', 'ip'], '1', '35', '7', []]);
  });

  test('a security group (Cisco)', () => {
    const d = decode(ethernet({ type: 0x8909 }, concat(hex('01 01 0001 0007'), u16(0x0800), datagram)));
    expect([d.layers.slice(0, 3), text(d, 'cmd.sgt'), tilingProblems(d)]).toEqual([['eth', 'cmd', 'ip'], '7', []]);
  });
});

describe('MACsec (IEEE 802.1AE §9)', () => {
  const icv = Uint8Array.from({ length: 16 }, (_, i) => i);
  const secured = (header: string, ...content: readonly Uint8Array[]): Uint8Array => ethernet({ type: 0x88e5 }, concat(hex(header), ...content));

  test('protected, but not encrypted', () => {
    const d = decode(secured('20 00 00000001 001b2177000a 0001 0800', datagram, icv));
    expect([d.layers.slice(0, 3), text(d, 'macsec.PN'), text(d, 'macsec.SCI.system_identifier'), text(d, 'macsec.etype'), text(d, 'macsec.ICV')]).toEqual(
      [['eth', 'macsec', 'ip'], '1', '00:1b:21:77:00:0a', '0x0800', '000102030405060708090a0b0c0d0e0f'],
    );
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a short length, and padding behind the check value', () => {
    const d = decode(secured(`00 ${(2 + datagram.length).toString(16)} 00000001 0800`, datagram, icv, hex('0000')));
    expect([d.layers[2], text(d, 'macsec.ICV'), text(d, 'macsec.trailer'), tilingProblems(d)]).toEqual(['ip', '000102030405060708090a0b0c0d0e0f', '0000', []]);
  });

  test('what is encrypted stays so', () => {
    const d = decode(secured('2c 00 00000001 001b2177000a 0001', ascii('secret'), icv));
    expect([d.layers, text(d, 'data.data'), texts(d, 'macsec.etype'), tilingProblems(d)]).toEqual([['eth', 'macsec', 'data'], '736563726574', [], []]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('macsec', (content) => ethernet({ type: 0x88e5 }, content), [concat(hex('20 00 00000001 001b2177000a 0001 0800'), datagram, icv), concat(hex('2c 10 00000001'), ascii('secret'), icv)]);
  });
});
