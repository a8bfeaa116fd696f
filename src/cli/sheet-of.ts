import { Analyzer, type AnalyzerOptions } from '../analysis/analyzer.ts';
import { Links } from '../analysis/links.ts';
import type { Lab } from '../lab/lab.ts';
import { Scout } from '../lab/scout.ts';
import { Sheet } from '../report/sheet.ts';
import type { SheetDocument } from '../report/sheet-document.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** What a sheet is made of. */
export interface SheetRequest {
  readonly lab: Lab;
  /** What the capture is called. */
  readonly capture: string;
  readonly options?: AnalyzerOptions;
  readonly showSecrets?: boolean;
  readonly isBlank?: boolean;
}

/** The sheet of a capture. Two passes: what is to be shown is known when it has been read. `play` gives it to an analyzer, from its beginning each time. */
export function sheetOf(play: (a: Analyzer) => unknown, { lab, capture, options, showSecrets = false, isBlank = false }: SheetRequest, c: Catalogue): SheetDocument {
  const all: AnalyzerOptions = { ...options, marks: true, verdicts: true };
  const known = new Links();
  const first: Analyzer = new Analyzer(() => scout.packet(), { ...all, learn: known });
  const scout = new Scout(lab, first);
  play(first);
  first.end();
  const plan = scout.end();
  const second: Analyzer = new Analyzer(() => sheet.packet(), { ...all, known });
  const sheet = new Sheet(second, c, { lab, plan, showSecrets, isBlank });
  play(second);
  second.end();
  return sheet.document(capture);
}
