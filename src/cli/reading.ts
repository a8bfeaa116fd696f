import type { Fault } from '../base/fault.ts';
import type { PacketSink } from '../capture/packet-sink.ts';
import { readCapture } from '../node/capture-file.ts';
import { Output } from '../node/output.ts';
import { paint } from '../report/palette.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { EXIT } from './exit.ts';
import { paletteFor } from './terminal.ts';

/** What came of reading the capture files. */
export interface Reading {
  /** The exit code that the input deserves. */
  readonly code: number;
  readonly formats: readonly string[];
  /** What was wrong, said to people. */
  readonly messages: readonly string[];
}

/** Read capture files one after the other into a sink; what is wrong with one is said on standard error, and the next is read. */
export function readAll(files: readonly string[], sink: PacketSink, catalogue: Catalogue): Reading {
  const messages: string[] = [];
  for (const file of files) {
    const fault = readCapture(file, sink);
    if (fault !== undefined) messages.push(faultMessage(file, fault, catalogue));
  }
  const palette = paletteFor('auto', 'stderr');
  for (const message of messages) new Output(2).write(`${paint(palette, 'error', 'pupil:')} ${message}\n`);
  return { code: messages.length > 0 ? EXIT.input : EXIT.ok, formats: ['pcap'], messages };
}

function faultMessage(file: string, fault: Fault, catalogue: Catalogue): string {
  const where = fault.packet === undefined ? 'file.fault' : 'file.fault-packet';
  return catalogue.say(where, { file, fault: catalogue.fault(fault), at: fault.at, packet: fault.packet ?? 0 });
}
