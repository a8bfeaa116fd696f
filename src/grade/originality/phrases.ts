import { claimsInLine } from '../claim-line.ts';
import { Scope } from '../claim-reader.ts';
import { isDumpLike } from '../hex-text.ts';
import { type Block, type Line, linesOf, type Report } from '../report.ts';
import { lineTitle } from '../section-title.ts';
import { Hash53 } from './hash.ts';

/** Words of a phrase, and phrases that are kept of a report. */
const WORDS = 8;
export const MAX_PHRASES = 20_000;

/** Tables with so many columns say what packets hold: fields, dialogues, states. Whoever uses the sheet has its explanations in them, word by word as everybody else has. */
const FACT_COLUMNS = 3;

/** Hashes of every eight words that follow each other in the text of a report, without its dumps, its numbers, its titles and what it says of fields, which are alike where the packets are. */
export function phrasesOf(report: Report): Float64Array {
  const words: string[] = [];
  for (const block of report.blocks) {
    if (isGiven(block)) continue;
    for (const line of linesOf(block)) if (!isFact(line)) words.push(...wordsOf(line.text));
    if (words.length >= MAX_PHRASES) break;
  }
  const hashes = new Set<number>();
  for (let i = 0; i + WORDS <= words.length && hashes.size < MAX_PHRASES; i++) {
    const hash = new Hash53();
    hash.text(words.slice(i, i + WORDS).join(' '));
    hashes.add(hash.value);
  }
  return Float64Array.from(hashes).sort();
}

/** Titles stand in the template; tables of facts are the same where the packets are. */
function isGiven(block: Block): boolean {
  return block.kind === 'heading' || (block.kind === 'table' && block.rows.some((row) => row.length >= FACT_COLUMNS));
}

function isFact(line: Line): boolean {
  return isDumpLike(line.text) || lineTitle(line.text) !== undefined || claimsInLine(line, new Scope([])).length > 0;
}

/** Short words, and what may be bytes or numbers in hexadecimal, say nothing. */
function wordsOf(text: string): string[] {
  return (text.normalize('NFC').toLowerCase().match(/[\p{L}\p{M}\d]+/gu) ?? []).filter((word) => word.length > 2 && !/\d|^[a-f]+$/.test(word));
}
