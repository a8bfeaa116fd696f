import width from './width.ts';

/** A colour's escape sequence, or one character. */
// oxlint-disable-next-line no-control-regex -- finding escape characters is what it is for
const piece = /\u001b\[[\d;]*m|[^]/gu;

/** Text of at most `room` columns; what is left out is said by `…`. */
export function cut(text: string, room: number): string {
  return room === Infinity || width(text) <= room ? text : cutColoured(text, room);
}

/** The same for text with colours in it: they take no room, and those that were begun are ended. */
export function cutColoured(text: string, room: number): string {
  if (width(text) <= room) return text;
  let kept = '';
  let columns = 0;
  let full = false;
  for (const [found] of text.matchAll(piece)) {
    if (found.startsWith('\u001b')) {
      kept += found;
      continue;
    }
    columns += width(found);
    if (columns > room - 1 && !full) {
      kept += '…';
      full = true;
    }
    if (!full) kept += found;
  }
  return kept;
}
