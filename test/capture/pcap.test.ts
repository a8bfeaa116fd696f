import { describe, expect, test } from 'vitest';
import { Intake } from '../../src/capture/intake.ts';
import { concat, hex } from '../build/bytes.ts';
import { big, little, SECONDS, take } from '../build/capture.ts';

const packet = hex('ff ff ff ff ff ff 00 1b 21 77 00 0a 08 06');
const text = Buffer.from(packet).toString('hex');

describe('pcap (draft-ietf-opsawg-pcap)', () => {
  test.each([['little', little], ['big', big]])('§4, §5: header and record, %s-endian', (_, b) => {
    const { packets, facts } = take(concat(b.pcap({ snap: 96 }), b.record({ wire: 60 }, packet), b.record({ seconds: 0xffffffff, fraction: 999_999 }, packet)));
    expect(packets).toEqual([
      { hex: text, wire: 60, seconds: SECONDS, nanos: 204_507_000, linkType: 1, interface: undefined, name: undefined, section: undefined, notes: undefined },
      expect.objectContaining({ hex: text, wire: 14, seconds: 0xffffffff, nanos: 999_999_000 }),
    ]);
    expect(facts).toMatchObject({ format: 'pcap', packets: 2, longer: 0, fault: undefined, fileBytes: 84, bytes: 84 });
    expect(facts.interfaces).toEqual([expect.objectContaining({ linkType: 1, snapLength: 96, unitsPerSecond: 1e6, fcsSize: 0 })]);
  });

  test.each([['little', little], ['big', big]])('§4: nanoseconds, %s-endian', (_, b) => {
    const { packets, facts } = take(concat(b.pcap({ magic: 0xa1b23c4d }), b.record({ fraction: 123_456_789 }, packet)));
    expect(packets[0]).toMatchObject({ seconds: SECONDS, nanos: 123_456_789 });
    expect(facts.interfaces[0]!.unitsPerSecond).toBe(1e9);
  });

  test('the modified header has eight bytes more a record', () => {
    const record = (n: number): Uint8Array => concat(little.record({ fraction: n }, new Uint8Array(0)).subarray(0, 8), little.u32(packet.length), little.u32(60), hex('01000000 0800 00 00'), packet);
    const { packets } = take(concat(little.pcap({ magic: 0xa1b2cd34 }), record(1), record(2)));
    expect(packets.map((p) => [p.hex, p.wire, p.nanos])).toEqual([[text, 60, 1000], [text, 60, 2000]]);
  });

  test('§4: the length of the frame check sequence stands above the link type', () => {
    const { packets, facts } = take(concat(big.pcap({ link: 0x24000001 }), big.record({}, packet)));
    expect(packets[0]!.linkType).toBe(1);
    expect(facts.interfaces[0]).toMatchObject({ linkType: 1, fcsSize: 4 });
  });

  test('§4: upper bits without the flag are no length', () => {
    expect(take(little.pcap({ link: 0x20000001 })).facts.interfaces[0]).toMatchObject({ linkType: 1, fcsSize: 0 });
  });

  test.each([[1, 4], [3, 0], [0x0200, 0x0400]])('§4: version %i.%i is not read', (major, minor) => {
    const { facts } = take(concat(little.pcap({ version: [major, minor] }), little.record({}, packet)));
    expect(facts.fault).toEqual({ code: 'file-version', at: 4, need: 2, had: major, found: `${major}.${minor}` });
  });

  test('minor versions after 2.4 are read', () => {
    expect(take(concat(little.pcap({ version: [2, 9] }), little.record({}, packet))).packets).toHaveLength(1);
  });

  test('before version 2.4 the smaller length is the captured one', () => {
    const file = concat(little.pcap({ version: [2, 3] }), little.record({ captured: 60, wire: 14 }, packet), little.record({ captured: 14, wire: 60 }, packet));
    expect(take(file).packets.map((p) => [p.hex, p.wire])).toEqual([[text, 60], [text, 60]]);
  });

  test('§5: more captured than was on the wire is kept, and noted', () => {
    const { packets, facts } = take(concat(little.pcap(), little.record({ wire: 10 }, packet), little.record({}, packet)));
    expect(packets.map((p) => p.wire)).toEqual([10, 14]);
    expect(facts.longer).toBe(1);
  });

  test('§5: a fraction of more than a second is carried over', () => {
    expect(take(concat(little.pcap(), little.record({ seconds: 7, fraction: 2_500_000 }, packet))).packets[0]).toMatchObject({ seconds: 9, nanos: 500_000_000 });
  });

  test('an empty packet is a packet', () => {
    expect(take(concat(little.pcap(), little.record({ wire: 60 }, new Uint8Array(0)))).packets).toHaveLength(1);
  });

  test('a lying length ends the reading where it stands', () => {
    const { packets, facts } = take(concat(little.pcap(), little.record({}, packet), little.record({ captured: 300_000 }, packet), new Uint8Array(400_000)));
    expect(packets).toHaveLength(1);
    expect(facts.fault).toEqual({ code: 'file-length', at: 24 + 30, need: 300_000, had: 262_144, packet: 2 });
  });

  test('a long message of USB is no lie', () => {
    const long = new Uint8Array(300_000);
    expect(take(concat(little.pcap({ link: 249 }), little.record({}, long))).packets[0]!.wire).toBe(300_000);
  });

  test.each([[1, 16], [15, 16], [16, 30], [29, 30]])('§5: %i bytes of a last record are a cut record', (had, need) => {
    const { packets, facts } = take(concat(little.pcap(), little.record({}, packet), little.record({}, packet).subarray(0, had)), [7]);
    expect(packets).toHaveLength(1);
    expect(facts.fault).toEqual({ code: 'file-cut', at: 54, need, had, packet: 2 });
  });

  test('§4: a header alone is an empty capture', () => {
    expect(take(little.pcap()).facts).toMatchObject({ format: 'pcap', packets: 0, fault: undefined });
  });

  test('§4: half a header is a fault', () => {
    expect(take(little.pcap().subarray(0, 20)).facts.fault).toEqual({ code: 'file-header', at: 0, need: 24, had: 20 });
  });

  test('a record that comes in many small pieces is put together once, not again with every piece', () => {
    const lengths: number[] = [];
    const intake = new Intake({ packet: (_bytes, from, to) => lengths.push(to - from) });
    const piece = new Uint8Array(1000);
    const start = performance.now();
    intake.push(concat(little.pcap({ link: 189 }), little.record({ captured: 30_000_000, wire: 30_000_000 }, piece)));
    for (let i = 1; i < 30_000; i++) intake.push(piece);
    expect(intake.end().fault).toBeUndefined();
    expect(lengths).toEqual([30_000_000]);
    // Joined anew with every piece it would copy 450 GB.
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
