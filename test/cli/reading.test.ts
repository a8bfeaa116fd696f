import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ascii, concat } from '../build/bytes.ts';
import { little, take } from '../build/capture.ts';
import { conversation } from '../build/dialogue.ts';
import { zstdFrame } from '../build/packed.ts';
import { build, run, spawn, temporaryFolder } from '../build/program.ts';

const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

function file(name: string, content: Uint8Array): string {
  const where = path.join(folder, name);
  fs.writeFileSync(where, content);
  return where;
}

const packets = conversation([{ S: '220 mail.lab.test ESMTP\r\n' }, { C: 'EHLO a\r\n' }, { S: '250 mail.lab.test\r\n' }, { C: 'QUIT\r\n' }, { S: '221 Bye\r\n' }]);
const plain = concat(little.pcap(), ...packets.map((p, i) => little.record({ fraction: i * 1000 }, p)));
const noted = concat(
  little.section([little.option(1, 'lab 4, group B'), little.option(4, 'dumpcap')]),
  little.interface({ snap: 2000 }, [little.option(2, 'eth0'), little.option(9, Uint8Array.of(9))]),
  ...packets.map((p, i) => little.enhanced({ time: 1_795_247_952_000_000_000n + BigInt(i) * 1_000_001n }, p, i === 3 ? [little.option(1, 'the greeting')] : [])),
  little.block(5, concat(little.u32(0), little.u64(0n), little.option(4, little.u64(20n)), little.option(5, little.u64(3n)))),
);
const mail = file('mail.pcap', plain);
const notes = file('notes.pcapng', noted);

const fields = (...names: string[]): string[] => ['-T', 'fields', ...names.flatMap((name) => ['-e', name])];

describe('which packets are read', () => {
  test('-c stops after so many packets, as they are read, not as they are printed', async () => {
    expect(await run('packets', mail, '-c', '2', ...fields('frame.number'))).toEqual({ code: 0, out: '1\n2\n', err: '' });
    expect((await run('packets', mail, '-c6', '-Y', 'smtp', ...fields('frame.number'))).out).toBe('4\n5\n6\n');
  });

  test('-c with a fault behind its packets', async () => {
    const cut = file('cut.pcap', plain.subarray(0, plain.length - 3));
    expect((await run('packets', cut, '-c', '3', ...fields('frame.number'))).code).toBe(0);
    expect((await run('packets', cut, ...fields('frame.number'))).code).toBe(2);
  });

  test.each(['0', '-1', 'abc', '1.5', ''])('-c %s is a mistake', async (value) => {
    expect(await run('packets', mail, '-c', value)).toMatchObject({ code: 1, out: '' });
  });

  test('several files, by -r and as arguments, are read one after the other', async () => {
    const count = packets.length;
    expect((await run('packets', '-r', mail, '-r', notes, mail, '-Y', 'tcp.flags.syn == 1', ...fields('frame.number'))).out).toBe([1, 2, count + 1, count + 2, 2 * count + 1, 2 * count + 2].map((n) => `${n}\n`).join(''));
    expect((await run('packets', mail, notes, '-c', String(count + 1), ...fields('frame.interface_id'))).out).toBe(`${'\n'.repeat(count)}0\n`);
  });

  test('a file that cannot be read does not keep the others from being read', async () => {
    const { code, out, err } = await run('packets', path.join(folder, 'none.pcap'), mail, ...fields('frame.number'));
    expect(out.split('\n')).toHaveLength(packets.length + 1);
    expect([code, err]).toEqual([2, `pupil: ${path.join(folder, 'none.pcap')}: there is no such file\n`]);
  });

  test('clusters, values at once, and --', async () => {
    expect((await run('-nc1', `-r${mail}`, '-Tfields', '-eframe.number')).out).toBe('1\n');
    expect((await run('packets', '-Vxc1', '--', mail)).out).toContain('0000  00 0c 29');
    expect((await run('packets', '-nr', mail, '-c', '1', '-tad')).out).toContain('2026-11-21 07:59:12');
    const strange = file('-strange.pcap', plain);
    expect((await run('packets', ...fields('frame.number'), '-c1', '--', strange)).out).toBe('1\n');
  });

  test('--reader pcap-parser reads the same, and says what it does not read', async () => {
    const all = fields('frame.number', 'frame.time_epoch', 'frame.len', 'smtp.req.command');
    expect(await run('packets', mail, '--reader', 'pcap-parser', ...all)).toEqual(await run('packets', mail, ...all));
    expect(await run('packets', notes, '--reader', 'pcap-parser', ...all)).toEqual({ code: 2, out: '', err: `pupil: ${notes}: the reader pcap-parser does not read this format (at byte 0)\n` });
    expect((await run('packets', mail, '--reader', 'other')).code).toBe(1);
  });
});

describe('what is wrong with a file is said on standard error, with its place', () => {
  const broken = concat(plain, little.record({ captured: 300_000 }, new Uint8Array(300_000)));
  test.each([
    ['cut.pcap', plain.subarray(0, plain.length - 3), `the file ends inside a record: 70 bytes needed, 67 there (at byte ${plain.length - 70}, packet ${packets.length})`],
    ['length.pcap', broken, `a packet claims 300 000 bytes, more than the limit of 262 144 (at byte ${plain.length}, packet ${packets.length + 1})`],
    ['length.pcap.gz', gzipSync(broken), `a packet claims 300 000 bytes, more than the limit of 262 144 (at byte ${plain.length} of the unpacked file, packet ${packets.length + 1})`],
    ['cut.pcap.gz', gzipSync(plain).subarray(0, 60), 'the compressed data ends early (at byte 60 of the compressed file'],
    ['empty.pcap', new Uint8Array(0), 'the file is empty (at byte 0)'],
    ['text.txt', ascii('<html>\n'), 'not a capture: the file starts with the text “<html>” (at byte 0)'],
    ['hostile.txt', ascii('\tA \u001b[31m'), 'not a capture that is known here: the file starts with 09 41 20 1b 5b 33 31 6d (at byte 0)'],
    ['old.snoop', ascii('snoop\0\0\0......'), 'a capture in the format snoop, which is not read here; editcap of Wireshark converts it'],
    ['x.bz2', ascii('BZh91AY&SY'), 'packed with bzip2, which is not unpacked here; unpack it first (at byte 0)'],
    ['version.pcap', little.pcap({ version: [9, 9] }), 'version 9.9 of the file format is not known (at byte 4)'],
  ])('%s', async (name, content, message) => {
    const where = file(name, content);
    for (const verb of [['packets'], ['analyze'], ['sessions'], ['stats', 'hierarchy']]) {
      const { code, err } = await run(verb[0]!, where, ...verb.slice(1));
      expect(code).toBe(2);
      expect(err.replaceAll('\u202f', ' ')).toContain(`pupil: ${where}: ${message}`);
    }
  });

  test('a folder', async () => {
    expect(await run('packets', folder)).toMatchObject({ code: 2, err: `pupil: ${folder}: this is a folder, not a file\n` });
  });

  test('what was readable is printed first', async () => {
    const cut = file('cut2.pcap', plain.subarray(0, plain.length - 3));
    expect((await run('packets', cut, ...fields('frame.number'))).out).toBe(packets.slice(1).map((_, i) => `${i + 1}\n`).join(''));
  });
});

describe('what the capture says of itself', () => {
  test('fields of the frame', async () => {
    const { out } = await run('packets', notes, '--packet', '3-4', ...fields('frame.section_number', 'frame.interface_id', 'frame.interface_name', 'frame.time_epoch', 'frame.comment', 'frame.encap_type'));
    expect(out).toBe('1\t0\teth0\t1795247952.002000002\t\t1\n1\t0\teth0\t1795247952.003000003\tthe greeting\t1\n');
  });

  test('the time since the packet that was shown before', async () => {
    const { out } = await run('packets', mail, '-Y', 'smtp', ...fields('frame.number', 'frame.time_delta_displayed'));
    expect(out).toBe('4\t0.000000000\n5\t0.001000000\n6\t0.001000000\n7\t0.001000000\n8\t0.001000000\n');
    expect((await run('packets', mail, '-Y', 'frame.number in {2, 9}', ...fields('frame.time_delta_displayed'))).out).toBe('0.000000000\n0.007000000\n');
  });

  test('addresses as text', async () => {
    expect((await run('packets', mail, '-Y', 'ip.host contains "0.10"', '-c', '1', ...fields('ip.host', 'ip.src_host'))).out).toBe('10.77.0.10,10.77.0.2\t10.77.0.10\n');
  });

  test('several comments are several values; without a time the fields of time are empty', async () => {
    const where = file('simple.pcapng', concat(little.section(), little.interface(), little.enhanced({}, packets[0]!, [little.option(1, 'a'), little.option(1, 'b')]), little.simple(60, packets[1]!)));
    expect((await run('packets', where, ...fields('frame.comment', 'frame.time_epoch', 'frame.time_relative'))).out).toBe('a,b\t1795247952.204507000\t0.000000000\n\t\t\n');
    expect((await run('packets', where)).out.split('\n')[1]).toMatch(/^ {5}2 {15}10\.77\.0\.2/);
    expect((await run('packets', where, '-V')).out).toMatch(/\[Comment\] +a\n.*\[Comment\] +b\n/);
  });

  test('analyze: who wrote it, interfaces, lost packets, comments', async () => {
    const { out } = await run('analyze', notes);
    expect(out.replaceAll('\u202f', ' ')).toContain(['Capture', `  ${(noted.length / 1000).toFixed(1)} kB`, '  written by dumpcap', '  eth0: Ethernet, times in ns, packets cut at 2 000 bytes, 20 packets received, 3 lost', '  comment: lab 4, group B'].join('\n'));
    expect(out).toMatch(/^notes\.pcapng {2}pcapng · Ethernet · 11 packets/);
  });

  test('analyze: compression, several files', async () => {
    const [packed, other] = [file('mail.pcap.gz', gzipSync(plain)), file('mail.pcap.zst', zstdFrame(plain))];
    const { out } = await run('analyze', packed, other);
    expect(out).toMatch(/^mail\.pcap\.gz mail\.pcap\.zst {2}pcap in gzip, pcap in zstd · Ethernet · 22 packets/);
    expect(out).toContain(`${packed}\n    ${gzipSync(plain).length} B, unpacked ${plain.length} B\n    Ethernet, times in µs\n`);
  });
});

describe('-w', () => {
  test('saves the packets that pass, and prints nothing', async () => {
    const target = path.join(folder, 'saved.pcapng');
    expect(await run('packets', notes, '-Y', 'smtp', '-w', target)).toEqual({ code: 0, out: '', err: '' });
    const { packets: saved, facts } = take(fs.readFileSync(target));
    expect(saved.map((p) => [p.nanos, p.notes?.comments])).toEqual([[3_000_003, ['the greeting']], [4_000_004, undefined], [5_000_005, undefined], [6_000_006, undefined], [7_000_007, undefined]]);
    expect(facts.sections[0]).toMatchObject({ comments: ['lab 4, group B'], application: expect.stringMatching(/^pupil \d/) as string });
    expect(facts.interfaces).toEqual([expect.objectContaining({ name: 'eth0', snapLength: 2000 })]);
  });

  test('.pcap is classic pcap, and two link types do not fit into it', async () => {
    const target = path.join(folder, 'saved.pcap');
    const other = file('raw.pcap', concat(little.pcap({ link: 101 }), little.record({}, packets[0]!.subarray(14))));
    expect(await run('packets', mail, '-c', '3', '-w', target)).toMatchObject({ code: 0 });
    expect(fs.readFileSync(target)).toEqual(Buffer.from(plain.subarray(0, 24 + 3 * 70)));
    expect(await run('packets', mail, other, '-w', target, '--force')).toEqual({ code: 2, out: '', err: `pupil: ${target}: a packet of link type 101, but the file holds packets of link type 1; a .pcapng can hold both\n` });
    expect(await run('packets', mail, other, '-w', path.join(folder, 'both.pcapng'))).toMatchObject({ code: 0, err: '' });
  });

  test('nothing is overwritten without --force, and never what is being read', async () => {
    const target = file('there.pcapng', ascii('precious'));
    expect(await run('packets', mail, '-w', target)).toEqual({ code: 1, out: '', err: `pupil: ${target} exists; --force overwrites it\n` });
    expect(fs.readFileSync(target, 'utf8')).toBe('precious');
    expect((await run('packets', mail, '-w', target, '--force')).code).toBe(0);
    expect(take(fs.readFileSync(target)).packets).toHaveLength(packets.length);
    const link = path.join(folder, 'link.pcap');
    fs.symlinkSync(mail, link);
    expect(await run('packets', mail, '-w', link, '--force')).toEqual({ code: 1, out: '', err: `pupil: ${link} is being read; save under another name\n` });
    expect(fs.readFileSync(mail)).toEqual(Buffer.from(plain));
    expect((await run('packets', mail, '-w', folder)).err).toContain('is a folder');
  });

  test('a run that reads no capture leaves what is there', async () => {
    const target = file('kept.pcapng', ascii('precious'));
    expect((await run('packets', path.join(folder, 'none.pcap'), '-w', target, '--force')).code).toBe(2);
    expect(fs.readFileSync(target, 'utf8')).toBe('precious');
    const fresh = path.join(folder, 'fresh.pcapng');
    await run('packets', path.join(folder, 'none.pcap'), '-w', fresh);
    expect(fs.existsSync(fresh)).toBe(false);
  });

  test('no packet that passes makes a capture without packets', async () => {
    const target = path.join(folder, 'none-pass.pcapng');
    await run('packets', mail, '-Y', 'udp', '-w', target);
    expect(take(fs.readFileSync(target)).facts).toMatchObject({ format: 'pcapng', packets: 0, fault: undefined });
  });

  test('a file that cannot be written', async () => {
    const target = path.join(folder, 'no-folder', 'x.pcapng');
    expect(await run('packets', mail, '-w', target)).toEqual({ code: 2, out: '', err: `pupil: ${target} cannot be written (ENOENT)\n` });
  });
});

describe('the built program', () => {
  beforeAll(build);

  test('starts with the code that the build has kept, and need not keep its own', () => {
    const code = path.resolve('dist/cli/program.js.code');
    const before = fs.statSync(code).mtimeMs;
    // Loaded before the program: says of each script whether V8 was given code for it, and took it.
    const witness = path.join(folder, 'witness.cjs');
    fs.writeFileSync(witness, "const vm = require('vm'); vm.Script = class extends vm.Script { constructor(text, options) { super(text, options); console.error('refused', this.cachedDataRejected); } };");
    const args = ['--require', witness, path.resolve('dist/cli/main.js'), 'packets', mail, '-c', '1', ...fields('frame.number')];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['1\n', 'refused false\n']);
    expect(fs.statSync(code).mtimeMs).toBe(before);
  });

  test('reads a pipe, writes a pipe', () => {
    const saved = spawn(['packets', '-', '-c', '4', '-w', '-'], noted);
    expect([saved.code, saved.err]).toEqual([0, '']);
    expect(take(saved.bytes).packets).toEqual(take(noted).packets.slice(0, 4));
    expect(spawn(['packets', '-r', '-', ...fields('frame.number')], gzipSync(plain)).out.split('\n')).toHaveLength(packets.length + 1);
    expect(spawn(['-nr', '-', '-c1', ...fields('frame.number')], plain).out).toBe('1\n');
  });

  test('pcap-parser is found, and warns of nothing', () => {
    expect(spawn(['packets', mail, '--reader', 'pcap-parser', '-c', '1', ...fields('frame.number')])).toMatchObject({ code: 0, out: '1\n', err: '' });
  });

  test.runIf(fs.existsSync('/dev/full'))('an output on a full disk is said in a line, and is no success', () => {
    const full = fs.openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [path.resolve('dist/cli/main.js'), 'packets', mail], { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
    fs.closeSync(full);
    expect([status, stderr]).toEqual([2, 'pupil: the output cannot be written (ENOSPC); what is there of it is not all\n']);
  });

  test('an empty pipe is an empty file', () => {
    expect(spawn(['analyze', '-'])).toMatchObject({ code: 2, err: 'pupil: -: the file is empty (at byte 0)\n' });
  });
});
