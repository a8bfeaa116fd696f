/** Names of options, short and long, that stand alone; all other known ones take a value. */
export interface OptionNames {
  readonly alone: ReadonlySet<string>;
  readonly withValue: ReadonlySet<string>;
}

/**
 * Arguments as getopt reads them, spelt out so that nothing is left to guess: `-nr x.pcap`, `-c5` and `-r -` become `-n --r=x.pcap`, `--c=5`
 * and `--r=-`. What follows `--` is left as it is, and so is an option that nobody knows, for the parser to complain of.
 */
export function spellOut(argv: readonly string[], names: OptionNames): string[] {
  const result: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i]!;
    if (argument === '--') return [...result, ...argv.slice(i)];
    const { options, awaits } = argument.startsWith('--') ? long(argument, names) : short(argument, names);
    result.push(...options);
    if (awaits === undefined) continue;
    const value = argv[++i];
    result.push(value === undefined ? awaits : `--${awaits.replace(/^-+/, '')}=${value}`);
  }
  return result;
}

/** The options that an argument holds, and the one after them whose value is the next argument. */
interface Spelt {
  readonly options: readonly string[];
  readonly awaits?: string;
}

function long(argument: string, { withValue }: OptionNames): Spelt {
  return withValue.has(argument.slice(2)) ? { options: [], awaits: argument } : { options: [argument] };
}

/** A cluster: options that stand alone, and at its end perhaps one with a value, whose value may follow at once. */
function short(argument: string, { alone, withValue }: OptionNames): Spelt {
  if (!/^-./.test(argument)) return { options: [argument] };
  const options: string[] = [];
  for (let at = 1; at < argument.length; at++) {
    const letter = argument[at]!;
    const rest = argument.slice(at + 1);
    if (withValue.has(letter)) return rest === '' ? { options, awaits: `-${letter}` } : { options: [...options, `--${letter}=${rest}`] };
    if (!alone.has(letter)) return { options: [...options, `-${letter}${rest}`] };
    options.push(`-${letter}`);
  }
  return { options };
}
