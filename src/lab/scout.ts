import type { Analyzer } from '../analysis/analyzer.ts';
import { Checker } from './checker.ts';
import type { Lab } from './lab.ts';
import { SecretPlaces } from './secret-places.ts';
import { type Selected, Selection } from './selection.ts';

/** What a sheet shows of a capture, and what it must not show. */
export interface Plan {
  readonly selected: readonly Selected[];
  readonly secrets: SecretPlaces;
}

/** The first pass over a capture for a sheet: what is to be shown is known when it is over. The analyzer must make marks and judge segments. */
export class Scout {
  readonly #a: Analyzer;
  readonly #checker: Checker;
  readonly #selection: Selection;
  readonly #secrets = new SecretPlaces();

  constructor(lab: Lab, a: Analyzer) {
    this.#a = a;
    this.#checker = new Checker(lab, a);
    this.#selection = new Selection(lab, a);
  }

  /** Look at the packet at hand. */
  packet(): void {
    this.#checker.packet();
    this.#selection.packet();
    this.#keepSecrets();
  }

  /** The analyzer was told that the capture is over: that may have finished units. */
  end(): Plan {
    this.#keepSecrets();
    return { selected: this.#selection.selected(this.#checker.check()), secrets: this.#secrets };
  }

  #keepSecrets(): void {
    for (const unit of this.#a.units) this.#secrets.unit(unit);
  }
}
