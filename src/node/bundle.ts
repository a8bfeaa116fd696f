import { isAscii } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import zlib from 'node:zlib';

/** What a CommonJS module is wrapped in (Node's documentation, "The module wrapper"). */
const HEAD = Buffer.from('(function (exports, require, module, __filename, __dirname) {');
const TAIL = Buffer.from('\n})');

type Wrapper = (exports: object, require: (id: string) => unknown, module: { exports: object }, file: string, folder: string) => void;

/** A bundle that was loaded. */
interface Bundle {
  readonly script: vm.Script;
  /** The head of the file that its code is to be kept in. */
  readonly label: Buffer;
  /** Characters of its text. */
  readonly size: number;
  /** There is code in its file that is as it should be; V8 may have refused it for its flags in this run. */
  readonly isKept: boolean;
  exports: object;
}

/** The bundles that were loaded so far, by their files. */
const bundles = new Map<string, Bundle>();

/**
 * What a bundle of the build exports. Most of a start would be the compiler's, so compiled code is kept in a file beside each bundle, and
 * taken from there if it is what this very Node has made of this very bundle: V8 itself looks at little, and dies of code that is not.
 *
 * @param file absolute path of the bundle, a CommonJS module. What it requires beside itself (`./…`) is loaded in the same way.
 * @throws what the bundle throws, and the errors of `fs` where it cannot be read
 */
export function loadBundle(file: string): object {
  const known = bundles.get(file);
  if (known !== undefined) return known.exports;
  const bytes = wrapped(file);
  const label = labelOf(file, bytes);
  const code = codeOf(file, label);
  const text = isAscii(bytes) ? bytes.toString('latin1') : bytes.toString();
  const script = new vm.Script(text, { filename: file, ...(code === undefined ? {} : { cachedData: code }) });
  const bundle: Bundle = { script, label, size: text.length, isKept: code !== undefined, exports: {} };
  bundles.set(file, bundle);
  const folder = path.dirname(file);
  const others = createRequire(file);
  (script.runInThisContext() as Wrapper)(bundle.exports, (id) => (id.startsWith('./') ? loadBundle(path.join(folder, id)) : others(id)), bundle, file, folder);
  return bundle.exports;
}

/** Code that is less than this part of its text holds hardly a function: nothing of the bundle has been called that is worth being kept. */
const WORTHWHILE = 0.5;

/**
 * Keep the code of the bundles that had to be compiled, with that of the functions in them which have been called, for the starts to come. Where
 * nothing may be written, they have to do without. Never throws.
 */
export function keepCode(): void {
  for (const [file, bundle] of bundles) {
    try {
      if (!bundle.isKept) keep(file, bundle);
    } catch {
      // A run is not spoilt by what was only to help the next one.
    }
  }
}

function keep(file: string, { script, label, size }: Bundle): void {
  fs.accessSync(path.dirname(file), fs.constants.W_OK);
  const code = script.createCachedData();
  if (code.length < WORTHWHILE * size) return;
  const draft = `${file}.${randomUUID()}`;
  try {
    // Whoever may read the bundle may read its code.
    fs.writeFileSync(draft, Buffer.concat([label, sumOf(code), code]), { flag: 'wx' });
    fs.chmodSync(draft, fs.statSync(file).mode & 0o666);
    fs.renameSync(draft, codeFile(file));
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

const codeFile = (file: string): string => `${file}.code`;

/**
 * What code is of: of a Node (its version alone does not tell builds of it apart), and of the text and the place of a bundle, which stands in the code.
 */
function labelOf(file: string, text: Buffer): Buffer {
  const { size, mtimeMs } = fs.statSync(process.execPath);
  const { version, versions, arch, platform, execPath } = process;
  return Buffer.from(`${JSON.stringify([version, versions.v8, arch, platform, execPath, size, mtimeMs, file, text.length, zlib.crc32(text)])}\n`);
}

/** Four bytes that tell whether code is whole. */
function sumOf(code: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(zlib.crc32(code));
  return sum;
}

/** The code that was kept under a label, if it is whole. */
function codeOf(file: string, label: Buffer): Buffer | undefined {
  let kept: Buffer;
  try {
    kept = fs.readFileSync(codeFile(file));
  } catch {
    return undefined;
  }
  const at = label.length + 4;
  if (kept.length < at || !kept.subarray(0, label.length).equals(label)) return undefined;
  const code = kept.subarray(at);
  return sumOf(code).equals(kept.subarray(label.length, at)) ? code : undefined;
}

/** The text of a bundle in its wrapper, read without a second copy: fresh memory costs more than what is done with it. */
function wrapped(file: string): Buffer {
  const text = fs.openSync(file, 'r');
  try {
    const bytes = Buffer.allocUnsafeSlow(HEAD.length + fs.fstatSync(text).size + TAIL.length);
    const end = bytes.length - TAIL.length;
    HEAD.copy(bytes);
    for (let at = HEAD.length; at < end; ) {
      const count = fs.readSync(text, bytes, at, end - at, null);
      if (count === 0) throw new Error(`${file} was cut while it was read`);
      at += count;
    }
    TAIL.copy(bytes, end);
    return bytes;
  } finally {
    fs.closeSync(text);
  }
}
