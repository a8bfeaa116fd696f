import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, temporaryFolder } from '../build/program.ts';
import { type End, Network, noNamespaces, run, until } from './network.ts';
import { describeWith } from './programs.ts';
import { program, Sniffing } from './sniffing.ts';

const office = path.join(import.meta.dirname, 'office.py');
/** Asks everybody for a name, as RFC 1002 §4.2.12 has it, from a machine that has nothing to do with NetBIOS otherwise. */
const askForName = `
import socket, sys
name = "".join(chr(65 + (c >> 4)) + chr(65 + (c & 15)) for c in b"LABSRV          ")
query = bytes.fromhex("123401100001000000000000") + bytes([32]) + name.encode() + bytes.fromhex("0000200001")
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(query, (sys.argv[1], 137))
`;
const folder = temporaryFolder();
let network: Network;

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

/** The machine forgets who has which address: it has to ask again. */
function forget({ namespace, device }: End): void {
  run('ip', '-n', namespace, 'neigh', 'flush', 'dev', device);
}

/** One step of the lab after the other, each when what the step before brings about has been seen. */
async function work(seen: (met: string) => boolean): Promise<void> {
  const { server: { address }, client } = network;
  const steps: readonly (readonly [() => void, readonly string[]])[] = [
    [() => network.ping(1), ['ARP  a request', 'ARP  a reply', 'ICMP  an echo request', 'ICMP  an echo reply']],
    [() => network.at(client, 'python3', office, 'work', address), ['TCP  a connection being opened', 'SMTP', 'POP3', 'TCP  a connection being closed']],
    [() => network.at(client, 'curl', '-s', '-o', '/dev/null', `http://${address}/page.html`), ['HTTP']],
    [() => network.at(client, 'python3', '-c', askForName, address), ['NetBIOS']],
  ];
  for (const [step, brings] of steps) {
    expect(brings.filter(seen)).toEqual([]);
    step();
    await until(() => brings.every(seen));
  }
}

describeWith(['ip', 'python3', 'curl', 'ping'], 'sniffing for a lab', () => {
  test('each step of the lab ticks off what it brings about; the list at the end is that of check on the file', async () => {
    const file = path.join(folder, 'lab.pcapng');
    for (const end of [network.server, network.client]) forget(end);
    const sniffing = await new Sniffing(network, network.server, ['--lab', 'lab4', '-w', file]).begun();
    await work((met) => sniffing.out.includes(`✓ ${met}`));
    expect(await sniffing.stop()).toBe(0);
    expect([...sniffing.out.matchAll(/^✓ .*\((\d+) of 10\)$/gm)].map((match) => Number(match[1]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const checked = run(process.execPath, program, 'check', file, '--lab', 'lab4');
    expect(checked).toContain('complete: 10 of 10');
    expect(sniffing.out.endsWith(checked)).toBe(true);
  });

  test('what was not done is what the list says to do; as lines of JSON, and quietly', async () => {
    for (const end of [network.server, network.client]) forget(end);
    const lines = await new Sniffing(network, network.server, ['--lab', 'lab4', '-T', 'jsonl']).begun();
    const quiet = await new Sniffing(network, network.server, ['--lab', 'lab4', '-q']).begun();
    network.ping(1);
    await until(() => [lines.out, quiet.err].every((text) => text.includes('an echo reply')));
    expect([await lines.stop(), await quiet.stop()]).toEqual([0, 0]);

    const objects = lines.out.trim().split('\n').map((line) => JSON.parse(line) as { kind?: string; number?: number; met?: number });
    expect(objects.filter((o) => o.kind === 'met').map((o) => o.met)).toEqual([1, 2, 3, 4]);
    expect(objects.at(-1)).toMatchObject({ kind: 'check', complete: false, met: 4, needs: 10, skipped: 0 });
    expect(objects.filter((o) => o.kind === undefined).every((o) => typeof o.number === 'number')).toBe(true);

    for (const { err } of [lines, quiet]) {
      expect(err).toContain('→ send a mail while you record');
      expect(err.trimEnd().endsWith('not complete: 4 of 10')).toBe(true);
    }
    expect(quiet.out).toBe('');
    expect(quiet.err).toContain('pupil: ✓ ICMP  an echo reply');
  });

  test('a lab that there is not is told before anything is captured', async () => {
    const file = path.join(folder, 'never.pcapng');
    const sniffing = new Sniffing(network, network.server, ['--lab', 'lab44', '-w', file]);
    expect(await sniffing.ended()).toBe(1);
    expect(sniffing.err).toContain('lab4');
    expect(fs.existsSync(file)).toBe(false);
  });
}, true, noNamespaces);
