import type { Fault } from '../base/fault.ts';
import type { Header } from './header.ts';
import { readMime } from './mime.ts';
import { attachmentsOf, leavesOf, type Part } from './part.ts';

/** Bytes of a mail that are looked at: more than mail servers take. */
export const MAX_MAIL = 64 * 1024 * 1024;

/** A mail (RFC 5322) with the tree of its parts (MIME, RFC 2045 to 2049). All ranges are of `bytes`. */
export interface Mail {
  readonly bytes: Uint8Array;
  readonly header: Header;
  readonly root: Part;
  /** What is wrong with the structure; what is wrong with encodings, the parts say (`encodingFault`). */
  readonly faults: readonly Fault[];
  /** The first text that is no attachment: what the sender wrote. */
  readonly text: Part | undefined;
  readonly attachments: readonly Part[];
}

/** The mail in `bytes`, without the dots that a transport put in front of lines. Whatever the bytes are, it is a mail: perhaps an empty one. */
export function parseMail(bytes: Uint8Array): Mail {
  const to = Math.min(bytes.length, MAX_MAIL);
  const { root, faults } = readMime(bytes, 0, to);
  const tooLong: Fault[] = to < bytes.length ? [{ code: 'mail-size', at: to, need: bytes.length, had: to }] : [];
  return {
    bytes, root, header: root.header, faults: [...faults, ...tooLong],
    get text() {
      return leavesOf(root).find((leaf) => leaf.type.startsWith('text/') && !leaf.isAttachment);
    },
    get attachments() {
      return attachmentsOf(root);
    },
  };
}
