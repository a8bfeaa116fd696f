/** The packet protocols. Loading this file loads them all, and with that fills the tables by which they find each other. */
export { data } from './data.ts';
export { encapsulationOf } from './encapsulation.ts';
export { etherType } from './ethertype.ts';
export { ethernet } from './ethernet.ts';
export { columnFields, frame, frameFields } from './frame.ts';
export { ipProtocol } from './ip-protocol.ts';
export { ipv4Protocol } from './ipv4.ts';
export { ipv6 } from './ipv6.ts';
export { linkType } from './link-type.ts';
export { llc } from './llc.ts';
export { udpPort } from './port.ts';
export { dns, llmnr } from './dns.ts';
// Reached through the table of UDP ports alone.
import './dhcp.ts';
import './dhcpv6.ts';
import './named.ts';
import './ntp.ts';
import './quic.ts';
import './radius.ts';
import './snmp.ts';
import './ssdp.ts';
import './syslog.ts';
import './tftp.ts';
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
