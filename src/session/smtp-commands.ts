import { decode } from '../base/value.ts';
import type { Line } from '../stream/reading.ts';
import { Authentication } from './credentials.ts';
import { smtpFields as f } from './smtp-fields.ts';
import { type Command, newCommand, openTransaction, pathOf, type Smtp } from './smtp-state.ts';

/** A word that may be a command: what else a line begins with (bytes of another protocol, nothing) is none. */
const commandWord = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;

/** Mark a command line, and take note of what the client asks. What it does to the dialogue is decided by its reply. */
export function takeCommand(s: Smtp, line: Line): Command {
  const c = s.client;
  let verbEnd = line.from;
  while (verbEnd < line.to && c.bytes[verbEnd] !== 0x20) verbEnd++;
  const from = Math.min(verbEnd + 1, line.to);
  const word = c.latin(line.from, Math.min(verbEnd, line.from + 64));
  const isCommand = commandWord.test(word);
  const verb = isCommand ? word.toUpperCase() : '';
  const parameter = decode(c.bytes.subarray(from, line.to), 'utf-8');
  const command = asked(s, verb, parameter);
  c.mark(f.req, line.from, line.from, true);
  c.open(f.command_line, line.from, line.end);
  if (isCommand) c.mark(f['req.command'], line.from, verbEnd);
  if (isCommand && from < line.to) takeParameter(s, verb, from, line.to);
  c.close();
  return command;
}

/** Take note of a command: which mail it begins or belongs to. */
function asked(s: Smtp, verb: string, parameter: string): Command {
  const { state } = s;
  if (verb === 'MAIL' || verb === 'SEND' || verb === 'SOML' || verb === 'SAML') openTransaction(s, pathOf(parameter), announcedSize(parameter));
  const command = newCommand(s, verb, parameter, { transaction: state.transaction, last: verb === 'BDAT' && /\blast\b/i.test(parameter) });
  if (verb === 'RSET') {
    state.transaction?.content?.end(false);
    state.transaction = undefined;
  }
  return command;
}

/** The size that MAIL announces (RFC 1870 §5), or -1. */
function announcedSize(parameter: string): number {
  const size = /\bsize=(\d{1,15})\b/i.exec(parameter)?.[1];
  return size === undefined ? -1 : Number(size);
}

/** Words of a parameter after the path: `SIZE=1000`, `BODY=8BITMIME`, `SMTPUTF8`. */
const mailParameter = / +([A-Za-z0-9][A-Za-z0-9-]*)(?:=([^ ]*))?/gy;

function takeParameter(s: Smtp, verb: string, from: number, to: number): void {
  const c = s.client;
  c.open(f['req.parameter'], from, to);
  if (verb === 'AUTH') takeMechanism(s, from, to);
  else if (s.isMarking && (verb === 'MAIL' || verb === 'RCPT')) markPath(s, c.latin(from, to), from);
  else if (s.isMarking && verb === 'BDAT') markChunk(s, c.latin(from, to), from);
  c.close();
}

/** `FROM:<path> SIZE=…`: the path, and the parameters after it. */
function markPath(s: Smtp, text: string, base: number): void {
  const c = s.client;
  const path = /^(?:from|to) *: *(?:<([^>]*)>|([^ <]*))/di.exec(text);
  if (path === null) return;
  const [from, to] = path.indices![1] ?? path.indices![2]!;
  c.mark(f['req.path'], base + from, base + to);
  mailParameter.lastIndex = path[0].length;
  for (let m = mailParameter.exec(text); m !== null; m = mailParameter.exec(text)) {
    const [whole, name = '', value] = m;
    const nameAt = base + m.index + whole.indexOf(name);
    c.mark(f['req.keyword'], nameAt, nameAt + name.length);
    if (value !== undefined) c.mark(f['req.value'], nameAt + name.length + 1, nameAt + name.length + 1 + value.length);
  }
}

/** `1000 LAST` (RFC 3030 §2). */
function markChunk(s: Smtp, text: string, base: number): void {
  const m = /^(\d+)(?: +(last))?/di.exec(text);
  if (m === null) return;
  const [size, last] = [m.indices![1]!, m.indices![2]];
  s.client.mark(f['bdat.size'], base + size[0], base + size[1], chunkSize(text));
  if (last !== undefined) s.client.mark(f['bdat.last'], base + last[0], base + last[1]);
}

/** How many bytes follow a BDAT command: none after one that is not written as RFC 3030 §2 demands, for the server does not understand it. */
export function chunkSize(parameter: string): number {
  const digits = /^(\d{1,15})(?: +last)? *$/i.exec(parameter)?.[1];
  return digits === undefined ? 0 : Number(digits);
}

// ---- authentication (RFC 4954 §4) ----

/** AUTH names a mechanism, and may carry the first response. */
function takeMechanism(s: Smtp, from: number, to: number): void {
  const [mechanism = '', response = ''] = s.client.latin(from, to).split(' ', 2);
  const at = from + mechanism.length + 1;
  s.client.mark(f['auth.mechanism'], from, from + mechanism.length);
  s.state.authentication = new Authentication(mechanism);
  if (response !== '') s.state.authentication.respond(s, f, at, at + response.length);
}

/** A line of an authentication, in base64; `*` gives up. */
export function takeAuthenticationLine(s: Smtp, line: Line): Command {
  const c = s.client;
  c.mark(f.req, line.from, line.from, true);
  c.open(f.command_line, line.from, line.end);
  c.open(f['auth.line'], line.from, line.to);
  if (c.latin(line.from, line.to) !== '*') s.state.authentication?.respond(s, f, line.from, line.to);
  c.close();
  c.close();
  return newCommand(s, 'AUTH');
}
