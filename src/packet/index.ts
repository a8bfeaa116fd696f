/** The packet protocols. Loading this file loads them all, and with that fills the tables by which they find each other. */
export { data } from './data.ts';
export { encapsulationOf } from './encapsulation.ts';
export { etherType } from './ethertype.ts';
export { ethernet } from './ethernet.ts';
export { arp, arpFields } from './arp.ts';
export { ARP } from './arp-names.ts';
export { columnFields, frame, frameFields } from './frame.ts';
export { ipProtocol } from './ip-protocol.ts';
export { ipv4Fields, ipv4Protocol, isFragment } from './ipv4.ts';
export { ipv6 } from './ipv6.ts';
export { ipv6Fragment, ipv6FragmentFields, isPart } from './ipv6-fragment.ts';
import './ipv6-options.ts';
import './ipv6-routing.ts';
import './ah.ts';
import './esp.ts';
import './mobility.ts';
// Carried by IP.
import './dccp.ts';
import './eigrp.ts';
import './igmp.ts';
import './ospf.ts';
import './pim.ts';
import './sctp.ts';
import './vrrp.ts';
// Tunnels.
import './ayiya.ts';
import './erspan.ts';
import './etherip.ts';
import './geneve.ts';
import './gre.ts';
import './gtp.ts';
import './l2tp.ts';
import './mpls.ts';
import './nsh.ts';
import './teredo.ts';
import './udpencap.ts';
import './vxlan.ts';
export { linkType } from './link-type.ts';
export { llc } from './llc.ts';
export { udpPort } from './port.ts';
// Reached through the table of UDP ports alone.
import './ssdp.ts';
// Carried by dialogues, which call them by their names.
import './imf.ts';
import './smb2.ts';
import './nbdgm.ts';
import './nbns.ts';
import './smb.ts';
export { tcp, tcpFields } from './tcp.ts';
export { icmp, icmpFields } from './icmp.ts';
export { icmpv6, icmpv6Fields } from './icmpv6.ts';
export { udp, udpFields } from './udp.ts';
import './udplite.ts';
