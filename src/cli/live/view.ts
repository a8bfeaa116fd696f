import { Analyzer } from '../../analysis/analyzer.ts';
import { ContentLog } from '../../analysis/content-log.ts';
import { compileFilter, type Filter } from '../../analysis/filter/filter.ts';
import { Lookup } from '../../analysis/lookup.ts';
import { Overview } from '../../analysis/overview.ts';
import type { SessionRecord } from '../../analysis/session-log.ts';
import { Backlog, type PacketFollower } from '../../capture/backlog.ts';
import type { PacketSink } from '../../capture/packet-sink.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { analyzerOptions, type Args, text } from '../options.ts';

/** Of a live capture so many sessions, and so many mails and objects, are remembered when they are over: for the overview at the end. */
export const MAX_LIVE_SESSIONS = 1000;
export const MAX_LIVE_CONTENTS = 1000;
export const MAX_LIVE_HEADERS = 4 << 20;

/** Packets that are looked at between two looks at the clock. */
const ROUND = 16;

/** What is left to do: nothing; more; or more, but the screen takes nothing at the moment. */
export type Work = 'done' | 'more' | 'blocked';

/** Looks on while a live capture is analysed: a screen, or whoever else has something to say of it. */
export interface LiveObserver {
  /** The packet at hand of the analyzer. */
  packet(): void;
  /** A session is over. */
  closed(record: SessionRecord): void;
  /** So many packets were captured without being looked at: there was no time for them. */
  skipped(count: number): void;
}

/**
 * Looks at the packets of a live capture, as far as there is time: they wait in a backlog, and are left out and counted when it is
 * full. The same analysis as of a file, with less memory of what is over.
 */
export class LiveView {
  readonly analyzer: Analyzer;
  readonly overview: Overview;
  readonly #backlog = new Backlog();
  readonly #follower: PacketFollower;
  readonly #filter: Filter | undefined;
  readonly #lookup: Lookup | undefined;
  readonly #observers: LiveObserver[] = [];
  /** Sessions that are over with the packet at hand: they are told of after it. */
  readonly #over: SessionRecord[] = [];

  constructor(args: Args, catalogue: Catalogue) {
    const contents = new ContentLog(MAX_LIVE_CONTENTS, MAX_LIVE_HEADERS);
    const filter = text(args, 'Y');
    this.#filter = filter === undefined ? undefined : compileFilter(filter);
    this.analyzer = new Analyzer(() => this.#packet(), { ...analyzerOptions(args, catalogue), marks: true, verdicts: true, contents });
    this.#lookup = this.#filter === undefined ? undefined : new Lookup(this.analyzer, this.#filter.fields);
    this.overview = new Overview(this.analyzer, contents, { keep: MAX_LIVE_SESSIONS, closed: (record) => void this.#over.push(record) });
    const { analyzer } = this;
    this.#follower = {
      packet: (bytes, from, to, wireLength, seconds, nanos, linkType, iface) => analyzer.packet(bytes, from, to, wireLength, seconds, nanos, linkType, iface),
      skip: (count) => {
        analyzer.skip(count);
        this.#observers.forEach((o) => o.skipped(count));
      },
    };
  }

  /** Where packets go that are to be looked at. */
  get sink(): PacketSink {
    return this.#backlog;
  }

  /** Packets that there was no time for. */
  get skipped(): number {
    return this.#backlog.skipped;
  }

  /** From now on this one looks on, too. */
  watch(observer: LiveObserver): void {
    this.#observers.push(observer);
  }

  /** The same, but only the packets that pass the display filter are shown to it. */
  watchFiltered(observer: LiveObserver): void {
    this.watch({
      packet: () => {
        if (this.#passes) observer.packet();
      },
      closed: (record) => observer.closed(record),
      skipped: (count) => observer.skipped(count),
    });
  }

  /** Look at packets for so many milliseconds, or as long as the screen takes what is written. */
  work(milliseconds: number, isBlocked: () => boolean): Work {
    const end = performance.now() + milliseconds;
    do {
      if (isBlocked()) return 'blocked';
      for (let i = 0; i < ROUND; i++) if (!this.#backlog.deliver(this.#follower)) return 'done';
    } while (performance.now() < end);
    return 'more';
  }

  /** To be called now and then: forget what is over. */
  forget(): void {
    this.analyzer.connections.forget(this.analyzer.seconds);
  }

  /** The capture is over, and everything has been looked at. */
  end(): void {
    this.analyzer.end();
    this.#tellOver();
  }

  #packet(): void {
    this.overview.packet();
    for (const observer of this.#observers) observer.packet();
    if (this.#over.length > 0) this.#tellOver();
  }

  #tellOver(): void {
    for (const record of this.#over.splice(0)) for (const observer of this.#observers) observer.closed(record);
  }

  get #passes(): boolean {
    return this.#filter === undefined || this.#filter.test(this.#lookup!.look());
  }
}
