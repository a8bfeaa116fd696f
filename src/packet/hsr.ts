import { bytes, fieldsOf, u16, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import { addTrailer } from './ethernet.ts';
import { etherType, etherTypeNames } from './ethertype.ts';
import { stepTag } from './length-or-type.ts';

const HEADER = 6;

const f = fieldsOf('hsr', 'IEC 62439-3 §5', {
  path: u16(0, { mask: 0xf000, label: 'Path', doc: 'The ring, and the way around it, that the frame takes.' }),
  lsdu_size: u16(0, { mask: 0x0fff, unit: 'bytes', label: 'Size', doc: 'Length of what follows the hardware addresses and the type of the tag.' }),
  sequence_nr: u16(2, { label: 'Sequence number', doc: 'The same in both copies of a frame, so that the one that comes later is thrown away.' }),
  type: u16(4, { hex: true, names: etherTypeNames, label: 'Type', doc: 'Which protocol the frame carries.' }),
  trailer: bytes(VARIES, 0, { label: 'Trailer', doc: 'Bytes after the carried packet that are not padding.' }),
});

export const hsr = protocol('hsr', {
  short: 'HSR', title: 'High-availability Seamless Redundancy', spec: 'IEC 62439-3',
  doc: 'A tag in frames that go both ways around a ring, so that a broken cable loses none.',
  fields: f,
  step: (w) => stepTag(w, HEADER),
  detail: (t) => addTrailer(t, f.trailer),
  lines: { tag: 'frame {sequence_nr}' },
});

etherType.join(hsr, 0x892f);
