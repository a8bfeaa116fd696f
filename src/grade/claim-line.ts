import type { Claim } from './claim.ts';
import type { Scope } from './claim-reader.ts';
import { plainCharacters } from './hex-text.ts';
import { meaningOf, WORKED_OUT } from './label.ts';
import type { Line, Place } from './report.ts';

/** Characters of a line that are looked at. */
const MAX_LINE = 4000;
/** Parts of a line that are looked at, and places in each at which the label may end. */
const MAX_PARTS = 40;
const MAX_SEPARATORS = 4;
/** What stands between a label and its value. */
const SEPARATOR = /\s*(?::|==?)\s*|\s+[–—-]\s+|\s*[–—]\s*|\t+\s*|\s{2,}/g;
/** In front of a label: the place of the bytes, the bits of a flag. */
const PREFIX = /^[\s>▸▾▶▼+•*]*(?:\d+(?:\.\d)?(?:[–-]\d+(?:\.\d)?)?\s{2,})?(?:[.01]{4}(?: [.01]{4})*\s*=\s*)?/;

/** `label: value`, `label — value`, `label = value`, and columns; several in a line with `,` or `;` between them. */
export function claimsInLine(line: Line, scope: Scope): Claim[] {
  const text = plainCharacters(line.text.slice(0, MAX_LINE));
  scope.enter(text);
  const plain = text.replace(PREFIX, '');
  const inBrackets = WORKED_OUT.exec(plain)?.[1];
  const claims: { claim: Claim; text: string }[] = [];
  for (const part of partsOf(inBrackets ?? plain)) {
    const claim = claimIn(part.text, line.place, scope, inBrackets !== undefined);
    const last = claims.at(-1);
    if (claim !== undefined) claims.push({ claim, text: part.text });
    // What is no claim belongs to the value before it: dates and lists have commas, too.
    else if (last !== undefined) Object.assign(last, { claim: { ...last.claim, value: last.claim.value + part.before + part.text } });
  }
  return claims.map(({ claim }) => ({ ...claim, value: claim.value.trim() }));
}

interface Part {
  readonly text: string;
  /** What separates it from the part before. */
  readonly before: string;
}

/** What stands between `,` or `;`, unless that is in brackets. */
function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  let before = '';
  let depth = 0;
  for (const found of text.matchAll(/[([]|[)\]]|;\s*|,\s+/g)) {
    if (/[([]/.test(found[0])) depth++;
    else if (/[)\]]/.test(found[0])) depth = Math.max(0, depth - 1);
    else if (depth === 0 && parts.length < MAX_PARTS) {
      parts.push({ text: text.slice(from, found.index), before });
      from = found.index + found[0].length;
      [before] = found;
    }
  }
  return [...parts, { text: text.slice(from), before }];
}

function claimIn(text: string, place: Place, scope: Scope, isWorkedOut: boolean): Claim | undefined {
  let count = 0;
  for (const found of text.matchAll(SEPARATOR)) {
    if (count++ === MAX_SEPARATORS) return undefined;
    const label = text.slice(0, found.index).trim();
    const { paths, isAmbiguous } = label === '' ? unknown : meaningOf(isWorkedOut ? `[${label}]` : label, scope.protocols);
    if (paths.length === 0) continue;
    const rest = text.slice(found.index + found[0].length);
    // Between columns stand blanks; after the value comes its meaning.
    const value = /[:=–—-]/.test(found[0]) ? rest : rest.split(/\t|\s{2,}/)[0]!;
    return { label, value, labelPlace: place, valuePlace: place, paths, isAmbiguous };
  }
  return undefined;
}

const unknown: ReturnType<typeof meaningOf> = { paths: [], isAmbiguous: false };
