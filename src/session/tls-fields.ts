import { bytes, fieldsOf, group, text, u16, u24, u8, VARIES } from '../base/field.ts';
import {
  alertLevelNames, alertNames, compressionNames, contentNames, extensionNames, groupNames, handshakeNames, heartbeatNames, signatureNames, suiteNames, versionNames,
} from './tls-names.ts';

const hello = { spec: 'RFC 8446 §4.1.2' };
const certificate = { spec: 'RFC 5246 §7.4.2' };
const heartbeat = { spec: 'RFC 6520 §4' };
const v2 = { spec: 'RFC 5246 §E.2' };

/** The order is that of the bytes. */
export const tlsFields = fieldsOf('tls', 'RFC 8446 §5.1', {
  record: group({ label: 'Record', doc: 'The unit in which TLS sends: up to 16 KiB of one kind of content.' }),
  'record.content_type': u8(VARIES, { names: contentNames, label: 'Content type', doc: 'What the record carries.' }),
  'record.opaque_type': u8(VARIES, { names: contentNames, label: 'Opaque type', doc: 'In TLS 1.3 always application data: what the record really carries is encrypted with it.', spec: 'RFC 8446 §5.2' }),
  'record.version': u16(VARIES, { hex: true, names: versionNames, label: 'Version', doc: 'Kept at an old value so that old equipment lets the record pass; which version is spoken is agreed on in the hellos.' }),
  'record.length': u16(VARIES, { unit: 'bytes', label: 'Length', doc: 'How many bytes follow.' }),
  app_data: bytes(VARIES, 0, { label: 'Application data', doc: 'What the programs say to each other, encrypted: it cannot be read without the keys.', spec: 'RFC 8446 §5.2' }),
  change_cipher_spec: group({ label: 'Change cipher spec', doc: 'From here on the sender encrypts; in TLS 1.3 only a show for old equipment.', spec: 'RFC 5246 §7.1' }),
  alert_message: group({ label: 'Alert', doc: 'Something is wrong, or the end is near.', spec: 'RFC 8446 §6' }),
  'alert_message.level': u8(VARIES, { names: alertLevelNames, label: 'Level', doc: 'Whether the connection is to end.', spec: 'RFC 8446 §6' }),
  'alert_message.desc': u8(VARIES, { names: alertNames, label: 'Description', doc: 'What is the matter.', spec: 'RFC 8446 §6' }),
  heartbeat_message: group({ ...heartbeat, label: 'Heartbeat', doc: 'Asks whether the other end is still there; it sends the payload back.' }),
  'heartbeat_message.type': u8(VARIES, { ...heartbeat, names: heartbeatNames, label: 'Type', doc: 'Question or answer.' }),
  'heartbeat_message.payload_length': u16(VARIES, { ...heartbeat, unit: 'bytes', label: 'Payload length', doc: 'How much is to be sent back; more than there is, is the attack called Heartbleed.' }),
  'heartbeat_message.payload': bytes(VARIES, 0, { ...heartbeat, label: 'Payload', doc: 'What is to be sent back, and filling after it.' }),
  continuation: bytes(VARIES, 0, { label: 'Continuation data', doc: 'Part of a record whose header is not in the capture, or bytes that are no record at all.' }),
  fragment: bytes(VARIES, 0, { label: 'Part of a handshake message', doc: 'The message goes on in the next record; it is decoded where it ends.', spec: 'RFC 8446 §5.1' }),
  encrypted: bytes(VARIES, 0, { label: 'Encrypted', doc: 'A message that cannot be read without the keys.', spec: 'RFC 5246 §6.2.3' }),

  handshake: group({ label: 'Handshake message', doc: 'How the two ends agree on a version, a cipher and keys, and show who they are.', spec: 'RFC 8446 §4' }),
  'handshake.type': u8(VARIES, { names: handshakeNames, label: 'Handshake type', doc: 'Which message it is.', spec: 'RFC 8446 §4' }),
  'handshake.length': u24(VARIES, { unit: 'bytes', label: 'Handshake length', doc: 'How long the message is.', spec: 'RFC 8446 §4' }),
  'handshake.data': bytes(VARIES, 0, { label: 'Content', doc: 'The content of a message that is not taken apart here.', spec: 'RFC 8446 §4' }),
  'handshake.version': u16(VARIES, { ...hello, hex: true, names: versionNames, label: 'Version', doc: 'The newest version that the client speaks, or the one that the server chose; TLS 1.3 says 1.2 here, and the truth in an extension.' }),
  'handshake.random': bytes(VARIES, 32, { ...hello, label: 'Random', doc: 'Bytes by chance, so that no two sessions have the same keys.' }),
  'handshake.session_id_length': u8(VARIES, { ...hello, unit: 'bytes', label: 'Session number length', doc: 'How long the number of the session is.' }),
  'handshake.session_id': bytes(VARIES, 0, { ...hello, label: 'Session number', doc: 'A session that the client would like to go on with, or the number of the new one.' }),
  'handshake.cipher_suites_length': u16(VARIES, { ...hello, unit: 'bytes', label: 'Cipher suites length', doc: 'How long the list of cipher suites is: two bytes each.' }),
  'handshake.ciphersuites': group({ ...hello, label: 'Cipher suites', doc: 'The suites that the client offers, the best first.' }),
  'handshake.ciphersuite': u16(VARIES, { ...hello, hex: true, names: suiteNames, label: 'Cipher suite', doc: 'How keys are agreed on, who shows who he is, how data is encrypted and protected; one of those offered, or the one chosen.' }),
  'handshake.comp_methods_length': u8(VARIES, { ...hello, unit: 'bytes', label: 'Compression methods length', doc: 'How long the list of compression methods is.' }),
  'handshake.comp_method': u8(VARIES, { ...hello, names: compressionNames, label: 'Compression method', doc: 'How the contents of records are compressed; today always none, since compression gives secrets away.' }),
  'handshake.extensions_length': u16(VARIES, { ...hello, unit: 'bytes', label: 'Extensions length', doc: 'How long the list of extensions is.' }),
  'handshake.extension': group({ label: 'Extension', doc: 'An addition to the hello.', spec: 'RFC 8446 §4.2' }),
  'handshake.extension.type': u16(VARIES, { names: extensionNames, label: 'Extension type', doc: 'Which extension it is.', spec: 'RFC 8446 §4.2' }),
  'handshake.extension.len': u16(VARIES, { unit: 'bytes', label: 'Extension length', doc: 'How long its content is.', spec: 'RFC 8446 §4.2' }),
  'handshake.extension.data': bytes(VARIES, 0, { label: 'Extension data', doc: 'Its content, as it is.', spec: 'RFC 8446 §4.2' }),
  'handshake.extensions_server_name_list_len': u16(VARIES, { unit: 'bytes', label: 'Server name list length', doc: 'How long the list of names is; there is one.', spec: 'RFC 6066 §3' }),
  'handshake.extensions_server_name_type': u8(VARIES, { label: 'Server name type', doc: 'Zero: the name of a host.', spec: 'RFC 6066 §3' }),
  'handshake.extensions_server_name_len': u16(VARIES, { unit: 'bytes', label: 'Server name length', doc: 'How long the name is.', spec: 'RFC 6066 §3' }),
  'handshake.extensions_server_name': text(VARIES, 0, { charset: 'utf-8', label: 'Server name', doc: 'Which of the hosts behind the address the client wants; it is not encrypted, so that all on the way see it.', spec: 'RFC 6066 §3' }),
  'handshake.extensions_supported_groups_length': u16(VARIES, { unit: 'bytes', label: 'Groups length', doc: 'How long the list of groups is.', spec: 'RFC 8446 §4.2.7' }),
  'handshake.extensions_supported_group': u16(VARIES, { hex: true, names: groupNames, label: 'Supported group', doc: 'A curve or a group of numbers in which keys can be agreed on.', spec: 'RFC 8446 §4.2.7' }),
  'handshake.sig_hash_alg_len': u16(VARIES, { unit: 'bytes', label: 'Signature algorithms length', doc: 'How long the list of algorithms is.', spec: 'RFC 8446 §4.2.3' }),
  'handshake.sig_hash_alg': u16(VARIES, { hex: true, names: signatureNames, label: 'Signature algorithm', doc: 'A way to sign that the client is able to check.', spec: 'RFC 8446 §4.2.3' }),
  'handshake.extensions_alpn_len': u16(VARIES, { unit: 'bytes', label: 'ALPN length', doc: 'How long the list of protocols is.', spec: 'RFC 7301 §3.1' }),
  'handshake.extensions_alpn_str_len': u8(VARIES, { unit: 'bytes', label: 'ALPN name length', doc: 'How long the name is.', spec: 'RFC 7301 §3.1' }),
  'handshake.extensions_alpn_str': text(VARIES, 0, { charset: 'utf-8', label: 'ALPN protocol', doc: 'What is to be spoken inside: h2 is HTTP/2.', spec: 'RFC 7301 §3.1' }),
  'handshake.extensions.supported_versions_len': u8(VARIES, { unit: 'bytes', label: 'Supported versions length', doc: 'How long the list of versions is.', spec: 'RFC 8446 §4.2.1' }),
  'handshake.extensions.supported_version': u16(VARIES, { hex: true, names: versionNames, label: 'Supported version', doc: 'A version that the client speaks, or the one that the server chose.', spec: 'RFC 8446 §4.2.1' }),
  'handshake.extensions_key_share_client_length': u16(VARIES, { unit: 'bytes', label: 'Key shares length', doc: 'How long the list of key shares is.', spec: 'RFC 8446 §4.2.8' }),
  'handshake.extensions_key_share_group': u16(VARIES, { names: groupNames, label: 'Key share group', doc: 'The group that the share belongs to.', spec: 'RFC 8446 §4.2.8' }),
  'handshake.extensions_key_share_key_exchange_length': u16(VARIES, { unit: 'bytes', label: 'Key share length', doc: 'How long the share is.', spec: 'RFC 8446 §4.2.8' }),
  'handshake.extensions_key_share_key_exchange': bytes(VARIES, 0, { label: 'Key share', doc: 'The public half of a key made for this session only.', spec: 'RFC 8446 §4.2.8' }),
  'handshake.extensions_key_share_selected_group': u16(VARIES, { names: groupNames, label: 'Selected group', doc: 'The group in which the server wants a key share.', spec: 'RFC 8446 §4.2.8' }),

  'handshake.certificates_length': u24(VARIES, { ...certificate, unit: 'bytes', label: 'Certificates length', doc: 'How long the chain of certificates is.' }),
  'handshake.certificate_length': u24(VARIES, { ...certificate, unit: 'bytes', label: 'Certificate length', doc: 'How long the certificate is.' }),
  'handshake.certificate': bytes(VARIES, 0, { ...certificate, label: 'Certificate', doc: "A statement, signed by its issuer, that a key belongs to its subject; the server's own comes first." }),
  'handshake.certificate.issuer': text(VARIES, 0, { within: 'handshake.certificate', label: 'Issuer', doc: 'Who signed the certificate.', spec: 'RFC 5280 §4.1.2.4' }),
  'handshake.certificate.subject': text(VARIES, 0, { within: 'handshake.certificate', label: 'Subject', doc: 'Whose certificate it is.', spec: 'RFC 5280 §4.1.2.6' }),

  'handshake.cipher_spec_len': u16(VARIES, { ...v2, unit: 'bytes', label: 'Cipher specs length', doc: 'How long the list of ciphers is: three bytes each.' }),
  'handshake.challenge_length': u16(VARIES, { ...v2, unit: 'bytes', label: 'Challenge length', doc: 'How long the challenge is.' }),
  'handshake.cipherspec': u24(VARIES, { ...v2, hex: true, names: suiteNames, label: 'Cipher spec', doc: 'A cipher of SSL 2.0, or after a zero byte one of TLS.' }),
  'handshake.challenge': bytes(VARIES, 0, { ...v2, label: 'Challenge', doc: 'Bytes by chance: the random of SSL 2.0.' }),
});
