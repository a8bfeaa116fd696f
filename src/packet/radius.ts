import { bytes, fieldsOf, text, u16, u8, VARIES } from '../base/field.ts';
import { keywords } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { addRemains } from './fixed.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';

const HEADER = 20;
const USER_NAME = 1;

/** IANA, RADIUS Packet Type Codes. */
const codeNames = keywords('radius.code', {
  1: 'Access-Request', 2: 'Access-Accept', 3: 'Access-Reject', 4: 'Accounting-Request', 5: 'Accounting-Response', 11: 'Access-Challenge', 12: 'Status-Server', 13: 'Status-Client',
  40: 'Disconnect-Request', 41: 'Disconnect-ACK', 42: 'Disconnect-NAK', 43: 'CoA-Request', 44: 'CoA-ACK', 45: 'CoA-NAK',
});
/** IANA, RADIUS Attribute Types: those of RFC 2865, 2866 and 2869 that are met. */
const attributeNames = keywords('radius.avp.type', {
  1: 'User-Name', 2: 'User-Password', 3: 'CHAP-Password', 4: 'NAS-IP-Address', 5: 'NAS-Port', 6: 'Service-Type', 7: 'Framed-Protocol', 8: 'Framed-IP-Address', 9: 'Framed-IP-Netmask', 11: 'Filter-Id', 12: 'Framed-MTU',
  18: 'Reply-Message', 24: 'State', 25: 'Class', 26: 'Vendor-Specific', 27: 'Session-Timeout', 28: 'Idle-Timeout', 30: 'Called-Station-Id', 31: 'Calling-Station-Id', 32: 'NAS-Identifier', 33: 'Proxy-State',
  40: 'Acct-Status-Type', 41: 'Acct-Delay-Time', 42: 'Acct-Input-Octets', 43: 'Acct-Output-Octets', 44: 'Acct-Session-Id', 46: 'Acct-Session-Time', 49: 'Acct-Terminate-Cause', 55: 'Event-Timestamp', 60: 'CHAP-Challenge',
  61: 'NAS-Port-Type', 79: 'EAP-Message', 80: 'Message-Authenticator', 87: 'NAS-Port-Id', 95: 'NAS-IPv6-Address',
});

const f = fieldsOf('radius', 'RFC 2865 §3', {
  code: u8(0, { names: codeNames, label: 'Code', doc: 'What kind of message it is.' }),
  id: u8(1, { label: 'Identifier', doc: 'Number of the request; the answer repeats it.' }),
  length: u16(2, { unit: 'bytes', label: 'Length', doc: 'Length of the whole message.' }),
  authenticator: bytes(4, 16, { label: 'Authenticator', doc: 'Random bytes in a request; in an answer the proof that it comes from someone who knows the secret.' }),
  avp: bytes(VARIES, 0, { label: 'Attribute', doc: 'One thing that is told of the user or of the access.', spec: 'RFC 2865 §5' }),
  'avp.type': u8(VARIES, { names: attributeNames, label: 'Type', doc: 'What is told.', spec: 'RFC 2865 §5' }),
  'avp.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the attribute, type and length included.', spec: 'RFC 2865 §5' }),
  User_Name: text(VARIES, 0, { charset: 'utf-8', label: 'User name', doc: 'Who wants to get in.', spec: 'RFC 2865 §5.1' }),
  'avp.value': bytes(VARIES, 0, { label: 'Value', doc: 'The value of the attribute, as it is.', spec: 'RFC 2865 §5' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'Bytes that make up no attribute.' }),
});

function step(w: Walk): boolean {
  w.body = w.end;
  if (!w.need(HEADER)) return false;
  const length = (w.bytes[w.start + 2]! << 8) | w.bytes[w.start + 3]!;
  if (length < HEADER) return w.fail('length-small', w.start + 2, HEADER, length);
  w.limit(length);
  w.body = w.end;
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.end < t.start + HEADER) return addRemains(t, f, f.rest);
  const o = new Places(t, t.start + HEADER, t.wireEnd);
  while (o.left > 0 && o.has(2)) {
    const length = t.bytes[o.at + 1]!;
    if (length < 2) {
      t.fault('option', o.at, length, o.left);
      break;
    }
    const to = o.at + length;
    const a = new Places(t, o.at, to);
    t.begin(f.avp, a.at, a.end);
    const type = t.bytes[a.at]!;
    a.take(f['avp.type']);
    a.take(f['avp.length']);
    if (a.has(to - a.at) && type === USER_NAME) a.takeRest(f.User_Name);
    a.rest(f['avp.value']);
    t.close();
    o.at = a.end;
  }
  o.rest(f.rest);
}

export const radius = protocol('radius', {
  short: 'RADIUS', title: 'Remote Authentication Dial In User Service', spec: 'RFC 2865',
  doc: 'Asks a server whether somebody may use the network, and keeps account of it.',
  fields: f, step, detail,
  lines: { message: '{code:name} id={id} {User_Name}' },
});

udpPort.join(radius, 1645, 1646, 1812, 1813, 3799);
