import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { type Decoded, decode, text, texts } from '../build/decode.ts';
import { ipv6Packet, udp6 } from '../build/ipv6.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const inner = ipv4({ proto: 17 }, udp({}, ascii('abc')));
const datagram = (dport: number, ...parts: Uint8Array[]): Uint8Array => ethernet({}, ipv4({ proto: 17 }, udp({ dport }, concat(...parts))));

function read(dport: number, ...parts: Uint8Array[]): Decoded {
  const d = decode(datagram(dport, ...parts));
  expect(tilingProblems(d)).toEqual([]);
  return d;
}

describe('LISP', () => {
  test('data: nonce and locator status, or map versions and instance (RFC 9300 §5.3)', () => {
    const d = read(4341, hex('c0 123456 00000003'), inner);
    expect([d.layers.slice(3), text(d, 'lisp-data.nonce'), text(d, 'lisp-data.lsb'), text(d, 'lisp-data.flags.nonce')]).toEqual([['lisp-data', 'ip', 'udp', 'data'], '0x123456', '0x00000003', 'true']);
    const other = read(4341, hex('18 001002 00000701'), ipv6Packet({ next: 17 }, udp6(ascii('abc'))).subarray(14));
    expect([other.layers[4], text(other, 'lisp-data.srcmapver'), text(other, 'lisp-data.dstmapver'), text(other, 'lisp-data.iid'), text(other, 'lisp-data.lsb8')]).toEqual(['ipv6', '1', '2', '7', '0x01']);
  });

  test('control: a message in a message, and others (RFC 9301 §5.1, §5.8)', () => {
    expect(read(4342, hex('80000000'), inner).layers.slice(3)).toEqual(['lisp', 'ip', 'udp', 'data']);
    const d = read(4342, hex('38000001 0011223344556677'));
    expect([d.layers.slice(3), text(d, 'lisp.type'), text(d, 'lisp.content'), texts(d, 'data')]).toEqual([['lisp'], '3', '0011223344556677', []]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('lisp-data', (content) => datagram(4341, content), [concat(hex('c0 123456 00000003'), inner)]);
    expectCover('lisp', (content) => datagram(4342, content), [concat(hex('80000000'), inner)]);
  });
});
