import type { Analyzer } from '../analysis/analyzer.ts';
import { FilterSet } from '../analysis/filter/filter-set.ts';
import type { Filter } from '../analysis/filter/filter.ts';
import type { Session, SessionRecord } from '../analysis/session-log.ts';
import { Doctor } from './doctor.ts';
import type { Finding } from './finding.ts';
import type { Lab, Need, Part } from './lab.ts';
import { type Follower, followerOf, type Progress } from './progress.ts';

/** Sessions whose moves are told as they come; those of further ones when they are over. */
export const MAX_SESSIONS = 10_000;

/** How a need of the lab stands. */
export interface NeedResult extends Progress {
  readonly need: Need;
}

/** How a part stands; `causes` may be why something is missing of it. */
export interface PartResult {
  readonly part: Part;
  readonly needs: readonly NeedResult[];
  readonly causes: readonly Finding[];
}

/** A need that has just been met, and how many are by now. */
export interface Met {
  readonly part: Part;
  readonly result: NeedResult;
  readonly met: number;
  readonly needs: number;
}

/** How a capture stands towards a lab. */
export interface Check {
  readonly lab: Lab;
  readonly parts: readonly PartResult[];
  readonly met: number;
  readonly needs: number;
  readonly isComplete: boolean;
  /** Where something is missing: what may be the cause of anything. */
  readonly causes: readonly Finding[];
  /** What is to be known even where nothing is missing. */
  readonly notes: readonly Finding[];
}

/**
 * Checks a capture against a lab, packet by packet: of a file, or while it is recorded. It asks the analyzer, which must make marks, about the
 * packet at hand; `closed` tells of each session that is over. `news` and `check` may be asked at any time.
 */
export class Checker {
  readonly #a: Analyzer;
  readonly #lab: Lab;
  readonly #filters: FilterSet;
  readonly #followers = new Map<Need, Follower>();
  /** Needs that are not known to be met, and the parts that they are of. */
  readonly #open = new Map<Need, Part>();
  readonly #doctor: Doctor;
  /** By session: how many of its moves were told. */
  readonly #told = new Map<number, number>();

  constructor(lab: Lab, a: Analyzer) {
    this.#lab = lab;
    this.#a = a;
    this.#filters = new FilterSet(a, lab.parts.flatMap((part) => part.needs.flatMap(filtersOf)));
    this.#doctor = new Doctor(a);
    for (const part of lab.parts) for (const need of part.needs) this.#follow(need, part);
  }

  /** Look at the packet at hand. */
  packet(): void {
    this.#filters.look();
    for (const follower of this.#followers.values()) follower.packet(this.#a, this.#filters);
    for (const { session } of this.#a.units) if (this.#told.size < MAX_SESSIONS || this.#told.has(session.id)) this.#moves(session);
    this.#doctor.packet();
  }

  /** A session is over. */
  closed(record: SessionRecord): void {
    this.#moves(record);
    this.#told.delete(record.id);
  }

  /** Needs that have been met since this was asked last. */
  news(): Met[] {
    const news: Met[] = [];
    for (const [need, part] of this.#open) {
      const follower = this.#followers.get(need)!;
      if (!follower.isMet) continue;
      this.#open.delete(need);
      news.push({ part, result: { need, ...follower.progress() }, ...this.standing });
    }
    return news;
  }

  /** How many needs are known to be met, by what `news` has told, and how many there are. */
  get standing(): { met: number; needs: number } {
    return { met: this.#followers.size - this.#open.size, needs: this.#followers.size };
  }

  check(): Check {
    const findings = this.#doctor.findings();
    const parts = this.#lab.parts.map((part) => this.#part(part, findings));
    const needs = parts.flatMap((part) => part.needs);
    const met = needs.filter((need) => need.isMet).length;
    const isComplete = met === needs.length;
    return {
      lab: this.#lab, parts, met, needs: needs.length, isComplete,
      causes: isComplete ? [] : findings.filter(({ explains }) => explains === 'all'),
      notes: findings.filter((finding) => finding.isTold && !parts.some(({ causes }) => causes.includes(finding))),
    };
  }

  #follow(need: Need, part: Part): void {
    this.#followers.set(need, followerOf(need));
    this.#open.set(need, part);
  }

  #part(part: Part, findings: readonly Finding[]): PartResult {
    const needs = part.needs.map((need) => ({ need, ...this.#followers.get(need)!.progress() }));
    const isWhole = needs.every((need) => need.isMet);
    const causes = isWhole ? [] : findings.filter(({ explains }) => explains !== 'all' && part.protocols.some((name) => explains.includes(name)));
    return { part, needs, causes };
  }

  /** Tell the moves of a session that were not told yet. */
  #moves({ id, dialogue: { name }, moves }: Pick<Session | SessionRecord, 'id' | 'dialogue' | 'moves'>): void {
    for (let i = this.#told.get(id) ?? 0; i < moves.length; i++) {
      const { from, to, packet } = moves[i]!;
      for (const follower of this.#followers.values()) follower.moved(name, from, to, packet);
      if (to === 'tls') this.#doctor.upgraded(name, packet);
    }
    this.#told.set(id, moves.length);
  }
}

/** The filters that a need asks of each packet. */
export function filtersOf(need: Need): readonly Filter[] {
  switch (need.kind) {
    case 'packets':
      return [need.filter];
    case 'connection':
      return need.steps;
    case 'move':
      return [];
  }
}
