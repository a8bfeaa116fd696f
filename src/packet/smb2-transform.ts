import { bytes, type Field, flagLittle, u16le, u32le, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';

const ENCRYPTED = 0xfd;
const ENCRYPTED_HEADER = 52;
const MESSAGE_SIZE_AT = 36;
const COMPRESSED_HEADER = 16;
const ENCRYPTED_FLAG = 0x0001;
const CHAINED = 0x0001;

const algorithmNames = names('smb2.header.comp_transform.comp_alg', { 0: 'none', 1: 'LZNT1', 2: 'LZ77', 3: 'LZ77+Huffman', 4: 'Pattern_V1', 5: 'LZ4' });
const encrypted = { spec: 'MS-SMB2 §2.2.41' };
const compressed = { spec: 'MS-SMB2 §2.2.42' };

/** Headers in front of messages that are encrypted (SMB 3) or compressed (SMB 3.1.1). */
export const transformFields = {
  'header.transform.signature': bytes(VARIES, 16, { ...encrypted, label: 'Signature', doc: 'Proof that the encrypted message is whole and genuine.' }),
  'header.transform.nonce': bytes(VARIES, 16, { ...encrypted, label: 'Nonce', doc: 'A number used only once, so that equal messages do not look equal.' }),
  'header.transform.msg_size': u32le(VARIES, { ...encrypted, unit: 'bytes', label: 'Message size', doc: 'How long the message is before it is encrypted.' }),
  'header.transform.reserved': bytes(VARIES, 2, { ...encrypted, label: 'Reserved', doc: 'Must be zero.' }),
  'header.transform.flags': u16le(VARIES, { ...encrypted, hex: true, label: 'Flags', doc: 'Whether the message is encrypted; in SMB 3.0 this is the number of the cipher.' }),
  'header.transform.flags.encrypted': flagLittle(VARIES, 2, ENCRYPTED_FLAG, { ...encrypted, label: 'Encrypted', doc: 'The message is encrypted.' }),
  'header.transform.enc_data': bytes(VARIES, 0, { ...encrypted, label: 'Encrypted message', doc: 'Cannot be read without the key of the session.' }),
  'header.comp_transform.original_size': u32le(VARIES, { ...compressed, unit: 'bytes', label: 'Original size', doc: 'How long the compressed part is when it is unpacked.' }),
  'header.comp_transform.comp_alg': u16le(VARIES, { ...compressed, hex: true, names: algorithmNames, label: 'Compression', doc: 'How it is compressed.' }),
  'header.comp_transform.flags': u16le(VARIES, { ...compressed, hex: true, label: 'Flags', doc: 'Whether several compressed parts follow one another.' }),
  'header.comp_transform.offset': u32le(VARIES, { ...compressed, hex: true, unit: 'bytes', label: 'Offset', doc: 'How many bytes after this header are not compressed.' }),
  'header.comp_transform.length': u32le(VARIES, { ...compressed, hex: true, unit: 'bytes', label: 'Length', doc: 'How long the compressed part is.' }),
  'header.comp_transform.data': bytes(VARIES, 0, { ...compressed, label: 'Compressed message', doc: 'The message, compressed; it is not unpacked here.' }),
};

type TransformFields = Record<keyof typeof transformFields | 'sesid', Field>;

/** Where a message of an encrypted header ends, counted from the header: by its own word, which is not checked here. */
export function encryptedEnd(b: Uint8Array, start: number): number {
  const at = start + MESSAGE_SIZE_AT;
  return ENCRYPTED_HEADER + ((b[at]! | (b[at + 1]! << 8) | (b[at + 2]! << 16) | (b[at + 3]! << 24)) >>> 0);
}

/** Length of the header that begins at `start`, which is one of the two. */
export function transformSize(b: Uint8Array, start: number): number {
  return b[start] === ENCRYPTED ? ENCRYPTED_HEADER : COMPRESSED_HEADER;
}

export function addTransform(t: TreeBuilder, f: TransformFields): void {
  const { start: s } = t;
  if (s + transformSize(t.bytes, s) > t.body) return;
  if (t.bytes[s] === ENCRYPTED) addEncrypted(t, f, s);
  else addCompressed(t, f, s);
}

function addEncrypted(t: TreeBuilder, f: TransformFields, s: number): void {
  t.add(f['header.transform.signature'], s + 4, s + 20);
  t.add(f['header.transform.nonce'], s + 20, s + 36);
  t.add(f['header.transform.msg_size'], s + 36, s + 40);
  t.add(f['header.transform.reserved'], s + 40, s + 42);
  t.begin(f['header.transform.flags'], s + 42, s + 44);
  t.add(f['header.transform.flags.encrypted'], s + 42, s + 44);
  t.close();
  t.add(f.sesid, s + 44, s + 52);
  if (s + ENCRYPTED_HEADER < t.body) t.add(f['header.transform.enc_data'], s + ENCRYPTED_HEADER, t.body);
}

/** Not chained: a length is an offset in its place, and the parts begin 16 bytes on (MS-SMB2 §2.2.42.1, §2.2.42.2). */
function addCompressed(t: TreeBuilder, f: TransformFields, s: number): void {
  const flags = t.bytes[s + 10]! | (t.bytes[s + 11]! << 8);
  t.add(f['header.comp_transform.original_size'], s + 4, s + 8);
  t.add(f['header.comp_transform.comp_alg'], s + 8, s + 10);
  t.add(f['header.comp_transform.flags'], s + 10, s + 12);
  t.add(f[(flags & CHAINED) === 0 ? 'header.comp_transform.offset' : 'header.comp_transform.length'], s + 12, s + 16);
  if (s + COMPRESSED_HEADER < t.body) t.add(f['header.comp_transform.data'], s + COMPRESSED_HEADER, t.body);
}
