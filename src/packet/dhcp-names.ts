import { names } from '../base/names.ts';

/** RFC 951 §3. */
export const operationNames = names('dhcp.type', { 1: 'request', 2: 'reply' });

/** IANA, ARP Parameters, Hardware Types. */
export const hardwareNames = names('dhcp.hw.type', { 1: 'Ethernet', 6: 'IEEE 802', 7: 'ARCNET', 15: 'frame relay', 16: 'ATM', 17: 'HDLC', 18: 'Fibre Channel', 20: 'serial line', 24: 'IEEE 1394', 27: 'EUI-64', 32: 'InfiniBand' });

/** RFC 2132 §9.6, RFC 3203, RFC 4388, RFC 6926. */
export const messageNames = names('dhcp.option.dhcp', {
  1: 'Discover', 2: 'Offer', 3: 'Request', 4: 'Decline', 5: 'ACK', 6: 'NAK', 7: 'Release', 8: 'Inform', 9: 'Force renew', 10: 'Lease query', 11: 'Lease unassigned', 12: 'Lease unknown',
  13: 'Lease active', 14: 'Bulk lease query', 15: 'Lease query done', 16: 'Active lease query', 17: 'Lease query status', 18: 'TLS',
});

/** IANA, BOOTP Vendor Extensions and DHCP Options. */
export const optionNames = names('dhcp.option.type', {
  0: 'filling', 1: 'subnet mask', 2: 'time offset', 3: 'router', 4: 'time server', 5: 'name server', 6: 'DNS server', 7: 'log server', 8: 'quotes server', 9: 'LPR server', 10: 'Impress server',
  11: 'resource location server', 12: 'host name', 13: 'boot file size', 14: 'merit dump file', 15: 'domain name', 16: 'swap server', 17: 'root path', 18: 'extensions path', 19: 'IP forwarding',
  20: 'non-local source routing', 21: 'policy filter', 22: 'longest datagram', 23: 'default time to live', 24: 'MTU timeout', 25: 'MTU plateau table', 26: 'interface MTU', 27: 'all subnets are local',
  28: 'broadcast address', 29: 'mask discovery', 30: 'mask supplier', 31: 'router discovery', 32: 'router solicitation address', 33: 'static route', 34: 'trailers', 35: 'ARP timeout', 36: 'Ethernet encapsulation',
  37: 'default TTL of TCP', 38: 'TCP keep-alive time', 39: 'TCP keep-alive garbage', 40: 'NIS domain', 41: 'NIS server', 42: 'NTP server', 43: 'vendor-specific information', 44: 'NetBIOS name server',
  45: 'NetBIOS datagram server', 46: 'NetBIOS node type', 47: 'NetBIOS scope', 48: 'X font server', 49: 'X display manager', 50: 'requested address', 51: 'lease time', 52: 'option overload', 53: 'message type',
  54: 'server identifier', 55: 'parameter request list', 56: 'message', 57: 'longest message', 58: 'renewal time', 59: 'rebinding time', 60: 'vendor class', 61: 'client identifier', 64: 'NIS+ domain',
  65: 'NIS+ server', 66: 'TFTP server name', 67: 'boot file name', 68: 'Mobile IP home agent', 69: 'SMTP server', 70: 'POP3 server', 71: 'NNTP server', 72: 'WWW server', 77: 'user class', 78: 'SLP directory agent',
  79: 'SLP service scope', 80: 'rapid commit', 81: 'client FQDN', 82: 'relay agent information', 83: 'iSNS', 90: 'authentication', 91: 'last transaction time', 92: 'associated IP', 93: 'client architecture',
  94: 'client network interface', 95: 'LDAP', 97: 'client machine identifier', 100: 'POSIX time zone', 101: 'time zone name', 108: 'IPv6-only preferred', 112: 'NetInfo address', 113: 'NetInfo tag',
  114: 'captive portal', 116: 'auto-configuration', 117: 'name service search', 118: 'subnet selection', 119: 'domain search list', 120: 'SIP servers', 121: 'classless static routes', 122: 'CableLabs configuration',
  123: 'geographic location', 124: 'vendor class by enterprise', 125: 'vendor information by enterprise', 137: 'LoST server', 138: 'CAPWAP access controllers', 141: 'SIP user agent domains', 145: 'force renew nonce',
  146: 'RDNSS selection', 150: 'TFTP server address', 151: 'status code', 152: 'base time', 153: 'start time of state', 158: 'PCP server', 159: 'port parameters', 160: 'captive portal (old)', 161: 'MUD URL',
  162: 'encrypted DNS', 175: 'Etherboot', 208: 'PXELINUX magic', 209: 'configuration file', 210: 'path prefix', 211: 'reboot time', 212: '6RD', 220: 'subnet allocation', 221: 'virtual subnet selection',
  249: 'classless static routes (Microsoft)', 252: 'proxy autodiscovery', 255: 'end',
});

/** RFC 2132 §9.3. */
export const overloadNames = names('dhcp.option.option_overload', { 1: 'boot file name', 2: 'server name', 3: 'boot file name and server name' });

/** RFC 2132 §8.7; what they mean is told by RFC 1001 §10. */
export const nodeTypeNames = names('dhcp.option.netbios_over_tcpip_node_type', { 1: 'B (broadcast)', 2: 'P (name server)', 4: 'M (broadcast first)', 8: 'H (name server first)' });

/** IANA, Relay Agent Sub-Option Codes. */
export const agentNames = names('dhcp.option.agent_information_option.suboption', {
  1: 'circuit', 2: 'remote end', 4: 'DOCSIS device class', 5: 'link selection', 6: 'subscriber', 7: 'RADIUS attributes', 8: 'authentication', 9: 'vendor-specific information', 10: 'flags',
  11: 'server identifier override', 12: 'relay agent', 19: 'source port', 151: 'virtual subnet selection', 152: 'virtual subnet selection control',
});

/** RFC 4578 §2.1 and IANA, Processor Architecture Types. */
export const architectureNames = names('dhcp.option.client_system_architecture', {
  0: 'x86 BIOS', 6: 'x86 UEFI', 7: 'x64 UEFI', 9: 'EBC', 10: 'ARM 32-bit UEFI', 11: 'ARM 64-bit UEFI', 15: 'x86 UEFI over HTTP', 16: 'x64 UEFI over HTTP', 18: 'ARM 32-bit UEFI over HTTP', 19: 'ARM 64-bit UEFI over HTTP', 20: 'BIOS over HTTP',
});

/** IANA, DHCPv6 Parameters, DUIDs. */
export const duidNames = names('dhcp.client_id.duid_type', { 1: 'link-layer address with time', 2: 'vendor number', 3: 'link-layer address', 4: 'UUID' });
