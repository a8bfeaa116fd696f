import type { Header } from '../message/header.ts';
import type { ContentRecord } from './content-log.ts';

/** One mail on its way through the capture: sent, passed on, fetched; the same Message-ID (RFC 5322 §3.6.4) each time. */
export interface MailTrail {
  /** Empty for a mail that has no Message-ID: it cannot be followed. */
  readonly messageId: string;
  /** Where it was seen, in order. */
  readonly stops: readonly ContentRecord[];
}

/** A header field that one stop has and the one before has not, or the other way round. */
export interface HeaderChange {
  readonly kind: 'added' | 'removed';
  readonly name: string;
  readonly value: string;
}

/** The mails among the contents of a capture, each with its stops, in the order of the first. */
export function mailTrails(records: readonly ContentRecord[]): MailTrail[] {
  const trails = new Map<string, ContentRecord[]>();
  for (const record of records) {
    if (record.kind !== 'mail') continue;
    const id = messageIdOf(record.header);
    const key = id === '' ? `#${record.id}` : id;
    const stops = trails.get(key);
    if (stops === undefined) trails.set(key, [record]);
    else stops.push(record);
  }
  return [...trails].map(([key, stops]) => ({ messageId: key.startsWith('#') ? '' : key, stops }));
}

function messageIdOf(header: Header | undefined): string {
  return header?.text('message-id')?.trim() ?? '';
}

/** How the header changed from one stop to the next: every server on the way puts a Received field on top (RFC 5321 §4.4). */
export function headerChanges(before: Header, after: Header): HeaderChange[] {
  const left = counted(before);
  const added = linesOf(after).filter((line) => !taken(left, line.key));
  const removed = linesOf(before).filter((line) => taken(left, line.key));
  return [...added.map((line) => ({ kind: 'added' as const, name: line.name, value: line.value })), ...removed.map((line) => ({ kind: 'removed' as const, name: line.name, value: line.value }))];
}

interface HeaderLine {
  readonly name: string;
  readonly value: string;
  readonly key: string;
}

function linesOf(header: Header): HeaderLine[] {
  return header.fields.map((field) => {
    const value = header.textOf(field);
    return { name: field.name, value, key: `${field.name.toLowerCase()}\0${value}` };
  });
}

function counted(header: Header): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of linesOf(header)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Take one of a key, if one is left. */
function taken(left: Map<string, number>, key: string): boolean {
  const count = left.get(key) ?? 0;
  if (count === 0) return false;
  left.set(key, count - 1);
  return true;
}
