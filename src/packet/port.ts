import { keywords } from '../base/names.ts';
import { Table } from '../base/table.ts';
import { data } from './data.ts';

/** What a UDP port leads to. (TCP ports lead to dialogues, see `session/`.) */
export const udpPort = new Table('udp.port', data);

/** IANA, Service Name and Transport Protocol Port Number Registry: the ports that captures of small networks hold, and what is customary beside it. */
const services: Readonly<Record<number, string>> = {
  1: 'tcpmux', 7: 'echo', 9: 'discard', 11: 'systat', 13: 'daytime', 17: 'qotd', 18: 'msp', 19: 'chargen', 20: 'ftp-data', 21: 'ftp', 22: 'ssh', 23: 'telnet', 25: 'smtp', 37: 'time', 42: 'nameserver',
  43: 'whois', 49: 'tacacs', 50: 're-mail-ck', 53: 'domain', 63: 'whoispp', 70: 'gopher', 79: 'finger', 80: 'http', 88: 'kerberos', 95: 'supdup', 101: 'hostname', 102: 'iso-tsap', 104: 'acr-nema',
  105: 'csnet-ns', 107: 'rtelnet', 109: 'pop2', 110: 'pop3', 111: 'sunrpc', 113: 'auth', 115: 'sftp', 117: 'uucp-path', 118: 'sqlserv', 119: 'nntp', 123: 'ntp', 135: 'epmap', 137: 'netbios-ns',
  138: 'netbios-dgm', 139: 'netbios-ssn', 143: 'imap', 144: 'news', 161: 'snmp', 162: 'snmptrap', 163: 'cmip-man', 164: 'cmip-agent', 174: 'mailq', 177: 'xdmcp', 179: 'bgp', 194: 'irc', 199: 'smux',
  201: 'at-rtmp', 202: 'at-nbp', 209: 'qmtp', 210: 'z3950', 213: 'ipx', 220: 'imap3', 259: 'esro-gen', 264: 'bgmp', 280: 'http-mgmt', 318: 'pkix-timestamp', 319: 'ptp-event', 320: 'ptp-general',
  369: 'rpc2portmap', 370: 'codaauth2', 371: 'clearcase', 383: 'hp-alarm-mgr', 387: 'aurp', 389: 'ldap', 401: 'ups', 427: 'svrloc', 434: 'mobileip-agent', 443: 'https', 444: 'snpp', 445: 'microsoft-ds',
  464: 'kpasswd', 465: 'submissions', 487: 'saft', 500: 'isakmp', 502: 'mbap', 512: 'exec', 513: 'login', 514: 'shell', 515: 'printer', 517: 'talk', 518: 'ntalk', 520: 'efs', 521: 'ripng', 524: 'ncp',
  525: 'timed', 530: 'courier', 540: 'uucp', 543: 'klogin', 544: 'kshell', 546: 'dhcpv6-client', 547: 'dhcpv6-server', 548: 'afpovertcp', 554: 'rtsp', 556: 'remotefs', 563: 'nntps', 587: 'submission',
  591: 'http-alt', 593: 'http-rpc-epmap', 601: 'syslog-conn', 623: 'asf-rmcp', 625: 'dec_dlm', 631: 'ipp', 636: 'ldaps', 639: 'msdp', 646: 'ldp', 647: 'dhcp-failover', 648: 'rrp', 655: 'tinc',
  660: 'mac-srvr-admin', 666: 'doom', 674: 'acap', 694: 'ha-cluster', 698: 'olsr', 706: 'silc', 749: 'kerberos-adm', 750: 'kerberos-iv', 829: 'pkix-3-ca-ra', 830: 'netconf-ssh', 853: 'domain-s', 860: 'iscsi',
  873: 'rsync', 902: 'ideafarm-door', 989: 'ftps-data', 990: 'ftps', 992: 'telnets', 993: 'imaps', 994: 'ircs', 995: 'pop3s', 1080: 'socks', 1099: 'rmiregistry', 1194: 'openvpn', 1214: 'kazaa',
  1241: 'nessus', 1293: 'ipsec', 1352: 'lotusnotes', 1433: 'ms-sql-s', 1434: 'ms-sql-m', 1494: 'ica', 1512: 'wins', 1521: 'oracle', 1524: 'ingreslock', 1589: 'vqp', 1645: 'sightline', 1646: 'sa-msg-port',
  1666: 'netview-aix-6', 1701: 'l2tp', 1719: 'h323gatestat', 1720: 'h323hostcall', 1723: 'pptp', 1755: 'ms-streaming', 1801: 'msmq', 1812: 'radius', 1813: 'radius-acct', 1863: 'msnp', 1883: 'mqtt',
  1900: 'ssdp', 1935: 'rtmp', 1985: 'hsrp', 2000: 'cisco-sccp', 2049: 'nfs', 2055: 'netflow', 2082: 'infowave', 2083: 'radsec', 2103: 'zephyr-clt', 2123: 'gtp-control', 2152: 'gtp-user', 2181: 'eforward', 2222: 'ethernet-ip-1', 2375: 'docker',
  2376: 'docker-s', 2401: 'cvspserver', 2404: 'iec-104', 2427: 'mgcp-gateway', 2483: 'ttc', 2525: 'smtp-alt', 2628: 'dict', 2727: 'mgcp-callagent', 2775: 'smpp', 2869: 'icslap', 2947: 'gpsd', 3050: 'gds-db',
  3128: 'http-proxy', 3260: 'iscsi-target', 3268: 'msft-gc', 3269: 'msft-gc-ssl', 3283: 'net-assistant', 3306: 'mysql', 3389: 'ms-wbt-server', 3478: 'stun', 3493: 'nut', 3544: 'teredo', 3632: 'distcc', 3689: 'daap',
  3690: 'svn', 3702: 'ws-discovery', 3784: 'bfd-control', 3799: 'radius-dynauth', 3868: 'diameter', 4190: 'sieve', 4369: 'epmd', 4460: 'ntske', 4500: 'ipsec-nat-t', 4569: 'iax', 4662: 'oms', 4672: 'rfa', 4739: 'ipfix', 4786: 'smart-install',
  4789: 'vxlan', 5000: 'commplex-main', 5001: 'commplex-link', 5004: 'rtp', 5005: 'rtcp', 5050: 'mmcc', 5060: 'sip', 5061: 'sips', 5190: 'aol', 5222: 'xmpp-client', 5223: 'hpvirtgrp', 5228: 'hpvroom', 5246: 'capwap-control',
  5247: 'capwap-data', 5269: 'xmpp-server', 5298: 'presence', 5351: 'nat-pmp', 5353: 'mdns', 5355: 'llmnr', 5357: 'wsd', 5432: 'postgresql', 5500: 'fcp-addr-srvr1', 5555: 'personal-agent', 5631: 'pcanywheredata', 5632: 'pcanywherestat',
  5666: 'nrpe', 5671: 'amqps', 5672: 'amqp', 5683: 'coap', 5684: 'coaps', 5900: 'rfb', 5938: 'teamviewer', 5984: 'couchdb', 5985: 'wsman', 5986: 'wsmans', 6000: 'x11', 6001: 'x11-1', 6081: 'geneve', 6343: 'sflow', 6346: 'gnutella-svc',
  6347: 'gnutella-rtr', 6379: 'redis', 6443: 'sun-sr-https', 6514: 'syslog-tls', 6566: 'sane-port', 6633: 'openflow-old', 6653: 'openflow', 6667: 'ircd', 6697: 'ircs-u', 6881: 'bittorrent', 7070: 'arcp', 7547: 'cwmp', 8000: 'http-alt', 8008: 'http-alt', 8009: 'ajp13',
  8080: 'http-alt', 8081: 'sunproxyadmin', 8086: 'influxdb', 8088: 'radan-http', 8443: 'https-alt', 8883: 'secure-mqtt', 9000: 'cslistener', 9042: 'cassandra', 9090: 'websm', 9092: 'kafka', 9100: 'pdl-datastream', 9200: 'elasticsearch', 9300: 'elasticsearch-node',
  9418: 'git', 10000: 'ndmp', 10050: 'zabbix-agent', 10051: 'zabbix-trapper', 11211: 'memcache', 11371: 'hkp', 17500: 'db-lsp', 19132: 'minecraft-bedrock', 20000: 'dnp', 24800: 'synergy', 25565: 'minecraft', 27015: 'srcds', 27017: 'mongodb', 30303: 'ethereum', 33434: 'traceroute',
  34962: 'profinet-rt', 34964: 'profinet-cm', 44818: 'ethernet-ip-2', 47808: 'bacnet', 51413: 'transmission', 51820: 'wireguard',
};

export const tcpServiceNames = keywords('tcp.port', services);
/** Where a number means another service on UDP. */
export const udpServiceNames = keywords('udp.port', {
  ...services, 67: 'bootps', 68: 'bootpc', 69: 'tftp', 443: 'quic', 512: 'comsat', 513: 'who', 514: 'syslog', 520: 'router', 2222: 'ethernet-ip-2', 2223: 'rockwell-csp2', 5004: 'rtp', 5005: 'rtcp', 6667: 'ircu',
});
