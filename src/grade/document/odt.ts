import type { Block } from '../report.ts';
import { MAX_SPAN } from './limit.ts';
import { Refused } from './refused.ts';
import { ReportWriter } from './writer.ts';
import { type Attributes, attribute, readXml, type XmlListener } from './xml.ts';
import type { Zip } from './zip.ts';

export const ODT_MAIN = 'content.xml';
const MANIFEST = 'META-INF/manifest.xml';
/** Blanks that one element may stand for. */
const MAX_BLANKS = 1000;

/** What holds no text of the report: deletions (tracked changes), comments, notes, and what describes a picture. */
const passedOver = new Set(['tracked-changes', 'annotation', 'note', 'forms', 'title', 'desc', 'ruby-text', 'hidden-text', 'scripts', 'font-face-decls']);

/** The text of an OpenDocument text (ODF 1.3 part 3): paragraphs, tables and text boxes as they are read. */
export function readOdt(zip: Zip): readonly Block[] {
  if (isEncrypted(zip)) throw new Refused('report-encrypted');
  const bytes = zip.read(ODT_MAIN);
  if (bytes === undefined) throw new Refused('report-part-missing', { found: ODT_MAIN });
  const listener = new OdtListener();
  readXml(bytes, ODT_MAIN, listener);
  return listener.writer.finish();
}

/** The manifest is never encrypted itself, and says which parts are (ODF 1.3 part 2 §4.4). */
function isEncrypted(zip: Zip): boolean {
  const bytes = zip.read(MANIFEST);
  let found = false;
  if (bytes === undefined) return false;
  readXml(bytes, MANIFEST, {
    open(name) {
      found ||= name === 'encryption-data';
      return true;
    },
    close: () => undefined,
  });
  return found;
}

class OdtListener implements XmlListener {
  readonly writer = new ReportWriter();
  /** Paragraphs that are open: only in them, characters are text. */
  #passages = 0;
  /** The style that is being declared, and the text styles that hide what has them. */
  #style = '';
  readonly #hiding = new Set<string>();
  readonly #spans: number[] = [];

  open(name: string, attributes: Attributes): boolean {
    if (passedOver.has(name) || (name === 'span' && this.#hiding.has(attribute(attributes, 'style-name') ?? ''))) return false;
    this.#structure(name, attributes);
    this.#inline(name, attributes);
    return true;
  }

  #structure(name: string, attributes: Attributes): void {
    const w = this.writer;
    switch (name) {
      case 'style':
        this.#style = attribute(attributes, 'name') ?? '';
        break;
      case 'text-properties':
        if (attribute(attributes, 'display') === 'none') this.#hiding.add(this.#style);
        break;
      case 'p':
      case 'h':
        this.#passages++;
        w.begin('paragraph');
        if (name === 'h') w.becomeHeading(Number(attribute(attributes, 'outline-level')) || 1);
        break;
      case 'table':
        w.beginTable();
        break;
      case 'table-row':
        w.beginRow();
        break;
      case 'table-cell':
        w.beginCell();
        this.#spans.push(Math.min(MAX_SPAN, Number(attribute(attributes, 'number-columns-repeated')) || 1));
        break;
      case 'covered-table-cell':
        w.beginCell();
        this.#spans.push(1);
    }
  }

  #inline(name: string, attributes: Attributes): void {
    const w = this.writer;
    switch (name) {
      case 's':
        w.text(' '.repeat(Math.min(MAX_BLANKS, Number(attribute(attributes, 'c')) || 1)));
        break;
      case 'tab':
        w.text('\t');
        break;
      case 'line-break':
        w.newLine();
        break;
      case 'image':
        w.picture();
    }
  }

  close(name: string): void {
    const w = this.writer;
    switch (name) {
      case 'p':
      case 'h':
        this.#passages--;
        w.end();
        break;
      case 'table':
        w.endTable();
        break;
      case 'table-row':
        w.endRow();
        break;
      case 'table-cell':
      case 'covered-table-cell':
        w.endCell(this.#spans.pop());
    }
  }

  /** Runs of blanks count as one; elements stand for those that are meant (ODF 1.3 part 3 §6.1.2). */
  text(text: string): void {
    if (this.#passages > 0) this.writer.text(text.replace(/[ \t\r\n]+/g, ' '));
  }
}
