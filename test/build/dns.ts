import { ascii, concat, u16, u32 } from './bytes.ts';

/** Builders of DNS messages. */

/** A name of labels; a label may be given as bytes. */
export function name(...labels: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const parts = labels.map((label) => (typeof label === 'string' ? ascii(label) : label));
  return concat(...parts.map((part) => concat(Uint8Array.of(part.length), part)), Uint8Array.of(0));
}

/** A compression pointer to an offset in the message. */
export const pointer = (offset: number): Uint8Array<ArrayBuffer> => u16(0xc000 | offset);

/** A text with its length in front. */
export const string = (text: string): Uint8Array<ArrayBuffer> => concat(Uint8Array.of(text.length), ascii(text));

export function question(owner: Uint8Array, type = 1, cls = 1): Uint8Array<ArrayBuffer> {
  return concat(owner, u16(type), u16(cls));
}

/** A record; `length` is that of its data unless given. */
export function record(owner: Uint8Array, type: number, data: Uint8Array, o: { cls?: number; ttl?: number; length?: number } = {}): Uint8Array<ArrayBuffer> {
  return concat(owner, u16(type), u16(o.cls ?? 1), u32(o.ttl ?? 300), u16(o.length ?? data.length), data);
}

export interface MessageOptions {
  id?: number;
  flags?: number;
  /** Numbers of the four sections. */
  counts?: readonly [number, number, number, number];
}

/** A message; its sections are given as they follow one another. */
export function message(o: MessageOptions, ...sections: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concat(u16(o.id ?? 0x1234), u16(o.flags ?? 0x0100), ...(o.counts ?? [1, 0, 0, 0]).map(u16), ...sections);
}
