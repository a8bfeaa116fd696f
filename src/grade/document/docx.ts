import type { Block } from '../report.ts';
import { Refused } from './refused.ts';
import { relatedPart } from './relation.ts';
import { ReportWriter } from './writer.ts';
import { type Attributes, attribute, readXml, type XmlListener } from './xml.ts';
import type { Zip } from './zip.ts';

/** The part that every package of Office has (ECMA-376-2 §7.2.3). */
export const DOCX_TYPES = '[Content_Types].xml';
/** The part with the text, where the package does not say it. */
const MAIN = 'word/document.xml';

/**
 * What holds no text of the report: deletions and the origin of what was moved (tracked changes), field codes, older properties, and what stands in
 * for a drawing where drawings are not known (it repeats the text of its boxes).
 */
const passedOver = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delText', 'tabs', 'sectPr', 'pPrChange', 'rPrChange', 'tblPr', 'trPr', 'tblPrEx']);

/** The text of a Word document (ECMA-376-1 §17): paragraphs, tables and text boxes as they are read, without headers, notes and comments. */
export function readDocx(zip: Zip): readonly Block[] {
  const main = relatedPart(zip, '', 'officeDocument') ?? MAIN;
  const bytes = zip.read(main);
  if (bytes === undefined) throw new Refused('report-part-missing', { found: main });
  const listener = new DocxListener(headingStyles(zip, relatedPart(zip, main, 'styles')));
  readXml(bytes, main, listener);
  return listener.writer.finish();
}

class DocxListener implements XmlListener {
  readonly writer = new ReportWriter();
  readonly #levels: ReadonlyMap<string, number>;
  #isText = false;
  /** The run at hand is not shown. */
  #isHidden = false;
  #isRun = false;
  /** Columns that the cells at hand cover, innermost last. */
  readonly #spans: number[] = [];

  constructor(levels: ReadonlyMap<string, number>) {
    this.#levels = levels;
  }

  open(name: string, attributes: Attributes): boolean {
    if (passedOver.has(name)) return false;
    this.#structure(name, attributes);
    this.#inline(name, attributes);
    return true;
  }

  #structure(name: string, attributes: Attributes): void {
    const value = attribute(attributes, 'val') ?? '';
    const w = this.writer;
    switch (name) {
      case 'p':
        w.begin('paragraph');
        break;
      case 'pStyle':
        if (this.#levels.has(value)) w.becomeHeading(this.#levels.get(value)!);
        break;
      case 'outlineLvl':
        if (isOutline(value)) w.becomeHeading(Number(value) + 1);
        break;
      case 'tbl':
        w.beginTable();
        break;
      case 'tr':
        w.beginRow();
        break;
      case 'tc':
        w.beginCell();
        this.#spans.push(1);
        break;
      case 'gridSpan':
        this.#spans[this.#spans.length - 1] = Number(value) || 1;
    }
  }

  #inline(name: string, attributes: Attributes): void {
    const w = this.writer;
    switch (name) {
      case 'r':
        this.#isRun = true;
        this.#isHidden = false;
        break;
      case 'vanish':
        this.#isHidden = this.#isRun && isOn(attribute(attributes, 'val'));
        break;
      case 't':
        this.#isText = true;
        break;
      case 'tab':
        this.#say('\t');
        break;
      case 'noBreakHyphen':
        this.#say('-');
        break;
      case 'br':
      case 'cr':
        w.newLine();
        break;
      case 'blip':
      case 'imagedata':
        w.picture();
    }
  }

  close(name: string): void {
    const w = this.writer;
    switch (name) {
      case 't':
        this.#isText = false;
        break;
      case 'r':
        this.#isRun = this.#isHidden = false;
        break;
      case 'p':
        w.end();
        break;
      case 'tc':
        w.endCell(this.#spans.pop());
        break;
      case 'tr':
        w.endRow();
        break;
      case 'tbl':
        w.endTable();
    }
  }

  text(text: string): void {
    if (this.#isText) this.#say(text);
  }

  #say(text: string): void {
    if (!this.#isHidden) this.writer.text(text);
  }
}

/** A switch is on if it is named without a value (ECMA-376-1 §17.17.4). */
function isOn(value: string | undefined): boolean {
  return value === undefined || !['0', 'false', 'off'].includes(value);
}

/** Outline levels are 0 to 8; 9 is body text. */
function isOutline(value: string): boolean {
  return /^[0-8]$/.test(value);
}

/** Which paragraph styles are headings, and of which level. Their ids are translated by Word (`1` in Russian), their names are not. */
function headingStyles(zip: Zip, part: string | undefined): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  const bytes = part === undefined ? undefined : zip.read(part);
  if (bytes === undefined) return levels;
  let id = '';
  readXml(bytes, part!, {
    open(name, attributes) {
      const value = attribute(attributes, 'val') ?? '';
      const heading = /^heading ([1-9])$/i.exec(value)?.[1];
      if (name === 'style') id = attribute(attributes, 'styleId') ?? '';
      else if (name === 'name' && heading !== undefined) levels.set(id, Number(heading));
      else if (name === 'outlineLvl' && isOutline(value)) levels.set(id, Number(value) + 1);
      return true;
    },
    close: () => undefined,
  });
  return levels;
}
