import { bytes, fieldsOf, ipv4, u16, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import { addControl, optionList, pppControlFields, stepControl } from './ppp-control.ts';
import { pppProtocol, pppProtocolNames } from './ppp-protocol.ts';

/** IANA, PPP IPCP Configuration Option Types. */
const optionNames = names('ipcp.opt.type', {
  1: 'addresses (old)', 2: 'header compression', 3: 'address', 4: 'mobile home address', 129: 'first DNS server', 130: 'first NBNS server', 131: 'second DNS server', 132: 'second NBNS server',
});

const f = fieldsOf('ipcp', 'RFC 1332 §3', {
  'opt.type': u8(VARIES, { names: optionNames, label: 'Type', doc: 'Which option it is.' }),
  'opt.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the option, type and length included.' }),
  'opt.ip_address': ipv4(VARIES, { label: 'Address', doc: 'The address that the sender wants; 0.0.0.0: the other end may give it one.', spec: 'RFC 1332 §3.3' }),
  'opt.compress_proto': u16(VARIES, { hex: true, names: pppProtocolNames, label: 'Header compression', doc: 'By which method headers may be shortened.', spec: 'RFC 1332 §3.2' }),
  'opt.pri_dns_address': ipv4(VARIES, { label: 'First DNS server', doc: 'The server to ask about names.', spec: 'RFC 1877 §1.1' }),
  'opt.pri_nbns_address': ipv4(VARIES, { label: 'First NBNS server', doc: 'The server to ask about NetBIOS names.', spec: 'RFC 1877 §1.2' }),
  'opt.sec_dns_address': ipv4(VARIES, { label: 'Second DNS server', doc: 'The server to ask about names if the first does not answer.', spec: 'RFC 1877 §1.3' }),
  'opt.sec_nbns_address': ipv4(VARIES, { label: 'Second NBNS server', doc: 'The server to ask about NetBIOS names if the first does not answer.', spec: 'RFC 1877 §1.4' }),
});

const options = optionList(f['opt.type'], f['opt.length'], new Map([
  [2, (o) => void o.take(f['opt.compress_proto'])],
  [3, (o) => void o.take(f['opt.ip_address'])],
  [129, (o) => void o.take(f['opt.pri_dns_address'])],
  [130, (o) => void o.take(f['opt.pri_nbns_address'])],
  [131, (o) => void o.take(f['opt.sec_dns_address'])],
  [132, (o) => void o.take(f['opt.sec_nbns_address'])],
]));

export const ipcp = protocol('ipcp', {
  short: 'IPCP', title: 'PPP IP Control Protocol', spec: 'RFC 1332',
  doc: 'The two ends of a line agree on their IPv4 addresses.',
  fields: { ...pppControlFields, ...f }, step: stepControl,
  detail: (t) => addControl(t, options),
  lines: { packet: '{ppp.code:name}' },
});

const f6 = fieldsOf('ipv6cp', 'RFC 5072 §4', {
  'opt.type': u8(VARIES, { names: names('ipv6cp.opt.type', { 1: 'interface identifier', 2: 'header compression' }), label: 'Type', doc: 'Which option it is.' }),
  'opt.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the option, type and length included.' }),
  interface_identifier: bytes(VARIES, 8, { label: 'Interface identifier', doc: 'The second half of the addresses that the sender wants.', spec: 'RFC 5072 §4.1' }),
});

const options6 = optionList(f6['opt.type'], f6['opt.length'], new Map([[1, (o) => void o.take(f6.interface_identifier)]]));

export const ipv6cp = protocol('ipv6cp', {
  short: 'IPV6CP', title: 'PPP IPv6 Control Protocol', spec: 'RFC 5072',
  doc: 'The two ends of a line agree on the identifiers of their IPv6 addresses.',
  fields: { ...pppControlFields, ...f6 }, step: stepControl,
  detail: (t) => addControl(t, options6),
  lines: { packet: '{ppp.code:name}' },
});

pppProtocol.join(ipcp, 0x8021);
pppProtocol.join(ipv6cp, 0x8057);
