import fs from 'node:fs';
import { decodeContent } from '../message/content-coding.ts';
import { parseMail } from '../message/mail.ts';
import { contentDecoders } from '../node/content-decoders.ts';
import { ContentFolder, makeFolder } from '../node/content-folder.ts';
import { ContentRelay } from '../node/content-relay.ts';
import type { ContentEnd, ContentStore } from '../node/content-store.ts';
import { attachmentFileName } from '../report/content-name.ts';

/** Where files are to be written, and whether others may be overwritten. */
export interface ExtractTask {
  readonly folder: string;
  readonly force: boolean;
}

/** Bytes of captures from which on a thread of its own writes the files: to start it takes longer than to write those of a small capture. */
const THREAD_FROM = 32 << 20;

/** A store for what is found in capture files. Throws WriteFailure. */
export function storeFor(files: readonly string[], task: ExtractTask): ContentStore {
  makeFolder(task.folder);
  return totalSize(files) < THREAD_FROM ? openFolder(task) : new ContentRelay(new URL('./extract-thread.js', import.meta.url), task);
}

export function openFolder({ folder, force }: ExtractTask): ContentStore {
  return new ContentFolder(folder, { refined: decoded, partsOf: attachments }, force);
}

function totalSize(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + sizeOf(file), 0);
}

/** 0 for what cannot be read: that is told when it is read. Nobody knows how much comes through a pipe. */
function sizeOf(file: string): number {
  try {
    return fs.statSync(file).size;
  } catch {
    return 0;
  }
}

/** An object without its content codings; undefined: it has none, or they cannot be taken away. What is cut short is decoded as far as it goes. */
function decoded({ codings, isWhole }: ContentEnd, bytes: Uint8Array): Uint8Array | undefined {
  if (codings.length === 0) return undefined;
  const content = decodeContent(bytes, codings, contentDecoders);
  return content.fault === undefined || (!isWhole && content.fault.code === 'coding-broken' && content.bytes.length > 0) ? content.bytes : undefined;
}

/** The attachments of a mail, decoded. */
function* attachments({ kind, name }: ContentEnd, bytes: Uint8Array): Iterable<{ name: string; bytes: Uint8Array }> {
  if (kind !== 'mail') return;
  let number = 0;
  for (const part of parseMail(bytes).attachments) {
    number++;
    yield { name: attachmentFileName(name, number, part.fileName, part.type), bytes: part.content };
  }
}
