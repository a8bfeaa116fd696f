import { names, namesWithRule } from '../base/names.ts';

/** Message types of ICMP (IANA, ICMP Parameters). */
export const ICMP = {
  echoReply: 0, unreachable: 3, sourceQuench: 4, redirect: 5, alternateHost: 6, echo: 8, routerAdvertisement: 9, routerSolicitation: 10, timeExceeded: 11,
  parameterProblem: 12, timestamp: 13, timestampReply: 14, information: 15, informationReply: 16, mask: 17, maskReply: 18, traceroute: 30, conversion: 31,
  domainName: 37, domainNameReply: 38, photuris: 40, mobility: 41, extendedEcho: 42, extendedEchoReply: 43,
} as const;

export const icmpTypeNames = names('icmp.type', {
  0: ['echo reply', 'The answer to an echo request: the machine is there, and sends the data back.'],
  1: ['reserved', 'Never given a meaning.'],
  2: ['reserved', 'Never given a meaning.'],
  3: ['destination unreachable', 'A datagram could not be delivered; the code says why.'],
  4: ['source quench', 'The sender is to send more slowly; routers no longer say so.'],
  5: ['redirect', 'There is a shorter way: datagrams to this destination should go to another router.'],
  6: ['alternate host address', 'Named another address of the host; nobody uses it any more.'],
  8: ['echo request', 'Asks a machine to answer, as ping does, to see whether it is there and how long that takes.'],
  9: ['router advertisement', 'A router says that it is there, and at which addresses.'],
  10: ['router solicitation', 'A machine asks which routers there are.'],
  11: ['time exceeded', 'A datagram was discarded because its time to live had run out, or because fragments were missing for too long.'],
  12: ['parameter problem', 'The header of a datagram makes no sense; the pointer says where.'],
  13: ['timestamp request', 'Asks a machine what time it has.'],
  14: ['timestamp reply', 'Says when the request came and when the answer left.'],
  15: ['information request', 'A machine asks which network it is in; no longer in use.'],
  16: ['information reply', 'The answer to that; no longer in use.'],
  17: ['address mask request', 'A machine asks for the mask of its subnet.'],
  18: ['address mask reply', 'Says the mask of the subnet.'],
  19: ['reserved for security', 'Kept free for security.'],
  30: ['traceroute', 'Told how far a packet had come on its way; never used widely.'],
  31: ['datagram conversion error', 'A packet could not be converted into that of another protocol.'],
  32: ['mobile host redirect', 'Told where a mobile host was; nobody uses it any more.'],
  33: ['IPv6 where are you', 'An old proposal: asked for the IPv6 address of a host.'],
  34: ['IPv6 I am here', 'An old proposal: told the IPv6 address of a host.'],
  35: ['mobile registration request', 'An old proposal: a mobile host registered at its home.'],
  36: ['mobile registration reply', 'An old proposal: the answer to a mobile host that registered.'],
  37: ['domain name request', 'Asked a host for its name; DNS does that today.'],
  38: ['domain name reply', 'Told the name of a host; DNS does that today.'],
  39: ['SKIP', 'Helped two ends to find a common key; nobody uses it any more.'],
  40: ['Photuris', 'Tells of trouble with the keys of protected packets.'],
  41: ['experimental mobility', 'Carries experimental messages about moving machines.'],
  42: ['extended echo request', 'Asks a machine about one of its interfaces, by name, number or address.', 'RFC 8335 §2'],
  43: ['extended echo reply', 'Says in which state the interface is.', 'RFC 8335 §3'],
  253: ['experiment 1', 'Free for experiments.'],
  254: ['experiment 2', 'Free for experiments.'],
});

/** What type and code mean together, under type × 256 + code. */
export const icmpMessageNames = namesWithRule('icmp.message', {
  // RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1
  0x0300: 'network unreachable', 0x0301: 'host unreachable', 0x0302: 'protocol unreachable', 0x0303: 'port unreachable',
  0x0304: "fragmentation needed, but don't fragment is set", 0x0305: 'source route failed', 0x0306: 'destination network unknown', 0x0307: 'destination host unknown',
  0x0308: 'source host isolated', 0x0309: 'network administratively prohibited', 0x030a: 'host administratively prohibited',
  0x030b: 'network unreachable for this type of service', 0x030c: 'host unreachable for this type of service', 0x030d: 'administratively filtered',
  0x030e: 'host precedence violation', 0x030f: 'precedence cutoff in effect',
  // RFC 792
  0x0500: 'redirect for the network', 0x0501: 'redirect for the host', 0x0502: 'redirect for the type of service and network',
  0x0503: 'redirect for the type of service and host', 0x0600: 'alternate address for host',
  // RFC 1256 §3, RFC 5944 §2.1
  0x0900: 'router advertisement', 0x0910: 'mobility agent that does not route common traffic',
  // RFC 792
  0x0b00: 'time to live exceeded in transit', 0x0b01: 'fragment reassembly time exceeded',
  // RFC 792, RFC 1108 §2.1
  0x0c00: 'the pointer shows the error', 0x0c01: 'a required option is missing', 0x0c02: 'bad length',
  // RFC 1393
  0x1e00: 'traceroute: packet forwarded', 0x1e01: 'traceroute: no route, packet discarded',
  // RFC 1475
  0x1f00: 'conversion failed, no reason given', 0x1f01: "don't convert option present", 0x1f02: 'unknown mandatory option', 0x1f03: 'unsupported option', 0x1f04: 'unsupported transport protocol',
  0x1f05: 'overall length exceeded', 0x1f06: 'IP header length exceeded', 0x1f07: 'transport protocol above 255', 0x1f08: 'port conversion out of range',
  0x1f09: 'transport header length exceeded', 0x1f0a: '32-bit rollover missing and ACK set', 0x1f0b: 'unknown mandatory transport option',
  // RFC 2521
  0x2800: 'bad security parameters index', 0x2801: 'authentication failed', 0x2802: 'decompression failed', 0x2803: 'decryption failed', 0x2804: 'authentication needed',
  0x2805: 'authorization needed',
  // RFC 8335
  0x2b00: 'extended echo reply, no error', 0x2b01: 'extended echo reply, malformed query', 0x2b02: 'extended echo reply, no such interface',
  0x2b03: 'extended echo reply, no such table entry', 0x2b04: 'extended echo reply, several interfaces fit',
}, (value) => ({ names: icmpTypeNames, value: value >> 8, ...((value & 255) === 0 ? {} : { code: value & 255 }) }));

/** RFC 8335 §3. */
export const neighbourStateNames = names('icmp.ext.echo.rsp.state', {
  0: 'not about a neighbour', 1: 'incomplete', 2: 'reachable', 3: 'stale', 4: 'delay', 5: 'probe', 6: 'failed',
});

/** What an error message should not have been sent about (RFC 1122 §3.2.2, RFC 4443 §2.4). */
export const breachNames = names('icmp.breach', {
  1: 'it is about an ICMP error', 2: 'it is about a packet to a multicast or broadcast address', 3: 'it is about a fragment that is not the first',
  4: 'it is about a packet whose source address is not that of a single host',
});
