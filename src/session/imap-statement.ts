import type { Field } from '../base/field.ts';
import { decode } from '../base/value.ts';
import type { Line, Reading } from '../stream/reading.ts';
import type { Content } from './content.ts';
import { began, passed } from './framing.ts';
import { imapFields as f } from './imap-fields.ts';
import { isAllowed } from './imap-leave.ts';
import type { Command, Imap, ImapVoice } from './imap-state.ts';
import { BACKSLASH, ImapText, LEFT, LEFT_BRACE, QUOTE, RIGHT, SPACE } from './imap-text.ts';
import { countedMail, passMail } from './mail-text.ts';

/** A longer literal passes by unkept. */
export const MAX_KEPT_LITERAL = 4096;

const TILDE = 0x7e;

/** `{12}`, `{12+}`, and `~{12}` where any byte may come (RFC 3501 §4.3, RFC 7888 §4, RFC 3516 §4.4). */
const announcement = /^~?\{(\d{1,15})(\+?)\}$/;
const LONGEST_ANNOUNCEMENT = 20;

/** What is announced at the end of a line: so many bytes, after which the line goes on. */
export interface Literal {
  readonly size: number;
  /** The client must not send it before the server has asked for it. */
  readonly isSync: boolean;
}

/** How a string is understood and marked. */
interface Meaning {
  /** The text of its bytes; without: UTF-8. */
  readonly read?: (bytes: Uint8Array) => string;
  /** A field for the string as it is written, with its quotation marks. */
  readonly around?: Field;
  readonly isSecret?: boolean;
}

const asUtf8 = (bytes: Uint8Array): string => decode(bytes, 'utf-8');

/**
 * A command or a response as it is read: a line, which after each literal in it goes on in another one (RFC 3501 §4.3). What is read is taken from the
 * text `at`..`to` of the line at hand, indices of `v.bytes` that hold until the next literal. Nothing fails: where something else stands than the grammar has
 * there, nothing is read, and `rest` takes what is left.
 *
 * Each line with its short literal is a unit of the dialogue. Groups that are open go on in the next line.
 */
export class Statement extends ImapText {
  /** The client's command: it needs leave to send literals. */
  command: Command | undefined;
  #end = 0;
  /** The line goes on beyond what is read of it at once. */
  #isCut = false;
  /** The server did not want the literal: the command is over without it. */
  #isRefused = false;

  /** The next line of a side as the beginning of a statement. */
  static *read(s: Imap, v: ImapVoice): Reading<Statement> {
    const t = new Statement(s, v);
    const line = yield* v.line();
    v.mark(f.isrequest, line.from, line.from, v.side === 'client');
    t.#openLine(line.from);
    t.#set(line);
    return t;
  }

  /** It is read to its end, or given up. The unit is left to be committed, with what has no bytes of its own. */
  end(): void {
    if (this.#isRefused) this.v.drop();
    else this.#closeLine();
  }

  // ---- strings and lists ----

  /** A string in any form: atom, quoted string or literal. Its text; undefined: it is too long to be kept, or not there. */
  *string(field: Field, meaning: Meaning = {}): Reading<string | undefined> {
    const { next } = this;
    if (next < 0 || next === LEFT || next === RIGHT) return undefined;
    if (next === QUOTE) return this.#quoted(field, meaning);
    const literal = this.literal();
    if (literal !== undefined) return yield* this.#kept(literal, field, meaning);
    const from = this.at;
    if (this.word() === '') {
      // What begins no value is passed over all the same: a brace that announces nothing, a control character.
      this.at++;
      this.word();
    }
    return this.#said(field, meaning, from, this.at, from, this.v.bytes.subarray(from, this.at));
  }

  /** The same, or NIL for none at all (§4.5). */
  *nstring(field: Field, meaning: Meaning = {}): Reading<string | undefined> {
    return this.nil() ? undefined : yield* this.string(field, meaning);
  }

  /** A parenthesized list (§4.4), or NIL: `item` reads each of its values, and returns nothing where that takes no literal. */
  *list(item: () => Reading<unknown> | undefined): Reading<void> {
    if (this.nil() || !this.skip(LEFT)) return;
    for (this.space(); !this.isOver && !this.skip(RIGHT); this.space()) {
      const { at, v } = this;
      const { offset } = v.reader;
      const reading = item();
      if (reading !== undefined) yield* reading;
      if (this.at === at && v.reader.offset === offset) yield* this.any();
    }
  }

  /** One value of any form, a list with all that is in it. */
  *any(field: Field = f.argument): Reading<void> {
    let depth = 0;
    do {
      if (this.skip(LEFT)) depth++;
      else if (this.skip(RIGHT)) depth--;
      else yield* this.string(field);
      this.space();
    } while (depth > 0 && !this.isOver);
  }

  /** All values that are left of the statement. */
  *rest(field: Field = f.argument): Reading<void> {
    do {
      for (this.space(); !this.isOver; this.space()) yield* this.any(field);
    } while (yield* this.#nextPart());
  }

  /** What is left is passed over, but for literals: it belongs to something whose beginning is not known. */
  *skim(): Reading<void> {
    for (;;) {
      this.#toTail();
      const literal = this.literal();
      if (literal !== undefined && (yield* this.#enter(literal))) yield* this.#pass(literal);
      else if (!(yield* this.#nextPart())) return;
    }
  }

  #quoted(field: Field, meaning: Meaning): string {
    const b = this.v.bytes;
    const from = this.at;
    let escapes = 0;
    let at = from + 1;
    for (; at < this.to && b[at] !== QUOTE; at++) {
      if (b[at] === BACKSLASH && at + 1 < this.to) {
        at++;
        escapes++;
      }
    }
    this.at = Math.min(at + 1, this.to);
    const content = b.subarray(from + 1, at);
    return this.#said(field, meaning, from + 1, at, from, escapes === 0 ? content : unescaped(content, escapes));
  }

  /** A string was read: `bytes` are what it says, at `from`..`to`; with its quotation marks it begins at `start` and ends where the text goes on. */
  #said(field: Field, { read = asUtf8, around, isSecret = false }: Meaning, from: number, to: number, start: number, bytes: Uint8Array): string {
    const text = read(bytes);
    const { v } = this;
    if (around !== undefined) v.open(around, start, this.at);
    v.mark(field, from, to, text);
    if (around !== undefined) v.close();
    if (isSecret) v.conceal(from, to);
    return text;
  }

  // ---- literals ----

  /** The literal that is announced here, at the end of the line. */
  literal(): Literal | undefined {
    if ((this.next !== LEFT_BRACE && this.next !== TILDE) || this.to - this.at > LONGEST_ANNOUNCEMENT || this.#isCut) return undefined;
    const found = announcement.exec(this.text);
    return found === null ? undefined : { size: Number(found[1]), isSync: found[2] === '' };
  }

  /**
   * A message comes in a literal, or a stretch of it that begins with its header or does not: it passes by as a content, which is over with it unless it `goesOn`. Undefined: it
   * does not come after all.
   */
  *message(literal: Literal, open: () => Content, hasHead = true, goesOn = false): Reading<Content | undefined> {
    const { s, v } = this;
    if (!(yield* this.#enter(literal))) return undefined;
    const content = open();
    const before = content.size + content.missing;
    const mail = countedMail(content, f.message, literal.size);
    mail.inBody = !hasHead;
    s.state[v.side].mail = mail;
    const reached = yield* passMail(v, mail);
    s.state[v.side].mail = undefined;
    if (!goesOn || !reached) content.end(reached);
    if (!reached) s.promised('literal', content.about.name, literal.size, content.size + content.missing - before, content.missing === 0);
    yield* this.#leave();
    return content;
  }

  /** A short literal is a string like others; a long one passes by. */
  *#kept(literal: Literal, field: Field, meaning: Meaning): Reading<string | undefined> {
    const { v } = this;
    if (!(yield* this.#enter(literal))) return undefined;
    if (literal.size > MAX_KEPT_LITERAL) {
      yield* this.#pass(literal);
      return undefined;
    }
    const from = yield* v.take(literal.size);
    this.at = v.reader.pos;
    this.#openLine(from);
    const text = this.#said(field, meaning, from, this.at, from, v.bytes.subarray(from, this.at));
    if (this.at - from < literal.size) {
      this.s.promised('literal', '', literal.size, this.at - from);
      this.to = this.#end = this.at;
    } else {
      this.#set(yield* v.line());
      this.#arrive();
    }
    return text;
  }

  *#pass({ size }: Literal): Reading<void> {
    const { v } = this;
    v.bulk(f['literal.data']);
    const there = yield* v.reader.skip(size);
    v.endBulk();
    if (there < size) this.s.promised('literal', '', size, there);
    yield* this.#leave();
  }

  /** The line with the announcement is over. False: the literal does not come, for the server refused the command in its place. */
  *#enter({ size, isSync }: Literal): Reading<boolean> {
    const { s, v } = this;
    v.open(f['literal.size'], this.at, this.to, size);
    if (!isSync) v.mark(f['literal.nonsync'], this.to - 2, this.to - 1);
    v.close();
    this.at = this.to;
    this.#closeLine();
    v.commit();
    if (this.command !== undefined && !(yield* isAllowed(s, this.command, size, isSync))) {
      this.#isRefused = true;
      this.at = this.to = this.#end = v.reader.pos;
      return false;
    }
    began(v, s.state[v.side], size);
    return true;
  }

  /** After a literal that passed by: the line after it is a unit of its own. */
  *#leave(): Reading<void> {
    yield* this.#newLine();
    this.#arrive();
  }

  /** What follows a literal is a blank, the end of a list, or nothing: else its length was wrong (RFC 3501 §9). */
  #arrive(): void {
    const { s, v } = this;
    passed(s.state[v.side]);
    if (!this.isOver && this.next !== SPACE && this.next !== RIGHT) s.note(v, 'misfit');
  }

  /** The next part of a line that is longer than is read at once; only a literal at its end is looked at. */
  *#nextPart(): Reading<boolean> {
    if (!this.#isCut) return false;
    this.#closeLine();
    this.v.commit();
    yield* this.#newLine();
    this.#toTail();
    return true;
  }

  /** Go on to the end of the line, but not over a literal that is announced there. */
  #toTail(): void {
    const tail = /~?\{\d+\+?\}$/.exec(this.v.latin(Math.max(this.at, this.to - LONGEST_ANNOUNCEMENT), this.to));
    this.at = this.to - (tail?.[0].length ?? 0);
  }

  // ---- lines ----

  *#newLine(): Reading<void> {
    const line = yield* this.v.line();
    this.#openLine(line.from);
    this.#set(line);
  }

  #set(line: Line): void {
    const { reader } = this.v;
    this.at = line.from;
    this.to = line.to;
    this.#end = line.end;
    this.#isCut = !line.whole && !(reader.ended && reader.pos === reader.limit);
  }

  #openLine(from: number): void {
    this.v.open(f.line, from, from);
    for (const group of this.groups) this.v.open(group, from, from);
  }

  #closeLine(): void {
    for (let i = 0; i < this.groups.length; i++) this.v.close(this.to);
    this.v.close(this.#end);
  }
}

/** The bytes of a quoted string without its `escapes` backslashes. */
function unescaped(content: Uint8Array, escapes: number): Uint8Array {
  const plain = new Uint8Array(content.length - escapes);
  let length = 0;
  for (let i = 0; i < content.length; i++) {
    if (content[i] === BACKSLASH && i + 1 < content.length) i++;
    plain[length++] = content[i]!;
  }
  return plain;
}
