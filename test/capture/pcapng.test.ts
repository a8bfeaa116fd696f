import { describe, expect, test } from 'vitest';
import { MAX_INTERFACES } from '../../src/capture/pcapng.ts';
import { ascii, concat, hex } from '../build/bytes.ts';
import { big, type CaptureBuilder, little, SECONDS, take, TIME } from '../build/capture.ts';

const packet = hex('ff ff ff ff ff ff 00 1b 21 77 00 0a 08 06 01');
const text = Buffer.from(packet).toString('hex');
const orders: readonly (readonly [string, CaptureBuilder])[] = [['little', little], ['big', big]];

/** A section with an interface, and what follows. */
const file = (b: CaptureBuilder, ...blocks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => concat(b.section(), b.interface(), ...blocks);

describe('pcapng: packets (draft-ietf-opsawg-pcapng §4.3, §4.4, appendix A)', () => {
  test.each(orders)('§4.3: enhanced packet block, %s-endian', (_, b) => {
    const { packets, facts } = take(file(b, b.enhanced({ wire: 60 }, packet)));
    expect(packets).toEqual([{ hex: text, wire: 60, seconds: SECONDS, nanos: 204_507_000, linkType: 1, interface: 0, name: undefined, section: 1, notes: undefined }]);
    expect(facts).toMatchObject({ format: 'pcapng', packets: 1, longer: 0, fault: undefined });
  });

  test.each(orders)('§4.3: comments, flags and drop count, %s-endian', (_, b) => {
    const options = [b.option(1, 'first'), b.option(1, 'второй'), b.option(2, b.u32(0x80000001)), b.option(4, b.u64(5_000_000_000n)), b.option(0x8bad, 'unknown')];
    const { packets } = take(file(b, b.enhanced({}, packet, options), b.enhanced({}, packet)));
    expect(packets.map((p) => p.notes)).toEqual([{ comments: ['first', 'второй'], flags: 0x80000001, drops: 5_000_000_000 }, undefined]);
  });

  test('notes of a packet do not stay for the next', () => {
    const { packets } = take(file(little, little.enhanced({}, packet, [little.option(1, 'a'), little.option(2, little.u32(1))]), little.enhanced({}, packet, [little.option(4, little.u64(2n))])));
    expect(packets[1]!.notes).toEqual({ comments: [], flags: undefined, drops: 2 });
  });

  test('§4.4: a simple packet has no time, and is cut at the snap length', () => {
    const { packets } = take(concat(little.section(), little.interface({ snap: 10, link: 101 }), little.interface(), little.simple(60, packet), little.simple(4, packet.subarray(0, 4))));
    expect(packets).toEqual([
      { hex: text.slice(0, 20), wire: 60, seconds: NaN, nanos: 0, linkType: 101, interface: 0, name: undefined, section: 1, notes: undefined },
      expect.objectContaining({ hex: text.slice(0, 8), wire: 4 }),
    ]);
  });

  test.each(orders)('appendix A: obsolete packet block, %s-endian', (_, b) => {
    const { packets } = take(concat(b.section(), b.interface(), b.interface({ link: 228 }), b.obsolete({ interface: 1, drops: 3 }, packet), b.obsolete({}, packet), b.obsolete({ drops: 0 }, packet, [b.option(1, 'old')])));
    expect(packets.map((p) => [p.linkType, p.seconds, p.nanos, p.notes])).toEqual([
      [228, SECONDS, 204_507_000, { comments: [], flags: undefined, drops: 3 }],
      [1, SECONDS, 204_507_000, undefined],
      [1, SECONDS, 204_507_000, { comments: ['old'], flags: undefined, drops: 0 }],
    ]);
  });

  test('more captured than was on the wire is kept, and noted', () => {
    const { packets, facts } = take(file(little, little.enhanced({ wire: 3 }, packet)));
    expect(packets).toEqual([expect.objectContaining({ hex: text, wire: 3 })]);
    expect(facts.longer).toBe(1);
  });
});

describe('pcapng: sections and interfaces (§4.1, §4.2)', () => {
  test('§4.2: what an interface says of itself', () => {
    const options = [little.option(2, 'eth0'), little.option(3, 'Intel 82540EM'), little.option(9, Uint8Array.of(9)), little.option(11, '\0tcp port 25'), little.option(13, Uint8Array.of(4)), little.option(14, little.u64(-10n))];
    const { packets, facts } = take(concat(little.section(), little.interface({ snap: 96 }, options), little.enhanced({ time: 12_000_000_003n }, packet)));
    expect(facts.interfaces).toEqual([
      expect.objectContaining({ id: 0, linkType: 1, snapLength: 96, unitsPerSecond: 1e9, name: 'eth0', description: 'Intel 82540EM', filter: 'tcp port 25', fcsSize: 4, received: undefined, dropped: undefined }),
    ]);
    expect(packets[0]).toMatchObject({ seconds: 2, nanos: 3, name: 'eth0' });
  });

  test('§4.2: a compiled filter is not shown, and a frame check sequence of 32 bits has 4 bytes', () => {
    const { facts } = take(concat(little.section(), little.interface({}, [little.option(11, hex('01 28 00 00 00')), little.option(13, Uint8Array.of(32))])));
    expect(facts.interfaces[0]).toMatchObject({ filter: undefined, fcsSize: 4 });
  });

  test('§4.1: what a section says of itself; a text ends at a zero', () => {
    const { facts } = take(little.section([little.option(1, 'lab 4'), little.option(1, 'group B'), little.option(2, 'x86\0\0'), little.option(3, 'Linux'), little.option(4, 'dumpcap')]));
    expect(facts.sections).toEqual([{ number: 1, comments: ['lab 4', 'group B'], hardware: 'x86', system: 'Linux', application: 'dumpcap' }]);
  });

  test('§4.1: interfaces are numbered in their section, and byte orders may change between sections', () => {
    const { packets, facts } = take(concat(
      little.section(), little.interface({ link: 1 }, [little.option(2, 'a')]), little.enhanced({}, packet),
      big.section(), big.interface({ link: 101 }, [big.option(2, 'b')]), big.interface({}, [big.option(2, 'c')]), big.enhanced({ interface: 1 }, packet), big.enhanced({}, packet),
    ));
    expect(packets.map((p) => [p.section, p.interface, p.name, p.linkType])).toEqual([[1, 0, 'a', 1], [2, 1, 'c', 1], [2, 0, 'b', 101]]);
    expect(facts.interfaces.map((i) => i.name)).toEqual(['a', 'b', 'c']);
    expect(facts.sections.map((s) => s.number)).toEqual([1, 2]);
  });

  test('§4.1: version 1.2 is 1.0', () => {
    expect(take(concat(little.section([], [1, 2]), little.interface(), little.enhanced({}, packet))).packets).toHaveLength(1);
  });

  test.each([[1, 1], [2, 0]])('§4.1: version %i.%i is not read', (major, minor) => {
    const { packets, facts } = take(concat(file(little, little.enhanced({}, packet)), little.section([], [major, minor]), little.interface(), little.enhanced({}, packet)));
    expect(packets).toHaveLength(1);
    expect(facts.fault).toMatchObject({ code: 'file-version', at: 28 + 20 + 48 + 12, found: `${major}.${minor}`, packet: 2 });
  });
});

describe('pcapng: other blocks (§4.5 to §4.7)', () => {
  test('§4.5: names of addresses are kept', () => {
    const records = concat(little.option(1, concat(hex('0a4d0002'), ascii('mail\0www\0'))), little.option(2, concat(hex('fd770000000000000000000000000002'), ascii('six\0'))), little.option(3, concat(hex('00000c290002'), ascii('card'))), little.option(9, 'unknown'), little.u32(0));
    const { facts } = take(file(little, little.block(4, records), little.enhanced({}, packet)));
    expect(facts.names.map((n) => [Buffer.from(n.address).toString('hex'), n.name])).toEqual([
      ['0a4d0002', 'mail'], ['0a4d0002', 'www'], ['fd770000000000000000000000000002', 'six'], ['00000c290002', 'card'],
    ]);
    expect(facts.packets).toBe(1);
  });

  test('§4.5: a record longer than its block ends the names, not the reading', () => {
    const { facts } = take(file(little, little.block(4, concat(little.u16(1), little.u16(200), hex('0a4d0002'))), little.enhanced({}, packet)));
    expect(facts).toMatchObject({ packets: 1, names: [], fault: undefined });
  });

  test('§4.6: packets received and dropped', () => {
    const statistics = (received: bigint, dropped: bigint): Uint8Array => little.block(5, concat(little.u32(0), little.u64(0n), little.option(4, little.u64(received)), little.option(5, little.u64(dropped)), little.u32(0)));
    const { facts } = take(file(little, statistics(1n, 0n), little.enhanced({}, packet), statistics(846n, 3n)));
    expect(facts.interfaces[0]).toMatchObject({ received: 846, dropped: 3 });
  });

  test('§4.6: statistics of an interface that is not described are passed over', () => {
    expect(take(concat(little.section(), little.block(5, new Uint8Array(12)), little.interface(), little.enhanced({}, packet))).facts).toMatchObject({ packets: 1, fault: undefined });
  });

  test('§4.7: custom blocks, and those that nobody knows, are passed over', () => {
    const blocks = [0x00000bad, 0x40000bad, 0x0000000a, 0x12345678].map((type) => little.block(type, packet));
    expect(take(file(little, ...blocks, little.enhanced({}, packet))).facts).toMatchObject({ packets: 1, fault: undefined });
  });
});

/** A packet, then what is wrong, then a packet that must not be reached. Where what is wrong begins: */
const AT = 28 + 20 + 48;
const wrong = (...blocks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => file(little, little.enhanced({}, packet), ...blocks, little.enhanced({}, packet));

describe('pcapng: what is wrong, where, and everything before it is kept', () => {
  test.each([
    ['§3.1: a block shorter than its fixed fields', little.block(6, new Uint8Array(16)), { code: 'file-block', at: AT + 4, need: 28, had: 32, found: '6' }],
    ['§3.1: a length of zero', new Uint8Array(16), { code: 'file-block', at: AT + 4, need: 0, had: 12, found: '0' }],
    ['§3.1: a length that is no multiple of four', little.block(0x99, new Uint8Array(8), { length: 21 }), { code: 'file-block', at: AT + 4, need: 21, found: '153' }],
    ['§3.1: a length that lies', little.block(0x99, new Uint8Array(8), { length: 0x7ffffff0 }), { code: 'file-block', at: AT + 4, need: 0x7ffffff0 }],
    ['§3.1: two lengths that differ', little.enhanced({ trailer: 52 }, packet), { code: 'file-trailer', at: AT + 44, need: 48, had: 52 }],
    ['§4.1: an unknown byte order', concat(hex('0a0d0d0a'), little.u32(28), hex('11223344'), new Uint8Array(16)), { code: 'file-order', at: AT + 8, found: '0x11223344' }],
    ['§4.3: an interface that is not described', little.enhanced({ interface: 3 }, packet), { code: 'file-interface', at: AT + 8, need: 3, had: 1 }],
    ['§4.3: a packet longer than its block', little.enhanced({ captured: 17 }, packet), { code: 'file-packet', at: AT + 20, need: 17, had: 16 }],
    ['§4.3: a packet longer than packets are', little.enhanced({}, new Uint8Array(262_148)), { code: 'file-length', at: AT, need: 262_148, had: 262_144 }],
  ])('%s', (_, block, fault) => {
    const { packets, facts } = take(wrong(block));
    expect(packets).toHaveLength(1);
    expect(facts.fault).toMatchObject({ ...fault, packet: 2 });
  });

  test('§3.5: an option longer than its block: its packet is kept, the reading ends', () => {
    const { packets, facts } = take(wrong(little.enhanced({}, packet, [little.option(1, 'whole'), concat(little.u16(1), little.u16(200))])));
    expect(packets.map((p) => p.notes?.comments)).toEqual([undefined, ['whole']]);
    expect(facts.fault).toMatchObject({ code: 'file-option', at: AT + 28 + 16 + 12, packet: 3 });
  });

  test('§4.2: a packet before any interface', () => {
    expect(take(concat(little.section(), little.simple(1, packet))).facts.fault).toMatchObject({ code: 'file-interface', at: 28, need: 0, had: 0, packet: 1 });
  });

  test('§4.1: the interfaces of a section are not those of the next', () => {
    expect(take(concat(file(little, little.enhanced({}, packet)), little.section(), little.enhanced({}, packet))).facts.fault).toMatchObject({ code: 'file-interface', packet: 2 });
  });

  test('the interfaces of a section are limited', () => {
    const many = Array.from({ length: MAX_INTERFACES + 1 }, () => little.interface());
    expect(take(concat(little.section(), ...many)).facts.fault).toMatchObject({ code: 'file-interfaces', at: 28 + 20 * MAX_INTERFACES, had: MAX_INTERFACES });
  });

  test.each([1, 7, 8, 11, 12, 47])('%i bytes of a last block are a cut block', (had) => {
    const { packets, facts } = take(file(little, little.enhanced({}, packet), little.enhanced({ time: TIME }, packet).subarray(0, had)), [5]);
    expect(packets).toHaveLength(1);
    expect(facts.fault).toEqual({ code: 'file-cut', at: AT, need: had < 12 ? 12 : 48, had, packet: 2 });
  });

  test('half a section header is a fault of the file', () => {
    expect(take(little.section().subarray(0, 26)).facts.fault).toEqual({ code: 'file-header', at: 0, need: 28, had: 26 });
  });

  test('a section alone is an empty capture', () => {
    expect(take(little.section()).facts).toMatchObject({ format: 'pcapng', packets: 0, fault: undefined });
  });
});
