import { bytes, fieldsOf, text, u16le, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decode } from '../base/value.ts';
import type { Walk } from '../base/walk.ts';
import { browser } from './browser.ts';
import { data } from './data.ts';
import { Places } from './places.ts';

/** Where in an SMB message the setup words of a TRANSACTION stand (MS-CIFS §2.2.4.33.1): after header, word count and 14 words. */
export const SETUP_AT = 61;
const SETUP_WORDS = 3;
const WORD_COUNT = 14 + SETUP_WORDS;
/** Setup words and byte count; the name follows. */
const HEADER = 8;
/** Places in the SMB message. */
const COMMAND_AT = 4;
const FLAGS_AT = 9;
const RESPONSE = 0x80;
const WORD_COUNT_AT = 32;
const DATA_COUNT_AT = 55;
const DATA_OFFSET_AT = 57;
const SETUP_COUNT_AT = 59;
const TRANSACTION = 0x25;

const PREFIX = '\\MAILSLOT\\';
/** The mailslots that browsers read, of today and of LAN Manager. */
const BROWSE = `${PREFIX}BROWSE\0`;
const LANMAN = `${PREFIX}LANMAN\0`;

const opcodeNames = names('mailslot.opcode', {
  1: ['write', 'The message is put into the mailslot, from where a program of the receiver takes it.'],
});
const classNames = names('mailslot.class', {
  1: ['reliable', 'The receiver confirms the message; it can go to one machine only.'],
  2: ['unreliable, to many', 'Nobody confirms the message; it can go to many machines at once.'],
});

const f = fieldsOf('mailslot', 'MS-MAIL §2.2.1', {
  opcode: u16le(0, { names: opcodeNames, label: 'Operation', doc: 'What is done with the mailslot: it is written.' }),
  priority: u16le(2, { label: 'Priority', doc: 'How urgent the message is; ignored.' }),
  class: u16le(4, { names: classNames, label: 'Class', doc: 'Whether the message is acknowledged, or goes to many without that.' }),
  size: u16le(6, { unit: 'bytes', label: 'Size', doc: 'How many bytes follow: the name of the mailslot, and the message.' }),
  name: text(VARIES, 0, { label: 'Mailslot name', doc: 'For which program of the receiver the message is.' }),
  padding: bytes(VARIES, 0, { label: 'Filling', doc: 'Bytes before or after the message.' }),
});

/** Is the SMB message at `s` written into a mailslot? */
export function isMailslot(b: Uint8Array, s: number, end: number): boolean {
  if (end < s + SETUP_AT + HEADER || b[s + COMMAND_AT] !== TRANSACTION || (b[s + FLAGS_AT]! & RESPONSE) !== 0) return false;
  return b[s + WORD_COUNT_AT] === WORD_COUNT && b[s + SETUP_COUNT_AT] === SETUP_WORDS && beginsWith(b, s + SETUP_AT + HEADER, end, PREFIX);
}

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const message = s - SETUP_AT;
  const offset = word(b, message + DATA_OFFSET_AT);
  const name = s + HEADER;
  w.body = w.end;
  if (message + offset < name || message + offset >= w.end) return true;
  w.body = message + offset;
  w.carries(word(b, message + DATA_COUNT_AT));
  w.next = beginsWith(b, name, w.body, BROWSE) || beginsWith(b, name, w.body, LANMAN) ? browser : data;
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body < s + HEADER) return;
  const parts = new Places(t, s + HEADER, body);
  const zero = b.indexOf(0, parts.at);
  const nameEnd = zero < 0 || zero >= body ? body : zero;
  parts.take(f.name, Math.min(nameEnd + 1, body) - parts.at, decode(b.subarray(parts.at, nameEnd), 'ascii'));
  parts.rest(f.padding);
  if (body < t.end && t.innerEnd < t.end) t.add(f.padding, t.innerEnd, t.end);
}

function word(b: Uint8Array, at: number): number {
  return b[at]! | (b[at + 1]! << 8);
}

function beginsWith(b: Uint8Array, at: number, end: number, text: string): boolean {
  if (at + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (b[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

export const mailslot = protocol('mailslot', {
  short: 'Mailslot', title: 'Remote Mailslot', spec: 'MS-MAIL',
  doc: 'A message to a program on another machine, or on many, by the name of its mailslot.',
  fields: f, step, detail,
  lines: { write: '{opcode:name} {name}' },
});
