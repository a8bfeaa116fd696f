import { nearest } from '../../analysis/filter/nearest.ts';
import { obstacleTo } from '../../node/capture-save.ts';
import type { CaptureRequest, Engine, EngineName } from '../../node/live/engine.ts';
import { enginesFor } from '../../node/live/engines.ts';
import { listInterfaces, type NetworkInterface } from '../../node/live/interfaces.ts';
import type { RecordingPlan } from '../../node/live/recording.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { type Args, count, text } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';
import { conditionsOf } from './conditions.ts';

/** What `pupil sniff` is to do, as its options say. */
export interface SniffPlan {
  readonly request: CaptureRequest;
  /** The interface was chosen, not named: because of the default route, or for want of one. */
  readonly chosen: 'named' | 'default-route' | 'first';
  /** In the order in which they are tried. */
  readonly engines: readonly Engine[];
  readonly recording: RecordingPlan | undefined;
  /** When the capture is over: after so many packets, after so many seconds. */
  readonly packets: number | undefined;
  readonly seconds: number | undefined;
  /** Nothing is looked at, packets are only counted. */
  readonly isQuiet: boolean;
  readonly comment: string | undefined;
}

/** The largest packet that there is; longer ones may be asked for, and are not to be had. */
const MAX_SNAP_LENGTH = 262_144;

export function planOf(args: Args, c: Catalogue): SniffPlan {
  const conditions = conditionsOf(args, c);
  const path = text(args, 'w');
  const { device, chosen } = deviceOf(text(args, 'i'), c);
  const request: CaptureRequest = { device, filter: text(args, 'f') ?? '', snapLength: snapLength(args, c), promiscuous: args['p'] !== true };
  if (path === undefined && (conditions.limits !== undefined || conditions.several)) throw new UsageError(c.say('error.limits-nowhere'));
  if (path === '-' && conditions.several) throw new UsageError(c.say('error.ring-pipe'));
  const obstacle = path === undefined || conditions.several ? undefined : obstacleTo(path, [], args['force'] === true);
  if (obstacle !== undefined) throw new UsageError(c.say(`error.write-${obstacle}`, { file: path! }));
  const { limits, several, keep, files } = conditions;
  return {
    request, chosen, engines: enginesFor((args['engine'] as EngineName | 'auto' | undefined) ?? 'auto', request),
    recording: path === undefined ? undefined : { path, application: `pupil ${version}`, limits, several, keep, files },
    packets: least(count(args, 'c', c), conditions.packets), seconds: conditions.seconds, isQuiet: args['q'] === true, comment: text(args, 'capture-comment'),
  };
}

/** The interface that was named, by name or number; or the one that leads to the world. */
function deviceOf(named: string | undefined, c: Catalogue): { device: string; chosen: SniffPlan['chosen'] } {
  const list = listInterfaces();
  if (named !== undefined) return { device: nameOf(named, list, c), chosen: 'named' };
  const byRoute = list.find((i) => i.isDefault);
  if (byRoute !== undefined) return { device: byRoute.name, chosen: 'default-route' };
  const first = list.find((i) => i.state === 'up' && i.kind !== 'loopback' && i.kind !== 'any');
  if (first === undefined) throw new UsageError(c.say('error.interface-none'));
  return { device: first.name, chosen: 'first' };
}

function nameOf(named: string, list: readonly NetworkInterface[], c: Catalogue): string {
  if (!/^\d+$/.test(named) || list.some((i) => i.name === named)) return named;
  const numbered = list[Number(named) - 1];
  if (numbered === undefined) throw new UsageError(c.say('error.interface-number', { number: Number(named), count: list.length }));
  return numbered.name;
}

/** The interface whose name is most like one that there is not. */
export function nearestInterface(name: string): string | undefined {
  return nearest(name, listInterfaces().map((i) => i.name));
}

function snapLength(args: Args, c: Catalogue): number | undefined {
  const length = text(args, 's') === '0' ? undefined : count(args, 's', c);
  return length === undefined || length >= MAX_SNAP_LENGTH ? undefined : length;
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
