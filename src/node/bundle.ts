import { isAscii } from 'node:buffer';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

/** What a CommonJS module is wrapped in (Node's documentation, "The module wrapper"). */
const HEAD = Buffer.from('(function (exports, require, module, __filename, __dirname) {');
const TAIL = Buffer.from('\n})');

type Wrapper = (exports: object, require: (id: string) => unknown, module: { exports: object }, file: string, folder: string) => void;

/** A bundle that was loaded: its size in characters, and if its code was taken from the file beside it. */
interface Bundle {
  readonly script: vm.Script;
  readonly size: number;
  readonly isKept: boolean;
  exports: object;
}

/** The bundles that were loaded so far, by their files. */
const bundles = new Map<string, Bundle>();

/**
 * What a bundle of the build exports. Most of a start would be the compiler's, so compiled code is kept in a file beside each bundle, and
 * taken from there. V8 refuses code that another version of it made, or that was made with other flags: then the bundle is compiled.
 *
 * @param file absolute path of the bundle, a CommonJS module. What it requires beside itself (`./…`) is loaded in the same way.
 * @throws what the bundle throws, and the errors of `fs` where it cannot be read
 */
export function loadBundle(file: string): object {
  const known = bundles.get(file);
  if (known !== undefined) return known.exports;
  const code = codeOf(file);
  const text = wrapped(file);
  const script = new vm.Script(text, { filename: file, ...(code === undefined ? {} : { cachedData: code }) });
  const bundle: Bundle = { script, size: text.length, isKept: code !== undefined && script.cachedDataRejected !== true, exports: {} };
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
 * nothing may be written, they have to do without.
 */
export function keepCode(): void {
  for (const [file, { script, size, isKept }] of bundles) {
    if (isKept) continue;
    const code = script.createCachedData();
    if (code.length < WORTHWHILE * size) continue;
    const draft = `${codeFile(file)}.${process.pid}`;
    try {
      fs.writeFileSync(draft, code);
      fs.renameSync(draft, codeFile(file));
    } catch {
      fs.rmSync(draft, { force: true });
    }
  }
}

const codeFile = (file: string): string => `${file}.code`;

/** The code that was kept of a bundle; none of a bundle that has been changed since, because V8 looks only at the length of its text. */
function codeOf(file: string): Buffer | undefined {
  try {
    return fs.statSync(codeFile(file)).mtimeMs < fs.statSync(file).mtimeMs ? undefined : fs.readFileSync(codeFile(file));
  } catch {
    return undefined;
  }
}

/** The text of a bundle in its wrapper, read without a second copy: fresh memory costs more than what is done with it. */
function wrapped(file: string): string {
  const text = fs.openSync(file, 'r');
  try {
    const bytes = Buffer.allocUnsafeSlow(HEAD.length + fs.fstatSync(text).size + TAIL.length);
    HEAD.copy(bytes);
    fs.readSync(text, bytes, HEAD.length, bytes.length - HEAD.length - TAIL.length, 0);
    TAIL.copy(bytes, bytes.length - TAIL.length);
    return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString();
  } finally {
    fs.closeSync(text);
  }
}
