import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run, temporaryFolder } from '../build/program.ts';
import { bundledCaptures } from '../build/seeds.ts';
import { describeWith, output } from './programs.ts';
import { fieldOptions, pupil, rows, tshark } from './tshark.ts';

const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

const captures = path.resolve(import.meta.dirname, '../../captures');
/** What a capture file has to keep of a packet; its bytes are told by the checksums over them. */
const kept = ['frame.len', 'frame.cap_len', 'frame.time_epoch', 'frame.encap_type', 'eth.src', 'ip.id', 'ip.checksum.status', 'ipv6.src', 'tcp.checksum', 'tcp.checksum.status', 'udp.checksum', 'udp.checksum.status', 'arp.src.proto_ipv4'];
const packetsOf = (file: string, ...argv: readonly string[]): string[][] => rows(tshark(file, ...argv, ...fieldOptions(kept)));

/** Has pupil save packets of a capture. */
async function saved(file: string, name: string, ...argv: readonly string[]): Promise<string> {
  const target = path.join(folder, name);
  expect(await run('packets', '-r', file, ...argv, '-w', target)).toEqual({ code: 0, out: '', err: '' });
  return target;
}

describeWith(['tshark'], 'captures that pupil has saved', () => {
  describe.each(bundledCaptures().map((file) => [path.basename(file), file] as const))('%s', (capture, file) => {
    test('as pcapng: tshark reads the same packets', async () => {
      expect(packetsOf(await saved(file, `${capture}.all.pcapng`))).toEqual(packetsOf(file));
    });
  });

  test.each(['lab5.pcap', 'vlan.pcap', 'tcp-trouble.pcap'])('%s as classic pcap', async (capture) => {
    const file = path.join(captures, capture);
    expect(packetsOf(await saved(file, `${capture}.all.pcap`))).toEqual(packetsOf(file));
  });

  test('nanoseconds survive in classic pcap', async () => {
    const file = path.join(captures, 'lab4.pcapng');
    expect(packetsOf(await saved(file, 'nanoseconds.pcap'))).toEqual(packetsOf(file));
  });

  test.each(['smtp', 'tcp.flags.syn == 1', 'udp.port == 137 or arp', 'frame.number in {7..19}'])('what passes the filter %s', async (filter) => {
    const file = path.join(captures, 'lab4.pcapng');
    const numbers = rows(await pupil(file, '-Y', filter, ...fieldOptions(['frame.number']))).flat();
    const chosen = packetsOf(file).filter((_, i) => numbers.includes(String(i + 1)));
    expect(packetsOf(await saved(file, `${filter.replaceAll(/\W+/g, '-')}.pcapng`, '-Y', filter))).toEqual(chosen);
    expect(chosen.length).toBeGreaterThan(0);
  });

  test('comments, and the name of the interface', async () => {
    const file = path.join(captures, 'lab4.pcapng');
    const told = fieldOptions(['frame.comment', 'frame.interface_name', 'frame.interface_id']);
    expect(tshark(await saved(file, 'comments.pcapng'), ...told)).toBe(tshark(file, ...told));
  });
});

describeWith(['tcpdump'], 'captures that pupil has saved, read by tcpdump', () => {
  test.each(['lab5.pcap', 'fragments.pcap'])('%s', async (capture) => {
    const file = path.join(captures, capture);
    const list = (name: string): string => output('tcpdump', ['-r', name, '-nn', '-e', '-x']);
    expect(list(await saved(file, `${capture}.tcpdump.pcap`))).toBe(list(file));
    expect(list(await saved(file, `${capture}.tcpdump.pcapng`))).toBe(list(file));
  });
});
