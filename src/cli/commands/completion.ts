import yargs from 'yargs';
import { Output } from '../../node/output.ts';
import type { Command, Context } from '../command.ts';
import { EXIT } from '../exit.ts';
import { type Args, generalOptions, texts } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import { verbs } from '../verbs.ts';

const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

export function command(context: Context): Command {
  const { catalogue } = context;
  return {
    positional: shells.join('|'),
    examples: [['pupil completion bash >> ~/.bashrc', 'example.completion']],
    options: (y) => generalOptions(y, catalogue),
    run: (args) => run(args, context),
  };
}

async function run(args: Args, context: Context): Promise<number> {
  const [name = ''] = texts(args, '_');
  const shell = shells.find((s) => s === name);
  if (shell === undefined) throw new UsageError(context.catalogue.say('error.shell', { shells: shells.join(', ') }));
  new Output(1).write(scripts[shell](await Promise.all(verbs.map((verb) => wordsOf(verb.name, context)))));
  return EXIT.ok;
}

/** A verb with its options. */
interface Words {
  readonly verb: string;
  /** `-Y`, `--filter`: as they are typed. */
  readonly options: readonly string[];
  /** Choices, by option. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

async function wordsOf(name: string, context: Context): Promise<Words> {
  const { command: make } = await verbs.find((v) => v.name === name)!.load();
  // yargs tells what was declared, but its types do not say so.
  const parser = make(context).options(yargs([]).help(false).version(false)) as unknown as { getOptions(): Declared };
  const { key, alias, choices } = parser.getOptions();
  const names = Object.keys(key).flatMap((k) => [k, ...(alias[k] ?? [])]);
  const typed = (word: string): string => (word.length === 1 ? `-${word}` : `--${word}`);
  return { verb: name, options: [...new Set(names)].map(typed), choices: Object.fromEntries(Object.entries(choices).map(([option, values]) => [typed(option), values])) };
}

/** What yargs knows of the options that were declared. */
interface Declared {
  readonly key: Readonly<Record<string, unknown>>;
  readonly alias: Readonly<Record<string, readonly string[]>>;
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

const scripts: Readonly<Record<Shell, (words: readonly Words[]) => string>> = {
  bash: (words) => `_pupil() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}"
  if [ "$COMP_CWORD" = 1 ]; then
    COMPREPLY=($(compgen -W '${words.map((w) => w.verb).join(' ')}' -- "$word") $(compgen -f -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]} $before" in
${words.flatMap((w) => Object.entries(w.choices).map(([option, values]) => `    '${w.verb} ${option}') COMPREPLY=($(compgen -W '${values.join(' ')}' -- "$word")); return ;;`)).join('\n')}
    *' -e'|*' -Y') COMPREPLY=($(compgen -W "$(pupil fields 2>/dev/null | cut -d' ' -f1)" -- "$word")); return ;;
  esac
  case "$word" in
    -*) case "\${COMP_WORDS[1]}" in
${words.map((w) => `      ${w.verb}) COMPREPLY=($(compgen -W '${w.options.join(' ')}' -- "$word")) ;;`).join('\n')}
    esac ;;
    *) COMPREPLY=($(compgen -f -- "$word")) ;;
  esac
}
complete -o filenames -F _pupil pupil
`,
  zsh: (words) => `#compdef pupil
_pupil() {
  if (( CURRENT == 2 )); then
    compadd -- ${words.map((w) => w.verb).join(' ')}
    _files
    return
  fi
  case "$words[2] $words[CURRENT-1]" in
${words.flatMap((w) => Object.entries(w.choices).map(([option, values]) => `    '${w.verb} ${option}') compadd -- ${values.join(' ')}; return ;;`)).join('\n')}
    *' -e'|*' -Y') compadd -- \${(f)"$(pupil fields 2>/dev/null | cut -d' ' -f1)"}; return ;;
  esac
  if [[ "$words[CURRENT]" == -* ]]; then
    case "$words[2]" in
${words.map((w) => `      ${w.verb}) compadd -- ${w.options.join(' ')} ;;`).join('\n')}
    esac
  else
    _files
  fi
}
compdef _pupil pupil
`,
  fish: (words) => `${[
    ...words.map((w) => `complete -c pupil -n __fish_use_subcommand -a ${w.verb}`),
    ...words.flatMap((w) => w.options.map((o) => `complete -c pupil -n '__fish_seen_subcommand_from ${w.verb}' ${o.startsWith('--') ? `-l ${o.slice(2)}` : `-s ${o.slice(1)}`}${choicesOf(w, o)}`)),
  ].join('\n')}\n`,
};

function choicesOf(words: Words, option: string): string {
  const values = words.choices[option];
  return values === undefined ? '' : ` -x -a '${values.join(' ')}'`;
}
