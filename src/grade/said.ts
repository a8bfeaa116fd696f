import type { MessageKey } from '../text/english.ts';
import type { Args } from '../text/message.ts';

/** A sentence to people, not yet in a language: a message of the catalogue and what fills its gaps. */
export interface Said {
  readonly key: MessageKey;
  readonly args: Args;
}

export function said(key: MessageKey, args: Args = {}): Said {
  return { key, args };
}
