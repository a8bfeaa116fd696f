import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { udp6 } from '../build/ipv6.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, ipv6, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const AT = 42;
const datagram = ipv4({ proto: 17 }, udp({}, ascii('abc')));
const packet = (content: Uint8Array, dport = 2152): Uint8Array => ethernet({}, ipv4({ proto: 17 }, udp({ dport }, content)));
const message = (header: string, content: Uint8Array, dport?: number): Decoded => {
  const bytes = concat(hex(header), content);
  bytes.set([(bytes.length - 8) >> 8, (bytes.length - 8) & 255], 2);
  return decode(packet(bytes, dport));
};

describe('GTP version 1 (3GPP TS 29.281 §5.1)', () => {
  test('a packet of a user', () => {
    const d = message('30 ff 0000 09fe4b60', datagram);
    expect([d.layers.slice(3), text(d, 'gtp.message'), text(d, 'gtp.teid'), place(d, 'gtp')]).toEqual([['gtp', 'ip', 'udp', 'data'], '0xff', '0x09fe4b60', `${AT}-${AT + 8}`]);
    expect(tilingProblems(d)).toEqual([]);
    expect(message('30 ff 0000 09fe4b60', ipv6({ next: 17 }, udp6(ascii('abc')))).layers[4]).toBe('ipv6');
    expect(message('30 ff 0000 09fe4b60', hex('c021')).layers[4]).toBe('data');
  });

  test('sequence and N-PDU number, both there if one is', () => {
    const d = message('32 ff 0000 00000001 0005 64 00', datagram);
    expect([text(d, 'gtp.seq_number'), text(d, 'gtp.npdu_number'), text(d, 'gtp.flags.s'), text(d, 'gtp.flags.pn'), d.layers[4]]).toEqual(['0x0005', '0x64', 'true', 'false', 'ip']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('extension headers follow one another (§5.2)', () => {
    const d = message('34 ff 0000 00000001 0000 00 c0 01 0904 40 01 0050 00', datagram);
    expect([texts(d, 'gtp.ext_hdr.next'), texts(d, 'gtp.ext_hdr.content'), texts(d, 'gtp.ext_hdr.length'), d.layers[4]]).toEqual([['0xc0', '0x40', '0x00'], ['0904', '0050'], ['1', '1'], 'ip']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('control messages keep what they say as it is', () => {
    const d = message('32 10 0000 00000000 0001 00 00', hex('0262f2'), 2123);
    expect([text(d, 'gtp.message'), text(d, 'gtp.elements'), d.layers.slice(3)]).toEqual(['0x10', '0262f2', ['gtp']]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('the length ends the message', () => {
    const d = decode(packet(concat(hex('30 ff 001f 00000001'), datagram, hex('0000'))));
    expect([d.layers[4], d.faults]).toEqual(['ip', []]);
    expect(text(d, 'data.len')).toBe('3');
  });
});

describe('GTP version 2 (3GPP TS 29.274 §5.1)', () => {
  test('with and without a tunnel', () => {
    const d = decode(packet(hex('48 22 000b d37d1590 1a4a43 00 560d00'), 2123));
    expect([d.layers.slice(3), text(d, 'gtpv2.message_type'), text(d, 'gtpv2.teid'), text(d, 'gtpv2.seq'), text(d, 'gtpv2.elements')]).toEqual([['gtp', 'gtpv2'], '34', '0xd37d1590', '0x1a4a43', '560d00']);
    expect(tilingProblems(d)).toEqual([]);
    const short = decode(packet(hex('40 01 0004 1a4a43 00'), 2123));
    expect([texts(short, 'gtpv2.teid'), text(short, 'gtpv2.seq')]).toEqual([[], '0x1a4a43']);
    expect(tilingProblems(short)).toEqual([]);
  });
});

describe('hostile GTP', () => {
  test('an extension header of no length, and one that is not there', () => {
    expect(message('34 ff 0000 00000001 0000 00 c0 00 0904 40', datagram).faults).toMatchObject([{ code: 'length-small', need: 4, had: 0 }]);
    expect(message('34 ff 0000 00000001 0000 00 c0 ff', hex('0904')).faults).toMatchObject([{ code: 'short' }]);
  });

  test('another version is not GTP', () => {
    expect(decode(packet(hex('90 01 0203'))).layers.slice(3)).toEqual(['gtp', 'data']);
  });

  test.each([['gtp', 2152, ['34 ff 0010 00000001 0000 00 c0 01 0904 40 01 0050 00 4500', '32 10 0007 00000000 0001 00 00 0262f2']], ['gtpv2', 2123, ['48 22 000b d37d1590 1a4a43 00 560d00']]])(
    'any bytes: nothing throws, and the parts cover the header of %s', (protocol, port, seeds) => {
      expectCover(protocol, (content) => packet(content, port), seeds.map(hex));
    });
});
