import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { concat } from '../build/bytes.ts';
import { little } from '../build/capture.ts';
import { conversation } from '../build/dialogue.ts';
import { run, temporaryFolder } from '../build/program.ts';
import { opening, packetOf, type Segment } from '../build/segments.ts';

const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** A capture with a packet every tenth of a second. */
function capture(name: string, packets: readonly Uint8Array[]): string {
  const where = path.join(folder, name);
  fs.writeFileSync(where, concat(little.pcap(), ...packets.map((p, i) => little.record({ seconds: 1_795_247_952 + Math.floor(i / 10), fraction: (i % 10) * 100_000 }, p))));
  return where;
}
/** Lines of the standard output, with columns a single space apart and numbers without groups. */
const lines = (out: string): string[] => out.trimEnd().split('\n').map((line) => line.replaceAll('\u202f', '').replace(/ +/g, ' ').trim());

const data: Segment = { by: 'C', seq: 1, ack: 1, data: 40, flags: 'PA' };
const troubled: Segment[] = [...opening, data, data, { by: 'S', seq: 1, ack: 41 }, { by: 'S', seq: 101, ack: 41, data: 10 }, { by: 'C', seq: 41, ack: 111, flags: 'FA' }];
const tcp = capture('tcp.pcap', [...troubled, { by: 'C', flags: 'S', port: 4000 } as Segment, { by: 'S', flags: 'RA', seq: 0, ack: 1, port: 4000 } as Segment].map(packetOf));
const mail = capture('mail.pcap', conversation([
  { S: '220 mail.lab.test ESMTP\r\n' }, { C: 'EHLO a\r\n' }, { S: '250 mail.lab.test\r\n' }, { C: 'noop\r\n' }, { S: '250 Ok\r\n' }, { C: 'NOOP\r\n' }, { S: '250 Ok\r\n' }, { C: 'FNORD\r\n' }, { S: '500 what?\r\n' }, { C: 'QUIT\r\n' }, { S: '221 Bye\r\n' },
]));
const empty = capture('empty.pcap', []);

describe('stats tcp', () => {
  test('a line for each connection', async () => {
    const { code, out, err } = await run('stats', tcp, 'tcp');
    expect([code, err]).toEqual([0, '']);
    expect(lines(out)).toEqual([
      '# client server went states at the end packets → ← packets bytes → ← bytes again lost opened ms round trip ms closed by',
      '0 10.77.0.10:51514 10.77.0.2:9999 S2 FIN-WAIT-1 CLOSE-WAIT 5 3 80 10 1 100 200 100/100/100 client',
      '1 10.77.0.10:4000 10.77.0.2:9999 REJ CLOSED CLOSED 1 1 0 0 100/100/100 server RST',
    ]);
  });

  test('more connections than a table is laid out for come in columns of fixed width', async () => {
    const many = capture('many.pcap', Array.from({ length: 300 }, (_, i) => packetOf({ by: 'C', flags: 'S', port: 20_000 + i })));
    const { out } = await run('stats', many, 'tcp');
    const all = out.trimEnd().split('\n');
    expect(all).toHaveLength(301);
    expect(all[1]!.indexOf('10.77.0.10:20000')).toBe(all[300]!.indexOf('10.77.0.10:20299'));
    expect(lines(out)[300]).toBe('299 10.77.0.10:20299 10.77.0.2:9999 S0 SYN-SENT SYN-RECEIVED 1 0 0 0');
  });

  test('a capture without connections', async () => {
    expect(await run('stats', empty, 'tcp')).toMatchObject({ code: 0, out: expect.stringContaining('there is no TCP connection in it') as string });
  });

  test('conversations between ports are something else', async () => {
    expect((await run('stats', tcp, 'conversations', 'tcp')).out).toContain('packets A→B');
    expect((await run('stats', 'conversations', 'tcp', tcp)).out).toContain('packets A→B');
  });
});

describe('stats io', () => {
  test('rows of a given interval, with a bar, and filters in columns of their own', async () => {
    const { code, out } = await run('stats', tcp, 'io', '--interval', '0.5', '-Y', 'tcp.flags.syn == 1', '-Y', 'tcp.analysis.retransmission');
    expect(code).toBe(0);
    expect(lines(out)).toEqual([
      'from s packets bytes 1: packets 1: bytes 2: packets 2: bytes',
      '0.0 5 350 ████████████████████ 2 108 1 94',
      '0.5 5 280 ████████████████ 1 54 0 0',
      '1: tcp.flags.syn == 1',
      '2: tcp.analysis.retransmission',
    ]);
  });

  test('without an interval about forty rows', async () => {
    const rows = lines((await run('stats', tcp, 'io')).out);
    expect(rows.length).toBeGreaterThanOrEqual(21);
    expect(rows.length).toBeLessThanOrEqual(51);
    expect(rows[1]).toMatch(/^0\.00 1 54 /);
  });

  test('too fine an interval is made coarser, and said to be', async () => {
    const { out } = await run('stats', tcp, 'io', '--interval', '0.000001');
    expect(lines(out).at(-1)).toBe('too many rows: intervals of 0.00001 s in place of 0.000001 s');
  });

  test.each(['0', '-1', 'abc', '', '1e5', '0.0000000001'])('--interval %s is a mistake', async (value) => {
    expect(await run('stats', tcp, 'io', '--interval', value)).toMatchObject({ code: 1, out: '' });
  });

  test('a filter with a mistake, and options that are for io alone', async () => {
    expect(await run('stats', tcp, 'io', '-Y', 'tcp.flags.sny')).toMatchObject({ code: 1, out: '' });
    expect(await run('stats', tcp, 'tcp', '-Y', 'tcp')).toMatchObject({ code: 1, err: 'pupil: -Y is for stats io alone\n' });
    expect(await run('stats', tcp, 'hierarchy', '--interval', '1')).toMatchObject({ code: 1, err: 'pupil: --interval is for stats io alone\n' });
  });

  test('an empty capture', async () => {
    expect(await run('stats', empty, 'io')).toMatchObject({ code: 0 });
  });
});

describe('stats commands', () => {
  test('how often each command and reply was said, whatever its case, and the slowest replies', async () => {
    const { code, out } = await run('stats', mail, 'commands');
    expect(code).toBe(0);
    const all = lines(out);
    expect(all.slice(0, 2)).toEqual(['SMTP 1 session', 'what word times first packets meaning']);
    expect(all).toContain('Command noop 2 7 9 does nothing; the server answers that it is there');
    expect(all).toContain('Command FNORD 1 11');
    expect(all.find((line) => line.startsWith('Reply code 250 3 6 8 10'))).toBeDefined();
    expect(all).toContain('replies after 100 ms on average, 100 ms at most');
    expect(all).toContain('100 ms: packet 6 answers packet 5');
  });

  test('a capture without dialogues', async () => {
    expect(lines((await run('stats', tcp, 'commands')).out)).toEqual(['there is no dialogue in it that is decoded here']);
  });
});

describe('what analyze notes of connections', () => {
  test('what was sent again or is missing, who was refused', async () => {
    const { out } = await run('analyze', tcp);
    expect(lines(out)).toContain('tcp: 1 segment retransmitted (5), stream #0 lacks 100 B');
    expect(lines(out)).toContain('tcp: 1 connection was refused (#1)');
  });

  test('a stream that is whole all the same', async () => {
    const whole = capture('whole.pcap', [...opening, data, data, data, { by: 'S', seq: 1, ack: 41 } as Segment].map(packetOf));
    expect(lines((await run('analyze', whole)).out)).toContain('tcp: 2 segments retransmitted (5 6), stream #0 whole all the same');
  });

  test('a few connections one by one, of the others how many', async () => {
    const many = capture('losses.pcap', Array.from({ length: 8 }, (_, i) => [{ by: 'C', seq: 1, ack: 1, data: 1, port: 5000 + i }, { by: 'C', seq: 12, ack: 1, data: 1, port: 5000 + i }] as Segment[]).flat().map(packetOf));
    const noted = lines((await run('analyze', many)).out);
    expect(noted).toContain('tcp: stream #4 lacks 10 B, which the capture does not hold');
    expect(noted).toContain('tcp: … and 3 more streams with retransmissions or losses: pupil stats losses.pcap tcp');
  });
});

describe('the packet list', () => {
  test('says in a word what a segment is', async () => {
    const { out } = await run('packets', tcp, '-n', '--packet', '5,7');
    expect(lines(out)[0]).toContain(' [Retransmission] 51514 → 9999 [PSH, ACK] Seq=1');
    expect(lines(out)[1]).toContain(' [Previous segment not captured] 9999 → 51514');
  });

  test('counts duplicate acknowledgments, and calls a special retransmission by its own name only', async () => {
    const packets: Segment[] = [...opening, data, { by: 'S', seq: 1, ack: 41 }, { by: 'S', seq: 1, ack: 41 }, data];
    const { out } = await run('packets', capture('list.pcap', packets.map(packetOf)), '-n', '--packet', '6-');
    expect(lines(out)[0]).toContain(' [Duplicate acknowledgment 1] ');
    expect(lines(out)[1]).toContain(' 94 [Spurious retransmission] 51514');
  });

  test('fields and filters find the reasons', async () => {
    const { out } = await run('packets', tcp, '-Y', 'tcp.analysis.reason contains "packet 4"', '-T', 'fields', '-e', 'frame.number', '-e', 'tcp.analysis.reason', '-e', 'tcp.conn_state', '-2');
    expect(out).toBe('5\tbytes 1–40 already arrived in packet 4\tS2\n');
  });

  test('JSON has them in words', async () => {
    const { out } = await run('packets', tcp, '--packet', '5', '-T', 'jsonl');
    expect(out).toContain('"field":"tcp.analysis.reason","generated":true,"value":"bytes 1–40 already arrived in packet 4"');
  });
});
