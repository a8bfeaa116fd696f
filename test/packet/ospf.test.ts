import { describe, expect, test } from 'vitest';
import { hex } from '../build/bytes.ts';
import { type Decoded, decode, text, texts } from '../build/decode.ts';
import { ipv6Packet } from '../build/ipv6.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4 } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 89 }, content));
const fields = (d: Decoded, ...names: string[]): (string | undefined)[] => names.map((name) => text(d, `ospf.${name}`));

describe('OSPF', () => {
  const hello2 = '02 01 002c 0a4d0001 00000000 1234 0001 6c61620000000000 ffffff00 000a 02 01';
  const hello3 = '03 01 0024 0a4d0001 00000000 1234 00 00 00000005';

  test('OSPF version 2 (RFC 2328 §A.3.1) and 3 (RFC 5340 §A.3.1)', () => {
    const d = decode(packet(hex(hello2)));
    expect(fields(d, 'version', 'msg', 'packet_length', 'srcrouter', 'area_id', 'auth.type', 'auth.data')).toEqual(['2', '1', '44', '10.77.0.1', '0.0.0.0', '1', '6c61620000000000']);
    const third = decode(ipv6Packet({ next: 89 }, hex(hello3)));
    expect([...fields(third, 'version', 'instance_id', 'body'), texts(third, 'ospf.auth.type')]).toEqual(['3', '0', '00000005', []]);
    expect([tilingProblems(d), tilingProblems(third)]).toEqual([[], []]);
    expect(decode(packet(hex('09 01 002c 0a4d0001 00000000 1234 0001 00000000'))).faults).toMatchObject([{ code: 'version', had: 9 }]);
  });

  test('any bytes: nothing throws, and the parts cover the message', () => {
    expectCover('ospf', packet, [hello2, hello3].map(hex));
  });
});
