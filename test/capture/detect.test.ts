import { describe, expect, test } from 'vitest';
import { detect, ENOUGH } from '../../src/capture/detect.ts';
import { ascii, concat, hex, utf8 } from '../build/bytes.ts';
import { big, little } from '../build/capture.ts';

const start = (b: Uint8Array): ReturnType<typeof detect> => detect(b.subarray(0, ENOUGH));

describe('what a file is, by its first bytes', () => {
  test.each([0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34])('pcap with the magic number %i, in both byte orders', (magic) => {
    expect([little, big].map((b) => start(b.pcap({ magic })))).toEqual([{ kind: 'pcap' }, { kind: 'pcap' }]);
  });

  test('pcapng, in both byte orders', () => {
    expect([little, big].map((b) => start(b.section()))).toEqual([{ kind: 'pcapng' }, { kind: 'pcapng' }]);
  });

  test('compressed', () => {
    expect(start(hex('1f8b08000000000000034bcf'))).toEqual({ kind: 'gzip' });
    expect(start(hex('28b52ffd0458'))).toEqual({ kind: 'zstd' });
    expect(start(hex('5f2a4d180400000000000000'))).toEqual({ kind: 'zstd' });
  });

  test.each([
    ['snoop', concat(ascii('snoop\0\0\0'), hex('00000002 00000004'))],
    ['Network Monitor', concat(ascii('GMBU'), hex('0002 0100 ea07'))],
    ['Network Monitor', concat(ascii('RTSS'), hex('0101 0100 ea07'))],
    ['Sniffer (DOS)', ascii('TRSNIFF data    \x1a')],
    ['NetXRay, Sniffer (Windows)', concat(ascii('XCP\0' + '002.001\0'), hex('a5186a05'))],
    ['EtherPeek, OmniPeek', concat(ascii('\x7fver'), hex('00000010'))],
    ['LANalyzer', hex('0110 4c00 0105 5472 6163 65')],
    ['nettl', hex('5452 0064 0000 0000')],
    ['Visual Networks', concat(hex('05'), ascii('VNF'), hex('05000000'))],
    ['Observer', ascii('ObserverPktBufferVersion')],
    ['iptrace', ascii('iptrace 2.0')],
    ['ERF', hex('00000000 d0e70166 02 04 0050 0000 0040 0000 00')],
    ['ERF', hex('00000000 00000000 9b 04 0080 0000 0068 11000000')],
  ])('the format %s has a name', (found, bytes) => {
    expect(start(bytes)).toEqual({ kind: 'foreign', found });
  });

  test.each([
    ['bzip2', ascii('BZh91AY&SY')],
    ['xz', hex('fd377a585a000004')],
    ['lz4', hex('04224d186440a7')],
    ['zip', concat(ascii('PK'), hex('0304 1400'))],
    ['7z', hex('377abcaf271c0004')],
  ])('packed with %s', (found, bytes) => {
    expect(start(bytes)).toEqual({ kind: 'packed', found });
  });

  test('a text, with its first line', () => {
    expect(start(ascii('<html>\n<head>\n</head>\n'))).toEqual({ kind: 'text', found: '<html>' });
    expect(start(utf8('Лабораторная работа'))).toEqual({ kind: 'text', found: 'Лабораторная' });
    expect(start(ascii('x'))).toEqual({ kind: 'text', found: 'x' });
  });

  test('everything else', () => {
    expect(start(hex('00 01 02 03 04 05 06 07 08'))).toEqual({ kind: 'unknown', found: '00 01 02 03 04 05 06 07' });
    expect(start(hex('d4 c3'))).toEqual({ kind: 'unknown', found: 'd4 c3' });
    expect(start(hex('ff fe 41 00 42 00'))).toEqual({ kind: 'unknown', found: 'ff fe 41 00 42 00' });
  });
});
