import type { Field } from '../base/field.ts';
import type { Tree } from '../base/tree.ts';
import type { SecretPlaces, Stretch } from '../lab/secret-places.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { MASK } from './credential-list.ts';
import { cut } from './cut.ts';
import { hexLines } from './hex.ts';
import { fieldRow, layerRow, type TreeRow } from './packet-tree.ts';
import type { Block, Cell, SheetColumn, SheetRow } from './sheet-document.ts';

/** Bytes of a packet that are printed: as many as the largest frame of Ethernet has, two pages. */
export const MAX_DUMP = 1536;
/** Characters of a value. */
const MAX_VALUE = 240;

/** Writes chosen packets, original and decoded; or without values and meanings, for students to find. A field is explained where it is shown first. */
export class PacketSheets {
  readonly #catalogue: Catalogue;
  readonly #isBlank: boolean;
  /** Places that are not shown. */
  readonly #secrets: SecretPlaces;
  readonly #explained = new Set<string>();

  constructor(catalogue: Catalogue, secrets: SecretPlaces, isBlank: boolean) {
    this.#catalogue = catalogue;
    this.#secrets = secrets;
    this.#isBlank = isBlank;
  }

  /** The bytes of a packet, with stars for secrets. */
  original(packet: number, bytes: Uint8Array): Block[] {
    const c = this.#catalogue;
    const secrets = this.#secrets.in(packet);
    const shown = bytes.subarray(0, MAX_DUMP);
    const lines = starred(hexLines(shown, 0, shown.length), secrets, shown.length);
    const more = bytes.length > MAX_DUMP ? [note(c.say('sheet.more-bytes', { count: bytes.length - MAX_DUMP }))] : [];
    return [heading(c.say('sheet.original')), { kind: 'dump', lines }, ...more, ...(secrets.length > 0 ? [note(c.say('sheet.masked'))] : [])];
  }

  /** Its fields: those of the protocols in `decode`, and a line for each layer around them. */
  decoded(packet: number, tree: Tree, decode: readonly string[]): Block[] {
    const rows: SheetRow[] = [];
    for (let node = 0; node < tree.length; node = tree.skip(node)) {
      const { path } = tree.fields[node]!;
      if (path === 'frame') continue;
      rows.push(this.#layer(layerRow(tree, node, this.#catalogue)));
      if (decode.includes(path)) rows.push(...this.#fields(packet, tree, node));
    }
    return [heading(this.#catalogue.say('sheet.decoded')), { kind: 'table', columns: fieldColumns(this.#catalogue), rows }];
  }

  #layer({ label, range, meaning }: TreeRow): SheetRow {
    return { isHead: true, cells: [{ text: label }, { text: range, isCode: true }, { text: '' }, { text: meaning }] };
  }

  #fields(packet: number, tree: Tree, root: number): SheetRow[] {
    const rows: SheetRow[] = [];
    const end = tree.skip(root);
    for (let node = root + 1; node < end; node++) {
      const field = tree.fields[node]!;
      // What is worked out is no part of an exercise on bytes.
      if (this.#isBlank && field.generated) continue;
      const { label, range, value, meaning } = fieldRow(tree, node, this.#catalogue);
      const isSecret = this.#isSecret(packet, tree, node);
      const said: Cell[] = this.#isBlank ? [{ text: '' }, { text: '' }] : [
        { text: isSecret ? MASK : cut(value, MAX_VALUE), isCode: true },
        { text: this.#meaning(field, isSecret ? '' : cut(meaning, MAX_VALUE)) },
      ];
      rows.push({ cells: [{ text: label, depth: tree.depth[node]! - 1 }, { text: range, isCode: true }, ...said] });
    }
    return rows;
  }

  /** Does a field show a secret? Of a buffer that was put together, its pieces tell in which packets it would stand. */
  #isSecret(packet: number, tree: Tree, node: number): boolean {
    const source = tree.source[node]!;
    const given = tree.given[node];
    // A payload, say: bytes that have no place of their own in the tree.
    if (given instanceof Uint8Array && (this.#secrets.in(packet).length > 0 || this.#secrets.areIn(given))) return true;
    const from = tree.from[node]!;
    const to = Math.max(tree.to[node]!, from + 1);
    const pieces = source === 0 ? [{ packet, offset: 0, from: 0, to: Infinity }] : tree.sources[source - 1]!.pieces;
    return pieces.some((piece) => this.#secrets.in(piece.packet).some((secret) => {
      const shift = piece.offset - piece.from;
      return Math.max(from, piece.offset) < secret.to + shift && secret.from + shift < Math.min(to, piece.offset + piece.to - piece.from);
    }));
  }

  /** What the value means; where it has no name, what the field is for, once. A unit says little by itself. */
  #meaning(field: Field, meaning: string): string {
    if ((meaning !== '' && field.unit === undefined) || this.#explained.has(field.path)) return meaning;
    this.#explained.add(field.path);
    const explanation = this.#catalogue.explanation(field);
    return meaning === '' ? explanation : `${meaning}. ${explanation}`;
  }
}

export function fieldColumns(c: Catalogue): SheetColumn[] {
  return [{ title: c.say('sheet.field'), share: 26 }, { title: c.say('sheet.bytes'), share: 12 }, { title: c.say('sheet.value'), share: 28 }, { title: c.say('sheet.meaning'), share: 34 }];
}

export function heading(text: string): Block {
  return { kind: 'heading', text };
}

export function note(text: string): Block {
  return { kind: 'note', text };
}

const PER_LINE = 16;

/** Lines of a dump of `length` bytes, with two stars for each secret byte. */
function starred(lines: readonly string[], secrets: readonly Stretch[], length: number): string[] {
  const isSecret = (at: number): boolean => at < length && secrets.some(({ from, to }) => at >= from && at < to);
  return lines.map((line, i) => {
    const characters = Array.from(line);
    const first = line.indexOf(' ') + 2;
    const text = first + PER_LINE * 3 + 2;
    for (let column = 0; column < PER_LINE; column++) {
      if (!isSecret(i * PER_LINE + column)) continue;
      characters[first + column * 3] = characters[first + column * 3 + 1] = characters[text + column] = '*';
    }
    return characters.join('');
  });
}
