/** What the program's exit code says. */
export const EXIT = {
  ok: 0,
  /** A bad option, filter or field. */
  usage: 1,
  /** The input could not be read, or not to its end; what was readable has been printed. Or a file could not be written. */
  input: 2,
  /** Not allowed to capture, or nothing to capture with. */
  capture: 3,
  /** A check or a grade failed. */
  failed: 4,
  /** A mistake of ours. */
  internal: 70,
  /** Interrupted before all was said. */
  interrupted: 130,
} as const;
