import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { Inspector } from '../../src/analysis/inspector.ts';
import type { Tree } from '../../src/base/tree.ts';
import { Ink } from '../../src/report/ink.ts';
import { PacketJson } from '../../src/report/packet-json.ts';
import { PacketList } from '../../src/report/packet-list.ts';
import { plainPalette } from '../../src/report/palette.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { Random } from '../bench/random.ts';
import { mutate } from '../build/mutate.ts';
import { seedPackets } from '../build/seeds.ts';
import { printed, treeLines } from '../build/printed.ts';

const PACKETS = 200_000;
/** Far more than the slowest honest packet takes, on the slowest machine; a loop takes for ever. */
const MAX_MILLISECONDS = 2000;

/** What must hold of every tree: nodes lie in their source, and inside their parents; of a layer, inside its header or in a trailer after it. */
function nestingProblem(tree: Tree): string | undefined {
  const open: number[] = [];
  for (let node = 0; node < tree.length; node++) {
    const [from, to] = [tree.from[node]!, tree.to[node]!];
    if (from < 0 || from > to || to > tree.bytes(node).length) return `${tree.fields[node]!.path} stands at ${from}-${to} of ${tree.bytes(node).length} bytes`;
    open.length = Math.min(open.length, tree.depth[node]!);
    const parent = open.at(-1);
    const isTrailer = parent !== undefined && tree.depth[parent] === 0 && from >= tree.to[parent]!;
    if (parent !== undefined && !isTrailer && !tree.fields[node]!.generated && tree.source[node] === tree.source[parent] && (from < tree.from[parent]! || to > tree.to[parent]!)) {
      return `${tree.fields[node]!.path} at ${from}-${to} is not inside ${tree.fields[parent]!.path} at ${tree.from[parent]!}-${tree.to[parent]!}`;
    }
    open.push(node);
  }
  return undefined;
}

describe('hostile packets', () => {
  test(`${PACKETS} damaged packets are decoded, listed and printed without a throw or a loop`, () => {
    const seeds = seedPackets(400);
    const r = new Random(20261121);
    const catalogue = new Catalogue();
    let at = 0;
    let packet: Uint8Array = new Uint8Array(0);
    const check = (): void => {
      list.line();
      const tree = inspector.inspect();
      const problem = nestingProblem(tree);
      if (problem !== undefined) throw new Error(problem);
      // Texts take longer than decoding: every tenth packet is printed in full.
      if (at % 10 === 0) {
        treeLines(tree, catalogue, { hex: true, only: undefined, columns: 80 });
        JSON.parse(printed((out) => new PacketJson(out, catalogue).write(a, tree)));
      }
    };
    let a = new Analyzer(check, { marks: true, probe: true });
    let inspector = new Inspector(a);
    const ink = new Ink(() => undefined);
    let list = new PacketList(ink, a, catalogue, plainPalette, 'r', 80);
    for (; at < PACKETS; at++) {
      const seed = r.pick(seeds);
      packet = mutate(seed.bytes, r);
      const start = performance.now();
      try {
        a.packet(packet, 0, packet.length, packet.length + (r.below(3) === 0 ? r.below(2000) : 0), at, r.below(1e9), seed.linkType, undefined);
      } catch (error) {
        throw new Error(`packet ${at}, link type ${seed.linkType}: ${Buffer.from(packet).toString('hex')}`, { cause: error });
      }
      expect(performance.now() - start).toBeLessThan(MAX_MILLISECONDS);
      if (at % 20_000 === 19_999) {
        a.end();
        a = new Analyzer(check, { marks: true, probe: true });
        inspector = new Inspector(a);
        list = new PacketList(ink, a, catalogue, plainPalette, 'r', 80);
      }
    }
  }, 300_000);
});
