import { type Token, Tokenizer, TokenizerMode, type TokenHandler } from 'parse5';
import type { Block, Passage } from '../report.ts';
import { ReportWriter } from './writer.ts';

/** Elements that begin and end a passage. */
const passages = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'caption', 'center', 'dd', 'details', 'dir', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer', 'form',
  'header', 'hr', 'html', 'li', 'main', 'menu', 'nav', 'ol', 'p', 'section', 'summary', 'tbody', 'tfoot', 'thead', 'ul',
]);
/** Elements without text of the report; that of deletions is gone from it. (`head` may have no end tag, and holds nothing else.) */
const passedOver = new Set(['script', 'style', 'template', 'noscript', 'title', 'select', 'svg', 'math', 'object', 'iframe', 'del', 's', 'strike', 'audio', 'video', 'canvas']);
/** Elements without an end. */
const empty = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr']);
/** What stands in these is not looked through for tags (HTML §13.2.5.1). */
const modes: Readonly<Record<string, (typeof TokenizerMode)[keyof typeof TokenizerMode]>> = {
  title: TokenizerMode.RCDATA, textarea: TokenizerMode.RCDATA, style: TokenizerMode.RAWTEXT, iframe: TokenizerMode.RAWTEXT, noscript: TokenizerMode.RAWTEXT, script: TokenizerMode.SCRIPT_DATA,
};

/** The text of a page, as its elements lay it out. Nothing of it is run or loaded. */
export function readHtml(html: string): readonly Block[] {
  const writer = new ReportWriter();
  writeHtml(writer, html);
  return writer.finish();
}

/** Write a page, or a piece of one, into a report. */
export function writeHtml(writer: ReportWriter, html: string): void {
  const handler = new HtmlHandler(writer);
  const tokenizer = new Tokenizer({}, handler);
  handler.tokenizer = tokenizer;
  tokenizer.write(html, true);
  handler.finish();
}

/**
 * Goes by the tags as they come, and builds no tree: the rules by which a tree is mended copy open elements into each new paragraph, so that a small
 * page may make a tree of millions.
 */
class HtmlHandler implements TokenHandler {
  tokenizer!: Tokenizer;
  readonly #writer: ReportWriter;
  /** The element that is passed over, and how many of its name are open. */
  #passed = '';
  #passedDepth = 0;
  /** Elements open in which blanks count. */
  #preformatted = 0;

  constructor(writer: ReportWriter) {
    this.#writer = writer;
  }

  finish(): void {
    if (this.#writer.isOpen) this.#writer.end();
  }

  onStartTag(tag: Token.TagToken): void {
    const { tagName } = tag;
    const mode = Object.hasOwn(modes, tagName) ? modes[tagName] : undefined;
    if (mode !== undefined) this.tokenizer.state = mode;
    if (this.#passedDepth > 0) {
      if (tagName === this.#passed && !tag.selfClosing) this.#passedDepth++;
    } else if (passedOver.has(tagName) || isHidden(tag)) {
      if (tag.selfClosing || empty.has(tagName)) return;
      this.#passed = tagName;
      this.#passedDepth = 1;
    } else {
      this.#open(tag);
    }
  }

  onEndTag({ tagName }: Token.TagToken): void {
    if (this.#passedDepth === 0) this.#close(tagName);
    else if (tagName === this.#passed) this.#passedDepth--;
  }

  onCharacter({ chars }: Token.CharacterToken): void {
    if (this.#passedDepth > 0) return;
    if (this.#preformatted > 0) this.#addLines(chars);
    else this.#addText(chars.replace(/[ \t\r\n\f]+/g, ' '));
  }

  onWhitespaceCharacter(token: Token.CharacterToken): void {
    this.onCharacter(token);
  }

  onNullCharacter(): void {}
  onComment(): void {}
  onDoctype(): void {}
  onEof(): void {}

  #open(tag: Token.TagToken): void {
    const w = this.#writer;
    const name = tag.tagName;
    const level = headingLevel(name);
    if (level > 0) this.#beginPassage('heading', level);
    else if (name === 'pre' || name === 'textarea' || name === 'xmp') this.#beginPreformatted();
    else if (name === 'br') this.#breakLine();
    else if (name === 'img') w.picture();
    else if (name === 'table') this.#endPassage(() => w.beginTable());
    else if (name === 'tr') this.#endPassage(() => w.endRow(), () => w.beginRow());
    else if (name === 'td' || name === 'th') this.#endPassage(() => w.endCell(), () => w.beginCell());
    else if (passages.has(name)) this.#endPassage();
    if (name === 'td' || name === 'th') this.#span = Number(valueOf(tag, 'colspan')) || 1;
  }

  #span = 1;

  #close(name: string): void {
    const w = this.#writer;
    if (name === 'pre' || name === 'textarea' || name === 'xmp') this.#endPassage(() => (this.#preformatted = Math.max(0, this.#preformatted - 1)));
    else if (name === 'table') this.#endPassage(() => w.endTable());
    else if (name === 'tr') this.#endPassage(() => w.endRow());
    else if (name === 'td' || name === 'th') this.#endPassage(() => w.endCell(this.#span));
    else if (passages.has(name) || headingLevel(name) > 0) this.#endPassage();
  }

  #beginPassage(kind: Passage['kind'], level = 0): void {
    this.#endPassage();
    this.#writer.begin(kind, level);
  }

  #beginPreformatted(): void {
    this.#beginPassage('preformatted');
    this.#preformatted++;
  }

  /** End the passage that is open, if one is, and do what comes after it. */
  #endPassage(...then: readonly (() => void)[]): void {
    if (this.#writer.isOpen) this.#writer.end();
    for (const each of then) each();
  }

  #breakLine(): void {
    if (!this.#writer.isOpen) this.#writer.begin('paragraph');
    this.#writer.newLine();
  }

  #addText(text: string): void {
    const w = this.#writer;
    // Blanks between elements, and at the beginning of a line, are those of the source.
    const shown = w.isLineBegun ? text : text.trimStart();
    if (shown !== '') w.text(shown);
  }

  #addLines(text: string): void {
    text.replaceAll('\r', '').split('\n').forEach((line, i) => {
      if (i > 0) this.#breakLine();
      if (line !== '') this.#writer.text(line);
    });
  }
}

function headingLevel(name: string): number {
  return /^h[1-6]$/.test(name) ? Number(name[1]) : 0;
}

function valueOf(tag: Token.TagToken, name: string): string | undefined {
  return tag.attrs.find((attribute) => attribute.name === name)?.value;
}

function isHidden(tag: Token.TagToken): boolean {
  return tag.attrs.some(({ name, value }) => name === 'hidden' || (name === 'style' && /display\s*:\s*none/i.test(value)));
}
