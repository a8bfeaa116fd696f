import type { Argv } from 'yargs';
import os from 'node:os';
import { engineNames } from '../../node/live/engine.ts';
import { hasKeyboard, Keyboard } from '../../node/live/keyboard.ts';
import { LiveOutput } from '../../node/live/live-output.ts';
import { ClosedPipe, Output } from '../../node/output.ts';
import { checkJson } from '../../report/check-json.ts';
import { Ink } from '../../report/ink.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit.ts';
import { exitCode, refusal } from '../live/failure.ts';
import { interfaceTable } from '../live/interface-table.ts';
import { labOf } from '../lab-option.ts';
import { actionsOf, type KeyAction } from '../live/keys.ts';
import { metTeller, type Shown, tickList } from '../live/lab-telling.ts';
import { LabWatch } from '../live/lab-watch.ts';
import { planOf, type SniffPlan } from '../live/plan.ts';
import { type LiveScreen, PlainScreen, type ScreenParts, SilentScreen } from '../live/screen.ts';
import { Sniffer } from '../live/sniffer.ts';
import { summaryLines } from '../live/summary.ts';
import { TerminalScreen } from '../live/terminal-screen.ts';
import { LiveView } from '../live/view.ts';
import { analysisOptions, type Args, colorOf, text } from '../options.ts';
import { printerFor, printOptions } from '../printing.ts';
import { paletteFor, terminalWidth } from '../terminal.ts';

/** A terminal that does not know its width. */
const DEFAULT_COLUMNS = 80;

export function command(context: Context): Command {
  return {
    positional: '',
    examples: [
      ['pupil sniff', 'example.sniff'], ["pupil sniff -i eth0 -f 'port 25 or port 110'", 'example.sniff-filter'], ['pupil sniff -i eth0 -w lab4.pcapng', 'example.sniff-write'],
      ['pupil sniff -i eth0 -w lab4.pcapng --lab lab4', 'example.sniff-lab'],
      ['pupil sniff -i any -q -w day.pcapng -b filesize:100000 -b files:20', 'example.sniff-ring'], ["pupil sniff -T jsonl -Y 'smtp.req.command'", 'example.sniff-json'],
    ],
    options: (y) => options(y, context),
    run: (args) => run(args, context),
  };
}

function options(y: Argv, { catalogue: c }: Context): Argv {
  return printOptions(analysisOptions(y, c), c)
    .option('i', { alias: 'interface', type: 'string', requiresArg: true, describe: c.say('option.interface') })
    .option('D', { alias: 'list-interfaces', type: 'boolean', describe: c.say('option.list-interfaces') })
    .option('engine', { choices: ['auto', ...engineNames], default: 'auto', describe: c.say('option.engine') })
    .option('f', { type: 'string', requiresArg: true, describe: c.say('option.capture-filter') })
    .option('Y', { alias: 'filter', type: 'string', requiresArg: true, describe: c.say('option.filter') })
    .option('c', { alias: 'count', type: 'string', requiresArg: true, describe: c.say('option.live-count') })
    .option('s', { alias: 'snapshot-length', type: 'string', requiresArg: true, describe: c.say('option.snap-length') })
    .option('p', { alias: 'no-promiscuous-mode', type: 'boolean', describe: c.say('option.no-promiscuous') })
    .option('w', { alias: 'write', type: 'string', requiresArg: true, describe: c.say('option.live-write') })
    .option('capture-comment', { type: 'string', requiresArg: true, describe: c.say('option.capture-comment') })
    .option('b', { alias: 'ring-buffer', type: 'string', array: true, nargs: 1, describe: c.say('option.ring') })
    .option('a', { alias: 'autostop', type: 'string', array: true, nargs: 1, describe: c.say('option.autostop') })
    .option('force', { type: 'boolean', describe: c.say('option.force') })
    .option('lab', { type: 'string', requiresArg: true, describe: c.say('option.live-lab') })
    .option('q', { type: 'boolean', describe: c.say('option.quiet') })
    .option('l', { type: 'boolean', describe: c.say('option.line-buffered') });
}

async function run(args: Args, { catalogue }: Context): Promise<number> {
  if (args['D'] === true) return interfaceTable(catalogue, paletteFor(colorOf(args), 'stdout'));
  const plan = planOf(args, catalogue);
  const output = new LiveOutput(1);
  const live = liveOf(args, plan, output, catalogue);
  output.onClosed = () => live.sniffer.stop();
  return await capture(live, plan, output, catalogue, args);
}

/** A live capture and what shows it. */
interface Live {
  readonly sniffer: Sniffer;
  readonly screen: LiveScreen;
  readonly view: LiveView | undefined;
  /** The same screen, where it is one with a status line and keys. */
  readonly terminal: TerminalScreen | undefined;
  /** Undefined: packets are shown nowhere. */
  readonly shown: Shown | undefined;
  /** Undefined: no lab was named. */
  readonly watch: LabWatch | undefined;
}

/** A screen that packets are shown on. */
interface Screen extends Shown {
  readonly screen: LiveScreen;
  readonly terminal: TerminalScreen | undefined;
}

function liveOf(args: Args, plan: SniffPlan, output: LiveOutput, catalogue: Catalogue): Live {
  const lab = text(args, 'lab') === undefined ? undefined : labOf(args, catalogue);
  const view = plan.isQuiet && lab === undefined ? undefined : new LiveView(args, catalogue);
  const shown = view === undefined || plan.isQuiet || text(args, 'w') === '-' ? undefined : shownOn(args, view, output, catalogue);
  const screen = shown?.screen ?? new SilentScreen(tell);
  view?.watchFiltered(screen);
  const watch = view === undefined || lab === undefined ? undefined : new LabWatch(lab, view.analyzer, metTeller(shown, tell, catalogue));
  if (watch !== undefined) view?.watch(watch);
  const { terminal } = shown ?? {};
  const system = `${os.type()} ${os.release()}`;
  const sniffer = new Sniffer({ plan, screen, view, system, isBlocked: () => output.isCongested, onTick: () => screen.refresh(statusOf(live)) }, catalogue);
  const live: Live = { screen, view, terminal, shown, watch, sniffer };
  return live;
}

function shownOn(args: Args, view: LiveView, output: LiveOutput, catalogue: Catalogue): Screen {
  const { analyzer } = view;
  const palette = paletteFor(colorOf(args), 'stdout');
  const isTerminal = process.stdout.isTTY && args['T'] === 'text';
  const ink: Ink = new Ink((bytes) => (terminal === undefined ? output.write(bytes) : terminal.show(bytes)));
  const parts: ScreenParts = {
    ink, analyzer, catalogue, palette, printer: () => printerFor(args, ink, analyzer, catalogue, palette),
    showsSessions: args['T'] === 'text' && text(args, 'Y') === undefined,
  };
  const terminal = isTerminal ? new TerminalScreen({ ...parts, write: (data) => output.write(data), columns: () => process.stdout.columns || DEFAULT_COLUMNS }) : undefined;
  return { screen: terminal ?? new PlainScreen(parts, tell), terminal, ink, say: terminal === undefined ? undefined : (message) => terminal.say(message), format: String(args['T']) };
}

/** What people should know, where there is no screen for it. */
function tell(message: string): void {
  new Output(2).write(`pupil: ${message}\n`);
}

function statusOf({ sniffer, view, terminal, watch }: Live): Parameters<LiveScreen['refresh']>[0] {
  const { dropped, isEstimate } = sniffer.capture.counts;
  return {
    seconds: sniffer.hasBegun ? (performance.now() - sniffer.begun) / 1000 : 0, bytes: view?.overview.bytes ?? 0, protocols: view?.overview.hierarchy.innermost() ?? [], captured: sniffer.packets, dropped, isEstimate,
    isPaused: terminal?.isPaused ?? false, follows: terminal?.follows, lab: watch?.standing,
  };
}

/** Capture until it is over, then say what it has come to. */
async function capture(live: Live, plan: SniffPlan, output: LiveOutput, c: Catalogue, args: Args): Promise<number> {
  const { sniffer, screen, view, terminal } = live;
  const release = listen(live, c);
  try {
    const ending = await sniffer.run();
    const { failures } = sniffer.capture;
    if (!sniffer.hasBegun && ending !== 'stopped') return refused(plan, failures, c);
    await sniffer.rest();
    view?.end();
    if (ending === 'interface-lost') sniffer.notes.push(c.say('live.interface-lost', { device: plan.request.device }));
    screen.end();
    await output.drained();
    if (output.failure !== undefined) throw output.failure;
    if (output.isClosed || sniffer.error instanceof ClosedPipe) return EXIT.ok;
    say(summaryLines({ device: plan.request.device, packets: sniffer.packets, counts: sniffer.capture.counts, recording: sniffer.recording, overview: plan.isQuiet ? undefined : view?.overview, skipped: view?.skipped ?? 0, notes: sniffer.notes }, c, paletteFor('auto', 'stderr')));
    await sayLab(live, plan, output, c, args);
    const error = sniffer.error ?? sniffer.viewError;
    if (error !== undefined) throw error;
    return exitCode(ending, failures, sniffer.hasBegun);
  } finally {
    release();
    terminal?.end();
  }
}

function refused({ request: { device, filter } }: SniffPlan, failures: Parameters<typeof refusal>[2], c: Catalogue): number {
  const [first = '', ...rest] = refusal(device, filter, failures, c);
  tell([first, ...rest].join('\n'));
  return exitCode('no-engine', failures, false);
}

/** What there is for the lab: where packets are shown as text, there; else where people look, and for programs in a line of JSON. */
async function sayLab({ view, watch, shown }: Live, plan: SniffPlan, output: LiveOutput, c: Catalogue, args: Args): Promise<void> {
  if (view === undefined || watch === undefined) return;
  const check = watch.check();
  const isText = shown?.format === 'text';
  const palette = isText ? paletteFor(colorOf(args), 'stdout') : paletteFor('auto', 'stderr');
  const lines = tickList(check, view.skipped, text(args, 'lab')!, plan, c, palette, terminalWidth());
  if (isText) output.write(`${lines.join('\n')}\n`);
  else say(lines);
  if (shown?.format === 'jsonl') output.write(`${JSON.stringify(checkJson(check, view.skipped))}\n`);
  await output.drained();
}

function say(lines: readonly string[]): void {
  new Output(2).write(lines.map((line) => `${line}\n`).join(''));
}

/** Signals and keys. The first signal ends the capture in good order, the second ends the program. Returns how to stop listening. */
function listen(live: Live, c: Catalogue): () => void {
  const stop = (): void => stopOrQuit(live);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  const { terminal } = live;
  const keyboard = terminal !== undefined && hasKeyboard() ? new Keyboard((typed) => actionsOf(typed).forEach((action) => act(action, live, c))) : undefined;
  const resize = (): void => terminal?.resize();
  process.stdout.on('resize', resize);
  if (keyboard !== undefined) terminal?.say(c.say('live.keys'));
  return () => {
    for (const signal of signals) process.off(signal, stop);
    process.stdout.off('resize', resize);
    keyboard?.close();
  };
}

/** The first time the capture ends in good order; the second time the program, with the file as it stands. */
function stopOrQuit({ sniffer, terminal }: Live): void {
  if (!sniffer.isStopped) return sniffer.stop();
  terminal?.end();
  process.exit(EXIT.interrupted);
}

function act(action: KeyAction, live: Live, c: Catalogue): void {
  const { sniffer, terminal } = live;
  if (terminal === undefined) return;
  switch (action) {
    case 'quit':
      return stopOrQuit(live);
    case 'mark':
      return sniffer.mark();
    case 'help':
      return terminal.say(c.say('live.keys'));
    case 'pause':
      terminal.isPaused = !terminal.isPaused;
      break;
    case 'follow': {
      const session = terminal.follow();
      terminal.say(session === undefined ? c.say('live.follows-none') : c.say('live.follows', { session }));
    }
  }
  terminal.refresh(statusOf(live));
}
