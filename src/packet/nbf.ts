import { isZero } from '../base/bytes.ts';
import { bytes, type Field, fieldsOf, flag, flagLittle, mac, text, u16le, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { nameText, suffixNames } from '../message/netbios-name.ts';
import { data } from './data.ts';
import { llcSap } from './llc.ts';
import { Places } from './places.ts';
import { pppProtocol } from './ppp-protocol.ts';
import { isSmb, smb } from './smb.ts';
import { macNames } from './vendor.ts';

/** Frames with names, and frames of a session (IBM LAN Technical Reference). */
const NAMES_HEADER = 44;
const SESSION_HEADER = 14;
const DELIMITER = 0xefff;
const FIRST_SESSION_COMMAND = 0x14;
const NAME = 16;
/** So many zeros stand before a name that is the address of a card. */
const NAME_ZEROS = 10;
const COMMAND = {
  addGroupNameQuery: 0x00, addNameQuery: 0x01, nameInConflict: 0x02, statusQuery: 0x03, terminateTraceLocal: 0x07, datagram: 0x08, datagramBroadcast: 0x09, nameQuery: 0x0a, addNameResponse: 0x0d,
  nameRecognized: 0x0e, statusResponse: 0x0f, terminateTrace: 0x13, dataAck: 0x14, dataFirstMiddle: 0x15, dataOnlyLast: 0x16, sessionConfirm: 0x17, sessionEnd: 0x18, sessionInitialize: 0x19, noReceive: 0x1a,
  receiveOutstanding: 0x1b, receiveContinue: 0x1c, sessionAlive: 0x1f,
} as const;

const commandNames = names('netbios.command', {
  0x00: 'add group name query', 0x01: 'add name query', 0x02: 'name in conflict', 0x03: 'status query', 0x07: 'terminate trace, local', 0x08: 'datagram', 0x09: 'datagram broadcast', 0x0a: 'name query',
  0x0d: 'add name response', 0x0e: 'name recognized', 0x0f: 'status response', 0x13: 'terminate trace, local and remote', 0x14: 'data acknowledged', 0x15: 'data, first or middle', 0x16: 'data, only or last',
  0x17: 'session confirm', 0x18: 'session end', 0x19: 'session initialize', 0x1a: 'no receive', 0x1b: 'receive outstanding', 0x1c: 'receive continue', 0x1f: 'session alive',
});
const nameKindNames = names('netbios.name_type', { 0: 'unique name', 1: 'group name' });
const endNames = names('netbios.termination_indicator', { 0: 'normal end', 1: 'abnormal end' });

const f = fieldsOf('netbios', 'IBM LAN Technical Reference', {
  hdr_len: u16le(0, { unit: 'bytes', label: 'Header length', doc: 'Length of the header: 44 with names, 14 in a session.' }),
  delimiter: u16le(2, { hex: true, label: 'Delimiter', doc: 'Always efff: what follows is NetBIOS.' }),
  command: u8(4, { hex: true, names: commandNames, label: 'Command', doc: 'What the frame does.' }),
  flags: u8(VARIES, { hex: true, label: 'Flags', doc: 'How data and acknowledgments go in the session.' }),
  'flags.send_no_ack': flag(VARIES, 1, 0x80, { label: 'Handles data without acknowledgment', doc: 'The sender can take data that nobody acknowledges.' }),
  'flags.ack': flag(VARIES, 1, 0x08, { label: 'Acknowledgment included', doc: 'The frame acknowledges data of the other side, too.' }),
  'flags.ack_with_data': flag(VARIES, 1, 0x04, { label: 'Acknowledge with data', doc: 'The acknowledgment may come with data of the other side.' }),
  'flags.ack_expected': flag(VARIES, 1, 0x02, { label: 'Acknowledgment expected', doc: 'The sender waits for an acknowledgment.' }),
  'flags.recv_cont_req': flag(VARIES, 1, 0x01, { label: 'Receive continue requested', doc: 'The sender waits to be told to go on.' }),
  largest_frame: u8(VARIES, { mask: 0x0e, label: 'Largest frame', doc: 'A code for the longest frame that the sender can take.' }),
  version: flag(VARIES, 1, 0x01, { label: 'Version 2', doc: 'Set: NetBIOS 2.00 or later; clear: 1.xx.' }),
  no_receive_flags: u8(VARIES, { hex: true, label: 'Flags', doc: 'What became of data that nobody was to acknowledge.' }),
  'no_receive_flags.send_no_ack': flag(VARIES, 1, 0x02, { label: 'Data without acknowledgment', doc: 'Data that nobody was to acknowledge was not taken.' }),
  status: u8(VARIES, { label: 'Status', doc: 'Whether the name is about to be added: 0 no, 1 yes.' }),
  status_request: u8(VARIES, { label: 'Status request', doc: 'Whether this is the first question, or goes on with a longer answer.' }),
  status_response: u8(VARIES, { label: 'Status response', doc: 'Number of the names in the answer so far.' }),
  data1: u8(VARIES, { hex: true, label: 'Data 1', doc: 'Without a meaning in this command.' }),
  data2: u16le(VARIES, { hex: true, label: 'Data 2', doc: 'Depends on the command; without a meaning in most.' }),
  'data2.frame': flagLittle(VARIES, 2, 0x8000, { label: 'Longer than the frame', doc: 'The status does not fit into the frame.' }),
  'data2.user': flagLittle(VARIES, 2, 0x4000, { label: 'Longer than the buffer', doc: 'The status does not fit into the buffer of the asker.' }),
  'data2.status': u16le(VARIES, { mask: 0x3fff, unit: 'bytes', label: 'Status length', doc: 'Length of the status that follows.' }),
  name_type: u16le(VARIES, { names: nameKindNames, label: 'Kind of name', doc: 'Whether the name belongs to one machine, or to a group.' }),
  status_buffer_len: u16le(VARIES, { unit: 'bytes', label: 'Status buffer length', doc: 'How much status the asker can take.' }),
  local_session_no: u8(VARIES, { hex: true, label: 'Session number', doc: "Number of the session at the sender's; 0: it only looks for the name, or does not listen." }),
  call_name_type: u8(VARIES, { hex: true, names: nameKindNames, label: 'Kind of name', doc: "Whether the caller's name belongs to one machine, or to a group." }),
  max_data_recv_size: u16le(VARIES, { unit: 'bytes', label: 'Maximum data size', doc: 'The longest data that the sender can take in one frame.' }),
  termination_indicator: u16le(VARIES, { hex: true, names: endNames, label: 'Termination', doc: 'Why the session ends.' }),
  num_data_bytes_accepted: u16le(VARIES, { unit: 'bytes', label: 'Bytes accepted', doc: 'How much of the data was taken.' }),
  resync_indicator: u16le(VARIES, { hex: true, label: 'Resynchronization', doc: '1: the data is sent again from where the other side stopped taking it.' }),
  xmit_corrl: u16le(VARIES, { hex: true, label: 'Transmit correlator', doc: 'Ties the frame to the one that it answers.' }),
  resp_corrl: u16le(VARIES, { hex: true, label: 'Response correlator', doc: 'The answer repeats it as its transmit correlator.' }),
  nb_name: text(VARIES, 15, { label: 'Name', doc: 'A NetBIOS name, without the blanks that fill it up to 15 characters.' }),
  nb_name_type: u8(VARIES, { hex: true, names: suffixNames, label: 'Service', doc: 'The last byte of the name: which service has it.' }),
  datagram_mac: mac(VARIES, { names: macNames, label: 'Name of the card', doc: 'A name made of the hardware address of the sender.' }),
  remote_session: u8(VARIES, { hex: true, label: 'Remote session', doc: "Number of the session at the receiver's." }),
  local_session: u8(VARIES, { hex: true, label: 'Local session', doc: "Number of the session at the sender's." }),
  reserved: bytes(VARIES, 0, { label: 'Reserved', doc: 'Without a meaning in this command.' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'Bytes of the header that are not known here.' }),
});

/** What the bytes after the command are in it: a field, or a field with its parts. */
type Piece = Field | readonly [Field, ...Field[]];
interface Layout {
  /** The byte after the command. */
  readonly first?: Piece;
  /** The two bytes after that: together, or each for itself. */
  readonly second?: Piece | { readonly low: Field; readonly high: Field };
  /** Does the command have a correlator of each kind? */
  readonly transmits?: true;
  readonly responds?: true;
  /** Which of the two names are names; the others mean nothing. */
  readonly names?: 'receiver and sender' | 'sender';
}

const sessionNumber = { low: f.local_session_no, high: f.call_name_type };
const setup: Piece = [f.flags, f['flags.send_no_ack'], f.largest_frame, f.version];
const both = 'receiver and sender';
const layouts: Readonly<Record<number, Layout>> = {
  [COMMAND.addGroupNameQuery]: { responds: true, names: 'sender' },
  [COMMAND.addNameQuery]: { responds: true, names: 'sender' },
  [COMMAND.nameInConflict]: { names: both },
  [COMMAND.statusQuery]: { first: f.status_request, second: f.status_buffer_len, responds: true, names: both },
  [COMMAND.datagram]: { names: both },
  [COMMAND.datagramBroadcast]: { names: 'sender' },
  [COMMAND.nameQuery]: { second: sessionNumber, responds: true, names: both },
  [COMMAND.addNameResponse]: { first: f.status, second: f.name_type, transmits: true, names: both },
  [COMMAND.nameRecognized]: { second: sessionNumber, transmits: true, responds: true, names: both },
  [COMMAND.statusResponse]: { first: f.status_response, second: [f.data2, f['data2.frame'], f['data2.user'], f['data2.status']], transmits: true, names: both },
  [COMMAND.dataAck]: { transmits: true },
  [COMMAND.dataFirstMiddle]: { first: [f.flags, f['flags.ack'], f['flags.ack_expected'], f['flags.recv_cont_req']], second: f.resync_indicator, transmits: true, responds: true },
  [COMMAND.dataOnlyLast]: { first: [f.flags, f['flags.ack'], f['flags.ack_with_data'], f['flags.ack_expected']], second: f.resync_indicator, transmits: true, responds: true },
  [COMMAND.sessionConfirm]: { first: [f.flags, f['flags.send_no_ack'], f.version], second: f.max_data_recv_size, transmits: true, responds: true },
  [COMMAND.sessionInitialize]: { first: setup, second: f.max_data_recv_size, transmits: true, responds: true },
  [COMMAND.sessionEnd]: { second: f.termination_indicator },
  [COMMAND.noReceive]: { first: [f.no_receive_flags, f['no_receive_flags.send_no_ack']], second: f.num_data_bytes_accepted },
  [COMMAND.receiveOutstanding]: { second: f.num_data_bytes_accepted },
  [COMMAND.receiveContinue]: { transmits: true },
};

const word = (b: Uint8Array, at: number): number => (b[at + 1]! << 8) | b[at]!;
const headerSize = (command: number): number => (command < FIRST_SESSION_COMMAND ? NAMES_HEADER : SESSION_HEADER);
const carriesMessage = (command: number): boolean =>
  command === COMMAND.datagram || command === COMMAND.datagramBroadcast || command === COMMAND.dataFirstMiddle || command === COMMAND.dataOnlyLast;

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(SESSION_HEADER)) return false;
  const delimiter = word(b, s + 2);
  if (delimiter !== DELIMITER) return w.fail('value', s + 2, DELIMITER, delimiter);
  const command = b[s + 4]!;
  const needed = headerSize(command);
  const stated = word(b, s);
  if (stated < needed) return w.fail('header-length', s, needed, stated);
  if (!w.need(stated)) return false;
  w.body = s + stated;
  w.next = carriesMessage(command) && isSmb(b, w.body, w.end) ? smb : data;
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body < s + SESSION_HEADER) return;
  const command = b[s + 4]!;
  const { first, second, transmits, responds, names: used } = layouts[command] ?? {};
  const o = new Places(t, s + 5, body);
  takePiece(o, first ?? f.data1);
  if (second !== undefined && 'low' in second) {
    o.take(second.low);
    o.take(second.high);
  } else takePiece(o, second ?? f.data2);
  o.take(transmits ? f.xmit_corrl : f.reserved, 2);
  o.take(responds ? f.resp_corrl : f.reserved, 2);
  if (command < FIRST_SESSION_COMMAND) {
    if (used === both) takeName(o, t);
    else o.take(f.reserved, NAME);
    if (used === undefined) o.take(f.reserved, NAME);
    else takeName(o, t);
  } else {
    o.take(f.remote_session);
    o.take(f.local_session);
  }
  o.rest(f.rest);
}

function takePiece(o: Places, piece: Piece): void {
  if ('path' in piece) o.take(piece);
  else o.bits(...piece);
}

/** Sixteen characters, the last of which says which service it is; or zeros and the address of a card. */
function takeName(o: Places, t: TreeBuilder): void {
  const { bytes: b } = t;
  if (isZero(b, o.at, o.at + NAME_ZEROS)) {
    o.take(f.reserved, NAME_ZEROS);
    o.take(f.datagram_mac);
    return;
  }
  o.take(f.nb_name, f.nb_name.size, nameText(b, o.at, o.at + NAME - 1, t.walk.oemCodepage));
  o.take(f.nb_name_type);
}

export const nbf = protocol('netbios', {
  short: 'NBF', title: 'NetBIOS frames', spec: 'IBM LAN Technical Reference',
  doc: 'NetBIOS as it was before TCP/IP: names, datagrams and sessions right on the frames of one network segment.',
  fields: f, step, detail,
  lines: { names: '{command:name} {nb_name}', session: '{command:name}' },
  line: (b, s) => (b[s + 4]! < FIRST_SESSION_COMMAND ? 'names' : 'session'),
});

llcSap.join(nbf, 0xf0);
pppProtocol.join(nbf, 0x003f);
