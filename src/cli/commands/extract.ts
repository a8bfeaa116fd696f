import path from 'node:path';
import { Analyzer } from '../../analysis/analyzer.ts';
import { CredentialLog } from '../../analysis/credential-log.ts';
import { FileExists } from '../../node/content-store.ts';
import { Output } from '../../node/output.ts';
import { credentialColumns, credentialRows } from '../../report/credential-list.ts';
import { type Column, tableLines } from '../../report/table.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { Command, Context } from '../command.ts';
import { type ContentFile, ContentFiles } from '../content-files.ts';
import { storeFor } from '../extract-files.ts';
import { analyzerOptions, type Args, colorOf, fileOptions, filesOf, secretOptions, secretsOf, text } from '../options.ts';
import { finish, readAll } from '../reading.ts';
import { paletteFor } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export function command(context: Context): Command {
  const { catalogue: c } = context;
  return {
    positional: 'FILE.. --to DIR',
    examples: [['pupil extract lab4.pcapng --to found', 'example.extract'], ['pupil extract lab5.pcap --to found --only mail', 'example.extract-mail']],
    options: (y) => secretOptions(fileOptions(y, c), c)
      .option('to', { type: 'string', requiresArg: true, describe: c.say('option.to') })
      .option('only', { choices: ['mail', 'object'] as const, describe: c.say('option.only-kind') })
      .option('force', { type: 'boolean', describe: c.say('option.force') }),
    run: (args) => run(args, context),
  };
}

function run(args: Args, { catalogue: c }: Context): number {
  const files = filesOf(args, c);
  const to = text(args, 'to');
  if (to === undefined) throw new UsageError(c.say('error.no-folder'));
  const store = storeFor(files, { folder: to, force: args['force'] === true });
  const contents = new ContentFiles(store, text(args, 'only'));
  const a: Analyzer = new Analyzer(() => undefined, { ...analyzerOptions(args, c), secrets: secretsOf(args), contents });
  const log = new CredentialLog(a);
  try {
    const reading = readAll(files, a, args, c);
    a.end();
    report(contents.end(), log, to, args, c);
    return finish(reading);
  } catch (error) {
    if (error instanceof FileExists) throw new UsageError(c.say('error.exists', { file: error.message }));
    throw error;
  } finally {
    store.abandon();
  }
}

/** What was written, and who logged in. */
function report(files: readonly ContentFile[], log: CredentialLog, to: string, args: Args, c: Catalogue): void {
  const palette = paletteFor(colorOf(args), 'stdout');
  const lines: string[] = [];
  if (files.length === 0) lines.push(c.say('extract.nothing'));
  else lines.push(...tableLines(fileColumns(c), files.map((file) => fileRow(file, c)), palette), '', c.say('extract.written', { count: files.length, folder: path.resolve(to) }));
  const credentials = credentialRows(log.records, args['show-secrets'] === true, c);
  if (credentials.length > 0) lines.push('', ...tableLines(credentialColumns(c), credentials, palette));
  new Output(1).write(`${lines.join('\n')}\n`);
}

function fileColumns(c: Catalogue): Column[] {
  return [{ title: c.say('extract.file') }, { title: c.say('extract.size'), right: true }, { title: c.say('extract.packets') }, { title: 'SHA-256' }, { title: c.say('extract.state') }];
}

const DIGITS = 16;

function fileRow({ name, size, sha256, of: content, isPart }: ContentFile, c: Catalogue): string[] {
  const packets = content.firstPacket === content.lastPacket ? `${content.firstPacket}` : `${content.firstPacket}–${content.lastPacket}`;
  const state = content.isWhole ? '' : content.missing > 0 ? c.say('extract.missing', { missing: content.missing }) : c.say('extract.unended');
  return [name, c.number(size), packets, `${sha256.slice(0, DIGITS)}…`, isPart ? c.say('extract.attachment') : state];
}
