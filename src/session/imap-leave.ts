import type { Reading } from '../stream/reading.ts';
import type { Command, Imap } from './imap-state.ts';

/** A client that need not wait with short literals must with longer ones (RFC 7888 §5). */
export const MAX_SHORT_LITERAL = 4096;

/** May the client send the literal that it has announced? It asks for leave, but for literals where the server said that it need not (RFC 7888 §4, §5). */
export function* isAllowed(s: Imap, command: Command, size: number, isSync: boolean): Reading<boolean> {
  if (isSync) return yield* isInvited(s, command);
  const { capabilities } = s.state;
  const isOffered = capabilities.has('LITERAL+') || (size <= MAX_SHORT_LITERAL && (capabilities.has('LITERAL-') || capabilities.has('IMAP4REV2')));
  if (capabilities.size > 0 && !isOffered) s.note(s.client, 'not-waited');
  return true;
}

/**
 * May the client go on with its command? The server says so by `+`; if it completes the command instead, it does not want the rest (RFC 3501 §7.5). Where that cannot be
 * heard, the client is taken at its word: it would not go on otherwise.
 */
export function* isInvited(s: Imap, command: Command): Reading<boolean> {
  command.asked++;
  if (isAlone(s, command)) return true;
  if (yield* s.client.until(() => command.invited >= command.asked || command.status !== '')) return command.invited >= command.asked;
  s.note(s.client, 'leave-lost', { command: command.verb });
  return true;
}

/** The server is missing from the capture. Where that begins in the middle, the answer to the first command may be the first that is heard of it. */
export function isAlone(s: Imap, command: Command): boolean {
  return s.isSilent('server') && (s.fromStart || command !== s.state.pending[0]);
}
