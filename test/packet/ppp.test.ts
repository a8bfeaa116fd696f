import { describe, expect, test } from 'vitest';
import { crc16 } from '../../src/base/crc16.ts';
import { ascii, concat, hex, u16 } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, ipv6, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('hi')));
const ppp = (content: Uint8Array, linkType = 9): Decoded => decode(content, linkType);
/** A packet of a control protocol: its length is right unless given. */
const control = (protocol: number, code: number, content: Uint8Array, length = 4 + content.length): Uint8Array => concat(u16(protocol), Uint8Array.of(code, 7), u16(length), content);

describe('PPP framing (RFC 1661 §2, RFC 1662 §3.1)', () => {
  test('address, control and protocol', () => {
    const d = ppp(concat(hex('ff03 0021'), datagram));
    expect([d.layers.slice(0, 2), text(d, 'ppp.address'), text(d, 'ppp.control'), text(d, 'ppp.protocol')]).toEqual([['ppp', 'ip'], '0xff', '0x03', '0x0021']);
    expect([place(d, 'ppp.address'), place(d, 'ppp.protocol'), tilingProblems(d)]).toEqual(['0-1', '2-4', []]);
  });

  test.each([['0021', '0-2'], ['21', '0-1'], ['ff03 21', '2-3']])('compressed to %s (RFC 1661 §6.5, §6.6)', (header, where) => {
    const d = ppp(concat(hex(header), datagram));
    expect([d.layers.slice(0, 2), text(d, 'ppp.protocol'), place(d, 'ppp.protocol'), tilingProblems(d)]).toEqual([['ppp', 'ip'], '0x0021', where, []]);
  });

  test.each([9, 16, 50, 166])('link type %i', (linkType) => {
    expect(ppp(concat(hex('ff03 0021'), datagram), linkType).layers.slice(0, 2)).toEqual(['ppp', 'ip']);
  });

  test('captures of pppd have the direction in the place of the address', () => {
    const d = ppp(concat(hex('0103 0021'), datagram), 166);
    expect([d.layers[1], text(d, 'ppp.direction'), texts(d, 'ppp.address'), tilingProblems(d)]).toEqual(['ip', '0', [], []]);
    expect(text(ppp(concat(hex('0003 0021'), datagram), 166), 'ppp.direction')).toBe('1');
  });

  test('a direction before the frame (LINKTYPE_PPP_WITH_DIR)', () => {
    const d = ppp(concat(hex('00 ff03 0021'), datagram), 204);
    expect([d.layers.slice(0, 2), text(d, 'ppp.direction'), place(d, 'ppp.address'), tilingProblems(d)]).toEqual([['ppp', 'ip'], '1', '1-2', []]);
  });

  test('what a packet carries', () => {
    expect(ppp(concat(hex('0057'), ipv6({ next: 59 }, new Uint8Array(0)))).layers[1]).toBe('ipv6');
    expect(ppp(concat(hex('00fd'), ascii('?'))).layers[1]).toBe('data');
    expect(decode(ethernet({ type: 0x880b }, concat(hex('0021'), datagram))).layers.slice(0, 3)).toEqual(['eth', 'ppp', 'ip']);
  });

  test('a frame of Cisco on a line of PPP (RFC 1547 §4.3.1)', () => {
    expect(ppp(concat(hex('0f00 0800'), datagram), 50).layers.slice(0, 3)).toEqual(['ppp', 'chdlc', 'ip']);
  });

  test('a check sequence proves itself; other bytes are a trailer (RFC 1662 appendix C)', () => {
    const frame = concat(hex('ff03 0021'), datagram);
    const crc = crc16(frame, 0, frame.length);
    const d = ppp(concat(frame, Uint8Array.of(crc & 255, crc >> 8)), 50);
    expect([place(d, 'ppp.fcs_16'), text(d, 'ppp.fcs.status'), tilingProblems(d)]).toEqual([`${frame.length}-${frame.length + 2}`, '1', []]);
    const wrong = ppp(concat(frame, Uint8Array.of(crc & 255, (crc >> 8) ^ 1)), 50);
    expect([texts(wrong, 'ppp.fcs_16'), place(wrong, 'ppp.trailer')]).toEqual([[], `${frame.length}-${frame.length + 2}`]);
    expect(crc16(ascii('123456789'), 0, 9)).toBe(0x906e);
  });

  test('cut and short headers', () => {
    expect(ppp(hex('ff03 00')).faults).toMatchObject([{ code: 'short', need: 4, had: 3 }]);
    expect(decode(hex('ff'), 9, 40).faults).toMatchObject([{ code: 'cut', need: 3, had: 1 }]);
  });

  test.each([9, 204])('any bytes of link type %i: nothing throws, and the parts cover the header', (linkType) => {
    expectCover('ppp', (content) => content, [concat(hex('ff03 0021'), datagram), concat(hex('01 ff03 21'), datagram)], linkType);
  });
});

describe('link control (RFC 1661 §5, §6)', () => {
  const options = hex('0104 05d4 0206 000a0000 0305 c223 05 0506 12345678 0702 0802 1104 05dc');
  const d = ppp(control(0xc021, 1, options));

  test('options of a proposal', () => {
    expect(d.layers).toEqual(['ppp', 'lcp']);
    expect([text(d, 'ppp.code'), text(d, 'ppp.identifier'), text(d, 'ppp.length')]).toEqual(['1', '7', `${4 + options.length}`]);
    expect(texts(d, 'lcp.opt.type')).toEqual(['1', '2', '3', '5', '7', '8', '17']);
    expect([text(d, 'lcp.opt.mru'), text(d, 'lcp.opt.asyncmap'), text(d, 'lcp.opt.auth_protocol'), text(d, 'lcp.opt.algorithm'), text(d, 'lcp.opt.magic_number'), text(d, 'lcp.opt.mrru')]).toEqual(
      ['1492', '0x000a0000', '0xc223', '5', '0x12345678', '1500'],
    );
    expect([place(d, 'lcp.opt.mru'), tilingProblems(d)]).toEqual(['8-10', []]);
  });

  test('an option that says less than its header, or more than there is', () => {
    expect(ppp(control(0xc021, 1, hex('0101 05d4'))).faults).toMatchObject([{ code: 'option', at: 6, need: 1, had: 4 }]);
    expect(ppp(control(0xc021, 1, hex('0108 05d4'))).faults).toMatchObject([{ code: 'option', at: 6, need: 8, had: 4 }]);
    expect(tilingProblems(ppp(control(0xc021, 1, hex('0108 05d4'))))).toEqual([]);
  });

  test('packets without options', () => {
    expect(text(ppp(control(0xc021, 9, hex('12345678'))), 'lcp.magic_number')).toBe('0x12345678');
    expect(text(ppp(control(0xc021, 8, hex('00fd 0102'))), 'lcp.rej_proto')).toBe('0x00fd');
    const rest = ppp(control(0xc021, 13, concat(hex('12345678 0000003c'), ascii('bye'))));
    expect([text(rest, 'lcp.secs_remaining'), text(rest, 'lcp.message'), tilingProblems(rest)]).toEqual(['60', 'bye', []]);
    expect(text(ppp(control(0xc021, 12, concat(hex('12345678'), ascii('router')))), 'lcp.message')).toBe('router');
    expect(text(ppp(control(0xc021, 5, ascii('done'))), 'ppp.data')).toBe('646f6e65');
  });

  test('the length says where the packet ends; what follows is no part of it', () => {
    const padded = ppp(concat(control(0xc021, 9, hex('12345678')), hex('0000')));
    expect([text(padded, 'ppp.trailer'), padded.faults]).toEqual(['0000', []]);
    expect(ppp(control(0xc021, 9, hex('12345678'), 3)).faults).toMatchObject([{ code: 'length-small', need: 4, had: 3 }]);
    expect(ppp(control(0xc021, 9, hex('12345678'), 30)).faults).toMatchObject([{ code: 'length-big', need: 30, had: 8 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('lcp', (content) => concat(u16(0xc021), content), [control(0xc021, 1, options).subarray(2), control(0xc021, 13, hex('123456780000003c41')).subarray(2)], 9);
  });
});

describe('network control', () => {
  test('addresses of IPv4 (RFC 1332 §3.3, RFC 1877)', () => {
    const d = ppp(control(0x8021, 3, hex('0306 0a4d0002 8106 0a4d0003 8306 0a4d0004 0206 002d 0f01')));
    expect([d.layers[1], text(d, 'ipcp.opt.ip_address'), text(d, 'ipcp.opt.pri_dns_address'), text(d, 'ipcp.opt.sec_dns_address'), text(d, 'ipcp.opt.compress_proto')]).toEqual(
      ['ipcp', '10.77.0.2', '10.77.0.3', '10.77.0.4', '0x002d'],
    );
    expect(tilingProblems(d)).toEqual([]);
  });

  test('identifiers of IPv6 (RFC 5072 §4.1)', () => {
    const d = ppp(control(0x8057, 1, hex('010a 0102030405060708')));
    expect([d.layers[1], text(d, 'ipv6cp.interface_identifier'), tilingProblems(d)]).toEqual(['ipv6cp', '0102030405060708', []]);
  });

  test('compression (RFC 1962)', () => {
    const d = ppp(control(0x80fd, 1, hex('1206 01000020')));
    expect([d.layers[1], text(d, 'ccp.opt.type'), text(d, 'ppp.data'), tilingProblems(d)]).toEqual(['ccp', '18', '01000020', []]);
  });
});

describe('authentication', () => {
  const counted = (s: string): Uint8Array => concat(Uint8Array.of(s.length), ascii(s));

  test('PAP sends the password (RFC 1334 §2.2)', () => {
    const d = ppp(control(0xc023, 1, concat(counted('anna'), counted('Parol-1'))));
    expect([d.layers[1], text(d, 'pap.peer_id'), text(d, 'pap.password'), tilingProblems(d)]).toEqual(['pap', 'anna', 'Parol-1', []]);
    expect(text(ppp(control(0xc023, 2, counted('welcome'))), 'pap.message')).toBe('welcome');
    const lying = ppp(control(0xc023, 1, hex('ff 616e6e61')));
    expect([lying.faults[0]?.code, text(lying, 'pap.stuff'), tilingProblems(lying)]).toEqual(['short', '616e6e61', []]);
  });

  test('CHAP does not (RFC 1994 §4)', () => {
    const d = ppp(control(0xc223, 1, concat(hex('04 01020304'), ascii('server'))));
    expect([d.layers[1], text(d, 'chap.value'), text(d, 'chap.name'), tilingProblems(d)]).toEqual(['chap', '01020304', 'server', []]);
    expect(text(ppp(control(0xc223, 4, ascii('no'))), 'chap.message')).toBe('no');
  });

  test.each([['pap', 0xc023], ['chap', 0xc223]])('any bytes of %s: nothing throws, and the parts cover the header', (name, protocol) => {
    expectCover(name, (content) => concat(u16(protocol), content), [control(protocol, 1, hex('04 01020304 02 6869')).subarray(2)], 9);
  });
});

describe('PPP over Ethernet (RFC 2516)', () => {
  const header = (code: number, session: number, content: Uint8Array, length = content.length): Uint8Array => concat(hex('11'), Uint8Array.of(code), u16(session), u16(length), content);
  const tags = hex('0101 0000 0103 0002 abcd 0102 0003 616331 0104 0002 1234 0120 0002 05d4 0105 0004 00000009 9999 0001 00');

  test('discovery with its tags (§5)', () => {
    const d = decode(ethernet({ type: 0x8863 }, header(0x07, 0, tags)));
    expect([d.layers, text(d, 'pppoe.code'), text(d, 'pppoe.session_id')]).toEqual([['eth', 'pppoed'], '0x07', '0x0000']);
    expect(texts(d, 'pppoed.tag')).toEqual(['0x0101', '0x0103', '0x0102', '0x0104', '0x0120', '0x0105', '0x9999']);
    expect([text(d, 'pppoed.tags.host_uniq'), text(d, 'pppoed.tags.ac_name'), text(d, 'pppoed.tags.max_payload'), text(d, 'pppoed.tag.unknown_data')]).toEqual(['abcd', 'ac1', '1492', '00']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a session carries PPP (§6)', () => {
    const d = decode(ethernet({ type: 0x8864 }, concat(header(0, 9, concat(hex('0021'), datagram)), new Uint8Array(9))));
    expect([d.layers.slice(0, 4), text(d, 'pppoe.session_id'), text(d, 'pppoe.version'), text(d, 'pppoe.type')]).toEqual([['eth', 'pppoes', 'ppp', 'ip'], '0x0009', '1', '1']);
    expect([texts(d, 'ppp.trailer'), tilingProblems(d)]).toEqual([[], []]);
    expect(decode(header(0, 9, concat(hex('0021'), datagram)), 51).layers.slice(0, 2)).toEqual(['pppoes', 'ppp']);
  });

  test('lengths that lie', () => {
    expect(decode(ethernet({ type: 0x8864 }, header(0, 9, hex('0021'), 99))).faults[0]).toMatchObject({ code: 'length-big', need: 105, had: 8 });
    expect(decode(ethernet({ type: 0x8863 }, header(9, 0, hex('0101 0009 61')))).faults).toMatchObject([{ code: 'option', need: 13, had: 5 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('pppoed', (content) => ethernet({ type: 0x8863 }, content), [header(0x07, 0, tags)]);
  });
});

describe('Cisco HDLC (RFC 1547 §4.3.1)', () => {
  test('EtherTypes and numbers of its own', () => {
    const d = decode(concat(hex('0f00 0800'), datagram), 104);
    expect([d.layers.slice(0, 2), text(d, 'chdlc.address'), text(d, 'chdlc.protocol'), tilingProblems(d)]).toEqual([['chdlc', 'ip'], '0x0f', '0x0800', []]);
    expect(decode(concat(hex('8f00 2000'), hex('02b40000')), 104).layers).toEqual(['chdlc', 'cdp']);
    expect(decode(concat(hex('8f00 fefe'), hex('83')), 104).layers).toEqual(['chdlc', 'data']);
  });

  test('keep-alives and addresses of SLARP', () => {
    const alive = decode(hex('8f00 8035 00000002 00000005 00000004 ffff 0001 e240'), 104);
    expect([alive.layers, text(alive, 'slarp.mysequence'), text(alive, 'slarp.yoursequence'), text(alive, 'slarp.rest')]).toEqual([['chdlc', 'slarp'], '5', '4', '0001e240']);
    const reply = decode(hex('8f00 8035 00000001 0a4d0001 ffffff00 ffff'), 104);
    expect([text(reply, 'slarp.address'), text(reply, 'slarp.netmask'), tilingProblems(reply)]).toEqual(['10.77.0.1', '255.255.255.0', []]);
    expect(decode(hex('8f00 8035 00000001'), 104).faults).toMatchObject([{ code: 'short', need: 14, had: 4 }]);
  });
});
