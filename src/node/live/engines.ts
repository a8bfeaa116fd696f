import type { CaptureRequest, Engine, EngineName, Failure } from './engine.ts';
import { EngineRun } from './engine-run.ts';
import { cap } from './engines/cap.ts';
import { dumpcap } from './engines/dumpcap.ts';
import { tcpdump } from './engines/tcpdump.ts';

/** In the order in which they are tried. */
export const engines: readonly Engine[] = [cap, dumpcap, tcpdump];

/** The engines to try: the one that was named; or those that can do what is asked for, in their order. */
export function enginesFor(name: EngineName | 'auto', request: CaptureRequest): Engine[] {
  if (name !== 'auto') return engines.filter((engine) => engine.name === name);
  return engines.filter((engine) => request.promiscuous || !engine.lacks.includes('no-promiscuous'));
}

const nowhere = { packet: (): void => undefined };

/** Whether an engine can capture here and now: it is begun on an interface, and ended at once. Undefined: it can, and be it that the interface is down. */
export async function trial(engine: Engine, device: string): Promise<Failure | undefined> {
  const run = new EngineRun(engine, { device, filter: '', snapLength: undefined, promiscuous: engine.lacks.includes('no-promiscuous') }, {
    opened: (link) => {
      run.stop(true);
      return link;
    },
    sink: nowhere,
    settled: () => undefined,
  });
  const { wasOpen, failure } = await run.ended;
  return wasOpen || failure?.code === 'device-down' ? undefined : failure;
}
