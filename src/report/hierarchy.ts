import type { HierarchyNode } from '../analysis/hierarchy.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { bar } from './bar.ts';
import { paint, type Palette, roleOf } from './palette.ts';

const BAR = 20;
const NUMBER_WIDTH = 10;
const MIN_NAME = 20;

/** The protocols of a capture, each under those that carry it: packets, bytes, and a bar of its share of all bytes. */
export function hierarchyLines(root: HierarchyNode, catalogue: Catalogue, palette: Palette): string[] {
  const rows = flatten(root, 0);
  const nameWidth = Math.max(MIN_NAME, ...rows.map(({ node, depth }) => node.name.length + 2 * depth + 4));
  const title = `${catalogue.say('hierarchy.title').padEnd(nameWidth)}${catalogue.say('hierarchy.packets').padStart(NUMBER_WIDTH)}${catalogue.say('hierarchy.bytes').padStart(NUMBER_WIDTH + 3)}  ${' '.repeat(BAR)}  ${catalogue.say('hierarchy.first')}`;
  return [paint(palette, 'heading', title), ...rows.map(({ node, depth }) => {
    const name = `${'  '.repeat(depth + 1)}${paint(palette, roleOf(node.name, depth), node.name)}${' '.repeat(nameWidth - 2 * depth - 2 - node.name.length)}`;
    return `${name}${catalogue.number(node.packets).padStart(NUMBER_WIDTH)}${catalogue.number(node.bytes).padStart(NUMBER_WIDTH + 3)}  ${paint(palette, 'dim', bar(node.bytes, root.bytes, BAR).padEnd(BAR))}  ${examples(node)}`.trimEnd();
  })];
}

function flatten(node: HierarchyNode, depth: number): { node: HierarchyNode; depth: number }[] {
  return node.children.flatMap((child) => [{ node: child, depth }, ...flatten(child, depth + 1)]);
}

/** Numbers of the first packets, to be typed back. */
function examples(node: HierarchyNode): string {
  return node.first.join(' ') + (node.packets > node.first.length ? ' …' : '');
}
