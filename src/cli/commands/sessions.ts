import { Analyzer } from '../../analysis/analyzer.ts';
import { type Session, SessionLog, type SessionRecord } from '../../analysis/session-log.ts';
import { Output } from '../../node/output.ts';
import { Ink } from '../../report/ink.ts';
import { numberWidth, sessionLines } from '../../report/session-list.ts';
import { Transcript } from '../../report/transcript.ts';
import type { Command, Context } from '../command.ts';
import { analyzerOptions, type Args, colorOf, fileOptions, texts } from '../options.ts';
import { type Reading, readAll } from '../reading.ts';
import { paletteFor, terminalWidth } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export function command(context: Context): Command {
  const { catalogue } = context;
  return {
    positional: 'FILE.. [N..]',
    examples: [['pupil sessions lab5.pcap', 'example.sessions'], ['pupil sessions lab5.pcap 3', 'example.sessions-one']],
    options: (y) => fileOptions(y, catalogue),
    run: (args) => run(args, context),
  };
}

function run(args: Args, context: Context): number {
  const words = texts(args, '_');
  const numbers = words.filter((w) => /^#?\d+$/.test(w)).map((w) => Number(w.replace('#', '')));
  const files = [...texts(args, 'r'), ...words.filter((w) => !/^#?\d+$/.test(w))];
  if (files.length === 0) throw new UsageError(context.catalogue.say('error.file-missing'));
  return numbers.length === 0 ? list(args, files, context) : transcripts(args, files, numbers, context);
}

/** The numbered list. */
function list(args: Args, files: readonly string[], { catalogue }: Context): number {
  const palette = paletteFor(colorOf(args), 'stdout');
  const a: Analyzer = new Analyzer(() => undefined, analyzerOptions(args, catalogue));
  const log = new SessionLog(a);
  const reading = readAll(files, a, catalogue);
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
  return reading.code;
}

/** What was said in chosen sessions, one after the other. */
function transcripts(args: Args, files: readonly string[], numbers: readonly number[], { catalogue }: Context): number {
  const palette = paletteFor(colorOf(args), 'stdout');
  const lines = new Map<number, string[]>(numbers.map((n) => [n, []]));
  const open = new Map<number, { transcript: Transcript; session: Session }>();
  const a: Analyzer = new Analyzer(collect, { ...analyzerOptions(args, catalogue), marks: true });
  function collect(): void {
    for (const unit of a.units) {
      const into = lines.get(unit.session.id);
      if (into === undefined) continue;
      let speaking = open.get(unit.session.id);
      if (speaking === undefined) open.set(unit.session.id, (speaking = { transcript: new Transcript(catalogue, palette, terminalWidth()), session: unit.session }));
      into.push(...speaking.transcript.unit(unit, a.number));
    }
  }
  const log = new SessionLog(a);
  const reading: Reading = readAll(files, a, catalogue);
  a.end();
  collect();
  const output = new Output(1);
  for (const n of numbers) {
    const record: SessionRecord | undefined = log.records[n];
    if (record === undefined) throw new UsageError(catalogue.say('error.session', { number: n, count: log.records.length }));
    const speaking = open.get(n);
    const text = [...sessionLines(record, numberWidth(log.records.length), catalogue, palette), ...lines.get(n)!, ...(speaking?.transcript.end(speaking.session) ?? [])];
    output.write(`${text.join('\n')}\n\n`);
  }
  return reading.code;
}
