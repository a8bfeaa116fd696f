import type { Fault } from '../base/fault.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { MessageKey } from '../text/english.ts';
import type { Args } from '../text/message.ts';

/** A sentence to people, not yet in a language: a message of the catalogue and what fills its gaps. */
export interface Said {
  readonly key: MessageKey;
  readonly args: Args;
  /** Fills the gap `{fault}`. */
  readonly fault: Fault | undefined;
}

export function said(key: MessageKey, args: Args = {}): Said {
  return { key, args, fault: undefined };
}

/** A sentence about something that is wrong with a file. */
export function faulty(key: MessageKey, fault: Fault, args: Args = {}): Said {
  return { key, args, fault };
}

/** The sentence in the language of a catalogue. */
export function tell({ key, args, fault }: Said, catalogue: Catalogue): string {
  return catalogue.say(key, fault === undefined ? args : { ...args, fault: catalogue.fault(fault) });
}
