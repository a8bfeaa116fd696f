import fs from 'node:fs';
import type { ReadStream } from 'node:tty';

/** Keys, one at a time, without Enter. Only for a program in the foreground of its terminal: another one would be stopped for it. */
export class Keyboard {
  readonly #input: ReadStream;
  readonly #pressed: (text: string) => void;

  /** `pressed` is told what came from the terminal: a character, or several. */
  constructor(pressed: (text: string) => void, input: ReadStream = process.stdin) {
    this.#input = input;
    this.#pressed = (text) => pressed(text);
    input.setRawMode(true);
    input.setEncoding('utf8').on('data', this.#pressed).resume();
  }

  /** The terminal is as it was before. */
  close(): void {
    this.#input.off('data', this.#pressed).pause();
    this.#input.setRawMode(false);
  }
}

/** Are keys to be had: is standard input a terminal, and are we the program it listens to? */
export function hasKeyboard(): boolean {
  return process.stdin.isTTY && isForeground();
}

/** The kernel's view of a process: its process group, and that of the terminal's foreground, are the third and the sixth word after the name. */
function isForeground(): boolean {
  try {
    const words = fs.readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /s, '').split(' ');
    return words[2] === words[5];
  } catch {
    return true;
  }
}
