import { composed, counted, date, fieldsOf, span, time } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import { encapsulationNames } from './encapsulation.ts';
import { linkTypeNames } from './link-type.ts';

const directionNames = names('frame.packet_flags_direction', { 0: 'unknown', 1: 'inbound', 2: 'outbound' });

const pcapng = 'draft-ietf-opsawg-pcapng';

const f = fieldsOf('frame', '', {
  comment: composed({ label: 'Comment', doc: 'What somebody wrote about the packet into the capture.', spec: `${pcapng} §3.5` }),
  section_number: counted({ label: 'Section', doc: 'Number of the section of the capture file, from 1: a stretch that one program wrote in one go.', spec: `${pcapng} §4.1` }),
  interface_id: counted({ label: 'Interface', doc: 'Number of the interface that the packet was captured on, in its section of the file, from 0.', spec: `${pcapng} §4.3` }),
  interface_name: composed({ label: 'Interface name', doc: 'Name of the interface that the packet was captured on.', spec: `${pcapng} §4.2` }),
  interface_description: composed({ label: 'Interface description', doc: 'What the interface is, in words.', spec: `${pcapng} §4.2` }),
  packet_flags: counted({ hex: true, label: 'Packet flags', doc: 'What the interface noticed while it captured the packet: its direction, how it was addressed, errors of the link.', spec: `${pcapng} §4.3.1` }),
  packet_flags_direction: counted({ hex: true, names: directionNames, label: 'Direction', doc: 'Whether the packet came in on the interface or was sent from it.', spec: `${pcapng} §4.3.1` }),
  link_type: counted({ names: linkTypeNames, label: 'Link type', doc: 'Kind of link that the packet was captured on, by the number in the file: it decides what the first layer is.', spec: 'draft-ietf-opsawg-pcaplinktype' }),
  encap_type: counted({ names: encapsulationNames, label: 'Encapsulation', doc: 'The link type of the capture by the number that Wireshark gives it; 0: none that is known here.' }),
  time: date({ label: 'Arrival time', doc: 'When the packet was captured, in UTC.' }),
  time_epoch: time({ label: 'Epoch time', doc: 'When the packet was captured, in seconds since 1 January 1970 UTC.' }),
  time_delta: span({ label: 'Time since the previous packet', doc: 'Seconds since the previous packet of the capture.' }),
  time_delta_displayed: span({ label: 'Time since the previous shown packet', doc: 'Seconds since the previous packet that passed the filter.' }),
  time_relative: span({ label: 'Time since the first packet', doc: 'Seconds since the first packet of the capture.' }),
  number: counted({ label: 'Number', doc: 'Number of the packet in the capture, from 1.' }),
  len: counted({ unit: 'bytes', label: 'Length on the wire', doc: 'How long the packet was when it was sent.' }),
  cap_len: counted({ unit: 'bytes', label: 'Captured length', doc: 'How many bytes of the packet the capture holds; fewer than it had if the snap length cut it.' }),
  drop_count: counted({ label: 'Drop count', doc: 'How many packets were lost between the packet before, of the same interface, and this one.', spec: `${pcapng} §4.3` }),
  protocols: composed({ label: 'Protocols', doc: 'Names of the layers of the packet, outermost first.' }),
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
