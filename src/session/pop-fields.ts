import { bytes, composed, fieldsOf, group, packetNumber, span, text, u32, VARIES } from '../base/field.ts';
import { capabilityWords, commandWords, indicatorWords, responseCodeWords } from './pop-words.ts';

const utf8 = { charset: 'utf-8' } as const;

export const popFields = fieldsOf('pop', 'RFC 1939', {
  request: text(VARIES, 0, { ...utf8, label: 'Request', doc: 'A line of the client: a command, or a step of an authentication.', spec: 'RFC 1939 §3' }),
  'request.command': text(VARIES, 0, { ...utf8, vocabulary: commandWords, label: 'Command', doc: 'What the client wants of the server.', spec: 'RFC 1939 §3' }),
  'request.parameter': text(VARIES, 0, { ...utf8, label: 'Parameter', doc: 'What the command is about: a name, the number of a message.', spec: 'RFC 1939 §3' }),
  'request.message': u32(VARIES, { within: 'request.parameter', label: 'Message', doc: 'The number of the message that the command is about; numbers hold for this session only.', spec: 'RFC 1939 §5' }),
  'request.lines': u32(VARIES, { within: 'request.parameter', label: 'Lines', doc: 'How many lines of the text of the message are wanted beside its header.', spec: 'RFC 1939 §7' }),
  'request.data': text(VARIES, 0, { ...utf8, label: 'Authentication', doc: 'A step of the authentication, in base64.', spec: 'RFC 5034 §4' }),
  response: text(VARIES, 0, { ...utf8, label: 'Response', doc: 'A line of the server.', spec: 'RFC 1939 §3' }),
  'response.indicator': text(VARIES, 0, { vocabulary: indicatorWords, label: 'Status indicator', doc: 'Whether the server has done what it was asked to do.', spec: 'RFC 1939 §3' }),
  'response.description': text(VARIES, 0, { ...utf8, label: 'Description', doc: 'What the server says about it, for people; after some commands, numbers for the client.', spec: 'RFC 1939 §3' }),
  'response.code': text(VARIES, 0, { vocabulary: responseCodeWords, label: 'Response code', doc: 'The reason, in a form that programs understand.', spec: 'RFC 2449 §8' }),
  'response.octets': u32(VARIES, { unit: 'bytes', label: 'Octets announced', doc: 'How long the message that follows is, by the word of the server.', spec: 'RFC 1939 §5' }),
  timestamp: text(VARIES, 0, { label: 'Timestamp', doc: 'Different in each greeting: APOP mixes the password into it.', spec: 'RFC 1939 §7' }),
  'maildrop.messages': u32(VARIES, { label: 'Messages', doc: 'How many messages the mailbox holds, without those that are marked as deleted.', spec: 'RFC 1939 §5' }),
  'maildrop.octets': u32(VARIES, { unit: 'bytes', label: 'Octets in all', doc: 'How long all these messages are together.', spec: 'RFC 1939 §5' }),
  'response.data': text(VARIES, 0, { ...utf8, label: 'Line of data', doc: 'A line after the first one of a response.', spec: 'RFC 1939 §3' }),
  'listing.number': u32(VARIES, { label: 'Message', doc: 'The number of a message in this session.', spec: 'RFC 1939 §5' }),
  'listing.octets': u32(VARIES, { unit: 'bytes', label: 'Octets', doc: 'How long the message is.', spec: 'RFC 1939 §5' }),
  'listing.uid': text(VARIES, 0, { ...utf8, label: 'Unique id', doc: 'A name of the message that stays the same in all sessions, so that a client knows what it has already.', spec: 'RFC 1939 §7' }),
  capability: text(VARIES, 0, { ...utf8, vocabulary: capabilityWords, label: 'Capability', doc: 'Something the server can do, or a rule that it keeps.', spec: 'RFC 2449 §5' }),
  'capability.value': text(VARIES, 0, { ...utf8, label: 'Details of the capability', doc: 'What the server says about the capability: a number, the names of mechanisms.', spec: 'RFC 2449 §5' }),
  language: text(VARIES, 0, { ...utf8, label: 'Language', doc: 'The tag of a language that the server can answer in.', spec: 'RFC 6856 §3.1' }),
  'auth.mechanism': text(VARIES, 0, { ...utf8, label: 'Mechanism', doc: 'The way in which the client proves who it is.', spec: 'RFC 5034 §4' }),
  'auth.username': text(VARIES, 0, { ...utf8, label: 'User name', doc: 'Who the client says it is; in an authentication by AUTH it is decoded from base64.', spec: 'RFC 1939 §7' }),
  'auth.password': text(VARIES, 0, { ...utf8, label: 'Password', doc: 'The secret that the client proves itself with; in an authentication by AUTH it is decoded from base64.', spec: 'RFC 1939 §7' }),
  'auth.digest': text(VARIES, 0, { ...utf8, label: 'Digest', doc: 'Proof that the client knows the password, worked out from the password and what the server said before.', spec: 'RFC 1939 §7' }),
  'auth.challenge': text(VARIES, 0, { ...utf8, label: 'Challenge', doc: 'What the client is to answer, decoded from base64.', spec: 'RFC 5034 §4' }),
  'data.fragment': bytes(VARIES, 0, { label: 'Mail text', doc: 'A stretch of the mail that is being retrieved.', spec: 'RFC 1939 §5' }),
  eom: group({ label: 'End of response', doc: 'A line with a single dot ends a response of several lines.', spec: 'RFC 1939 §3' }),
  state: composed({ label: 'State', doc: 'How far the session has come after this: whether the client has proved who it is, and whether it has taken its leave.' }),
  response_to: packetNumber({ label: 'Answers the command in', doc: 'The packet with the command that this is the response to.' }),
  time: span({ label: 'Time since the command', doc: 'How long the server took to answer, in seconds.' }),
});
