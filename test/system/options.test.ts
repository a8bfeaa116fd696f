import path from 'node:path';
import { expect, test } from 'vitest';
import { describeWith } from './programs.ts';
import { pupil, tshark } from './tshark.ts';

const lab4 = path.resolve(import.meta.dirname, '../../captures/lab4.pcapng');
/** Fields with no value in some packets, one in most, and several in a few. */
const asked = ['frame.number', 'ip.addr', 'udp.port', 'tcp.port', 'nbns.name', 'http.request.uri', 'http.host'].flatMap((field) => ['-e', field]);

describeWith(['tshark'], 'how -T fields prints', () => {
  test.each([
    ['as it is'],
    ['header=y'],
    ['separator=,'],
    ['separator=/s'],
    ['separator=;', 'quote=d'],
    ['quote=s'],
    ['quote=n'],
    ['occurrence=f'],
    ['occurrence=l'],
    ['occurrence=a', 'aggregator=/s'],
    ['aggregator=;'],
    ['header=y', 'separator=,', 'quote=d', 'occurrence=a', 'aggregator=;'],
  ])('%s %s %s %s %s', async (...style) => {
    const argv = ['-T', 'fields', ...asked, ...style.filter((s) => s.includes('=')).flatMap((s) => ['-E', s])];
    expect(await pupil(lab4, ...argv)).toBe(tshark(lab4, ...argv));
  });

  test.each([['-c', '20'], ['-c', '60', '-Y', 'udp'], ['-Y', 'tcp.flags.fin == 1'], ['-2', '-Y', 'icmp.resp_in']])('%s %s %s %s', async (...argv) => {
    expect(await pupil(lab4, ...argv, '-T', 'fields', ...asked)).toBe(tshark(lab4, ...argv, '-T', 'fields', ...asked));
  });
});
