import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { readCapture } from '../../src/node/capture-file.ts';
import { ascii, concat } from '../build/bytes.ts';
import { little, Receiver } from '../build/capture.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupil-test-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function file(name: string, content: Uint8Array): string {
  const where = path.join(folder, name);
  fs.writeFileSync(where, content);
  return where;
}

const capture = concat(little.pcap(), ...Array.from({ length: 5000 }, (_, i) => little.record({ seconds: i }, new Uint8Array(i % 1400).fill(i))));

describe('reading a capture file', () => {
  test.each([['plain', capture], ['gzip', gzipSync(capture)]])('%s, of several chunks', (name, content) => {
    const where = file(name, content);
    const receiver = new Receiver();
    const read = readCapture(where, receiver);
    expect(read).toMatchObject({ path: where, format: 'pcap', packets: 5000, fileBytes: content.length, bytes: capture.length, fault: undefined });
    expect(receiver.packets.map((p) => [p.seconds, p.hex])).toEqual(Array.from({ length: 5000 }, (_, i) => [i, Buffer.alloc(i % 1400, i).toString('hex')]));
  });

  test.each([
    ['no such file', path.join(folder, 'nothing.pcap'), { code: 'open-missing' }],
    ['a file that is taken for a folder', path.join(file('a-file', capture), 'x.pcap'), { code: 'open-missing' }],
    ['a folder', folder, { code: 'open-directory' }],
    ['an empty file', file('empty.pcap', new Uint8Array(0)), { code: 'file-empty', at: 0 }],
    ['a text', file('text.pcap', ascii('Frame 1: 60 bytes on wire')), { code: 'file-text', at: 0 }],
    ['a cut file', file('cut.pcap', capture.subarray(0, 100)), { code: 'file-cut', at: 94, packet: 5 }],
  ])('%s is a fault', (_, where, fault) => {
    expect(readCapture(where, new Receiver()).fault).toMatchObject(fault);
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a file that may not be read', () => {
    const where = file('secret.pcap', capture);
    fs.chmodSync(where, 0);
    expect(readCapture(where, new Receiver()).fault).toMatchObject({ code: 'open-denied' });
  });

  test('what the sink throws comes through, and the file is closed', () => {
    const where = file('throw.pcap', capture);
    const sink = {
      packet: () => {
        throw new RangeError('mine');
      },
    };
    for (let i = 0; i < 50; i++) expect(() => readCapture(where, sink)).toThrow('mine');
  });

  test.skipIf(process.platform === 'win32')('a named pipe', () => {
    const where = path.join(folder, 'pipe');
    const source = file('source.pcap', capture);
    spawnSync('sh', ['-c', `mkfifo '${where}' && (cat '${source}' > '${where}' &)`], { stdio: 'ignore' });
    expect(readCapture(where, new Receiver())).toMatchObject({ packets: 5000, fault: undefined });
  });
});
