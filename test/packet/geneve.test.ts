import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { decode, place, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const AT = 42;
const datagram = ipv4({ proto: 17 }, udp({}, ascii('abc')));
const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 17 }, udp({ dport: 6081 }, content)));

describe('Geneve (RFC 8926 §3.4)', () => {
  const options = '0108 80 01 01020304 0108 02 00';
  const d = decode(packet(concat(hex(`03 c0 6558 00d431 00 ${options}`), ethernet({}, datagram))));

  test('fields and where they stand', () => {
    expect(d.layers.slice(3)).toEqual(['geneve', 'eth', 'ip', 'udp', 'data']);
    expect([text(d, 'geneve.version'), text(d, 'geneve.options_length'), text(d, 'geneve.flags.oam'), text(d, 'geneve.flags.critical')]).toEqual(['0', '12', 'true', 'true']);
    expect([text(d, 'geneve.proto_type'), text(d, 'geneve.vni'), place(d, 'geneve.options')]).toEqual(['0x6558', '0x00d431', `${AT + 8}-${AT + 20}`]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('options say how long they are, their header left out (§3.5)', () => {
    expect([texts(d, 'geneve.option.class'), texts(d, 'geneve.option.type'), texts(d, 'geneve.option.type.critical')]).toEqual([['0x0108', '0x0108'], ['0x80', '0x02'], ['true', 'false']]);
    expect([texts(d, 'geneve.option.length'), texts(d, 'geneve.option.unknown.data')]).toEqual([['4', '0'], ['01020304']]);
  });

  test('other content by its type', () => {
    expect(decode(packet(concat(hex('00 00 0800 000001 00'), datagram))).layers.slice(3, 5)).toEqual(['geneve', 'ip']);
  });

  test('an option longer than the options, a header that ends early, another version', () => {
    expect(decode(packet(concat(hex('01 00 0800 000001 00 0108 80 1f'), datagram))).faults).toMatchObject([{ code: 'option', need: 128, had: 4 }]);
    expect(decode(packet(hex('3f 00 0800 000001 00 0108'))).faults).toMatchObject([{ code: 'short', need: 260, had: 10 }]);
    expect(decode(packet(hex('40 00 0800 000001 00'))).faults).toMatchObject([{ code: 'version', need: 0, had: 1 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('geneve', packet, [concat(hex(`03 c0 6558 00d431 00 ${options}`), ethernet({}, datagram))]);
  });
});
