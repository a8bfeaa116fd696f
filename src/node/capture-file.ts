import fs from 'node:fs';
import type { Fault, FaultCode } from '../base/fault.ts';
import { type CaptureFacts, Intake, type IntakeOptions } from '../capture/intake.ts';
import type { PacketSink } from '../capture/packet-sink.ts';
import { Patience } from './pause.ts';

const CHUNK = 1 << 20;
const STANDARD_INPUT = 0;

/** What reading a capture file told of it. */
export interface CaptureFile extends CaptureFacts {
  /** The path as it was given; `-` is standard input. */
  readonly path: string;
}

/**
 * Read a capture file, whole, into a sink: plain or compressed, a file, a named pipe or (`-`) standard input. Reading waits for
 * the bytes also where they come through a pipe: nothing else is to be done meanwhile, a packet is handed on as soon as it is
 * there, and one loop without promises serves files at full speed. Whatever is wrong is a fault of the result, and what stood before it has been delivered.
 */
export function readCapture(path: string, sink: PacketSink, options: IntakeOptions = {}): CaptureFile {
  const intake = new Intake(sink, options);
  const file = openFile(path);
  if (typeof file !== 'number') return { path, ...intake.end(file) };
  try {
    return { path, ...intake.end(readInto(intake, file)) };
  } finally {
    if (file !== STANDARD_INPUT) fs.closeSync(file);
  }
}

/** The descriptor of an open file, or why there is none. */
function openFile(path: string): number | Fault {
  if (path === '-') return STANDARD_INPUT;
  try {
    return fs.openSync(path, 'r');
  } catch (error) {
    return faultOf(error, 'open-failed', 0);
  }
}

/** Push chunks until the file ends or no more are wanted. Returns why the file cannot be read on, if that is so. */
function readInto(intake: Intake, file: number): Fault | undefined {
  const chunk = new Uint8Array(CHUNK);
  const patience = new Patience();
  for (let offset = 0; ; ) {
    let read: number;
    try {
      read = fs.readSync(file, chunk, 0, CHUNK, null);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      // The end of a pipe on Windows.
      if (code === 'EOF') return undefined;
      if (code !== 'EAGAIN') return faultOf(error, 'read-failed', offset);
      patience.wait();
      continue;
    }
    patience.renew();
    offset += read;
    if (read === 0 || !intake.push(chunk.subarray(0, read))) return undefined;
  }
}

const codes: Readonly<Record<string, FaultCode>> = { ENOENT: 'open-missing', ENOTDIR: 'open-missing', EISDIR: 'open-directory', EACCES: 'open-denied', EPERM: 'open-denied' };

function faultOf(error: unknown, otherwise: FaultCode, at: number): Fault {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return { code: codes[code] ?? otherwise, at, need: 0, had: 0, found: code };
}
