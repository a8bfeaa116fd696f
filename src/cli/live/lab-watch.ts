import type { Analyzer } from '../../analysis/analyzer.ts';
import type { SessionRecord } from '../../analysis/session-log.ts';
import { type Check, Checker, type Met } from '../../lab/checker.ts';
import type { Lab } from '../../lab/lab.ts';
import type { LiveObserver } from './view.ts';

/** The tick list of a lab while a capture goes on: tells of each need when it is met. */
export class LabWatch implements LiveObserver {
  readonly #checker: Checker;
  readonly #onMet: (met: Met) => void;

  constructor(lab: Lab, analyzer: Analyzer, onMet: (met: Met) => void) {
    this.#checker = new Checker(lab, analyzer);
    this.#onMet = onMet;
  }

  packet(): void {
    this.#checker.packet();
    this.#tell();
  }

  closed(record: SessionRecord): void {
    this.#checker.closed(record);
    this.#tell();
  }

  /** The list may lack what was in them; how many they were the view knows. */
  skipped(): void {}

  /** How many needs are met, and how many there are. */
  get standing(): { met: number; needs: number } {
    return this.#checker.standing;
  }

  check(): Check {
    return this.#checker.check();
  }

  #tell(): void {
    for (const met of this.#checker.news()) this.#onMet(met);
  }
}
