import { describe, expect, test } from 'vitest';
import { concat, hex } from '../build/bytes.ts';
import { decode, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 17 }, udp({ dport: 1701 }, content)));
const onIp = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 115 }, content));
const attributes = '8008 0000 0000 0001 c00a 0009 0007 6c61622d';
const request = `c802 001e 0007 0000 0001 0002 ${attributes}`;

describe('L2TP version 2 (RFC 2661 §3.1)', () => {
  const d = decode(packet(hex(request)));

  test('a control message and its attributes', () => {
    expect([text(d, 'l2tp.flags'), text(d, 'l2tp.type'), text(d, 'l2tp.length'), text(d, 'l2tp.tunnel'), text(d, 'l2tp.session'), text(d, 'l2tp.Ns'), text(d, 'l2tp.Nr')]).toEqual(['0xc802', '1', '30', '7', '0', '1', '2']);
    expect([texts(d, 'l2tp.avp.mandatory'), texts(d, 'l2tp.avp.hidden'), texts(d, 'l2tp.avp.length'), texts(d, 'l2tp.avp.vendor_id'), texts(d, 'l2tp.avp.type')])
      .toEqual([['true', 'true'], ['false', 'true'], ['8', '10'], ['0', '9'], ['0', '7']]);
    expect([texts(d, 'l2tp.avp.message_type'), texts(d, 'l2tp.avp.value')]).toEqual([['1'], ['6c61622d']]);
    expect([tilingProblems(d), d.faults]).toEqual([[], []]);
  });

  test('data, with everything that may be left out, and with nothing of it', () => {
    const full = decode(packet(hex('4a02 0016 0007 0009 0001 0002 0002 aaaa ff03 c021 0101')));
    expect([text(full, 'l2tp.offset'), text(full, 'l2tp.offset_padding'), full.layers[4]]).toEqual(['2', 'aaaa', 'ppp']);
    expect(tilingProblems(full)).toEqual([]);
    const bare = decode(packet(hex('0002 0007 0009 ff03 c021')));
    expect([text(bare, 'l2tp.session'), text(bare, 'ppp.protocol')]).toEqual(['9', '0xc021']);
    expect(tilingProblems(bare)).toEqual([]);
  });

  test('an attribute that cannot be right ends the list', () => {
    const broken = decode(packet(hex('c802 0012 0007 0000 0001 0002 83ff 0000 0000')));
    expect([broken.faults, text(broken, 'l2tp.incomplete')]).toMatchObject([[{ code: 'option', need: 1023, had: 6 }], '83ff00000000']);
    expect(tilingProblems(broken)).toEqual([]);
  });
});

describe('other versions', () => {
  test('are not read (RFC 2661 §3.1)', () => {
    const d = decode(packet(hex('4001 0016 0007 0009 0001 0002')));
    expect([d.layers.slice(3), d.faults, text(d, 'l2tp.version'), texts(d, 'l2tp.tunnel')]).toMatchObject([['l2tp', 'data'], [{ code: 'version', need: 2, had: 1 }], '1', []]);
    expect(tilingProblems(d)).toEqual([]);
  });
});

describe('L2TP version 3 (RFC 3931)', () => {
  test('in UDP: control and data (§3.2.1, §4.1.2.1)', () => {
    const control = decode(packet(hex(`c803 001e 0000abcd 0001 0002 ${attributes}`)));
    expect([text(control, 'l2tp.ccid'), text(control, 'l2tp.Ns'), texts(control, 'l2tp.avp.type')]).toEqual(['0x0000abcd', '1', ['0', '7']]);
    expect(tilingProblems(control)).toEqual([]);
    const data = decode(packet(hex('0003 0000 0000abcd 01020304')));
    expect([text(data, 'l2tp.sid'), data.layers[4], text(data, 'data.len')]).toEqual(['0x0000abcd', 'data', '4']);
    expect(tilingProblems(data)).toEqual([]);
  });

  test('in IP: session 0 is control (§4.1.1)', () => {
    const data = decode(onIp(hex('0000abcd 01020304')));
    expect([text(data, 'l2tp.sid'), data.layers[3], texts(data, 'l2tp.flags')]).toEqual(['0x0000abcd', 'data', []]);
    const control = decode(onIp(concat(hex('00000000'), hex(`c803 001e 0000abcd 0001 0002 ${attributes}`))));
    expect([text(control, 'l2tp.ccid'), texts(control, 'l2tp.avp.type')]).toEqual(['0x0000abcd', ['0', '7']]);
    expect([tilingProblems(data), tilingProblems(control)]).toEqual([[], []]);
  });
});

describe('hostile L2TP', () => {
  test('a length that lies', () => {
    expect(decode(packet(hex('c802 00ff 0007 0000 0001 0002'))).faults).toMatchObject([{ code: 'length-big', need: 255, had: 12 }]);
    expect(decode(packet(hex('c802 0004 0007 0000 0001 0002'))).faults).toMatchObject([{ code: 'short', need: 12, had: 4 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('l2tp', packet, [hex(request), hex('4a02 0016 0007 0009 0001 0002 0002 aaaa ff03 c021 0101'), hex('c803 001e 0000abcd 0001 0002')]);
    expectCover('l2tp', onIp, [hex(`00000000 c803 001e 0000abcd 0001 0002 ${attributes}`)]);
  });
});
