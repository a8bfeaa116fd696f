import { capChild } from '../../package.ts';
import type { Engine, Failure, Heard } from '../engine.ts';

/** The package cap, in a program of its own (`cap-child`). It needs no other program, and tells least of the packets. */
export const cap: Engine = {
  name: 'cap',
  lacks: ['kernel-times', 'drops', 'wire-length', 'no-promiscuous'],
  command: (request) => [process.execPath, capChild, JSON.stringify(request)],
  heard: (line): Heard | undefined => (line.startsWith('{"code":') ? { kind: 'failure', failure: JSON.parse(line) as Failure } : undefined),
  stop: (child) => child.stdin?.end(),
};
