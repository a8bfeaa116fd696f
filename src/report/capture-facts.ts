import { safe } from '../base/escape.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** More interfaces and comments are only counted. */
const MAX_INTERFACES = 6;
const MAX_COMMENTS = 3;
/** Snap lengths from here on cut no packet of a network. */
const LARGE_SNAP_LENGTH = 65_535;

/** What a capture file says of an interface, beside its packets. */
interface Interface {
  readonly linkType: number;
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly filter: string | undefined;
  readonly snapLength: number;
  readonly unitsPerSecond: number;
  readonly received: number | undefined;
  readonly dropped: number | undefined;
}

interface Section {
  readonly comments: readonly string[];
  readonly application: string | undefined;
  readonly system: string | undefined;
  readonly hardware: string | undefined;
}

/** What a capture file says of itself, beside its packets. */
export interface CaptureFile {
  readonly format: string | undefined;
  readonly compression: string | undefined;
  readonly fileBytes: number;
  readonly bytes: number;
  /** Packets of which more was captured than is said to have been on the wire. */
  readonly longer: number;
  readonly interfaces: readonly Interface[];
  readonly sections: readonly Section[];
  readonly names: readonly unknown[];
}

/** The format as it is shown: `pcapng`, `pcap in gzip`. */
export function formatText(file: CaptureFile, catalogue: Catalogue): string {
  const { format = '', compression } = file;
  return compression === undefined ? format : catalogue.say('capture.packed', { format, compression });
}

/** What stands in a capture file beside the packets: size, who wrote it where, interfaces, comments. */
export function captureLines(file: CaptureFile, linkTypeName: (linkType: number) => string, catalogue: Catalogue): string[] {
  if (file.format === undefined) return [];
  const written = new Set(file.sections.map((s) => writtenBy(s, catalogue)));
  const comments = file.sections.flatMap((s) => s.comments);
  return [
    sizeLine(file, catalogue),
    ...[...written].filter((line) => line !== '').slice(0, MAX_COMMENTS),
    ...file.interfaces.slice(0, MAX_INTERFACES).map((i) => interfaceLine(i, linkTypeName, catalogue)),
    ...(file.interfaces.length > MAX_INTERFACES ? [catalogue.say('capture.more-interfaces', { count: file.interfaces.length - MAX_INTERFACES })] : []),
    ...comments.slice(0, MAX_COMMENTS).map((text) => catalogue.say('capture.comment', { text })),
    ...(comments.length > MAX_COMMENTS ? [catalogue.say('capture.more-comments', { count: comments.length - MAX_COMMENTS })] : []),
    ...(file.names.length > 0 ? [catalogue.say('capture.names', { count: file.names.length })] : []),
  ];
}

function sizeLine(file: CaptureFile, catalogue: Catalogue): string {
  const size = catalogue.say(file.compression === undefined ? 'capture.size' : 'capture.size-packed', { size: file.fileBytes, unpacked: file.bytes });
  return file.sections.length > 1 ? `${size}, ${catalogue.say('capture.sections', { count: file.sections.length })}` : size;
}

function writtenBy({ application, system, hardware }: Section, catalogue: Catalogue): string {
  const by = application === undefined ? '' : catalogue.say('capture.written', { application });
  return [by, system ?? '', hardware ?? ''].filter((part) => part !== '').map(safe).join(', ');
}

function interfaceLine(i: Interface, linkTypeName: (linkType: number) => string, catalogue: Catalogue): string {
  const facts = [linkTypeName(i.linkType), catalogue.say('capture.resolution', { unit: timeUnit(i.unitsPerSecond) })];
  if (i.snapLength > 0 && i.snapLength < LARGE_SNAP_LENGTH) facts.push(catalogue.say('capture.snap-length', { count: i.snapLength }));
  if (i.filter !== undefined) facts.push(catalogue.say('capture.filter', { filter: i.filter }));
  if (i.received !== undefined) facts.push(catalogue.say('capture.received', { count: i.received }));
  if (i.dropped !== undefined) facts.push(catalogue.say('capture.dropped', { count: i.dropped }));
  const name = [i.name, i.description].filter((text) => text !== undefined).map(safe).join(', ');
  return name === '' ? facts.join(', ') : `${name}: ${facts.join(', ')}`;
}

const units: Readonly<Record<number, string>> = { 1: 's', 1e3: 'ms', 1e6: 'µs', 1e9: 'ns', 1e12: 'ps' };

function timeUnit(unitsPerSecond: number): string {
  return units[unitsPerSecond] ?? `1/${unitsPerSecond} s`;
}
