import { bytes, type Field, fieldsOf, flag, group, i32, ipv4, mac, text, u16, u32, u8, VARIES } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decode, hexText, macText } from '../base/value.ts';
import { domainLabels } from '../message/domain-name.ts';
import { agentNames, architectureNames, duidNames, hardwareNames, messageNames, nodeTypeNames, optionNames, overloadNames } from './dhcp-names.ts';
import { NamePlaces } from './name-places.ts';
import { Places } from './places.ts';
import { wholeIpv4 } from './prefix.ts';
import { guidText } from './windows-types.ts';

export const OPTION = { pad: 0, overload: 52, messageType: 53, end: 255 } as const;
const ETHERNET = 1;
/** RFC 4361 §6.1: an identifier as DHCPv6 has it. */
const CLIENT_DUID = 255;

const words = (spec: string, at: { label: string; doc: string }) => text(VARIES, 0, { charset: 'utf-8', spec, ...at });

const f = fieldsOf('dhcp', 'RFC 2132', {
  'hw.mac_addr': mac(VARIES, { label: 'Client MAC address', doc: 'The hardware address of the client.', spec: 'RFC 2131 §2' }),
  option: group({ label: 'Option', doc: 'One thing that client or server want to know, or tell.', spec: 'RFC 2132 §2' }),
  'option.type': u8(VARIES, { names: optionNames, label: 'Code', doc: 'Which option it is.', spec: 'RFC 2132 §2' }),
  'option.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the content of the option.', spec: 'RFC 2132 §2' }),
  'option.value': bytes(VARIES, 0, { label: 'Content', doc: 'Content of the option, as it is.', spec: 'RFC 2132 §2' }),
  'option.padding': bytes(VARIES, 0, { label: 'Filling', doc: 'Zeros between the options, or after the last.', spec: 'RFC 2132 §3.1' }),
  'option.dhcp': u8(VARIES, { names: messageNames, label: 'Message type', doc: 'Which step of the conversation it is: discover, offer, request, acknowledge.', spec: 'RFC 2132 §9.6' }),
  'option.subnet_mask': ipv4(VARIES, { label: 'Subnet mask', doc: 'Which bits of an address name the network.', spec: 'RFC 2132 §3.3' }),
  'option.time_offset': i32(VARIES, { unit: 'seconds', label: 'Time offset', doc: 'How far the clocks of the network are ahead of UTC.', spec: 'RFC 2132 §3.4' }),
  'option.router': ipv4(VARIES, { label: 'Router', doc: 'The way out of the network; the first is preferred.', spec: 'RFC 2132 §3.5' }),
  'option.time_server': ipv4(VARIES, { label: 'Time server', doc: 'A server that tells the time.', spec: 'RFC 2132 §3.6' }),
  'option.domain_name_server': ipv4(VARIES, { label: 'DNS server', doc: 'A server that answers questions about names.', spec: 'RFC 2132 §3.8' }),
  'option.log_server': ipv4(VARIES, { label: 'Log server', doc: 'A server that takes log messages.', spec: 'RFC 2132 §3.9' }),
  'option.hostname': words('RFC 2132 §3.14', { label: 'Host name', doc: 'What the client calls itself, or is to call itself.' }),
  'option.domain_name': words('RFC 2132 §3.17', { label: 'Domain name', doc: 'The domain that short names belong to.' }),
  'option.root_path': words('RFC 2132 §3.19', { label: 'Root path', doc: 'Where a machine without a disk finds its files.' }),
  'option.interface_mtu': u16(VARIES, { unit: 'bytes', label: 'Interface MTU', doc: 'The longest packet that should be sent.', spec: 'RFC 2132 §5.1' }),
  'option.broadcast_address': ipv4(VARIES, { label: 'Broadcast address', doc: 'The address of everybody on the network.', spec: 'RFC 2132 §5.3' }),
  'option.perform_router_discover': flag(VARIES, 1, 0xff, { label: 'Router discovery', doc: 'Whether the client should ask for routers itself.', spec: 'RFC 2132 §5.6' }),
  'option.static_route.ip': ipv4(VARIES, { label: 'Destination', doc: 'A machine or a network of a class that is reached by a router of its own.', spec: 'RFC 2132 §5.8' }),
  'option.static_route.router': ipv4(VARIES, { label: 'Router', doc: 'The router by which it is reached.', spec: 'RFC 2132 §5.8' }),
  'option.nis_domain': words('RFC 2132 §8.1', { label: 'NIS domain', doc: 'The domain of the Network Information Service.' }),
  'option.nis_server': ipv4(VARIES, { label: 'NIS server', doc: 'A server of the Network Information Service.', spec: 'RFC 2132 §8.2' }),
  'option.ntp_server': ipv4(VARIES, { label: 'NTP server', doc: 'A server by which the clock is set.', spec: 'RFC 2132 §8.3' }),
  'option.vendor.value': bytes(VARIES, 0, { label: 'Vendor information', doc: 'What client and server of one maker tell one another; the vendor class says whose.', spec: 'RFC 2132 §8.4' }),
  'option.netbios_over_tcpip_name_server': ipv4(VARIES, { label: 'NetBIOS name server', doc: 'A server that knows the NetBIOS names of the network (WINS).', spec: 'RFC 2132 §8.5' }),
  'option.netbios_over_tcpip_node_type': u8(VARIES, { names: nodeTypeNames, label: 'NetBIOS node type', doc: 'Whether NetBIOS names are looked for by broadcast, at a server, or both.', spec: 'RFC 2132 §8.7' }),
  'option.netbios_over_tcpip_scope': words('RFC 2132 §8.8', { label: 'NetBIOS scope', doc: 'Only machines of one scope hear each other.' }),
  'option.requested_ip_address': ipv4(VARIES, { label: 'Requested address', doc: 'The address that the client would like to have.', spec: 'RFC 2132 §9.1' }),
  'option.ip_address_lease_time': u32(VARIES, { unit: 'seconds', label: 'Lease time', doc: 'How long the address may be used; 4294967295: for ever.', spec: 'RFC 2132 §9.2' }),
  'option.option_overload': u8(VARIES, { names: overloadNames, label: 'Option overload', doc: 'Which fields of the header hold options, too, because there was no more room.', spec: 'RFC 2132 §9.3' }),
  'option.dhcp_server_id': ipv4(VARIES, { label: 'Server identifier', doc: 'Which server speaks, or is answered: there may be several.', spec: 'RFC 2132 §9.7' }),
  'option.request_list_item': u8(VARIES, { names: optionNames, label: 'Requested option', doc: 'An option that the client would like to have.', spec: 'RFC 2132 §9.8' }),
  'option.message': words('RFC 2132 §9.9', { label: 'Message', doc: 'What went wrong, in words.' }),
  'option.dhcp_max_message_size': u16(VARIES, { unit: 'bytes', label: 'Longest message', doc: 'The longest message that the client is ready to take.', spec: 'RFC 2132 §9.10' }),
  'option.renewal_time_value': u32(VARIES, { unit: 'seconds', label: 'Renewal time', doc: 'When the client asks its server for a longer lease (T1).', spec: 'RFC 2132 §9.11' }),
  'option.rebinding_time_value': u32(VARIES, { unit: 'seconds', label: 'Rebinding time', doc: 'When the client asks any server, because its own does not answer (T2).', spec: 'RFC 2132 §9.12' }),
  'option.vendor_class_id': words('RFC 2132 §9.13', { label: 'Vendor class', doc: 'What kind of client it is, and whose.' }),
  'client_id.type': u8(VARIES, { names: hardwareNames, label: 'Identifier type', doc: 'The type of hardware address that follows; 0: a name; 255: an identifier as DHCPv6 has it.', spec: 'RFC 2132 §9.14' }),
  'client_id.undef': words('RFC 2132 §9.14', { label: 'Client identifier', doc: 'A name by which the server knows the client.' }),
  client_id: bytes(VARIES, 0, { label: 'Client identifier', doc: 'By what the server knows the client, as it is.', spec: 'RFC 2132 §9.14' }),
  'client_id.iaid': words('RFC 4361 §6.1', { label: 'Interface identifier', doc: 'Which interface of the client it is.' }),
  'client_id.duid_type': u16(VARIES, { names: duidNames, label: 'DUID type', doc: 'How the identifier of the client was made.', spec: 'RFC 8415 §11.1' }),
  'client_id.duid_hw_type': u16(VARIES, { names: hardwareNames, label: 'Hardware type', doc: 'The type of hardware address that it was made of.', spec: 'RFC 8415 §11.2' }),
  'client_id.time': u32(VARIES, { unit: 'seconds', label: 'Time', doc: 'When it was made, in seconds since 2000.', spec: 'RFC 8415 §11.2' }),
  'client_id.enterprise_num': u32(VARIES, { label: 'Enterprise number', doc: 'Whose identifier it is.', spec: 'RFC 8415 §11.3' }),
  'client_id.link_layer_address': words('RFC 8415 §11.4', { label: 'Link-layer address', doc: 'A hardware address of the client.' }),
  'client_id.uuid': words('RFC 4578 §2.3', { label: 'Machine identifier', doc: 'The identifier that the maker gave the machine.' }),
  'option.tftp_server_name': words('RFC 2132 §9.4', { label: 'TFTP server name', doc: 'Where the boot file is to be had.' }),
  'option.bootfile_name': words('RFC 2132 §9.5', { label: 'Boot file name', doc: 'The file that the client boots from.' }),
  'option.user_class.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the user class that follows.', spec: 'RFC 3004 §4' }),
  'option.user_class.data': bytes(VARIES, 0, { label: 'User class', doc: 'What group of users the client belongs to.', spec: 'RFC 3004 §4' }),
  'option.user_class.text': words('RFC 3004 §4', { label: 'User class (text)', doc: 'The same without lengths in front, as many clients send it.' }),
  'fqdn.flags': u8(VARIES, { hex: true, label: 'Flags', doc: 'Who is to enter the name into the DNS.', spec: 'RFC 4702 §2.1' }),
  'fqdn.mbz': u8(VARIES, { mask: 0xf0, hex: true, within: 'fqdn.flags', label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 4702 §2.1' }),
  'fqdn.n': flag(VARIES, 1, 0x08, { within: 'fqdn.flags', label: 'No update', doc: 'The server should not enter anything.', spec: 'RFC 4702 §2.1' }),
  'fqdn.e': flag(VARIES, 1, 0x04, { within: 'fqdn.flags', label: 'Encoding', doc: 'Set: the name is written as in DNS messages; clear: as plain text.', spec: 'RFC 4702 §2.1' }),
  'fqdn.o': flag(VARIES, 1, 0x02, { within: 'fqdn.flags', label: 'Override', doc: 'The server decided otherwise than the client wished.', spec: 'RFC 4702 §2.1' }),
  'fqdn.s': flag(VARIES, 1, 0x01, { within: 'fqdn.flags', label: 'Server updates', doc: 'The server should enter the address of the name.', spec: 'RFC 4702 §2.1' }),
  'fqdn.rcode1': u8(VARIES, { label: 'Result for the address', doc: 'Not used any more.', spec: 'RFC 4702 §2.2' }),
  'fqdn.rcode2': u8(VARIES, { label: 'Result for the name', doc: 'Not used any more.', spec: 'RFC 4702 §2.2' }),
  'fqdn.name': words('RFC 4702 §2.3', { label: 'Client name', doc: 'The whole name of the client in the DNS, or the first part of it.' }),
  'option.agent_information_option.part': group({ label: 'Relay agent information', doc: 'What the relay agent says of the way that the message came.', spec: 'RFC 3046 §2.0' }),
  'option.agent_information_option.suboption': u8(VARIES, { names: agentNames, label: 'Suboption', doc: 'What it says.', spec: 'RFC 3046 §2.0' }),
  'option.suboption_length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the content of the suboption.', spec: 'RFC 3046 §2.0' }),
  'option.agent_information_option.agent_circuit_id': bytes(VARIES, 0, { label: 'Circuit', doc: 'The port or line by which the client is connected.', spec: 'RFC 3046 §3.1' }),
  'option.agent_information_option.agent_remote_id': bytes(VARIES, 0, { label: 'Remote end', doc: 'Who is at the other end of that line.', spec: 'RFC 3046 §3.2' }),
  'option.agent_information_option.link_selection': ipv4(VARIES, { label: 'Link selection', doc: 'The network from which the client is to get an address.', spec: 'RFC 3527 §3' }),
  'option.agent_information_option.subscriber_id': words('RFC 3993 §2', { label: 'Subscriber', doc: 'Which customer it is.' }),
  'option.agent_information_option.server_id_override': ipv4(VARIES, { label: 'Server identifier override', doc: 'The address that the client is to take for the server: that of the relay.', spec: 'RFC 5107 §4' }),
  'option.agent_information_option.value': bytes(VARIES, 0, { label: 'Content', doc: 'Content of the suboption, as it is.', spec: 'RFC 3046 §2.0' }),
  'option.client_system_architecture': u16(VARIES, { names: architectureNames, label: 'Client architecture', doc: 'For what kind of machine the boot file must be.', spec: 'RFC 4578 §2.1' }),
  'option.captive_portal': words('RFC 8910 §2.1', { label: 'Captive portal', doc: 'Where to sign in before the network lets anything else through.' }),
  'option.v6only': u32(VARIES, { unit: 'seconds', label: 'Without IPv4 for', doc: 'How long the client may do without IPv4.', spec: 'RFC 8925 §3.1' }),
  'option.dhcp_auto_configuration': flag(VARIES, 1, 0xff, { label: 'Auto-configuration', doc: 'Whether the client may give itself a link-local address.', spec: 'RFC 2563 §2' }),
  'option.subnet_selection_option': ipv4(VARIES, { label: 'Subnet selection', doc: 'The network from which the client wants an address.', spec: 'RFC 3011 §2' }),
  'option.dhcp_dns_domain_search_list_fqdn': words('RFC 3397 §2', { label: 'Search domain', doc: 'A domain that is put behind short names before they are looked up.' }),
  'option.classless_static_route': bytes(VARIES, 0, { label: 'Route', doc: 'A network and the router by which it is reached.', spec: 'RFC 3442' }),
  'option.classless_static_route.width': u8(VARIES, { unit: 'bits', within: 'option.classless_static_route', label: 'Prefix length', doc: 'How many bits of the address name the network; 0: everything.', spec: 'RFC 3442' }),
  'option.classless_static_route.destination': ipv4(VARIES, { label: 'Network', doc: 'The network; only as many bytes of its address are sent as count.', spec: 'RFC 3442' }),
  'option.classless_static_route.router': ipv4(VARIES, { label: 'Router', doc: 'The router by which it is reached.', spec: 'RFC 3442' }),
  'option.tftp_server_address': ipv4(VARIES, { label: 'TFTP server address', doc: 'Where the boot file is to be had.', spec: 'RFC 5859 §3' }),
  'option.private_proxy_autodiscovery': words('draft-ietf-wrec-wpad-01 §4.4.1', { label: 'Proxy autodiscovery', doc: 'Where the browser finds out which proxy to use.' }),
});
export const dhcpOptionFields = f;

type Layout = (o: Places, t: TreeBuilder) => void;

const one = (field: Field): Layout => (o) => void o.take(field);
const list = (field: Field): Layout => (o) => {
  while (o.take(field) && o.left > 0);
};
/** Text, without the zeros that some put at its end (RFC 2132 §2). */
const textOf = (field: Field): Layout => (o, t) => {
  let to = o.end;
  while (to > o.at && t.bytes[to - 1] === 0) to--;
  if (o.left > 0) o.take(field, o.left, decode(t.bytes.subarray(o.at, to), 'utf-8'));
};
const rest = (field: Field): Layout => (o) => o.takeRest(field);

const layouts: ReadonlyMap<number, Layout> = new Map<number, Layout>([
  [1, one(f['option.subnet_mask'])], [2, one(f['option.time_offset'])], [3, list(f['option.router'])], [4, list(f['option.time_server'])], [6, list(f['option.domain_name_server'])],
  [7, list(f['option.log_server'])], [12, textOf(f['option.hostname'])], [15, textOf(f['option.domain_name'])], [17, textOf(f['option.root_path'])], [26, one(f['option.interface_mtu'])],
  [28, one(f['option.broadcast_address'])], [31, one(f['option.perform_router_discover'])],
  [33, (o) => {
    while (o.take(f['option.static_route.ip']) && o.take(f['option.static_route.router']) && o.left > 0);
  }],
  [40, textOf(f['option.nis_domain'])], [41, list(f['option.nis_server'])], [42, list(f['option.ntp_server'])], [43, rest(f['option.vendor.value'])],
  [44, list(f['option.netbios_over_tcpip_name_server'])], [46, one(f['option.netbios_over_tcpip_node_type'])], [47, textOf(f['option.netbios_over_tcpip_scope'])],
  [50, one(f['option.requested_ip_address'])], [51, one(f['option.ip_address_lease_time'])], [OPTION.overload, one(f['option.option_overload'])], [OPTION.messageType, one(f['option.dhcp'])],
  [54, one(f['option.dhcp_server_id'])], [55, list(f['option.request_list_item'])], [56, textOf(f['option.message'])], [57, one(f['option.dhcp_max_message_size'])],
  [58, one(f['option.renewal_time_value'])], [59, one(f['option.rebinding_time_value'])], [60, textOf(f['option.vendor_class_id'])], [61, placeClient], [66, textOf(f['option.tftp_server_name'])],
  [67, textOf(f['option.bootfile_name'])], [77, placeUserClass], [81, placeFullName], [82, placeAgent], [93, list(f['option.client_system_architecture'])],
  [97, (o, t) => {
    o.take(f['option.value'], 1);
    if (o.has(16)) o.take(f['client_id.uuid'], 16, guidText(t.bytes, o.at));
  }],
  [108, one(f['option.v6only'])], [114, textOf(f['option.captive_portal'])], [116, one(f['option.dhcp_auto_configuration'])], [118, one(f['option.subnet_selection_option'])],
  [119, (o, t) => {
    const names = new NamePlaces(t, o.at, o.end, o.at);
    while (names.left > 0 && names.takeName(f['option.dhcp_dns_domain_search_list_fqdn']));
    o.at = names.at;
  }],
  [121, placeRoutes], [249, placeRoutes], [150, list(f['option.tftp_server_address'])], [252, textOf(f['option.private_proxy_autodiscovery'])],
]);

/**
 * Adds the options in `from`..`to`, up to the one that ends them, and the filling around them (RFC 2132 §2). What an option claims beyond the end
 * ends them, too.
 */
export function addDhcpOptions(t: TreeBuilder, from: number, to: number): void {
  const o = new Places(t, from, to);
  while (o.left > 0) {
    const code = t.bytes[o.at]!;
    if (code === OPTION.pad || code === OPTION.end) {
      if (code === OPTION.end) addOption(t, o.at, o.at + 1);
      const after = code === OPTION.end ? o.at + 1 : o.at;
      const next = code === OPTION.end ? o.end : endOfPadding(t.bytes, after, o.end);
      if (next > after) t.add(f['option.padding'], after, next);
      o.at = next;
      continue;
    }
    const length = o.left >= 2 ? t.bytes[o.at + 1]! : 0;
    addOption(t, o.at, o.at + 2 + length);
    o.at = Math.min(o.at + 2 + length, o.end);
  }
}

function endOfPadding(b: Uint8Array, from: number, end: number): number {
  let to = from;
  while (to < end && b[to] === OPTION.pad) to++;
  return to;
}

function addOption(t: TreeBuilder, at: number, to: number): void {
  const code = t.bytes[at]!;
  const o = new Places(t, at, to);
  t.begin(f.option, at, o.end);
  o.take(f['option.type']);
  if (code !== OPTION.end && o.take(f['option.length'])) {
    const isWhole = o.has(to - o.at);
    if (isWhole) layouts.get(code)?.(o, t);
    o.rest(f['option.value']);
  }
  t.close();
}

/** The code of the option overload, if it stands among the options in `from`..`to` (RFC 2132 §9.3); otherwise 0. */
export function overloadIn(b: Uint8Array, from: number, to: number): number {
  for (let at = from; at + 2 < to && b[at] !== OPTION.end; ) {
    if (b[at] === OPTION.overload && b[at + 1] === 1) return b[at + 2]!;
    at += b[at] === OPTION.pad ? 1 : 2 + b[at + 1]!;
  }
  return 0;
}

/** A hardware address with its type, a name, or an identifier as DHCPv6 has it (RFC 2132 §9.14, RFC 4361 §6.1). */
function placeClient(o: Places, t: TreeBuilder): void {
  const type = o.left > 0 ? t.bytes[o.at]! : 0;
  o.take(f['client_id.type']);
  if (type === CLIENT_DUID && o.left >= 6) placeDuid(o, t);
  else if (type === ETHERNET && o.left === 6) o.take(f['hw.mac_addr']);
  else if (type === 0) o.takeRest(f['client_id.undef']);
  o.takeRest(f.client_id);
}

function placeDuid(o: Places, t: TreeBuilder): void {
  o.take(f['client_id.iaid'], 4, hexText(t.bytes.subarray(o.at, o.at + 4)));
  const type = (t.bytes[o.at]! << 8) | t.bytes[o.at + 1]!;
  o.take(f['client_id.duid_type']);
  if (type === 1 || type === 3) {
    o.take(f['client_id.duid_hw_type']);
    if (type === 1) o.take(f['client_id.time']);
    if (o.left > 0) o.take(f['client_id.link_layer_address'], o.left, macText(t.bytes.subarray(o.at, o.end)));
  } else if (type === 2) o.take(f['client_id.enterprise_num']);
}

/** Instances with their lengths in front (RFC 3004 §4); clients of one maker send the text alone. */
function placeUserClass(o: Places, t: TreeBuilder): void {
  let at = o.at;
  while (at < o.end && t.bytes[at] !== 0) at += 1 + t.bytes[at]!;
  if (at !== o.end) return o.takeRest(f['option.user_class.text']);
  while (o.left > 0) o.takeString(f['option.user_class.length'], f['option.user_class.data']);
}

const ENCODED = 0x04;

function placeFullName(o: Places, t: TreeBuilder): void {
  const isEncoded = o.left > 0 && (t.bytes[o.at]! & ENCODED) !== 0;
  o.bits(f['fqdn.flags'], f['fqdn.mbz'], f['fqdn.n'], f['fqdn.e'], f['fqdn.o'], f['fqdn.s']);
  o.take(f['fqdn.rcode1']);
  o.take(f['fqdn.rcode2']);
  if (!isEncoded || o.left === 0) return textOf(f['fqdn.name'])(o, t);
  const name = domainLabels(t.bytes, o.at, o.end);
  if (name !== undefined) o.take(f['fqdn.name'], name.to - o.at, name.text);
}

const agentLayouts: ReadonlyMap<number, Layout> = new Map<number, Layout>([
  [1, rest(f['option.agent_information_option.agent_circuit_id'])], [2, rest(f['option.agent_information_option.agent_remote_id'])], [5, one(f['option.agent_information_option.link_selection'])],
  [6, textOf(f['option.agent_information_option.subscriber_id'])], [11, one(f['option.agent_information_option.server_id_override'])],
]);

/** Suboptions, which have the form of options (RFC 3046 §2.0). */
function placeAgent(o: Places, t: TreeBuilder): void {
  while (o.left >= 2) {
    const to = o.at + 2 + t.bytes[o.at + 1]!;
    const s = new Places(t, o.at, Math.min(to, o.end));
    t.begin(f['option.agent_information_option.part'], s.at, s.end);
    const code = t.bytes[s.at]!;
    s.take(f['option.agent_information_option.suboption']);
    s.take(f['option.suboption_length']);
    if (s.has(to - s.at)) agentLayouts.get(code)?.(s, t);
    s.rest(f['option.agent_information_option.value']);
    t.close();
    o.at = s.end;
  }
}

/** Of each network only the bytes that count, then the router (RFC 3442). */
function placeRoutes(o: Places, t: TreeBuilder): void {
  while (o.left > 0) {
    const width = t.bytes[o.at]!;
    const size = Math.ceil(width / 8);
    if (width > 32 || !o.has(1 + size + 4)) return;
    t.begin(f['option.classless_static_route'], o.at, o.at + 5 + size);
    o.take(f['option.classless_static_route.width']);
    o.take(f['option.classless_static_route.destination'], size, wholeIpv4(t.bytes, o.at, o.at + size));
    o.take(f['option.classless_static_route.router']);
    t.close();
  }
}
