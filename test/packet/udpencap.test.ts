import { describe, expect, test } from 'vitest';
import { hex } from '../build/bytes.ts';
import { decode, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 17 }, udp({ dport: 4500 }, content)));

describe('IPsec in UDP (RFC 3948 §2)', () => {
  test('ESP, messages about keys, and the byte that keeps the way open', () => {
    const d = decode(packet(hex('00000100 00000005 0102')));
    expect([d.layers.slice(3), text(d, 'esp.spi')]).toEqual([['udpencap', 'esp'], '0x00000100']);
    const keys = decode(packet(hex('00000000 0102030405060708')));
    expect([keys.layers.slice(3), texts(keys, 'udpencap.non_esp_marker').length]).toEqual([['udpencap', 'data'], 1]);
    const alive = decode(packet(hex('ff')));
    expect([alive.layers.slice(3), texts(alive, 'udpencap.nat_keepalive').length, alive.faults]).toEqual([['udpencap'], 1, []]);
    for (const each of [d, keys, alive]) expect(tilingProblems(each)).toEqual([]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('udpencap', packet, [hex('00000000 01')]);
  });
});
