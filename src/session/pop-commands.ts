import { decode } from '../base/value.ts';
import type { Line } from '../stream/reading.ts';
import { apopProof, Authentication } from './credentials.ts';
import type { Credential } from './finding.ts';
import { popFields as f } from './pop-fields.ts';
import { type Command, type Pop, RESPONSE } from './pop-state.ts';

/** A word that may be a command: what else a line begins with (bytes of another protocol, nothing) is none. */
const commandWord = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

/** Mark a command line (RFC 1939 §3), and take note of what the client asks. What it does to the dialogue is decided by its answer. */
export function takeCommand(s: Pop, line: Line): Command {
  const c = s.client;
  let verbEnd = line.from;
  while (verbEnd < line.to && c.bytes[verbEnd] !== 0x20) verbEnd++;
  const from = Math.min(verbEnd + 1, line.to);
  const word = c.latin(line.from, Math.min(verbEnd, line.from + 64));
  const isCommand = commandWord.test(word);
  const verb = isCommand ? word.toUpperCase() : '';
  c.open(f.request, line.from, line.end);
  if (isCommand) c.mark(f['request.command'], line.from, verbEnd);
  if (isCommand && from < line.to) c.open(f['request.parameter'], from, line.to);
  const credential = takeParameter(s, verb, from, line.to);
  if (isCommand && from < line.to) c.close();
  c.close();
  return { verb, parameter: decode(c.bytes.subarray(from, line.to), 'utf-8'), at: s.client.said, credential, status: undefined, isAssumed: false };
}

/** What a parameter is made of; of those that say who the client is, what they bring to light. */
function takeParameter(s: Pop, verb: string, from: number, to: number): Credential | undefined {
  const c = s.client;
  if (from === to) return undefined;
  switch (verb) {
    case 'USER':
      c.mark(f['auth.username'], from, to);
      s.state.named = decode(c.bytes.subarray(from, to), 'utf-8');
      return undefined;
    case 'PASS':
      c.mark(f['auth.password'], from, to);
      c.conceal(from, to);
      return s.credential({ scheme: 'user-pass', user: s.state.named, secret: decode(c.bytes.subarray(from, to), 'utf-8') });
    case 'APOP':
      return takeApop(s, from, to);
    case 'AUTH':
      takeMechanism(s, from, to);
      return undefined;
    case 'LANG':
      c.mark(f.language, from, to);
      return undefined;
    default:
      if (aboutMessages.has(verb)) markNumbers(s, from, to);
      return undefined;
  }
}

const aboutMessages: ReadonlySet<string> = new Set(['LIST', 'RETR', 'DELE', 'TOP', 'UIDL', 'XSENDER']);

/** `2`, and after TOP `2 10`: the message, and how many lines of it. */
function markNumbers(s: Pop, from: number, to: number): void {
  const numbers = /^(\d{1,9})(?: +(\d{1,9}))?(?: |$)/d.exec(s.client.latin(from, to));
  const [, message, lines] = numbers?.indices ?? [];
  if (message !== undefined) s.client.mark(f['request.message'], from + message[0], from + message[1], Number(numbers![1]));
  if (lines !== undefined) s.client.mark(f['request.lines'], from + lines[0], from + lines[1], Number(numbers![2]));
}

/** The name, and the MD5 of the timestamp and the secret in hexadecimal (RFC 1939 §7). */
function takeApop(s: Pop, from: number, to: number): Credential {
  const c = s.client;
  let blank = to;
  while (blank > from && c.bytes[blank] !== 0x20) blank--;
  const userEnd = blank > from ? blank : to;
  const user = decode(c.bytes.subarray(from, userEnd), 'utf-8');
  const digest = c.latin(Math.min(userEnd + 1, to), to);
  c.mark(f['auth.username'], from, userEnd);
  if (digest !== '') c.mark(f['auth.digest'], userEnd + 1, to);
  s.state.named = user;
  return s.credential({ scheme: 'apop', user, secret: '', proof: apopProof(s.secrets, user, s.state.timestamp, digest) });
}

/** AUTH names a mechanism, and may carry the first response (RFC 5034 §4). */
function takeMechanism(s: Pop, from: number, to: number): void {
  const c = s.client;
  const [mechanism = '', response = ''] = c.latin(from, to).split(' ', 2);
  const at = from + mechanism.length + 1;
  const authentication = new Authentication(mechanism);
  s.state.authentication = authentication;
  c.mark(f['auth.mechanism'], from, from + mechanism.length);
  if (response !== '') authentication.respond(s, f, at, at + response.length);
}

/** A line of an authentication, in base64; `*` gives up. */
export function takeStep(s: Pop, line: Line): Command {
  const c = s.client;
  c.open(f.request, line.from, line.end);
  if (line.from < line.to) c.open(f['request.data'], line.from, line.to);
  if (c.latin(line.from, line.to) !== '*') s.state.authentication?.respond(s, f, line.from, line.to);
  if (line.from < line.to) c.close();
  c.close();
  return { verb: RESPONSE, parameter: '', at: s.client.said, credential: undefined, status: undefined, isAssumed: false };
}
