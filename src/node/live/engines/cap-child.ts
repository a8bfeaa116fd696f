import { Socket } from 'node:net';
import { ClosedPipe, Output } from '../../output.ts';
import { type CaptureRequest, type Failure, failureOf, KERNEL_BUFFER } from '../engine.ts';
import { CapStream } from './cap-stream.ts';

/**
 * The program that captures with the package cap, in a process of its own, because the package crashes it: after a failed `open`, after
 * `close`, when the interface goes away. So there is one Cap and one buffer, both kept for good, and every end is the end of the process.
 * It writes classic pcap to standard output, what is wrong in a line of JSON to standard error, and ends when standard input does.
 */

/** cap asks for no more of a packet. */
const MAX_LENGTH = 65_535;
const STANDARD_OUTPUT = 1;

/** libpcap's link types as cap names them → LINKTYPE. */
const linkTypes: Readonly<Record<string, number>> = { NULL: 0, ETHERNET: 1, RAW: 101, LINKTYPE_LINUX_SLL: 113, IEEE802_11_RADIO: 127 };

function linkTypeOf(name: string): number {
  return linkTypes[name] ?? Number(/\d+$/.exec(name)?.[0] ?? 0);
}

function fail(failure: Failure): never {
  new Output(2).write(`${JSON.stringify(failure)}\n`);
  process.exit(1);
}

/** What the error of loading the package says: not installed, or without its native half, or that half does not fit. */
function loadFailure(error: unknown): Failure {
  const { code, message } = error as NodeJS.ErrnoException;
  const detail = message.split('\n')[0]!;
  if (code === 'ERR_MODULE_NOT_FOUND') return { code: 'missing', detail };
  return { code: code === 'MODULE_NOT_FOUND' ? 'unbuilt' : 'unloadable', detail };
}

async function capture({ device, filter, snapLength = MAX_LENGTH }: CaptureRequest): Promise<void> {
  const { default: { Cap } } = await import('cap').catch((error: unknown) => fail(loadFailure(error)));
  const buffer = Buffer.alloc(MAX_LENGTH + 1);
  let stream: CapStream | undefined = undefined;
  // cap calls `emit` for each packet; to look up who listens would take a tenth of a packet's time.
  class Tap extends Cap {
    override emit(_: 'packet', length: number): boolean {
      stream?.packet(buffer, length);
      return true;
    }
  }
  const cap = new Tap();
  // Where the interface merges segments, each packet takes 64 KiB of the kernel's buffer, whatever its length: there is room for 2000.
  const linkType = linkTypeOf(opened(() => cap.open(device, filter, KERNEL_BUFFER, buffer)));
  stream = new CapStream(nonBlocking(STANDARD_OUTPUT), linkType, snapLength);
  process.stdin.on('end', () => stream.end());
  process.stdin.resume();
}

/** A descriptor, which a write is to return from whether somebody reads or not. Only the event loop's own objects can be told so; this one is kept for that. */
function nonBlocking(fd: number): number {
  pipes.push(new Socket({ fd, readable: false }));
  return fd;
}

const pipes: Socket[] = [];

/** What `open` gives; if it throws, the process ends before the package can do harm. */
function opened<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    const detail = (error as Error).message;
    return fail(failureOf(detail) ?? { code: 'failed', detail });
  }
}

process.on('uncaughtException', (error) => {
  // Nobody takes the packets any more.
  if (error instanceof ClosedPipe) process.exit(0);
  fail({ code: 'failed', detail: error.stack ?? error.message });
});

await capture(JSON.parse(process.argv[2] ?? '{}') as CaptureRequest);
