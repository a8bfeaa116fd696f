import { bytes, fieldsOf, flag, u16, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import { addTrailer } from './ethernet.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { stepTag } from './length-or-type.ts';

const HEADER = 6;

const f = fieldsOf('vntag', 'Cisco VN-Tag', {
  dir: flag(0, 1, 0x80, { label: 'From the bridge', doc: 'Set: the frame goes from the switch to a port of the extender; clear: the other way.' }),
  ptr: flag(0, 1, 0x40, { label: 'Pointer', doc: 'Set: the destination is a list of ports; clear: one port.' }),
  dst: u16(0, { mask: 0x3fff, label: 'Destination', doc: 'The virtual port, or list of ports, that the frame is for.' }),
  looped: flag(2, 1, 0x80, { label: 'Looped', doc: 'Set: the frame comes back to where it came from, and its sender must not see it again.' }),
  r: u8(2, { mask: 0x40, label: 'Reserved', doc: 'Must be zero.' }),
  version: u8(2, { mask: 0x30, label: 'Version', doc: 'Version of the tag: 0.' }),
  src: u16(2, { mask: 0x0fff, label: 'Source', doc: 'The virtual port that the frame comes from.' }),
  etype: u16(4, { hex: true, names: etherTypeNames, label: 'Type', doc: 'Which protocol the frame carries.' }),
  trailer: bytes(VARIES, 0, { label: 'Trailer', doc: 'Bytes after the carried packet that are not padding.' }),
});

export const vntag = protocol('vntag', {
  short: 'VN-Tag', title: 'Cisco VN-Tag', spec: 'Cisco VN-Tag',
  doc: 'A tag between a switch and its port extender: which virtual port the frame is for.',
  fields: f,
  step: (w) => stepTag(w, HEADER),
  detail: (t) => addTrailer(t, f.trailer),
  lines: { tag: 'port {src} → {dst}' },
});

etherType.join(vntag, 0x8926);
