import { names, namesWithRule } from '../base/names.ts';

/** Message types of ICMPv6 (IANA, ICMPv6 Parameters). */
export const ICMPV6 = {
  unreachable: 1, tooBig: 2, timeExceeded: 3, parameterProblem: 4, echo: 128, echoReply: 129, listenerQuery: 130, listenerReport: 131, listenerDone: 132,
  routerSolicitation: 133, routerAdvertisement: 134, neighborSolicitation: 135, neighborAdvertisement: 136, redirect: 137, renumbering: 138, nodeQuery: 139,
  nodeReply: 140, inverseSolicitation: 141, inverseAdvertisement: 142, listenerReport2: 143, agentRequest: 144, agentReply: 145, mobilePrefixSolicitation: 146,
  mobilePrefixAdvertisement: 147, pathSolicitation: 148, pathAdvertisement: 149, mobility: 150, multicastRouter: 151, fastHandover: 154, rpl: 155, locatorUpdate: 156,
  addressRequest: 157, addressConfirmation: 158, extendedEcho: 160, extendedEchoReply: 161,
} as const;

export const icmpv6TypeNames = names('icmpv6.type', {
  1: ['destination unreachable', 'A packet could not be delivered; the code says why.'],
  2: ['packet too big', 'A packet is larger than the next link allows; the sender learns how large it may be.'],
  3: ['time exceeded', 'The hop limit ran out, or fragments did not all come in time.'],
  4: ['parameter problem', 'A field of a packet makes no sense to the one who reports it; the pointer shows which.'],
  100: ['private experiment', "An error of somebody's own experiment."],
  101: ['private experiment', "An error of somebody's own experiment."],
  127: ['reserved for more errors', 'Kept free in case the numbers of error messages run out.'],
  128: ['echo request', 'Asks a machine to send the same data back: this is what ping sends.'],
  129: ['echo reply', 'Sends the data of an echo request back: the machine can be reached.'],
  130: ['multicast listener query', 'A router asks which multicast groups machines on the link listen to.'],
  131: ['multicast listener report', 'A machine says that it listens to a multicast group.'],
  132: ['multicast listener done', 'A machine says that it no longer listens to a multicast group.'],
  133: ['router solicitation', 'A machine asks the routers of the link to introduce themselves at once.'],
  134: ['router advertisement', 'A router tells that it is there, and which prefixes and parameters hold on the link.'],
  135: ['neighbour solicitation', 'Asks for the hardware address of a neighbour, as ARP does for IPv4, or whether an address is still free.'],
  136: ['neighbour advertisement', 'Tells the hardware address of its sender, most often as the answer to a solicitation.'],
  137: ['redirect', 'A router tells a machine of a better first step towards a destination.'],
  138: ['router renumbering', 'Changes the prefixes of many routers at once.'],
  139: ['node information query', 'Asks a machine for its name or its addresses.'],
  140: ['node information reply', 'Answers a question about names or addresses.'],
  141: ['inverse neighbour discovery solicitation', 'Asks for the IPv6 addresses that belong to a hardware address.'],
  142: ['inverse neighbour discovery advertisement', 'Tells the IPv6 addresses that belong to a hardware address.'],
  143: ['multicast listener report, version 2', 'A machine says which groups it listens to, and from which senders.'],
  144: ['home agent address discovery request', 'A mobile machine looks for a home agent on its home link.'],
  145: ['home agent address discovery reply', 'Names the home agents of a link to a mobile machine.'],
  146: ['mobile prefix solicitation', 'A mobile machine asks for the prefixes of its home link.'],
  147: ['mobile prefix advertisement', 'Tells a mobile machine the prefixes of its home link.'],
  148: ['certification path solicitation', 'Asks for certificates that prove a router may be one.'],
  149: ['certification path advertisement', 'Brings certificates that prove a router may be one.'],
  150: ['experimental mobility', 'Carries experimental messages about moving machines.'],
  151: ['multicast router advertisement', 'A router says that it forwards multicast packets.'],
  152: ['multicast router solicitation', 'Asks which routers forward multicast packets.'],
  153: ['multicast router termination', 'A router says that it no longer forwards multicast packets.'],
  154: ['fast handover', 'Prepares the move of a mobile machine from one router to the next.'],
  155: ['RPL control', 'Builds routes in networks of small, weak machines.'],
  156: ['locator update', 'Tells that the locators of a machine have changed (ILNP).'],
  157: ['duplicate address request', 'Asks the border router whether an address is already in use.'],
  158: ['duplicate address confirmation', 'Answers whether an address is already in use.'],
  159: ['MPL control', 'Tells which multicast packets a node has, so that neighbours can ask for missing ones.'],
  160: ['extended echo request', 'Asks a node about the state of one of its interfaces.'],
  161: ['extended echo reply', 'Answers a question about the state of an interface.'],
  200: ['private experiment', "A message of somebody's own experiment."],
  201: ['private experiment', "A message of somebody's own experiment."],
  255: ['reserved for more messages', 'Kept free in case the numbers of other messages run out.'],
});

/** What type and code mean together, under type × 256 + code. */
export const icmpv6MessageNames = namesWithRule('icmpv6.message', {
  // RFC 4443 §3.1, RFC 6550, RFC 8883
  0x0100: 'no route to the destination', 0x0101: 'administratively prohibited', 0x0102: 'beyond the scope of the source address', 0x0103: 'address unreachable',
  0x0104: 'port unreachable', 0x0105: 'source address failed ingress or egress policy', 0x0106: 'reject route to the destination', 0x0107: 'error in the source routing header',
  0x0108: 'headers too long',
  // RFC 4443 §3.3
  0x0300: 'hop limit exceeded in transit', 0x0301: 'fragment reassembly time exceeded',
  // RFC 4443 §3.4, RFC 7112, RFC 8754, RFC 8883
  0x0400: 'a header field is wrong', 0x0401: 'next header not recognised', 0x0402: 'IPv6 option not recognised', 0x0403: 'the first fragment lacks headers',
  0x0404: 'segment routing: upper-layer header error', 0x0405: 'next header not recognised by a router on the way', 0x0406: 'extension header too big',
  0x0407: 'extension header chain too long', 0x0408: 'too many extension headers', 0x0409: 'too many options in an extension header', 0x040a: 'option too big',
  // RFC 2894 §3.1
  0x8a00: 'router renumbering command', 0x8a01: 'router renumbering result', 0x8aff: 'router renumbering, sequence number reset',
  // RFC 4620 §4
  0x8b00: 'node information query about an IPv6 address', 0x8b01: 'node information query about a name', 0x8b02: 'node information query about an IPv4 address',
  0x8c00: 'node information reply', 0x8c01: 'node information refused', 0x8c02: 'node information query not understood',
  // RFC 6550 §6, RFC 6997
  0x9b00: 'RPL: DODAG information solicitation', 0x9b01: 'RPL: DODAG information object', 0x9b02: 'RPL: destination advertisement',
  0x9b03: 'RPL: destination advertisement acknowledgment', 0x9b04: 'RPL: discovery reply', 0x9b05: 'RPL: discovery reply acknowledgment',
  0x9b80: 'secure RPL: DODAG information solicitation', 0x9b81: 'secure RPL: DODAG information object', 0x9b82: 'secure RPL: destination advertisement',
  0x9b83: 'secure RPL: destination advertisement acknowledgment', 0x9b84: 'secure RPL: discovery reply', 0x9b85: 'secure RPL: discovery reply acknowledgment',
  0x9b8a: 'RPL: consistency check',
  // RFC 8335 §3
  0xa100: 'extended echo reply, no error', 0xa101: 'extended echo reply, malformed query', 0xa102: 'extended echo reply, no such interface',
  0xa103: 'extended echo reply, no such table entry', 0xa104: 'extended echo reply, several interfaces fit',
}, (value) => ({ names: icmpv6TypeNames, value: value >> 8, ...((value & 255) === 0 ? {} : { code: value & 255 }) }));

/** RFC 4191 §2.1. */
export const preferenceNames = names('icmpv6.preference', { 0: 'medium', 1: 'high', 2: 'reserved', 3: 'low' });
