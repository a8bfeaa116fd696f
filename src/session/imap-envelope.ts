import type { Field } from '../base/field.ts';
import { decode } from '../base/value.ts';
import { decodeWords } from '../message/encoded-word.ts';
import type { Reading } from '../stream/reading.ts';
import { imapFetchFields as g } from './imap-fetch-fields.ts';
import type { Statement } from './imap-statement.ts';

/** The text of a header field, its encoded words decoded. */
const headerText = (bytes: Uint8Array): string => decodeWords(decode(bytes, 'latin1'));

/** The ten parts of an envelope, in their order (RFC 3501 §7.4.2, `envelope`). */
export function* envelope(t: Statement): Reading<void> {
  const parts: readonly (() => Reading<unknown>)[] = [
    () => t.nstring(g['fetch.envelope.date']),
    () => t.nstring(g['fetch.envelope.subject'], { read: headerText }),
    () => addresses(t, g['fetch.envelope.from']),
    () => addresses(t, g['fetch.envelope.sender']),
    () => addresses(t, g['fetch.envelope.reply_to']),
    () => addresses(t, g['fetch.envelope.to']),
    () => addresses(t, g['fetch.envelope.cc']),
    () => addresses(t, g['fetch.envelope.bcc']),
    () => t.nstring(g['fetch.envelope.in_reply_to']),
    () => t.nstring(g['fetch.envelope.message_id']),
  ];
  let i = 0;
  t.open(g['fetch.envelope']);
  yield* t.list(() => parts[i++]?.() ?? t.any());
  t.close();
}

/** Addresses of one field; the parts of each have fields of their own. */
function* addresses(t: Statement, field: Field): Reading<void> {
  yield* t.list(() => address(t, field));
}

/** Name, route, mailbox and host. Without a host, a mailbox begins a group of addresses, and no mailbox ends one. */
function* address(t: Statement, field: Field): Reading<void> {
  if (!t.isList) {
    yield* t.any();
    return;
  }
  const said: (string | undefined)[] = [];
  t.open(field);
  yield* t.list(function* () {
    const part = addressParts[said.length];
    if (part === undefined) yield* t.any();
    else said.push(yield* t.nstring(part, { read: headerText }));
  });
  const [name, , mailbox, host] = said;
  t.close(addressText(name, mailbox, host));
}

const addressParts: readonly Field[] = [g['fetch.address.name'], g['fetch.address.route'], g['fetch.address.mailbox'], g['fetch.address.host']];

function addressText(name: string | undefined, mailbox: string | undefined, host: string | undefined): string {
  if (host === undefined) return mailbox === undefined ? ';' : `${mailbox}:`;
  const plain = `${mailbox ?? ''}@${host}`;
  return name === undefined ? plain : `${name} <${plain}>`;
}
