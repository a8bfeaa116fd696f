import { describe, expect, test } from 'vitest';
import { exitCode, lacksText, refusal } from '../../../src/cli/live/failure.ts';
import type { FailureCode } from '../../../src/node/live/engine.ts';
import { cap } from '../../../src/node/live/engines/cap.ts';
import { tcpdump } from '../../../src/node/live/engines/tcpdump.ts';
import type { EngineFailure } from '../../../src/node/live/live-capture.ts';
import { Catalogue } from '../../../src/text/catalogue.ts';

const failure = (code: FailureCode): EngineFailure => ({ engine: 'tcpdump', code, detail: 'in its words', wasOpen: false });
const c = new Catalogue();

describe('how sniffing ends', () => {
  test.each([
    ['stopped', [], true, 0], ['stopped', [], false, 0], ['interface-lost', [], true, 2], ['no-engine', [failure('died')], true, 2],
    ['no-engine', [failure('permission')], false, 3], ['no-engine', [failure('missing')], false, 3], ['no-engine', [failure('device-down')], false, 3],
    ['no-engine', [failure('missing'), failure('filter')], false, 1], ['no-engine', [failure('no-device')], false, 1],
  ] as const)('%s after %j: exit code', (ending, failures, hasBegun, code) => {
    expect(exitCode(ending, failures, hasBegun)).toBe(code);
  });
});

describe('what is said where nothing captures', () => {
  test('a mistake is told for what it is, whatever else failed before', () => {
    expect(refusal('eth0', 'port or', [failure('missing'), failure('filter')], c)).toEqual(['the capture filter port or is not understood (in its words); see pcap-filter(7)']);
    expect(refusal('eth0', '', [failure('device-down')], c)).toEqual(['eth0 is down; sudo ip link set eth0 up switches it on']);
    expect(refusal('no such interface', '', [failure('no-device')], c)[0]).toMatch(/^there is no interface no such interface/);
  });

  test('otherwise every engine with its reason', () => {
    expect(refusal('eth0', '', [failure('died'), failure('silent')], c).slice(0, 3)).toEqual(['nothing here can capture on eth0:', '  tcpdump: ended unexpectedly (in its words)', '  tcpdump: does not begin (in its words)']);
  });

  test('what an engine cannot tell', () => {
    expect(lacksText(tcpdump, c)).toBeUndefined();
    expect(lacksText(cap, c)).toMatch(/^cap cannot tell when the kernel got a packet .*; how many packets were lost .*; how long a packet of more than 64 kB was$/);
  });
});
