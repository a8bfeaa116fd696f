import type { Analyzer } from '../analysis/analyzer.ts';
import { Inspector } from '../analysis/inspector.ts';
import { SessionLog } from '../analysis/session-log.ts';
import { safe } from '../base/escape.ts';
import type { Lab, Part } from '../lab/lab.ts';
import { textIn } from '../lab/local-text.ts';
import type { Plan } from '../lab/scout.ts';
import { SecretPlaces } from '../lab/secret-places.ts';
import type { Selected } from '../lab/selection.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { DialogueSheet, stateBlocks } from './sheet-dialogue.ts';
import type { Block, SheetDocument } from './sheet-document.ts';
import { HandshakeSheet } from './sheet-handshake.ts';
import { fieldColumns, heading, note, PacketSheets } from './sheet-packet.ts';

export interface SheetOptions {
  readonly lab: Lab;
  /** What a pass before has found out: what is to be shown, and where secrets stand. */
  readonly plan: Plan;
  readonly showSecrets: boolean;
  /** Values and meanings are left to be filled in. */
  readonly isBlank: boolean;
}

/** What is written of one part, while packets pass by. */
interface PartSheet {
  readonly selected: Selected;
  readonly packets: Block[];
  readonly handshake: HandshakeSheet | undefined;
  /** The dialogues on its connection, by the number of their session. */
  readonly dialogues: Map<number, DialogueSheet>;
}

/** Lines to write in where the bytes of a packet belong. */
const ROOM = 6;

/** Writes the sheet of a lab: looks at the chosen packets and dialogues while they pass by. The analyzer must make marks. */
export class Sheet {
  readonly #a: Analyzer;
  readonly #catalogue: Catalogue;
  readonly #options: SheetOptions;
  readonly #inspector: Inspector;
  readonly #log: SessionLog;
  readonly #packets: PacketSheets;
  readonly #parts: readonly PartSheet[];

  constructor(a: Analyzer, catalogue: Catalogue, options: SheetOptions) {
    const { plan: { selected, secrets }, showSecrets, isBlank } = options;
    this.#a = a;
    this.#catalogue = catalogue;
    this.#options = options;
    this.#inspector = new Inspector(a);
    this.#log = new SessionLog(a);
    this.#packets = new PacketSheets(catalogue, showSecrets ? new SecretPlaces() : secrets, isBlank);
    this.#parts = selected.map((one) => ({
      selected: one, packets: [], dialogues: new Map(), handshake: one.part.sheet.handshake ? new HandshakeSheet(a, catalogue, isBlank) : undefined,
    }));
  }

  /** Look at the packet at hand. */
  packet(): void {
    for (const part of this.#parts) {
      if (part.selected.packets.includes(this.#a.number)) part.packets.push(...this.#packet(part.selected.part));
      if (part.selected.steps.includes(this.#a.number)) part.handshake?.packet();
      this.#units(part);
    }
  }

  /** The analyzer was told that the capture, which has this name, is over: that may have finished units. */
  document(capture: string): SheetDocument {
    for (const part of this.#parts) this.#units(part);
    const blocks = this.#parts.flatMap((part) => this.#blocks(part));
    return sheetDocument(this.#options.lab, capture, blocks, this.#catalogue);
  }

  #packet({ id, sheet }: Part): Block[] {
    const { number, units } = this.#a;
    const bytes = this.#a.bytes.subarray(this.#a.from, this.#a.to);
    if (units.length === 0) this.#options.plan.secrets.copies(number, bytes);
    const tree = this.#inspector.inspect();
    return [section(id, String(number), this.#catalogue), ...this.#packets.original(number, bytes), ...this.#packets.decoded(number, tree, sheet.decode)];
  }

  #units({ selected: { part, stream }, dialogues }: PartSheet): void {
    if (!part.sheet.transcript || stream === undefined) return;
    for (const unit of this.#a.units) {
      const { id } = unit.session;
      if (this.#log.records[id]?.stream !== stream) continue;
      const dialogue = dialogues.get(id) ?? new DialogueSheet(this.#catalogue, this.#options.showSecrets, this.#options.isBlank);
      dialogues.set(id, dialogue);
      dialogue.unit(unit, this.#a.number);
    }
  }

  #blocks({ selected: { part }, packets, handshake, dialogues }: PartSheet): Block[] {
    const { isBlank } = this.#options;
    if (packets.length === 0) return [section(part.id, BLANK, this.#catalogue), note(this.#catalogue.say('sheet.absent')), ...partTemplate(part, this.#catalogue)];
    const told = [...dialogues].flatMap(([id, dialogue]) => {
      const record = this.#log.records[id]!;
      return [...dialogue.blocks(record), ...(part.sheet.states ? stateBlocks(record, this.#catalogue, isBlank) : [])];
    });
    return [...packets, ...(handshake?.blocks() ?? []), ...told];
  }
}

/** The form that students fill in by hand, without a capture. */
export function sheetTemplate(lab: Lab, c: Catalogue): SheetDocument {
  return sheetDocument(lab, '', lab.parts.flatMap((part) => [section(part.id, BLANK, c), ...partTemplate(part, c)]), c);
}

/** Where a number is to be written. */
const BLANK = '__';

function partTemplate({ sheet }: Part, c: Catalogue): Block[] {
  const rows = sheet.fields.map((field) => ({ cells: [{ text: c.label(field) }, { text: '' }, { text: '' }, { text: '' }] }));
  return [heading(c.say('sheet.original')), { kind: 'room', lines: ROOM }, heading(c.say('sheet.decoded')), { kind: 'table', columns: fieldColumns(c), rows }];
}

function section(id: string, number: string, c: Catalogue): Block {
  return { kind: 'section', text: c.say('sheet.section', { tag: id.toUpperCase(), number }) };
}

function sheetDocument(lab: Lab, capture: string, blocks: readonly Block[], c: Catalogue): SheetDocument {
  const facts = [[c.say('sheet.name'), ''], [c.say('sheet.group'), ''], [c.say('sheet.capture'), safe(capture)]] as const;
  return { language: c.language, title: safe(textIn(lab.title, c.language)), facts, blocks };
}
