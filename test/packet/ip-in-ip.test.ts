import { describe, expect, test } from 'vitest';
import { ascii } from '../build/bytes.ts';
import { decode, text } from '../build/decode.ts';
import { udp6 } from '../build/ipv6.ts';
import { ethernet, ipv4, ipv6, udp } from '../build/packet.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('abc')));

describe('IP in IP', () => {
  test('IPv4 in IPv4 (RFC 2003), IPv6 in IPv4 (RFC 4213 §3)', () => {
    expect(decode(ethernet({}, ipv4({ proto: 4 }, datagram))).layers.slice(1, 4)).toEqual(['ip', 'ip', 'udp']);
    const d = decode(ethernet({}, ipv4({ proto: 41 }, ipv6({ next: 17 }, udp6(ascii('abc'))))));
    expect([d.layers.slice(1, 4), text(d, 'udp.checksum.status')]).toEqual([['ip', 'ipv6', 'udp'], '1']);
  });
});
