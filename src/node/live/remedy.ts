import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../package.ts';
import type { EngineName, FailureCode } from './engine.ts';

/**
 * What would help, as a command to type: the program run by the administrator; the right to capture for a program, or for a group of people; a program installed;
 * the package cap built. Or (`container`) nothing that can be done from inside.
 */
export type Remedy =
  | { readonly kind: 'administrator' | 'capability' | 'install' | 'build'; readonly command: string }
  | { readonly kind: 'group'; readonly command: string; readonly group: string }
  | { readonly kind: 'container'; readonly command: string };

/** What has to be known of a system to tell its remedies. */
export interface System {
  readonly platform: NodeJS.Platform;
  /** `ID` and `ID_LIKE` of its os-release. */
  readonly families: readonly string[];
  readonly user: string;
  readonly isRoot: boolean;
  /** How this program was called: as it would have to be called by another user. */
  readonly call: string;
  /** The folder that the package cap is in. */
  readonly root: string;
  /** Where a program is; undefined: it is not installed. */
  readonly find: (program: string) => string | undefined;
  /** The group that a program is reserved to; undefined: it is for everybody. */
  readonly groupOf: (file: string) => string | undefined;
}

interface Packages {
  readonly install: string;
  readonly tcpdump: string;
  readonly dumpcap: string;
  /** What it takes to build the package cap. */
  readonly compiler: string;
}

const packages: Readonly<Record<string, Packages>> = {
  debian: { install: 'apt install', tcpdump: 'tcpdump', dumpcap: 'wireshark-common', compiler: 'build-essential libpcap-dev' },
  fedora: { install: 'dnf install', tcpdump: 'tcpdump', dumpcap: 'wireshark-cli', compiler: 'gcc-c++ make libpcap-devel' },
  arch: { install: 'pacman -S', tcpdump: 'tcpdump', dumpcap: 'wireshark-cli', compiler: 'base-devel libpcap' },
  suse: { install: 'zypper install', tcpdump: 'tcpdump', dumpcap: 'wireshark', compiler: 'gcc-c++ make libpcap-devel' },
  alpine: { install: 'apk add', tcpdump: 'tcpdump', dumpcap: 'wireshark-common', compiler: 'build-base libpcap-dev' },
};

const CAPABILITIES = 'cap_net_raw,cap_net_admin+eip';

/** What would help where these engines failed in these ways, the simplest first. */
export function remedies(failures: ReadonlyMap<EngineName, FailureCode>, system: System = thisSystem()): Remedy[] {
  const isDenied = [...failures.values()].includes('permission');
  return isDenied ? rights(failures, system) : programs(failures, system);
}

/** There is a program that could capture, but it may not. */
function rights(failures: ReadonlyMap<EngineName, FailureCode>, system: System): Remedy[] {
  if (system.isRoot) return [{ kind: 'container', command: 'docker run --cap-add NET_RAW --cap-add NET_ADMIN' }];
  const remedies: Remedy[] = [{ kind: 'administrator', command: `sudo ${system.call}` }];
  if (system.platform !== 'linux') return remedies;
  const [dumpcap, tcpdump] = [system.find('dumpcap'), system.find('tcpdump')];
  if (failures.get('dumpcap') === 'permission' && dumpcap !== undefined) remedies.push(rightOfDumpcap(dumpcap, system));
  else if (failures.get('tcpdump') === 'permission' && tcpdump !== undefined) remedies.push({ kind: 'capability', command: `sudo setcap ${CAPABILITIES} ${tcpdump}` });
  return remedies;
}

/** dumpcap is made for being run by a group of people; on Debian its package gives it to that group when it is told to. */
function rightOfDumpcap(file: string, { families, user, groupOf }: System): Remedy {
  const group = groupOf(file);
  if (group !== undefined) return { kind: 'group', command: `sudo usermod -aG ${group} ${user}`, group };
  if (families.includes('debian')) return { kind: 'group', command: `sudo dpkg-reconfigure wireshark-common && sudo usermod -aG wireshark ${user}`, group: 'wireshark' };
  return { kind: 'capability', command: `sudo setcap ${CAPABILITIES} ${file}` };
}

/** There is no program that could capture. */
function programs(failures: ReadonlyMap<EngineName, FailureCode>, { platform, families, root, isRoot }: System): Remedy[] {
  const remedies: Remedy[] = [];
  const known = families.map((family) => packages[family]).find((p) => p !== undefined);
  const install = (names: string): string => `${isRoot ? '' : 'sudo '}${known?.install} ${names}`;
  const wanted = (['tcpdump', 'dumpcap'] as const).find((name) => failures.get(name) === 'missing');
  if (wanted !== undefined && known !== undefined) remedies.push({ kind: 'install', command: install(known[wanted]) });
  else if (wanted !== undefined && platform === 'darwin') remedies.push({ kind: 'install', command: 'brew install wireshark' });
  const cap = failures.get('cap');
  if (cap === 'missing' || cap === 'unbuilt' || cap === 'unloadable') {
    const build = `npm --prefix ${root} ${cap === 'missing' ? 'install' : 'rebuild'} cap`;
    remedies.push({ kind: 'build', command: known === undefined ? build : `${install(known.compiler)} && ${build}` });
  }
  return remedies;
}

function thisSystem(): System {
  const { username } = os.userInfo();
  return {
    platform: process.platform, families: familiesIn(contentOf('/etc/os-release')), user: username, isRoot: process.getuid?.() === 0,
    call: [process.execPath, ...process.argv.slice(1)].map(quoted).join(' '), root: quoted(packageRoot), find, groupOf,
  };
}

/** Names of the system and of those it is like, as package managers go by them. */
export function familiesIn(release: string): string[] {
  const value = (key: string): string => new RegExp(`^${key}="?([^"\n]*)`, 'm').exec(release)?.[1] ?? '';
  const names = [value('ID'), ...value('ID_LIKE').split(' ')].flatMap((name) => (name.includes('suse') ? ['suse'] : name === 'rhel' ? ['fedora'] : [name]));
  return [...new Set(names)].filter((name) => name !== '');
}

/** A word as a shell would take it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function find(program: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/sbin'].filter((folder) => folder !== '');
  return folders.map((folder) => path.join(folder, program)).find((file) => fs.existsSync(file));
}

const OTHERS_MAY_RUN = 0o001;

function groupOf(file: string): string | undefined {
  const { mode, gid } = fs.statSync(file);
  if ((mode & OTHERS_MAY_RUN) !== 0 || gid === 0) return undefined;
  return new RegExp(`^([^:]+):[^:]*:${gid}:`, 'm').exec(contentOf('/etc/group'))?.[1];
}

function contentOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
