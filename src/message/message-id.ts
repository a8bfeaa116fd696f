import { undeclaredText, unfolded } from './header-text.ts';
import type { Range } from './range.ts';
import { tokensOf } from './token.ts';

/** The name of a message, which no other message has (RFC 5322 §3.6.4). The range is without the angle brackets. */
export interface MessageId extends Range {
  readonly id: string;
}

/** The names in a Message-ID, In-Reply-To or References field. Words and comments around them, as old programs wrote, are passed over (§4.5.4). */
export function messageIds(b: Uint8Array, from: number, to: number): MessageId[] {
  const ids: MessageId[] = [];
  let start = -1;
  for (const token of tokensOf(b, from, to, '<>')) {
    if (token.kind !== 'special') continue;
    if (token.text === '<') start = token.to;
    else if (token.text === '>' && start >= 0) {
      ids.push({ id: undeclaredText(unfolded(b, start, token.from).replace(/[ \t]/g, '')), from: start, to: token.from });
      start = -1;
    }
  }
  return ids;
}
