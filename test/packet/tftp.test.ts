import { describe, expect, test } from 'vitest';
import { ascii, concat, u16 } from '../build/bytes.ts';
import { expectHardened, received } from '../build/datagram.ts';
import { text, texts } from '../build/decode.ts';

const PORT = 69;
const request = concat(u16(1), ascii('boot.img\0octet\0blksize\x001428\0tsize\x000\0'));

describe('TFTP (RFC 1350 §5)', () => {
  test('requests, with options (RFC 2347)', () => {
    const d = received(request, PORT);
    expect(['opcode', 'source_file', 'destination_file', 'type'].map((path) => text(d, `tftp.${path}`))).toEqual(['1', 'boot.img', undefined, 'octet']);
    expect([texts(d, 'tftp.option.name'), texts(d, 'tftp.option.value')]).toEqual([['blksize', 'tsize'], ['1428', '0']]);
    expect(text(received(concat(u16(2), ascii('log\0netascii\0')), PORT), 'tftp.destination_file')).toBe('log');
    expect(texts(received(concat(u16(6), ascii('tsize\x0042\0')), PORT), 'tftp.option.value')).toEqual(['42']);
  });

  test('blocks, and their acknowledgments', () => {
    const d = received(concat(u16(3), u16(7), ascii('data')), PORT);
    expect([text(d, 'tftp.block'), d.layers.at(-1), text(d, 'data.data')]).toEqual(['7', 'data', '64617461']);
    expect(received(concat(u16(3), u16(8)), PORT).layers.at(-1)).toBe('tftp');
    expect(text(received(concat(u16(4), u16(7)), PORT), 'tftp.block')).toBe('7');
  });

  test('errors', () => {
    const d = received(concat(u16(5), u16(1), ascii('File not found\0')), PORT);
    expect([text(d, 'tftp.error.code'), text(d, 'tftp.error.message')]).toEqual(['1', 'File not found']);
  });

  test('what a message has too much or too little', () => {
    expect(text(received(concat(u16(4), u16(7), ascii('xy')), PORT), 'tftp.rest')).toBe('7879');
    expect(text(received(concat(u16(9), ascii('xy')), PORT), 'tftp.rest')).toBe('7879');
    expect(text(received(concat(u16(1), ascii('no end')), PORT), 'tftp.source_file')).toBe('no end');
    expect(received(concat(u16(3), Uint8Array.of(0)), PORT).faults.map((fault) => fault.code)).toEqual(['short']);
  });

  test('hardened', () => {
    expectHardened(request, PORT);
    expectHardened(concat(u16(5), u16(1), ascii('x\0')), PORT);
  });
});
