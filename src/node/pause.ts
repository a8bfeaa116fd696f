const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Wait so many milliseconds, without anything else being done; if none are given, a moment: for a pipe that was made non-blocking and has no room, or nothing to read. */
export function pause(milliseconds = 2): void {
  Atomics.wait(sleeper, 0, 0, milliseconds);
}
