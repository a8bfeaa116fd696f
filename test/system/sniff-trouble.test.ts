import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { build, temporaryFolder } from '../build/program.ts';
import { childrenOf, isRunning, Network, noNamespaces, run, until } from './network.ts';
import { describeWith } from './programs.ts';
import { engines, packetCount, pingsIn, Sniffing } from './sniffing.ts';

const folder = temporaryFolder();
let network: Network;

beforeAll(() => build());
beforeEach(() => (network = new Network()));
afterEach(() => network.remove());
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** Sniffs pings into a file. */
function sniff(file: string, ...args: readonly string[]): Promise<Sniffing> {
  return new Sniffing(network, network.server, ['-f', 'icmp[0] == 8', '-w', file, ...args]).begun();
}

function fileOf(name: string): string {
  return path.join(folder, `${name}.pcapng`);
}

/** Wait until the file holds so many packets: what is in it is readable while it is being written. */
function holds(file: string, count: number): Promise<void> {
  return until(() => packetCount(file) === count);
}

describeWith(['ip', 'ping', 'tshark', 'tcpdump', 'dumpcap', 'ps'], 'trouble while sniffing', () => {
  test('the engine is killed: the next one goes on, into the same file', async () => {
    const file = fileOf('engine-killed');
    const sniffing = await sniff(file);
    for (const [i, engine] of engines.slice(0, -1).entries()) {
      network.ping(2);
      await holds(file, 2 * (i + 1));
      process.kill(childrenOf(sniffing.pid)[0]!, 'SIGKILL');
      await until(() => sniffing.err.includes(`capturing on wire0 with ${engines[i + 1]}`));
      expect(sniffing.err).toContain(`${engine}: ended unexpectedly (SIGKILL); what it captured is kept`);
    }
    network.ping(2);
    await holds(file, 2 * engines.length);
    expect(await sniffing.stop()).toBe(0);
    expect(pingsIn(file)).toEqual(engines.flatMap(() => [1, 2]));
    expect(run('capinfos', file)).toContain('captured with tcpdump');
  });

  test('the only engine is killed: that is the end, and what was captured is kept', async () => {
    const file = fileOf('only-engine-killed');
    const sniffing = await sniff(file, '--engine', 'tcpdump');
    network.ping(2);
    await holds(file, 2);
    process.kill(childrenOf(sniffing.pid)[0]!, 'SIGKILL');
    expect(await sniffing.ended()).toBe(2);
    expect(sniffing.err).toContain('tcpdump: ended unexpectedly (SIGKILL)');
    expect(pingsIn(file)).toEqual([1, 2]);
  });

  test.each(engines)('%s: the program is killed: the file is whole, and the engine does not stay behind', async (engine) => {
    const file = fileOf(`killed-${engine}`);
    const sniffing = await sniff(file, '--engine', engine);
    network.ping(2);
    await holds(file, 2);
    const children = childrenOf(sniffing.pid);
    expect(children.length).toBeGreaterThan(0);
    sniffing.child.kill('SIGKILL');
    expect(await sniffing.ended()).toBe(null);
    await until(() => !children.some(isRunning));
    expect(pingsIn(file)).toEqual([1, 2]);
  });

  test.each(engines)('%s: the interface is deleted: what was captured is kept', async (engine) => {
    const file = fileOf(`deleted-${engine}`);
    const sniffing = await sniff(file, '--engine', engine);
    network.ping(2);
    await holds(file, 2);
    network.link(network.server, 'del', 'wire0');
    expect(await sniffing.ended()).toBe(2);
    expect(sniffing.err).toContain('wire0 is no longer there; what was captured before is kept');
    expect(pingsIn(file)).toEqual([1, 2]);
  });

  test.each(engines)('%s: the interface goes down and comes up again: the capture goes on', async (engine) => {
    const file = fileOf(`down-${engine}`);
    const sniffing = await sniff(file, '--engine', engine);
    network.ping(2);
    await holds(file, 2);
    network.link(network.server, 'set', 'wire0', 'down');
    await until(() => sniffing.err.includes('wire0 is down; the capture goes on when it is up again'));
    network.link(network.server, 'set', 'wire0', 'up');
    await until(() => sniffing.err.includes('wire0 is up again'));
    // Some engines have to be begun again.
    await until(() => {
      network.ping(1);
      return packetCount(file) > 2;
    });
    expect(await sniffing.stop()).toBe(0);
  });

  test('the disk is full: the file ends with a whole packet', async () => {
    const disk = path.join(folder, 'disk');
    fs.mkdirSync(disk);
    run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk);
    try {
      const file = path.join(disk, 'full.pcapng');
      const sniffing = await sniff(file);
      spawnSync('ip', ['netns', 'exec', network.client.namespace, 'ping', '-q', '-f', '-c', '100', '-s', '1400', network.server.address]);
      expect(await sniffing.ended()).toBe(2);
      expect(sniffing.err).toContain(`${file}: the disk is full; what was captured before is in the file`);
      const pings = pingsIn(file);
      expect(pings.length).toBeGreaterThan(20);
      expect(pings).toEqual(pings.map((_, i) => i + 1));
    } finally {
      run('umount', disk);
    }
  });

  test('the file is moved away: another one is begun under its name', async () => {
    const file = fileOf('moved');
    const sniffing = await sniff(file);
    network.ping(2);
    await holds(file, 2);
    fs.renameSync(file, `${file}.1`);
    await until(() => sniffing.err.includes(`${file} was moved or deleted; ${file} is begun`));
    network.ping(3);
    await holds(file, 3);
    expect(await sniffing.stop()).toBe(0);
    expect(pingsIn(`${file}.1`)).toEqual([1, 2]);
    expect(pingsIn(file)).toEqual([1, 2, 3]);
  });
}, true, noNamespaces);
