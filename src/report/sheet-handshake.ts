import type { Analyzer } from '../analysis/analyzer.ts';
import { segmentLayer } from '../analysis/layers.ts';
import { fieldByPath, type Found, Lookup } from '../analysis/lookup.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Block, SheetRow } from './sheet-document.ts';
import { heading } from './sheet-packet.ts';
import { flagNames } from './tcp-line.ts';

const SYN = 0x02;
const ACK = 0x10;
const paths = ['tcp.srcport', 'tcp.dstport', 'tcp.flags', 'tcp.seq_raw', 'tcp.ack_raw'];

/** The segments by which a connection is opened (RFC 9293 §3.5), a row each. */
export class HandshakeSheet {
  readonly #a: Analyzer;
  readonly #lookup: Lookup;
  readonly #catalogue: Catalogue;
  readonly #isBlank: boolean;
  readonly #rows: SheetRow[] = [];

  constructor(a: Analyzer, catalogue: Catalogue, isBlank: boolean) {
    this.#a = a;
    this.#catalogue = catalogue;
    this.#isBlank = isBlank;
    this.#lookup = new Lookup(a, paths.flatMap((path) => fieldByPath(path) ?? []));
  }

  /** The packet at hand is one of them. */
  packet(): void {
    const layer = segmentLayer(this.#a);
    const values = this.#lookup.look().map((found) => Number(inLayer(found, layer)));
    const [source, destination, flags = 0, sequence, acknowledgment] = values;
    const isAnswer = (flags & ACK) !== 0;
    const told = this.#isBlank ? ['', '', '', ''] : [flagNames(flags), String(sequence), isAnswer ? String(acknowledgment) : '', this.#catalogue.say(stepOf(flags))];
    const codes = [`${source} → ${destination}`, ...told.slice(0, 3)].map((text) => ({ text, isCode: true }));
    this.#rows.push({ cells: [{ text: String(this.#a.number) }, ...codes, { text: told[3]! }] });
  }

  blocks(): Block[] {
    const c = this.#catalogue;
    if (this.#rows.length === 0) return [];
    const columns = [
      { title: c.say('sheet.packet'), share: 8 }, { title: c.say('sheet.from-to'), share: 18 }, { title: c.say('sheet.flags'), share: 13 },
      { title: c.say('sheet.sequence'), share: 15 }, { title: c.say('sheet.acknowledgment'), share: 15 }, { title: c.say('sheet.meaning'), share: 31 },
    ];
    return [heading(c.say('sheet.handshake')), { kind: 'table', columns, rows: this.#rows }];
  }
}

function inLayer(found: readonly Found[], layer: number): Found['value'] | undefined {
  return (found.find((one) => one.layer === layer) ?? found[0])?.value;
}

function stepOf(flags: number): 'sheet.syn' | 'sheet.syn-ack' | 'sheet.ack' {
  if ((flags & SYN) === 0) return 'sheet.ack';
  return (flags & ACK) === 0 ? 'sheet.syn' : 'sheet.syn-ack';
}
