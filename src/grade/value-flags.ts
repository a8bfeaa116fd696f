import type { PacketFacts } from './facts.ts';
import { type Fit, full } from './value-fit.ts';
import type { ValueReading } from './value-reading.ts';

/** The words for one flag. */
interface FlagWords {
  readonly path: string;
  readonly words: RegExp;
  /** Its letter in what tcpdump prints. */
  readonly letter: string;
}

const tcpFlags: readonly FlagWords[] = [
  { path: 'tcp.flags.syn', words: /\bsyn(?:chronize)?\b/gi, letter: 'S' },
  { path: 'tcp.flags.fin', words: /\bfin(?:ish)?\b/gi, letter: 'F' },
  { path: 'tcp.flags.reset', words: /\b(?:rst|reset)\b/gi, letter: 'R' },
  { path: 'tcp.flags.push', words: /\b(?:psh|push)\b/gi, letter: 'P' },
  { path: 'tcp.flags.ack', words: /\back(?:nowledge?ment)?\b/gi, letter: '.' },
  { path: 'tcp.flags.urg', words: /\burg(?:ent)?\b/gi, letter: 'U' },
  { path: 'tcp.flags.ece', words: /\bec[en](?:-echo)?\b/gi, letter: 'E' },
  { path: 'tcp.flags.cwr', words: /\bcwr\b/gi, letter: 'W' },
  { path: 'tcp.flags.ae', words: /\b(?:ae|ns)\b/gi, letter: 'e' },
];
const ipFlags: readonly FlagWords[] = [
  { path: 'ip.flags.df', words: /\bdf\b|don['’]?t fragment|не фрагментировать|запрет фрагментации|không phân (?:mảnh|đoạn)/gi, letter: '' },
  { path: 'ip.flags.mf', words: /\bmf\b|more fragments|есть ещё фрагменты|còn phân mảnh/gi, letter: '' },
];
const wordsOf: Readonly<Record<string, readonly FlagWords[]>> = { 'tcp.flags': tcpFlags, 'tcp.flags.str': tcpFlags, 'ip.flags': ipFlags };

/** `SYN=0`, `ACK: Not set`: named, and not set. */
const DENIED = /^\s*[=:—–-]?\s*(?:0\b|not set|не установлен|нет|không)/iu;
/** What tcpdump prints between brackets. */
const LETTERS = /^\[([SFRPUEWe.]+|none)\]$/;

/** Does a value name just the flags that are set? Undefined too where it names none. */
export function fitFlags(value: ValueReading, path: string, packet: Pick<PacketFacts, 'of'>): Fit | undefined {
  const words = wordsOf[path];
  if (words === undefined) return undefined;
  const named = lettersOf(value, words) ?? namesOf(value, words);
  if (named === undefined) return undefined;
  const isSet = (flag: string): boolean => packet.of(flag).some((fact) => Boolean(fact.value));
  return words.every((flag) => named.has(flag.path) === isSet(flag.path)) ? full('flags') : undefined;
}

function lettersOf(value: ValueReading, words: readonly FlagWords[]): Set<string> | undefined {
  const letters = LETTERS.exec(value.text)?.[1];
  return letters === undefined ? undefined : new Set(words.filter(({ letter }) => letter !== '' && letters.includes(letter)).map(({ path }) => path));
}

/** The flags that a text names as set; undefined: it names none at all. */
function namesOf({ text }: ValueReading, words: readonly FlagWords[]): Set<string> | undefined {
  const set = new Set<string>();
  let isNamed = false;
  for (const flag of words) {
    for (const found of text.matchAll(flag.words)) {
      isNamed = true;
      if (!DENIED.test(text.slice(found.index + found[0].length))) set.add(flag.path);
    }
  }
  return isNamed ? set : undefined;
}
