import type { Field, Value } from '../base/field.ts';
import { plainText, valueAt } from '../base/value.ts';
import type { Dialogue, Mark, Side, Unit } from '../session/index.ts';
import type { Analyzer } from './analyzer.ts';

/** Words of one field that are counted each for itself, what is kept of a longer one, packets remembered as examples, slow replies remembered. */
export const MAX_WORDS = 200;
const MAX_WORD = 40;
const MAX_EXAMPLES = 3;
const MAX_SLOW = 5;

/** Fields whose values are what a side says, in a word: in all dialogues they end so. */
const SAID: Readonly<Record<Side, RegExp>> = { client: /\.(?:command|method)$/, server: /\.(?:code|status|indicator)$/ };
/** Fields that say how long a reply took, and which packet it answers. */
const TIME = /\.time$/;
const ANSWERED = /\.(?:response_to|request_in)$/;

/** A word of a field, and how often it was said. */
export interface WordCount {
  readonly field: Field;
  /** As it was said first; what commands are called in capitals counts as one. */
  readonly value: Value;
  readonly text: string;
  count: number;
  readonly packets: number[];
}

/** A reply that took long. */
export interface SlowReply {
  readonly seconds: number;
  readonly packet: number;
  /** The packet that it answers; undefined: the reply does not say. */
  readonly to: number | undefined;
}

/** What was said in the dialogues of one protocol. */
export interface DialogueCount {
  readonly dialogue: Dialogue;
  readonly sessions: Set<number>;
  readonly words: Map<string, WordCount>;
  /** Words beyond the limit. */
  rest: number;
  replies: number;
  seconds: number;
  /** The slowest first. */
  readonly slowest: SlowReply[];
}

/** Counts the commands and replies of each dialogue protocol. The analyzer must make marks. */
export class CommandLog {
  readonly #counts = new Map<string, DialogueCount>();

  /** What the dialogues finished with the packet at hand. */
  packet(a: Analyzer): void {
    for (const unit of a.units) this.#unit(unit, a.number);
  }

  /** By protocol, the one that spoke first at the top; within it by field, the most frequent word first. */
  get rows(): readonly { count: DialogueCount; words: readonly WordCount[] }[] {
    return [...this.#counts.values()].map((count) => {
      const order = new Map(count.dialogue.fields.map((field, i) => [field, i]));
      const words = [...count.words.values()].sort((x, y) => order.get(x.field)! - order.get(y.field)! || y.count - x.count);
      return { count, words };
    });
  }

  #unit(unit: Unit, packet: number): void {
    if (unit.bulk) return;
    const count = this.#countOf(unit.session.dialogue);
    count.sessions.add(unit.session.id);
    let seconds: number | undefined;
    let to: number | undefined;
    for (const mark of unit.marks) {
      const { field } = mark;
      if (field.kind === 'span' && TIME.test(field.path)) seconds = Number(valueOf(mark, unit));
      else if (field.kind === 'packet' && ANSWERED.test(field.path)) to = Number(valueOf(mark, unit));
      else if (SAID[unit.side].test(field.path)) countWord(count, field, valueOf(mark, unit), packet);
    }
    if (seconds !== undefined) note(count, { seconds, packet, to });
  }

  #countOf(dialogue: Dialogue): DialogueCount {
    let count = this.#counts.get(dialogue.name);
    if (count === undefined) this.#counts.set(dialogue.name, (count = { dialogue, sessions: new Set(), words: new Map(), rest: 0, replies: 0, seconds: 0, slowest: [] }));
    return count;
  }
}

function valueOf(mark: Mark, unit: Unit): Value {
  return mark.value ?? valueAt(mark.field, unit.bytes, mark.from, mark.to);
}

function countWord(count: DialogueCount, field: Field, value: Value, packet: number): void {
  const text = plainText(field, value).slice(0, MAX_WORD);
  const key = `${field.id} ${text.toUpperCase()}`;
  let word = count.words.get(key);
  if (word === undefined) {
    if (count.words.size >= MAX_WORDS) {
      count.rest++;
      return;
    }
    count.words.set(key, (word = { field, value, text, count: 0, packets: [] }));
  }
  word.count++;
  if (word.packets.length < MAX_EXAMPLES && word.packets.at(-1) !== packet) word.packets.push(packet);
}

function note(count: DialogueCount, reply: SlowReply): void {
  count.replies++;
  count.seconds += reply.seconds;
  const { slowest } = count;
  let place = slowest.length;
  while (place > 0 && slowest[place - 1]!.seconds < reply.seconds) place--;
  if (place === MAX_SLOW) return;
  slowest.splice(place, 0, reply);
  if (slowest.length > MAX_SLOW) slowest.pop();
}
