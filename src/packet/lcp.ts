import { fieldsOf, text, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { Places } from './places.ts';
import { addControl, optionList, pppControlFields, stepControl } from './ppp-control.ts';
import { pppProtocol, pppProtocolNames } from './ppp-protocol.ts';

const CODE = { protocolReject: 8, echoRequest: 9, echoReply: 10, discard: 11, identification: 12, timeRemaining: 13 } as const;

/** IANA, PPP LCP Configuration Options. */
const optionNames = names('lcp.opt.type', {
  0: 'vendor specific', 1: 'maximum receive unit', 2: 'control characters to escape', 3: 'authentication protocol', 4: 'quality protocol', 5: 'magic number', 7: 'protocol field compression',
  8: 'address and control compression', 9: 'check sequence alternatives', 10: 'self-describing padding', 11: 'numbered mode', 13: 'callback', 15: 'compound frames', 17: 'multilink maximum',
  18: 'multilink short numbers', 19: 'multilink endpoint', 23: 'link discriminator',
});
/** RFC 1994 §3. */
const algorithmNames = names('lcp.opt.algorithm', { 5: 'CHAP with MD5', 128: 'MS-CHAP', 129: 'MS-CHAP version 2' });

const f = fieldsOf('lcp', 'RFC 1661 §6', {
  'opt.type': u8(VARIES, { names: optionNames, label: 'Type', doc: 'Which option it is.' }),
  'opt.length': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the option, type and length included.' }),
  'opt.mru': u16(VARIES, { unit: 'bytes', label: 'Maximum receive unit', doc: 'The longest packet that the sender can take.', spec: 'RFC 1661 §6.1' }),
  'opt.asyncmap': u32(VARIES, { hex: true, label: 'Control characters', doc: 'Which control characters the line swallows, one bit each: they must be escaped.', spec: 'RFC 1662 §7.1' }),
  'opt.auth_protocol': u16(VARIES, { hex: true, names: pppProtocolNames, label: 'Authentication protocol', doc: 'By which protocol the other end is to prove who it is.', spec: 'RFC 1661 §6.2' }),
  'opt.algorithm': u8(VARIES, { names: algorithmNames, label: 'Algorithm', doc: 'How the answer to a challenge is worked out.', spec: 'RFC 1994 §3' }),
  'opt.magic_number': u32(VARIES, { hex: true, label: 'Magic number', doc: 'A random number: who hears it back is talking to itself.', spec: 'RFC 1661 §6.4' }),
  'opt.mrru': u16(VARIES, { unit: 'bytes', label: 'Multilink maximum', doc: 'The longest packet that the sender can put together from the parts that came over several lines.', spec: 'RFC 1990 §5.1.1' }),
  magic_number: u32(VARIES, { hex: true, label: 'Magic number', doc: 'The random number of the sender.', spec: 'RFC 1661 §5.8' }),
  secs_remaining: u32(VARIES, { unit: 'seconds', label: 'Time remaining', doc: 'How long the line may still be used.', spec: 'RFC 1570 §2.2' }),
  message: text(VARIES, 0, { label: 'Message', doc: 'What the sender says of itself.', spec: 'RFC 1570 §2.1' }),
  rej_proto: u16(VARIES, { hex: true, names: pppProtocolNames, label: 'Rejected protocol', doc: 'The protocol that the sender does not speak.', spec: 'RFC 1661 §5.7' }),
});

const options = optionList(f['opt.type'], f['opt.length'], new Map([
  [1, (o) => void o.take(f['opt.mru'])],
  [2, (o) => void o.take(f['opt.asyncmap'])],
  [3, (o) => {
    o.take(f['opt.auth_protocol']);
    if (o.left === 1) o.take(f['opt.algorithm']);
  }],
  [5, (o) => void o.take(f['opt.magic_number'])],
  [17, (o) => void o.take(f['opt.mrru'])],
]));

/** The packets of link control that carry no options. */
function place(t: TreeBuilder, from: number): void {
  const o = new Places(t, from, t.end);
  switch (t.bytes[t.start]!) {
    case CODE.protocolReject:
      o.take(f.rej_proto);
      break;
    case CODE.echoRequest:
    case CODE.echoReply:
    case CODE.discard:
      o.take(f.magic_number);
      break;
    case CODE.timeRemaining:
      if (o.take(f.magic_number)) o.take(f.secs_remaining);
      o.rest(f.message);
      break;
    case CODE.identification:
      o.take(f.magic_number);
      o.rest(f.message);
      break;
    default:
  }
  o.rest(pppControlFields.data);
}

export const lcp = protocol('lcp', {
  short: 'LCP', title: 'PPP Link Control Protocol', spec: 'RFC 1661',
  doc: 'The two ends of a line open it, agree on its properties, try it and close it.',
  fields: { ...pppControlFields, ...f }, step: stepControl,
  detail: (t) => addControl(t, options, place),
  lines: { packet: '{ppp.code:name}' },
});

pppProtocol.join(lcp, 0xc021);
