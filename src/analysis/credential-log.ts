import type { Analyzer } from './analyzer.ts';
import type { SessionRecord } from './session-log.ts';

/** The sessions in which somebody said who he was. */
export type CredentialRecord = Pick<SessionRecord, 'id' | 'dialogue' | 'credentials'>;

/** Keeps account of nothing but who logged in. */
export class CredentialLog {
  readonly #found = new Map<number, CredentialRecord>();

  constructor(a: Analyzer) {
    a.dialogues.onOver = a.dialogues.onClose = ({ sessions }) => {
      for (const { id, dialogue, credentials } of sessions) if (credentials.length > 0) this.#found.set(id, { id, dialogue, credentials });
    };
  }

  /** In the order of their sessions. */
  get records(): readonly CredentialRecord[] {
    return [...this.#found.values()].toSorted((a, b) => a.id - b.id);
  }
}
