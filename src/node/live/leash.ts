/**
 * What a shell does for a program that would not notice that we are gone, if nothing comes that it could fail to hand over: it begins a watcher,
 * which waits for the end of standard input, and becomes the program, under its own process id. We hold the other end of that input: it ends when
 * we do, however that happens. A line (`LET_GO`) tells the watcher that the program has ended by itself, and its number may be another's.
 */
const script = 'exec 3<&0; { read -r _ <&3 || kill -INT $$; } >/dev/null 2>&1 & exec "$@" 3<&- </dev/null';

export const LET_GO = '\n';

/** How a shell ends that cannot become the program: it may not be run; there is none. */
export const NOT_ALLOWED = 126;
export const NOT_FOUND = 127;

/** A command, as one that ends when we do. */
export function leashed(command: readonly string[]): readonly string[] {
  return process.platform === 'win32' ? command : ['/bin/sh', '-c', script, 'sh', ...command];
}
