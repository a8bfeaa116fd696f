import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { Inspector } from '../../src/analysis/inspector.ts';
import { fieldsOf, flag, u16, u8 } from '../../src/base/field.ts';
import { Tree } from '../../src/base/tree.ts';
import { readCapture } from '../../src/node/capture-file.ts';
import { PacketTree } from '../../src/report/packet-tree.ts';
import { plainPalette } from '../../src/report/palette.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { printed, treeLines } from '../build/printed.ts';

const catalogue = new Catalogue();

/** What is printed of every packet of a capture, by one printer, and by a new one each. */
function both(file: string, columns: number | undefined): [string, string] {
  const style = { hex: true, only: undefined, columns };
  let apart = '';
  const together = printed((ink) => {
    const tree = new PacketTree(ink, catalogue, plainPalette, style);
    const a: Analyzer = new Analyzer(() => {
      tree.write(inspector.inspect());
      apart += treeLines(inspector.tree, catalogue, style).map((line) => `${line}\n`).join('');
    }, { marks: true, verdicts: true, probe: true });
    const inspector = new Inspector(a);
    readCapture(file, a);
    a.end();
  });
  return [together, apart];
}

describe('the tree of a packet', () => {
  test.each(['captures/lab5.pcap', 'captures/imap.pcap', 'captures/icmp-errors.pcap'])('does not depend on the packets that were printed before: %s', (file) => {
    const [together, apart] = both(file, undefined);
    expect(together.length).toBeGreaterThan(10_000);
    expect(together).toBe(apart);
  });

  test('keeps label and value apart where a label is wider than its column', () => {
    const f = fieldsOf('longtest', 'Test', { long: u8(0, { label: 'A label that is longer than any column for labels', doc: '' }), short: u8(1, { label: 'Short', doc: '' }) });
    const tree = new Tree();
    tree.clear(Uint8Array.of(7, 8), []);
    tree.add(f.short, 0, 0, 2, 0, undefined);
    tree.add(f.long, 0, 0, 1, 1, undefined);
    tree.add(f.short, 0, 1, 2, 1, undefined);
    expect(treeLines(tree, catalogue, { hex: false, only: undefined, columns: undefined })).toEqual([
      'Short  0–1', '          0  A label that is longer than any column for labels  7', '          1  Short                                     8',
    ]);
  });

  test('is cut where a line of the terminal ends, and is the same otherwise', () => {
    const [cut] = both('captures/lab5.pcap', 72);
    const [whole] = both('captures/lab5.pcap', undefined);
    const wholeLines = whole.split('\n');
    const cutLines = cut.split('\n');
    expect(cutLines).toHaveLength(wholeLines.length);
    let shortened = 0;
    for (const [i, line] of cutLines.entries()) {
      if (line === wholeLines[i]) continue;
      shortened++;
      expect(line).toMatch(/^.{1,72}$/u);
      expect(line.endsWith('…')).toBe(true);
      expect(wholeLines[i]!.startsWith(line.slice(0, -1).trimEnd())).toBe(true);
    }
    expect(shortened).toBeGreaterThan(20);
  });

  test('tells small and large numbers, flags, and places of one byte, of several and of bits', () => {
    const f = fieldsOf('treetest', 'Test', {
      small: u8(0, { label: 'Small', doc: '' }),
      wide: u16(1, { label: 'Wide', doc: '', unit: 'bytes' }),
      nibble: u8(3, { label: 'Nibble', doc: '', mask: 0xf0 }),
      bit: flag(3, 1, 0x01, { label: 'Bit', doc: '' }),
      ends: u8(3, { label: 'Ends', doc: '', mask: 0x81 }),
    });
    const tree = new Tree();
    const lines = (...bytes: number[]): string[] => {
      tree.clear(Uint8Array.from(bytes), []);
      tree.add(f.small, 0, 0, 4, 0, undefined);
      tree.add(f.small, 0, 0, 1, 1, undefined);
      tree.add(f.wide, 0, 1, 3, 1, undefined);
      tree.add(f.nibble, 0, 3, 4, 1, undefined);
      tree.add(f.bit, 0, 3, 4, 2, undefined);
      tree.add(f.ends, 0, 3, 4, 1, undefined);
      return treeLines(tree, catalogue, { hex: false, only: undefined, columns: undefined });
    };
    expect(lines(255, 0, 1, 0xf1)).toEqual([
      'Small  0–3', '          0  Small         255', '        1–2  Wide          1  byte', '      3.0–3  Nibble        15', '        3.7    Bit         1  set', '          3  Ends          129',
    ]);
    expect(lines(0, 1, 0, 0x00).slice(1)).toEqual(['          0  Small         0', '        1–2  Wide          256  bytes', '      3.0–3  Nibble        0', '        3.7    Bit         0  not set', '          3  Ends          0']);
  });
});
