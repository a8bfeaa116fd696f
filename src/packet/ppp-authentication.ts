import { bytes, type Field, fieldsOf, text, u16, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { Places } from './places.ts';
import { stepControl } from './ppp-control.ts';
import { pppProtocol } from './ppp-protocol.ts';

const HEADER = 4;
const REQUEST = 1;
const CHALLENGE = 1;
const RESPONSE = 2;

const pap = fieldsOf('pap', 'RFC 1334 §2.2', {
  code: u8(0, { names: names('pap.code', { 1: 'request', 2: 'ack', 3: 'nak' }), label: 'Code', doc: 'Whether the password is sent, or taken, or refused.' }),
  identifier: u8(1, { label: 'Identifier', doc: 'Tells which question an answer belongs to.' }),
  length: u16(2, { unit: 'bytes', label: 'Length', doc: 'Length of the packet, this header included.' }),
  'peer_id.length': u8(VARIES, { unit: 'bytes', label: 'Name length', doc: 'Length of the name.' }),
  peer_id: text(VARIES, 0, { label: 'Name', doc: 'The user who wants to use the line.' }),
  'password.length': u8(VARIES, { unit: 'bytes', label: 'Password length', doc: 'Length of the password.' }),
  password: text(VARIES, 0, { label: 'Password', doc: 'The password, for everybody on the line to read.' }),
  'message.length': u8(VARIES, { unit: 'bytes', label: 'Message length', doc: 'Length of the message.' }),
  message: text(VARIES, 0, { label: 'Message', doc: 'What the other end says about it.' }),
  stuff: bytes(VARIES, 0, { label: 'Rest', doc: 'Bytes after the message that have no place in it.' }),
});

const chap = fieldsOf('chap', 'RFC 1994 §4', {
  code: u8(0, { names: names('chap.code', { 1: 'challenge', 2: 'response', 3: 'success', 4: 'failure' }), label: 'Code', doc: 'Whether a random value is sent, or the answer worked out from it and the password, or the verdict.' }),
  identifier: u8(1, { label: 'Identifier', doc: 'Goes into the answer, and tells which challenge it belongs to.' }),
  length: u16(2, { unit: 'bytes', label: 'Length', doc: 'Length of the packet, this header included.' }),
  value_size: u8(VARIES, { unit: 'bytes', label: 'Value size', doc: 'Length of the value.', spec: 'RFC 1994 §4.1' }),
  value: bytes(VARIES, 0, { label: 'Value', doc: 'The challenge, or the answer to it: the password itself is never sent.', spec: 'RFC 1994 §4.1' }),
  name: text(VARIES, 0, { label: 'Name', doc: 'Who challenges, or answers.', spec: 'RFC 1994 §4.1' }),
  message: text(VARIES, 0, { label: 'Message', doc: 'What the other end says about it.', spec: 'RFC 1994 §4.2' }),
});

/** A text with its length in front. */
function takeCounted(o: Places, t: TreeBuilder, length: Field, content: Field): boolean {
  if (!o.take(length)) return false;
  const size = t.bytes[o.at - 1]!;
  return size === 0 || o.take(content, size);
}

function addPap(t: TreeBuilder): void {
  const o = new Places(t, t.start + HEADER, t.end);
  if (t.body < o.at) return;
  if (t.bytes[t.start] !== REQUEST) {
    if (o.left > 0) takeCounted(o, t, pap['message.length'], pap.message);
  } else if (takeCounted(o, t, pap['peer_id.length'], pap.peer_id)) takeCounted(o, t, pap['password.length'], pap.password);
  o.rest(pap.stuff);
}

function addChap(t: TreeBuilder): void {
  const o = new Places(t, t.start + HEADER, t.end);
  if (t.body < o.at) return;
  const code = t.bytes[t.start];
  if (code === CHALLENGE || code === RESPONSE) {
    if (takeCounted(o, t, chap.value_size, chap.value)) o.rest(chap.name);
    o.rest(chap.value);
  }
  o.rest(chap.message);
}

export const papProtocol = protocol('pap', {
  short: 'PAP', title: 'PPP Password Authentication Protocol', spec: 'RFC 1334',
  doc: 'A caller sends its name and password over the line, as they are.',
  fields: pap, step: stepControl, detail: addPap,
  lines: { packet: '{code:name}', request: '{code:name} {peer_id}' },
  line: (b, s) => (b[s] === REQUEST ? 'request' : 'packet'),
});

export const chapProtocol = protocol('chap', {
  short: 'CHAP', title: 'PPP Challenge Handshake Authentication Protocol', spec: 'RFC 1994',
  doc: 'A caller proves that it knows a password without sending it.',
  fields: chap, step: stepControl, detail: addChap,
  lines: { packet: '{code:name}' },
});

pppProtocol.join(papProtocol, 0xc023);
pppProtocol.join(chapProtocol, 0xc223);
