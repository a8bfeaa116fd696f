import { protocol } from '../base/protocol.ts';
import { udpPort } from './port.ts';

/** A protocol that is known by its port, and left as bytes. */
function named<const N extends string>(name: N, short: string, title: string, spec: string, doc: string, ...ports: readonly number[]) {
  const made = protocol(name, {
    short, title, spec, doc,
    fields: {},
    step: (w) => {
      w.body = w.end;
      return true;
    },
  });
  udpPort.join(made, ...ports);
  return made;
}

/** Those that captures of small networks hold. */
export const namedProtocols = [
  named('kerberos', 'KRB5', 'Kerberos', 'RFC 4120', 'Proves to servers who somebody is, by tickets that a third one gives out.', 88),
  named('portmap', 'Portmap', 'Remote Procedure Call, port mapper', 'RFC 1833', 'Says on which port a service of RPC is to be had, NFS say.', 111),
  named('xdmcp', 'XDMCP', 'X Display Manager Control Protocol', 'X.Org XDMCP', 'Asks for a login window of another machine.', 177),
  named('cldap', 'CLDAP', 'Connectionless Lightweight Directory Access Protocol', 'MS-ADTS §6.3.3', 'Asks a domain controller whether it is there.', 389),
  named('srvloc', 'SRVLOC', 'Service Location Protocol', 'RFC 2608', 'Finds services on the network: printers, file servers.', 427),
  named('isakmp', 'ISAKMP', 'Internet Key Exchange', 'RFC 7296', 'Agrees on keys before IPsec encrypts.', 500),
  named('rip', 'RIP', 'Routing Information Protocol', 'RFC 2453', 'Tells neighbours which networks a router reaches, and how far they are.', 520),
  named('ripng', 'RIPng', 'Routing Information Protocol for IPv6', 'RFC 2080', 'Tells neighbours which IPv6 networks a router reaches, and how far they are.', 521),
  named('openvpn', 'OpenVPN', 'OpenVPN', 'OpenVPN protocol', 'Carries packets, encrypted, through the internet.', 1194),
  named('mssql-m', 'SSRP', 'SQL Server Resolution Protocol', 'MC-SQLR', 'Finds the databases of a machine and their ports.', 1434),
  named('hsrp', 'HSRP', 'Hot Standby Router Protocol', 'RFC 2281', 'Lets one router take the place of another that fails.', 1985),
  named('cflow', 'CFLOW', 'NetFlow, IPFIX', 'RFC 3954', 'Tells a collector which flows a router has seen.', 2055),
  named('stun', 'STUN', 'Session Traversal Utilities for NAT', 'RFC 8489', 'Tells a machine under which address others see it.', 3478),
  named('ws-discovery', 'WS-Discovery', 'Web Services Dynamic Discovery', 'OASIS WS-Discovery 1.1', 'Finds devices of the network: printers, scanners.', 3702),
  named('bfd', 'BFD', 'Bidirectional Forwarding Detection', 'RFC 5880', 'Notices within a moment that the way to a neighbour is gone.', 3784),
  named('sip', 'SIP', 'Session Initiation Protocol', 'RFC 3261', 'Makes telephone calls: rings, answers, hangs up.', 5060),
  named('capwap', 'CAPWAP', 'Control and Provisioning of Wireless Access Points', 'RFC 5415', 'Governs wireless access points from one place.', 5246, 5247),
  named('coap', 'CoAP', 'Constrained Application Protocol', 'RFC 7252', 'Asks small devices for their values, the way of HTTP.', 5683),
  named('sflow', 'sFlow', 'sFlow', 'RFC 3176', 'Sends samples of the packets that a switch has seen.', 6343),
  named('bvlc', 'BACnet', 'BACnet Virtual Link Control', 'ASHRAE 135, annex J', 'Governs heating, light and air of buildings.', 47808),
  named('wg', 'WireGuard', 'WireGuard', 'wireguard.com/protocol', 'Carries packets, encrypted, through the internet.', 51820),
];
