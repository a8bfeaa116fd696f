/** When a file that is being written is full, in the words of dumpcap's `-a` and `-b`. Undefined: no limit of that kind. */
export interface FileLimits {
  /** Bytes; the packet that reaches them is written whole. */
  readonly bytes: number | undefined;
  readonly packets: number | undefined;
  /** Since it was begun. */
  readonly seconds: number | undefined;
  /** At times since 1970 that are a multiple of so many seconds. */
  readonly interval: number | undefined;
}

/** HOT: must not allocate. Is the file full by what has been written to it? */
export function isFull(limits: FileLimits, bytes: number, packets: number): boolean {
  return (limits.bytes !== undefined && bytes >= limits.bytes) || (limits.packets !== undefined && packets >= limits.packets);
}

/** Has a file that was begun at one time lasted until now? Both in milliseconds since 1970. */
export function isOverdue(limits: FileLimits, begun: number, now: number): boolean {
  const { seconds, interval } = limits;
  if (seconds !== undefined && now - begun >= seconds * 1000) return true;
  return interval !== undefined && Math.floor(now / (interval * 1000)) > Math.floor(begun / (interval * 1000));
}

/**
 * The name of one of several files, as dumpcap makes it: `lab.pcapng` becomes `lab_00001_20261121075912.pcapng`, with the number of the file,
 * from 1, and the local time when it was begun.
 */
export function numberedName(path: string, number: number, begun: Date): string {
  const end = endOfStem(path);
  return `${path.slice(0, end)}_${digits(number, 5)}_${stamp(begun)}${path.slice(end)}`;
}

/** The names of all of them, as a pattern that shells understand. */
export function numberedNames(path: string): string {
  const end = endOfStem(path);
  return `${path.slice(0, end)}_*${path.slice(end)}`;
}

/** Where the name ends without its extension. */
function endOfStem(path: string): number {
  const slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const dot = path.lastIndexOf('.');
  return dot > slash + 1 ? dot : path.length;
}

function stamp(d: Date): string {
  return digits(d.getFullYear(), 4) + [d.getMonth() + 1, d.getDate(), d.getHours(), d.getMinutes(), d.getSeconds()].map((n) => digits(n, 2)).join('');
}

function digits(n: number, width: number): string {
  return String(n).padStart(width, '0');
}
