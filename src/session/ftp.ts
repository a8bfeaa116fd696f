import { fieldsOf, group, ipv4, packetNumber, text, u16, u32, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { decode } from '../base/value.ts';
import type { Line, Reading } from '../stream/reading.ts';
import { dialogue, type Likeness, NO, PERHAPS, type Phrase, SURELY } from './dialogue.ts';
import { watchFor } from './handover-words.ts';
import type { Side } from './marks.ts';
import type { Session } from './session.ts';
import type { Voice } from './voice.ts';
import { commandWords } from './ftp-words.ts';
import { tls } from './tls.ts';

/** Commands that wait for their reply; a client that sends more ahead is not believed. */
const MAX_PENDING = 1000;

/** RFC 959 §4.2.1, RFC 2228 §5, RFC 2428, RFC 4217. */
const replyNames = names('ftp.response.code', {
  110: ['restart marker', 'A place in the file from which a broken transfer can be resumed.'],
  120: ['ready in some minutes', 'The server will be ready after a while, which it names.'],
  125: ['data connection is open, transfer starts', 'The transfer begins on the connection that is there.'],
  150: ['about to open the data connection', 'The file is there, and a connection for its data is being opened.'],
  200: ['done', 'The command was carried out.'],
  202: ['not needed here', 'The command is not needed on this server.'],
  211: ['system status', 'The state of the server, or its extensions.'],
  212: ['directory status', 'What there is to say of a directory.'],
  213: ['file status', 'Size, time or another property of a file.'],
  214: ['help', 'The help that was asked for, for people to read.'],
  215: ['system type', 'Which system the server runs on.'],
  220: ['service ready', 'The server greets a new user.'],
  221: ['closing the connection', 'The server says good-bye and closes the connection.'],
  225: ['data connection is open', 'A connection for data is open, and nothing passes on it.'],
  226: ['transfer complete', 'All data has passed, and the connection for it is closed.'],
  227: ['entering passive mode', 'The server waits for the data connection at the address and port that it names.'],
  228: ['entering long passive mode', 'The same with long addresses.', 'RFC 1639'],
  229: ['entering extended passive mode', 'The server waits for the data connection at the port that it names.', 'RFC 2428 §3'],
  230: ['logged in', 'The user is logged in.'],
  232: ['logged in, secured', 'The user is known by the security exchange, and needs no password.', 'RFC 2228 §5.2'],
  234: ['security exchange accepted', 'The server agrees to the way of securing the connection, TLS say.', 'RFC 2228 §5.2'],
  235: ['security exchange succeeded', 'The exchange of security data has come to its end.', 'RFC 2228 §5.2'],
  250: ['done', 'What was to be done with the file is done.'],
  257: ['path', 'A directory was made, or is the present one: here is its path.'],
  331: ['password needed', 'The name is taken, and the password is to follow.'],
  332: ['account needed', 'The server wants an account for billing, too.'],
  334: ['security exchange goes on', 'The server waits for more security data.', 'RFC 2228 §5.2'],
  350: ['go on', 'The server needs a further command before it acts, as the new name of a file.'],
  421: ['service not available', 'The server cannot serve now and closes the connection.'],
  425: ['cannot open the data connection', 'The connection for data could not be opened.'],
  426: ['transfer aborted', 'The connection for data was closed before its end.'],
  430: ['wrong name or password', 'The name or the password is wrong; the code is a custom without a standard.'],
  431: ['security resource not available', 'Something that the security exchange needs is not to be had now.', 'RFC 2228 §5.2'],
  450: ['file busy', 'The file cannot be used now.'],
  451: ['local error', 'Something went wrong inside the server.'],
  452: ['not enough room', 'There is no room on the server for now.'],
  500: ['command not recognized', 'The server does not know the command.'],
  501: ['wrong argument', 'The command is known, but what follows it is not written as it should be.'],
  502: ['command not implemented', 'The server knows the command and does not carry it out.'],
  503: ['wrong order of commands', 'Another command must come before this one.'],
  504: ['parameter not implemented', 'The server knows the command, but not with this parameter.'],
  522: ['network protocol not supported', 'The server cannot open a data connection over this version of IP.', 'RFC 2428 §2'],
  530: ['not logged in', 'The user is not logged in, or the password is wrong.'],
  532: ['account needed for storing', 'Who wants to store files must name an account.'],
  533: ['protection needed', 'The command must be sent protected.', 'RFC 2228 §5.2'],
  534: ['refused for reasons of policy', 'The server does not allow this way of securing.', 'RFC 2228 §5.2'],
  535: ['security check failed', 'The security data is wrong.', 'RFC 2228 §5.2'],
  536: ['protection level not supported', 'The mechanism does not know this level of protection.', 'RFC 2228 §5.2'],
  537: ['command protection level not supported', 'The commands cannot be protected in this way.', 'RFC 2228 §5.2'],
  550: ['file not available', 'The file does not exist, or the user may not use it.'],
  551: ['page type unknown', 'The structure of the file in pages is not known.'],
  552: ['no more room for the user', 'The user has used up his room.'],
  553: ['file name not allowed', 'The server does not take such a name.'],
});

const f = fieldsOf('ftp', 'RFC 959', {
  'request.line': group({ label: 'Command line', doc: 'A command of the client with its argument.', spec: 'RFC 959 §5.3' }),
  'request.command': text(VARIES, 0, { vocabulary: commandWords, label: 'Command', doc: 'What the client wants of the server.', spec: 'RFC 959 §4.1' }),
  'request.arg': text(VARIES, 0, { charset: 'utf-8', label: 'Argument', doc: 'What the command is about: a name, a path, a password in the clear.', spec: 'RFC 959 §5.3.2' }),
  'active.cip': ipv4(VARIES, { label: 'Active address', doc: 'The address at which the client waits for the data connection.', spec: 'RFC 959 §4.1.2' }),
  'active.port': u16(VARIES, { label: 'Active port', doc: 'The port at which the client waits for the data connection.', spec: 'RFC 959 §4.1.2' }),
  'response.line': group({ label: 'Reply line', doc: 'A line of an answer of the server.', spec: 'RFC 959 §4.2' }),
  'response.code': u32(VARIES, { names: replyNames, label: 'Reply code', doc: 'Three digits: 1 wait, 2 done, 3 go on, 4 not now, 5 no.', spec: 'RFC 959 §4.2.1' }),
  'response.arg': text(VARIES, 0, { charset: 'utf-8', label: 'Reply text', doc: 'The text of the reply, for people.', spec: 'RFC 959 §4.2' }),
  'passive.ip': ipv4(VARIES, { label: 'Passive address', doc: 'The address at which the server waits for the data connection.', spec: 'RFC 959 §4.1.2' }),
  'passive.port': u16(VARIES, { label: 'Passive port', doc: 'The port at which the server waits for the data connection.', spec: 'RFC 959 §4.1.2' }),
  'epsv.port': u16(VARIES, { label: 'Extended passive port', doc: 'The port at which the server waits for the data connection, at the address of this one.', spec: 'RFC 2428 §3' }),
  response_to: packetNumber({ label: 'Answers the command in', doc: 'The packet with the command that this is the reply to.' }),
});

interface Command {
  readonly verb: string;
  readonly argument: string;
  readonly packet: number;
  /** 0: not answered yet. */
  code: number;
}

interface State {
  readonly pending: Command[];
  greeted: boolean;
  user: string;
  commands: number;
  /** Files and listings that came through. */
  transfers: number;
}

type Ftp = Session<State>;

function* client(s: Ftp): Reading<void> {
  const c = s.client;
  for (;;) {
    const command = markCommand(s, yield* c.line());
    c.commit();
    s.state.commands++;
    if (s.state.pending.length < MAX_PENDING) s.state.pending.push(command);
    // After the reply to AUTH the next bytes are TLS, or the next command (RFC 4217 §4).
    if (command.verb === 'AUTH' && !s.isSilent('server') && (yield* c.until(() => command.code !== 0)) && s.successor !== undefined) return;
  }
}

function markCommand(s: Ftp, line: Line): Command {
  const c = s.client;
  let verbEnd = line.from;
  while (verbEnd < line.to && c.bytes[verbEnd] !== 0x20) verbEnd++;
  const verb = c.latin(line.from, Math.min(verbEnd, line.from + 16)).toUpperCase();
  const from = Math.min(verbEnd + 1, line.to);
  const argument = decode(c.bytes.subarray(from, line.to), 'utf-8');
  c.open(f['request.line'], line.from, line.end);
  c.mark(f['request.command'], line.from, verbEnd);
  if (from < line.to) {
    c.open(f['request.arg'], from, line.to);
    if (verb === 'PORT') markHostPort(c, f['active.cip'], f['active.port'], c.latin(from, line.to), from);
    c.close();
  }
  c.close();
  return { verb, argument, packet: s.packet, code: 0 };
}

/** Six numbers, four of an address and two of a port (RFC 959 §5.3.2). */
const hostPort = /(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})/;

function markHostPort(v: Voice<State>, address: typeof f['active.cip'] | typeof f['passive.ip'], port: typeof f['active.port'] | typeof f['passive.port'], words: string, from: number): void {
  const found = hostPort.exec(words);
  if (found === null) return;
  const [a = 0, b = 0, c = 0, d = 0, high = 0, low = 0] = found.slice(1).map(Number);
  if (Math.max(a, b, c, d, high, low) > 255) return;
  const at = from + found.index;
  const middle = at + found.slice(1, 5).join(',').length;
  v.mark(address, at, middle, ((a << 24) | (b << 16) | (c << 8) | d) >>> 0);
  v.mark(port, middle + 1, at + found[0].length, high * 256 + low);
}

function* server(s: Ftp): Reading<void> {
  const v = s.server;
  for (;;) {
    const { code, from } = yield* reply(s);
    const command = greets(s) ? undefined : s.state.pending[0];
    if (command !== undefined) v.mark(f.response_to, from, from, command.packet);
    v.commit();
    if (settle(s, code) === 'tls') return;
  }
}

/** One reply: a line `123 …`, or lines from `123-…` to the next that begins `123 ` (RFC 959 §4.2), or to one that is cut. */
function* reply(s: Ftp): Reading<{ code: number; from: number }> {
  const v = s.server;
  const first = yield* v.line();
  const code = codeOf(v, first);
  const start = v.reader.base + first.from;
  markReplyLine(v, first, code, true);
  if (code > 0 && v.bytes[first.from + 3] === 0x2d) {
    for (let line = first; line.whole; ) {
      line = yield* v.line();
      const isLast = codeOf(v, line) === code && v.bytes[line.from + 3] !== 0x2d;
      markReplyLine(v, line, isLast ? code : 0, false);
      if (isLast) break;
    }
  }
  return { code, from: start - v.reader.base };
}

/** The three digits that a line begins with, or 0. */
function codeOf(v: Voice<State>, line: Line): number {
  const digits = v.latin(line.from, Math.min(line.to, line.from + 3));
  return /^[1-6]\d\d$/.test(digits) ? Number(digits) : 0;
}

function markReplyLine(v: Voice<State>, line: Line, code: number, first: boolean): void {
  v.open(f['response.line'], line.from, line.end);
  if (code > 0 && first) v.mark(f['response.code'], line.from, line.from + 3, code);
  const from = code > 0 ? Math.min(line.from + 4, line.to) : line.from;
  if (from < line.to) {
    v.open(f['response.arg'], from, line.to);
    const words = v.latin(from, line.to);
    if (code === 227) markHostPort(v, f['passive.ip'], f['passive.port'], words, from);
    if (code === 229) markExtendedPort(v, words, from);
    v.close();
  }
  v.close();
}

const extendedPort = /\(\|\|\|(\d{1,5})\|\)/;

function markExtendedPort(v: Voice<State>, words: string, from: number): void {
  const found = extendedPort.exec(words);
  if (found === null) return;
  const at = from + found.index + 4;
  v.mark(f['epsv.port'], at, at + found[1]!.length, Number(found[1]));
}

/** Is the next reply the greeting? Not if a capture begins later, with a command. */
function greets({ state, fromStart }: Session<State>): boolean {
  return !state.greeted && (fromStart || state.pending.length === 0);
}

/** What a reply means for the dialogue. One that begins with 1 is followed by another to the same command (RFC 959 §4.2). */
function settle(s: Ftp, code: number): 'tls' | undefined {
  const { state } = s;
  if (code < 200) return undefined;
  if (greets(s)) {
    state.greeted = true;
    s.moved(code === 220 ? 'ready' : 'quit');
    return undefined;
  }
  state.greeted = true;
  const command = state.pending.shift();
  if (command === undefined) return undefined;
  command.code = code;
  switch (command.verb) {
    case 'USER':
      state.user = command.argument;
      s.moved(code === 230 ? 'authenticated' : 'user');
      break;
    case 'PASS':
      if (code < 300) s.moved('authenticated');
      break;
    case 'AUTH':
      if (code !== 234) break;
      s.moved('tls');
      s.become(tls);
      return 'tls';
    case 'QUIT':
      s.moved('quit');
      break;
  }
  if (code === 226 || (code === 250 && transfers.has(command.verb))) state.transfers++;
  return undefined;
}

const transfers: ReadonlySet<string> = new Set(['RETR', 'STOR', 'STOU', 'APPE', 'LIST', 'NLST', 'MLSD']);

const verbs = /^(user|pass|acct|cwd|cdup|quit|port|pasv|eprt|epsv|type|stru|mode|retr|stor|stou|appe|list|nlst|mlsd|mlst|syst|feat|opts|auth|pbsz|prot|size|mdtm|pwd|mkd|rmd|dele|rnfr|rnto|site|noop)( |\r?\n)/i;

function probe(b: Uint8Array, from: number, to: number, side: Side): Likeness {
  const start = decode(b.subarray(from, Math.min(to, from + 200)), 'ascii');
  if (side === 'server') return /^220[ -].*ftp/i.test(start) ? SURELY : /^(120|220|421)[ -]/.test(start) ? PERHAPS : NO;
  return verbs.test(start) ? PERHAPS : NO;
}

function outcome({ user, commands, transfers: done }: State): readonly Phrase[] {
  return [{ key: user === '' ? 'anonymous' : 'user', args: { user, commands, transfers: done } }];
}

export const ftp = dialogue('ftp', {
  short: 'FTP', title: 'File Transfer Protocol', spec: 'RFC 959',
  doc: 'Orders files to be sent, on connections of their own, either way.',
  fields: f,
  ports: [21],
  states: {
    greeting: 'the connection is open; the server has not greeted yet',
    ready: 'the server has greeted; nobody has logged in',
    user: 'a user has been named; the password is still to come',
    authenticated: 'somebody has logged in: files can be listed, fetched and stored',
    tls: 'what follows is encrypted',
    quit: 'the session is over',
  },
  phrases: {
    user: '{user}: {commands} commands, {transfers} transfers',
    anonymous: '{commands} commands, nobody logged in',
    hole: 'Missing from the capture, {length:octets}: which reply answers which command is not known here',
  },
  probe,
  mayHandOver: watchFor('auth '),
  open: (): State => ({ pending: [], greeted: false, user: '', commands: 0, transfers: 0 }),
  client, server, outcome,
  lost: (s, side, length) => {
    s.state.pending.length = 0;
    s.note(s.voice(side), 'hole', { length });
  },
});
