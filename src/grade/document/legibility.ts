import type { TextLayer } from '../report.ts';

/** Share of letters that may be wrong before a text counts as broken. */
const TOLERANCE = 0.05;
/** Russian or Vietnamese read in the wrong character set consists of nothing but such letters; French and Vietnamese have them here and there. */
const MAX_ACCENTED = 0.6;
/** Letters that say something. */
const ENOUGH = 40;

/** No character, one of somebody's own, or a control character: a font without a table of its characters gives these. */
// oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
const lost = /[\ufffd\ue000-\uf8ff\u0001-\u0008\u000e-\u001f\u0080-\u009f]/g;
/** A sign in the middle of a word: fonts of the time before Unicode (TCVN 5712, VNI) have letters in the places of signs. */
const signs = /(?<=\p{L})[\u00a1-\u00bf\u00d7\u00f7\u2013-\u203a\u20ac\u2122]+(?=\p{L})/gu;

/**
 * Did the letters of a text come out as letters? A PDF may lack the tables that say which characters its glyphs are, and old Vietnamese fonts
 * have letters where other fonts have signs: such a text can be read by people, but nothing can be said of it by machine.
 */
export function textLayer(lines: Iterable<string>): TextLayer {
  let letters = 0;
  let wrong = 0;
  let accented = 0;
  let foreign = 0;
  for (const line of lines) {
    letters += count(line, /\p{L}/gu);
    wrong += count(line, lost) + count(line, signs);
    accented += count(line, /[\u00c0-\u00ff]/g);
    foreign += count(line, /[\u0080-\uffff]/g);
  }
  if (letters + wrong === 0) return 'empty';
  const isMojibake = foreign > ENOUGH && accented > foreign * MAX_ACCENTED && accented > letters * MAX_ACCENTED;
  return wrong > (letters + wrong) * TOLERANCE || isMojibake ? 'broken' : 'sound';
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
