import { describe, expect, test } from 'vitest';
import { hex } from '../build/bytes.ts';
import { type Decoded, decode, text } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4 } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 33 }, content));
const fields = (d: Decoded, ...names: string[]): (string | undefined)[] => names.map((name) => text(d, `dccp.${name}`));

describe('DCCP (RFC 4340 §5.1)', () => {
  const long = 'cdbb 1389 05 00 a766 01 00 0007b8bb9240 00000007 616263';

  test('with a long sequence number, and with a short one', () => {
    const d = decode(packet(hex(long)));
    expect(fields(d, 'srcport', 'dstport', 'data_offset', 'type', 'x', 'seq_raw', 'rest')).toEqual(['52667', '5001', '5', '0', 'true', '33164071488', '00000007']);
    expect(text(d, 'data.len')).toBe('3');
    const short = decode(packet(hex('cdbb 1389 03 00 a766 04 000007 616263')));
    expect([...fields(short, 'type', 'x', 'seq_raw'), text(short, 'data.len')]).toEqual(['2', 'false', '7', '3']);
    expect([tilingProblems(d), tilingProblems(short)]).toEqual([[], []]);
  });

  test('a data offset that lies', () => {
    expect(decode(packet(hex('cdbb 1389 03 00 a766 01 00 0007b8bb9240'))).faults).toMatchObject([{ code: 'header-length', need: 16, had: 12 }]);
    expect(decode(packet(hex('cdbb 1389 ff 00 a766 04 000007'))).faults).toMatchObject([{ code: 'short', need: 1020, had: 12 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('dccp', packet, [hex(long)]);
  });
});
