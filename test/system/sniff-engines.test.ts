import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, temporaryFolder } from '../build/program.ts';
import { delay, isRunning, Network, noNamespaces, run, until } from './network.ts';
import { describeWith } from './programs.ts';
import { engines, packetsOf, pingsIn, program, Sniffing } from './sniffing.ts';

const office = path.join(import.meta.dirname, 'office.py');
const folder = temporaryFolder();
let network: Network;

/** Mail is sent and fetched, a page is loaded, and the server is asked whether it is there. */
async function traffic(): Promise<void> {
  const { server: { address }, client } = network;
  network.at(client, 'python3', office, 'work', address);
  network.at(client, 'curl', '-s', '-o', '/dev/null', `http://${address}/page.html`);
  network.ping(3);
}

/** The lines of sessions: number, ends, protocol, outcome. */
function sessionsIn(out: string): string[] {
  return out.split('\n').filter((line) => /^ *#\d+ /.test(line)).map((line) => line.trim()).toSorted();
}

beforeAll(async () => {
  build();
  network = new Network();
  const servers = network.start(network.server, ['python3', office, 'serve', network.server.address]);
  let said = '';
  servers.stdout!.on('data', (text: Buffer) => (said += text.toString()));
  await until(() => said.includes('ready'));
});

afterAll(() => {
  network.remove();
  fs.rmSync(folder, { recursive: true });
});

describeWith(['ip', 'python3', 'curl', 'ping', 'tshark', 'tcpdump', 'dumpcap'], 'sniffing', () => {
  test.each(engines)('%s: the file is what tshark reads, and the sessions are those of analyze', async (engine) => {
    const file = path.join(folder, `${engine}.pcapng`);
    const sniffing = await new Sniffing(network, network.server, ['--engine', engine, '-w', file]).begun();
    await traffic();
    expect(await sniffing.stop()).toBe(0);
    // Where segments are merged before they are captured, nobody can say what cap has lost.
    expect(sniffing.err).toMatch(engine === 'cap' ? /unknown how many lost|about 0 lost/ : /· 0 lost/);

    const numbers = packetsOf(file, 'frame.number', 'ip.src', 'ip.dst').filter((line) => line.includes('10.77'));
    const shown = sniffing.out.split('\n').filter((line) => / → 10\.77/.test(line) && !/^ *#/.test(line));
    expect(shown.length).toBe(numbers.length);
    expect(pingsIn(file)).toEqual([1, 2, 3]);

    const analyzed = sessionsIn(run(process.execPath, program, 'analyze', file));
    expect(sessionsIn(sniffing.out)).toEqual(analyzed);
    expect(analyzed.map((line) => line.split(/ +/)[4])).toEqual(expect.arrayContaining(['smtp', 'pop']));
    expect(sessionsIn(sniffing.err)).toEqual(analyzed);
  });

  test.each(engines)('%s: a capture filter, a snap length, a number of packets; the file says so', async (engine) => {
    const file = path.join(folder, `${engine}-some.pcapng`);
    const sniffing = await new Sniffing(network, network.server, ['--engine', engine, '-f', 'icmp', '-s', '60', '-c', '5', '-w', file, '--capture-comment', 'group B']).begun();
    network.ping(3);
    expect(await sniffing.ended()).toBe(0);
    expect(packetsOf(file, 'frame.len', 'frame.cap_len')).toEqual(Array.from({ length: 5 }, () => '98\t60'));
    expect(pingsIn(file)).toEqual([1, 2, 3]);
    const facts = run('capinfos', file);
    expect(facts).toContain('Filter string = icmp');
    expect(facts).toContain('group B');
    expect(facts).toContain('Name = wire0');
    expect(sniffing.err).toMatch(/^5 packets/m);
  });

  test('the display filter is for the screen, the file gets everything', async () => {
    const file = path.join(folder, 'all.pcapng');
    const sniffing = await new Sniffing(network, network.server, ['-w', file, '-Y', 'smtp.req.command', '-T', 'jsonl']).begun();
    await traffic();
    expect(await sniffing.stop()).toBe(0);
    const shown = sniffing.out.trim().split('\n').map((line) => JSON.parse(line) as { number: number });
    expect(shown.map((p) => p.number)).toEqual(run('tshark', '-n', '-r', file, '-Y', 'smtp.req.command', '-T', 'fields', '-e', 'frame.number').trim().split('\n').map(Number));
    expect(pingsIn(file)).toEqual([1, 2, 3]);
  });

  test('-w - gives a capture to the next program', async () => {
    const sniffing = await new Sniffing(network, network.server, ['-w', '-', '-f', 'icmp']).begun();
    network.ping(3);
    await delay(300);
    expect(await sniffing.stop()).toBe(0);
    const file = path.join(folder, 'piped.pcapng');
    fs.writeFileSync(file, sniffing.bytes);
    expect(pingsIn(file)).toEqual([1, 2, 3]);
  });

  test('a mistake in the capture filter, or in the name of the interface, is told before anything is written', async () => {
    const file = path.join(folder, 'never.pcapng');
    for (const engine of ['auto', ...engines]) {
      const wrong = new Sniffing(network, network.server, ['--engine', engine, '-f', 'port smtp or or', '-w', file]);
      expect(await wrong.ended()).toBe(1);
      expect(wrong.err).toMatch(/^pupil: the capture filter port smtp or or is not understood \(.*(syntax error|Invalid capture filter)/);
      const nowhere = new Sniffing(network, { ...network.server, device: 'wire9' }, ['--engine', engine, '-w', file]);
      expect(await nowhere.ended()).toBe(1);
      expect(nowhere.err).toBe('pupil: there is no interface wire9; did you mean wire0?\n');
    }
    expect(fs.existsSync(file)).toBe(false);
  });

  test('a ring of files, which is complete after so many', async () => {
    const ring = path.join(folder, 'ring.pcapng');
    const sniffing = await new Sniffing(network, network.server, ['-q', '-f', 'icmp[0] == 8', '-w', ring, '-b', 'packets:2', '-b', 'files:2', '-a', 'files:4']).begun();
    network.ping(10);
    expect(await sniffing.ended()).toBe(0);
    const files = fs.readdirSync(folder).filter((name) => name.startsWith('ring_')).toSorted();
    expect(files.map((name) => name.replace(/_\d{14}\./, '.'))).toEqual(['ring_00003.pcapng', 'ring_00004.pcapng']);
    expect(files.map((name) => pingsIn(path.join(folder, name)))).toEqual([[5, 6], [7, 8]]);
  });

  test('a reader that goes away ends it quietly, with the engine', async () => {
    const sniffing = await new Sniffing(network, network.server, ['--engine', 'tcpdump']).begun();
    sniffing.child.stdout!.destroy();
    network.ping(3);
    expect(await sniffing.ended()).toBe(0);
    expect(isRunning(sniffing.pid)).toBe(false);
  });
}, true, noNamespaces);
