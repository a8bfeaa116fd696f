import type { Argv } from 'yargs';
import type { Catalogue } from '../text/catalogue.ts';
import type { MessageKey } from '../text/english.ts';

/** What a command is given to work with. */
export interface Context {
  readonly catalogue: Catalogue;
}

/** A verb of the program: its file in `commands/` is loaded only when it is asked for. */
export interface Verb {
  readonly name: string;
  readonly describe: MessageKey;
  readonly load: () => Promise<{ command: (context: Context) => Command }>;
}

export interface Command {
  /** Positional arguments, as yargs writes them: `<file..>`. */
  readonly positional: string;
  readonly examples: readonly (readonly [command: string, meaning: MessageKey])[];
  readonly options: (y: Argv) => Argv;
  /** Runs the command; its exit code. */
  readonly run: (args: Readonly<Record<string, unknown>>) => number | Promise<number>;
}
