import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, MAX_TREE_DEPTH } from '../../src/node/file-tree.ts';
import { temporaryFolder } from '../build/program.ts';

test('files in the order of their names; empty folders, links, pipes and what is too deep are told of', () => {
  const base = temporaryFolder();
  const deep = Array.from({ length: MAX_TREE_DEPTH + 1 }, (_, i) => `d${i}`).join('/');
  for (const folder of ['b', 'a', 'empty/inner', deep]) fs.mkdirSync(path.join(base, folder), { recursive: true });
  for (const file of ['b/2', 'b/1', 'a/x', `${deep}/lost`]) fs.writeFileSync(path.join(base, file), 'xyz');
  fs.symlinkSync('../b', path.join(base, 'a', 'link'));
  const hasPipe = spawnSync('sh', ['-c', 'mkfifo b/pipe'], { cwd: base }).status === 0;
  const { files, empty, leftOut } = filesBelow(base);
  expect(files.map(({ path: name, size }) => `${name} ${size}`)).toEqual(['a/x 3', 'b/1 3', 'b/2 3']);
  expect(empty).toEqual(['empty/inner']);
  expect(leftOut).toEqual([{ path: 'a/link', why: 'link' }, ...(hasPipe ? [{ path: 'b/pipe', why: 'special' }] : []), { path: deep, why: 'beyond' }]);
  expect(() => filesBelow(path.join(base, 'none'))).toThrow('ENOENT');
});
