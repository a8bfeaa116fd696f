import { type Field, layerField, type Phrases } from '../base/field.ts';
import type { Args } from '../base/sentence.ts';
import type { Reading } from '../stream/reading.ts';
import type { HandoverWatch } from './handover-words.ts';
import type { Session } from './session.ts';
import type { Side } from './marks.ts';

/** How sure a probe is that a stream speaks its protocol. */
export type Likeness = 0 | 1 | 2;
export const NO: Likeness = 0;
export const PERHAPS: Likeness = 1;
export const SURELY: Likeness = 2;

/**
 * How it was found out which dialogue a stream holds: by a well-known port, by the look of its first bytes, by the user's word
 * (`-d`), or because the dialogue before it handed the stream over.
 */
export type How = 'port' | 'probe' | 'decode-as' | 'handover';

/** Why a session is taken for what it is said to be. */
export interface Recognition {
  readonly how: How;
  /** The port of the end that serves, as far as that is known. */
  readonly port: number;
}

/** A sentence with gaps: a key of the dialogue's `phrases`, and what fills them. */
export interface Phrase {
  readonly key: string;
  readonly args: Args;
}

/**
 * An application protocol on a stream: its fields, and one generator per side that reads like the RFC. A generator
 * that is left standing when bytes are lost is begun anew after the hole: what must outlive that is in the state.
 */
export interface Dialogue<State = unknown> {
  /** The display-filter name: `smtp`. */
  readonly name: string;
  readonly short: string;
  readonly title: string;
  readonly spec: string;
  readonly self: Field;
  readonly fields: readonly Field[];
  readonly ports: readonly number[];
  /** Ports, from – to, where it is often met though they are not its own: there the look of the first bytes must be sure, too. */
  readonly alsoOn?: readonly (readonly [from: number, to: number])[];
  /** Packet protocols whose messages it carries (`Voice.carry`), and what these carry in turn. */
  readonly carries?: readonly string[];
  /** The states a session walks through, and of each what holds while the session is in it. */
  readonly states: Readonly<Record<string, string>>;
  /** The state in which a session begins. */
  readonly firstState: string;
  /** English; the catalogue has the other languages. */
  readonly phrases: Phrases;
  /** Does the first segment of a side look like this protocol? */
  readonly probe: (bytes: Uint8Array, from: number, to: number, side: Side) => Likeness;
  /** Undefined: no other dialogue ever takes over. */
  readonly mayHandOver?: HandoverWatch;
  readonly open: () => State;
  readonly client: (s: Session<State>) => Reading<void>;
  readonly server: (s: Session<State>) => Reading<void>;
  /** Bytes of a side are lost; called before its generator is begun anew. */
  readonly lost?: (s: Session<State>, side: Side, length: number) => void;
  /** What became of it, in a line. */
  readonly outcome: (state: State) => readonly Phrase[];
}

/** A dialogue with the types of its fields, states and sentences, so that a translation that lacks one does not compile. */
export interface DialogueOf<N extends string, F, S, P> extends Dialogue {
  readonly name: N;
  /** The fields by the names that its file calls them. */
  readonly declared: F;
  readonly states: Readonly<Record<string, string>> & S;
  readonly phrases: Phrases & P;
}

export interface DialogueDefinition<State, F, S, P> extends Omit<Dialogue<State>, 'self' | 'fields' | 'name' | 'states' | 'firstState' | 'phrases'> {
  doc: string;
  fields: F;
  /** The first is where a session begins. */
  states: S;
  phrases: P;
}

/**
 * Declare a dialogue. Its state is its own business: from outside the type of the state is unknown. (The cast is safe because
 * a session only ever gives a dialogue the state that the same dialogue opened.)
 */
export function dialogue<const N extends string, State, const F extends Readonly<Record<string, Field>>, const S extends Readonly<Record<string, string>>, const P extends Phrases>(name: N, definition: DialogueDefinition<State, F, S, P>): DialogueOf<N, F, S, P> {
  const { short, title, spec, doc, fields, ports, alsoOn, carries, states, phrases, probe, mayHandOver, open, client, server, lost, outcome } = definition;
  const self = layerField(name, { label: title, doc, spec });
  const [firstState = ''] = Object.keys(states);
  // All have the same members, be they undefined: objects of one shape are quick to look into.
  return { name, short, title, spec, self, declared: fields, fields: Object.values(fields), ports, alsoOn, carries, states, firstState, phrases, probe, mayHandOver, open, client, server, lost, outcome } as unknown as DialogueOf<N, F, S, P>;
}
