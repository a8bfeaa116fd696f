import { bytes, either, fieldsOf, group, u16, u32, u8, VARIES } from '../base/field.ts';
import { keywords } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { ipProtocol } from './ip-protocol.ts';
import { Places } from './places.ts';

const HEADER = 12;
const CHUNK_HEADER = 4;
/** Chunks begin at multiples of so many bytes. */
const WORD = 4;

/** IANA, SCTP Chunk Types. */
const chunkNames = keywords('sctp.chunk_type', {
  0: 'DATA', 1: 'INIT', 2: 'INIT ACK', 3: 'SACK', 4: 'HEARTBEAT', 5: 'HEARTBEAT ACK', 6: 'ABORT', 7: 'SHUTDOWN', 8: 'SHUTDOWN ACK', 9: 'ERROR', 10: 'COOKIE ECHO', 11: 'COOKIE ACK',
  12: 'ECNE', 13: 'CWR', 14: 'SHUTDOWN COMPLETE', 15: 'AUTH', 64: 'I-DATA', 128: 'ASCONF-ACK', 130: 'RE-CONFIG', 132: 'PAD', 192: 'FORWARD TSN', 193: 'ASCONF', 194: 'I-FORWARD-TSN',
});

const f = fieldsOf('sctp', 'RFC 9260 §3.1', {
  srcport: u16(0, { label: 'Source port', doc: 'The port of the sender.' }),
  dstport: u16(2, { label: 'Destination port', doc: 'The port of the receiver.' }),
  port: either('uint', ['srcport', 'dstport'], { label: 'Source or destination port', doc: 'Either port of the packet.' }),
  verification_tag: u32(4, { hex: true, label: 'Verification tag', doc: 'Proves that the sender has seen the beginning of the association; 0 in the first packet.' }),
  checksum: u32(8, { hex: true, label: 'Checksum', doc: 'CRC-32C over the whole packet.' }),
  chunk: group({ label: 'Chunk', doc: 'One of the pieces that the packet is made of: data, or a message about the association.', spec: 'RFC 9260 §3.2' }),
  chunk_type: u8(VARIES, { names: chunkNames, label: 'Type', doc: 'What kind of chunk it is.', spec: 'RFC 9260 §3.2' }),
  chunk_flags: u8(VARIES, { hex: true, label: 'Flags', doc: 'Their meaning depends on the type.', spec: 'RFC 9260 §3.2' }),
  chunk_length: u16(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the chunk, these 4 bytes included, without filling.', spec: 'RFC 9260 §3.2' }),
  chunk_value: bytes(VARIES, 0, { label: 'Value', doc: 'The content of the chunk, as it is.', spec: 'RFC 9260 §3.2' }),
  chunk_padding: bytes(VARIES, 0, { label: 'Filling', doc: 'Zeros, so that the next chunk begins on a word.', spec: 'RFC 9260 §3.2' }),
});

function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.end;
  return true;
}

function detail(t: TreeBuilder): void {
  for (let at = t.start + HEADER; at < t.body; ) at = addChunk(t, at);
}

/** Returns where the next chunk begins. */
function addChunk(t: TreeBuilder, at: number): number {
  const stated = at + CHUNK_HEADER <= t.body ? (t.bytes[at + 2]! << 8) | t.bytes[at + 3]! : CHUNK_HEADER;
  const length = Math.max(stated, CHUNK_HEADER);
  const end = Math.min(t.body, at + Math.ceil(length / WORD) * WORD);
  if (stated < CHUNK_HEADER) t.fault('length-small', at + 2, CHUNK_HEADER, stated);
  else if (at + length > t.body && t.end === t.wireEnd) t.fault('length-big', at + 2, length, t.body - at);
  const p = new Places(t, at, end);
  t.begin(f.chunk, at, end);
  if (p.left >= CHUNK_HEADER) {
    p.take(f.chunk_type);
    p.take(f.chunk_flags);
    p.take(f.chunk_length);
  }
  if (p.at < at + length && p.left > 0) p.take(f.chunk_value, Math.min(p.left, at + length - p.at));
  p.rest(f.chunk_padding);
  t.close();
  return end;
}

export const sctp = protocol('sctp', {
  short: 'SCTP', title: 'Stream Control Transmission Protocol', spec: 'RFC 9260',
  doc: 'Carries messages on several streams at once, whole and in order, between two programs.',
  fields: f, step, detail,
  lines: { packet: '{srcport} → {dstport} {chunk_type:name}' },
});

ipProtocol.join(sctp, 132);
