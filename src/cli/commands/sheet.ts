import fs from 'node:fs';
import path from 'node:path';
import type { Lab } from '../../lab/lab.ts';
import { obstacleTo, WriteFailure } from '../../node/capture-save.ts';
import { Output } from '../../node/output.ts';
import { sheetTemplate } from '../../report/sheet.ts';
import type { SheetDocument } from '../../report/sheet-document.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit.ts';
import { labOf, labOption } from '../lab-option.ts';
import { analyzerOptions, type Args, fileOptions, filesOf, text, texts } from '../options.ts';
import { finish, readAll, type Reading } from '../reading.ts';
import { sheetFile, type SheetFormat, sheetFormats } from '../sheet-format.ts';
import { sheetOf } from '../sheet-of.ts';
import { UsageError } from '../usage-error.ts';

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
      .option('format', { choices: sheetFormats, describe: c.say('option.sheet-format') })
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
  if (isTemplate) return write(await sheetFile(sheetTemplate(lab, c), format), out);
  const { document, reading } = filled(files, lab, args, c);
  // A capture that could not be opened at all has no sheet.
  if (reading.files.some((file) => file.format !== undefined)) write(await sheetFile(document, format), out);
  return finish(reading);
}

/** `--format`, or the ending of the file. */
function formatOf(args: Args, out: string | undefined, c: Catalogue): SheetFormat {
  const ending = out === undefined ? 'md' : path.extname(out).slice(1).toLowerCase();
  const format = (text(args, 'format') as SheetFormat | undefined) ?? sheetFormats.find((one) => one === ending);
  if (format === undefined) throw new UsageError(c.say('error.sheet-ending', { file: out ?? '' }));
  if (format === 'docx' && out === undefined && process.stdout.isTTY) throw new UsageError(c.say('error.sheet-terminal'));
  return format;
}

function checkTarget(out: string | undefined, files: readonly string[], args: Args, c: Catalogue): void {
  const obstacle = out === undefined ? undefined : obstacleTo(out, files, args['force'] === true);
  if (obstacle !== undefined) throw new UsageError(c.say(`error.write-${obstacle}`, { file: out ?? '' }));
}

function filled(files: readonly string[], lab: Lab, args: Args, c: Catalogue): { document: SheetDocument; reading: Reading } {
  let reading: Reading | undefined;
  const request = { lab, capture: files.map((file) => path.basename(file)).join(' '), options: analyzerOptions(args, c), showSecrets: args['show-secrets'] === true, isBlank: args['blank'] === true };
  const document = sheetOf((a) => (reading = readAll(files, a, args, c)), request, c);
  return { document, reading: reading! };
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
