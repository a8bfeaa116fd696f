const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Wait a moment, without anything else being done: for a pipe that was made non-blocking and has no room, or nothing to read. */
export function pause(): void {
  Atomics.wait(sleeper, 0, 0, 2);
}
