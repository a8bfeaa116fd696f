import { describe, expect, test } from 'vitest';
import { addWords, checksum } from '../../src/base/checksum.ts';
import { ascii, concat, hex, u16 } from '../build/bytes.ts';
import { type Decoded, decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const AT = 34;
const datagram = ipv4({ proto: 17 }, udp({}, ascii('abc')));
const packet = (...parts: Uint8Array[]): Uint8Array => ethernet({}, ipv4({ proto: 47 }, concat(...parts)));
const tunnel = (header: string, ...content: Uint8Array[]): Decoded => decode(packet(hex(header), ...content));

describe('GRE (RFC 2784 §2.1)', () => {
  test('without options', () => {
    const d = tunnel('0000 0800', datagram);
    expect([d.layers.slice(2), text(d, 'gre.proto'), text(d, 'gre.flags_and_version')]).toEqual([['gre', 'ip', 'udp', 'data'], '0x0800', '0x0000']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('key and sequence number (RFC 2890)', () => {
    const d = tunnel('3000 0800 0000abcd 00000007', datagram);
    expect([text(d, 'gre.key'), text(d, 'gre.sequence_number'), place(d, 'gre.sequence_number'), d.layers[3]]).toEqual(['0x0000abcd', '7', `${AT + 8}-${AT + 12}`, 'ip']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('the checksum covers header and content (§2.5)', () => {
    const content = concat(hex('8000 0800 0000 0000'), datagram);
    content.set(u16(checksum(addWords(0, content, 0, content.length))), 4);
    const d = decode(packet(content));
    expect([text(d, 'gre.checksum.status'), text(d, 'gre.offset'), d.layers[3]]).toEqual(['1', '0', 'ip']);
    expect(tilingProblems(d)).toEqual([]);
    content[5]! ^= 1;
    expect(text(decode(packet(content)), 'gre.checksum.status')).toBe('0');
    expect(text(decode(packet(content).subarray(0, 60), 1, 100), 'gre.checksum.status')).toBe('2');
  });

  test('a packet that WCCP redirects, with its header or without (draft-wilson-wrec-wccp-v2 §4.12)', () => {
    const d = tunnel('0000 883e 80 21 00 5c', datagram);
    expect([d.layers.slice(2), text(d, 'gre.wccp.dynamic_service'), text(d, 'gre.wccp.service_id'), text(d, 'gre.wccp.primary_bucket')]).toEqual([['gre', 'ip', 'udp', 'data'], 'true', '33', '92']);
    expect([place(d, 'gre.wccp.redirect_header'), tilingProblems(d)]).toEqual([`${AT + 4}-${AT + 8}`, []]);
    const first = tunnel('0000 883e', datagram);
    expect([first.layers.slice(2, 4), texts(first, 'gre.wccp.redirect_header'), tilingProblems(first)]).toEqual([['gre', 'ip'], [], []]);
    const routed = tunnel('4000 883e 0000 0000 0000 00 00 00 00 00 07', datagram);
    expect([routed.layers[3], text(routed, 'gre.wccp.primary_bucket'), tilingProblems(routed)]).toEqual(['ip', '7', []]);
  });

  test('frame relay', () => {
    expect(tunnel('0000 6559 1841 03cc', datagram).layers.slice(2, 5)).toEqual(['gre', 'fr', 'ip']);
  });

  test('a source route (RFC 1701)', () => {
    const d = tunnel('4000 0800 0000 0000 0800 00 04 0a4d0001 0000 00 00', datagram);
    expect([texts(d, 'gre.routing.address_family'), text(d, 'gre.routing.information'), d.layers[3]]).toEqual([['2048', '0'], '0a4d0001', 'ip']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('Ethernet inside', () => {
    expect(tunnel('0000 6558', ethernet({}, datagram)).layers.slice(2, 6)).toEqual(['gre', 'eth', 'ip', 'udp']);
  });

  test('GRE inside GRE', () => {
    expect(tunnel('0000 0800', ipv4({ proto: 47 }, concat(hex('0000 0800'), datagram))).layers.slice(2, 7)).toEqual(['gre', 'ip', 'gre', 'ip', 'udp']);
  });
});

describe('PPTP (RFC 2637 §4.1)', () => {
  const d = tunnel('3081 880b 0004 0007 00000001 00000002', hex('c0210101'));

  test('the key is a length and a call', () => {
    expect([text(d, 'gre.flags.version'), text(d, 'gre.key.payload_length'), text(d, 'gre.key.call_id'), text(d, 'gre.sequence_number'), text(d, 'gre.ack_number')]).toEqual(['1', '4', '7', '1', '2']);
    expect([texts(d, 'gre.key').length, text(d, 'gre.flags.ack')]).toEqual([0, 'true']);
    expect(place(d, 'gre')).toBe(`${AT}-${AT + 16}`);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('an acknowledgment alone', () => {
    const alone = tunnel('2081 880b 0000 0007 00000002');
    expect([text(alone, 'gre.ack_number'), alone.layers, alone.faults]).toEqual(['2', ['eth', 'ip', 'gre'], []]);
  });
});

describe('ERSPAN (draft-foschiano-erspan §4)', () => {
  test('its numbers are types of GRE, not of Ethernet', () => {
    expect(decode(ethernet({ type: 0x88be }, concat(hex('100a 5864 00000105'), datagram))).layers).toEqual(['eth', 'data']);
  });

  const frame = ethernet({}, datagram);

  test('type I has no header: no sequence number tells it', () => {
    expect(tunnel('0000 88be', frame).layers.slice(2, 5)).toEqual(['gre', 'eth', 'ip']);
  });

  test('type II', () => {
    const d = tunnel('1000 88be 00000007 100a 5864 00000105', frame);
    expect(['version', 'vlan', 'cos', 'encap', 'truncated', 'spanid', 'index'].map((name) => text(d, `erspan.${name}`))).toEqual(['1', '10', '2', '3', '0', '100', '261']);
    expect(d.layers.slice(2, 6)).toEqual(['gre', 'erspan', 'eth', 'ip']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('type III, with and without a header of the device', () => {
    const d = tunnel('1000 22eb 00000007 200a 0864 00000105 0003 801f 1122334455667788', frame);
    expect(['version', 'bso', 'timestamp', 'sgt', 'p', 'ft', 'hw', 'direction', 'gra', 'o', 'platform'].map((name) => text(d, `erspan.${name}`)))
      .toEqual(['2', '1', '261', '3', 'true', '0', '1', 'true', '3', 'true', '1122334455667788']);
    expect(d.layers.slice(3, 5)).toEqual(['erspan', 'eth']);
    expect(tilingProblems(d)).toEqual([]);
    expect(tunnel('1000 22eb 00000007 200a 0064 00000105 0003 8000', frame).layers.slice(3, 5)).toEqual(['erspan', 'eth']);
    expect(tunnel('1000 22eb 00000007 200a 0064 00000105 0003 0800', datagram).layers.slice(3, 5)).toEqual(['erspan', 'ip']);
  });

  test('an unknown kind', () => {
    expect(tunnel('1000 88be 00000007 500a 0864 00000105', frame).layers.slice(3)).toEqual(['erspan', 'data']);
  });
});

describe('hostile GRE', () => {
  test('a header that ends early', () => {
    const d = tunnel('3000 0800 0000abcd 0000');
    expect(d.faults).toMatchObject([{ code: 'short', need: 12, had: 10 }]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('a source route that does not end', () => {
    const d = tunnel('4000 0800 0000 0000 0800 00 ff 0a4d0001');
    expect([d.faults, text(d, 'gre.routing.src_length')]).toMatchObject([[{ code: 'short' }], '255']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test.each([['gre', ['f000 0800 0000 0000 0000abcd 00000007 0000 00 00', '3081 880b 0004 0007 00000001 00000002', '4000 0800 0000 0000 0800 00 04 0a4d0001 0000 00 00']], ['erspan', ['1000 22eb 00000007 200a 0864 00000105 0003 801f 1122334455667788']]])(
    'any bytes: nothing throws, and the parts cover the header of %s', (protocol, seeds) => {
      expectCover(protocol, packet, seeds.map((seed) => concat(hex(seed), datagram)));
    });
});
