import { names } from '../base/names.ts';
import { Table } from '../base/table.ts';
import { data } from './data.ts';

/** What a UDP port leads to. (TCP ports lead to dialogues, see `session/`.) */
export const udpPort = new Table('udp.port', data);

/** IANA service names of the ports that captures of small networks hold. */
const services: Readonly<Record<number, string>> = {
  7: 'echo', 9: 'discard', 13: 'daytime', 17: 'qotd', 19: 'chargen', 20: 'ftp-data', 21: 'ftp', 22: 'ssh', 23: 'telnet', 25: 'smtp', 37: 'time', 43: 'whois',
  49: 'tacacs', 53: 'domain', 70: 'gopher', 79: 'finger', 80: 'http', 88: 'kerberos', 109: 'pop2', 110: 'pop3', 111: 'sunrpc', 113: 'auth', 119: 'nntp',
  123: 'ntp', 135: 'epmap', 137: 'netbios-ns', 138: 'netbios-dgm', 139: 'netbios-ssn', 143: 'imap', 161: 'snmp', 162: 'snmptrap', 179: 'bgp', 194: 'irc',
  220: 'imap3', 389: 'ldap', 427: 'svrloc', 443: 'https', 445: 'microsoft-ds', 464: 'kpasswd', 465: 'submissions', 514: 'shell', 515: 'printer', 543: 'klogin',
  546: 'dhcpv6-client', 547: 'dhcpv6-server', 554: 'rtsp', 563: 'nntps', 587: 'submission', 631: 'ipp', 636: 'ldaps', 853: 'domain-s', 873: 'rsync',
  989: 'ftps-data', 990: 'ftps', 993: 'imaps', 995: 'pop3s', 1080: 'socks', 1194: 'openvpn', 1433: 'ms-sql-s', 1434: 'ms-sql-m', 1521: 'oracle', 1701: 'l2tp',
  1723: 'pptp', 1812: 'radius', 1813: 'radius-acct', 1883: 'mqtt', 1900: 'ssdp', 2049: 'nfs', 2525: 'smtp-alt', 3128: 'http-proxy', 3268: 'msft-gc', 3306: 'mysql',
  3389: 'ms-wbt-server', 3478: 'stun', 4500: 'ipsec-nat-t', 4789: 'vxlan', 5060: 'sip', 5061: 'sips', 5222: 'xmpp-client', 5353: 'mdns', 5355: 'llmnr',
  5432: 'postgresql', 5900: 'rfb', 6081: 'geneve', 6379: 'redis', 6667: 'ircd', 8000: 'http-alt', 8008: 'http-alt', 8080: 'http-alt', 8443: 'https-alt', 9418: 'git',
  11211: 'memcache',
};

export const tcpServiceNames = names('tcp.port', services);
export const udpServiceNames = names('udp.port', {
  ...services, 67: 'bootps', 68: 'bootpc', 69: 'tftp', 177: 'xdmcp', 443: 'quic', 500: 'isakmp', 514: 'syslog', 520: 'router', 521: 'ripng', 1900: 'ssdp', 2152: 'gtp-u',
  3544: 'teredo', 3702: 'ws-discovery',
});
