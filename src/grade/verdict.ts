import type { Fingerprint } from './originality/fingerprint.ts';
import type { Place } from './report.ts';
import type { Said } from './said.ts';

/** What a point was given or refused for. */
export interface Evidence {
  /** What the report says, and where. Secrets in it are masked. */
  readonly excerpt: string | undefined;
  readonly place: Place | undefined;
  /** Which of the captures handed in, and which of its packets. */
  readonly capture: string | undefined;
  readonly packet: number | undefined;
  /** Bytes of the packet, half-open. */
  readonly range: readonly [from: number, to: number] | undefined;
  /** Path of the field, and the value that the capture has in it, as people read it. */
  readonly field: string | undefined;
  readonly captured: string | undefined;
  /** The value itself where the catalogue has words for it: a number that may have a name, a flag. */
  readonly value?: number | boolean | undefined;
  /** Share of what it could bring, 0 to 1. */
  readonly credit: number;
  /** By which rule. */
  readonly rule: Said;
  readonly confidence: 'sure' | 'weak';
}

/** judged: the points stand. review: a person must look before they do. dropped: it does not count. */
export type ItemState = 'judged' | 'review' | 'dropped';

/** One thing that points are given for. */
export interface Item {
  /** `capture.web`, `arp.raw`, `arp.decoded`: overrides name it so. */
  readonly id: string;
  readonly kind: 'capture' | 'raw' | 'decoded';
  /** The check, or the section, in the rubric's words. */
  readonly name: string;
  readonly max: number;
  readonly points: number;
  readonly state: ItemState;
  readonly evidence: readonly Evidence[];
  /** Why it is not all the points, or why a person must look. */
  readonly reasons: readonly Said[];
}

/** What a submission was found to be worth. */
export interface Judgement {
  readonly items: readonly Item[];
  /** What was noticed of the files. */
  readonly notes: readonly Said[];
  readonly fingerprint: Fingerprint;
}

/** Of one submission: what it is worth, or why nobody can say. SHA-256 in hexadecimal over all its files, by name. */
export type Outcome =
  | { readonly sha256: string; readonly judgement: Judgement; readonly ungradable?: undefined }
  | { readonly sha256: string; readonly judgement?: undefined; readonly ungradable: Said };
