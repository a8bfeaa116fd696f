import { describe, expect, test } from 'vitest';
import type { EngineName, FailureCode } from '../../../src/node/live/engine.ts';
import { familiesIn, remedies, type System } from '../../../src/node/live/remedy.ts';

const debian: System = {
  platform: 'linux', families: ['debian'], user: 'minh', isRoot: false, call: '/usr/bin/node /usr/bin/pupil sniff', root: '/opt/pupil',
  find: (program) => `/usr/bin/${program}`, groupOf: () => undefined,
};

function commands(failures: Partial<Record<EngineName, FailureCode>>, system: Partial<System> = {}): string[] {
  return remedies(new Map(Object.entries(failures) as [EngineName, FailureCode][]), { ...debian, ...system }).map((r) => r.command);
}

const denied = { cap: 'permission', dumpcap: 'permission', tcpdump: 'permission' } as const;
const missing = { cap: 'missing', dumpcap: 'missing', tcpdump: 'missing' } as const;

describe('no right to capture', () => {
  test('Debian: as the administrator, or the group of dumpcap', () => {
    expect(commands(denied)).toEqual(['sudo /usr/bin/node /usr/bin/pupil sniff', 'sudo dpkg-reconfigure wireshark-common && sudo usermod -aG wireshark minh']);
  });

  test('a dumpcap that belongs to a group: into that group', () => {
    expect(commands(denied, { groupOf: () => 'packets' })).toEqual(['sudo /usr/bin/node /usr/bin/pupil sniff', 'sudo usermod -aG packets minh']);
  });

  test('elsewhere: capabilities of dumpcap, or of tcpdump', () => {
    expect(commands(denied, { families: ['void'] })[1]).toBe('sudo setcap cap_net_raw,cap_net_admin+eip /usr/bin/dumpcap');
    expect(commands({ ...denied, dumpcap: 'missing' })[1]).toBe('sudo setcap cap_net_raw,cap_net_admin+eip /usr/bin/tcpdump');
  });

  test('only cap is there, or the system is no Linux: the administrator', () => {
    expect(commands({ cap: 'permission', dumpcap: 'missing', tcpdump: 'missing' })).toEqual(['sudo /usr/bin/node /usr/bin/pupil sniff']);
    expect(commands(denied, { platform: 'darwin' })).toEqual(['sudo /usr/bin/node /usr/bin/pupil sniff']);
  });

  test('the administrator himself may not: a container', () => {
    expect(commands(denied, { isRoot: true })).toEqual(['docker run --cap-add NET_RAW --cap-add NET_ADMIN']);
  });
});

describe('nothing that captures', () => {
  test.each([
    ['debian', 'apt install', 'build-essential libpcap-dev'], ['fedora', 'dnf install', 'gcc-c++ make libpcap-devel'], ['arch', 'pacman -S', 'base-devel libpcap'],
    ['suse', 'zypper install', 'gcc-c++ make libpcap-devel'], ['alpine', 'apk add', 'build-base libpcap-dev'],
  ])('%s: what to install, and how the package cap is built', (family, install, compiler) => {
    expect(commands(missing, { families: ['something', family] })).toEqual([`sudo ${install} tcpdump`, `sudo ${install} ${compiler} && npm --prefix /opt/pupil install cap`]);
  });

  test('the administrator needs no sudo; a package that is there is built again', () => {
    expect(commands({ ...missing, cap: 'unbuilt' }, { isRoot: true })).toEqual(['apt install tcpdump', 'apt install build-essential libpcap-dev && npm --prefix /opt/pupil rebuild cap']);
  });

  test('an engine that was asked for by its name', () => {
    expect(commands({ dumpcap: 'missing' })).toEqual(['sudo apt install wireshark-common']);
    expect(commands({ cap: 'unloadable' })).toEqual(['sudo apt install build-essential libpcap-dev && npm --prefix /opt/pupil rebuild cap']);
  });

  test('an unknown system: only what is the same everywhere', () => {
    expect(commands(missing, { families: [] })).toEqual(['npm --prefix /opt/pupil install cap']);
    expect(commands(missing, { platform: 'darwin', families: [] })).toEqual(['brew install wireshark', 'npm --prefix /opt/pupil install cap']);
  });

  test('other failures have no remedy that is known', () => {
    expect(commands({ tcpdump: 'died' })).toEqual([]);
  });
});

describe('what a system is called in os-release', () => {
  test.each([
    ['ID=debian\nVERSION_ID="12"', ['debian']], ['NAME=Mint\nID=linuxmint\nID_LIKE="ubuntu debian"', ['linuxmint', 'ubuntu', 'debian']], ['ID="opensuse-leap"\nID_LIKE="suse opensuse"', ['suse']],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"', ['rocky', 'fedora', 'centos']], ['', []],
  ])('%j', (release, families) => {
    expect(familiesIn(release)).toEqual(families);
  });
});
