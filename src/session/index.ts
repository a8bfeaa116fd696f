import type { Dialogue } from './dialogue.ts';
import { dns } from './dns.ts';
import { ftp } from './ftp.ts';
import { http } from './http.ts';
import { http2 } from './http2.ts';
import { imap } from './imap.ts';
import { nbss } from './nbss.ts';
import { tunnel, websocket } from './opaque.ts';
import { pop } from './pop.ts';
import { smtp } from './smtp.ts';
import { socks } from './socks.ts';
import { ssh } from './ssh.ts';
import { telnet } from './telnet.ts';
import { tls } from './tls.ts';

export { Conversation, type Registrar } from './conversation.ts';
export { type Dialogue, type How, type Likeness, NO, type Phrase, SURELY } from './dialogue.ts';
export { Content, type ContentAbout, type ContentKind, type ContentSink } from './content.ts';
export type { Credential, KeptPromise } from './finding.ts';
export type { Carried, Mark, Side, Unit } from './marks.ts';
export type { Secret } from './secret.ts';
export type { Move, Note, Session } from './session.ts';

const declared = [smtp, pop, imap, http, nbss, tls, ssh, ftp, telnet, http2, websocket, tunnel, dns, socks] as const;

/** What dialogues declare, as a type: the catalogues of other languages are checked against it. */
export type DialogueDeclarations = (typeof declared)[number];

/** Every dialogue, in the order in which they are asked whether a stream is theirs. */
export const dialogues: readonly Dialogue[] = declared;

/** The dialogue of a display-filter name. */
export function dialogueByName(name: string): Dialogue | undefined {
  return dialogues.find((d) => d.name === name);
}

/** Which dialogue a TCP port leads to. */
export const dialogueByPort: ReadonlyMap<number, Dialogue> = new Map(dialogues.flatMap((d) => d.ports.map((port) => [port, d] as const)));

/** Is a dialogue often met on a TCP port, though it is not its own? */
export function isAlsoOn({ alsoOn = [] }: Dialogue, port: number): boolean {
  return alsoOn.some(([from, to]) => from <= port && port <= to);
}
