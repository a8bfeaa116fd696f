import { indexOfByte } from '../base/bytes.ts';
import { bytes, type Field, fieldsOf, text, u16, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decode } from '../base/value.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';

const OPCODE = { read: 1, write: 2, data: 3, acknowledgment: 4, error: 5, options: 6 } as const;
/** Opcode and block number. */
const DATA_HEADER = 4;

const opcodeNames = names('tftp.opcode', { 1: 'read request', 2: 'write request', 3: 'data', 4: 'acknowledgment', 5: 'error', 6: 'option acknowledgment' });
/** RFC 1350, appendix; RFC 2347. */
const errorNames = names('tftp.error.code', {
  0: 'not defined', 1: 'file not found', 2: 'access violation', 3: 'disk full', 4: 'illegal operation', 5: 'unknown transfer', 6: 'file exists', 7: 'no such user', 8: 'option refused',
});

const string = (words: { label: string; doc: string; spec?: string }) => text(VARIES, 0, { charset: 'utf-8', ...words });

const f = fieldsOf('tftp', 'RFC 1350 §5', {
  opcode: u16(0, { names: opcodeNames, label: 'Operation', doc: 'What kind of message it is.' }),
  source_file: string({ label: 'Source file', doc: 'The file that the client wants to read.' }),
  destination_file: string({ label: 'Destination file', doc: 'The file that the client wants to write.' }),
  type: string({ label: 'Mode', doc: 'Whether line ends are adapted (netascii), or bytes go as they are (octet).' }),
  'option.name': string({ label: 'Option', doc: 'What client and server agree on.', spec: 'RFC 2347' }),
  'option.value': string({ label: 'Value', doc: 'The value that is proposed or accepted.', spec: 'RFC 2347' }),
  block: u16(VARIES, { label: 'Block', doc: 'Number of the block that is sent or acknowledged; a block shorter than the others is the last.' }),
  'error.code': u16(VARIES, { names: errorNames, label: 'Error code', doc: 'What went wrong.' }),
  'error.message': string({ label: 'Error message', doc: 'What went wrong, in words.' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'Bytes that have no meaning in this message.' }),
});

function step(w: Walk): boolean {
  w.body = w.end;
  if (!w.need(2)) return false;
  const opcode = (w.bytes[w.start]! << 8) | w.bytes[w.start + 1]!;
  if (opcode !== OPCODE.data) return true;
  if (!w.need(DATA_HEADER)) return false;
  w.body = w.start + DATA_HEADER;
  w.next = data;
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s } = t;
  const o = new Places(t, s + 2, t.body);
  const opcode = t.body >= s + 2 ? b[s + 1]! : 0;
  switch (opcode) {
    case OPCODE.read:
    case OPCODE.write:
      takeText(o, b, opcode === OPCODE.read ? f.source_file : f.destination_file);
      takeText(o, b, f.type);
      takeOptions(o, b);
      break;
    case OPCODE.data:
      // Where there is less, that was noted already.
      if (o.left >= f.block.size) o.take(f.block);
      break;
    case OPCODE.acknowledgment:
      o.take(f.block);
      break;
    case OPCODE.error:
      o.take(f['error.code']);
      takeText(o, b, f['error.message']);
      break;
    case OPCODE.options:
      takeOptions(o, b);
      break;
  }
  o.rest(f.rest);
}

/** Pairs of texts (RFC 2347). */
function takeOptions(o: Places, b: Uint8Array): void {
  while (takeText(o, b, f['option.name']) && takeText(o, b, f['option.value']));
}

/** A text that ends with a zero; the last one may do without, where it is cut. False: there is none. */
function takeText(o: Places, b: Uint8Array, field: Field): boolean {
  const zero = indexOfByte(b, 0, o.at, o.end);
  return o.left > 0 && o.take(field, Math.min(zero + 1, o.end) - o.at, decode(b.subarray(o.at, zero), 'utf-8'));
}

export const tftp = protocol('tftp', {
  short: 'TFTP', title: 'Trivial File Transfer Protocol', spec: 'RFC 1350',
  doc: 'Carries files block by block, each acknowledged before the next is sent; machines boot with it.',
  fields: f, step, detail,
  lines: { request: '{opcode:name} {source_file}{destination_file} {type}', block: '{opcode:name} {block}', error: '{error.code:name} {error.message}' },
  line: (b, s) => (b[s + 1] === OPCODE.error ? 'error' : b[s + 1] === OPCODE.data || b[s + 1] === OPCODE.acknowledgment ? 'block' : 'request'),
});

udpPort.join(tftp, 69);
