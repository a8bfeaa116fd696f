import type { Field } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import { Sentence } from '../base/sentence.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { decodeCharset } from '../message/charset.ts';
import { browserFields as f, COMMAND } from './browser-fields.ts';
import { Places } from './places.ts';

/** A name that is filled up with zeros. */
const NAME = 16;
const CRITERIA = 4;
/** What ends version and signature of an announcement. */
const SIGNATURE = 0xaa55;

const bitsOf = (whole: Field): readonly Field[] => Object.values(f).filter((field) => field.within === whole.path);
const typeBits = bitsOf(f.server_type);
const desireBits = bitsOf(f['election.desire']);
const systemBits = bitsOf(f['election.os']);
const resetBits = bitsOf(f.reset_cmd);

function step(w: Walk): boolean {
  w.body = w.end;
  return w.need(1);
}

function detail(t: TreeBuilder): void {
  if (t.end === t.start) return;
  const parts = new Places(t, t.start + 1, t.end);
  messages[t.bytes[t.start]!]?.(t, parts);
  parts.rest(f.data);
}

/** By command: what follows it (MS-BRWS §2.2). */
const messages: Readonly<Record<number, (t: TreeBuilder, parts: Places) => void>> = {
  [COMMAND.hostAnnouncement]: addMachine,
  [COMMAND.localMasterAnnouncement]: addMachine,
  [COMMAND.announcementRequest]: (t, parts) => {
    if (parts.take(f.unused)) addText(t, parts, f.response_computer_name);
  },
  [COMMAND.election]: addElection,
  [COMMAND.backupListRequest]: (_, parts) => {
    parts.take(f['backup.count']);
    parts.take(f['backup.token']);
  },
  [COMMAND.backupListResponse]: addBackups,
  [COMMAND.becomeBackup]: (t, parts) => addText(t, parts, f.browser_to_promote),
  [COMMAND.domainAnnouncement]: addDomain,
  [COMMAND.masterAnnouncement]: (t, parts) => addText(t, parts, f.mb_server),
  [COMMAND.resetState]: (_, parts) => void parts.bits(f.reset_cmd, ...resetBits),
};

/** What the announcements of machines and of domains have in common (MS-BRWS §2.2.1, §2.2.7). */
function addAnnouncement(t: TreeBuilder, parts: Places): void {
  parts.take(f.update_count);
  parts.take(f.period);
  const { at } = parts;
  if (parts.has(NAME)) parts.take(f.server, NAME, textOf(t, at, zeroAt(t, at, at + NAME)));
  const versionAt = parts.at;
  if (parts.take(f.os_major) && parts.take(f.os_minor)) {
    const version = `${t.bytes[versionAt]!}.${t.bytes[versionAt + 1]!}`;
    if (f.windows_version.phrases?.[version] !== undefined) t.add(f.windows_version, versionAt, versionAt, new Sentence(f.windows_version, version, {}));
  }
  parts.bits(f.server_type, ...typeBits);
}

function addMachine(t: TreeBuilder, parts: Places): void {
  addAnnouncement(t, parts);
  addVersion(parts);
  addText(t, parts, f.comment);
}

/** Older senders of a domain's announcement have something unexplained in the place of version and signature. */
function addDomain(t: TreeBuilder, parts: Places): void {
  addAnnouncement(t, parts);
  const { at } = parts;
  if (parts.left >= 4 && (t.bytes[at + 2]! | (t.bytes[at + 3]! << 8)) === SIGNATURE) addVersion(parts);
  else parts.take(f.mysterious_field);
  addText(t, parts, f.mb_server);
}

function addVersion(parts: Places): void {
  parts.take(f.proto_major);
  parts.take(f.proto_minor);
  parts.take(f.sig);
}

/** MS-BRWS §2.2.3. */
function addElection(t: TreeBuilder, parts: Places): void {
  parts.take(f['election.version']);
  if (parts.has(CRITERIA)) addCriteria(t, parts);
  parts.take(f.uptime);
  parts.take(f.reserved, 4);
  addText(t, parts, f.server);
}

/** Desire, version of the protocol and system: one number, that is compared. */
function addCriteria(t: TreeBuilder, parts: Places): void {
  const { at } = parts;
  t.begin(f['election.criteria'], at, at + CRITERIA);
  parts.bits(f['election.desire'], ...desireBits);
  parts.take(f.proto_major);
  parts.take(f.proto_minor);
  parts.bits(f['election.os'], ...systemBits);
  t.close();
}

/** MS-BRWS §2.2.5. */
function addBackups(t: TreeBuilder, parts: Places): void {
  if (!parts.take(f['backup.count'])) return;
  const count = t.bytes[parts.at - 1]!;
  parts.take(f['backup.token']);
  for (let i = 0; i < count && parts.left > 0; i++) addText(t, parts, f['backup.server']);
}

/** A text that ends with a zero. */
function addText(t: TreeBuilder, parts: Places, field: Field): void {
  const { at } = parts;
  if (!parts.has(1)) return;
  const zero = zeroAt(t, at, parts.end);
  parts.take(field, Math.min(zero + 1, parts.end) - at, textOf(t, at, zero));
}

/** Where the first zero stands, or `to`. */
function zeroAt(t: TreeBuilder, from: number, to: number): number {
  let at = from;
  while (at < to && t.bytes[at] !== 0) at++;
  return at;
}

function textOf(t: TreeBuilder, from: number, to: number): string {
  return decodeCharset(t.bytes.subarray(from, to), t.walk.oemCodepage).text;
}

const lineOf: Readonly<Record<number, string>> = {
  [COMMAND.hostAnnouncement]: 'machine', [COMMAND.localMasterAnnouncement]: 'machine', [COMMAND.election]: 'machine', [COMMAND.domainAnnouncement]: 'domain',
  [COMMAND.announcementRequest]: 'request', [COMMAND.backupListResponse]: 'backups', [COMMAND.becomeBackup]: 'promotion', [COMMAND.masterAnnouncement]: 'master',
};

export const browser = protocol('browser', {
  short: 'BROWSER', title: 'Computer Browser', spec: 'MS-BRWS',
  doc: 'Machines of a network announce themselves, and elect one that keeps the list of all, which a network neighbourhood shows.',
  fields: f, step, detail,
  lines: {
    message: '{command:name}', machine: '{command:name} {server} {comment}', domain: '{command:name} {server}, master browser {mb_server}', request: '{command:name} for {response_computer_name}',
    backups: '{command:name} {backup.server}', promotion: '{command:name} {browser_to_promote}', master: '{command:name} {mb_server}',
  },
  line: (b, s) => lineOf[b[s]!] ?? 'message',
});
