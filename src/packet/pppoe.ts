import { bytes, fieldsOf, group, text, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { etherType } from './ethertype.ts';
import { linkType } from './link-type.ts';
import { ppp } from './ppp.ts';
import { addTlvs, type TlvList } from './tlv-list.ts';

const HEADER = 6;

const codeNames = names('pppoe.code', {
  0x00: 'session data', 0x07: 'active discovery offer (PADO)', 0x09: 'active discovery initiation (PADI)', 0x19: 'active discovery request (PADR)',
  0x65: 'active discovery session confirmation (PADS)', 0xa7: 'active discovery termination (PADT)',
});
const tagNames = names('pppoed.tag', {
  0x0000: 'end of list', 0x0101: 'service name', 0x0102: 'access concentrator name', 0x0103: 'host-unique value', 0x0104: 'access concentrator cookie', 0x0105: 'vendor specific',
  0x0110: 'relay session', 0x0120: 'maximum payload', 0x0201: 'service name error', 0x0202: 'access concentrator error', 0x0203: 'generic error',
});

const f = fieldsOf('pppoe', 'RFC 2516 §4', {
  version: u8(0, { mask: 0xf0, label: 'Version', doc: 'Version of PPPoE: 1.' }),
  type: u8(0, { mask: 0x0f, label: 'Type', doc: 'Always 1.' }),
  code: u8(1, { hex: true, names: codeNames, label: 'Code', doc: 'Which step of the search for an access concentrator it is, or 0 for the packets of a session.' }),
  session_id: u16(2, { hex: true, label: 'Session', doc: 'Number that the access concentrator gave the session; 0 while there is none.' }),
  payload_length: u16(4, { unit: 'bytes', label: 'Payload length', doc: 'How many bytes follow, this header not included.' }),
});

const d = fieldsOf('pppoed', 'RFC 2516 §5', {
  element: group({ label: 'Tag', doc: 'One piece of information about the session that is sought.' }),
  tag: u16(VARIES, { hex: true, names: tagNames, label: 'Tag type', doc: 'Which piece of information it is.', spec: 'RFC 2516 §A' }),
  tag_length: u16(VARIES, { unit: 'bytes', label: 'Tag length', doc: 'Length of its value.' }),
  'tags.service_name': text(VARIES, 0, { charset: 'utf-8', label: 'Service name', doc: 'The service that is asked for; empty: any.' }),
  'tags.ac_name': text(VARIES, 0, { charset: 'utf-8', label: 'Access concentrator', doc: 'Name of the machine that offers sessions.' }),
  'tags.host_uniq': bytes(VARIES, 0, { label: 'Host-unique value', doc: 'Whatever the caller likes: it comes back with the answer.' }),
  'tags.ac_cookie': bytes(VARIES, 0, { label: 'Cookie', doc: 'Whatever the access concentrator likes: the caller must send it back, and so proves that it gets answers.' }),
  'tags.vendor_id': u32(VARIES, { label: 'Vendor', doc: 'The company whose own information follows.' }),
  'tags.relay_session_id': bytes(VARIES, 0, { label: 'Relay session', doc: 'Added by a relay that passes the discovery on.' }),
  'tags.max_payload': u16(VARIES, { unit: 'bytes', label: 'Maximum payload', doc: 'The longest PPP packet that is wanted, where that is more than 1492 bytes.', spec: 'RFC 4638 §3' }),
  'tags.service_name_error': text(VARIES, 0, { charset: 'utf-8', label: 'Service name error', doc: 'Why the service cannot be had.' }),
  'tags.ac_system_error': text(VARIES, 0, { charset: 'utf-8', label: 'Access concentrator error', doc: 'What is wrong at the access concentrator.' }),
  'tags.generic_error': text(VARIES, 0, { charset: 'utf-8', label: 'Generic error', doc: 'What went wrong.' }),
  'tag.unknown_data': bytes(VARIES, 0, { label: 'Data', doc: 'Value of a tag that is not known here.' }),
});

const tags: TlvList = {
  element: d.element, header: 4, data: d['tag.unknown_data'],
  type: (b, at) => (b[at]! << 8) | b[at + 1]!,
  size: (b, at) => 4 + ((b[at + 2]! << 8) | b[at + 3]!),
  head: (o) => {
    o.take(d.tag);
    o.take(d.tag_length);
  },
  layouts: new Map([
    [0x0101, (o) => o.rest(d['tags.service_name'])],
    [0x0102, (o) => o.rest(d['tags.ac_name'])],
    [0x0103, (o) => o.rest(d['tags.host_uniq'])],
    [0x0104, (o) => o.rest(d['tags.ac_cookie'])],
    [0x0105, (o) => void o.take(d['tags.vendor_id'])],
    [0x0110, (o) => o.rest(d['tags.relay_session_id'])],
    [0x0120, (o) => void o.take(d['tags.max_payload'])],
    [0x0201, (o) => o.rest(d['tags.service_name_error'])],
    [0x0202, (o) => o.rest(d['tags.ac_system_error'])],
    [0x0203, (o) => o.rest(d['tags.generic_error'])],
  ]),
};

/** HOT: must not allocate. */
function stepHeader(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.limit(HEADER + f.payload_length.read(w.bytes, w.start));
  w.body = w.start + HEADER;
  return true;
}

function stepDiscovery(w: Walk): boolean {
  if (!stepHeader(w)) return false;
  w.body = w.end;
  return true;
}

function stepSession(w: Walk): boolean {
  if (!stepHeader(w)) return false;
  w.next = ppp;
  return true;
}

function addTags(t: TreeBuilder): void {
  if (t.body >= t.start + HEADER) addTlvs(t, tags, t.start + HEADER, t.end);
}

export const pppoeDiscovery = protocol('pppoed', {
  short: 'PPPoED', title: 'PPP over Ethernet, discovery', spec: 'RFC 2516',
  doc: 'Finds the machine on an Ethernet that offers PPP sessions, and opens one.',
  fields: { ...f, ...d }, step: stepDiscovery, detail: addTags,
  lines: { packet: '{pppoe.code:name}' },
});

export const pppoeSession = protocol('pppoes', {
  short: 'PPPoES', title: 'PPP over Ethernet, session', spec: 'RFC 2516',
  doc: 'Carries the packets of a PPP session over an Ethernet.',
  fields: f, step: stepSession,
  lines: { packet: 'session {pppoe.session_id}' },
});

etherType.join(pppoeDiscovery, 0x8863);
etherType.join(pppoeSession, 0x8864);
linkType.join(pppoeSession, 51);
