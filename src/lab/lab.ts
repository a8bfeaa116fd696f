import type { Filter } from '../analysis/filter/filter.ts';
import type { Field } from '../base/field.ts';
import type { LocalText } from './local-text.ts';

/** A piece of laboratory work: what a capture of it holds when nothing is missing, and what of it is shown in a report. */
export interface Lab {
  readonly title: LocalText;
  /** What is to be done, in a few sentences. */
  readonly about: LocalText;
  readonly parts: readonly Part[];
}

/** What a lab has to say about one protocol. */
export interface Part {
  /** Its tag in reports, in small letters: `arp` is `[ARP]`. */
  readonly id: string;
  readonly title: LocalText;
  /** Display-filter names of the protocols that it is about. */
  readonly protocols: readonly string[];
  readonly needs: readonly Need[];
  readonly sheet: SheetPart;
}

/** Something that a complete capture holds. */
export type Need = PacketNeed | ConnectionNeed | MoveNeed;

interface Wanted {
  readonly id: string;
  /** What it is, and what to do where it is missing. */
  readonly what: LocalText;
  readonly hint: LocalText;
}

/** So many packets that pass a display filter. */
export interface PacketNeed extends Wanted {
  readonly kind: 'packets';
  readonly filter: Filter;
  readonly count: number;
}

/** A TCP connection with packets that pass these filters, one after the other; several of them may be the same packet. */
export interface ConnectionNeed extends Wanted {
  readonly kind: 'connection';
  readonly steps: readonly Filter[];
}

/** A step of a dialogue from one of its states to another. */
export interface MoveNeed extends Wanted {
  readonly kind: 'move';
  readonly dialogue: string;
  /** Undefined: from any. */
  readonly from: string | undefined;
  readonly to: string;
}

/** What the sheet shows of a part. */
export interface SheetPart {
  readonly packets: readonly Choice[];
  /** Protocols whose fields are shown; the layers around them get one line each. */
  readonly decode: readonly string[];
  /** The way a TCP connection is opened, what was said on it, the states that it went through. */
  readonly handshake: boolean;
  readonly transcript: boolean;
  readonly states: boolean;
  /** Fields that a worksheet without a capture asks for. */
  readonly fields: readonly Field[];
}

/** A packet to be shown: the first that passes the filter; and before it the one whose number stands in a field of it. */
export interface Choice {
  readonly filter: Filter;
  readonly with: Field | undefined;
}
