import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../build/program.ts';
import { take } from '../../build/capture.ts';

const folder = temporaryFolder();
const program = path.join(folder, 'cap-child.js');

beforeAll(async () => {
  await build({ entryPoints: [path.resolve(import.meta.dirname, '../../../src/node/live/engines/cap-child.ts')], bundle: true, format: 'esm', platform: 'node', external: ['cap'], outdir: folder, logLevel: 'error' });
  fs.writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Puts something in the place of the package cap: the body of its class, or all of it. */
function install(open: string, all = `class Cap extends require('events') { open(device, filter, size, buffer) { ${open} } }; module.exports = { Cap };`): void {
  const where = path.join(folder, 'node_modules/cap');
  fs.mkdirSync(where, { recursive: true });
  fs.writeFileSync(path.join(where, 'package.json'), '{"main":"index.cjs"}');
  fs.writeFileSync(path.join(where, 'index.cjs'), all);
}

function start(snapLength?: number): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [program, JSON.stringify({ device: 'eth0', filter: 'port 25', snapLength, promiscuous: true })]);
}

interface Outcome {
  readonly code: number | null;
  readonly out: Uint8Array;
  readonly err: string;
}

/** Runs it until its standard input ends, which is after so many bytes have come out of it. */
async function outcome(child = start(), bytes = 24): Promise<Outcome> {
  const out: Buffer[] = [];
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out.push(chunk);
    if (Buffer.concat(out).length >= bytes) child.stdin.end();
  });
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => void child.on('close', resolve));
  return { code, out: Uint8Array.from(Buffer.concat(out)), err };
}

describe('the program that captures with the package cap', () => {
  test('writes nanosecond pcap, each packet whole, and ends when its input does', async () => {
    install("setTimeout(() => { for (const n of [1, 2, 3]) { buffer.fill(n, 0, n * 10); this.emit('packet', n * 10, false); } }, 20); return 'ETHERNET';");
    const { code, out, err } = await outcome(start(), 24 + 3 * 16 + 60);
    const { packets, facts } = take(out);
    expect([code, err, facts.fault]).toEqual([0, '', undefined]);
    expect(facts.interfaces).toMatchObject([{ linkType: 1, unitsPerSecond: 1e9, snapLength: 65_535 }]);
    expect(packets.map((p) => [p.hex, p.wire])).toEqual([1, 2, 3].map((n) => [`0${n}`.repeat(n * 10), n * 10]));
  });

  test('cuts packets at the snap length, and keeps their length', async () => {
    install("setTimeout(() => this.emit('packet', 1000, false), 20); return 'LINKTYPE_LINUX_SLL';");
    const { packets, facts } = take((await outcome(start(96), 24 + 16 + 96)).out);
    expect(packets.map((p) => [p.hex.length / 2, p.wire])).toEqual([[96, 1000]]);
    expect(facts.interfaces).toMatchObject([{ linkType: 113, snapLength: 96 }]);
  });

  test('a link type that cap has no name for', async () => {
    install("return 'Unknown linktype 12345';");
    expect(take((await outcome()).out).facts.interfaces).toMatchObject([{ linkType: 12_345 }]);
  });

  test('hands on what it has, and ends, though cap never returns to the event loop', async () => {
    install("setTimeout(() => { const end = Date.now() + 10000; while (Date.now() < end) this.emit('packet', 10, false); }, 20); return 'ETHERNET';");
    const begun = Date.now();
    const { code, out } = await outcome(start(), 24 + 26 * 1000);
    expect(code).toBe(0);
    expect(Date.now() - begun).toBeLessThan(8000);
    expect(take(out).facts.fault).toBeUndefined();
  });

  test('many packets at a time: all come, in their order', async () => {
    install("let n = 0; setInterval(() => { for (let i = 0; i < 300 && n < 9000; i++) { buffer.writeUInt32BE(n++); this.emit('packet', 60, false); } }, 1); return 'ETHERNET';");
    const { packets, facts } = take((await outcome(start(), 24 + 9000 * 76)).out);
    expect(facts.fault).toBeUndefined();
    expect(packets.map((p) => parseInt(p.hex.slice(0, 8), 16))).toEqual(Array.from({ length: 9000 }, (_, i) => i));
  });

  test.each([
    ["throw new Error('socket: Operation not permitted')", 'permission'], ["throw new Error('syntax error in filter expression')", 'filter'],
    ["throw new Error('eth0: No such device exists')", 'no-device'], ["throw new Error('something else')", 'failed'],
  ])('open: %s', async (open, code) => {
    install(open);
    const result = await outcome();
    expect([result.code, result.out.length]).toEqual([1, 0]);
    expect(JSON.parse(result.err)).toMatchObject({ code });
  });

  test('the package is not there, was not built, or does not load', async () => {
    install('', "require('../build/Release/cap.node')");
    expect(JSON.parse((await outcome()).err)).toMatchObject({ code: 'unbuilt' });
    install('', "throw Object.assign(new Error('libpcap.so.0.8: cannot open shared object file'), { code: 'ERR_DLOPEN_FAILED' })");
    expect(JSON.parse((await outcome()).err)).toEqual({ code: 'unloadable', detail: 'libpcap.so.0.8: cannot open shared object file' });
    fs.rmSync(path.join(folder, 'node_modules'), { recursive: true });
    expect(JSON.parse((await outcome()).err)).toMatchObject({ code: 'missing' });
  });

  test('ends quietly when nobody takes the packets any more', async () => {
    install("setInterval(() => this.emit('packet', 60, false), 1); return 'ETHERNET';");
    const child = start();
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => void child.on('exit', resolve));
    expect(code).toBe(0);
  });
});
