import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, ipv6, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('hi')));
const of = (header: string, content: Uint8Array = datagram): Decoded => decode(concat(hex(header), content), 107);

describe('frame relay address (ITU-T Q.922 §3.3)', () => {
  test('of two bytes', () => {
    const d = of('184f 03cc');
    expect([d.layers.slice(0, 2), text(d, 'fr.dlci'), text(d, 'fr.upper_dlci'), text(d, 'fr.second_dlci')]).toEqual([['fr', 'ip'], '100', '0x06', '0x04']);
    expect([text(d, 'fr.fecn'), text(d, 'fr.becn'), text(d, 'fr.de'), texts(d, 'fr.ea')]).toEqual(['true', 'true', 'true', ['false', 'true']]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('of three and of four bytes', () => {
    const three = of('1840 05 03cc');
    expect([text(three, 'fr.dlci'), text(three, 'fr.lower_dlci'), three.layers[1], tilingProblems(three)]).toEqual([`${(100 << 6) | 1}`, '0x01', 'ip', []]);
    const four = of('1840 02 05 03cc');
    expect([text(four, 'fr.dlci'), text(four, 'fr.third_dlci'), tilingProblems(four)]).toEqual([`${(100 << 13) | (1 << 6) | 1}`, '0x01', []]);
    const core = of('1840 02 07 03cc');
    expect([text(core, 'fr.dlci'), text(core, 'fr.dlcore_control'), text(core, 'fr.dc'), tilingProblems(core)]).toEqual([`${(100 << 7) | 1}`, '0x01', 'true', []]);
  });

  test('one that does not end', () => {
    expect(of('1840 0204 03cc').faults).toMatchObject([{ code: 'value', at: 3, need: 1, had: 4 }]);
    expect(of('1840 02', new Uint8Array(0)).faults).toMatchObject([{ code: 'short', need: 4, had: 3 }]);
    expect(decode(hex('18'), 107, 60).faults).toMatchObject([{ code: 'cut', need: 2, had: 1 }]);
  });
});

describe('what it carries', () => {
  test('identifiers of network layers (RFC 2427 §3)', () => {
    const d = of('1841 03cc');
    expect([text(d, 'fr.control'), text(d, 'fr.nlpid'), place(d, 'fr.nlpid')]).toEqual(['0x03', '0xcc', '3-4']);
    expect(of('1841 038e', ipv6({ next: 59 }, new Uint8Array(0))).layers[1]).toBe('ipv6');
    expect(of('1841 0383', hex('1b01')).layers).toEqual(['fr', 'data']);
  });

  test('SNAP, after a zero for alignment (RFC 2427 §4)', () => {
    const routed = of('1841 0300 80 000000 0800');
    expect([routed.layers[1], text(routed, 'fr.pad'), text(routed, 'fr.snap.oui'), text(routed, 'fr.snaptype'), tilingProblems(routed)]).toEqual(['ip', '0x00', '0', '0x0800', []]);
    const bridged = of('1841 0300 80 0080c2 0007', ethernet({}, datagram));
    expect([bridged.layers.slice(1, 3), text(bridged, 'fr.snap.pid'), tilingProblems(bridged)]).toEqual([['eth', 'ip'], '0x0007', []]);
  });

  test('an EtherType, as routers of Cisco have it', () => {
    const d = of('1841 0800');
    expect([d.layers[1], text(d, 'fr.chdlctype'), tilingProblems(d)]).toEqual(['ip', '0x0800', []]);
  });

  test('numbered frames are left as they are', () => {
    expect(of('1841 0001', hex('0102')).layers).toEqual(['fr', 'data']);
  });

  test('headers that end early', () => {
    expect(of('1841 03', new Uint8Array(0)).faults).toMatchObject([{ code: 'short', need: 4, had: 3 }]);
    expect(of('1841 0380 0000', new Uint8Array(0)).faults).toMatchObject([{ code: 'short', need: 9, had: 6 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('fr', (content) => content, [concat(hex('1841 03cc'), datagram), concat(hex('1840 02 05 0300 80 000000 0800'), datagram), concat(hex('1841 0800'), datagram)], 107);
  });
});
