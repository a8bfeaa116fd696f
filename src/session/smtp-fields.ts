import { bytes, composed, fieldsOf, group, packetNumber, span, text, truth, u32, VARIES } from '../base/field.ts';
import { commandWords, extensionWords, parameterWords, replyCodeNames } from './smtp-words.ts';

const utf8 = { charset: 'utf-8' } as const;

export const smtpFields = fieldsOf('smtp', 'RFC 5321', {
  req: truth({ label: 'Request', doc: 'The client speaks.' }),
  rsp: truth({ label: 'Response', doc: 'The server speaks.' }),
  command_line: text(VARIES, 0, { ...utf8, label: 'Command line', doc: 'A command of the client with its argument.', spec: 'RFC 5321 §2.3.7' }),
  'req.command': text(VARIES, 0, { ...utf8, vocabulary: commandWords, label: 'Command', doc: 'What the client wants of the server.', spec: 'RFC 5321 §4.1.1' }),
  'req.parameter': text(VARIES, 0, { ...utf8, label: 'Parameter', doc: 'What the command is about: a path, a name, a mechanism.', spec: 'RFC 5321 §4.1.2' }),
  'req.path': text(VARIES, 0, { ...utf8, within: 'req.parameter', label: 'Address', doc: 'The mailbox of the sender or of a recipient; an empty one stands for no sender, in reports about mails.', spec: 'RFC 5321 §4.1.2' }),
  'req.keyword': text(VARIES, 0, { ...utf8, within: 'req.parameter', vocabulary: parameterWords, label: 'Parameter name', doc: 'An extension that the client makes use of for this mail or recipient.', spec: 'RFC 5321 §4.1.2' }),
  'req.value': text(VARIES, 0, { ...utf8, within: 'req.parameter', label: 'Parameter value', doc: 'What the extension is given.', spec: 'RFC 5321 §4.1.2' }),
  'bdat.size': u32(VARIES, { unit: 'bytes', within: 'req.parameter', label: 'Chunk size', doc: 'How many bytes of the mail follow this command.', spec: 'RFC 3030 §2' }),
  'bdat.last': group({ within: 'req.parameter', label: 'Last chunk', doc: 'The mail ends with this chunk.', spec: 'RFC 3030 §2' }),
  response: text(VARIES, 0, { ...utf8, label: 'Reply line', doc: 'A line of an answer of the server, which may be several lines long.', spec: 'RFC 5321 §4.2' }),
  'response.code': u32(VARIES, { names: replyCodeNames, label: 'Reply code', doc: 'Three digits: 2 done, 3 go on, 4 not now, 5 no.', spec: 'RFC 5321 §4.2.1' }),
  'response.code.unexpected': text(VARIES, 0, { label: 'Other code', doc: 'A line of the answer has another code than the first one has.', spec: 'RFC 5321 §4.2.1' }),
  'rsp.parameter': text(VARIES, 0, { ...utf8, label: 'Reply text', doc: 'The text of the reply, for people; after EHLO, an extension the server offers.', spec: 'RFC 5321 §4.2' }),
  'rsp.enhanced': text(VARIES, 0, { ...utf8, label: 'Enhanced status code', doc: 'Class, subject and detail of the outcome: 5.1.1 is a mailbox that does not exist.', spec: 'RFC 3463 §2' }),
  'rsp.keyword': text(VARIES, 0, { ...utf8, vocabulary: extensionWords, label: 'Extension', doc: 'Something the server can do beyond what every server can.', spec: 'RFC 5321 §4.1.1.1' }),
  'rsp.keyword.value': text(VARIES, 0, { ...utf8, label: 'Details of the extension', doc: 'What the server says about the extension: a size, the names of mechanisms.', spec: 'RFC 5321 §4.1.1.1' }),
  'auth.line': text(VARIES, 0, { ...utf8, label: 'Authentication', doc: 'A step of the authentication, in base64.', spec: 'RFC 4954 §4' }),
  'auth.mechanism': text(VARIES, 0, { ...utf8, label: 'Mechanism', doc: 'The way in which the client proves who it is.', spec: 'RFC 4954 §4' }),
  'auth.username': text(VARIES, 0, { ...utf8, label: 'User name', doc: 'Who the client says it is, decoded from base64.', spec: 'RFC 4954 §4' }),
  'auth.password': text(VARIES, 0, { ...utf8, label: 'Password', doc: 'The secret that the client proves itself with, decoded from base64.', spec: 'RFC 4954 §4' }),
  'auth.digest': text(VARIES, 0, { ...utf8, label: 'Digest', doc: 'Proof that the client knows the password, worked out from the challenge and the password.', spec: 'RFC 2195 §2' }),
  'auth.challenge': text(VARIES, 0, { ...utf8, label: 'Challenge', doc: 'What the client is to answer, decoded from base64.', spec: 'RFC 4954 §4' }),
  'data.fragment': bytes(VARIES, 0, { label: 'Mail text', doc: 'A stretch of the mail that is being sent.', spec: 'RFC 5321 §4.1.1.4' }),
  eom: group({ label: 'End of mail', doc: 'A line with a single dot ends the mail.', spec: 'RFC 5321 §4.1.1.4' }),
  state: composed({ label: 'State', doc: 'How far the session has come after this: whether a mail is begun, has recipients, or is being sent.' }),
  response_to: packetNumber({ label: 'Answers the command in', doc: 'The packet with the command that this is the reply to.' }),
  time: span({ label: 'Time since the command', doc: 'How long the server took to answer, in seconds.' }),
});
