import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundledCaptures } from '../build/seeds.ts';
import { describeWith } from './programs.ts';
import { fieldOptions, pupil, rows, tshark } from './tshark.ts';

const captures = path.resolve(import.meta.dirname, '../../captures');

/** What can be asked in both, and of which capture. */
const filters: readonly (readonly [capture: string, filter: string])[] = [
  ['arp.pcap', 'arp && arp.opcode == 1'],
  ['arp.pcap', 'eth.dst[0:3] == ff:ff:ff'],
  ['icmp-errors.pcap', 'icmp.type == 3 and icmp.code in {0, 1, 3..13}'],
  ['icmp-errors.pcap', 'frame.time_relative >= 1.5 && frame.time_relative < 6'],
  ['icmp-errors.pcap', 'count(ip.addr) > 2'],
  ['ipv6.pcap', 'ipv6.hlim == 255 and not icmpv6.type == 135'],
  ['fragments.pcap', 'ip.flags.mf == 1 or ip.frag_offset > 0'],
  ['fragments.pcap', 'frame.len > 500 and not tcp'],
  ['vlan.pcap', 'vlan.id == 10'],
  ['tcp-trouble.pcap', 'tcp.flags.syn == 1 && !(tcp.flags.ack == 1)'],
  ['tcp-trouble.pcap', 'tcp.analysis.retransmission'],
  ['tcp-trouble.pcap', 'tcp.analysis.zero_window || tcp.analysis.keep_alive'],
  ['tcp-trouble.pcap', 'tcp.options.mss_val == 1460'],
  ['tcp-trouble.pcap', 'tcp.len > 0 && tcp.srcport < 1024'],
  ['lab4.pcapng', 'ip.src == 10.77.0.0/29 and udp'],
  ['lab4.pcapng', 'ip.addr != 10.77.0.2'],
  ['lab4.pcapng', 'not ip.addr == 10.77.0.2'],
  ['lab4.pcapng', 'ip.dst ~= 10.77.0.2'],
  ['lab4.pcapng', 'tcp.port in {25, 110, 139}'],
  ['lab4.pcapng', 'tcp.port in {40001..40003} or udp.port == 137'],
  ['lab4.pcapng', 'tcp contains "anna"'],
  ['lab4.pcapng', 'frame.comment'],
  ['lab4.pcapng', 'dns.qry.name == "www.lab.test"'],
  ['http-chunked-gzip.pcap', 'http.request.method == "GET"'],
  ['http-chunked-gzip.pcap', 'http.response.code >= 300'],
  ['http-chunked-gzip.pcap', 'http.user_agent matches "^[A-Za-z]+/"'],
  ['http-chunked-gzip.pcap', 'len(http.request.uri) > 5'],
  ['http-chunked-gzip.pcap', 'lower(http.request.method) == "head"'],
  ['smtp-refused.pcap', 'smtp.response.code == 550'],
  ['imap.pcap', 'imap.request.command == "FETCH" and not imap contains "BODY"'],
  ['netbios-names.pcap', 'nbns.flags.opcode == 5'],
  ['netbios-names.pcap', 'nbns.name contains "STUDENT"'],
  ['netbios-names.pcap', 'nbdgm.type == 0x11'],
  ['netbios-session.pcap', 'nbss.type == 0x81 or nbss.type == 0x83'],
];

describeWith(['tshark'], 'display filters', () => {
  describe.each(bundledCaptures().map((file) => [path.basename(file), file] as const))('%s', (_, file) => {
    test('as many packets, and as long', async () => {
      const asked = fieldOptions(['frame.number', 'frame.len', 'frame.cap_len', 'frame.time_epoch']);
      expect(rows(await pupil(file, ...asked))).toEqual(rows(tshark(file, ...asked)));
    });
  });

  test.each(filters)('%s: %s', async (capture, filter) => {
    const file = path.join(captures, capture);
    const asked = ['-Y', filter, ...fieldOptions(['frame.number'])];
    const theirs = rows(tshark(file, ...asked)).flat();
    expect(rows(await pupil(file, ...asked)).flat()).toEqual(theirs);
    expect(theirs.length).toBeGreaterThan(0);
  });
});
