import { type Language, languages } from '../text/language.ts';

/** The arguments without `--lang`, and the language that they name: undefined where they name none. */
export interface Asked {
  readonly rest: readonly string[];
  readonly language: string | undefined;
}

/** Take `--lang ru` or `--lang=ru` out of the arguments, wherever it stands before `--`: even help and mistakes are said in that language. */
export function askedLanguage(argv: readonly string[]): Asked {
  const end = argv.indexOf('--');
  const last = end < 0 ? argv.length : end;
  const rest: string[] = [];
  let language: string | undefined;
  for (let i = 0; i < argv.length; i++) {
    const [name, value] = i < last && argv[i]!.startsWith('--lang=') ? ['--lang', argv[i]!.slice('--lang='.length)] : [argv[i]!, argv[i + 1]];
    if (name !== '--lang' || i >= last) rest.push(argv[i]!);
    else {
      language = value ?? '';
      if (argv[i] === '--lang') i++;
    }
  }
  return { rest, language };
}

export function isLanguage(name: string): name is Language {
  return languages.some((language) => language === name);
}

/** The language of the environment: PUPIL_LANG, then the locale as POSIX orders its variables. English where it names none that is spoken here. */
export function environmentLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const set = ['PUPIL_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name] ?? '').find((value) => value !== '') ?? '';
  const language = set.toLowerCase().split(/[._@-]/)[0]!;
  return isLanguage(language) ? language : 'en';
}
