import type { Analyzer } from '../analysis/analyzer.ts';
import { dialogueNames } from '../analysis/layers.ts';
import { fieldByPath, Lookup } from '../analysis/lookup.ts';
import { plainText } from '../base/value.ts';
import { Examples, type Finding } from './finding.ts';
import type { Streams } from './streams.ts';

/** Packets whose checksums are looked at: enough to see whether a card works them out. */
export const MAX_CHECKED = 2000;

const BAD = 0;
const GOOD = 1;
/** Protocols above TCP and UDP. */
const contents = [...dialogueNames, 'nbns', 'nbdgm', 'dns'];
const statuses = ['ip.checksum.status', 'tcp.checksum.status', 'udp.checksum.status'];
const senders = ['ip.src', 'ipv6.src'];

/** Packets of a sender with a wrong checksum, and how many have only right ones. */
interface Sums {
  readonly wrong: Examples;
  right: number;
}

/** What went wrong while the capture was recorded: packets cut short, begun too late, a filter; and checksums that only look wrong. */
export class RecordingTraps {
  readonly #cut = new Examples();
  #longest = 0;
  #filter = '';
  readonly #senders = new Map<string, Sums>();
  #checked = 0;
  readonly #lookup: Lookup;

  constructor(a: Analyzer) {
    this.#lookup = new Lookup(a, [...statuses, ...senders].flatMap((path) => fieldByPath(path) ?? []));
  }

  packet(a: Analyzer): void {
    const captured = a.to - a.from;
    if (captured < a.wireLength) {
      this.#cut.add(a.number);
      this.#longest = Math.max(this.#longest, captured);
    }
    this.#filter ||= a.interface?.filter ?? '';
    if (this.#checked++ < MAX_CHECKED) this.#checksums(a);
  }

  findings(streams: Streams): Finding[] {
    return [...this.#cutFindings(), ...lateStart(streams), ...this.#checksumFindings(), ...this.#filterFindings()];
  }

  #cutFindings(): Finding[] {
    const { count, packets } = this.#cut;
    return count === 0 ? [] : [{ trap: 'snap-length', count, packets, args: { length: this.#longest }, explains: contents, isTold: true }];
  }

  #filterFindings(): Finding[] {
    return this.#filter === '' ? [] : [{ trap: 'capture-filter', count: 1, packets: [], args: { filter: this.#filter }, explains: 'all', isTold: false }];
  }

  /** Most sums of one machine are wrong, and of no other: its card works them out, after the recording. Damage on the way has no such preference. */
  #checksumFindings(): Finding[] {
    const [only, ...others] = [...this.#senders].filter(([, sums]) => sums.wrong.count > 0);
    if (only === undefined || others.length > 0) return [];
    const [machine, { wrong: { count, packets }, right }] = only;
    return count <= right ? [] : [{ trap: 'checksums', count, packets, args: { machine }, explains: [], isTold: true }];
  }

  #checksums(a: Analyzer): void {
    const found = this.#lookup.look();
    const [sender] = found.slice(statuses.length).flatMap((list) => list.slice(0, 1));
    const sums = found.slice(0, statuses.length).flatMap((list) => list.map(({ value }) => value));
    if (sender === undefined) return;
    const name = plainText(sender.field, sender.value);
    const known = this.#senders.get(name) ?? { wrong: new Examples(), right: 0 };
    this.#senders.set(name, known);
    if (sums.includes(BAD)) known.wrong.add(a.number);
    else if (sums.includes(GOOD)) known.right++;
  }
}

/** Connections that were open before the recording began. */
function lateStart({ sights }: Streams): Finding[] {
  const late = [...sights.values()].filter((sight) => sight.hasData && !sight.hasSyn);
  const examples = new Examples();
  for (const { first } of late) examples.add(first);
  return late.length === 0 ? [] : [{ trap: 'late-start', count: late.length, packets: examples.packets, args: {}, explains: ['tcp', ...dialogueNames], isTold: false }];
}
