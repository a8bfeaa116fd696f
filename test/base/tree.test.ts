import { describe, expect, test } from 'vitest';
import { Tree } from '../../src/base/tree.ts';
import { udp } from '../../src/packet/index.ts';

const [first, second, third] = udp.fields;

/** A tree of two nodes, with a third put in between them. */
function fill(tree: Tree): void {
  tree.clear(new Uint8Array(8), []);
  tree.add(first!, 0, 0, 2, 1, undefined);
  tree.add(third!, 0, 4, 6, 1, 5);
  tree.insert(1, second!, 0, 2, 4, 2, 'between');
}

describe('Tree', () => {
  test('a node is put in before another, all its columns alike', () => {
    const tree = new Tree();
    fill(tree);
    expect(tree.length).toBe(3);
    expect(tree.fields).toEqual([first, second, third]);
    expect([tree.source, tree.from, tree.to, tree.depth]).toEqual([[0, 0, 0], [0, 2, 4], [2, 4, 6], [1, 2, 1]]);
    expect(tree.given).toEqual([undefined, 'between', 5]);
  });

  test('a tree that is used again takes no more room than its largest packet', () => {
    const tree = new Tree();
    for (let packet = 0; packet < 100; packet++) fill(tree);
    expect(tree.fields.length).toBe(3);
    expect(tree.given.length).toBe(3);
  });
});
