import type { Engine, EngineName, Failure, FailureCode } from '../../node/live/engine.ts';
import type { EngineFailure, Ending } from '../../node/live/live-capture.ts';
import { type Remedy, remedies } from '../../node/live/remedy.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { EXIT } from '../exit.ts';
import { nearestInterface } from './plan.ts';

/** Why an engine does not capture, with its own words in parentheses. */
export function failureText({ engine, code, detail: words, status }: Failure & { readonly engine: EngineName }, c: Catalogue): string {
  const what = c.say(`engine.${code}`);
  const detail = status === undefined ? words : c.say('engine.status', { status });
  return c.say(detail === '' ? 'engine.failure' : 'engine.failure-detail', { engine, what, detail });
}

/** What an engine cannot tell of packets; undefined: nothing. */
export function lacksText(engine: Engine, c: Catalogue): string | undefined {
  const lacks = engine.lacks.flatMap((lack) => (lack === 'no-promiscuous' ? [] : [c.say(`lack.${lack}`)]));
  return lacks.length === 0 ? undefined : c.say('live.lacks', { engine: engine.name, lacks: lacks.join('; ') });
}

/** Failures that are the user's, and not the system's: a mistake in what was asked for. */
const mistakes: ReadonlySet<FailureCode> = new Set(['filter', 'no-device']);

/** The exit code of a capture that has ended, and whether it had begun at all. */
export function exitCode(ending: Ending, failures: readonly EngineFailure[], hasBegun: boolean): number {
  if (ending === 'stopped') return EXIT.ok;
  if (hasBegun) return EXIT.input;
  return failures.some((f) => mistakes.has(f.code)) ? EXIT.usage : EXIT.capture;
}

/** What to say where no engine has begun to capture on a device. */
export function refusal(device: string, filter: string, failures: readonly EngineFailure[], c: Catalogue): string[] {
  const final = failures.find((f) => mistakes.has(f.code) || f.code === 'device-down');
  if (final?.code === 'filter') return [c.say('error.capture-filter', { filter, detail: final.detail })];
  if (final?.code === 'no-device') return [noDevice(device, c)];
  if (final?.code === 'device-down') return [c.say('error.interface-down', { device })];
  const found = remedies(new Map(failures.map((f) => [f.engine, f.code])));
  const help = found.length === 0 ? [] : [c.say('remedy.title'), ...found.map((r) => `  ${remedyText(r, c)}`)];
  return [c.say('error.no-engine', { device }), ...failures.map((f) => `  ${failureText(f, c)}`), ...help];
}

function noDevice(device: string, c: Catalogue): string {
  const near = nearestInterface(device);
  return near === undefined || near === device ? c.say('error.interface', { device }) : c.say('error.interface-near', { device, near });
}

export function remedyText(remedy: Remedy, c: Catalogue): string {
  const why = remedy.kind === 'group' ? c.say('remedy.group', { group: remedy.group }) : c.say(`remedy.${remedy.kind}`);
  return `${remedy.command}   # ${why}`;
}
