import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { defaultRoute, listInterfaces, stateOf } from '../../../src/node/live/interfaces.ts';
import { temporaryFolder } from '../../build/program.ts';

const root = temporaryFolder();
afterAll(() => fs.rmSync(root, { recursive: true }));

/** The kernel's files of a system: of interfaces (name → file → content) and routes. */
function system(interfaces: Readonly<Record<string, Readonly<Record<string, string>>>>, routes: Readonly<Record<string, string>> = {}): { net: string; routes: string } {
  const folder = fs.mkdtempSync(path.join(root, 's-'));
  const folders = { net: path.join(folder, 'net'), routes: path.join(folder, 'routes') };
  for (const [name, files] of Object.entries({ ...interfaces, '../routes': routes })) {
    for (const [file, content] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folders.net, name, file)), { recursive: true });
      fs.writeFileSync(path.join(folders.net, name, file), `${content}\n`);
    }
  }
  return folders;
}

const UP = '0x1003';
const DOWN = '0x1002';
const HEADER = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT';

describe('interfaces, as Linux tells of them', () => {
  const folders = system(
    {
      lo: { flags: '0x9', type: '772', operstate: 'unknown', address: '00:00:00:00:00:00' },
      eth0: { flags: UP, type: '1', operstate: 'up', address: '00:1b:21:77:00:0a', 'device/vendor': '0x8086' },
      eth1: { flags: UP, type: '1', operstate: 'down', address: '00:1b:21:77:00:0b', 'device/vendor': '0x8086' },
      wlan0: { flags: DOWN, type: '1', operstate: 'down', uevent: 'DEVTYPE=wlan\nINTERFACE=wlan0' },
      br0: { flags: UP, type: '1', operstate: 'up', uevent: 'DEVTYPE=bridge' },
      'eth0.7': { flags: UP, type: '1', operstate: 'up', uevent: 'DEVTYPE=vlan' },
      tun0: { flags: UP, type: '65534', operstate: 'unknown' },
      veth1: { flags: UP, type: '1', operstate: 'up' },
      can0: { flags: UP, type: '280', operstate: 'up' },
      odd0: { flags: UP, type: '999', operstate: 'up' },
    },
    { route: `${HEADER}\neth0\t00000000\t0102000A\t0003\t0\t0\t100\t00000000\t0\t0\t0` },
  );
  vi.spyOn(os, 'networkInterfaces').mockReturnValue({ eth0: [{ address: '10.77.0.2', cidr: '10.77.0.2/24' } as os.NetworkInterfaceInfo] });
  const list = listInterfaces(folders);

  test('the default route first, then what is up, all together, the loopback, and what is down', () => {
    expect(list.map((i) => i.name)).toEqual(['eth0', 'br0', 'can0', 'eth0.7', 'eth1', 'odd0', 'tun0', 'veth1', 'any', 'lo', 'wlan0']);
  });

  test('what they are, and what they carry', () => {
    expect(Object.fromEntries(list.map((i) => [i.name, [i.kind, i.linkType, i.state]]))).toEqual({
      eth0: ['ethernet', 1, 'up'], eth1: ['ethernet', 1, 'waiting'], wlan0: ['wireless', 1, 'down'], br0: ['bridge', 1, 'up'], 'eth0.7': ['vlan', 1, 'up'], tun0: ['tunnel', 101, 'up'],
      veth1: ['virtual', 1, 'up'], can0: ['other', 227, 'up'], odd0: ['other', undefined, 'up'], any: ['any', 113, 'up'], lo: ['loopback', 1, 'up'],
    });
  });

  test('their addresses, that of the card first', () => {
    expect(list.find((i) => i.name === 'eth0')).toMatchObject({ addresses: ['00:1b:21:77:00:0a', '10.77.0.2/24'], isDefault: true });
    expect(list.find((i) => i.name === 'lo')!.addresses).toEqual([]);
  });

  test('one that is not there has no state', () => {
    expect([stateOf('eth0', folders), stateOf('eth9', folders), stateOf('any', folders)]).toEqual(['up', undefined, 'up']);
  });

  test('where the kernel tells nothing, what Node knows is told', () => {
    expect(listInterfaces({ net: '/nowhere', routes: '/nowhere' })).toMatchObject([{ name: 'eth0', state: 'up', kind: 'other', linkType: undefined, addresses: ['10.77.0.2/24'] }]);
  });
});

describe('the default route', () => {
  const through = (routes: Record<string, string>): string | undefined => defaultRoute(system({}, routes));
  const none = '00000000000000000000000000000000';
  const six = (name: string, metric: string, flags: string, length = '00'): string => `${none} ${length} ${none} 00 fe800000000000000000000000000001 ${metric} 00000000 00000000 ${flags} ${name}`;

  test('of several the one with the lowest metric', () => {
    expect(through({ route: `${HEADER}\nwlan0\t00000000\t0102000A\t0003\t0\t0\t600\t00000000\neth0\t00000000\t0102000A\t0003\t0\t0\t100\t00000000\neth1\t0000000A\t00000000\t0001\t0\t0\t0\t00FFFFFF` })).toBe('eth0');
  });

  test('not one that is not up, or that refuses', () => {
    expect(through({ route: `${HEADER}\neth0\t00000000\t0102000A\t0002\t0\t0\t0\t00000000` })).toBeUndefined();
    expect(through({ ipv6_route: six('eth0', '00000400', '00000203') })).toBeUndefined();
  });

  test('of IPv6, where there is none of IPv4', () => {
    expect(through({ route: HEADER, ipv6_route: `${six('lo', 'ffffffff', '00200200')}\n${six('eth1', '00000400', '00450003')}\n${six('eth0', '00000064', '00450003')}\n${six('eth2', '00000001', '00000001', '40')}` })).toBe('eth0');
  });

  test('nothing is known', () => {
    expect(through({})).toBeUndefined();
  });
});
