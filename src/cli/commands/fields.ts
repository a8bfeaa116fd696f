import '../../analysis/lookup.ts';
import { type Field, fields } from '../../base/field.ts';
import { Output } from '../../node/output.ts';
import type { Catalogue } from '../../text/catalogue.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit.ts';
import { generalOptions, texts } from '../options.ts';

export function command(context: Context): Command {
  const { catalogue } = context;
  return {
    positional: '[WORD..]',
    examples: [['pupil fields smtp', 'example.fields'], ['pupil fields | grep -i checksum', 'example.fields-grep']],
    options: (y) => generalOptions(y, catalogue),
    run: (args) => {
      const words = texts(args, '_').map((w) => w.toLowerCase());
      const found = fields.filter((f) => words.every((w) => isAbout(f, w, catalogue))).toSorted((a, b) => (a.path < b.path ? -1 : 1));
      new Output(1).write(lines(found, catalogue));
      return found.length > 0 ? EXIT.ok : EXIT.usage;
    },
  };
}

/** A word names a protocol, or stands in a field's path or label. */
function isAbout(field: Field, word: string, catalogue: Catalogue): boolean {
  return field.path === word || field.path.startsWith(`${word}.`) || (word.length > 2 && (field.path.includes(word) || catalogue.label(field).toLowerCase().includes(word)));
}

/** Path, label and kind, a line a field. */
function lines(found: readonly Field[], catalogue: Catalogue): string {
  const width = Math.max(...found.map((f) => f.path.length), 0);
  return found.map((f) => `${f.path.padEnd(width)}  ${catalogue.label(f)} · ${catalogue.kind(f.kind)}\n`).join('');
}
