import { bytes, fieldsOf, text, VARIES, type Words } from '../base/field.ts';

/** The text of a header field, decoded; the node is the whole field with its name and folded lines. */
const header = (words: Words): ReturnType<typeof text> => text(VARIES, 0, { ...words, charset: 'utf-8' });

const originator = { spec: 'RFC 5322 §3.6.2' };
const destination = { spec: 'RFC 5322 §3.6.3' };
const identification = { spec: 'RFC 5322 §3.6.4' };
const informational = { spec: 'RFC 5322 §3.6.5' };
const resent = { spec: 'RFC 5322 §3.6.6' };
const trace = { spec: 'RFC 5321 §4.4' };
const dates = { spec: 'RFC 2076 §3.8' };
const quality = { spec: 'RFC 2076 §3.9' };
/** Names that begin with X- were once for private use. */
const custom = { spec: 'RFC 6648' };

export const imfFields = fieldsOf('imf', 'RFC 5322', {
  return_path: header({ ...trace, label: 'Return-Path', doc: 'The sender that the envelope named, written down by the server that delivered the mail: reports of failure go there.' }),
  received: header({ ...trace, label: 'Received', doc: 'A server put this line on top when it took the mail: read from the bottom up, the lines are the way that the mail came.' }),
  'received.from': header({ ...trace, label: 'From', doc: 'Who handed the mail over: the name that it gave, and what the server itself saw of it.' }),
  'received.by': header({ ...trace, label: 'By', doc: 'The server that took the mail and wrote the line.' }),
  'received.via': header({ ...trace, label: 'Via', doc: 'Over which link the mail came, where that was not the internet.' }),
  'received.with': header({ ...trace, label: 'With', doc: 'In which protocol the mail came: an S at the end is for encryption, an A for a login.' }),
  'received.id': header({ ...trace, label: 'Number', doc: 'Under which number the server knows the mail; its log has the same.' }),
  'received.for': header({ ...trace, label: 'For', doc: 'For which recipient the mail was taken.' }),
  'received.date': header({ ...trace, label: 'Date', doc: 'When the server took the mail, by its own clock.' }),
  delivered_to: header({ spec: 'RFC 9228', label: 'Delivered-To', doc: 'Into which mailbox the mail was delivered: servers know by it that a mail goes in circles.' }),
  delivery_date: header({ ...dates, label: 'Delivery-Date', doc: 'When the mail was put into the mailbox.' }),
  date: header({ spec: 'RFC 5322 §3.6.1', label: 'Date', doc: 'When the mail was finished, by the clock of the sender.' }),
  from: header({ ...originator, label: 'From', doc: 'Who wrote the mail, by their own word: nothing checks it.' }),
  sender: header({ ...originator, label: 'Sender', doc: 'Who sent the mail on behalf of its authors.' }),
  reply_to: header({ ...originator, label: 'Reply-To', doc: 'Where answers are to go, if not to the author.' }),
  to: header({ ...destination, label: 'To', doc: 'Whom the mail is addressed to; who really gets it, the envelope says.' }),
  cc: header({ ...destination, label: 'Cc', doc: 'Who gets a copy, for everybody to see.' }),
  bcc: header({ ...destination, label: 'Bcc', doc: 'Who gets a copy without the others knowing; mostly it is taken out before the mail is sent.' }),
  'mailbox_list.item': header({ spec: 'RFC 5322 §3.4', label: 'Item', doc: 'One of several authors.' }),
  'address_list.item': header({ spec: 'RFC 5322 §3.4', label: 'Item', doc: 'One of the addresses: a mailbox, or a group of them under one name.' }),
  display_name: header({ spec: 'RFC 5322 §3.4', label: 'Display name', doc: 'The name that mail programs show in place of the address; anybody may write any name there.' }),
  address: header({ spec: 'RFC 5322 §3.4.1', label: 'Address', doc: 'User and domain, with an @ between them.' }),
  subject: header({ ...informational, label: 'Subject', doc: 'What the mail is about, in a line.' }),
  message_id: header({ ...identification, label: 'Message-ID', doc: 'The name of the mail, which no other mail in the world has.' }),
  in_reply_to: header({ ...identification, label: 'In-Reply-To', doc: 'The Message-ID of the mail that this one answers.' }),
  references: header({ ...identification, label: 'References', doc: 'The Message-IDs of the whole conversation so far: mail programs put threads together by them.' }),
  comments: header({ ...informational, label: 'Comments', doc: 'Remarks about the mail.' }),
  keywords: header({ ...informational, label: 'Keywords', doc: 'Words by which the mail can be found.' }),
  'resent.date': header({ ...resent, label: 'Resent-Date', doc: 'When a reader sent the mail on as it was.' }),
  'resent.from': header({ ...resent, label: 'Resent-From', doc: 'Who sent the mail on as it was.' }),
  'resent.sender': header({ ...resent, label: 'Resent-Sender', doc: 'Who sent the mail on for somebody else.' }),
  'resent.to': header({ ...resent, label: 'Resent-To', doc: 'Whom the mail was sent on to.' }),
  'resent.cc': header({ ...resent, label: 'Resent-Cc', doc: 'Who got a copy when the mail was sent on.' }),
  'resent.bcc': header({ ...resent, label: 'Resent-Bcc', doc: 'Who got a hidden copy when the mail was sent on.' }),
  'resent.message_id': header({ ...resent, label: 'Resent-Message-ID', doc: 'A name that belongs to this sending on of the mail alone.' }),
  mime_version: header({ spec: 'RFC 2045 §4', label: 'MIME-Version', doc: 'Says that the mail follows MIME: it may have parts, attachments and any language.' }),
  'content.type': header({ spec: 'RFC 2045 §5', label: 'Content-Type', doc: 'What kind of data the body is, and what one must know to read it.' }),
  'content.type.type': header({ spec: 'RFC 2045 §5.1', label: 'Type', doc: 'Kind and exact format: text/html, image/png; multipart/… means that there are several parts.' }),
  'content.type.parameters': header({ spec: 'RFC 2045 §5.1', label: 'Parameters', doc: 'Details of the format: the character set of a text, the boundary between parts.' }),
  'content.transfer_encoding': header({ spec: 'RFC 2045 §6', label: 'Content-Transfer-Encoding', doc: 'How the body is written in characters that every mail server lets through.' }),
  'content.disposition': header({ spec: 'RFC 2183', label: 'Content-Disposition', doc: 'Whether the body is to be shown or to be saved as a file.' }),
  'content.disposition.filename': header({ spec: 'RFC 2183 §2.3', label: 'File name', doc: 'Under which name the sender proposes to save it.' }),
  'content.id': header({ spec: 'RFC 2045 §7', label: 'Content-ID', doc: 'The name of the body, by which an HTML text refers to its pictures.' }),
  'content.description': header({ spec: 'RFC 2045 §8', label: 'Content-Description', doc: 'A few words about what the body is.' }),
  content_language: header({ spec: 'RFC 3282 §2', label: 'Content-Language', doc: 'Which language the text is in.' }),
  user_agent: header({ spec: 'RFC 5536 §3.2.13', label: 'User-Agent', doc: 'Which program wrote the mail.' }),
  'ext.mailer': header({ ...custom, label: 'X-Mailer', doc: 'Which program wrote the mail: the older name of User-Agent.' }),
  'ext.mimeole': header({ ...custom, label: 'X-MimeOLE', doc: 'Which version of a library of Microsoft wrote the mail.' }),
  'ext.tnef-correlator': header({ ...custom, label: 'X-MS-TNEF-Correlator', doc: 'Ties the mail to its attachment winmail.dat, which only programs of Microsoft can read.' }),
  'ext.original-to': header({ ...custom, label: 'X-Original-To', doc: 'The recipient as the envelope named it, before aliases were followed.' }),
  'ext.virus_scanned': header({ ...custom, label: 'X-Virus-Scanned', doc: 'Which program looked for viruses in the mail.' }),
  'ext.authentication_warning': header({ ...custom, label: 'X-Authentication-Warning', doc: 'A server doubts that the sender is who the mail says.' }),
  'ext.uidl': header({ ...custom, label: 'X-UIDL', doc: 'Under which number a POP3 server keeps the mail.' }),
  'thread-index': header({ spec: 'MS-OXOMSG §2.2.1.3', label: 'Thread-Index', doc: 'The place of the mail in its conversation, as Outlook writes it.' }),
  importance: header({ ...quality, label: 'Importance', doc: 'How important the sender thinks the mail is.' }),
  priority: header({ ...quality, label: 'Priority', doc: 'How urgent the mail is: normal, urgent or non-urgent.' }),
  sensitivity: header({ ...quality, label: 'Sensitivity', doc: 'Whether the mail is personal, private or confidential.' }),
  expires: header({ ...dates, label: 'Expires', doc: 'When the mail is no longer of use.' }),
  precedence: header({ ...quality, label: 'Precedence', doc: 'bulk, list or junk: no program should answer such a mail by itself.' }),
  lines: header({ spec: 'RFC 2076 §3.11', label: 'Lines', doc: 'How many lines the body has.' }),
  extension: header({ spec: 'RFC 5322 §3.6.8', label: 'Other field', doc: 'A header field that has no explanation of its own here.' }),
  'extension.type': header({ spec: 'RFC 5322 §3.6.8', label: 'Name', doc: 'What the field is called.' }),
  'extension.value': header({ spec: 'RFC 5322 §3.6.8', label: 'Value', doc: 'What the field says.' }),
  unknown: header({ spec: 'RFC 5322 §2.2', label: 'No header field', doc: 'A line that has no name with a colon in front: it does not belong here.' }),
  end_of_header: bytes(VARIES, 0, { spec: 'RFC 5322 §2.1', label: 'End of the header', doc: 'An empty line: after it comes the text of the mail.' }),
  message_text: bytes(VARIES, 0, { spec: 'RFC 5322 §2.3', label: 'Message text', doc: 'What the sender wrote, or the parts that MIME makes of it.' }),
});

/** What is inside the value of a header field. */
export type Content = 'text' | 'mailbox' | 'mailboxes' | 'addresses' | 'received' | 'type' | 'disposition';

type Name = keyof typeof imfFields;

/** Header fields by their names in lower case. */
export const headerFields: ReadonlyMap<string, { readonly field: (typeof imfFields)[Name]; readonly content: Content }> = new Map(
  Object.entries<readonly [Name, Content?]>({
    'return-path': ['return_path'], received: ['received', 'received'], 'delivered-to': ['delivered_to', 'mailbox'], 'delivery-date': ['delivery_date'],
    date: ['date'], from: ['from', 'mailboxes'], sender: ['sender', 'mailbox'], 'reply-to': ['reply_to', 'addresses'], to: ['to', 'addresses'], cc: ['cc', 'addresses'], bcc: ['bcc', 'addresses'],
    'message-id': ['message_id'], 'in-reply-to': ['in_reply_to'], references: ['references'], subject: ['subject'], comments: ['comments'], keywords: ['keywords'],
    'resent-date': ['resent.date'], 'resent-from': ['resent.from', 'mailboxes'], 'resent-sender': ['resent.sender', 'mailbox'], 'resent-to': ['resent.to', 'addresses'],
    'resent-cc': ['resent.cc', 'addresses'], 'resent-bcc': ['resent.bcc', 'addresses'], 'resent-message-id': ['resent.message_id'],
    'mime-version': ['mime_version'], 'content-type': ['content.type', 'type'], 'content-transfer-encoding': ['content.transfer_encoding'], 'content-disposition': ['content.disposition', 'disposition'],
    'content-id': ['content.id'], 'content-description': ['content.description'], 'content-language': ['content_language'],
    'user-agent': ['user_agent'], 'x-mailer': ['ext.mailer'], 'x-mimeole': ['ext.mimeole'], 'x-ms-tnef-correlator': ['ext.tnef-correlator'], 'x-original-to': ['ext.original-to', 'addresses'],
    'x-virus-scanned': ['ext.virus_scanned'], 'x-authentication-warning': ['ext.authentication_warning'], 'x-uidl': ['ext.uidl'], 'thread-index': ['thread-index'],
    importance: ['importance'], priority: ['priority'], sensitivity: ['sensitivity'], expires: ['expires'], precedence: ['precedence'], lines: ['lines'],
  }).map(([name, [field, content = 'text']]) => [name, { field: imfFields[field], content }]),
);
