import type { Argv } from 'yargs';
import type { AnalyzerOptions } from '../analysis/analyzer.ts';
import { nearestPath } from '../analysis/filter/nearest.ts';
import { fieldByPath } from '../analysis/lookup.ts';
import type { Field } from '../base/field.ts';
import { DEFAULT_OEM_CODEPAGE } from '../base/walk.ts';
import { isKnownCharset } from '../message/charset.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { type Language, languages } from '../text/language.ts';
import { parseDecodeAs } from './decode-as.ts';
import type { ColorChoice } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Who turns bytes into packets: the project's own readers, or the package pcap-parser. */
const readers = ['pupil', 'pcap-parser'] as const;

/** Options that several commands share, declared and read in one place. */
export type Args = Readonly<Record<string, unknown>>;

/** What every command has. The language is taken out of the arguments before they are parsed; it is declared for help and completion. */
export function generalOptions(y: Argv, c: Catalogue): Argv {
  return y.option('lang', { choices: languages, describe: c.say('option.lang') }).option('h', { alias: 'help', type: 'boolean', describe: c.say('option.help') });
}

export function colorOption(y: Argv, c: Catalogue): Argv {
  return y.option('color', { choices: ['auto', 'always', 'never'] as const, default: 'auto', describe: c.say('option.color') });
}

/** The capture files: arguments, and `-r`; and how to read them. */
export function fileOptions(y: Argv, c: Catalogue): Argv {
  return analysisOptions(y.option('r', { alias: 'read', type: 'string', array: true, nargs: 1, describe: c.say('option.read') }), c)
    .option('reader', { choices: readers, default: 'pupil', describe: c.say('option.reader') });
}

/** How packets are understood, be they from a file or just coming. */
export function analysisOptions(y: Argv, c: Catalogue): Argv {
  return colorOption(generalOptions(y, c), c)
    .option('d', { alias: 'decode-as', type: 'string', array: true, nargs: 1, describe: c.say('option.decode-as') })
    .option('oem-codepage', { type: 'string', requiresArg: true, describe: c.say('option.oem-codepage') })
    .option('no-probe', { type: 'boolean', describe: c.say('option.no-probe') })
    .option('n', { type: 'boolean', describe: c.say('option.numeric') });
}

/** Passwords: whether they are shown, and those that answers to challenges are checked with. */
export function secretOptions(y: Argv, c: Catalogue): Argv {
  return y
    .option('show-secrets', { type: 'boolean', describe: c.say('option.show-secrets') })
    .option('secret', { type: 'string', array: true, nargs: 1, describe: c.say('option.secret') });
}

/** `anna:Parol-1` is a secret of anna, `Parol-1` one of anybody. */
export function secretsOf(args: Args): { user?: string; secret: string }[] {
  return texts(args, 'secret').map((value) => {
    const colon = value.indexOf(':');
    return colon > 0 ? { user: value.slice(0, colon), secret: value.slice(colon + 1) } : { secret: value };
  });
}

export function filesOf(args: Args, c: Catalogue): string[] {
  const files = [...texts(args, 'r'), ...texts(args, '_')];
  if (files.length === 0) throw new UsageError(c.say('error.file-missing'));
  return files;
}

export function colorOf(args: Args): ColorChoice {
  return (args['color'] as ColorChoice | undefined) ?? 'auto';
}

/** What `-d`, `--no-probe` and `--oem-codepage` say of how to read the bytes. */
export function analyzerOptions(args: Args, c: Catalogue): AnalyzerOptions {
  return { probe: args['no-probe'] !== true, oemCodepage: oemCodepage(args, c), ...parseDecodeAs(texts(args, 'd'), c) };
}

/** The code page of DOS where a language is spoken: names on a network there are most likely in it. */
const codepages: Readonly<Record<Language, string>> = { en: DEFAULT_OEM_CODEPAGE, ru: 'cp866', vi: 'cp1258' };

function oemCodepage(args: Args, c: Catalogue): string {
  const value = text(args, 'oem-codepage');
  if (value !== undefined && !isKnownCharset(value)) throw new UsageError(c.say('error.codepage', { value }));
  return value ?? codepages[c.language];
}

/** The values of an option that may be repeated. */
export function texts(args: Args, name: string): string[] {
  const value = args[name];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((v) => typeof v === 'string' || typeof v === 'number').map(String);
}

export function text(args: Args, name: string): string | undefined {
  return texts(args, name).at(-1);
}

/** A whole number from 1 on. yargs would turn `abc` into NaN without a word. */
export function count(args: Args, name: string, c: Catalogue): number | undefined {
  const value = text(args, name);
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value) || Number(value) === 0) throw new UsageError(c.say('error.count', { option: `-${name}`, value }));
  return Number(value);
}

/** The fields of paths; a path that does not exist is an error that names the nearest. */
export function fieldsOf(paths: readonly string[], c: Catalogue): Field[] {
  return paths.map((path) => {
    const field = fieldByPath(path);
    if (field !== undefined) return field;
    const near = nearestPath(path);
    throw new UsageError(near === undefined ? c.say('error.field', { field: path }) : c.say('error.field-near', { field: path, near }));
  });
}

/** Numbers of packets: `12,20-25`. */
export function packetNumbers(value: string, c: Catalogue): (n: number) => boolean {
  const ranges = value.split(',').map((part) => {
    const match = /^(\d+)(?:-(\d+)?)?$/.exec(part.trim());
    if (match === null) throw new UsageError(c.say('error.number', { option: '--packet', value }));
    const from = Number(match[1]);
    return { from, to: match[2] !== undefined ? Number(match[2]) : part.includes('-') ? Infinity : from };
  });
  return (n) => ranges.some(({ from, to }) => n >= from && n <= to);
}
