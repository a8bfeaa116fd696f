import { describe, expect, test } from 'vitest';
import { addWords, checksum } from '../../src/base/checksum.ts';
import { hex, u16 } from '../build/bytes.ts';
import { type Decoded, decode, text, texts } from '../build/decode.ts';
import { expectCover } from '../build/law.ts';
import { ethernet, ipv4 } from '../build/packet.ts';
import { tilingProblems } from '../build/tiling.ts';

const packet = (content: Uint8Array): Uint8Array => ethernet({}, ipv4({ proto: 2, ttl: 1 }, content));

/** A message with the right checksum. */
function message(bytes: string): Decoded {
  const content = hex(bytes);
  content.set(u16(checksum(addWords(0, content, 0, content.length))), 2);
  return decode(packet(content));
}

describe('IGMP', () => {
  test('queries tell their version by response time and length (RFC 3376 §7.1)', () => {
    const first = message('11 00 0000 00000000');
    expect([text(first, 'igmp.version'), text(first, 'igmp.reserved'), text(first, 'igmp.maddr'), text(first, 'igmp.checksum.status')]).toEqual(['1', '00', '0.0.0.0', '1']);
    const second = message('11 64 0000 e1020304');
    expect([text(second, 'igmp.version'), text(second, 'igmp.max_resp'), text(second, 'igmp.maddr')]).toEqual(['2', '100', '225.2.3.4']);
    const third = message('11 92 0000 e1020304 0a 7d 0002 0a4d000a 0a4d000b');
    expect([text(third, 'igmp.version'), text(third, 'igmp.max_resp'), text(third, 'igmp.s'), text(third, 'igmp.qrv'), text(third, 'igmp.qqic'), texts(third, 'igmp.saddr')])
      .toEqual(['3', '288', 'true', '2', '125', ['10.77.0.10', '10.77.0.11']]);
    for (const each of [first, second, third]) expect([tilingProblems(each), each.faults]).toEqual([[], []]);
  });

  test.each([['12', '1'], ['16', '2'], ['17', '2']])('reports and leaving: type 0x%s is of version %s (RFC 2236 §2)', (type, version) => {
    const d = message(`${type} 00 0000 e1020304`);
    expect([text(d, 'igmp.version'), text(d, 'igmp.maddr')]).toEqual([version, '225.2.3.4']);
    expect(tilingProblems(d)).toEqual([]);
  });

  test('reports of version 3 have records (RFC 3376 §4.2)', () => {
    const d = message('22 00 0000 0000 0002 04 00 0000 e1020304 03 01 0001 e1020305 0a4d000a deadbeef');
    expect([texts(d, 'igmp.record_type'), texts(d, 'igmp.maddr'), texts(d, 'igmp.saddr'), texts(d, 'igmp.aux_data')]).toEqual([['4', '3'], ['225.2.3.4', '225.2.3.5'], ['10.77.0.10'], ['deadbeef']]);
    expect([tilingProblems(d), d.faults]).toEqual([[], []]);
  });

  test('other types keep their content', () => {
    expect(text(message('30 14 0000 0014 0002'), 'igmp.data')).toMatch(/^14.{4}00140002$/);
  });
});

describe('hostile IGMP', () => {
  test('counts that lie', () => {
    expect(message('11 64 0000 e1020304 0a 7d 0009 0a4d000a').faults).toMatchObject([{ code: 'short', need: 4, had: 0 }]);
    expect(message('22 00 0000 0000 0002 04 00 0000 e1020304').faults).toMatchObject([{ code: 'short', need: 8, had: 0 }]);
    expect(message('22 00 0000 0000 0001 04 00 0005 e1020304 0a4d').faults).toMatchObject([{ code: 'short', need: 4, had: 2 }]);
  });

  test('any bytes: nothing throws, and the parts cover the message', () => {
    expectCover('igmp', packet, ['22 00 0000 0000 0002 04 00 0000 e1020304 03 01 0001 e1020305 0a4d000a deadbeef', '11 92 0000 e1020304 0a 7d 0002 0a4d000a 0a4d000b', '16 00 0000 e1020304'].map(hex));
  });
});
