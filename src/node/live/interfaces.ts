import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What carries an interface's packets. */
export type InterfaceKind = 'ethernet' | 'wireless' | 'loopback' | 'bridge' | 'vlan' | 'tunnel' | 'virtual' | 'any' | 'other';
/** `waiting`: switched on, but without a cable or a network. */
export type InterfaceState = 'up' | 'waiting' | 'down' | 'unknown';

/** An interface that packets might be captured on. */
export interface NetworkInterface {
  readonly name: string;
  readonly kind: InterfaceKind;
  /** The driver of its hardware, as the kernel calls it; undefined: none, or not known. */
  readonly driver: string | undefined;
  /** Hardware address first, then IP addresses. */
  readonly addresses: readonly string[];
  /** LINKTYPE of its packets, as far as it is known before it is opened. */
  readonly linkType: number | undefined;
  readonly state: InterfaceState;
  /** The default route leads over it. */
  readonly isDefault: boolean;
}

/** Where the kernel tells of interfaces and routes. */
export interface KernelFolders {
  readonly net: string;
  readonly routes: string;
}

const kernel: KernelFolders = { net: '/sys/class/net', routes: '/proc/net' };

/** The pseudo-interface of Linux that gives the packets of all, in cooked form. */
export const ANY = 'any';
const LINUX_COOKED = 113;
const ETHERNET = 1;
const RAW_IP = 101;

/** Kinds of hardware (ARPHRD_… of Linux) → LINKTYPE, for those that users have. */
const linkTypes: ReadonlyMap<number, number> = new Map([
  [1, ETHERNET], [772, ETHERNET], [512, LINUX_COOKED], [65_534, RAW_IP], [768, RAW_IP], [769, RAW_IP], [776, RAW_IP], [778, RAW_IP], [801, 105], [802, 119], [803, 127], [280, 227], [824, 253],
]);
const LOOPBACK_HARDWARE = 772;
const tunnels: ReadonlySet<number> = new Set([65_534, 768, 769, 776, 778]);
const IFF_UP = 1;

/** All interfaces, in the order in which they are numbered from 1: the one of the default route, those that are up, the rest. */
export function listInterfaces(folders: KernelFolders = kernel): NetworkInterface[] {
  const names = namesIn(folders.net);
  if (names === undefined) return portableList();
  const defaultName = defaultRoute(folders);
  const list = names.map((name) => described(name, folders, name === defaultName));
  return [...list, anyInterface].toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** Whether an interface is up now; undefined: there is none of that name, or nobody knows. */
export function stateOf(name: string, folders: KernelFolders = kernel): InterfaceState | undefined {
  if (name === ANY) return 'up';
  const flags = Number(contentOf(path.join(folders.net, name, 'flags')) ?? Number.NaN);
  if (Number.isNaN(flags)) return undefined;
  if ((flags & IFF_UP) === 0) return 'down';
  const state = contentOf(path.join(folders.net, name, 'operstate'));
  return state === 'down' || state === 'lowerlayerdown' || state === 'dormant' || state === 'notpresent' ? 'waiting' : 'up';
}

/** The interface that packets to the world leave by, IPv4 before IPv6; undefined: there is no default route, or nobody knows. */
export function defaultRoute(folders: KernelFolders = kernel): string | undefined {
  return routeByIpv4(contentOf(path.join(folders.routes, 'route')) ?? '') ?? routeByIpv6(contentOf(path.join(folders.routes, 'ipv6_route')) ?? '');
}

interface Route {
  readonly name: string;
  readonly metric: number;
}

const RTF_UP = 1;
const RTF_REJECT = 0x200;

/** Columns of `/proc/net/route`: interface, destination, gateway, flags, …, metric at 6, mask at 7. */
function routeByIpv4(table: string): string | undefined {
  const rows = table.split('\n').slice(1).map((line) => line.trim().split(/\s+/));
  return best(rows.filter((r) => r[1] === '00000000' && r[7] === '00000000' && leads(r[3])).map((r) => ({ name: r[0]!, metric: Number(r[6]) })));
}

/** Columns of `/proc/net/ipv6_route`: destination, its prefix length, …, metric at 5, flags at 8, interface at 9; numbers in hexadecimal. */
function routeByIpv6(table: string): string | undefined {
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/));
  return best(rows.filter((r) => /^0{32}$/.test(r[0] ?? '') && r[1] === '00' && r[9] !== 'lo' && leads(r[8])).map((r) => ({ name: r[9]!, metric: parseInt(r[5]!, 16) })));
}

function leads(flags: string | undefined): boolean {
  const bits = parseInt(flags ?? '0', 16);
  return (bits & RTF_UP) !== 0 && (bits & RTF_REJECT) === 0;
}

function best(routes: readonly Route[]): string | undefined {
  return routes.toSorted((a, b) => a.metric - b.metric)[0]?.name;
}

const anyInterface: NetworkInterface = { name: ANY, kind: 'any', driver: undefined, addresses: [], linkType: LINUX_COOKED, state: 'up', isDefault: false };

function described(name: string, folders: KernelFolders, isDefault: boolean): NetworkInterface {
  const at = path.join(folders.net, name);
  const hardware = Number(contentOf(path.join(at, 'type')) ?? -1);
  return { name, kind: kindOf(at, hardware), driver: driverOf(at), addresses: addressesOf(name, at), linkType: linkTypes.get(hardware), state: stateOf(name, folders) ?? 'unknown', isDefault };
}

function kindOf(at: string, hardware: number): InterfaceKind {
  if (hardware === LOOPBACK_HARDWARE) return 'loopback';
  if (tunnels.has(hardware)) return 'tunnel';
  const type = /^DEVTYPE=(\w+)$/m.exec(contentOf(path.join(at, 'uevent')) ?? '')?.[1];
  if (type === 'wlan' || fs.existsSync(path.join(at, 'wireless')) || (hardware >= 801 && hardware <= 803)) return 'wireless';
  if (type === 'bridge' || type === 'vlan') return type;
  if (hardware !== ETHERNET) return 'other';
  return fs.existsSync(path.join(at, 'device')) ? 'ethernet' : 'virtual';
}

function driverOf(at: string): string | undefined {
  try {
    return path.basename(fs.realpathSync(path.join(at, 'device', 'driver')));
  } catch {
    return undefined;
  }
}

function addressesOf(name: string, at: string): string[] {
  const mac = contentOf(path.join(at, 'address')) ?? '';
  const own = (os.networkInterfaces()[name] ?? []).map((a) => a.cidr ?? a.address);
  return [...(mac === '' || /^(00:)+00$/.test(mac) ? [] : [mac]), ...own];
}

/** Systems other than Linux: what Node tells of interfaces that are up. */
function portableList(): NetworkInterface[] {
  return Object.entries(os.networkInterfaces()).map(([name, addresses = []]) => ({
    name, kind: addresses.some((a) => a.internal) ? 'loopback' as const : 'other' as const, driver: undefined, addresses: addresses.map((a) => a.cidr ?? a.address), linkType: undefined, state: 'up' as const, isDefault: false,
  }));
}

function rank(i: NetworkInterface): number {
  if (i.isDefault) return 0;
  if (i.state === 'down') return 4;
  return i.kind === 'any' ? 2 : i.kind === 'loopback' ? 3 : 1;
}

function namesIn(folder: string): string[] | undefined {
  try {
    return fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'flags')));
  } catch {
    return undefined;
  }
}

function contentOf(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
