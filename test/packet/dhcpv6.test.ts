import { describe, expect, test } from 'vitest';
import { concat, hex, u16 } from '../build/bytes.ts';
import { expectHardened, received } from '../build/datagram.ts';
import { text, texts } from '../build/decode.ts';
import { fd77 } from '../build/packet.ts';

const PORT = 547;
const solicit = concat(hex('01 abcdef'), u16(1), u16(4), hex('00030001'), u16(8), u16(2), hex('0064'));
const values = (d: ReturnType<typeof received>, ...paths: readonly string[]): (string | undefined)[] => paths.map((path) => text(d, `dhcpv6.${path}`));

describe('DHCPv6 (RFC 8415 §8)', () => {
  test('header and options', () => {
    const d = received(solicit, PORT);
    expect(values(d, 'msgtype', 'xid', 'hopcount')).toEqual(['1', '0xabcdef', undefined]);
    expect([texts(d, 'dhcpv6.option.type'), texts(d, 'dhcpv6.option.length'), texts(d, 'dhcpv6.option.value')]).toEqual([['1', '8'], ['4', '2'], ['00030001', '0064']]);
  });

  test('what relay agents pass on (§9)', () => {
    const d = received(concat(hex('0c 01'), fd77(1), fd77(2), u16(9), u16(4), hex('01abcdef')), PORT);
    expect(values(d, 'msgtype', 'xid', 'hopcount', 'linkaddr', 'peeraddr', 'option.value')).toEqual(['12', undefined, '1', 'fd77::1', 'fd77::2', '01abcdef']);
  });

  test('lengths that lie', () => {
    const d = received(concat(hex('01 abcdef'), u16(1), u16(9), hex('0003')), PORT);
    expect([d.faults.map((fault) => fault.code), values(d, 'option.value')]).toEqual([['short'], ['0003']]);
    expect([received(hex('01 abcdef 000100'), PORT).faults.map((fault) => fault.code), values(received(hex('01 abcdef 000100'), PORT), 'rest')]).toEqual([['short'], ['000100']]);
  });

  test('hardened', () => {
    expectHardened(solicit, PORT);
    expectHardened(concat(hex('0c 01'), fd77(1), fd77(2), u16(9), u16(4), hex('01abcdef')), PORT);
  });
});
