import fs from 'node:fs';
import yargs, { type Argv } from 'yargs';
import { FilterError } from '../analysis/filter/filter-error.ts';
import { nearest } from '../analysis/filter/nearest.ts';
import { WriteFailure } from '../node/capture-save.ts';
import { ClosedPipe, Output, OutputFailure } from '../node/output.ts';
import { paint } from '../report/palette.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { languages } from '../text/language.ts';
import { catalogueOf } from '../text/load.ts';
import { type OptionNames, spellOut } from './arguments.ts';
import type { Context, Verb } from './command.ts';
import { EXIT } from './exit.ts';
import { filterMistake } from './filter-mistake.ts';
import { askedLanguage, environmentLanguage, isLanguage } from './language.ts';
import { paletteFor } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { verbs } from './verbs.ts';
import { version } from './version.ts';

/** Run the program with its arguments; the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const { rest, language } = askedLanguage(argv);
  const catalogue = await catalogueOf(language !== undefined && isLanguage(language) ? language : environmentLanguage(process.env));
  try {
    if (language !== undefined && !isLanguage(language)) throw new UsageError(catalogue.say('error.language', { language, languages: languages.join(', ') }));
    return await run(rest, { catalogue });
  } catch (error) {
    if (error instanceof ClosedPipe) return EXIT.ok;
    return report(error, catalogue);
  }
}

async function run(argv: readonly string[], context: Context): Promise<number> {
  const { verb, rest } = chosen(argv, context);
  if (verb === undefined) return overview(argv, context);
  const { command } = await verb.load();
  const { positional, examples, options, run: act } = command(context);
  const parser = options(base(context))
    .usage(`pupil ${verb.name} ${positional}\n\n${context.catalogue.say(verb.describe)}`)
    .example(examples.map(([example, meaning]) => [example, context.catalogue.say(meaning)]));
  const spelt = spellOut(rest, optionNames(parser));
  if (asksFor(spelt, 'h', 'help')) return print(await parser.getHelp());
  return act(await parser.parseAsync(spelt));
}

/** The options that a parser has been told of. */
function optionNames(parser: Argv): OptionNames {
  const { key, boolean, alias } = (parser as Argv & { getOptions(): { key: Record<string, unknown>; boolean: string[]; alias: Record<string, string[]> } }).getOptions();
  const withAliases = (names: readonly string[]): Set<string> => new Set(names.flatMap((name) => [name, ...(alias[name] ?? [])]));
  const alone = withAliases(boolean);
  return { alone, withValue: new Set([...withAliases(Object.keys(key))].filter((name) => !alone.has(name))) };
}

/** The parser that every command shares. yargs throws on a mistake, and prints nothing by itself. */
function base({ catalogue }: Context): Argv {
  return yargs()
    .scriptName('pupil')
    .parserConfiguration({ 'dot-notation': false, 'parse-numbers': false, 'parse-positional-numbers': false, 'camel-case-expansion': false, 'boolean-negation': false })
    .strictOptions().exitProcess(false).help(false).version(false).wrap(Math.min(100, process.stdout.columns ?? 80))
    .detectLocale(false).updateStrings(yargsTexts(catalogue))
    .fail((message: string | null, error: Error | undefined) => {
      throw error ?? new UsageError(message ?? '');
    });
}

/** What yargs itself says. */
function yargsTexts(c: Catalogue): Parameters<Argv['updateStrings']>[0] {
  const texts = {
    'Options:': c.say('help.options'), 'Examples:': c.say('help.examples'), 'Positionals:': c.say('help.arguments'),
    'default:': c.say('help.default'), 'choices:': c.say('help.choices'), 'aliases:': c.say('help.aliases'),
    boolean: c.say('help.boolean'), string: c.say('help.string'), array: c.say('help.array'), required: c.say('help.required'),
    'Unknown argument: %s': c.forms('usage.unknown'), 'Not enough arguments following: %s': c.say('usage.value-missing'),
    'Invalid values:': c.say('usage.value-invalid'), 'Argument: %s, Given: %s, Choices: %s': c.say('usage.choices'), 'Arguments %s and %s are mutually exclusive': c.say('usage.exclusive'),
  };
  // yargs takes two forms of a text that has a plural, but its types know of one.
  return texts as unknown as Readonly<Record<string, string>>;
}

/** The verb that the arguments begin with. As with tshark, `pupil -r FILE` is a list of packets; a file alone is analysed. */
function chosen(argv: readonly string[], { catalogue }: Context): { verb: Verb | undefined; rest: readonly string[] } {
  const [first] = argv;
  if (first === undefined || first === '-h' || first === '--help' || first === '-v' || first === '--version') return { verb: undefined, rest: argv };
  const verb = verbs.find((v) => v.name === first);
  if (verb !== undefined) return { verb, rest: argv.slice(1) };
  if (first.startsWith('-') && first !== '-') return { verb: verbs.find((v) => v.name === (isLive(argv) ? 'sniff' : 'packets')), rest: argv };
  if (first === '-' || fs.existsSync(first)) return { verb: verbs.find((v) => v.name === 'analyze'), rest: argv };
  const near = nearest(first, verbs.map((v) => v.name));
  throw new UsageError(near === undefined ? catalogue.say('error.verb', { verb: first }) : catalogue.say('error.verb-near', { verb: first, near }));
}

/** Is an interface asked for, `-i` or `-D`, perhaps behind options that stand alone? */
function isLive(argv: readonly string[]): boolean {
  return argv.some((a) => /^(-[nVxlpq]*[iD]|--(list-)?interface)/.test(a));
}

function asksFor(argv: readonly string[], short: string, long: string): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).some((a) => a === `-${short}` || a === `--${long}`);
}

/** `pupil`, `pupil -h`, `pupil -v`. */
function overview(argv: readonly string[], { catalogue }: Context): number {
  if (asksFor(argv, 'v', 'version')) return print(`pupil ${version}`);
  const width = Math.max(...verbs.map((v) => v.name.length));
  const lines = verbs.map((v) => `  ${v.name.padEnd(width)}  ${catalogue.say(v.describe)}`);
  return print([catalogue.say('help.usage'), '', catalogue.say('help.about'), '', ...lines, '', catalogue.say('help.more')].join('\n'));
}

function print(text: string): number {
  new Output(1).write(`${text}\n`);
  return EXIT.ok;
}

/** Say on standard error what went wrong, and what to do. */
function report(error: unknown, catalogue: Catalogue): number {
  const palette = paletteFor('auto', 'stderr');
  const stderr = new Output(2);
  if (error instanceof FilterError || error instanceof UsageError || (error instanceof Error && error.name === 'YError')) {
    const text = error instanceof FilterError ? filterMistake(error, catalogue) : error.message;
    stderr.write(`${paint(palette, 'error', 'pupil:')} ${text}\n`);
    return EXIT.usage;
  }
  if (error instanceof OutputFailure) {
    stderr.write(`${paint(palette, 'error', 'pupil:')} ${catalogue.say('error.output-failed', { code: error.code })}\n`);
    return EXIT.input;
  }
  if (error instanceof WriteFailure) {
    stderr.write(`${paint(palette, 'error', 'pupil:')} ${catalogue.say(error.code !== 'ENOSPC' ? 'error.write-failed' : error.holds === 'packets' ? 'error.disk-full' : 'error.disk-full-content', { file: error.path, code: error.code })}\n`);
    return EXIT.input;
  }
  stderr.write(`${paint(palette, 'error', 'pupil:')} ${catalogue.say('error.internal')}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.internal;
}
