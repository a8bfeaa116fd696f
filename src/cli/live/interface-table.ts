import { EXIT } from '../exit.ts';
import { engines, trial } from '../../node/live/engines.ts';
import { listInterfaces, type NetworkInterface } from '../../node/live/interfaces.ts';
import { remedies } from '../../node/live/remedy.ts';
import { Output } from '../../node/output.ts';
import type { Palette } from '../../report/palette.ts';
import { tableLines } from '../../report/table.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import { linkTypeText } from '../link-type.ts';
import { failureText, remedyText } from './failure.ts';
import type { EngineFailure } from '../../node/live/live-capture.ts';

/** An interface that is on every system and never down: whoever may capture on it may capture on the others. */
const PROBE = { linux: 'lo', other: 'lo0' } as const;

/** `pupil interfaces`: prints what could be captured on, and with which engines. Returns the exit code. */
export async function interfaceTable(c: Catalogue, palette: Palette): Promise<number> {
  const list = listInterfaces();
  const failures = await failuresOfEngines();
  const working = engines.filter((engine) => !failures.some((f) => f.engine === engine.name)).map((engine) => engine.name);
  const columns = [{ title: '', right: true }, ...(['name', 'state', 'kind', 'link', 'usable', 'addresses'] as const).map((key) => ({ title: c.say(`interfaces.${key}`) }))];
  const lines = tableLines(columns, list.map((i, n) => row(i, n + 1, working.length > 0, c)), palette);
  const output = new Output(1);
  output.write(`${[...lines, '', ...engineLines(working, failures, c)].join('\n')}\n`);
  return working.length > 0 ? EXIT.ok : EXIT.capture;
}

async function failuresOfEngines(): Promise<EngineFailure[]> {
  const device = process.platform === 'linux' ? PROBE.linux : PROBE.other;
  const tried = await Promise.all(engines.map(async (engine) => ({ engine: engine.name, failure: await trial(engine, device) })));
  return tried.flatMap(({ engine, failure }) => (failure === undefined ? [] : [{ ...failure, engine, wasOpen: false }]));
}

function row(i: NetworkInterface, number: number, isAllowed: boolean, c: Catalogue): string[] {
  const kind = c.say(`interface.${i.kind}`) + (i.driver === undefined ? '' : ` (${i.driver})`);
  const link = i.linkType === undefined ? '' : linkTypeText(i.linkType, c);
  const usable = !isAllowed ? 'interfaces.denied' : i.state === 'down' ? 'interfaces.down' : i.isDefault ? 'interfaces.default' : 'interfaces.yes';
  return [String(number), i.name, c.say(`interface.state-${i.state}`), kind, link, c.say(usable, { device: i.name }), i.addresses.join(' ')];
}

/** What can capture here, what cannot and why, and what would help where nothing can. */
function engineLines(working: readonly string[], failures: readonly EngineFailure[], c: Catalogue): string[] {
  const lines = [...(working.length > 0 ? [c.say('interfaces.engines', { engines: working.join(', ') })] : []), ...failures.map((f) => failureText(f, c))];
  if (working.length > 0) return lines;
  const found = remedies(new Map(failures.map((f) => [f.engine, f.code])));
  return found.length === 0 ? lines : [...lines, c.say('remedy.title'), ...found.map((r) => `  ${remedyText(r, c)}`)];
}
