import { SaxesParser } from 'saxes';
import { MAX_DEPTH } from './limit.ts';
import { Refused } from './refused.ts';

/** Told of the elements of an XML part as they pass by. Names come without their prefixes. */
export interface XmlListener {
  /** False: nothing inside this element is of interest. */
  open(name: string, attributes: Attributes): boolean;
  close(name: string): void;
  text?(text: string): void;
}

export type Attributes = Readonly<Record<string, string>>;

/**
 * Read an XML part. A document type is refused, so that entities can neither multiply nor lead to other files; nothing is ever loaded.
 */
export function readXml(bytes: Uint8Array, part: string, listener: XmlListener): void {
  const parser = new SaxesParser();
  let depth = 0;
  /** Depth of the element that is passed over; 0: none. */
  let passed = 0;
  parser.on('error', () => {
    throw new Refused('report-part-xml', { found: part });
  });
  parser.on('doctype', () => {
    throw new Refused('report-doctype', { found: part });
  });
  parser.on('opentag', (tag) => {
    if (++depth > MAX_DEPTH) throw new Refused('report-nesting', { had: MAX_DEPTH, found: part });
    if (passed === 0 && !listener.open(localName(tag.name), tag.attributes)) passed = depth;
  });
  parser.on('closetag', (tag) => {
    if (passed === 0) listener.close(localName(tag.name));
    else if (passed === depth) passed = 0;
    depth--;
  });
  const text = (characters: string): void => {
    if (passed === 0) listener.text?.(characters);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.write(decoded(bytes)).close();
}

/** The value of an attribute, whatever its prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  for (const [full, value] of Object.entries(attributes)) if (localName(full) === name) return value;
  return undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** XML is UTF-8 unless a byte order mark says otherwise (XML 1.0 §4.3.3). */
function decoded(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const charset = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(charset).decode(bytes);
}
