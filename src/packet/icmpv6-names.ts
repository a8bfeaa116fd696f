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
  1: 'destination unreachable', 2: 'packet too big', 3: 'time exceeded', 4: 'parameter problem', 100: 'private experiment', 101: 'private experiment',
  127: 'reserved for more errors', 128: 'echo request', 129: 'echo reply', 130: 'multicast listener query', 131: 'multicast listener report', 132: 'multicast listener done',
  133: 'router solicitation', 134: 'router advertisement', 135: 'neighbour solicitation', 136: 'neighbour advertisement', 137: 'redirect', 138: 'router renumbering',
  139: 'node information query', 140: 'node information reply', 141: 'inverse neighbour discovery solicitation', 142: 'inverse neighbour discovery advertisement',
  143: 'multicast listener report, version 2', 144: 'home agent address discovery request', 145: 'home agent address discovery reply', 146: 'mobile prefix solicitation',
  147: 'mobile prefix advertisement', 148: 'certification path solicitation', 149: 'certification path advertisement', 150: 'experimental mobility',
  151: 'multicast router advertisement', 152: 'multicast router solicitation', 153: 'multicast router termination', 154: 'fast handover', 155: 'RPL control',
  156: 'locator update', 157: 'duplicate address request', 158: 'duplicate address confirmation', 159: 'MPL control', 160: 'extended echo request',
  161: 'extended echo reply', 200: 'private experiment', 201: 'private experiment', 255: 'reserved for more messages',
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
