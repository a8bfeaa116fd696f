/** What a key does. */
export type KeyAction = 'pause' | 'follow' | 'mark' | 'quit' | 'help';

const keys: Readonly<Record<string, KeyAction>> = {
  p: 'pause', ' ': 'pause', f: 'follow', m: 'mark', q: 'quit', h: 'help', '?': 'help',
  // Ctrl-C, Ctrl-D and Ctrl-\ come as characters from a terminal in raw mode.
  '\u0003': 'quit', '\u0004': 'quit', '\u001c': 'quit',
};

/** What was typed, as actions; other keys, and the sequences of arrows and function keys, do nothing. */
export function actionsOf(typed: string): KeyAction[] {
  // oxlint-disable-next-line no-control-regex -- the escape character begins the sequences
  const plain = typed.replace(/\u001b(?:[[O][\d;]*[ -/]*[@-~])?/g, '');
  return Array.from(plain).flatMap((key) => keys[key.toLowerCase()] ?? []);
}
