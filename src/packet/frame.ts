import { composed, counted, date, fieldsOf, span, time } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import { linkTypeNames } from './link-type.ts';

const f = fieldsOf('frame', '', {
  number: counted({ label: 'Number', doc: 'Number of the packet in the capture, from 1.' }),
  time: date({ label: 'Arrival time', doc: 'When the packet was captured, in UTC.' }),
  time_epoch: time({ label: 'Epoch time', doc: 'When the packet was captured, in seconds since 1 January 1970 UTC.' }),
  time_relative: span({ label: 'Time since the first packet', doc: 'Seconds since the first packet of the capture.' }),
  time_delta: span({ label: 'Time since the previous packet', doc: 'Seconds since the previous packet of the capture.' }),
  time_delta_displayed: span({ label: 'Time since the previous shown packet', doc: 'Seconds since the previous packet that passed the filter.' }),
  len: counted({ unit: 'bytes', label: 'Length on the wire', doc: 'How long the packet was when it was sent.' }),
  cap_len: counted({ unit: 'bytes', label: 'Captured length', doc: 'How many bytes of the packet the capture holds; fewer than it had if the snap length cut it.' }),
  encap_type: counted({ names: linkTypeNames, label: 'Link type', doc: 'What kind of frames the capture holds, by the number of the file; other programs number the kinds in their own way.' }),
  protocols: composed({ label: 'Protocols', doc: 'Names of the layers of the packet, outermost first.' }),
  interface_id: counted({ label: 'Interface', doc: 'Number of the interface in the capture, from 0.' }),
  interface_name: composed({ label: 'Interface name', doc: 'Name of the interface that the packet was captured on.' }),
  comment: composed({ label: 'Comment', doc: 'What somebody wrote about the packet into the capture.' }),
});
export const frameFields = f;

/** What the capture says about a packet, before its first byte. Not a layer of the walk: it has no bytes. */
export const frame = protocol('frame', {
  short: 'FRAME', title: 'Frame', spec: '',
  doc: 'What the capture says about the packet: when, how long, on which interface.',
  fields: f,
  step: () => false,
});

const ws = fieldsOf('_ws', '', {
  malformed: composed({ label: 'Malformed packet', doc: 'The name of the layer whose bytes break the rules of its protocol.' }),
  'col.protocol': composed({ label: 'Protocol column', doc: 'The innermost protocol, as the packet list shows it.' }),
  'col.info': composed({ label: 'Info column', doc: 'What the packet says, as the packet list shows it.' }),
});
export const columnFields = ws;
