import { bytes, fieldsOf, flagLittle, u16le, u32, u32le, u64le } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { ntStatusNames } from './nt-status.ts';
import { addBody, bodyFields } from './smb2-body.ts';
import { addTransform, encryptedEnd, transformFields, transformSize } from './smb2-transform.ts';

const HEADER = 64;
/** The header's own length field, which is always that. */
const HEADER_LENGTH_AT = 4;
const FLAGS_AT = 16;
const NEXT_COMMAND_AT = 20;
const PLAIN = 0xfe;
const ENCRYPTED = 0xfd;
const COMPRESSED = 0xfc;

const commandNames = names('smb2.cmd', {
  0: ['NEGOTIATE', 'Client and server agree on a version of the protocol and on its abilities.'],
  1: ['SESSION_SETUP', 'The user logs in; it often takes several rounds.'],
  2: ['LOGOFF', 'The user logs out.'],
  3: ['TREE_CONNECT', 'The client connects to a share of the server.'],
  4: ['TREE_DISCONNECT', 'The client leaves a share.'],
  5: ['CREATE', 'Opens a file, a folder or a pipe, or makes it.'],
  6: ['CLOSE', 'Closes what was opened.'],
  7: ['FLUSH', 'The server is to write what it keeps in memory to the disk.'],
  8: ['READ', 'Reads bytes of a file or a pipe.'],
  9: ['WRITE', 'Writes bytes to a file or a pipe.'],
  10: ['LOCK', 'Locks or unlocks ranges of a file.'],
  11: ['IOCTL', 'Asks the file system or a device for something special.'],
  12: ['CANCEL', 'Takes back a request that is not answered yet.'],
  13: ['ECHO', 'Asks whether the server is still there.'],
  14: ['QUERY_DIRECTORY', 'Lists what is in a folder.'],
  15: ['CHANGE_NOTIFY', 'Wants to be told when a folder changes.'],
  16: ['QUERY_INFO', 'Asks for properties of a file, a file system or its rights.'],
  17: ['SET_INFO', 'Changes properties of a file, a file system or its rights.'],
  18: ['OPLOCK_BREAK', "The server takes back the right to keep a file in the client's memory, or the client agrees to that."],
  19: ['SERVER_TO_CLIENT_NOTIFICATION', 'The server tells the client something without being asked.'],
});

const isPlain = (b: Uint8Array, s: number): boolean => b[s] === PLAIN;
const isResponse = (b: Uint8Array, s: number): boolean => isPlain(b, s) && (b[s + FLAGS_AT]! & 1) !== 0;
const isRequest = (b: Uint8Array, s: number): boolean => isPlain(b, s) && (b[s + FLAGS_AT]! & 1) === 0;
const isAsynchronous = (b: Uint8Array, s: number): boolean => isPlain(b, s) && (b[s + FLAGS_AT]! & 2) !== 0;
const isSynchronous = (b: Uint8Array, s: number): boolean => isPlain(b, s) && (b[s + FLAGS_AT]! & 2) === 0;

const f = fieldsOf('smb2', 'MS-SMB2 §2.2.1', {
  protocol_id: u32(0, { hex: true, label: 'Protocol', doc: 'FE and the letters SMB; FD: what follows is encrypted, FC: compressed.' }),
  header_len: u16le(4, { when: isPlain, unit: 'bytes', label: 'Header length', doc: 'Length of the header, always 64.' }),
  'credit.charge': u16le(6, { when: isPlain, label: 'Credit charge', doc: 'How many credits the request costs: one for each 64 KiB that it carries or asks for.' }),
  nt_status: u32le(8, { when: isResponse, hex: true, names: ntStatusNames, label: 'Status', doc: 'How the request turned out.' }),
  channel_sequence: u16le(8, { when: isRequest, label: 'Channel sequence', doc: 'Counts how often the client lost a channel of the session, so that a repeated request is known as such.' }),
  'header.reserved': bytes(10, 2, { when: isRequest, label: 'Reserved', doc: 'Must be zero.' }),
  cmd: u16le(12, { when: isPlain, names: commandNames, label: 'Command', doc: 'What is asked for, or answered.' }),
  'credits.granted': u16le(14, { when: isResponse, label: 'Credits granted', doc: 'How many more requests the client may send.' }),
  'credits.requested': u16le(14, { when: isRequest, label: 'Credits requested', doc: 'How many more requests the client would like to send.' }),
  flags: u32le(16, { when: isPlain, hex: true, label: 'Flags', doc: 'Whether it is a request or a response, and how it is to be treated.' }),
  'flags.response': flagLittle(16, 4, 0x0000_0001, { when: isPlain, label: 'Response', doc: 'The server speaks.' }),
  'flags.async': flagLittle(16, 4, 0x0000_0002, { when: isPlain, label: 'Asynchronous', doc: 'The answer takes its time: an identifier stands in the place of process and tree.' }),
  'flags.chained': flagLittle(16, 4, 0x0000_0004, { when: isPlain, label: 'Related', doc: 'The request goes on with the file, tree and session of the one before it in the same message.' }),
  'flags.signature': flagLittle(16, 4, 0x0000_0008, { when: isPlain, label: 'Signed', doc: 'The signature is to be checked.' }),
  'flags.priority_mask': u32le(16, { mask: 0x0000_0070, when: isPlain, label: 'Priority', doc: 'How urgent the request is, from 0 to 7; since SMB 3.1.1.' }),
  'flags.dfs': flagLittle(16, 4, 0x1000_0000, { when: isPlain, label: 'DFS', doc: 'The path is one of a distributed file system.' }),
  'flags.replay': flagLittle(16, 4, 0x2000_0000, { when: isPlain, label: 'Replay', doc: 'The request is sent again, because the answer to it was lost with a channel.' }),
  chain_offset: u32le(20, { when: isPlain, hex: true, unit: 'bytes', label: 'Next command', doc: 'Where the next header of the message begins, counted from this one; zero in the last.' }),
  msg_id: u64le(24, { when: isPlain, label: 'Message number', doc: 'Number of the request in the connection; the response has the same.' }),
  aid: u64le(32, { when: isAsynchronous, hex: true, label: 'Asynchronous number', doc: 'Under this number the server answers when it is done.' }),
  pid: u32le(32, { when: isSynchronous, hex: true, label: 'Process', doc: 'Which process of the client asks; today a reserved number.' }),
  tid: u32le(36, { when: isSynchronous, hex: true, label: 'Tree', doc: 'Which connected share the request is about; the server gave the number.' }),
  sesid: u64le(40, { when: isPlain, hex: true, label: 'Session', doc: 'Whose session it is; the server gave the number when the user logged on.' }),
  signature: bytes(48, 16, { when: isPlain, label: 'Signature', doc: 'Proof that the message comes from someone who knows the key of the session; zero if it is not signed.' }),
  ...transformFields,
  ...bodyFields,
});

/** One header with its body is one layer; a message may be a chain of them, each leading to the next. */
function step(w: Walk): boolean {
  const b = w.bytes;
  const s = w.start;
  if (!w.need(4)) return false;
  w.body = w.end;
  if (b[s] !== PLAIN) return transformed(w);
  if (!w.need(HEADER)) return false;
  const length = f.header_len.read(b, s);
  if (length !== HEADER) return w.fail('value', s + HEADER_LENGTH_AT, HEADER, length);
  const next = f.chain_offset.read(b, s);
  if (next === 0) return true;
  if (next < HEADER) return w.fail('length-small', s + NEXT_COMMAND_AT, HEADER, next);
  if (s + next > w.wireEnd) return w.fail('length-big', s + NEXT_COMMAND_AT, next, w.wireEnd - s);
  goOn(w, s + next);
  return true;
}

/** An encrypted message has its length in its header, and another may follow. A compressed one goes on to the end. */
function transformed(w: Walk): boolean {
  const b = w.bytes;
  const s = w.start;
  if (!w.need(transformSize(b, s))) return false;
  if (b[s] !== ENCRYPTED) return true;
  const size = encryptedEnd(b, s);
  if (s + size > w.wireEnd) w.note('length-big', s, size, w.wireEnd - s);
  else goOn(w, s + size);
  return true;
}

/** The message at hand ends at `to`, and another follows if there are bytes. */
function goOn(w: Walk, to: number): void {
  if (to >= w.end) return;
  w.body = to;
  w.next = isSmb2(w.bytes, to, w.end) ? smb2 : data;
}

function isSmb2(b: Uint8Array, at: number, end: number): boolean {
  return at + 4 <= end && b[at]! >= COMPRESSED && b[at]! <= PLAIN && b[at + 1] === 0x53 && b[at + 2] === 0x4d && b[at + 3] === 0x42;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (b[s] !== PLAIN) addTransform(t, f);
  else if (body > s + HEADER) {
    const wireBody = body < t.end ? body : t.wireEnd;
    addBody(t, f, { command: f.cmd.read(b, s), status: f.nt_status.read(b, s), isResponse: isResponse(b, s), start: s, from: s + HEADER, to: body, wireTo: wireBody });
  }
}

export const smb2 = protocol('smb2', {
  short: 'SMB2', title: 'Server Message Block, version 2 and 3', spec: 'MS-SMB2',
  doc: 'Works with files, directories, printers and pipes of another machine.',
  fields: f, step, detail,
  lines: { request: '{cmd:name} request', response: '{cmd:name} response {nt_status:name}', encrypted: 'encrypted', compressed: 'compressed' },
  line: (b, s) => (b[s] === ENCRYPTED ? 'encrypted' : b[s] === COMPRESSED ? 'compressed' : isResponse(b, s) ? 'response' : 'request'),
});
