import { describe, expect, test } from 'vitest';
import { concat, hex, u32 } from '../build/bytes.ts';
import { expectHardened, received } from '../build/datagram.ts';
import { text, texts } from '../build/decode.ts';

const PORT = 443;
const long = (first: number, version: number, ...rest: readonly Uint8Array[]): Uint8Array => concat(Uint8Array.of(first), u32(version), hex('04 aabbccdd 02 eeff'), ...rest);
const values = (d: ReturnType<typeof received>, ...paths: readonly string[]): (string | undefined)[] => paths.map((path) => text(d, `quic.${path}`));

describe('QUIC (RFC 9000 §17)', () => {
  test('the long header', () => {
    const d = received(long(0xe3, 1, hex('0102')), PORT);
    expect(values(d, 'header_form', 'fixed_bit', 'long.packet_type', 'version', 'dcil', 'dcid', 'scil', 'scid')).toEqual(['1', 'true', '2', '0x00000001', '4', 'aabbccdd', '2', 'eeff']);
    expect(text(d, 'data.data')).toBe('0102');
    expect(values(received(concat(hex('c0'), u32(1), hex('00 00'), hex('01')), PORT), 'dcil', 'dcid', 'scil', 'scid')).toEqual(['0', undefined, '0', undefined]);
  });

  test('version 2 counts packet types differently (RFC 9369 §3.2), drafts as version 1', () => {
    expect(values(received(long(0xd0, 0x6b3343cf), PORT), 'long.packet_type', 'long.packet_type_v2')).toEqual([undefined, '1']);
    expect(values(received(long(0xc0, 0xff00001d), PORT), 'long.packet_type')).toEqual(['0']);
  });

  test('version negotiation (§17.2.1)', () => {
    const d = received(long(0x80, 0, u32(1), u32(0x6b3343cf), hex('00')), PORT);
    expect([values(d, 'version', 'vn.unused', 'rest'), texts(d, 'quic.supported_version')]).toEqual([['0x00000000', '0x00', '00'], ['0x00000001', '0x6b3343cf']]);
  });

  test('the short header (§17.3)', () => {
    const d = received(hex('65 0102'), PORT);
    expect([values(d, 'header_form', 'fixed_bit', 'spin_bit', 'short.protected'), text(d, 'data.data')]).toEqual([['0', 'true', 'true', '0x05'], '0102']);
  });

  test('what is something else is data', () => {
    expect(received(long(0xc0, 0x51303433), PORT).layers.slice(3)).toEqual(['quic', 'data']);
    expect(received(hex('0d 0102'), PORT).layers.slice(3)).toEqual(['quic', 'data']);
  });

  test('an identifier that goes beyond the end', () => {
    expect(received(concat(hex('c0'), u32(1), hex('ff aabb')), PORT).faults.map((fault) => fault.code)).toEqual(['short']);
    expect(received(concat(hex('c0'), u32(1), hex('01 aa 14 bb')), PORT).faults.map((fault) => fault.code)).toEqual(['short']);
  });

  test('hardened', () => {
    expectHardened(long(0xc3, 1, hex('00')), PORT);
    expectHardened(long(0x80, 0, u32(1)), PORT);
  });
});
