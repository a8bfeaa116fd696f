import fs from 'node:fs';
import path from 'node:path';
import { Analyzer } from '../../analysis/analyzer.ts';
import { Links } from '../../analysis/links.ts';
import type { Lab } from '../../lab/lab.ts';
import { Scout } from '../../lab/scout.ts';
import { obstacleTo, WriteFailure } from '../../node/capture-save.ts';
import { Output } from '../../node/output.ts';
import { Sheet, sheetTemplate } from '../../report/sheet.ts';
import type { SheetDocument } from '../../report/sheet-document.ts';
import { sheetHtml } from '../../report/sheet-html.ts';
import { sheetMarkdown } from '../../report/sheet-markdown.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit.ts';
import { labOf, labOption } from '../lab-option.ts';
import { analyzerOptions, type Args, fileOptions, filesOf, text, texts } from '../options.ts';
import { finish, readAll, type Reading } from '../reading.ts';
import { UsageError } from '../usage-error.ts';

const formats = ['md', 'html', 'docx'] as const;
type Format = (typeof formats)[number];

export function command(context: Context): Command {
  const { catalogue: c } = context;
  return {
    positional: '[FILE..] --lab LAB',
    examples: [
      ['pupil sheet lab4.pcapng --lab lab4 --out sheet.docx', 'example.sheet'], ['pupil sheet lab4.pcapng --format html > sheet.html', 'example.sheet-html'],
      ['pupil sheet lab4.pcapng --blank --out exercise.docx', 'example.sheet-blank'], ['pupil sheet --blank --lab lab4 --out form.docx', 'example.sheet-template'],
    ],
    options: (y) => labOption(fileOptions(y, c), c)
      .option('out', { type: 'string', requiresArg: true, describe: c.say('option.sheet-out') })
      .option('format', { choices: formats, describe: c.say('option.sheet-format') })
      .option('blank', { type: 'boolean', describe: c.say('option.blank') })
      .option('show-secrets', { type: 'boolean', describe: c.say('option.show-secrets') })
      .option('force', { type: 'boolean', describe: c.say('option.force') }),
    run: (args) => run(args, context),
  };
}

async function run(args: Args, { catalogue: c }: Context): Promise<number> {
  const lab = labOf(args, c);
  const isTemplate = args['blank'] === true && texts(args, 'r').length + texts(args, '_').length === 0;
  const files = isTemplate ? [] : filesOf(args, c);
  if (files.includes('-')) throw new UsageError(c.say('error.sheet-pipe'));
  const out = text(args, 'out');
  const format = formatOf(args, out, c);
  checkTarget(out, files, args, c);
  if (isTemplate) return write(await rendered(sheetTemplate(lab, c), format), out);
  const { document, reading } = filled(files, lab, args, c);
  // A capture that could not be opened at all has no sheet.
  if (reading.files.some((file) => file.format !== undefined)) write(await rendered(document, format), out);
  return finish(reading);
}

/** `--format`, or the ending of the file. */
function formatOf(args: Args, out: string | undefined, c: Catalogue): Format {
  const ending = out === undefined ? 'md' : path.extname(out).slice(1).toLowerCase();
  const format = (text(args, 'format') as Format | undefined) ?? formats.find((one) => one === ending);
  if (format === undefined) throw new UsageError(c.say('error.sheet-ending', { file: out ?? '' }));
  if (format === 'docx' && out === undefined && process.stdout.isTTY) throw new UsageError(c.say('error.sheet-terminal'));
  return format;
}

function checkTarget(out: string | undefined, files: readonly string[], args: Args, c: Catalogue): void {
  const obstacle = out === undefined ? undefined : obstacleTo(out, files, args['force'] === true);
  if (obstacle !== undefined) throw new UsageError(c.say(`error.write-${obstacle}`, { file: out ?? '' }));
}

/** Two passes: what is to be shown is known when the capture has been read. */
function filled(files: readonly string[], lab: Lab, args: Args, c: Catalogue): { document: SheetDocument; reading: Reading } {
  const options = { ...analyzerOptions(args, c), marks: true, verdicts: true };
  const known = new Links();
  const first: Analyzer = new Analyzer(() => scout.packet(), { ...options, learn: known });
  const scout = new Scout(lab, first);
  readAll(files, first, args, c);
  first.end();
  const plan = scout.end();
  const second: Analyzer = new Analyzer(() => sheet.packet(), { ...options, known });
  const sheet = new Sheet(second, c, { lab, plan, showSecrets: args['show-secrets'] === true, isBlank: args['blank'] === true });
  const reading = readAll(files, second, args, c);
  second.end();
  return { document: sheet.document(files.map((file) => path.basename(file)).join(' ')), reading };
}

async function rendered(document: SheetDocument, format: Format): Promise<string | Uint8Array> {
  switch (format) {
    case 'md':
      return sheetMarkdown(document);
    case 'html':
      return sheetHtml(document);
    case 'docx': {
      const { sheetDocx } = await import('../sheet-docx.ts');
      return sheetDocx(document);
    }
  }
}

function write(content: string | Uint8Array, out: string | undefined): number {
  if (out === undefined || out === '-') {
    new Output(1).write(content);
    return EXIT.ok;
  }
  try {
    fs.writeFileSync(out, content);
  } catch (error) {
    throw new WriteFailure(out, error);
  }
  return EXIT.ok;
}
