import { describe, expect, test } from 'vitest';
import { hex } from '../build/bytes.ts';
import { type Decoded, decode, text } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4 } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 88 }, content));
const fields = (d: Decoded, ...names: string[]): (string | undefined)[] => names.map((name) => text(d, `eigrp.${name}`));

describe('EIGRP', () => {
  test('EIGRP (RFC 7868 §6.3)', () => {
    const d = decode(packet(hex('02 05 eea7 00000009 00000001 00000002 0000 0029 0001000c')));
    expect(fields(d, 'version', 'opcode', 'flags.init', 'flags.eot', 'seq', 'ack', 'as', 'body')).toEqual(['2', '5', 'true', 'true', '1', '2', '41', '0001000c']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('any bytes: nothing throws, and the parts cover the message', () => {
    expectCover('eigrp', packet, [hex('02 05 eea7 00000009 00000001 00000002 0000 0029 0001000c')]);
  });
});
