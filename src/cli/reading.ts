import type { Fault } from '../base/fault.ts';
import { FirstPackets } from '../capture/first-packets.ts';
import type { IntakeOptions } from '../capture/intake.ts';
import type { PacketSink } from '../capture/packet-sink.ts';
import { type CaptureFile, readCapture } from '../node/capture-file.ts';
import { Output } from '../node/output.ts';
import { pcapParserReader } from '../node/pcap-parser-reader.ts';
import { paint } from '../report/palette.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { EXIT } from './exit.ts';
import { type Args, text } from './options.ts';
import { paletteFor } from './terminal.ts';

/** What came of reading the capture files. */
export interface Reading {
  readonly files: readonly CaptureFile[];
  /** What was wrong, said to people. */
  readonly messages: string[];
}

/** Read capture files one after the other into a sink: the first `limit` packets of them. What is wrong with one does not keep the next from being read. */
export function readAll(files: readonly string[], sink: PacketSink, args: Args, catalogue: Catalogue, limit?: number): Reading {
  const first = limit === undefined ? undefined : new FirstPackets(sink, limit);
  const options: IntakeOptions = {
    ...(first === undefined ? {} : { enough: () => first.isFull }),
    ...(text(args, 'reader') === 'pcap-parser' ? { reader: pcapParserReader } : {}),
  };
  const read: CaptureFile[] = [];
  for (const file of files) {
    if (first?.isFull === true) break;
    read.push(readCapture(file, first ?? sink, options));
  }
  return { files: read, messages: read.flatMap((file) => (file.fault === undefined ? [] : [faultMessage(file, file.fault, catalogue)])) };
}

/** Say on standard error what was wrong, after everything that was readable has been printed. Returns the exit code that the input deserves. */
export function finish(reading: Reading): number {
  const palette = paletteFor('auto', 'stderr');
  for (const message of reading.messages) new Output(2).write(`${paint(palette, 'error', 'pupil:')} ${message}\n`);
  return reading.messages.length > 0 ? EXIT.input : EXIT.ok;
}

function faultMessage(file: CaptureFile, fault: Fault, catalogue: Catalogue): string {
  const args = { file: file.path, fault: catalogue.fault(fault) };
  if (fault.code.startsWith('open-')) return catalogue.say('file.closed', args);
  const place = fault.code.startsWith('packed-') ? 'file.byte-packed' : file.compression === undefined ? 'file.byte' : 'file.byte-unpacked';
  const where = [catalogue.say(place, { at: fault.at })];
  if (fault.packet !== undefined) where.push(catalogue.say('file.packet', { packet: fault.packet }));
  return catalogue.say('file.fault', { ...args, where: where.join(', ') });
}
