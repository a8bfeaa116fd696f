import { bytes, counted, fieldsOf, flag, flagLittle, u16le, u32le, u8, VARIES } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { ntStatusNames } from './nt-status.ts';
import { Places } from './places.ts';
import { commandNames, errorClassNames, errorNames } from './smb-names.ts';

/** The header that every message begins with (MS-CIFS §2.2.3.1). */
export const HEADER = 32;
const STATUS_AT = 5;
const FLAGS_AT = 9;
const FLAGS2_AT = 10;
const RESPONSE = 0x80;
/** Of the second byte of Flags2. */
const NT_STATUS = 0x40;
const UNICODE = 0x80;

const flags = { within: 'flags' };
const flags2 = { within: 'flags2' };

/** None has a fixed place, for some stand again in the commands that follow the header. */
export const smbHeaderFields = fieldsOf('smb', 'MS-CIFS §2.2.3.1', {
  server_component: u32le(VARIES, { hex: true, label: 'Protocol', doc: 'FF and the letters SMB.' }),
  cmd: u8(VARIES, { hex: true, names: commandNames, label: 'Command', doc: 'What is asked for, or answered; in a chain of commands, which one comes next.' }),
  nt_status: u32le(VARIES, { hex: true, names: ntStatusNames, label: 'Status', doc: 'How the request turned out, in the language of Windows NT.' }),
  error_class: u8(VARIES, { hex: true, names: errorClassNames, label: 'Error class', doc: 'Whose error it is, in the language of DOS.' }),
  error_code: u16le(VARIES, { hex: true, label: 'Error code', doc: 'Which error of its class.' }),
  'error_code.meaning': counted({ hex: true, names: errorNames, within: 'error_code', label: 'Class and code', doc: 'Class and code of the error together, which alone say what it means.', spec: 'MS-CIFS §2.2.2.4' }),
  flags: u8(VARIES, { hex: true, label: 'Flags', doc: 'Whether it is a request or a response, and how it is to be treated.' }),
  'flags.response': flag(VARIES, 1, 0x80, { ...flags, label: 'Response', doc: 'The server speaks.' }),
  'flags.notify': flag(VARIES, 1, 0x40, { ...flags, label: 'Notify', doc: 'The client is to be told of everything that others do with the file, not only of its opening.' }),
  'flags.oplock': flag(VARIES, 1, 0x20, { ...flags, label: 'Oplock', doc: 'The client would like to keep the file to itself for a while, or may.' }),
  'flags.canon': flag(VARIES, 1, 0x10, { ...flags, label: 'Canonical paths', doc: 'Paths are given in their one canonical form.' }),
  'flags.caseless': flag(VARIES, 1, 0x08, { ...flags, label: 'Caseless', doc: 'Capital and small letters in paths are the same.' }),
  'flags.receive_buffer': flag(VARIES, 1, 0x02, { ...flags, label: 'Receive buffer posted', doc: 'The client has a place ready for the answer; not used any more.' }),
  'flags.lock': flag(VARIES, 1, 0x01, { ...flags, label: 'Lock and read', doc: 'The server can lock and read, and write and unlock, in one command.' }),
  flags2: u16le(VARIES, { hex: true, label: 'Flags2', doc: 'What the sender understands, and how texts and errors are written.' }),
  'flags2.string': flagLittle(VARIES, 2, 0x8000, { ...flags2, label: 'Unicode', doc: 'Texts are in UTF-16; else in the code page of the machines.' }),
  'flags2.nt_error': flagLittle(VARIES, 2, 0x4000, { ...flags2, label: 'NT status', doc: 'Errors are told as a status of Windows NT; else as class and code of DOS.' }),
  'flags2.roe': flagLittle(VARIES, 2, 0x2000, { ...flags2, label: 'Read if execute', doc: 'Who may only run a file may read it all the same.' }),
  'flags2.dfs': flagLittle(VARIES, 2, 0x1000, { ...flags2, label: 'DFS', doc: 'The path is one of a distributed file system.' }),
  'flags2.esn': flagLittle(VARIES, 2, 0x0800, { ...flags2, label: 'Extended security', doc: 'The sender can log on by the ways of SPNEGO.', spec: 'MS-SMB §2.2.3.1' }),
  'flags2.reparse_path': flagLittle(VARIES, 2, 0x0400, { ...flags2, label: 'Reparse path', doc: 'The path leads to an earlier version of the file.', spec: 'MS-SMB §2.2.3.1' }),
  'flags2.long_names_used': flagLittle(VARIES, 2, 0x0040, { ...flags2, label: 'Long names used', doc: 'Paths in the message may be longer than eight letters and three.' }),
  'flags2.sec_sig_required': flagLittle(VARIES, 2, 0x0010, { ...flags2, label: 'Signatures required', doc: 'Messages must be signed.', spec: 'MS-SMB §2.2.3.1' }),
  'flags2.compressed': flagLittle(VARIES, 2, 0x0008, { ...flags2, label: 'Compressed', doc: 'The data is wanted compressed.', spec: 'MS-SMB §2.2.3.1' }),
  'flags2.sec_sig': flagLittle(VARIES, 2, 0x0004, { ...flags2, label: 'Signatures', doc: 'The message is signed, or could be.' }),
  'flags2.ea': flagLittle(VARIES, 2, 0x0002, { ...flags2, label: 'Extended attributes', doc: 'The sender understands extended attributes of files.' }),
  'flags2.long_names_allowed': flagLittle(VARIES, 2, 0x0001, { ...flags2, label: 'Long names allowed', doc: 'Names in the answer may be longer than eight letters and three.' }),
  'pid.high': u16le(VARIES, { label: 'Process ID, high', doc: 'Upper half of the number of the process that asks.' }),
  signature: bytes(VARIES, 8, { label: 'Signature', doc: 'Proof that the message comes from someone who knows the key of the session; zero if it is not signed.' }),
  reserved: bytes(VARIES, 0, { label: 'Reserved', doc: 'Without meaning.' }),
  tid: u16le(VARIES, { label: 'Tree ID', doc: 'Which connected share the message is about; the server gave the number.' }),
  pid: u16le(VARIES, { label: 'Process ID', doc: 'Which process of the client asks.' }),
  uid: u16le(VARIES, { label: 'User ID', doc: 'Whose session it is; the server gave the number when the user logged on.' }),
  mid: u16le(VARIES, { label: 'Multiplex ID', doc: 'Number of the request of this process; the response has the same.' }),
});
const f = smbHeaderFields;

const flagBits = [f['flags.response'], f['flags.notify'], f['flags.oplock'], f['flags.canon'], f['flags.caseless'], f['flags.receive_buffer'], f['flags.lock']];
const flag2Bits = [
  f['flags2.string'], f['flags2.nt_error'], f['flags2.roe'], f['flags2.dfs'], f['flags2.esn'], f['flags2.reparse_path'], f['flags2.long_names_used'], f['flags2.sec_sig_required'],
  f['flags2.compressed'], f['flags2.sec_sig'], f['flags2.ea'], f['flags2.long_names_allowed'],
];

export const isResponse = (b: Uint8Array, s: number): boolean => (b[s + FLAGS_AT]! & RESPONSE) !== 0;
export const isUnicode = (b: Uint8Array, s: number): boolean => (b[s + FLAGS2_AT + 1]! & UNICODE) !== 0;
export const hasNtStatus = (b: Uint8Array, s: number): boolean => (b[s + FLAGS2_AT + 1]! & NT_STATUS) !== 0;
export const isDosError = (b: Uint8Array, s: number): boolean => !hasNtStatus(b, s) && b[s + STATUS_AT] !== 0;

/** The header, which is whole. */
export function addHeader(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  const parts = new Places(t, s, s + HEADER);
  parts.take(f.server_component);
  parts.take(f.cmd);
  if (hasNtStatus(b, s)) parts.take(f.nt_status);
  else addDosError(t, parts);
  parts.bits(f.flags, ...flagBits);
  parts.bits(f.flags2, ...flag2Bits);
  parts.take(f['pid.high']);
  parts.take(f.signature);
  parts.take(f.reserved, 2);
  for (const field of [f.tid, f.pid, f.uid, f.mid]) parts.take(field);
}

/** Class and code of an error of DOS, in the place of a status. */
function addDosError(t: TreeBuilder, parts: Places): void {
  const { bytes: b, start: s } = t;
  parts.take(f.error_class);
  parts.take(f.reserved, 1);
  const { at } = parts;
  parts.take(f.error_code);
  const meaning = (b[s + STATUS_AT]! << 16) | b[at]! | (b[at + 1]! << 8);
  if (errorNames.of(meaning) !== undefined) t.addUnder(f.error_code, f['error_code.meaning'], meaning);
}
