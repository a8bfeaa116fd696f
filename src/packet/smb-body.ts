import type { TreeBuilder } from '../base/tree.ts';
import { smbBodyFields as f } from './smb-fields.ts';
import { type Layout, layouts } from './smb-layouts.ts';
import { COMMAND } from './smb-names.ts';
import { type SmbMessage, SmbPlaces } from './smb-places.ts';
import { addSetup } from './smb-transaction.ts';

/** Where the next command, and where it begins, stand among the parameters of a command that may be followed by another. */
const NEXT_COMMAND_AT = 0;
const NEXT_OFFSET_AT = 2;
/** Bytes of the byte count. */
const COUNT = 2;

/** A command in a message: where its word count stands, and what its words mean. */
interface Block {
  readonly message: SmbMessage;
  readonly at: number;
  readonly layout: Layout | undefined;
  /** Where its parameters begin, and end. */
  readonly words: number;
  readonly wordsEnd: number;
  /** Where the next command begins, if one follows. */
  readonly next: number | undefined;
}

/** Adds the commands of a message, each with its parameters and its data, from `from` to `to`: to there the layer reaches. */
export function addCommands(t: TreeBuilder, first: SmbMessage, from: number, to: number): void {
  let at = from;
  for (let message = first; at < to; ) {
    const block = blockAt(t, message, at);
    const { next } = block;
    const isSound = next !== undefined && next >= block.wordsEnd + COUNT && next < to;
    at = addBlock(t, block, isSound ? next : to);
    if (next === undefined) break;
    if (!isSound) {
      noteNext(t, block, next);
      break;
    }
    if (next > at) t.add(f.padding, at, next);
    at = next;
    message = { ...message, command: t.bytes[block.words + NEXT_COMMAND_AT]! };
  }
  if (at < to) t.add(f.unknown_data, at, to);
}

/** The next command does not stand after this one, or lies beyond what is there. */
function noteNext(t: TreeBuilder, { message, words, wordsEnd }: Block, next: number): void {
  const from = wordsEnd + COUNT;
  const code = next < from ? 'value' : t.end < t.wireEnd ? 'cut' : 'length-big';
  t.fault(code, words + NEXT_OFFSET_AT, (code === 'value' ? from : next) - message.start, (code === 'value' ? next : t.end) - message.start);
}

/** Adds one command, which goes no further than `to`. Returns where it ends. */
function addBlock(t: TreeBuilder, block: Block, to: number): number {
  const { at, words, wordsEnd, message, layout } = block;
  const dataAt = wordsEnd + COUNT;
  const count = dataAt <= to ? t.bytes[wordsEnd]! | (t.bytes[wordsEnd + 1]! << 8) : 0;
  const end = dataAt > to || layout?.isLong === true ? to : Math.min(dataAt + count, to);
  t.begin(f.body, at, end);
  t.add(f.wct, at, words);
  addParameters(new SmbPlaces(t, words, Math.min(wordsEnd, to), message), layout);
  const rest = new SmbPlaces(t, Math.min(wordsEnd, end), end, message);
  // A layer that ends within the parameters has a mailslot behind it, whose they are from there on.
  if (dataAt <= to || to === t.end) addData(rest, words, layout, count);
  t.close();
  return end;
}

function addParameters(p: SmbPlaces, layout: Layout | undefined): void {
  for (const parameter of layout?.parameters ?? []) {
    if ('path' in parameter) p.parameter(parameter);
    else p.parameter(...parameter);
  }
  if (layout?.isOpen === true) addSetup(p);
  p.rest(f.word_parameters);
}

/** The byte count, and the data that it counts. */
function addData(p: SmbPlaces, words: number, layout: Layout | undefined, count: number): void {
  if (!p.take(f.bcc)) {
    p.rest(f.byte_parameters);
    return;
  }
  if (layout?.isLong !== true && count > p.left) p.miss(count);
  layout?.data?.(p, words);
  p.rest(f.byte_parameters);
}

function blockAt(t: TreeBuilder, message: SmbMessage, at: number): Block {
  const wct = t.bytes[at]!;
  const [requests, responses] = layouts[message.command] ?? [[], []];
  const layout = (message.isResponse ? responses : requests).find((l) => (l.isOpen ? wct >= l.wct : wct === l.wct));
  const words = at + 1;
  const wordsEnd = words + (layout === undefined || layout.isOpen ? 2 * wct : layout.size);
  return { message, at, layout, words, wordsEnd, next: nextOf(t, message, layout, words, wordsEnd) };
}

/** Where the command after this one begins; undefined: none follows, or this one never has a successor. */
function nextOf({ bytes: b, end }: TreeBuilder, message: SmbMessage, layout: Layout | undefined, words: number, wordsEnd: number): number | undefined {
  if (layout === undefined || !layout.parameters.some((p) => p === f.andxoffset) || wordsEnd > end || b[words + NEXT_COMMAND_AT] === COMMAND.none) return undefined;
  return message.start + (b[words + NEXT_OFFSET_AT]! | (b[words + NEXT_OFFSET_AT + 1]! << 8));
}
