import { type Findings, VERDICT } from '../analysis/tcp-findings.ts';
import { verdicts } from '../analysis/tcp-reasons.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Ink } from './ink.ts';

/** A verdict that says more than another takes its place. */
const SPECIAL = VERDICT.fastRetransmission | VERDICT.spuriousRetransmission;

/** The verdicts on a segment as the packet list has them: `[Retransmission] `, `[Duplicate acknowledgment 3] `. */
export class VerdictWords {
  readonly #words: readonly { readonly bit: number; readonly label: string }[];

  constructor(catalogue: Catalogue) {
    this.#words = verdicts.map(({ bit, field }) => ({ bit, label: `[${catalogue.label(field)}` }));
  }

  write(ink: Ink, found: Findings): void {
    const shown = (found.verdicts & SPECIAL) === 0 ? found.verdicts : found.verdicts & ~VERDICT.retransmission;
    for (const { bit, label } of this.#words) {
      if ((shown & bit) === 0) continue;
      ink.text(label);
      if (bit === VERDICT.duplicateAck) {
        ink.byte(0x20);
        ink.uint(found.duplicateNumber);
      }
      ink.ascii('] ');
    }
  }
}
