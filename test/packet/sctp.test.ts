import { describe, expect, test } from 'vitest';
import { hex } from '../build/bytes.ts';
import { type Decoded, decode, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4 } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 132 }, content));
const fields = (d: Decoded, ...names: string[]): (string | undefined)[] => names.map((name) => text(d, `sctp.${name}`));

describe('SCTP (RFC 9260 §3)', () => {
  const chunks = '8044 0050 00000000 30baef54 00 03 0013 00000001 0000 0000 00000000 616263 00 03 00 0004';

  test('header and chunks', () => {
    const d = decode(packet(hex(chunks)));
    expect(fields(d, 'srcport', 'dstport', 'verification_tag', 'checksum')).toEqual(['32836', '80', '0x00000000', '0x30baef54']);
    expect([texts(d, 'sctp.chunk_type'), texts(d, 'sctp.chunk_length'), texts(d, 'sctp.chunk_padding'), texts(d, 'sctp.chunk_value')]).toEqual([['0', '3'], ['19', '4'], ['00'], ['000000010000000000000000616263']]);
    expect([tilingProblems(d), d.faults]).toEqual([[], []]);
  });

  test('chunks whose length cannot be right', () => {
    expect(decode(packet(hex('8044 0050 00000000 30baef54 00 03 0002'))).faults).toMatchObject([{ code: 'length-small', need: 4, had: 2 }]);
    expect(decode(packet(hex('8044 0050 00000000 30baef54 00 03 00ff 6162'))).faults).toMatchObject([{ code: 'length-big', need: 255, had: 6 }]);
  });

  test('any bytes: nothing throws, and the parts cover the packet', () => {
    expectCover('sctp', packet, [hex(chunks)]);
  });
});
