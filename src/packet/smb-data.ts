import type { Field } from '../base/field.ts';
import { smbBodyFields as f } from './smb-fields.ts';
import type { SmbPlaces } from './smb-places.ts';

/** Adds the data of a command, whose parameters begin at `words`. What it leaves over is kept as it is. */
export type DataAdder = (p: SmbPlaces, words: number) => void;

/** Capabilities of a server. */
const EXTENDED_SECURITY = 0x8000_0000;
const UNICODE = 0x0004;

/** A text after a byte that says what it is (MS-CIFS §2.2.3.3). */
export function addFormatted(p: SmbPlaces, field: Field): void {
  if (p.left > 0 && p.take(f.buffer_format)) p.string(field);
}

export function addRename(p: SmbPlaces): void {
  addFormatted(p, f.old_file);
  addFormatted(p, f.file);
}

export function addFile(p: SmbPlaces): void {
  p.string(f.file);
}

/** MS-CIFS §2.2.4.58.1. */
export function addOldSearch(p: SmbPlaces): void {
  addFormatted(p, f.file);
  if (p.left > 0 && p.take(f.buffer_format) && p.take(f['resume.key_len'])) p.take(f['resume.key'], p.word(p.at - 2));
}

/** What is written, or was read, by the oldest commands (MS-CIFS §2.2.4.12.1). */
export function addWritten(p: SmbPlaces): void {
  if (p.take(f.buffer_format) && p.take(f.data_len)) p.take(f.file_data, Math.min(p.word(p.at - 2), p.left));
}

/** MS-CIFS §2.2.4.42.2; the upper half of the length is of MS-SMB §2.2.4.2.2. */
export function addRead(p: SmbPlaces, words: number): void {
  p.part(f.file_data, p.word(words + 12), p.word(words + 10) + p.word(words + 14) * 0x10000);
}

/** MS-CIFS §2.2.4.43.1; the upper half of the length is of MS-SMB §2.2.4.3.1. */
export function addWrite(p: SmbPlaces, words: number): void {
  p.part(f.file_data, p.word(words + 22), p.word(words + 20) + p.word(words + 18) * 0x10000);
}

export function addEcho(p: SmbPlaces): void {
  p.rest(f['echo.data']);
}

/** A message to a person: from whom, to whom, and what (MS-MSRP). */
export function addMessage(p: SmbPlaces): void {
  addFormatted(p, f.originator_name);
  addFormatted(p, f.destination_name);
  if (p.left > 0 && p.take(f.buffer_format) && p.take(f['message.len'])) p.characters(f.message, p.word(p.at - 2), false);
}

// ---- negotiation (MS-CIFS §2.2.4.52) ----

export function addDialects(p: SmbPlaces): void {
  while (p.left > 0 && p.dialect(f.dialect, f.buffer_format, f['dialect.name']));
}

export function addLanmanChallenge(p: SmbPlaces, words: number): void {
  p.some(f.challenge, p.word(words + 22));
  p.string(f.primary_domain, false);
}

export function addNegotiated(p: SmbPlaces, words: number): void {
  if (p.long(words + 19) >= EXTENDED_SECURITY) {
    if (p.parameter(f.server_guid)) p.rest(f.security_blob);
    return;
  }
  // Some servers write UTF-16 here before they say so in the flags.
  const isUnicode = p.message.isUnicode || (p.word(words + 19) & UNICODE) !== 0;
  p.some(f.challenge, p.word(words + 33) & 0xff);
  p.unaligned(f.primary_domain, isUnicode);
  p.unaligned(f.server, isUnicode);
}

// ---- logging on (MS-CIFS §2.2.4.53) ----

export function addLanmanLogon(p: SmbPlaces, words: number): void {
  p.some(f.password, p.word(words + 14));
  addNames(p, f.account, f.primary_domain, f.native_os, f.native_lanman);
}

export function addLogon(p: SmbPlaces, words: number): void {
  p.some(f.ansi_password, p.word(words + 14));
  p.some(f.unicode_password, p.word(words + 16));
  addNames(p, f.account, f.primary_domain, f.native_os, f.native_lanman);
}

/** MS-SMB §2.2.4.6.1. */
export function addSecureLogon(p: SmbPlaces, words: number): void {
  p.some(f.security_blob, p.word(words + 14));
  addNames(p, f.native_os, f.native_lanman, f.primary_domain);
}

export function addLogonAnswer(p: SmbPlaces): void {
  addNames(p, f.native_os, f.native_lanman, f.primary_domain);
}

export function addSecureLogonAnswer(p: SmbPlaces, words: number): void {
  p.some(f.security_blob, p.word(words + 6));
  addNames(p, f.native_os, f.native_lanman, f.primary_domain);
}

function addNames(p: SmbPlaces, ...fields: readonly Field[]): void {
  for (const field of fields) p.string(field);
}

// ---- connecting to a share (MS-CIFS §2.2.4.50, §2.2.4.55) ----

export function addOldTreeLogon(p: SmbPlaces): void {
  addFormatted(p, f.path);
  if (p.left > 0 && p.take(f.buffer_format)) p.secret(f.password);
  addFormatted(p, f.service);
}

export function addTreeLogon(p: SmbPlaces, words: number): void {
  p.some(f.password, p.word(words + 6));
  p.string(f.path);
  p.string(f.service, false);
}

export function addTreeAnswer(p: SmbPlaces): void {
  p.string(f.service, false);
  p.string(f.native_fs);
}
