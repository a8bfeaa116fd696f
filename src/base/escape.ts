/**
 * Captured text is hostile: a mail's subject may move the cursor, clear the screen or turn the line around.
 * Control characters (C0, DEL, C1), line separators and bidirectional controls are shown as escapes.
 */
// oxlint-disable-next-line no-control-regex -- finding control characters is what it is for
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const short: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\\0' };

/** One line of text that is safe on a terminal, in a page and in a table. */
export function safe(text: string): string {
  return isPrintable(text) ? text : text.replace(unsafe, escapeCharacter);
}

/** HOT: must not allocate. Does a text hold nothing but printable ASCII? Most do, and need no second look. */
export function isPrintable(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code >= 0x7f) return false;
  }
  return true;
}

function escapeCharacter(character: string): string {
  const named = short[character];
  if (named !== undefined) return named;
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
