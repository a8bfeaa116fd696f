import { bytes, fieldsOf, group, text, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { NamedNumber } from '../base/sentence.ts';
import type { Reading } from '../stream/reading.ts';
import { dialogue, type Likeness, NO, type Phrase, SURELY } from './dialogue.ts';
import type { Session } from './session.ts';
import type { Voice } from './voice.ts';

/** Interpret as command. */
const IAC = 0xff;
const SE = 0xf0;
const SB = 0xfa;
const WILL = 0xfb;
const LF = 0x0a;
/** Longest parameters of an option; after so many bytes without an end it is believed to have none. */
const MAX_PARAMETERS = 4096;

/** RFC 854; RFC 1184 has the first three. */
const commandNames = names('telnet.cmd', {
  0xec: 'end of file', 0xed: 'suspend', 0xee: 'abort', 0xef: 'end of record', [SE]: 'end of parameters', 0xf1: 'no operation', 0xf2: 'data mark', 0xf3: 'break', 0xf4: 'interrupt process', 0xf5: 'abort output',
  0xf6: 'are you there', 0xf7: 'erase character', 0xf8: 'erase line', 0xf9: 'go ahead', [SB]: 'parameters of', [WILL]: 'will', 0xfc: "won't", 0xfd: 'do', 0xfe: "don't", [IAC]: 'a byte 255',
});
/** IANA, Telnet Options. */
const optionNames = names('telnet.subcmd', {
  0: 'binary transmission', 1: 'echo', 2: 'reconnection', 3: 'suppress go ahead', 4: 'message size', 5: 'status', 6: 'timing mark', 17: 'extended ASCII', 18: 'logout', 23: 'send location', 24: 'terminal type',
  25: 'end of record', 31: 'window size', 32: 'terminal speed', 33: 'remote flow control', 34: 'line mode', 35: 'X display location', 36: 'environment', 37: 'authentication', 38: 'encryption', 39: 'new environment',
  40: 'TN3270E', 42: 'character set', 44: 'serial port', 46: 'TLS', 86: 'compression', 255: 'extended options',
});

const f = fieldsOf('telnet', 'RFC 854', {
  command: group({ label: 'Command', doc: 'Bytes that are not shown to the user, but order something.' }),
  cmd: u8(VARIES, { names: commandNames, label: 'Command code', doc: 'What is ordered: will, do and their contraries negotiate an option.' }),
  subcmd: u8(VARIES, { names: optionNames, label: 'Option', doc: 'Which option is negotiated.', spec: 'RFC 855' }),
  option_data: bytes(VARIES, 0, { label: 'Parameters', doc: 'Parameters of an option that both ends agreed on.', spec: 'RFC 855' }),
  data: text(VARIES, 0, { charset: 'utf-8', label: 'Text', doc: 'What is typed, or shown; passwords too, for nothing is encrypted.' }),
});

interface State {
  /** Options that were negotiated, and bytes of text from each side. */
  options: number;
  client: number;
  server: number;
}

type Telnet = Session<State>;

/** Commands are units of their own. Text is shown as it comes, segment by segment: most of it is typed. */
function* speak(s: Telnet, v: Voice<State>): Reading<void> {
  while (yield* v.reader.peek(1)) {
    if (v.bytes[v.reader.pos] === IAC) yield* command(s, v);
    else yield* words(s, v);
  }
}

function* command(s: Telnet, v: Voice<State>): Reading<void> {
  if (!(yield* v.reader.peek(2))) return yield* words(s, v);
  const code = v.bytes[v.reader.pos + 1]!;
  const isOption = code >= SB && code < IAC;
  const length = code === SB ? yield* parameters(v) : isOption ? 3 : 2;
  const from = yield* v.take(length);
  const to = v.reader.pos;
  v.open(f.command, from, to);
  v.mark(f.cmd, from + 1, from + 2);
  if (isOption && to > from + 2) v.mark(f.subcmd, from + 2, from + 3);
  const isEnded = code === SB && to >= from + 5 && v.bytes[to - 1] === SE && v.bytes[to - 2] === IAC;
  const end = isEnded ? to - 2 : to;
  if (end > from + 3) v.mark(f.option_data, from + 3, end);
  if (isEnded) v.mark(f.cmd, to - 1, to);
  v.close();
  const command = new NamedNumber(commandNames, code);
  if (isOption && to > from + 2) v.say('option', { command, option: new NamedNumber(optionNames, v.bytes[from + 2]!) });
  else v.say('command', { command });
  v.commit();
  if (code >= WILL && isOption) s.state.options++;
}

/** Length of a command with parameters, to its end IAC SE (RFC 855); a doubled IAC among them is one of theirs. */
function* parameters(v: Voice<State>): Reading<number> {
  const { reader } = v;
  for (let at = 3; ; ) {
    if (!(yield* reader.peek(at + 2)) || at > MAX_PARAMETERS) return Math.min(at, reader.limit - reader.pos);
    if (reader.bytes[reader.pos + at] !== IAC) at++;
    else if (reader.bytes[reader.pos + at + 1] === SE) return at + 2;
    else at += 2;
  }
}

/** Text up to the next command, or to the end of what is there, line by line. */
function* words(s: Telnet, v: Voice<State>): Reading<void> {
  const { bytes: b, limit, pos } = v.reader;
  let to = pos + 1;
  while (to < limit && b[to] !== IAC) to++;
  const from = yield* v.take(to - pos);
  const end = v.reader.pos;
  for (let line = from; line < end; ) {
    const lf = v.bytes.indexOf(LF, line);
    const next = lf < 0 || lf >= end ? end : lf + 1;
    v.mark(f.data, line, next);
    line = next;
  }
  v.commit();
  s.state[v.side] += end - from;
}

/** A stream that begins with the negotiation of an option is sure to be telnet. */
function probe(b: Uint8Array, from: number, to: number): Likeness {
  return to - from >= 3 && b[from] === IAC && b[from + 1]! >= WILL && b[from + 1]! < IAC && optionNames.of(b[from + 2]!) !== undefined ? SURELY : NO;
}

function outcome({ options, client, server }: State): readonly Phrase[] {
  return [{ key: 'text', args: { options, client, server } }];
}

export const telnet = dialogue('telnet', {
  short: 'TELNET', title: 'Telnet', spec: 'RFC 854',
  doc: 'Works at the terminal of another machine, in the clear.',
  fields: f,
  ports: [23],
  states: { open: 'what is typed and what is shown pass' },
  phrases: { command: '{command}', option: '{command}: {option}', text: '{client:bytes} typed, {server:bytes} shown, {options} options negotiated' },
  probe,
  open: () => ({ options: 0, client: 0, server: 0 }),
  client: (s) => speak(s, s.client),
  server: (s) => speak(s, s.server),
  outcome,
});
