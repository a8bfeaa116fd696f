import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { Inspector } from '../../src/analysis/inspector.ts';
import { fieldsOf, text } from '../../src/base/field.ts';
import type { Tree } from '../../src/base/tree.ts';
import { nodeValue } from '../../src/base/value.ts';
import { readCapture } from '../../src/node/capture-file.ts';
import { Ink } from '../../src/report/ink.ts';
import { PacketJson } from '../../src/report/packet-json.ts';
import { makePrinter } from '../../src/report/packet-printer.ts';
import { plainPalette } from '../../src/report/palette.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { printed } from '../build/printed.ts';

interface Node {
  readonly field: string;
  readonly from?: number;
  readonly to?: number;
  readonly value?: unknown;
  readonly fields?: readonly Node[];
}

interface Packet {
  readonly number: number;
  readonly layers: readonly Node[];
}

const catalogue = new Catalogue();

/** The nodes in the order of the tree, each with its depth. */
function flat(nodes: readonly Node[], depth = 0): (Node & { depth: number })[] {
  return nodes.flatMap((node) => [{ ...node, depth }, ...flat(node.fields ?? [], depth + 1)]);
}

function eachPacket(file: string, look: (a: Analyzer, tree: Tree) => void): void {
  const a: Analyzer = new Analyzer(() => look(a, inspector.inspect()), { marks: true, verdicts: true, probe: true });
  const inspector = new Inspector(a);
  readCapture(file, a);
  a.end();
}

describe('a packet in JSON', () => {
  test.each(['captures/lab5.pcap', 'captures/imap.pcap', 'captures/icmp-errors.pcap'])('has every node of the tree with its place and value: %s', (file) => {
    let packets = 0;
    let together = '';
    const ink = new Ink((bytes) => {
      together += Buffer.from(bytes).toString();
    });
    const writer = new PacketJson(ink, catalogue);
    eachPacket(file, (a, tree) => {
      packets++;
      const alone = printed((out) => new PacketJson(out, catalogue).write(a, tree));
      together = '';
      writer.write(a, tree);
      ink.flush();
      expect(together).toBe(alone);
      const json = JSON.parse(alone) as Packet;
      expect(json.number).toBe(a.number);
      const nodes = flat(json.layers);
      expect(nodes.map(({ field, depth }) => `${field} ${depth}`)).toEqual(Array.from({ length: tree.length }, (_, i) => `${tree.fields[i]!.path} ${tree.depth[i]}`));
      for (const [i, node] of nodes.entries()) {
        const field = tree.fields[i]!;
        if (!field.generated) expect([node.from, node.to]).toEqual([tree.from[i], tree.to[i]]);
        if (field.kind === 'uint' && typeof nodeValue(tree, i) === 'number') expect(node.value).toBe(nodeValue(tree, i));
      }
    });
    expect(packets).toBeGreaterThan(5);
  });

  test('escapes what JSON has a meaning for', () => {
    const f = fieldsOf('jsontest', 'Test', { said: text(0, 0, { label: 'Said', doc: '' }) });
    const hostile = 'a "quoted" \\ \n \u0000 \u2028 \ud800 я';
    eachPacket('captures/lab5.pcap', (a, tree) => {
      if (a.number > 1) return;
      tree.add(f.said, 0, 0, 1, 0, hostile);
      const said = flat((JSON.parse(printed((ink) => new PacketJson(ink, catalogue).write(a, tree))) as Packet).layers).at(-1)!;
      expect(said.value).toBe(hostile);
    });
  });

  test('goes out as it is written: an array of packets is not gathered in memory', () => {
    let pieces = 0;
    let longest = 0;
    const ink = new Ink((bytes) => {
      pieces++;
      longest = Math.max(longest, bytes.length);
    });
    const a: Analyzer = new Analyzer(() => printer.packet(), { marks: true });
    const printer = makePrinter('json', ink, a, { catalogue, palette: plainPalette, time: 'r', tree: true, hex: false, only: undefined, columns: undefined, fields: [], rows: { header: false, separator: '\t', quote: '', occurrence: 'a', aggregator: ',' } });
    printer.begin();
    readCapture('captures/lab5.pcap', a);
    a.end();
    printer.end();
    ink.flush();
    expect(pieces).toBeGreaterThan(5);
    expect(longest).toBeLessThan(300_000);
  });
});
