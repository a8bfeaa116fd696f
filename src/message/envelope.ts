import type { Header } from './header.ts';

/**
 * Does the sender that the transport was told of (MAIL FROM, RFC 5321 §4.1.1.2) differ from all that the mail says it is from (RFC 5322 §3.6.2)? Lists and forwarders make it so,
 * and so do forgers: who reads the mail does not see the envelope. An empty envelope sender, as reports of failure have it, differs from nobody, and a mail without From from no one.
 * Capital and small letters are the same: RFC 5321 §2.4 lets them differ before the `@`, but no server does.
 */
export function isSenderOther(envelopeSender: string, header: Header): boolean {
  const froms = header.mailboxes('from').map((mailbox) => mailbox.address.toLowerCase());
  return envelopeSender !== '' && froms.length > 0 && !froms.includes(envelopeSender.toLowerCase());
}
