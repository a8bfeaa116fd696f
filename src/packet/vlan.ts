import { bytes, fieldsOf, flag, u16, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import { addTrailer } from './ethernet.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { isLength, stepTag } from './length-or-type.ts';

const HEADER = 4;

/** Traffic types, IEEE 802.1Q annex I. */
export const priorityNames = names('vlan.priority', {
  0: 'best effort', 1: 'background', 2: 'excellent effort', 3: 'critical applications', 4: 'video', 5: 'voice', 6: 'internetwork control', 7: 'network control',
});

const hasLength = (b: Uint8Array, s: number): boolean => isLength((b[s + 2]! << 8) | b[s + 3]!);

const f = fieldsOf('vlan', 'IEEE 802.1Q §9.6', {
  priority: u16(0, { mask: 0xe000, names: priorityNames, label: 'Priority', doc: 'How urgent the frame is, from 0 to 7.' }),
  dei: flag(0, 2, 0x1000, { label: 'Drop eligible', doc: 'Set: on a congested link this frame may be dropped before others.' }),
  id: u16(0, { mask: 0x0fff, label: 'VLAN', doc: 'Number of the virtual network that the frame belongs to; 0: of none, the tag only gives a priority.' }),
  etype: u16(2, { hex: true, names: etherTypeNames, when: (b, s) => !hasLength(b, s), label: 'Type', doc: 'Which protocol the frame carries.' }),
  len: u16(2, { unit: 'bytes', when: hasLength, label: 'Length', doc: 'How many bytes of data follow, in an 802.3 frame.' }),
  trailer: bytes(VARIES, 0, { label: 'Trailer', doc: 'Bytes after the carried packet that are not padding.' }),
});

export const vlan = protocol('vlan', {
  short: 'VLAN', title: 'IEEE 802.1Q virtual LAN', spec: 'IEEE 802.1Q',
  doc: 'A tag in an Ethernet frame: which of the virtual networks that share the cable it belongs to.',
  fields: f,
  step: (w) => stepTag(w, HEADER),
  detail: (t) => addTrailer(t, f.trailer),
  lines: { tag: 'VLAN {id}' },
});

// The tag of 802.1Q, and those that switches put around it before 802.1ad.
etherType.join(vlan, 0x8100, 0x9100, 0x9200);
