import { mailTrails } from '../analysis/mail-trail.ts';
import type { FaultCount, Overview } from '../analysis/overview.ts';
import { safe } from '../base/escape.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { type CaptureFile, captureLines, formatText } from './capture-facts.ts';
import { hierarchyLines } from './hierarchy.ts';
import { mailLine } from './mail-list.ts';
import { paint, type Palette } from './palette.ts';
import { numberWidth, sessionLines } from './session-list.ts';
import { tcpNoteLines } from './tcp-notes.ts';
import { utcText } from './utc.ts';

/** What fits on a screen: the rest is said to be there, and where to see it. */
const MAX_SESSIONS = 20;
const MAX_HOSTS = 6;
const MAX_MAILS = 10;
const MAX_FAULTS = 8;
const MAX_ARP_NOTES = 3;

/** Facts about a capture that come from outside the packets. */
export interface FileFacts {
  readonly name: string;
  /** What to give to other verbs to see more of it; undefined: a live capture that was not saved in one file. */
  readonly file: string | undefined;
  readonly captures: readonly (CaptureFile & { readonly path: string })[];
  readonly linkTypeName: (linkType: number) => string;
  /** What was wrong with the file, and other things to be noted. */
  readonly notes: readonly string[];
}

/** The overview of a capture: one screen, whatever its size. */
export function overviewLines(o: Overview, file: FileFacts, catalogue: Catalogue, palette: Palette): string[] {
  return [
    titleLine(o, file, catalogue, palette),
    ...section('overview.capture', captureSection(file, catalogue), catalogue, palette), '',
    ...hierarchyLines(o.hierarchy.tree(), catalogue, palette),
    ...section('overview.hosts', hostLines(o, file.file, catalogue), catalogue, palette),
    ...section('overview.sessions', sessionSection(o, file.file, catalogue, palette), catalogue, palette),
    ...section('overview.mails', mailSection(o, file.file, catalogue, palette), catalogue, palette),
    ...section('overview.noted', noteLines(o, file, catalogue), catalogue, palette),
  ];
}

function section(title: 'overview.capture' | 'overview.hosts' | 'overview.sessions' | 'overview.mails' | 'overview.noted', lines: readonly string[], catalogue: Catalogue, palette: Palette): string[] {
  return lines.length === 0 ? [] : ['', paint(palette, 'heading', catalogue.say(title)), ...lines.map((line) => `  ${line}`)];
}

function titleLine(o: Overview, file: FileFacts, catalogue: Catalogue, palette: Palette): string {
  const formats = new Set(file.captures.map((capture) => formatText(capture, catalogue)));
  const linkTypes = new Set([...o.linkTypes.keys()].map(file.linkTypeName));
  const facts = [[...formats].join(', '), [...linkTypes].join(', '), catalogue.say('overview.packets', { count: o.packets }), catalogue.bytes(o.bytes)];
  if (o.firstTime <= o.lastTime) {
    const from = `${utcText(o.firstTime)} UTC`;
    facts.push(catalogue.say('overview.time', { duration: o.lastTime - o.firstTime, from }));
  }
  return `${paint(palette, 'heading', safe(file.name))}  ${facts.filter((f) => f !== '').join(' · ')}`;
}

/** Says that so many more are not shown, and where they are. */
function moreLine(key: 'overview.more-hosts' | 'overview.more-sessions' | 'overview.more-mails', count: number, file: string | undefined, catalogue: Catalogue): string {
  return file === undefined ? catalogue.say('overview.more', { count }) : catalogue.say(key, { count, file });
}

/** What the files say of themselves; each under its name where there are several. */
function captureSection({ captures, linkTypeName }: FileFacts, catalogue: Catalogue): string[] {
  return captures.flatMap((capture) => {
    const lines = captureLines(capture, linkTypeName, catalogue);
    return captures.length === 1 || lines.length === 0 ? lines : [safe(capture.path), ...lines.map((line) => `  ${line}`)];
  });
}

function hostLines(o: Overview, file: string | undefined, catalogue: Catalogue): string[] {
  const hosts = [...o.conversations.endpoints('ip'), ...o.conversations.endpoints('ipv6')];
  const shown = hosts.slice(0, MAX_HOSTS);
  const width = Math.max(...shown.map((h) => h.end.length));
  const lines = shown.map((h) => `${h.end.padEnd(width)}  ${catalogue.say('overview.host', { packets: h.packetsSent + h.packetsReceived, sent: h.bytesSent, received: h.bytesReceived })}`);
  return hosts.length > shown.length ? [...lines, moreLine('overview.more-hosts', hosts.length - shown.length, file, catalogue)] : lines;
}

function sessionSection({ sessions }: Overview, file: string | undefined, catalogue: Catalogue, palette: Palette): string[] {
  if (sessions.count === 0) return [catalogue.say('overview.no-sessions')];
  const shown = sessions.records.slice(0, MAX_SESSIONS);
  const lines = shown.flatMap((r) => sessionLines(r, numberWidth(shown.length), catalogue, palette));
  return sessions.count > shown.length ? [...lines, moreLine('overview.more-sessions', sessions.count - shown.length, file, catalogue)] : lines;
}

function mailSection({ contents }: Overview, file: string | undefined, catalogue: Catalogue, palette: Palette): string[] {
  const trails = mailTrails(contents.records);
  const lines = trails.slice(0, MAX_MAILS).map((trail, n) => mailLine(trail, n, catalogue, palette));
  return trails.length > lines.length ? [...lines, moreLine('overview.more-mails', trails.length - lines.length, file, catalogue)] : lines;
}

/** Objects that can be saved. */
function objectNote({ contents }: Overview, file: string | undefined, catalogue: Catalogue): string[] {
  const { object: count } = contents.counts;
  const size = contents.records.reduce((n, r) => (r.kind === 'object' ? n + r.size : n), 0);
  if (count === 0) return [];
  return [file === undefined ? catalogue.say('overview.objects-unsaved', { count, size }) : catalogue.say('overview.objects', { count, size, file })];
}

function noteLines(o: Overview, file: FileFacts, catalogue: Catalogue): string[] {
  const lines = [...file.notes, ...objectNote(o, file.file, catalogue)];
  const longer = file.captures.reduce((n, capture) => n + capture.longer, 0);
  if (longer > 0) lines.push(catalogue.say('overview.longer', { count: longer }));
  if (o.cut > 0) lines.push(catalogue.say('overview.cut', { count: o.cut }));
  if (o.backwards > 0) lines.push(catalogue.say('overview.backwards', { count: o.backwards }));
  if (o.incompleteDatagrams > 0) lines.push(catalogue.say('overview.incomplete-datagrams', { count: o.incompleteDatagrams }));
  lines.push(...tcpNoteLines(o.connections, file.file, catalogue));
  const { encrypted } = o.sessions;
  if (encrypted > 0) lines.push(catalogue.say('overview.encrypted', { count: encrypted }));
  lines.push(...arpNotes(o, catalogue));
  for (const fault of o.faults.slice(0, MAX_FAULTS)) lines.push(faultLine(fault, catalogue));
  return lines;
}

/** Addresses that several machines claim, and machines that answer for many addresses. */
function arpNotes(o: Overview, catalogue: Catalogue): string[] {
  const machines = new Map<string, string[]>();
  for (const { address, mac, isDisputed } of o.arpTable.rows()) if (isDisputed) machines.set(address, [...(machines.get(address) ?? []), mac]);
  const disputes = [...machines].slice(0, MAX_ARP_NOTES).map(([address, macs]) => catalogue.say('overview.arp-dispute', { address, machines: macs.join(', ') }));
  const proxies = o.arpTable.proxyRows().slice(0, MAX_ARP_NOTES).map(({ mac, addresses }) => catalogue.say('overview.arp-proxy', { mac, count: addresses }));
  return [...disputes, ...proxies];
}

function faultLine(f: FaultCount, catalogue: Catalogue): string {
  const args = { protocol: f.protocol, fault: catalogue.fault(f.first), count: f.count, packets: f.packets.join(' ') };
  return catalogue.say(f.count === 1 ? 'overview.fault-one' : 'overview.fault', args);
}
