import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** Who may import whom (ARCHITECTURE.md, "Import rules"). `types:` allows `import type` only. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  capture: ['base'],
  packet: ['base', 'message'],
  stream: ['base'],
  message: ['base'],
  session: ['base', 'stream', 'message'],
  analysis: ['base', 'capture', 'packet', 'stream', 'session', 'message'],
  lab: ['base', 'analysis', 'text'],
  grade: ['base', 'types:capture', 'message', 'analysis', 'lab', 'text'],
  text: ['base', 'types:packet', 'types:session', 'types:message', 'types:analysis'],
  report: ['base', 'analysis', 'lab', 'grade', 'text'],
  node: ['base', 'capture', 'analysis', 'types:lab', 'types:grade'],
  cli: ['base', 'capture', 'packet', 'stream', 'session', 'message', 'analysis', 'lab', 'grade', 'text', 'report', 'node'],
};
/** Folders that outsiders reach through index.ts alone. */
const closed = ['packet', 'session'];
/** Only these may touch Node, and only this file the native capture library. */
const withNode = ['node', 'cli'];

const root = path.resolve(import.meta.dirname, '../src');

interface Import {
  file: string;
  folder: string;
  target: string;
  typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  const found = text.matchAll(/^\s*(?:import|export)\s(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/gm);
  return [...found].map((m) => ({ file, folder: file.split('/')[0]!, target: m[2] ?? m[3]!, typeOnly: m[1] !== undefined }));
}

const files = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).map((f) => f.replaceAll('\\', '/')).filter((f) => f.endsWith('.ts') && !f.endsWith('.d.ts'));
const imports = files.flatMap(importsOf);

/** Folder and file that an import leads to, or undefined if it leaves src. */
function inside(i: Import): { folder: string; file: string } | undefined {
  if (!i.target.startsWith('.')) return undefined;
  const file = path.posix.normalize(path.posix.join(path.posix.dirname(i.file), i.target));
  return { folder: file.split('/')[0]!, file };
}

describe('import rules', () => {
  test('there is something to check', () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  test('every folder is in the table', () => {
    expect([...new Set(files.map((f) => f.split('/')[0]!))].filter((f) => mayImport[f] === undefined)).toEqual([]);
  });

  test.each(imports.filter((i) => i.target.startsWith('.')))('$file → $target', (i) => {
    const { folder, file } = inside(i)!;
    if (folder === i.folder) return;
    const allowed = mayImport[i.folder]!;
    expect(allowed.includes(folder) || (i.typeOnly && allowed.includes(`types:${folder}`)), `${i.folder} may not import ${folder}`).toBe(true);
    if (closed.includes(folder)) expect(file, `outside ${folder}/ only its index.ts is imported`).toBe(`${folder}/index.ts`);
    expect(fs.existsSync(path.join(root, file))).toBe(true);
  });

  test('Node is imported by node/ and cli/ only', () => {
    expect(imports.filter((i) => i.target.startsWith('node:') && !withNode.includes(i.folder))).toEqual([]);
  });

  test('the native capture library is imported in one file', () => {
    expect(new Set(imports.filter((i) => i.target === 'cap').map((i) => i.file)).size).toBeLessThanOrEqual(1);
  });
});
