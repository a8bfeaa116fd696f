import { bytes, fieldsOf, u8 } from '../base/field.ts';
import { names, namesWithRule } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { ipByVersion } from './ip-version.ts';
import { linkType } from './link-type.ts';

/** SLIP itself has no header; this one is of captures. */
const HEADER = 16;
/** The highest bit is set in all packets with compressed headers; the others say what has changed (RFC 1144 §3.2.2). */
const COMPRESSED = 0x80;

const directionNames = names('slip.direction', { 0: 'received', 1: 'sent' });
const typeNames = namesWithRule('slip.type', { 0x40: 'IP', 0x70: 'TCP with connection number', 0x80: 'TCP with compressed headers' }, (type) => ((type & COMPRESSED) === 0 ? undefined : COMPRESSED));

const f = fieldsOf('slip', 'tcpdump.org LINKTYPE_SLIP', {
  direction: u8(0, { names: directionNames, label: 'Direction', doc: 'Whether the capturing machine sent or received the packet.' }),
  type: u8(1, { hex: true, names: typeNames, label: 'Packet type', doc: 'Whether the headers were shortened on the line; here they stand in full again.', spec: 'RFC 1144 §3.2.2' }),
  compression: bytes(2, 14, { label: 'Compressed headers', doc: 'What was on the line in the place of the headers, where they were shortened.', spec: 'RFC 1144 §3.2.2' }),
});

function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.start + HEADER;
  w.next = ipByVersion(w);
  return true;
}

export const slip = protocol('slip', {
  short: 'SLIP', title: 'Serial Line IP', spec: 'RFC 1055',
  doc: 'Carries IP packets over a serial line, without a header of its own.',
  fields: f, step,
  lines: { packet: '{direction:name}' },
});

linkType.join(slip, 8);
