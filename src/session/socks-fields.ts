import { fieldsOf, ipv4, ipv6, text, u16, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';

export const versionNames = names('socks.version', { 4: 'SOCKS 4', 5: 'SOCKS 5' });
const commandNames = names('socks.command', { 1: 'connect', 2: 'bind', 3: 'UDP associate' });
const methodNames = names('socks.auth_method', { 0: 'no authentication', 1: 'GSSAPI', 2: 'username and password', 255: 'none of them' });
const addressTypeNames = names('socks.address_type', { 1: 'IPv4', 3: 'name', 4: 'IPv6' });
/** RFC 1928 §6; 90–93 are those of version 4. */
export const resultNames = names('socks.results', {
  0: 'succeeded', 1: 'general failure', 2: 'not allowed', 3: 'network unreachable', 4: 'host unreachable', 5: 'connection refused', 6: 'TTL expired', 7: 'command not supported', 8: 'address type not supported',
  90: 'granted', 91: 'rejected or failed', 92: 'no identd on the client', 93: 'identd names another user',
});

export const socksFields = fieldsOf('socks', 'RFC 1928', {
  version: u8(VARIES, { names: versionNames, label: 'Version', doc: 'Version of the protocol.' }),
  auth_method_count: u8(VARIES, { label: 'Number of methods', doc: 'How many ways of saying who it is the client offers.', spec: 'RFC 1928 §3' }),
  auth_method: u8(VARIES, { names: methodNames, label: 'Method', doc: 'A way of saying who it is that the client offers.', spec: 'RFC 1928 §3' }),
  auth_accepted_method: u8(VARIES, { names: methodNames, label: 'Accepted method', doc: 'The way of saying who the client is that the server wants.', spec: 'RFC 1928 §3' }),
  subnegotiation_version: u8(VARIES, { label: 'Subnegotiation version', doc: 'Version of the exchange of username and password.', spec: 'RFC 1929 §2' }),
  username: text(VARIES, 0, { label: 'User name', doc: 'Who the client says it is.', spec: 'RFC 1929 §2' }),
  password: text(VARIES, 0, { label: 'Password', doc: 'The password, in the clear.', spec: 'RFC 1929 §2' }),
  auth_status: u8(VARIES, { label: 'Status', doc: '0: the server believes the client.', spec: 'RFC 1929 §2' }),
  command: u8(VARIES, { names: commandNames, label: 'Command', doc: 'What the server is to do for the client.', spec: 'RFC 1928 §4' }),
  results: u8(VARIES, { names: resultNames, label: 'Result', doc: 'What became of the request.', spec: 'RFC 1928 §6' }),
  reserved: u8(VARIES, { label: 'Reserved', doc: 'Must be zero.', spec: 'RFC 1928 §4' }),
  address_type: u8(VARIES, { names: addressTypeNames, label: 'Address type', doc: 'What kind of address follows.', spec: 'RFC 1928 §5' }),
  dst: ipv4(VARIES, { label: 'Address', doc: 'The address that the server is to talk to, or talks from.', spec: 'RFC 1928 §5' }),
  dstV6: ipv6(VARIES, { label: 'Address', doc: 'The IPv6 address that the server is to talk to, or talks from.', spec: 'RFC 1928 §5' }),
  remote_name: text(VARIES, 0, { label: 'Name', doc: 'Name of the machine that the server is to talk to.', spec: 'RFC 1928 §5' }),
  v4a_dns_name: text(VARIES, 0, { label: 'Name', doc: 'Name of the machine that the server is to talk to, for clients that cannot look it up themselves.', spec: 'SOCKS 4A' }),
  port: u16(VARIES, { label: 'Port', doc: 'The port that the server is to talk to, or talks from.', spec: 'RFC 1928 §4' }),
});
