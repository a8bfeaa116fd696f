import { capChild } from '../../package.ts';
import type { Engine, Failure, Heard } from '../engine.ts';

/** The package cap, in a program of its own (`cap-child`). It needs no other program, and tells least of the packets. */
export const cap: Engine = {
  name: 'cap',
  lacks: ['kernel-times', 'drops', 'wire-length', 'no-promiscuous'],
  lag: 0,
  // It throws what nobody can catch.
  lostSignal: 'SIGABRT',
  command: (request) => [process.execPath, capChild, JSON.stringify(request)],
  heard: (line) => (line.startsWith('{"code":') ? told(line) : undefined),
  stop: (child) => child.stdin?.end(),
};

/** A failure, as the child tells it; undefined: the line was cut, or is another's. */
function told(line: string): Heard | undefined {
  try {
    return { kind: 'failure', failure: JSON.parse(line) as Failure };
  } catch {
    return undefined;
  }
}
