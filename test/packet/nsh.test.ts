import { describe, expect, test } from 'vitest';
import { ascii, concat, hex } from '../build/bytes.ts';
import { decode, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4, udp } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const datagram = ipv4({ proto: 17 }, udp({}, ascii('abc')));
const frame = ethernet({}, datagram);

describe('Network service header (RFC 8300 §2.2)', () => {
  const packet = (content: Uint8Array): Uint8Array => ethernet({ type: 0x894f }, content);
  const fixed = '0fc6 01 01 000007 ff 00000001 00000002 00000003 00000004';

  test('metadata of fixed length are four words', () => {
    const d = decode(packet(concat(hex(fixed), datagram)));
    expect(['version', 'Obit', 'ttl', 'length', 'mdtype', 'nextproto', 'spi', 'si'].map((name) => text(d, `nsh.${name}`))).toEqual(['0', 'false', '0x003f', '6', '1', '1', '7', '255']);
    expect([texts(d, 'nsh.contextheader'), d.layers.slice(1, 4)]).toEqual([['00000001', '00000002', '00000003', '00000004'], ['nsh', 'ip', 'udp']]);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('metadata of variable length, Ethernet inside, a length that lies', () => {
    const d = decode(packet(concat(hex('0fc3 02 03 000007 ff 0001 80 04'), frame)));
    expect([text(d, 'nsh.contextheader'), d.layers.slice(1, 4)]).toEqual(['00018004', ['nsh', 'eth', 'ip']]);
    expect(decode(packet(hex('0fc1 02 03 000007 ff'))).faults).toMatchObject([{ code: 'header-length', need: 8, had: 4 }]);
    expect(decode(packet(hex('0fff 02 03 000007 ff'))).faults).toMatchObject([{ code: 'short', need: 252, had: 8 }]);
  });

  test('any bytes: nothing throws, and the parts cover the header', () => {
    expectCover('nsh', packet, [concat(hex(fixed), datagram)]);
  });
});
