import type { Field } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { type Address, addressesOf, type Mailbox, mailboxesOf } from '../message/address.ts';
import { decodeWords } from '../message/encoded-word.ts';
import { Header } from '../message/header.ts';
import { type HeaderField, MAX_FIELDS, readHeader } from '../message/header-field.ts';
import { unfolded } from '../message/header-text.ts';
import { receivedOf } from '../message/received.ts';
import type { Range } from '../message/range.ts';
import { type Content, headerFields, imfFields as f } from './imf-fields.ts';

const LEFT_PARENTHESIS = 0x28;

function step(w: Walk): boolean {
  w.body = w.end;
  return true;
}

/** The header up to its empty line; what a dialogue hands over beyond that is the text of the mail. */
function detail(t: TreeBuilder): void {
  const { fields, dropped, end, body } = readHeader(t.bytes, t.start, t.end);
  const header = new Header(t.bytes, fields);
  for (const field of fields) addField(t, header, field);
  if (dropped > 0) addRest(t, fields.at(-1)!.to, end, dropped);
  if (end < body) t.add(f.end_of_header, end, body);
  else if (t.end < t.wireEnd) t.fault('cut', t.start, t.wireEnd - t.start, t.end - t.start);
  if (body < t.end) t.add(f.message_text, body, t.end);
}

/** More fields than anybody needs. */
function addRest(t: TreeBuilder, from: number, to: number, dropped: number): void {
  t.add(f.unknown, from, to);
  t.fault('mail-fields', from, MAX_FIELDS + dropped, MAX_FIELDS);
}

/** One header field: its node is all of it, from its name to the end of its last line. */
function addField(t: TreeBuilder, header: Header, field: HeaderField): void {
  if (field.name === '') {
    t.add(f.unknown, field.from, field.to, header.textOf(field));
    return;
  }
  const known = headerFields.get(field.name.toLowerCase());
  const value = header.textOf(field);
  t.begin(known?.field ?? f.extension, field.from, field.to, known === undefined ? `${field.name}: ${value}` : value);
  if (known === undefined) addExtension(t, field, value);
  else if (field.valueFrom < field.valueTo) contents[known.content]?.(t, header, field);
  t.close();
}

function addExtension(t: TreeBuilder, field: HeaderField, value: string): void {
  t.add(f['extension.type'], field.from, field.nameTo);
  if (field.valueFrom < field.valueTo) t.add(f['extension.value'], field.valueFrom, field.valueTo, value);
}

type Add = (t: TreeBuilder, header: Header, field: HeaderField) => void;

/** What is added under a header field, by what its value holds. */
const contents: Readonly<Record<Content, Add | undefined>> = {
  text: undefined,
  mailbox: (t, header, { valueFrom, valueTo }) => {
    for (const mailbox of mailboxesOf(t.bytes, valueFrom, valueTo, header.charset)) addMailbox(t, header, mailbox);
  },
  mailboxes: (t, header, field) => addAddresses(t, header, field, f['mailbox_list.item']),
  addresses: (t, header, field) => addAddresses(t, header, field, f['address_list.item']),
  received: (t, _, { valueFrom, valueTo }) => addReceived(t, valueFrom, valueTo),
  type: addType,
  disposition: addDisposition,
};

function addAddresses(t: TreeBuilder, header: Header, { valueFrom, valueTo }: HeaderField, item: Field): void {
  for (const address of addressesOf(t.bytes, valueFrom, valueTo, header.charset)) addItem(t, header, address, item);
}

/** One address of a list; a group has its members under it. */
function addItem(t: TreeBuilder, header: Header, address: Address, item: Field): void {
  t.begin(item, address.from, address.to, textAt(t, header, address));
  if (address.kind === 'mailbox') addMailbox(t, header, address);
  else for (const member of address.members) addItem(t, header, member, item);
  t.close();
}

/** Name and address, in the order in which they stand: a comment with a name comes last. */
function addMailbox(t: TreeBuilder, header: Header, { name, nameAt, address, addressAt }: Mailbox): void {
  const isComment = nameAt !== undefined && t.bytes[nameAt.from] === LEFT_PARENTHESIS;
  if (nameAt !== undefined && !isComment) t.add(f.display_name, nameAt.from, nameAt.to, textAt(t, header, nameAt));
  if (address !== '') t.add(f.address, addressAt.from, addressAt.to, address);
  if (isComment) t.add(f.display_name, nameAt.from, nameAt.to, name);
}

function addReceived(t: TreeBuilder, from: number, to: number): void {
  const { clauses, dateAt } = receivedOf(t.bytes, from, to);
  for (const clause of clauses) t.add(f[`received.${clause.name}`], clause.from, clause.to, clause.text);
  if (dateAt !== undefined) t.add(f['received.date'], dateAt.from, dateAt.to, unfolded(t.bytes, dateAt.from, dateAt.to));
}

function addType(t: TreeBuilder, header: Header, field: HeaderField): void {
  const { value, valueAt, parameters } = header.parameterizedAt(field);
  if (value !== '') t.add(f['content.type.type'], valueAt.from, valueAt.to, value);
  const first = parameters[0];
  if (first !== undefined) t.add(f['content.type.parameters'], first.from, field.valueTo, unfolded(t.bytes, first.from, field.valueTo));
}

function addDisposition(t: TreeBuilder, header: Header, field: HeaderField): void {
  const name = header.parameterizedAt(field).parameters.find((p) => p.name === 'filename');
  if (name !== undefined) t.add(f['content.disposition.filename'], name.from, name.to, name.value);
}

/** What stands in a range, decoded. */
function textAt(t: TreeBuilder, header: Header, { from, to }: Range): string {
  return decodeWords(unfolded(t.bytes, from, to), header.charset);
}

export const imf = protocol('imf', {
  short: 'IMF', title: 'Internet Message Format', spec: 'RFC 5322',
  doc: 'How a mail is written: header fields that say who wrote it to whom and when, an empty line, and the text.',
  fields: f, step, detail,
});
