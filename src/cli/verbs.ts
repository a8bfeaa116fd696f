import type { Verb } from './command.ts';

/** Every verb, in the order of `pupil --help`. */
export const verbs: readonly Verb[] = [
  { name: 'packets', describe: 'verb.packets', load: () => import('./commands/packets.ts') },
];
