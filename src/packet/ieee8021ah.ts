import { bytes, fieldsOf, flag, mac, u16, u24, u8, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import { addTrailer } from './ethernet.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { stepTag } from './length-or-type.ts';
import { macNames } from './vendor.ts';
import { priorityNames } from './vlan.ts';

const HEADER = 18;

const f = fieldsOf('ieee8021ah', 'IEEE 802.1ah §9.7', {
  priority: u8(0, { mask: 0xe0, names: priorityNames, label: 'Priority', doc: 'How urgent the frame is, from 0 to 7.' }),
  drop: flag(0, 1, 0x10, { label: 'Drop eligible', doc: 'Set: on a congested link this frame may be dropped before others.' }),
  nca: flag(0, 1, 0x08, { label: 'No customer addresses', doc: "Set: the customer's addresses mean nothing." }),
  res1: u8(0, { mask: 0x04, label: 'Reserved', doc: 'Means nothing yet, and is ignored.' }),
  res2: u8(0, { mask: 0x03, label: 'Reserved', doc: 'Must be zero: another value makes the frame invalid.' }),
  isid: u24(1, { label: 'Service', doc: 'Number of the customer service in the backbone.' }),
  cdst: mac(4, { names: macNames, label: 'Customer destination', doc: "Hardware address of the receiver in the customer's network." }),
  csrc: mac(10, { names: macNames, label: 'Customer source', doc: "Hardware address of the sender in the customer's network." }),
  etype: u16(16, { hex: true, names: etherTypeNames, label: 'Type', doc: "Which protocol the customer's frame carries." }),
  trailer: bytes(VARIES, 0, { label: 'Trailer', doc: 'Bytes after the carried packet that are not padding.' }),
});

export const ieee8021ah = protocol('ieee8021ah', {
  short: '802.1ah', title: 'IEEE 802.1ah provider backbone bridge', spec: 'IEEE 802.1ah',
  doc: "Carries a customer's whole Ethernet frame through a provider's backbone, which has hardware addresses of its own.",
  fields: f,
  step: (w) => stepTag(w, HEADER),
  detail: (t) => addTrailer(t, f.trailer),
  lines: { tag: 'service {isid}, {csrc} → {cdst}' },
});

etherType.join(ieee8021ah, 0x88e7);
