/** What packet protocols declare, as types: the catalogues of other languages are checked against them. */
import type { ah } from './ah.ts';
import type { arp } from './arp.ts';
import type { ayiya } from './ayiya.ts';
import type { browser } from './browser.ts';
import type { cdp } from './cdp.ts';
import type { cfp } from './cfp.ts';
import type { chdlc } from './chdlc.ts';
import type { clip } from './clip.ts';
import type { cmd } from './cmd.ts';
import type { data } from './data.ts';
import type { dccp } from './dccp.ts';
import type { dhcp } from './dhcp.ts';
import type { dhcpv6 } from './dhcpv6.ts';
import type { dns, llmnr, mdns } from './dns.ts';
import type { eigrp } from './eigrp.ts';
import type { erspan } from './erspan.ts';
import type { esp } from './esp.ts';
import type { etag } from './etag.ts';
import type { etherip } from './etherip.ts';
import type { ethernet } from './ethernet.ts';
import type { frameRelay } from './frame-relay.ts';
import type { frame } from './frame.ts';
import type { geneve } from './geneve.ts';
import type { gre } from './gre.ts';
import type { gtp } from './gtp.ts';
import type { gtpv2 } from './gtpv2.ts';
import type { hsr } from './hsr.ts';
import type { icmp } from './icmp.ts';
import type { icmpv6 } from './icmpv6.ts';
import type { ieee8021ad } from './ieee8021ad.ts';
import type { ieee8021ah } from './ieee8021ah.ts';
import type { igmp } from './igmp.ts';
import type { imf } from './imf.ts';
import type { ipcp, ipv6cp } from './ipcp.ts';
import type { ipv4Protocol } from './ipv4.ts';
import type { ipv6Fragment } from './ipv6-fragment.ts';
import type { dstopts, hopopts } from './ipv6-options.ts';
import type { routing } from './ipv6-routing.ts';
import type { ipv6 } from './ipv6.ts';
import type { ipx } from './ipx.ts';
import type { juniper } from './juniper.ts';
import type { l2tp } from './l2tp.ts';
import type { lcp } from './lcp.ts';
import type { lisp, lispData } from './lisp.ts';
import type { llc } from './llc.ts';
import type { lldp } from './lldp.ts';
import type { macsec } from './macsec.ts';
import type { mailslot } from './mailslot.ts';
import type { mobility } from './mobility.ts';
import type { mpls } from './mpls.ts';
import type { nbdgm } from './nbdgm.ts';
import type { nbf } from './nbf.ts';
import type { nbns } from './nbns.ts';
import type { nflog } from './nflog.ts';
import type { nsh } from './nsh.ts';
import type { ntp } from './ntp.ts';
import type { nullLoopback } from './null.ts';
import type { ospf } from './ospf.ts';
import type { pim } from './pim.ts';
import type { pktap } from './pktap.ts';
import type { ppi } from './ppi.ts';
import type { chapProtocol, papProtocol } from './ppp-authentication.ts';
import type { ccp, osinlcp } from './ppp-control.ts';
import type { directedPpp, ppp } from './ppp.ts';
import type { pppoeDiscovery, pppoeSession } from './pppoe.ts';
import type { prism } from './prism.ts';
import type { associatedChannel, controlWord } from './pseudowire.ts';
import type { quic } from './quic.ts';
import type { radiotap } from './radiotap.ts';
import type { radius } from './radius.ts';
import type { raw } from './raw.ts';
import type { sctp } from './sctp.ts';
import type { slarp } from './slarp.ts';
import type { slip } from './slip.ts';
import type { sll, sll2 } from './sll.ts';
import type { smb } from './smb.ts';
import type { smb2 } from './smb2.ts';
import type { snmp } from './snmp.ts';
import type { ssdp } from './ssdp.ts';
import type { stp } from './stp.ts';
import type { syslog } from './syslog.ts';
import type { tcp } from './tcp.ts';
import type { teredo } from './teredo.ts';
import type { tftp } from './tftp.ts';
import type { udp } from './udp.ts';
import type { udpencap } from './udpencap.ts';
import type { udplite } from './udplite.ts';
import type { vlan } from './vlan.ts';
import type { vntag } from './vntag.ts';
import type { vrrp } from './vrrp.ts';
import type { vxlan, vxlanGeneric } from './vxlan.ts';
import type { wlanAggregate } from './wlan-aggregate.ts';
import type { wlan } from './wlan.ts';
import type { namedProtocols } from './named.ts';

export type PacketDeclarations =
  | typeof ah
  | typeof arp
  | typeof ayiya
  | typeof browser
  | typeof cdp
  | typeof cfp
  | typeof chdlc
  | typeof clip
  | typeof cmd
  | typeof data
  | typeof dccp
  | typeof dhcp
  | typeof dhcpv6
  | typeof dns
  | typeof llmnr
  | typeof mdns
  | typeof eigrp
  | typeof erspan
  | typeof esp
  | typeof etag
  | typeof etherip
  | typeof ethernet
  | typeof frameRelay
  | typeof frame
  | typeof geneve
  | typeof gre
  | typeof gtp
  | typeof gtpv2
  | typeof hsr
  | typeof icmp
  | typeof icmpv6
  | typeof ieee8021ad
  | typeof ieee8021ah
  | typeof igmp
  | typeof imf
  | typeof ipcp
  | typeof ipv6cp
  | typeof ipv4Protocol
  | typeof ipv6Fragment
  | typeof dstopts
  | typeof hopopts
  | typeof routing
  | typeof ipv6
  | typeof ipx
  | typeof juniper
  | typeof l2tp
  | typeof lcp
  | typeof lisp
  | typeof lispData
  | typeof llc
  | typeof lldp
  | typeof macsec
  | typeof mailslot
  | typeof mobility
  | typeof mpls
  | typeof nbdgm
  | typeof nbf
  | typeof nbns
  | typeof nflog
  | typeof nsh
  | typeof ntp
  | typeof nullLoopback
  | typeof ospf
  | typeof pim
  | typeof pktap
  | typeof ppi
  | typeof chapProtocol
  | typeof papProtocol
  | typeof ccp
  | typeof osinlcp
  | typeof directedPpp
  | typeof ppp
  | typeof pppoeDiscovery
  | typeof pppoeSession
  | typeof prism
  | typeof associatedChannel
  | typeof controlWord
  | typeof quic
  | typeof radiotap
  | typeof radius
  | typeof raw
  | typeof sctp
  | typeof slarp
  | typeof slip
  | typeof sll
  | typeof sll2
  | typeof smb
  | typeof smb2
  | typeof snmp
  | typeof ssdp
  | typeof stp
  | typeof syslog
  | typeof tcp
  | typeof teredo
  | typeof tftp
  | typeof udp
  | typeof udpencap
  | typeof udplite
  | typeof vlan
  | typeof vntag
  | typeof vrrp
  | typeof vxlan
  | typeof vxlanGeneric
  | typeof wlanAggregate
  | typeof wlan
  | (typeof namedProtocols)[number];
