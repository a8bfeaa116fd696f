import { bytes, fieldsOf, flag, u16, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import { addTrailer } from './ethernet.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { stepTag } from './length-or-type.ts';
import { priorityNames } from './vlan.ts';

const HEADER = 4;

const f = fieldsOf('ieee8021ad', 'IEEE 802.1ad §9.6', {
  priority: u16(0, { mask: 0xe000, names: priorityNames, label: 'Priority', doc: 'How urgent the frame is for the provider, from 0 to 7.' }),
  dei: flag(0, 2, 0x1000, { label: 'Drop eligible', doc: 'Set: on a congested link this frame may be dropped before others.' }),
  id: u16(0, { mask: 0x0fff, label: 'Service VLAN', doc: "Number of the provider's virtual network; the customer's own tag follows inside." }),
  etype: u16(2, { hex: true, names: etherTypeNames, label: 'Type', doc: 'Which protocol the frame carries.' }),
  trailer: bytes(VARIES, 0, { label: 'Trailer', doc: 'Bytes after the carried packet that are not padding.' }),
});

export const ieee8021ad = protocol('ieee8021ad', {
  short: '802.1ad', title: 'IEEE 802.1ad provider bridge', spec: 'IEEE 802.1ad',
  doc: "A tag that a provider puts around its customer's own, so that both may number their virtual networks as they like.",
  fields: f,
  step: (w) => stepTag(w, HEADER),
  detail: (t) => addTrailer(t, f.trailer),
  lines: { tag: 'service VLAN {id}' },
});

etherType.join(ieee8021ad, 0x88a8);
