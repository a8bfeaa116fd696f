/** The files that a language keeps its translations in, and the families of protocols that each is about. Small relations share a file. */
export interface Files {
  arp: 'arp';
  cooked: 'sll' | 'null' | 'nflog' | 'pktap' | 'ppi' | 'prism' | 'juniper' | 'slip';
  dhcp: 'dhcp';
  dhcpv6: 'dhcpv6';
  dns: 'dns' | 'mdns' | 'llmnr';
  ethernet: 'eth' | 'oui' | 'checksum';
  frame: 'frame' | 'linktype' | 'session' | '_ws' | 'data' | 'raw';
  ftp: 'ftp';
  hdlc: 'chdlc' | 'slarp' | 'fr' | 'clip';
  http: 'http' | 'urlencoded-form';
  http2: 'http2' | 'websocket' | 'tunnel';
  icmp: 'icmp';
  icmpv6: 'icmpv6';
  imap: 'imap';
  imf: 'imf';
  ip: 'ip';
  ipsec: 'ah' | 'esp' | 'udpencap';
  ipv6: 'ipv6' | 'mip6' | 'mipv6';
  llc: 'llc' | 'stp' | 'mstp' | 'cdp' | 'lldp' | 'ipx';
  mobile: 'gtp' | 'gtpv2';
  named: NamedFamily;
  nbdgm: 'nbdgm' | 'mailslot' | 'browser';
  nbns: 'nbns' | 'netbios';
  nbss: 'nbss';
  pop: 'pop';
  ppp: 'ppp' | 'lcp' | 'ipcp' | 'ipv6cp' | 'ccp' | 'osinlcp' | 'pap' | 'chap' | 'pppoe' | 'pppoed' | 'pppoes' | 'l2tp';
  quic: 'quic';
  routing: 'igmp' | 'pim' | 'ospf' | 'eigrp' | 'vrrp';
  service: 'ntp' | 'snmp' | 'syslog' | 'tftp' | 'radius' | 'ssdp';
  smb: 'smb';
  smb2: 'smb2';
  smtp: 'smtp';
  socks: 'socks';
  ssh: 'ssh';
  tag: 'vlan' | 'ieee8021ad' | 'ieee8021ah' | 'vntag' | 'etag' | 'cmd' | 'cfp' | 'macsec' | 'hsr';
  tcp: 'tcp';
  telnet: 'telnet';
  tls: 'tls';
  transport: 'sctp' | 'dccp';
  tunnel: 'gre' | 'erspan' | 'geneve' | 'mpls' | 'nsh' | 'vxlan' | 'teredo' | 'ayiya' | 'etherip' | 'pweth' | 'pwethcw' | 'pwach' | 'vxlan_gpe' | 'lisp' | 'lisp-data';
  udp: 'udp' | 'udplite';
  wlan: 'wlan' | 'wlan_aggregate' | 'radiotap';
}

/** Protocols that are known by their ports alone. */
type NamedFamily =
  | 'kerberos' | 'portmap' | 'xdmcp' | 'cldap' | 'srvloc' | 'isakmp' | 'rip' | 'ripng' | 'openvpn' | 'mssql-m' | 'hsrp' | 'cflow' | 'stun' | 'ws-discovery' | 'bfd' | 'sip' | 'capwap'
  | 'coap' | 'sflow' | 'bvlc' | 'wg';
