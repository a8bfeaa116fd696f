import { Analyzer } from '../../analysis/analyzer.ts';
import { ContentLog } from '../../analysis/content-log.ts';
import { compileFilter } from '../../analysis/filter/filter.ts';
import { Lookup } from '../../analysis/lookup.ts';
import { Overview } from '../../analysis/overview.ts';
import type { SessionRecord } from '../../analysis/session-log.ts';
import { Backlog, type PacketFollower } from '../../capture/backlog.ts';
import type { PacketSink } from '../../capture/packet-sink.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { analyzerOptions, type Args, text } from '../options.ts';
import type { LiveScreen } from './screen.ts';

/** Of a live capture so many sessions, and so many mails and objects, are remembered when they are over: for the overview at the end. */
export const MAX_LIVE_SESSIONS = 1000;
export const MAX_LIVE_CONTENTS = 1000;
export const MAX_LIVE_HEADERS = 4 << 20;

/** Packets that are looked at between two looks at the clock. */
const ROUND = 16;

/** What is left to do: nothing; more; or more, but the screen takes nothing at the moment. */
export type Work = 'done' | 'more' | 'blocked';

/**
 * Looks at the packets of a live capture, as far as there is time: they wait in a backlog, and are left out and counted when it is
 * full. The same analysis as of a file, with less memory of what is over.
 */
export class LiveView {
  readonly analyzer: Analyzer;
  readonly overview: Overview;
  readonly #backlog = new Backlog();
  readonly #follower: PacketFollower;
  #screen: LiveScreen | undefined = undefined;

  constructor(args: Args, catalogue: Catalogue) {
    const contents = new ContentLog(MAX_LIVE_CONTENTS, MAX_LIVE_HEADERS);
    const filterText = text(args, 'Y');
    const filter = filterText === undefined ? undefined : compileFilter(filterText);
    this.analyzer = new Analyzer(() => {
      this.overview.packet();
      if (filter === undefined || filter.test(lookup!.look())) this.#screen?.packet();
    }, { ...analyzerOptions(args, catalogue), marks: true, verdicts: true, contents });
    const lookup = filter === undefined ? undefined : new Lookup(this.analyzer, filter.fields);
    this.overview = new Overview(this.analyzer, contents, { keep: MAX_LIVE_SESSIONS, closed: (record: SessionRecord) => this.#screen?.closed(record) });
    const { analyzer } = this;
    this.#follower = {
      packet: (bytes, from, to, wireLength, seconds, nanos, linkType, iface) => analyzer.packet(bytes, from, to, wireLength, seconds, nanos, linkType, iface),
      skip: (count) => {
        analyzer.skip(count);
        this.#screen?.skipped(count);
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

  show(screen: LiveScreen): void {
    this.#screen = screen;
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
  }
}
