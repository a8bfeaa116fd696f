import { describe, expect, test } from 'vitest';
import { concat, hex, u16, u32 } from '../build/bytes.ts';
import { expectHardened, received } from '../build/datagram.ts';
import { text, texts } from '../build/decode.ts';

const PORT = 123;
const zeros = (n: number): Uint8Array => new Uint8Array(n);
/** 1 January 2020, half a second past midnight; and 1 January 2040, in the next era. */
const in2020 = concat(u32(3_786_825_600), u32(0x8000_0000));
const in2040 = concat(u32(123_010_304), u32(1));
const message = concat(hex('e4 01 06 ec 00000010 00000020 47505300'), in2020, in2040, zeros(8), in2020);
const values = (d: ReturnType<typeof received>, ...paths: readonly string[]): (string | undefined)[] => paths.map((path) => text(d, `ntp.${path}`));

describe('NTP (RFC 5905 §7.3)', () => {
  test('header and times', () => {
    const d = received(message, PORT);
    expect(values(d, 'flags', 'flags.li', 'flags.vn', 'flags.mode', 'stratum', 'ppoll', 'precision', 'rootdelay', 'rootdispersion', 'refid')).toEqual(['0xe4', '3', '4', '4', '1', '6', '-20', '16', '32', '47505300']);
    expect(values(d, 'reftime', 'org', 'rec')).toEqual(['Jan  1, 2020 00:00:00.500000000 UTC', 'Jan  1, 2040 00:00:00.000000000 UTC', 'NULL']);
  });

  test('a proof after the message, and extensions before it (RFC 7822 §3)', () => {
    const signed = received(concat(message, u32(5), zeros(16)), PORT);
    expect(values(signed, 'keyid', 'mac', 'rest')).toEqual(['00000005', '00'.repeat(16), undefined]);
    const extended = received(concat(message, u16(0x0104), u16(28), zeros(24), u32(5), zeros(20)), PORT);
    expect(values(extended, 'ext.type', 'ext.length', 'ext.value', 'keyid', 'mac')).toEqual(['0x0104', '28', '00'.repeat(24), '00000005', '00'.repeat(20)]);
    expect(values(received(concat(message, hex('aabb')), PORT), 'rest')).toEqual(['aabb']);
    expect(texts(received(concat(message, u16(1), u16(3), zeros(40)), PORT), 'ntp.ext')).toEqual([]);
  });

  test('control messages have another form (RFC 9327)', () => {
    const d = received(hex('16 02 0001 0000'), PORT);
    expect([values(d, 'flags.mode', 'stratum', 'rest'), d.layers.at(-1)]).toEqual([['6', undefined, undefined], 'data']);
  });

  test('hardened', () => {
    expectHardened(concat(message, u16(0x0104), u16(28), zeros(24), u32(5), zeros(16)), PORT);
  });
});
