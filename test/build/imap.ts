import type { AnalyzerOptions } from '../../src/analysis/analyzer.ts';
import type { Session } from '../../src/session/index.ts';
import { conversation, hear, type Said, type Turn } from './dialogue.ts';

/** What an IMAP session said, with its fields as tests like to see them. */
export interface HeardImap {
  readonly units: readonly Said[];
  readonly session: Session;
  /** The fields of a side in order, `path=text` without `imap.`; only those whose path begins with one of `paths`. */
  readonly marks: (side: 'client' | 'server', ...paths: readonly string[]) => string[];
}

export function hearImap(turns: readonly Turn[], options: AnalyzerOptions = {}): HeardImap {
  return heardOf(conversation(turns, { port: 143 }), options);
}

export function heardOf(packets: readonly Uint8Array[], options: AnalyzerOptions = {}): HeardImap {
  const { units, sessions } = hear(packets, options);
  return {
    units,
    session: sessions[0]!,
    marks: (side, ...paths) => units.filter((u) => u.side === side && !u.bulk).flatMap((u) => u.marks.map(([path, text]) => `${path.replace(/^imap\./, '')}=${text}`)).filter((m) => paths.some((p) => m.startsWith(p))),
  };
}

export const greeted: readonly Turn[] = [{ S: '* OK ready\r\n' }];
export const loggedIn: readonly Turn[] = [...greeted, { C: 'x1 LOGIN anna Parol-1\r\n' }, { S: 'x1 OK LOGIN completed\r\n' }];
export const selected: readonly Turn[] = [...loggedIn, { C: 'x2 SELECT INBOX\r\n' }, { S: '* 3 EXISTS\r\nx2 OK [READ-WRITE] SELECT completed\r\n' }];
