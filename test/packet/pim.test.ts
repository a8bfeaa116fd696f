import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { type Decoded, decode, text } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 103 }, content));
const fields = (d: Decoded, ...names: string[]): (string | undefined)[] => names.map((name) => text(d, `pim.${name}`));

describe('PIM', () => {
  test('PIM: a register carries a packet (RFC 7761 §4.9.3)', () => {
    const d = decode(packet(concat(hex('21 00 dead 40000000'), ipv4({ proto: 17 }, udp({}, ascii('abc'))))));
    expect([...fields(d, 'version', 'type', 'register_flag.border', 'register_flag.null_register'), d.layers.slice(2, 5)]).toEqual(['2', '1', 'false', 'true', ['pim', 'ip', 'udp']]);
    const hello = decode(packet(hex('20 00 dead 0001 0002 0069')));
    expect(fields(hello, 'type', 'body')).toEqual(['0', '000100020069']);
    expect(tilingProblems(hello)).toEqual([]);
  });

  test('any bytes: nothing throws, and the parts cover the message', () => {
    expectCover('pim', packet, ['21 00 dead 40000000 45', '20 00 dead 0001'].map(hex));
  });
});
