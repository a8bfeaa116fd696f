import { describe, expect, test } from 'vitest';
import { hex } from '../build/bytes.ts';
import { type Decoded, decode, text } from '../build/decode.ts';
import { ipv6Packet } from '../build/ipv6.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4 } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 112 }, content));
const fields = (d: Decoded, ...names: string[]): (string | undefined)[] => names.map((name) => text(d, `vrrp.${name}`));

describe('VRRP', () => {
  test('VRRP version 2 and 3, for IPv4 and IPv6 (RFC 5798 §5.1)', () => {
    const second = decode(packet(hex('21 01 64 01 01 01 ba52 c0a80001 6c61620000000000')));
    expect(fields(second, 'version', 'virt_rtr_id', 'prio', 'auth_type', 'adver_int', 'ip_addr', 'auth')).toEqual(['2', '1', '100', '1', '1', '192.168.0.1', '6c61620000000000']);
    const third = decode(ipv6Packet({ next: 112 }, hex('31 01 64 01 0064 484d fe800000000000000000000000000001')));
    expect(fields(third, 'version', 'short_adver_int', 'ipv6_addr')).toEqual(['3', '100', 'fe80::1']);
    expect([tilingProblems(second), tilingProblems(third)]).toEqual([[], []]);
    expect(decode(packet(hex('31 01 64 03 0064 484d c0a80001'))).faults).toMatchObject([{ code: 'short', need: 4, had: 0 }]);
  });

  test('any bytes: nothing throws, and the parts cover the message', () => {
    expectCover('vrrp', packet, ['21 01 64 01 01 01 ba52 c0a80001', '31 01 64 01 0064 484d c0a80001'].map(hex));
  });
});
