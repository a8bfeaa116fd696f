import { bytes, fieldsOf, flag, u16, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import { addTrailer } from './ethernet.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { stepTag } from './length-or-type.ts';
import { priorityNames } from './vlan.ts';

const HEADER = 8;

const f = fieldsOf('etag', 'IEEE 802.1BR §7', {
  pcp: u16(0, { mask: 0xe000, names: priorityNames, label: 'Priority', doc: 'How urgent the frame is, from 0 to 7.' }),
  dei: flag(0, 2, 0x1000, { label: 'Drop eligible', doc: 'Set: on a congested link this frame may be dropped before others.' }),
  iecid_base: u16(0, { mask: 0x0fff, hex: true, label: 'Ingress channel', doc: 'The port of an extender that the frame came in by.' }),
  resv: u16(2, { mask: 0xc000, label: 'Reserved', doc: 'Must be zero.' }),
  group: u16(2, { mask: 0x3000, label: 'Group', doc: '0: the frame is for one port; others: for a list of ports.' }),
  ecid_base: u16(2, { mask: 0x0fff, hex: true, label: 'Channel', doc: 'The port of an extender, or list of ports, that the frame is for.' }),
  iecid_ext: u8(4, { hex: true, label: 'Ingress channel extension', doc: 'The upper bits of the ingress channel.' }),
  ecid_ext: u8(5, { hex: true, label: 'Channel extension', doc: 'The upper bits of the channel.' }),
  etype: u16(6, { hex: true, names: etherTypeNames, label: 'Type', doc: 'Which protocol the frame carries.' }),
  trailer: bytes(VARIES, 0, { label: 'Trailer', doc: 'Bytes after the carried packet that are not padding.' }),
});

export const etag = protocol('etag', {
  short: 'E-Tag', title: 'IEEE 802.1BR E-Tag', spec: 'IEEE 802.1BR',
  doc: 'A tag between a switch and its port extender: which port the frame is for.',
  fields: f,
  step: (w) => stepTag(w, HEADER),
  detail: (t) => addTrailer(t, f.trailer),
  lines: { tag: 'channel {ecid_base}' },
});

etherType.join(etag, 0x893f);
