import type { AnalyzerOptions } from '../../src/analysis/analyzer.ts';
import type { Session } from '../../src/session/index.ts';
import { concat, utf8 } from './bytes.ts';
import { conversation, hear, type Heard, type Said, type Turn } from './dialogue.ts';
import { Collected } from './laws.ts';

type Text = string | Uint8Array;

/** A message: its lines, the empty line, and its body. */
export function message(lines: readonly string[], body: Text = ''): Uint8Array {
  return concat(utf8(`${lines.join('\r\n')}\r\n\r\n`), typeof body === 'string' ? utf8(body) : body);
}

export const get = (target: string, ...fields: readonly string[]): Turn => ({ C: message([`GET ${target} HTTP/1.1`, 'Host: lab.test', ...fields]) });
/** A response whose body has its length in front. */
export const ok = (body: string, ...fields: readonly string[]): Turn => ({ S: message(['HTTP/1.1 200 OK', `Content-Length: ${utf8(body).length}`, ...fields], body) });

export interface HeardHttp extends Heard {
  readonly session: Session;
  /** The bytes of the bodies that passed by, as Latin-1 texts. */
  readonly bodies: readonly string[];
}

/** What is said on port 80. `lost`: numbers of packets that are not in the capture. */
export function hearHttp(turns: readonly Turn[], options: AnalyzerOptions & { lost?: readonly number[]; close?: boolean; port?: number } = {}): HeardHttp {
  const { lost = [], close = true, port = 80, ...rest } = options;
  const contents = new Collected();
  const packets = conversation(turns, { port, close }).filter((_, i) => !lost.includes(i + 1));
  const heard = hear(packets, { contents, ...rest });
  return { ...heard, session: heard.sessions[0]!, bodies: contents.contents };
}

/** The texts that a field has in all units, or in those of a packet. */
export const texts = (units: readonly Said[], path: string, packet?: number): string[] =>
  units.filter((u) => packet === undefined || u.packet === packet).flatMap((u) => u.marks.filter(([p]) => p === path).map(([, text]) => text));

export const notes = ({ session }: HeardHttp): string[] => session.notes.map((note) => note.key);
