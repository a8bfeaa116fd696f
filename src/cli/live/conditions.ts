import type { FileLimits } from '../../capture/file-limits.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { type Args, texts } from '../options.ts';
import { UsageError } from '../usage-error.ts';

/** dumpcap's and tshark's kilobyte. */
const KILOBYTE = 1000;
/** tshark's limits: files of a ring, and kilobytes of a file. */
const MAX_FILES = 100_000;

const kinds = { a: ['duration', 'filesize', 'files', 'packets'], b: ['files', 'filesize', 'duration', 'packets', 'interval'] } as const;
/** These may have a fraction. */
const fractional: ReadonlySet<string> = new Set(['duration']);

/** `-a` and `-b`, read: when to stop, and when to begin the next file. */
export interface Conditions {
  /** Of the whole capture. */
  readonly seconds: number | undefined;
  readonly packets: number | undefined;
  readonly files: number | undefined;
  /** Of each file; undefined: none. */
  readonly limits: FileLimits | undefined;
  /** There may be several files; so many of them are kept. */
  readonly several: boolean;
  readonly keep: number | undefined;
}

/** Throws UsageError for what is not understood, or makes no sense together. */
export function conditionsOf(args: Args, c: Catalogue): Conditions {
  const stop = parsed('a', args, c);
  const ring = parsed('b', args, c);
  const several = ring.size > 0;
  const bytes = ring.get('filesize') ?? stop.get('filesize');
  const limits: FileLimits = { bytes: bytes === undefined ? undefined : bytes * KILOBYTE, packets: ring.get('packets'), seconds: ring.get('duration'), interval: ring.get('interval') };
  const isLimited = Object.values(limits).some((limit) => limit !== undefined);
  if (several && !isLimited) throw new UsageError(c.say('error.ring-endless'));
  if (stop.has('files') && !several) throw new UsageError(c.say('error.files-alone'));
  return { seconds: stop.get('duration'), packets: stop.get('packets'), files: stop.get('files'), limits: isLimited ? limits : undefined, several, keep: ring.get('files') };
}

/** `duration:60` and the like; of two of a kind the last one counts. */
function parsed(option: 'a' | 'b', args: Args, c: Catalogue): Map<string, number> {
  const found = new Map<string, number>();
  for (const value of texts(args, option)) {
    const [, kind = '', number = ''] = /^([a-z]+):(\d+(?:\.\d+)?)$/.exec(value) ?? [];
    const isKnown = (kinds[option] as readonly string[]).includes(kind);
    const isNumber = Number(number) > 0 && (fractional.has(kind) || Number.isInteger(Number(number)));
    if (!isKnown || !isNumber || (kind === 'files' && Number(number) >= MAX_FILES)) throw new UsageError(c.say('error.condition', { option: `-${option}`, value, kinds: kinds[option].join(', ') }));
    found.set(kind, Number(number));
  }
  return found;
}
