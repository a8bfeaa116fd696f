/** The packet protocols. Loading this file loads them all, and with that fills the tables by which they find each other. */
export { data } from './data.ts';
export { etherType } from './ethertype.ts';
export { ethernet } from './ethernet.ts';
export { columnFields, frame, frameFields } from './frame.ts';
export { ipProtocol } from './ip-protocol.ts';
export { ipv4Protocol } from './ipv4.ts';
export { ipv6 } from './ipv6.ts';
export { linkType, linkTypeNames } from './link-type.ts';
export { llc } from './llc.ts';
export { udpPort } from './port.ts';
// Reached through the table of UDP ports alone.
import './ssdp.ts';
// Carried by dialogues, which call them by their names.
import './imf.ts';
import './smb2.ts';
export { tcp, tcpFields } from './tcp.ts';
export { icmp, icmpFields } from './icmp.ts';
export { icmpv6, icmpv6Fields } from './icmpv6.ts';
export { udp, udpFields } from './udp.ts';
// Link layers, tags and what they carry, which find each other by their tables.
import './cdp.ts';
import './cfp.ts';
import './clip.ts';
import './frame-relay.ts';
import './ieee8021ad.ts';
import './ieee8021ah.ts';
import './ipcp.ts';
import './ipx.ts';
import './juniper.ts';
import './lcp.ts';
import './lldp.ts';
import './nbf.ts';
import './nflog.ts';
import './null.ts';
import './pktap.ts';
import './ppi.ts';
import './ppp-authentication.ts';
import './pppoe.ts';
import './prism.ts';
import './radiotap.ts';
import './slarp.ts';
import './slip.ts';
import './sll.ts';
import './stp.ts';
import './vlan.ts';
import './vntag.ts';
