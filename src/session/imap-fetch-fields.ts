import { composed, fieldsOf, group, text, u32, u64, VARIES } from '../base/field.ts';
import { fetchWords } from './imap-item-words.ts';

const utf8 = { charset: 'utf-8' } as const;

/** What FETCH asks for, and what its responses say of a message. */
export const imapFetchFields = fieldsOf('imap', 'RFC 3501 §7.4.2', {
  'fetch.number': u32(VARIES, { label: 'Message number', doc: 'The place of the message in the folder, counted from 1.', spec: 'RFC 3501 §2.3.1.2' }),
  'fetch.item': text(VARIES, 0, { vocabulary: fetchWords, label: 'Item', doc: 'What is asked for, or told, about the message.', spec: 'RFC 3501 §6.4.5' }),
  'fetch.section': text(VARIES, 0, { ...utf8, label: 'Section', doc: 'Which part of the message: empty for all of it, HEADER, TEXT, or numbers that lead to a part.', spec: 'RFC 3501 §6.4.5' }),
  'fetch.range': text(VARIES, 0, { label: 'Stretch', doc: 'From which byte on the part is wanted, and after a dot how many bytes.', spec: 'RFC 3501 §6.4.5' }),
  'fetch.uid': u32(VARIES, { label: 'Unique number', doc: 'A number that the message keeps as long as it is in the folder.', spec: 'RFC 3501 §2.3.1.1' }),
  'fetch.flags': text(VARIES, 0, { ...utf8, label: 'Flags', doc: 'All the flags that the message has.', spec: 'RFC 3501 §2.3.2' }),
  'fetch.internaldate': text(VARIES, 0, { label: 'Date of receipt', doc: 'When the server got the message.', spec: 'RFC 3501 §2.3.3' }),
  'fetch.size': u64(VARIES, { unit: 'bytes', label: 'Size of the message', doc: 'How many bytes the whole message has, by the word of the server.', spec: 'RFC 3501 §2.3.4' }),
  'fetch.text': text(VARIES, 0, { ...utf8, label: 'Text of the part', doc: 'The text of a part that is short enough to be shown at once.' }),

  'fetch.envelope': group({ label: 'Envelope', doc: 'The header fields that a list of messages shows, taken apart by the server.' }),
  'fetch.envelope.date': text(VARIES, 0, { label: 'Date', doc: 'The field Date: when the message was written.' }),
  'fetch.envelope.subject': text(VARIES, 0, { ...utf8, label: 'Subject', doc: 'The field Subject, decoded.' }),
  'fetch.envelope.from': text(VARIES, 0, { ...utf8, label: 'From', doc: 'An author of the message.' }),
  'fetch.envelope.sender': text(VARIES, 0, { ...utf8, label: 'Sender', doc: 'Who sent the message for its authors; the server repeats From where there is no such field.' }),
  'fetch.envelope.reply_to': text(VARIES, 0, { ...utf8, label: 'Reply-To', doc: 'Where answers are to go; the server repeats From where there is no such field.' }),
  'fetch.envelope.to': text(VARIES, 0, { ...utf8, label: 'To', doc: 'A recipient of the message.' }),
  'fetch.envelope.cc': text(VARIES, 0, { ...utf8, label: 'Cc', doc: 'Somebody who gets a copy.' }),
  'fetch.envelope.bcc': text(VARIES, 0, { ...utf8, label: 'Bcc', doc: 'Somebody who gets a copy without the others knowing.' }),
  'fetch.envelope.in_reply_to': text(VARIES, 0, { ...utf8, label: 'In-Reply-To', doc: 'The name of the message that this one answers.' }),
  'fetch.envelope.message_id': text(VARIES, 0, { ...utf8, label: 'Message-ID', doc: 'The name of the message, which no other message in the world has.' }),
  'fetch.address.name': text(VARIES, 0, { ...utf8, label: 'Name', doc: 'What the owner of the address is called, decoded.' }),
  'fetch.address.route': text(VARIES, 0, { ...utf8, label: 'Route', doc: 'By which hosts the mail is to go; nobody uses that any more.' }),
  'fetch.address.mailbox': text(VARIES, 0, { ...utf8, label: 'Mailbox', doc: 'What stands before the @; where there is no host, the name of a group.' }),
  'fetch.address.host': text(VARIES, 0, { ...utf8, label: 'Host', doc: 'What stands after the @.' }),

  'fetch.body': group({ label: 'Structure', doc: 'How the message is made up of parts, by the word of the server.' }),
  'fetch.part': group({ label: 'Part', doc: 'A part of the message, which may be made up of parts itself.' }),
  'fetch.part.section': composed({ label: 'Section number', doc: 'The numbers that lead to the part, as FETCH takes them.', spec: 'RFC 3501 §6.4.5' }),
  'fetch.part.type': text(VARIES, 0, { label: 'Type', doc: 'What kind of content the part is: TEXT, IMAGE, APPLICATION.' }),
  'fetch.part.subtype': text(VARIES, 0, { label: 'Subtype', doc: 'Which kind exactly: PLAIN, PNG; of parts made up of others, how these belong together.' }),
  'fetch.part.parameter': text(VARIES, 0, { label: 'Parameter', doc: 'The name of a detail of the type: CHARSET, BOUNDARY.' }),
  'fetch.part.parameter.value': text(VARIES, 0, { ...utf8, label: 'Parameter value', doc: 'What that detail is.' }),
  'fetch.part.id': text(VARIES, 0, { ...utf8, label: 'Content-ID', doc: 'The name by which other parts refer to this one.' }),
  'fetch.part.description': text(VARIES, 0, { ...utf8, label: 'Description', doc: 'What the part is, in words.' }),
  'fetch.part.encoding': text(VARIES, 0, { label: 'Transfer encoding', doc: 'How the part is written so that it passes through mail servers: 7BIT, BASE64, QUOTED-PRINTABLE.' }),
  'fetch.part.size': u64(VARIES, { unit: 'bytes', label: 'Size of the part', doc: 'How many bytes the part has in its transfer encoding.' }),
  'fetch.part.lines': u64(VARIES, { label: 'Lines', doc: 'How many lines the part has.' }),
  'fetch.part.md5': text(VARIES, 0, { label: 'MD5', doc: 'A checksum of the part.' }),
  'fetch.part.disposition': text(VARIES, 0, { label: 'Disposition', doc: 'Whether the part is to be shown with the text (INLINE) or is an ATTACHMENT.' }),
  'fetch.part.language': text(VARIES, 0, { label: 'Language', doc: 'The language that the part is in.' }),
  'fetch.part.location': text(VARIES, 0, { ...utf8, label: 'Location', doc: 'An address at which the content of the part is to be had.' }),
});
