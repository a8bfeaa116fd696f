import { Analyzer, type AnalyzerOptions } from '../../analysis/analyzer.ts';
import { SessionLog, type SessionRecord } from '../../analysis/session-log.ts';
import { Output } from '../../node/output.ts';
import { Ink } from '../../report/ink.ts';
import { numberWidth, sessionLines } from '../../report/session-list.ts';
import type { Command, Context } from '../command.ts';
import { analyzerOptions, type Args, colorOf, fileOptions, secretOptions, secretsOf, texts } from '../options.ts';
import { finish, readAll } from '../reading.ts';
import { type SessionView, viewOf } from '../session-view.ts';
import { paletteFor } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export function command(context: Context): Command {
  const { catalogue: c } = context;
  return {
    positional: 'FILE.. [N..]',
    examples: [
      ['pupil sessions lab5.pcap', 'example.sessions'], ['pupil sessions lab5.pcap 3', 'example.sessions-one'], ['pupil sessions imap.pcap 0 --states', 'example.sessions-states'],
      ['pupil sessions lab5.pcap 3 --ladder', 'example.sessions-ladder'], ['pupil sessions lab4.pcapng 0 --raw > page.http', 'example.sessions-raw'],
    ],
    options: (y) => secretOptions(fileOptions(y, c), c)
      .option('explain', { type: 'boolean', describe: c.say('option.explain') })
      .option('ladder', { type: 'boolean', describe: c.say('option.ladder') })
      .option('states', { type: 'boolean', describe: c.say('option.states') })
      .option('hex', { type: 'boolean', describe: c.say('option.hex-stream') })
      .option('raw', { type: 'boolean', describe: c.say('option.raw') })
      .option('side', { choices: ['client', 'server'] as const, describe: c.say('option.side') }),
    run: (args) => run(args, context),
  };
}

function run(args: Args, context: Context): number {
  const words = texts(args, '_');
  const numbers = words.filter((w) => /^#?\d+$/.test(w)).map((w) => Number(w.replace('#', '')));
  const files = [...texts(args, 'r'), ...words.filter((w) => !/^#?\d+$/.test(w))];
  if (files.length === 0) throw new UsageError(context.catalogue.say('error.file-missing'));
  return numbers.length === 0 ? list(args, files, context) : show(args, files, numbers, context);
}

/** The numbered list. */
function list(args: Args, files: readonly string[], { catalogue }: Context): number {
  const palette = paletteFor(colorOf(args), 'stdout');
  const a: Analyzer = new Analyzer(() => undefined, analyzerOptions(args, catalogue));
  const log = new SessionLog(a);
  const reading = readAll(files, a, args, catalogue);
  a.end();
  const output = new Output(1);
  const ink = new Ink((bytes) => output.write(bytes));
  const width = numberWidth(log.records.length);
  for (const record of log.records) {
    for (const line of sessionLines(record, width, catalogue, palette)) {
      ink.text(line);
      ink.endLine();
    }
  }
  ink.flush();
  return finish(reading);
}

/** Chosen sessions, one after the other: what was said, as a transcript, a ladder, a walk through states, or bytes. */
function show(args: Args, files: readonly string[], numbers: readonly number[], { catalogue }: Context): number {
  const palette = paletteFor(colorOf(args), 'stdout');
  const views = new Map<number, SessionView>(numbers.map((n) => [n, viewOf(args, catalogue, palette)]));
  const options: AnalyzerOptions = { ...analyzerOptions(args, catalogue), marks: true, secrets: secretsOf(args) };
  const a: Analyzer = new Analyzer(collect, options);
  function collect(): void {
    const time = a.seconds - a.firstSeconds + (a.nanos - a.firstNanos) / 1e9;
    for (const unit of a.units) views.get(unit.session.id)?.unit(unit, a.number, time);
  }
  a.dialogues.onData = (conversation, side, bytes, from, to) => {
    for (const { id } of conversation.sessions) views.get(id)?.data(side, bytes, from, to);
  };
  a.dialogues.onHole = (conversation, side, length) => {
    for (const { id } of conversation.sessions) views.get(id)?.hole(side, length);
  };
  const log = new SessionLog(a);
  const reading = readAll(files, a, args, catalogue);
  a.end();
  collect();
  const output = new Output(1);
  for (const n of numbers) {
    const record: SessionRecord | undefined = log.records[n];
    if (record === undefined) throw new UsageError(catalogue.say('error.session', { number: n, count: log.records.length }));
    views.get(n)!.write(record, sessionLines(record, numberWidth(log.records.length), catalogue, palette), output);
  }
  return finish(reading);
}
