import { describe, expect, test } from 'vitest';
import { spellOut } from '../../src/cli/arguments.ts';

const names = { alone: new Set(['n', 'V', 'x', 'force']), withValue: new Set(['r', 'c', 'Y', 'w', 'T', 'read', 'packet']) };
const spelt = (...argv: string[]): string[] => spellOut(argv, names);

describe('arguments as getopt reads them', () => {
  test.each([
    ['a cluster', ['-nVx', 'a.pcap'], ['-n', '-V', '-x', 'a.pcap']],
    ['a cluster that ends with an option with a value', ['-nr', 'a.pcap'], ['-n', '--r=a.pcap']],
    ['a value at once', ['-c5', '-ra.pcap', '-Tfields'], ['--c=5', '--r=a.pcap', '--T=fields']],
    ['a value at once that looks like options', ['-rnV', '-Yx'], ['--r=nV', '--Y=x']],
    ['a value that begins with a hyphen', ['-r', '-', '-Y', '-1 == x', '--read', '-n'], ['--r=-', '--Y=-1 == x', '--read=-n']],
    ['a value with an equals sign', ['-Ya==b', '--packet=3', '--read', 'a=b'], ['--Y=a==b', '--packet=3', '--read=a=b']],
    ['standard input', ['-', '-n'], ['-', '-n']],
    ['what follows --', ['-n', '--', '-r', '-nV'], ['-n', '--', '-r', '-nV']],
    ['a value that is missing', ['-n', '-c'], ['-n', '-c']],
    ['an unknown option', ['-zn', '-nz5', '--strange'], ['-zn', '-n', '-z5', '--strange']],
    ['a long option that stands alone', ['--force', 'x'], ['--force', 'x']],
  ])('%s', (_, argv, expected) => {
    expect(spelt(...argv)).toEqual(expected);
  });
});
