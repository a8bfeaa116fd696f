import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DropEstimate } from '../../../src/node/live/drop-estimate.ts';
import { temporaryFolder } from '../../build/program.ts';

const folder = temporaryFolder();
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** What the kernel tells of an interface. */
function tell(device: string, facts: { type?: number; mtu?: number; received?: number; sent?: number }): void {
  fs.mkdirSync(path.join(folder, device, 'statistics'), { recursive: true });
  const write = (file: string, value: number | undefined): void => (value === undefined ? undefined : fs.writeFileSync(path.join(folder, device, file), `${value}\n`));
  write('type', facts.type);
  write('mtu', facts.mtu);
  write('statistics/rx_packets', facts.received);
  write('statistics/tx_packets', facts.sent);
}

describe('how many packets were lost, by estimate', () => {
  test('what the interface has received and sent since, less what was captured', () => {
    tell('eth0', { type: 1, mtu: 1500, received: 1000, sent: 500 });
    const estimate = new DropEstimate('eth0', folder);
    tell('eth0', { received: 1080, sent: 540 });
    expect([estimate.dropped(120, 1514), estimate.dropped(100, 1514), estimate.dropped(121, 1514)]).toEqual([0, 20, 0]);
  });

  test('what passes after the end is not lost', () => {
    tell('eth1', { type: 1, mtu: 1500, received: 0, sent: 0 });
    const estimate = new DropEstimate('eth1', folder);
    tell('eth1', { received: 10, sent: 0 });
    estimate.end();
    tell('eth1', { received: 9999, sent: 0 });
    expect(estimate.dropped(7, 60)).toBe(3);
  });

  test('on a loopback every packet is counted twice, and captured once', () => {
    tell('lo', { type: 772, mtu: 65_536, received: 0, sent: 0 });
    const estimate = new DropEstimate('lo', folder);
    tell('lo', { received: 10, sent: 10 });
    expect(estimate.dropped(10, 60)).toBe(0);
  });

  test('nobody knows where segments are merged, of all interfaces together, of one that is not there, and of one that goes away', () => {
    tell('eth2', { type: 1, mtu: 1500, received: 0, sent: 0 });
    expect(new DropEstimate('eth2', folder).dropped(0, 1523)).toBeUndefined();
    expect(new DropEstimate('any', folder).dropped(0, 60)).toBeUndefined();
    expect(new DropEstimate('eth9', folder).dropped(0, 60)).toBeUndefined();
    const estimate = new DropEstimate('eth2', folder);
    fs.rmSync(path.join(folder, 'eth2'), { recursive: true });
    expect(estimate.dropped(0, 60)).toBeUndefined();
  });
});
