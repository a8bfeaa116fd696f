import type { Argv } from 'yargs';
import { nearest } from '../analysis/filter/nearest.ts';
import type { Lab } from '../lab/lab.ts';
import { problemText } from '../lab/problem.ts';
import { readLab } from '../lab/read-lab.ts';
import { labFile, type LabFile, labNames } from '../node/lab-files.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { type Args, text } from './options.ts';
import { UsageError } from './usage-error.ts';

/** The lab that is meant where nobody says which. */
const DEFAULT_LAB = 'lab4';

export function labOption(y: Argv, c: Catalogue): Argv {
  return y.option('lab', { type: 'string', requiresArg: true, default: DEFAULT_LAB, describe: c.say('option.lab') });
}

/** The lab that `--lab` names. */
export function labOf(args: Args, c: Catalogue): Lab {
  return labIn(foundLab(text(args, 'lab') ?? DEFAULT_LAB, c), c);
}

/** The definition of a lab by its name or place. */
export function foundLab(name: string, c: Catalogue): LabFile {
  const file = labFile(name);
  if (file !== undefined) return file;
  const known = labNames();
  const near = nearest(name, known);
  throw new UsageError(near === undefined ? c.say('error.lab', { name, known: known.join(', ') }) : c.say('error.lab-near', { name, near }));
}

/** The lab that a file defines; its mistakes are told, each with its place. */
export function labIn(file: LabFile, c: Catalogue): Lab {
  const { lab, problems } = readLab(file.text);
  if (lab !== undefined) return lab;
  throw new UsageError([c.say('error.lab-wrong', { file: file.path, count: problems.length }), ...problems.map((problem) => `  ${file.path}:${problemText(problem, c)}`)].join('\n'));
}
