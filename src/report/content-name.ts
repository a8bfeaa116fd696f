import type { Content } from '../analysis/content-log.ts';
import { extensionOf, safeFileName } from './file-name.ts';

/** The name of a file with a content: number of the session, protocol, and what the dialogue calls it: `3-smtp-1.eml`, `0-http-logo.png`. */
export function contentFileName({ kind, session, about }: Content): string {
  const start = `${session.id}-${session.dialogue.name}`;
  const called = safeFileName(lastStep(about.name));
  if (kind === 'mail') return `${start}-${called || 'mail'}${about.isPart === true ? '-part' : ''}.eml`;
  const name = called === '' ? 'index' : called;
  return /\.[A-Za-z0-9]{1,10}$/.test(name) ? `${start}-${name}` : `${start}-${name}${extensionOf(about.mediaType ?? '')}`;
}

/** The name of a file with an attachment of a mail, after the mail's own. */
export function attachmentFileName(mail: string, number: number, fileName: string, type: string): string {
  const stem = mail.replace(/\.eml$/, '');
  const name = safeFileName(fileName);
  return name === '' ? `${stem}-attachment-${number}${extensionOf(type)}` : `${stem}-${name}`;
}

/** The last step of a path, without the question after it. */
function lastStep(name: string): string {
  return name.split(/[?#]/)[0]!.replace(/\/+$/, '');
}
