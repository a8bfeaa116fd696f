import type { Verb } from './command.ts';

/** Every verb, in the order of `pupil --help`. */
export const verbs: readonly Verb[] = [
  { name: 'analyze', describe: 'verb.analyze', load: () => import('./commands/analyze.ts') },
  { name: 'packets', describe: 'verb.packets', load: () => import('./commands/packets.ts') },
  { name: 'sessions', describe: 'verb.sessions', load: () => import('./commands/sessions.ts') },
  { name: 'mails', describe: 'verb.mails', load: () => import('./commands/mails.ts') },
  { name: 'extract', describe: 'verb.extract', load: () => import('./commands/extract.ts') },
  { name: 'stats', describe: 'verb.stats', load: () => import('./commands/stats.ts') },
  { name: 'check', describe: 'verb.check', load: () => import('./commands/check.ts') },
  { name: 'sheet', describe: 'verb.sheet', load: () => import('./commands/sheet.ts') },
  { name: 'labs', describe: 'verb.labs', load: () => import('./commands/labs.ts') },
  { name: 'sniff', describe: 'verb.sniff', load: () => import('./commands/sniff.ts') },
  { name: 'interfaces', describe: 'verb.interfaces', load: () => import('./commands/interfaces.ts') },
  { name: 'grade', describe: 'verb.grade', load: () => import('./commands/grade.ts') },
  { name: 'explain', describe: 'verb.explain', load: () => import('./commands/explain.ts') },
  { name: 'fields', describe: 'verb.fields', load: () => import('./commands/fields.ts') },
  { name: 'completion', describe: 'verb.completion', load: () => import('./commands/completion.ts') },
];
