import type { Fault } from '../base/fault.ts';
import { decodeCharset, isKnownCharset } from './charset.ts';
import type { Header } from './header.ts';
import { namesNothing, undeclared } from './header-text.ts';
import { type Parameter, parameterValue } from './parameter.ts';
import type { Range } from './range.ts';
import { decodeTransfer, isIdentity, measureTransfer, type TransferEncoding, transferEncoding } from './transfer-encoding.ts';
import { type UuencodedFile, uuencodedFiles } from './uuencode.ts';

/** Where a part of a mail stands, and what it consists of. */
export interface PartPlace extends Range {
  readonly header: Header;
  /** In lower case; what the place of the part implies, where its header does not say it. */
  readonly type: string;
  /** Where its body begins. */
  readonly body: number;
  /** Of a multipart, its parts; of a message/rfc822, the mail that it holds. */
  readonly parts: readonly Part[];
  /** What stands before the first part and after the last: for programs that know nothing of MIME (RFC 2046 §5.1.1). Undefined where there is nothing. */
  readonly preamble: Range | undefined;
  readonly epilogue: Range | undefined;
}

/** A node of the tree that a mail is (RFC 2045 §2.4): a header and a body. Ranges are of the bytes of the mail; values are worked out when they are asked for. */
export class Part implements PartPlace {
  readonly header: Header;
  readonly type: string;
  readonly from: number;
  readonly body: number;
  readonly to: number;
  readonly parts: readonly Part[];
  readonly preamble: Range | undefined;
  readonly epilogue: Range | undefined;

  constructor(place: PartPlace) {
    this.header = place.header;
    this.type = place.type;
    this.from = place.from;
    this.body = place.body;
    this.to = place.to;
    this.parts = place.parts;
    this.preamble = place.preamble;
    this.epilogue = place.epilogue;
  }

  get parameters(): readonly Parameter[] {
    return this.header.contentType.parameters;
  }

  /** A parameter of the Content-Type, or an empty text. */
  parameter(name: string): string {
    return parameterValue(this.parameters, name);
  }

  /** What a program is to do with the part: `inline`, `attachment` (RFC 2183 §2), in lower case; mostly empty. */
  get disposition(): string {
    return this.header.parameterized('content-disposition').value.toLowerCase();
  }

  /** The name that the part is to be saved under, decoded, as the sender wrote it: not safe as a path. Empty: none is given. */
  get fileName(): string {
    return parameterValue(this.header.parameterized('content-disposition').parameters, 'filename') || this.parameter('name');
  }

  /** A multipart has none of its own (RFC 2045 §6.4), nor has a mail that was read where it stands. */
  get encoding(): TransferEncoding {
    return this.parts.length > 0 ? 'binary' : transferEncoding(this.#encodingName);
  }

  get #encodingName(): string {
    return this.header.parameterized('content-transfer-encoding').value;
  }

  /** The bytes of the body, decoded: a view of the mail where nothing is encoded. */
  get content(): Uint8Array {
    return decodeTransfer(this.header.bytes, this.#bodyRange, this.encoding);
  }

  /** How many bytes `content` has, without making it. */
  get size(): number {
    return measureTransfer(this.header.bytes, this.#bodyRange, this.encoding).length;
  }

  /** Characters of the body, if it is text. */
  get text(): string | undefined {
    if (!this.type.startsWith('text/')) return undefined;
    const charset = this.parameter('charset');
    return namesNothing(charset) || !isKnownCharset(charset) ? undeclared(this.content) : decodeCharset(this.content, charset).text;
  }

  /** Files in the middle of the text, as `uuencode` writes them. Their ranges are of `content`. */
  get uuencodedFiles(): UuencodedFile[] {
    if (!this.type.startsWith('text/')) return [];
    const { content } = this;
    return uuencodedFiles(content, 0, content.length);
  }

  /** To be saved rather than shown: it says so, has a name, or is no text. */
  get isAttachment(): boolean {
    if (this.type.startsWith('multipart/')) return false;
    return this.disposition === 'attachment' || this.fileName !== '' || !this.type.startsWith('text/');
  }

  /** What is wrong with the encoding of the body. */
  get encodingFault(): Fault | undefined {
    const { encoding } = this;
    if (encoding === 'unknown') return { code: 'mail-encoding-unknown', at: this.body, need: 0, had: 0, found: this.#encodingName };
    if (isIdentity(encoding)) return undefined;
    const { strange, strangeAt } = measureTransfer(this.header.bytes, this.#bodyRange, encoding);
    return strange === 0 ? undefined : { code: 'mail-encoding', at: strangeAt, need: strange, had: this.to - this.body, found: encoding };
  }

  get #bodyRange(): Range {
    return { from: this.body, to: this.to };
  }
}

/** The parts of a tree that are no multiparts, in the order in which they stand; a mail inside the mail counts as one. */
export function leavesOf(part: Part): Part[] {
  return part.type.startsWith('multipart/') && part.parts.length > 0 ? part.parts.flatMap(leavesOf) : [part];
}

export function attachmentsOf(part: Part): Part[] {
  return leavesOf(part).filter((leaf) => leaf.isAttachment);
}
