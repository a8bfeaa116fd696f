import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FirstPackets } from '../../src/capture/first-packets.ts';
import { Intake } from '../../src/capture/intake.ts';
import { ascii, concat, hex } from '../build/bytes.ts';
import { big, little, Receiver, take } from '../build/capture.ts';
import { zstdFrame } from '../build/packed.ts';

const packet = (n: number): Uint8Array => Uint8Array.from({ length: (n * 37) % 300 }, (_, i) => (i * n) & 255);
const numbers = Array.from({ length: 40 }, (_, n) => n);

const pcap = concat(little.pcap(), ...numbers.map((n) => little.record({ seconds: n, wire: 300 }, packet(n))));
const pcapng = concat(
  big.section([big.option(1, 'a comment')]), big.interface({}, [big.option(2, 'eth0')]), ...numbers.map((n) => big.enhanced({}, packet(n), n % 3 === 0 ? [big.option(1, `packet ${n}`)] : [])),
  little.section(), little.interface({ link: 101 }), ...numbers.map((n) => (n % 2 === 0 ? little.simple(500, packet(n)) : little.obsolete({}, packet(n)))),
);
const files: readonly (readonly [string, Uint8Array])[] = [
  ['pcap', pcap], ['pcapng', pcapng], ['pcap in gzip', gzipSync(pcap)], ['pcapng in gzip', gzipSync(pcapng)], ['pcap in zstd', zstdFrame(pcap)], ['pcapng in zstd', zstdFrame(pcapng, 77)],
];

describe('a capture file in chunks', () => {
  test.each(files)('%s: cut anywhere, it gives the same packets and facts', (_, file) => {
    const whole = take(file);
    expect(whole.packets.length).toBe(whole.facts.format === 'pcap' ? 40 : 80);
    expect(whole.facts.fault).toBeUndefined();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 20 }), (sizes) => {
        expect(take(file, sizes)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  test.each(files)('%s: cut off anywhere, it gives the packets before the cut, and a fault', (_, file) => {
    const whole = take(file);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: file.length - 1 }), fc.integer({ min: 1, max: 3000 }), (length, size) => {
        const { packets, facts } = take(file.subarray(0, length), [size]);
        expect(packets).toEqual(whole.packets.slice(0, packets.length));
        expect(packets.length).toBe(facts.packets);
        // Between two records nothing tells that there were more.
        if (facts.fault === undefined) expect(facts.compression).toBeUndefined();
        else expect(facts.fault.at).toBeLessThanOrEqual(length);
      }),
      { numRuns: 60 },
    );
  });

  test.each(files)('%s: the facts', (name, file) => {
    const { facts } = take(file);
    const [format, compression] = name.split(' in ');
    expect(facts).toMatchObject({ format, compression, fileBytes: file.length, bytes: format === 'pcap' ? pcap.length : pcapng.length });
    expect(facts.interfaces.map((i) => i.name)).toEqual(format === 'pcap' ? [undefined] : ['eth0', undefined]);
    expect(facts.sections.map((s) => s.comments)).toEqual(format === 'pcap' ? [] : [['a comment'], []]);
  });
});

describe('what is no capture', () => {
  test.each([
    ['nothing', new Uint8Array(0), { code: 'file-empty' }],
    ['gzip of nothing', gzipSync(''), { code: 'file-empty' }],
    ['a text', ascii('From: minh@lab.test\r\nTo: anna@lab.test\r\n'), { code: 'file-text', found: 'From: minh@lab.test' }],
    ['a short text', ascii('hi'), { code: 'file-text', found: 'hi' }],
    ['a text in gzip', gzipSync('No. Time Source Destination'), { code: 'file-text', found: 'No. Time Source Destinat' }],
    ['a short text in gzip', gzipSync('hi'), { code: 'file-text', found: 'hi' }],
    ['bytes', hex('00 01 02 03 04 05 06 07 08'), { code: 'file-unknown', found: '00 01 02 03 04 05 06 07' }],
    ['another format', concat(ascii('snoop\0\0\0'), new Uint8Array(100)), { code: 'file-foreign', found: 'snoop' }],
    ['another compression', ascii('BZh91AY&SY........'), { code: 'file-packed', found: 'bzip2' }],
    ['gzip in gzip', gzipSync(gzipSync(pcap)), { code: 'packed-twice' }],
  ])('%s', (_, file, fault) => {
    for (const size of [1, 1000]) {
      const taken = take(file, [size]);
      expect(taken).toMatchObject({ packets: [], facts: { format: undefined, packets: 0, fault: { ...fault, at: 0 } } });
    }
  });
});

describe('faults of compressed captures', () => {
  test('a cut file: the packets before, and where it was cut', () => {
    const packed = gzipSync(pcap);
    const { packets, facts } = take(packed.subarray(0, packed.length - 100));
    expect(packets.length).toBeGreaterThan(0);
    expect(facts.fault).toEqual({ code: 'packed-cut', at: packed.length - 100, need: 0, had: 0, packet: packets.length + 1 });
  });

  test('a whole file that packs a cut capture: the fault is the capture’s, at its own offset', () => {
    const { packets, facts } = take(gzipSync(pcap.subarray(0, pcap.length - 1)));
    expect(packets).toHaveLength(39);
    expect(facts.fault).toMatchObject({ code: 'file-cut', packet: 40 });
    expect(facts.fault!.at + facts.fault!.had).toBe(pcap.length - 1);
  });

  test('the first fault is the one that is told', () => {
    const broken = concat(little.pcap(), little.record({}, packet(3)), little.record({ captured: 400_000 }, packet(3)), new Uint8Array(50_000));
    expect(take(gzipSync(broken).subarray(0, -9)).facts.fault).toMatchObject({ code: 'file-length', packet: 2 });
  });

  test('a file that cannot be read on keeps what came of it', () => {
    const receiver = new Receiver();
    const intake = new Intake(receiver);
    intake.push(pcap.subarray(0, 1000));
    const facts = intake.end({ code: 'read-failed', at: 1000, need: 0, had: 0, found: 'EIO' });
    expect(receiver.packets.length).toBeGreaterThan(0);
    expect(facts.fault).toMatchObject({ code: 'read-failed', found: 'EIO' });
  });
});

describe('no more than is wanted', () => {
  test.each(files)('%s: the first packets only', (_, file) => {
    const receiver = new Receiver();
    const first = new FirstPackets(receiver, 5);
    const intake = new Intake(first, { enough: () => first.isFull });
    let pushed = 0;
    for (let at = 0; at < file.length && intake.push(file.subarray(at, at + 100)); at += 100) pushed = at;
    expect(receiver.packets).toEqual(take(file).packets.slice(0, 5));
    expect(intake.end().fault).toBeUndefined();
    expect(pushed).toBeLessThan(file.length - 100);
  });

  test('a fault behind the last packet that was wanted is none', () => {
    const receiver = new Receiver();
    const first = new FirstPackets(receiver, 2);
    const intake = new Intake(first, { enough: () => first.isFull });
    intake.push(concat(little.pcap(), ...[1, 2, 3].map((n) => little.record({}, packet(n))), little.record({ captured: 400_000 }, packet(3))));
    expect(intake.end().fault).toBeUndefined();
    expect(receiver.packets).toHaveLength(2);
  });
});
