import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Claim } from '../../src/grade/claim.ts';
import type { Playback } from '../../src/grade/facts.ts';
import { dumpsIn } from '../../src/grade/hex-dump.ts';
import { type DumpMatch, type DumpQuestion, matchDumps } from '../../src/grade/match.ts';
import { MAX_CANDIDATES } from '../../src/grade/match-scan.ts';
import { concat } from '../build/bytes.ts';
import { layouts, linesOfText } from '../build/dump.ts';
import { capture, packetsOf, playbackOf } from '../build/playback.ts';

const lab4 = capture('lab4.pcapng');
const packets = packetsOf(lab4);
const wireshark = layouts['wireshark']!;

function questions(text: string, given: Partial<DumpQuestion> = {}): DumpQuestion[] {
  return dumpsIn(linesOfText(text)).map((dump) => ({ dump, protocols: [], packet: undefined, claims: [], minBytes: 16, ...given }));
}

function match(text: string, given: Partial<DumpQuestion> = {}, play: Playback = lab4): DumpMatch {
  const found = matchDumps(questions(text, given), play);
  expect(found.length).toBe(1);
  return found[0]!;
}

/** A packet of the laboratory whose like is not there again. */
const uniqueNumber = (() => {
  const texts = packets.map((p) => p.join());
  return 1 + packets.findIndex((p, i) => p.length > 90 && texts.indexOf(p.join()) === texts.lastIndexOf(p.join()) && i > 20);
})();
const unique = packets[uniqueNumber - 1]!;

describe('levels', () => {
  test.each(Object.entries(layouts))('%s: exact', (_, layout) => {
    const found = match(layout.print(unique));
    expect(found).toMatchObject({ level: 'exact', credit: 1, needsReview: false, offset: layout.leavesOut ?? 0, isSwapped: layout.isSwapped ?? false, mismatches: [] });
    expect(found.packet!.number).toBe(uniqueNumber);
    expect(found.same).toEqual([uniqueNumber]);
  });

  test('near: a byte that was changed is told with its offset, its line and the field it belongs to', () => {
    const changed = Uint8Array.from(unique);
    changed[22] = changed[22]! ^ 1;
    const found = match(wireshark.print(changed));
    expect(found).toMatchObject({ level: 'near', needsReview: true, equal: unique.length - 1, credit: (unique.length - 1) / unique.length });
    expect(found.mismatches).toEqual([expect.objectContaining({ offset: 22, written: changed[22], captured: unique[22], path: 'ip.ttl' })]);
    expect(found.mismatches[0]!.line!.place.line).toBe(2);
  });

  test('near: a byte that was left out is told as missing', () => {
    const rows = wireshark.print(unique).split('\n');
    const found = match([rows[0]!.replace(/ [\da-f]{2}  +[^ ]*$/, ''), ...rows.slice(1)].join('\n'));
    expect(found.level).toBe('near');
    expect(found.mismatches).toContainEqual(expect.objectContaining({ offset: 15, written: undefined, line: undefined }));
  });

  test('short: fewer bytes than asked for are half, and for a teacher', () => {
    expect(match(wireshark.print(unique.subarray(0, 80)), { minBytes: 81 })).toMatchObject({ level: 'short', credit: 0.5, needsReview: true });
  });

  test('other section: a perfect quotation of something else says what it is', () => {
    const found = match(wireshark.print(unique), { protocols: ['arp'] });
    expect(found).toMatchObject({ level: 'other-section', credit: 0, needsReview: false });
    expect(found.packet!.protocols).toContain('ip');
  });

  test('none: a packet of another capture is not found', () => {
    expect(match(wireshark.print(packetsOf(capture('imap.pcap'))[10]!))).toMatchObject({ credit: 0 });
    expect(match('0000  12 34 56 78 9a bc de f0 12 34 56 78 9a bc de f1')).toMatchObject({ level: 'none', credit: 0, needsReview: false, packet: undefined });
  });

  test('none, but half of it is there: the packet that comes closest is named, and a teacher looks', () => {
    const half = Uint8Array.from(unique, (b, i) => (i > unique.length * 0.7 ? b ^ 0x55 : b));
    expect(match(wireshark.print(half))).toMatchObject({ level: 'none', credit: 0, needsReview: true, packet: { number: uniqueNumber } });
  });
});

describe('packets that are alike', () => {
  const [first, second] = packets.map((p, i) => ({ p, i })).filter(({ p }) => p.length > 60 && p[12] === 8 && p[23] === 6).map(({ p }) => Uint8Array.from(p));
  const other = Uint8Array.from(first!);
  other[50] = other[50]! ^ 0xff;

  test('the same packet sent again is one candidate', () => {
    expect(match(wireshark.print(first!), {}, playbackOf([second!, first!, first!]))).toMatchObject({ level: 'exact', same: [2, 3], others: [] });
  });

  test('packets that differ elsewhere are a tie', () => {
    expect(match(wireshark.print(first!.subarray(0, 40)), {}, playbackOf([first!, other]))).toMatchObject({ level: 'tied', credit: 0.5, needsReview: true, others: [2], decidedBy: undefined });
  });

  test('the number that the report gives decides', () => {
    const found = match(wireshark.print(first!.subarray(0, 40)), { packet: 2 }, playbackOf([first!, other]));
    expect(found).toMatchObject({ level: 'exact', packet: { number: 2 }, decidedBy: 'number', others: [1] });
  });

  test('the number decides even among more packets than are kept', () => {
    const many = Array.from({ length: MAX_CANDIDATES + 20 }, (_, i) => concat(first!.subarray(0, 50), Uint8Array.of(i, 0)));
    expect(match(wireshark.print(first!.subarray(0, 40)), { packet: many.length }, playbackOf(many))).toMatchObject({ level: 'exact', packet: { number: many.length } });
    expect(match(wireshark.print(first!.subarray(0, 40)), {}, playbackOf(many))).toMatchObject({ level: 'tied' });
  });

  test('the protocol decides', () => {
    const udp = Uint8Array.from(first!);
    udp[23] = 17;
    expect(match(wireshark.print(first!.subarray(0, 22)), { protocols: ['tcp'] }, playbackOf([udp, first!]))).toMatchObject({ level: 'exact', packet: { number: 2 }, decidedBy: 'protocol' });
  });

  test('what is said of the fields decides', () => {
    const place = { page: undefined, line: 1, cell: undefined };
    const later = Uint8Array.from(first!);
    later[22] = 9;
    const claim: Claim = { label: 'TTL', value: '9', labelPlace: place, valuePlace: place, paths: ['ip.ttl'], isAmbiguous: false };
    expect(match(wireshark.print(first!.subarray(0, 20)), { claims: [claim] }, playbackOf([first!, later]))).toMatchObject({ level: 'exact', packet: { number: 2 }, decidedBy: 'claims' });
  });
});

describe('link headers', () => {
  test('a dump without one is found behind that of the capture', () => {
    expect(match(layouts['tcpdump -x']!.print(unique))).toMatchObject({ level: 'exact', offset: 14 });
  });

  test('a dump with one is near to a packet that was captured without', () => {
    const big = packets.find((p) => p.length > 400)!;
    const found = match(wireshark.print(big), {}, playbackOf([big.subarray(14)], 101));
    expect(found).toMatchObject({ level: 'near', offset: -14 });
    expect(found.mismatches[0]).toMatchObject({ offset: -14, captured: undefined });
  });
});

describe('laws', () => {
  const damage = fc.record({
    number: fc.nat(packets.length - 1), layout: fc.constantFrom(...Object.values(layouts)),
    edits: fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), text: fc.constantFrom('0', 'f', ' ', '  ', '\n', 'a0', '00 ', '', '0010', ':', '|', '\t', 'х') }), { maxLength: 6 }),
  });

  test('whatever happens to a dump, it is never exact for a packet that has other bytes there', () => {
    let exact = 0;
    fc.assert(fc.property(damage, ({ number, layout, edits }) => {
      let text = layout.print(packets[number]!);
      for (const { at, text: put } of edits) {
        const place = Math.floor(at * text.length);
        text = text.slice(0, place) + put + text.slice(place + 1);
      }
      for (const found of matchDumps(questions(text), lab4)) {
        if (found.level !== 'exact') continue;
        exact++;
        const { dump } = found.question;
        const bytes = found.isSwapped ? dump.swapped! : dump.bytes;
        for (const same of found.same) expect(packets[same - 1]!.subarray(found.offset, found.offset + bytes.length)).toEqual(bytes);
        expect(dump.lineOf.includes(-1)).toBe(false);
      }
    }), { numRuns: 300 });
    expect(exact).toBeGreaterThan(20);
  });

  test('every packet of the laboratory, undamaged, is found as itself', () => {
    const asked = packets.flatMap((p) => questions(wireshark.print(p)).slice(0, 1));
    const found = matchDumps(asked.slice(0, 256), lab4);
    found.forEach((one, i) => expect([i, one.level, one.same.includes(i + 1) || one.same.length === 16]).toEqual([i, 'exact', true]));
  });

  test('dumps of nothing but zeros are looked for nowhere, and found nowhere', () => {
    expect(match(`0000  ${'00 '.repeat(16)}\n0010  ${'00 '.repeat(16)}`)).toMatchObject({ level: 'none' });
  });
});
