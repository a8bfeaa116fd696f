import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { MAX_CLAIMS, PROXY_ADDRESSES } from '../../src/analysis/arp-table.ts';
import { Links } from '../../src/analysis/links.ts';
import { Overview } from '../../src/analysis/overview.ts';
import { overviewLines } from '../../src/report/overview.ts';
import { plainPalette } from '../../src/report/palette.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { type Decoded, decodeAll, text, texts } from '../build/decode.ts';
import { arp, type ArpOptions, ethernet } from '../build/packet.ts';

const [ONE, TWO, THREE] = ['00:11:22:33:44:01', '00:11:22:33:44:02', '00:11:22:33:44:03'] as const;
const packet = (o: ArpOptions): Uint8Array => ethernet({ type: 0x0806 }, arp(o));
/** A machine asks, or answers. */
const ask = (srcMac: string, src: string, dst: string): Uint8Array => packet({ opcode: 1, srcMac, src, dst });
const answer = (srcMac: string, src: string, dstMac: string, dst: string): Uint8Array => packet({ opcode: 2, srcMac, src, dstMac, dst });
const disputed = (d: readonly Decoded[]): string[][] => d.map((each) => texts(each, 'arp.duplicate-address-frame'));

/** The analyzer after it has seen the packets, a second apart. */
function after(packets: readonly Uint8Array[]): Analyzer {
  const a = new Analyzer(() => undefined);
  packets.forEach((p, i) => a.packet(p, 0, p.length, p.length, i, 0, 1, undefined));
  return a;
}

describe('the ARP table', () => {
  test('addresses in order, with the packets of the first and the last claim', () => {
    const { arpTable } = after([ask(TWO, '10.77.0.20', '10.77.0.3'), answer(ONE, '10.77.0.3', TWO, '10.77.0.20'), ask(ONE, '10.77.0.3', '10.77.0.4')]);
    expect(arpTable.rows()).toEqual([
      { address: '10.77.0.3', mac: ONE, first: 2, last: 3, packets: 2, isDisputed: false },
      { address: '10.77.0.20', mac: TWO, first: 1, last: 2, packets: 2, isDisputed: false },
    ]);
  });

  test('the target of a question claims nothing, nor does nobody or a group', () => {
    const { arpTable } = after([packet({ opcode: 1, srcMac: ONE, src: '0.0.0.0', dst: '10.77.0.3', dstMac: TWO }), packet({ opcode: 2, srcMac: '00:00:00:00:00:00' }), packet({ opcode: 2, srcMac: 'ff:ff:ff:ff:ff:ff' }), packet({ opcode: 8 })]);
    expect(arpTable.rows()).toEqual([]);
  });

  test(`the oldest of ${MAX_CLAIMS} claims is forgotten for a new one`, () => {
    const a = new Analyzer(() => undefined);
    for (let i = 0; i <= MAX_CLAIMS; i++) {
      const p = ask(ONE, `10.1.${i >> 8 & 255}.${i & 255}`, '10.77.0.3');
      p[29] = 1 + (i >> 16);
      a.packet(p, 0, p.length, p.length, i, 0, 1, undefined);
    }
    const rows = a.arpTable.rows();
    expect([rows.length, rows[0]!.address]).toEqual([MAX_CLAIMS, '10.1.0.1']);
  });
});

describe('an address that two machines claim (RFC 5227 §2.4)', () => {
  test('is held against who claimed it first, since that machine was last heard', () => {
    const d = decodeAll([ask(ONE, '10.77.0.3', '10.77.0.9'), ask(TWO, '10.77.0.3', '10.77.0.9'), ask(TWO, '10.77.0.3', '10.77.0.9'), ask(ONE, '10.77.0.3', '10.77.0.9'), ask(TWO, '10.77.0.3', '10.77.0.9')]);
    expect(disputed(d)).toEqual([[], ['1'], ['1'], [], ['4']]);
    expect(d.map((each) => text(each, 'arp.seconds-since-duplicate-address-frame'))).toEqual([undefined, '1', '2', undefined, '1']);
    expect(texts(d[1]!, 'arp.duplicate-address-detected')).toHaveLength(1);
  });

  test('sender and target of an answer may both be disputed', () => {
    const d = decodeAll([ask(TWO, '10.77.0.5', '10.77.0.9'), ask(TWO, '10.77.0.6', '10.77.0.9'), answer(ONE, '10.77.0.6', ONE, '10.77.0.5')]);
    expect(disputed(d)[2]).toEqual(['2', '1']);
    expect(texts(d[2]!, 'arp.duplicate-address-detected')).toHaveLength(1);
  });

  test('stands in the table, and in the overview', () => {
    const a: Analyzer = new Analyzer(() => overview.packet());
    const overview = new Overview(a);
    for (const p of [ask(ONE, '10.77.0.3', '10.77.0.9'), ask(TWO, '10.77.0.3', '10.77.0.9')]) a.packet(p, 0, p.length, p.length, 0, 0, 1, undefined);
    expect(a.arpTable.rows().map((row) => row.isDisputed)).toEqual([true, true]);
    expect(overviewLines(overview, { file: undefined, name: 'x', captures: [], linkTypeName: String, notes: [] }, new Catalogue(), plainPalette)).toContain(`  10.77.0.3 is claimed by several machines: ${ONE}, ${TWO}`);
  });
});

describe('questions and answers (RFC 826)', () => {
  const packets = [ask(ONE, '10.77.0.3', '10.77.0.9'), ask(ONE, '10.77.0.3', '10.77.0.8'), answer(TWO, '10.77.0.9', ONE, '10.77.0.3'), answer(THREE, '10.77.0.9', ONE, '10.77.0.3'), answer(TWO, '10.77.0.9', THREE, '10.77.0.4')];

  test('an answer knows its question, and how long it took; one that nobody asked for does not', () => {
    const d = decodeAll(packets);
    expect(d.map((each) => text(each, 'arp.resp_to'))).toEqual([undefined, undefined, '1', '1', undefined]);
    expect(text(d[2]!, 'arp.resptime')).toBe('2.000000000');
  });

  test('a question knows its first answer, or that there is none, in a second pass', () => {
    const links = new Links();
    expect(decodeAll(packets, 1, { learn: links }).flatMap((d) => [...texts(d, 'arp.resp_in'), ...texts(d, 'arp.no_resp')])).toEqual([]);
    const d = decodeAll([...packets, ask(TWO, '0.0.0.0', '10.77.0.7'), ask(TWO, '10.77.0.9', '10.77.0.9')], 1, { known: links });
    expect(d.map((each) => text(each, 'arp.resp_in'))).toEqual(['3', undefined, undefined, undefined, undefined, undefined, undefined]);
    expect(d.map((each) => texts(each, 'arp.no_resp').length)).toEqual([0, 1, 0, 0, 0, 0, 0]);
  });
});

describe('proxy ARP (RFC 1027)', () => {
  test(`a machine that answers for ${PROXY_ADDRESSES} addresses is suspected`, () => {
    const packets = [1, 2, 2, 3, 4].map((host) => answer(ONE, `10.99.0.${host}`, TWO, '10.77.0.3'));
    expect(decodeAll(packets).map((d) => text(d, 'arp.proxy'))).toEqual([undefined, undefined, undefined, '3', '4']);
    expect(after(packets).arpTable.proxyRows()).toEqual([{ mac: ONE, addresses: 4 }]);
  });

  test('not for what it says of itself', () => {
    const packets = [1, 2, 3, 4].map((host) => packet({ opcode: 2, srcMac: ONE, src: `10.99.0.${host}`, dst: `10.99.0.${host}` }));
    expect(after(packets).arpTable.proxyRows()).toEqual([]);
  });
});
