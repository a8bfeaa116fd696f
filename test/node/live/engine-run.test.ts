import { describe, expect, test } from 'vitest';
import type { CaptureInterface } from '../../../src/capture/packet-sink.ts';
import type { CaptureRequest, Engine } from '../../../src/node/live/engine.ts';
import { EngineRun, type RunEnd } from '../../../src/node/live/engine-run.ts';
import { leashed } from '../../../src/node/live/leash.ts';
import { act, fakeEngine } from '../../build/fake-engine.ts';

const request: CaptureRequest = { device: 'eth0', filter: '', snapLength: undefined, promiscuous: true };

/** A run, what it has delivered, and what is done when it has begun or has delivered. */
function start(engine: Engine, opened: (run: EngineRun) => void = () => undefined, settled: (run: EngineRun) => void = () => undefined): { run: EngineRun; packets: number[]; links: CaptureInterface[] } {
  const packets: number[] = [];
  const links: CaptureInterface[] = [];
  const run: EngineRun = new EngineRun(engine, request, {
    opened: (link) => {
      links.push(link);
      setImmediate(() => opened(run));
      return { ...link, name: 'eth0' };
    },
    sink: { packet: (bytes, from, _to, _wire, _s, _n, _link, iface) => void packets.push(iface?.name === 'eth0' ? bytes[from]! : -1) },
    settled: () => settled(run),
  });
  return { run, packets, links };
}

async function endOf(...lines: readonly string[]): Promise<RunEnd> {
  return await start(fakeEngine(lines)).run.ended;
}

describe('an engine at work', () => {
  test('delivers packets, those that it has when it is asked to end as well, and says what it has counted', async () => {
    const lines = [act.untilAsked(act.packets(3) + act.say("Packets received/dropped on interface 'eth0': 3/1 (pcap:1/dumpcap:0/flushed:0/ps_ifdrop:0)")), act.header, act.packets(1, 2)];
    const { run, packets, links } = start(fakeEngine(lines), undefined, (r) => {
      if (r.packets === 2) r.stop();
    });
    expect(await run.ended).toEqual({ wasOpen: true, failure: undefined, counts: { received: 4, dropped: 1 } });
    expect(packets).toEqual([1, 2, 3]);
    expect(links).toMatchObject([{ linkType: 1, snapLength: 262_144 }]);
    expect([run.packets, run.longest]).toEqual([3, 1]);
  });

  test('that keeps packets back gets the time to deliver them; those that were captured later are not wanted', async () => {
    const later = `setTimeout(() => { ${act.packetAt(1, 2)} ${act.packetAt(4_000_000_000, 3)} ${act.packetAt(2, 4)} }, 50);`;
    const { run, packets } = start(fakeEngine([act.untilAsked(), act.header, act.packetAt(0, 1), later], { lag: 500 }), (r) => r.stop());
    expect(await run.ended).toMatchObject({ wasOpen: true, failure: undefined });
    expect(packets).toEqual([1, 2, 4]);
  });

  test('that has not kept up goes on until it has delivered what was captured before', async () => {
    const slow = `let n = 2; setInterval(() => { if (n < 9) { ${act.packetAt(1, 7)} n++; } else ${act.packetAt(4_000_000_000, 3)} }, 100);`;
    const { run, packets } = start(fakeEngine([act.untilAsked(), act.header, act.packetAt(0, 1), slow], { lag: 50 }), (r) => r.stop());
    expect(await run.ended).toMatchObject({ wasOpen: true, failure: undefined });
    expect(packets).toEqual([1, ...Array.from({ length: 7 }, () => 7)]);
  });

  test('that keeps packets back may be ended at once', async () => {
    const { run } = start(fakeEngine([act.untilAsked(), act.header], { lag: 60_000 }), (r) => r.stop(true));
    expect(await run.ended).toMatchObject({ wasOpen: true, failure: undefined });
  });

  test('is killed when it does not end in time', async () => {
    const { run, packets } = start(fakeEngine([act.deaf, act.header, act.packets(1)]), (r) => r.stop());
    expect(await run.ended).toMatchObject({ wasOpen: true, failure: undefined });
    expect(packets).toEqual([1]);
  });

  test('may be asked to end before it has begun', async () => {
    const { run } = start(fakeEngine([act.untilAsked()]));
    run.stop();
    expect(await run.ended).toMatchObject({ wasOpen: false, failure: undefined });
  });
});

describe('an engine that fails', () => {
  test('is not there, or may not be run', async () => {
    expect(await start(fakeEngine([], { command: () => ['/nowhere/tcpdump'] })).run.ended).toMatchObject({ wasOpen: false, failure: { code: 'missing', detail: '' } });
    expect(await start(fakeEngine([], { command: () => ['/etc/passwd'] })).run.ended).toMatchObject({ wasOpen: false, failure: { code: 'permission' } });
  });

  test('says why', async () => {
    expect(await endOf(act.say("dumpcap: You don't have permission to capture on that device."), act.exit(1))).toMatchObject({ wasOpen: false, failure: { code: 'permission' } });
    expect(await endOf(act.say('dumpcap: something unheard of'), act.exit(1))).toMatchObject({ wasOpen: false, failure: { code: 'failed', detail: 'dumpcap: something unheard of' } });
  });

  test('says nothing: how it ended', async () => {
    expect(await endOf(act.exit(7))).toMatchObject({ failure: { code: 'failed', detail: '', status: 7 } });
    expect(await endOf(act.header, act.packets(1), act.crash)).toMatchObject({ wasOpen: true, failure: { code: 'died', detail: 'SIGKILL' } });
    expect(await endOf(act.header, act.exit(0))).toMatchObject({ wasOpen: true, failure: { code: 'died', detail: '', status: 0 } });
  });

  test('says it without ending the line, or in a line without an end', async () => {
    expect(await endOf('fs.writeSync(2, "dumpcap: network is down");', act.exit(1))).toMatchObject({ failure: { code: 'device-down' } });
    expect(await endOf('fs.writeSync(2, "x".repeat(1e6));', act.exit(1))).toMatchObject({ failure: { code: 'failed', detail: '', status: 1 } });
  });

  test('delivers what is no capture', async () => {
    expect(await endOf('fs.writeSync(1, "<html>".repeat(10));', act.untilAsked())).toMatchObject({ wasOpen: false, failure: { code: 'garbled' } });
    const { run, packets } = start(fakeEngine([act.header, act.packets(1), act.bytes(...Array.from({ length: 16 }, () => 0xff)), act.untilAsked()]));
    expect(await run.ended).toMatchObject({ wasOpen: true, failure: { code: 'garbled' } });
    expect(packets).toEqual([1]);
  });

  test('in the middle of a packet: those before it have been delivered', async () => {
    const { run, packets } = start(fakeEngine([act.header, act.packets(1, 2), act.bytes(1, 2, 3), act.crash]));
    expect(await run.ended).toMatchObject({ failure: { code: 'died' } });
    expect(packets).toEqual([1, 2]);
  });
});

describe('a program on a leash', () => {
  const leash = (command: readonly string[]): Engine => fakeEngine([], { command: () => leashed(command) });

  test('is as it is without, its process id its own', async () => {
    const { run, packets } = start(leash([process.execPath, '-e', [act.untilAsked(act.packets(2)), act.header, act.packets(1)].join('')]), (r) => process.kill(r.pid!, 'SIGINT'));
    expect(await run.ended).toMatchObject({ wasOpen: true, failure: { code: 'died', detail: '', status: 0 } });
    expect(packets).toEqual([1, 2]);
  });

  test('that is not there is told from one that may not be run', async () => {
    expect(await start(leash(['/nowhere/tcpdump'])).run.ended).toMatchObject({ failure: { code: 'missing' } });
    expect(await start(leash(['/etc/passwd'])).run.ended).toMatchObject({ failure: { code: 'permission' } });
  });
});
