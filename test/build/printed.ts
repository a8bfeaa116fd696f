import type { Tree } from '../../src/base/tree.ts';
import { Ink } from '../../src/report/ink.ts';
import { PacketTree, type TreeStyle } from '../../src/report/packet-tree.ts';
import { plainPalette } from '../../src/report/palette.ts';
import type { Catalogue } from '../../src/text/catalogue.ts';

/** What something writes with an ink. */
export function printed(write: (ink: Ink) => void): string {
  const decoder = new TextDecoder();
  let text = '';
  const ink = new Ink((bytes) => {
    text += decoder.decode(bytes, { stream: true });
  });
  write(ink);
  ink.flush();
  return text;
}

/** The lines of a packet's tree. */
export function treeLines(tree: Tree, catalogue: Catalogue, style: TreeStyle): string[] {
  return printed((ink) => new PacketTree(ink, catalogue, plainPalette, style).write(tree)).split('\n').slice(0, -1);
}
