import { isAscii } from '../base/latin.ts';
import { type Address, addressesOf, type Mailbox, mailboxesOf } from './address.ts';
import { type MailDate, dateOf } from './date.ts';
import { decodeWords } from './encoded-word.ts';
import { type HeaderField, readHeader } from './header-field.ts';
import { unfolded } from './header-text.ts';
import { type MessageId, messageIds } from './message-id.ts';
import { type ParameterizedValue, parameterizedValue, parameterValue } from './parameter.ts';
import { type Received, receivedOf } from './received.ts';

/** The header of a mail or of a part of one. Its fields are ranges of `bytes`; what they say is worked out when it is asked for. Names are given in lower case. */
export class Header {
  readonly bytes: Uint8Array;
  readonly fields: readonly HeaderField[];
  #contentType: ParameterizedValue | undefined;

  constructor(bytes: Uint8Array, fields: readonly HeaderField[]) {
    this.bytes = bytes;
    this.fields = fields;
  }

  /** The header at the start of bytes that hold a mail, or the beginning of one. */
  static of(bytes: Uint8Array): Header {
    return new Header(bytes, readHeader(bytes, 0, bytes.length).fields);
  }

  /** The first field of a name. */
  find(name: string): HeaderField | undefined {
    return this.fields.find((f) => f.name.toLowerCase() === name);
  }

  all(name: string): readonly HeaderField[] {
    return this.fields.filter((f) => f.name.toLowerCase() === name);
  }

  /** The text of the first field of a name, unfolded, its encoded words decoded. Undefined: there is none. */
  text(name: string): string | undefined {
    const field = this.find(name);
    return field === undefined ? undefined : this.textOf(field);
  }

  textOf({ valueFrom, valueTo }: HeaderField): string {
    // What the Content-Type says is needed for 8-bit characters alone.
    const charset = isAscii(this.bytes, valueFrom, valueTo) ? '' : this.charset;
    return decodeWords(unfolded(this.bytes, valueFrom, valueTo), charset);
  }

  /** The addresses in all fields of a name (RFC 5322 §3.6.3 allows one; mails that have more are read all the same). */
  addresses(name: string): Address[] {
    return this.all(name).flatMap((f) => addressesOf(this.bytes, f.valueFrom, f.valueTo, this.charset));
  }

  /** The same without groups: their members only. */
  mailboxes(name: string): Mailbox[] {
    return this.all(name).flatMap((f) => mailboxesOf(this.bytes, f.valueFrom, f.valueTo, this.charset));
  }

  date(name = 'date'): MailDate | undefined {
    const field = this.find(name);
    return field && dateOf(this.bytes, field.valueFrom, field.valueTo);
  }

  /** The names in a field like Message-ID or References. */
  messageIds(name: string): MessageId[] {
    return this.all(name).flatMap((f) => messageIds(this.bytes, f.valueFrom, f.valueTo));
  }

  /** The lines that servers put on top, the last one first. */
  received(): Received[] {
    return this.all('received').map((f) => receivedOf(this.bytes, f.valueFrom, f.valueTo));
  }

  /** Value and parameters of the first field of a name, like Content-Disposition; an empty value where it is missing. */
  parameterized(name: string): ParameterizedValue {
    const field = this.find(name);
    return field === undefined ? nothing : this.parameterizedAt(field);
  }

  /** The same of a field. (What the Content-Type says of the character set does not hold for the Content-Type itself.) */
  parameterizedAt({ name, valueFrom, valueTo }: HeaderField): ParameterizedValue {
    return parameterizedValue(this.bytes, valueFrom, valueTo, name.toLowerCase() === 'content-type' ? '' : this.charset);
  }

  get contentType(): ParameterizedValue {
    return (this.#contentType ??= this.parameterized('content-type'));
  }

  /** The character set that the body is said to be in, which undeclared 8-bit characters of the header are probably in as well; mostly empty. */
  get charset(): string {
    return parameterValue(this.contentType.parameters, 'charset');
  }
}

const nothing: ParameterizedValue = { value: '', valueAt: { from: 0, to: 0 }, parameters: [] };
