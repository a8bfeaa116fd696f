import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const AT = 42;
const frame = ethernet({}, ipv4({ proto: 17 }, udp({}, ascii('abc'))));
const packet = (content: Uint8Array, dport = 4789): Uint8Array => ethernet({}, ipv4({ proto: 17 }, udp({ dport }, content)));

describe('VXLAN (RFC 7348 §5)', () => {
  const d = decode(packet(concat(hex('8848 0abc 00d431 00'), frame)));

  test('fields and where they stand', () => {
    expect(d.layers.slice(3)).toEqual(['vxlan', 'eth', 'ip', 'udp', 'data']);
    expect([text(d, 'vxlan.flags'), text(d, 'vxlan.flag_g'), text(d, 'vxlan.flag_i'), text(d, 'vxlan.flag_d'), text(d, 'vxlan.flag_a')]).toEqual(['0x8848', 'true', 'true', 'true', 'true']);
    expect([text(d, 'vxlan.gbp'), text(d, 'vxlan.vni'), place(d, 'vxlan.vni')]).toEqual(['2748', '54321', `${AT + 4}-${AT + 7}`]);
    expect(texts(d, 'ip.src').length).toBe(2);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('on the port that Linux took before one was assigned', () => {
    expect(decode(packet(concat(hex('0800 0000 000001 00'), frame), 8472)).layers[3]).toBe('vxlan');
  });

  test('the generic protocol extension (draft-ietf-nvo3-vxlan-gpe §3.1)', () => {
    const d = decode(packet(concat(hex('0c 0000 01 00d431 00'), ipv4({ proto: 17 }, udp({}, ascii('abc')))), 4790));
    expect([d.layers.slice(3), text(d, 'vxlan.next_proto'), text(d, 'vxlan.p_bit'), text(d, 'vxlan.vni')]).toEqual([['vxlan_gpe', 'ip', 'udp', 'data'], '1', 'true', '54321']);
    expect(tilingProblems(d)).toEqual([]);
    expect(decode(packet(concat(hex('08 0000 00 00d431 00'), frame), 4790)).layers.slice(3, 5)).toEqual(['vxlan_gpe', 'eth']);
    expectCover('vxlan_gpe', (content) => packet(content, 4790), [concat(hex('0c 0000 03 00d431 00'), frame)]);
  });

  test('nesting is bounded', () => {
    let content: Uint8Array = frame;
    for (let i = 0; i < 20; i++) content = packet(concat(hex('0800 0000 000001 00'), content));
    const nested = decode(content);
    expect([nested.layers.length, nested.faults]).toMatchObject([40, [{ code: 'nesting' }]]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('vxlan', (content) => packet(content), [concat(hex('0800 0000 00d431 00'), frame)]);
  });
});
