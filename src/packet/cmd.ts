import { bytes, fieldsOf, u16, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import { addTrailer } from './ethernet.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { stepTag } from './length-or-type.ts';

const HEADER = 8;

const f = fieldsOf('cmd', 'Cisco MetaData', {
  version: u8(0, { label: 'Version', doc: 'Version of the tag: 1.' }),
  length: u8(1, { label: 'Length', doc: 'How many options the tag has.' }),
  options: u16(2, { hex: true, label: 'Option', doc: 'Which option follows; 1: a security group.' }),
  sgt: u16(4, { label: 'Security group', doc: 'The group that the sender belongs to, by which switches decide what it may reach.' }),
  type: u16(6, { hex: true, names: etherTypeNames, label: 'Type', doc: 'Which protocol the frame carries.' }),
  trailer: bytes(VARIES, 0, { label: 'Trailer', doc: 'Bytes after the carried packet that are not padding.' }),
});

export const cmd = protocol('cmd', {
  short: 'CMD', title: 'Cisco MetaData', spec: 'Cisco MetaData',
  doc: 'A tag that says which security group the sender of a frame belongs to.',
  fields: f,
  step: (w) => stepTag(w, HEADER),
  detail: (t) => addTrailer(t, f.trailer),
  lines: { tag: 'security group {sgt}' },
});

etherType.join(cmd, 0x8909);
