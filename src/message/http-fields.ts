import { bytes, composed, counted, type Field, fieldsOf, group, packetNumber, span, text, truth, u16, u32, VARIES } from '../base/field.ts';
import { methodWords } from './http-methods.ts';
import { httpStatusNames } from './http-status.ts';

const line = (words: { label: string; doc: string; spec?: string }) => text(VARIES, 0, { charset: 'utf-8', ...words });

/** The fields of heads and bodies of HTTP; SSDP has the same heads in datagrams (UPnP Device Architecture 1.1 §1.1). */
const f = fieldsOf('http', 'RFC 9112', {
  request: truth({ label: 'Request', doc: 'The message is a request.' }),
  response: truth({ label: 'Response', doc: 'The message is a response.' }),
  leading_crlf: group({ label: 'Empty line', doc: 'A line end before a message, which some old programs send after the body of the one before.', spec: 'RFC 9112 §2.2' }),
  start_line: group({ label: 'Start line', doc: 'The first line of a message: what is asked for, or how that turned out.', spec: 'RFC 9112 §2.1' }),
  'request.method': text(VARIES, 0, { vocabulary: methodWords, label: 'Method', doc: 'What is to be done with the target: GET fetches it, POST hands something to it.', spec: 'RFC 9110 §9' }),
  'request.uri': line({ label: 'Target', doc: 'What the request is about, most often a path on the server.', spec: 'RFC 9112 §3.2' }),
  'request.uri.path': line({ label: 'Path', doc: 'The part of the target before the question mark.', spec: 'RFC 3986 §3.3' }),
  'request.uri.query': line({ label: 'Query', doc: 'The part of the target after the question mark: what a form was filled in with, say.', spec: 'RFC 3986 §3.4' }),
  'request.uri.query.parameter': line({ label: 'Query parameter', doc: 'One name with its value out of the query.', spec: 'RFC 3986 §3.4' }),
  'request.version': line({ label: 'Version', doc: 'The version of HTTP that the client speaks.', spec: 'RFC 9112 §2.3' }),
  'response.version': line({ label: 'Version', doc: 'The version of HTTP that the server speaks.', spec: 'RFC 9112 §2.3' }),
  'response.code': u16(VARIES, { names: httpStatusNames, label: 'Status code', doc: 'Three digits: 1 wait, 2 done, 3 look elsewhere, 4 the mistake is yours, 5 the mistake is mine.', spec: 'RFC 9110 §15' }),
  'response.code.desc': composed({ label: 'Status code by the standard', doc: 'What the standard calls this status code; the phrase in the packet may say anything.', spec: 'RFC 9110 §15' }),
  'response.phrase': line({ label: 'Reason phrase', doc: 'The status in words, for people.', spec: 'RFC 9112 §4' }),
  'request.line': line({ label: 'Header field', doc: 'A line of the head of a request: a name, a colon, a value.', spec: 'RFC 9112 §5' }),
  'response.line': line({ label: 'Header field', doc: 'A line of the head of a response: a name, a colon, a value.', spec: 'RFC 9112 §5' }),
  host: line({ label: 'Host', doc: 'Name and port of the server as the client knows it: one server may be many sites.', spec: 'RFC 9110 §7.2' }),
  user_agent: line({ label: 'User agent', doc: 'The program that makes the request, as it calls itself.', spec: 'RFC 9110 §10.1.5' }),
  accept: line({ label: 'Accept', doc: 'Which types of content the client would like to get.', spec: 'RFC 9110 §12.5.1' }),
  accept_language: line({ label: 'Accept-Language', doc: 'Which languages the user would like to read.', spec: 'RFC 9110 §12.5.4' }),
  accept_encoding: line({ label: 'Accept-Encoding', doc: 'Which ways of compression the client understands.', spec: 'RFC 9110 §12.5.3' }),
  referer: line({ label: 'Referer', doc: 'The page that led to this one.', spec: 'RFC 9110 §10.1.3' }),
  cookie: line({ label: 'Cookie', doc: 'What the server gave the client to remember, sent back: it tells who the client is.', spec: 'RFC 6265 §4.2' }),
  cookie_pair: line({ label: 'Cookie pair', doc: 'One cookie: its name and its value.', spec: 'RFC 6265 §4.2.1' }),
  set_cookie: line({ label: 'Set-Cookie', doc: 'What the client is to remember, and to send back the next time.', spec: 'RFC 6265 §4.1' }),
  authorization: line({ label: 'Authorization', doc: 'How the client proves who it is.', spec: 'RFC 9110 §11.6.2' }),
  authbasic: line({ label: 'Credentials', doc: 'User name and password, which the Basic scheme only writes in other letters.', spec: 'RFC 7617 §2' }),
  www_authenticate: line({ label: 'WWW-Authenticate', doc: 'In which ways the client may prove who it is.', spec: 'RFC 9110 §11.6.1' }),
  proxy_authenticate: line({ label: 'Proxy-Authenticate', doc: 'In which ways the client may prove to the proxy who it is.', spec: 'RFC 9110 §11.7.1' }),
  proxy_authorization: line({ label: 'Proxy-Authorization', doc: 'How the client proves to the proxy who it is.', spec: 'RFC 9110 §11.7.2' }),
  content_type: line({ label: 'Content-Type', doc: 'What kind of thing the body is, and in which character set.', spec: 'RFC 9110 §8.3' }),
  content_length_header: line({ label: 'Content-Length', doc: 'How long the body is said to be, as it stands in the head.', spec: 'RFC 9110 §8.6' }),
  content_length: counted({ unit: 'bytes', label: 'Content length', doc: 'How long the body is said to be, as a number.', spec: 'RFC 9110 §8.6' }),
  content_encoding: line({ label: 'Content-Encoding', doc: 'How the body is compressed.', spec: 'RFC 9110 §8.4' }),
  transfer_encoding: line({ label: 'Transfer-Encoding', doc: 'How the body is packed for the way, in chunks most often, which show where it ends.', spec: 'RFC 9112 §6.1' }),
  connection: line({ label: 'Connection', doc: 'Whether the connection stays open after this message, and which fields are for the next machine alone.', spec: 'RFC 9110 §7.6.1' }),
  upgrade: line({ label: 'Upgrade', doc: 'The protocol that the connection could go over to.', spec: 'RFC 9110 §7.8' }),
  cache_control: line({ label: 'Cache-Control', doc: 'Whether and for how long the message may be kept and used again.', spec: 'RFC 9111 §5.2' }),
  date: line({ label: 'Date', doc: 'When the message was made, by the clock of its sender.', spec: 'RFC 9110 §6.6.1' }),
  server: line({ label: 'Server', doc: 'The program that answers, as it calls itself.', spec: 'RFC 9110 §10.2.4' }),
  location: line({ label: 'Location', doc: 'Where to look instead, or where the new thing is.', spec: 'RFC 9110 §10.2.2' }),
  last_modified: line({ label: 'Last-Modified', doc: 'When the thing was last changed.', spec: 'RFC 9110 §8.8.2' }),
  x_forwarded_for: line({ label: 'X-Forwarded-For', doc: 'For whom a proxy asks: the address of the client behind it.', spec: 'RFC 7239 §5.2' }),
  unknown_header: line({ label: 'Other header field', doc: 'A line of the head that has no field of its own here, name and value.', spec: 'RFC 9110 §16.3' }),
  head_end: group({ label: 'End of the head', doc: 'The empty line that ends the head; a body, if there is one, begins after it.', spec: 'RFC 9112 §2.1' }),
  'request.full_uri': composed({ label: 'Full URI', doc: 'What the request is about, server and all, put together from the target and the Host field.', spec: 'RFC 9110 §7.1' }),
  request_number: counted({ label: 'Request number', doc: 'Number of the request in its connection, from 1.' }),
  response_number: counted({ label: 'Response number', doc: 'Number of the response in its connection, from 1.' }),
  request_in: packetNumber({ label: 'Request in', doc: 'The packet with the request that this response answers.' }),
  response_in: packetNumber({ label: 'Response in', doc: 'The packet with the response to this request.' }),
  time: span({ label: 'Time since the request', doc: 'How long the response took, in seconds.' }),
  chunk: group({ label: 'Chunk', doc: 'A piece of the body with its length in front.', spec: 'RFC 9112 §7.1' }),
  chunk_size: u32(VARIES, { unit: 'bytes', label: 'Chunk size', doc: 'How many bytes of the body follow; on the wire in hexadecimal; zero ends the body.', spec: 'RFC 9112 §7.1' }),
  chunk_extension: line({ label: 'Chunk extension', doc: 'What is said of the chunk beside its size.', spec: 'RFC 9112 §7.1.1' }),
  chunk_data: bytes(VARIES, 0, { label: 'Chunk data', doc: 'A piece of the body.', spec: 'RFC 9112 §7.1' }),
  chunk_boundary: bytes(VARIES, 0, { label: 'End of line', doc: 'The line end after the size or the data of a chunk.', spec: 'RFC 9112 §7.1' }),
  chunked_trailer_part: line({ label: 'Trailer field', doc: 'A header field that comes after the body, because its value was not known before.', spec: 'RFC 9112 §7.1.2' }),
  file_data: line({ label: 'Body', doc: 'What the message carries: a page, an image, a form filled in.', spec: 'RFC 9112 §6' }),
});
export const httpFields = f;

/** A form that was filled in, as the body of a request. */
export const formFields = fieldsOf('urlencoded-form', 'WHATWG URL §5', {
  key: line({ label: 'Name', doc: 'The name of a part of the form.' }),
  value: line({ label: 'Value', doc: 'What that part of the form was filled in with.' }),
});

/** Which field is the value of a header field, by its name in lower case. */
export const httpHeaderFields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['host', f.host], ['user-agent', f.user_agent], ['accept', f.accept], ['accept-language', f.accept_language], ['accept-encoding', f.accept_encoding], ['referer', f.referer],
  ['cookie', f.cookie], ['set-cookie', f.set_cookie], ['authorization', f.authorization], ['www-authenticate', f.www_authenticate], ['proxy-authenticate', f.proxy_authenticate],
  ['proxy-authorization', f.proxy_authorization], ['content-type', f.content_type], ['content-length', f.content_length_header], ['content-encoding', f.content_encoding],
  ['transfer-encoding', f.transfer_encoding], ['connection', f.connection], ['upgrade', f.upgrade], ['cache-control', f.cache_control], ['date', f.date], ['server', f.server],
  ['location', f.location], ['last-modified', f.last_modified], ['x-forwarded-for', f.x_forwarded_for],
]);
