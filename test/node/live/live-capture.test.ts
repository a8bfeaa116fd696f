import { describe, expect, test } from 'vitest';
import type { CaptureInterface } from '../../../src/capture/packet-sink.ts';
import type { CaptureRequest, Engine } from '../../../src/node/live/engine.ts';
import { LiveCapture } from '../../../src/node/live/live-capture.ts';
import { act, fakeEngine } from '../../build/fake-engine.ts';

/** An interface that the system does not know: nothing but the engines tells of it. */
const request: CaptureRequest = { device: 'nowhere0', filter: 'port 25', snapLength: 96, promiscuous: true };

interface Events {
  readonly capture: LiveCapture;
  readonly packets: number[];
  readonly events: string[];
  readonly interfaces: CaptureInterface[];
}

/** Captures with these engines, and stops after so many packets. */
function start(engines: readonly Engine[], stopAfter = Infinity, device = request.device): Events {
  const packets: number[] = [];
  const events: string[] = [];
  const interfaces: CaptureInterface[] = [];
  const capture: LiveCapture = new LiveCapture({ ...request, device }, engines, { packet: (bytes, from) => void packets.push(bytes[from]!) }, {
    section: (engine) => ({ number: 1, comments: [engine.name], hardware: undefined, system: undefined, application: undefined }),
    opened: (engine, iface) => {
      interfaces.push(iface);
      events.push(`${engine.name} captures`);
    },
    failed: (f) => void events.push(`${f.engine}: ${f.code}${f.wasOpen ? ' while capturing' : ''}`),
    waits: () => void events.push('waits'),
    settled: () => {
      if (packets.length >= stopAfter) capture.stop();
    },
  });
  return { capture, packets, events, interfaces };
}

const cap = (...lines: readonly string[]): Engine => fakeEngine(lines, { name: 'cap' });
const tcpdump = (...lines: readonly string[]): Engine => fakeEngine(lines, { name: 'tcpdump' });

describe('which engine captures', () => {
  test('the first that can; the interface is described by what it says, and by what was asked for', async () => {
    const { capture, packets, events, interfaces } = start([cap(act.exit(1)), tcpdump(act.untilAsked(), act.header, act.packets(1, 2)), cap(act.exit(1))], 2);
    expect(await capture.run()).toBe('stopped');
    expect(events).toEqual(['cap: failed', 'tcpdump captures']);
    expect(packets).toEqual([1, 2]);
    expect(interfaces).toMatchObject([{ name: 'nowhere0', filter: 'port 25', snapLength: 96, linkType: 1, unitsPerSecond: 1e9, section: { comments: ['tcpdump'] } }]);
  });

  test('when one crashes, the next goes on; what both have captured counts', async () => {
    const { capture, packets, events } = start([cap(act.header, act.packets(1, 2), act.crash), tcpdump(act.untilAsked(), act.header, act.packets(3))], 3);
    expect(await capture.run()).toBe('stopped');
    expect(events).toEqual(['cap captures', 'cap: died while capturing', 'tcpdump captures']);
    expect(packets).toEqual([1, 2, 3]);
    expect(capture.counts.captured).toBe(3);
  });

  test('none: the capture is over, and the reasons are kept', async () => {
    const { capture } = start([cap(act.exit(1)), tcpdump(act.say('dumpcap: Operation not permitted'), act.exit(1))]);
    expect(await capture.run()).toBe('no-engine');
    expect(capture.failures).toMatchObject([{ engine: 'cap', code: 'failed', wasOpen: false }, { engine: 'tcpdump', code: 'permission', wasOpen: false }]);
  });

  test.each([['dumpcap: Invalid capture filter "x"', 'filter'], ['dumpcap: There is no device named "nowhere0"', 'no-device'], ['dumpcap: That device is not up', 'device-down']])('%s: no other would be spared it', async (words, code) => {
    const { capture, events } = start([cap(act.say(words), act.exit(1)), tcpdump(act.untilAsked(), act.header)]);
    expect(await capture.run()).toBe('no-engine');
    expect(events).toEqual([`cap: ${code}`]);
  });

  test('the interface goes away: that is the end', async () => {
    const { capture, packets } = start([cap(act.header, act.packets(1), act.say('dumpcap: The interface disappeared'), act.exit(1)), tcpdump(act.untilAsked(), act.header)]);
    expect(await capture.run()).toBe('interface-lost');
    expect(packets).toEqual([1]);
  });

  test.skipIf(process.platform !== 'linux')('the interface was down for a moment: the same engine goes on, but not for ever if it never captures for long', async () => {
    const { capture, packets, events } = start([cap(act.header, act.packets(1), 'process.kill(process.pid, "SIGABRT");'), tcpdump(act.untilAsked(), act.header, act.packets(2))].map((e) => ({ ...e, lostSignal: 'SIGABRT' as const })), 7, 'any');
    expect(await capture.run()).toBe('stopped');
    expect(packets).toEqual([1, 1, 1, 1, 1, 1, 2]);
    expect(events.filter((e) => e === 'waits').length).toBe(5);
    expect(events.at(-2)).toBe('cap: interface-lost while capturing');
  });

  test('stopped before anything has begun', async () => {
    const { capture } = start([cap(act.untilAsked())]);
    const ending = capture.run();
    capture.stop();
    expect(await ending).toBe('stopped');
  });
});

describe('what was lost', () => {
  const counted = (received: number, dropped: number): string => act.say(`Packets received/dropped on interface 'x': ${received}/${dropped} (pcap:0/dumpcap:0/flushed:0/ps_ifdrop:0)`);

  test('is what the engine has counted', async () => {
    const { capture } = start([tcpdump(act.untilAsked(counted(1, 4)), act.header, act.packets(1))], 1);
    await capture.run();
    expect(capture.counts).toEqual({ captured: 1, received: 5, dropped: 4, isEstimate: false });
  });

  test('is not known if one of several did not say', async () => {
    const { capture } = start([cap(act.header, act.packets(1), act.crash), tcpdump(act.untilAsked(counted(1, 0)), act.header, act.packets(2))], 2);
    await capture.run();
    expect(capture.counts).toEqual({ captured: 2, received: undefined, dropped: undefined, isEstimate: false });
  });
});
