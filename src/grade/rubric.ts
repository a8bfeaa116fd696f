import type { LocalText } from '../lab/local-text.ts';

/** What a teacher gives points for. Points are what they are before rounding. */
export interface Rubric {
  readonly title: LocalText;
  readonly max: number;
  /** The mark is a multiple of this. */
  readonly round: number;
  readonly checks: readonly CaptureCheck[];
  readonly sections: readonly SectionRule[];
  /** Compare the submissions with each other, for the teacher's eyes. */
  readonly originality: boolean;
  /** What the columns of a Moodle worksheet are called, where the teacher's Moodle speaks another language than those that are known. */
  readonly worksheet: Partial<WorksheetHeaders>;
}

/** Something that the capture must show. All points or none. */
export interface CaptureCheck {
  readonly id: string;
  readonly points: number;
  /** Fields that one packet must have, and their values; `*` is any. */
  readonly exists: readonly (readonly [path: string, value: string])[];
  /** A dialogue of this protocol must be whole. */
  readonly complete: string | undefined;
  readonly builtin: Builtin | undefined;
}

export const builtins = ['tcp-handshake'] as const;
export type Builtin = (typeof builtins)[number];

/** What a section of the report must show: a packet of the protocol, original and decoded. */
export interface SectionRule {
  readonly id: string;
  /** Protocols whose packets may be quoted in it. */
  readonly accept: readonly string[];
  /** Points for the bytes, and for what is said of them. */
  readonly raw: number;
  readonly decoded: number;
  /** A quotation of fewer bytes proves half at most. */
  readonly minBytes: number;
  /** What becomes of the points where the capture has no packet of these protocols. */
  readonly absent: Absent;
  readonly fields: readonly string[];
  /** So many of the fields are enough for all points. */
  readonly need: number;
}

export const absences = ['review', 'drop', 'zero'] as const;
/** A person looks; the section does not count; no points. */
export type Absent = (typeof absences)[number];

/** Titles of the columns of a Moodle worksheet. */
export interface WorksheetHeaders {
  readonly id: string;
  readonly grade: string;
  readonly modified: string;
  readonly feedback: string;
}
