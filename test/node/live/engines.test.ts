import { describe, expect, test } from 'vitest';
import { type CaptureRequest, failureOf, KERNEL_BUFFER } from '../../../src/node/live/engine.ts';
import { enginesFor } from '../../../src/node/live/engines.ts';
import { cap } from '../../../src/node/live/engines/cap.ts';
import { dumpcap } from '../../../src/node/live/engines/dumpcap.ts';
import { tcpdump } from '../../../src/node/live/engines/tcpdump.ts';

const plain: CaptureRequest = { device: 'eth0', filter: '', snapLength: undefined, promiscuous: true };
const special: CaptureRequest = { device: 'eth0', filter: '-port 25', snapLength: 96, promiscuous: false };

/** What is run in the end. */
const args = (command: readonly string[], program: string): readonly string[] => command.slice(command.indexOf(program));

describe('what is run', () => {
  test('dumpcap', () => {
    expect(args(dumpcap.command(plain), 'dumpcap')).toEqual(['dumpcap', '-q', '-P', '-B', String(KERNEL_BUFFER >> 20), '-i', 'eth0', '-w', '-']);
    expect(args(dumpcap.command(special), 'dumpcap')).toEqual(['dumpcap', '-q', '-P', '-B', String(KERNEL_BUFFER >> 20), '-i', 'eth0', '-p', '-s', '96', '-f', '-port 25', '-w', '-']);
  });

  test('tcpdump: a filter that begins like an option is none', () => {
    expect(args(tcpdump.command(plain), 'tcpdump')).toEqual(['tcpdump', '-n', '-U', '--nano', '-B', String(KERNEL_BUFFER >> 10), '-i', 'eth0', '-w', '-']);
    expect(args(tcpdump.command(special), 'tcpdump')).toEqual(['tcpdump', '-n', '-U', '--nano', '-B', String(KERNEL_BUFFER >> 10), '-i', 'eth0', '-p', '-s', '96', '-w', '-', '--', '-port 25']);
  });

  test('cap: the child is told all in one argument', () => {
    const [node, , json] = cap.command(special);
    expect(node).toBe(process.execPath);
    expect(JSON.parse(json!)).toEqual(special);
  });
});

describe('which are tried', () => {
  const names = (...a: Parameters<typeof enginesFor>): string[] => enginesFor(...a).map((engine) => engine.name);

  test('cap, dumpcap, tcpdump; or the one that is named', () => {
    expect(names('auto', plain)).toEqual(['cap', 'dumpcap', 'tcpdump']);
    expect(names('tcpdump', plain)).toEqual(['tcpdump']);
  });

  test('without promiscuous mode cap is left out, but for who asks for it', () => {
    expect(names('auto', special)).toEqual(['dumpcap', 'tcpdump']);
    expect(names('cap', special)).toEqual(['cap']);
  });
});

describe('what is heard', () => {
  test.each([
    ['tcpdump: eth0: You don\'t have permission to capture on that device', 'permission'],
    ['(socket: Operation not permitted)', 'permission'],
    ['tcpdump: eth9: No such device exists', 'no-device'],
    ["tcpdump: can't parse filter expression: syntax error", 'filter'],
    ['tcpdump: unknown host \'nowhere\'', 'filter'],
    ['tcpdump: expression rejects all packets', 'filter'],
    ['tcpdump: eth0: That device is not up', 'device-down'],
    ['tcpdump: pcap_loop: The interface disappeared', 'interface-lost'],
  ])('%s', (line, code) => {
    expect(tcpdump.heard(line)).toEqual({ kind: 'failure', failure: { code, detail: line } });
  });

  test.each([
    ["dumpcap: You don't have permission to capture on that device.", 'permission'],
    ['(There is no device named "eth9")', 'no-device'],
    ['dumpcap: Invalid capture filter "port or" for interface \'eth0\'.', 'filter'],
    ['dumpcap: The network adapter on which the capture was being done is no longer attached; the capture has stopped.', 'interface-lost'],
  ])('%s', (line, code) => {
    expect(dumpcap.heard(line)).toEqual({ kind: 'failure', failure: { code, detail: line } });
  });

  test('what is nobody\'s fault says nothing', () => {
    expect(tcpdump.heard('tcpdump: listening on permission0, link-type EN10MB (Ethernet)')).toBeUndefined();
    expect(dumpcap.heard("Capturing on 'eth0'")).toBeUndefined();
    expect(failureOf('all is well')).toBeUndefined();
  });

  test('counts: of dumpcap in one line, of tcpdump in several, or in one when it is asked', () => {
    expect(dumpcap.heard("Packets received/dropped on interface 'eth0': 846/2 (pcap:2/dumpcap:0/flushed:0/ps_ifdrop:0) (99.8%)")).toEqual({ kind: 'counts', counts: { received: 848, dropped: 2 } });
    expect(tcpdump.heard('848 packets received by filter')).toEqual({ kind: 'counts', counts: { received: 848, dropped: undefined } });
    expect(tcpdump.heard('1 packet dropped by kernel')).toEqual({ kind: 'counts', counts: { received: undefined, dropped: 1 } });
    expect(tcpdump.heard('tcpdump: 9 packets captured, 10 packets received by filter, 0 packets dropped by kernel')).toEqual({ kind: 'counts', counts: { received: 10, dropped: 0 } });
  });

  test('cap tells failures in JSON; a line that was cut, or is another\'s, is no failure', () => {
    expect(cap.heard('{"code":"unbuilt","detail":"Cannot find module"}')).toEqual({ kind: 'failure', failure: { code: 'unbuilt', detail: 'Cannot find module' } });
    expect(cap.heard('{"code":"failed","detail":"xxxxx')).toBeUndefined();
    expect(cap.heard('Warning: eth0: no IPv4 address assigned')).toBeUndefined();
  });
});
