import { names } from '../base/names.ts';
import { Table } from '../base/table.ts';
import { data } from './data.ts';

/** What an address family of an operating system leads to; the headers of loopback interfaces and of NFLOG ask here. */
export const addressFamily = new Table('null.family', data);

/** Systems agree about IPv4 only: the numbers are those of the system that captured. */
export const addressFamilyNames = names('null.family', {
  0: 'none', 2: 'IPv4', 7: 'OSI', 10: 'IPv6 (Linux)', 12: 'DECnet', 16: 'AppleTalk', 18: 'link layer', 23: 'IPv6 (Windows)', 24: 'IPv6 (NetBSD, OpenBSD)', 26: 'IPv6 (Solaris)',
  28: 'IPv6 (FreeBSD)', 30: 'IPv6 (macOS)',
});

/** IPv6 on Linux, Windows, NetBSD and OpenBSD, Solaris, FreeBSD, macOS. */
export const IPV6_FAMILIES = [10, 23, 24, 26, 28, 30] as const;
