import { ascii, concat, u16 } from './bytes.ts';

/** Builders of NetBIOS session messages and of SMB2 messages in them. Numbers of SMB are little-endian. */

export const le16 = (n: number): Uint8Array<ArrayBuffer> => Uint8Array.of(n & 255, (n >> 8) & 255);
export const le32 = (n: number): Uint8Array<ArrayBuffer> => Uint8Array.of(n & 255, (n >>> 8) & 255, (n >>> 16) & 255, (n >>> 24) & 255);
export const le64 = (n: bigint): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: 8 }, (_, i) => Number((n >> BigInt(8 * i)) & 255n));
export const utf16 = (text: string): Uint8Array<ArrayBuffer> => concat(...Array.from({ length: text.length }, (_, i) => le16(text.charCodeAt(i))));

/** A message with its header; `length` is that of the payload unless given. */
export function nbss(type: number, payload: Uint8Array = new Uint8Array(0), length = payload.length): Uint8Array<ArrayBuffer> {
  return concat(Uint8Array.of(type, (length >> 16) & 255), u16(length & 0xffff), payload);
}

/** A first-level encoded name (RFC 1001 §14.1) with its scope. */
export function encodedName(name: string, suffix: number, scope = ''): Uint8Array<ArrayBuffer> {
  const codes = [...ascii(name.padEnd(15)), suffix];
  const label = codes.flatMap((c) => [0x41 + (c >> 4), 0x41 + (c & 15)]);
  const labels = scope === '' ? [] : scope.split('.').map((part) => concat(Uint8Array.of(part.length), ascii(part)));
  return concat(Uint8Array.of(32), Uint8Array.from(label), ...labels, Uint8Array.of(0));
}

export interface SmbOptions {
  command: number; response?: boolean; unicode?: boolean; status?: number;
  /** Class and code of a DOS error, in the place of a status. */
  error?: readonly [errorClass: number, code: number];
}

/** A message of SMB1. */
export function smb(o: SmbOptions, ...commands: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const status = o.error === undefined ? le32(o.status ?? 0) : concat(Uint8Array.of(o.error[0], 0), le16(o.error[1]));
  const flags2 = 0x0003 | (o.error === undefined ? 0x4000 : 0) | (o.unicode === true ? 0x8000 : 0);
  return concat(
    Uint8Array.of(0xff), ascii('SMB'), Uint8Array.of(o.command), status, Uint8Array.of(o.response === true ? 0x98 : 0x18), le16(flags2), le16(0), new Uint8Array(8), le16(0), le16(0x0801), le16(0xfeff),
    le16(0x0064), le16(7), ...commands,
  );
}

/** Parameters and data of a command of SMB1; the counts are right unless given. */
export function smbCommand(words: Uint8Array, data: Uint8Array = new Uint8Array(0), counts: { words?: number; bytes?: number } = {}): Uint8Array<ArrayBuffer> {
  return concat(Uint8Array.of(counts.words ?? words.length / 2), words, le16(counts.bytes ?? data.length), data);
}

/** A message written into a mailslot: a TRANSACTION of SMB1. */
export function mailslot(name: string, message: Uint8Array, counts: { data?: number; offset?: number } = {}): Uint8Array<ArrayBuffer> {
  const nameBytes = ascii(`${name}\0`);
  const offset = counts.offset ?? 69 + nameBytes.length;
  const words = concat(
    le16(0), le16(message.length), le16(0), le16(0), Uint8Array.of(0, 0), le16(2), le32(1000), le16(0), le16(0), le16(0), le16(counts.data ?? message.length), le16(offset), Uint8Array.of(3, 0),
    le16(1), le16(0), le16(2),
  );
  return smb({ command: 0x25, error: [0, 0] }, smbCommand(words, concat(nameBytes, message)));
}

export interface Smb2Options {
  command: number; response?: boolean; status?: number; flags?: number; next?: number; message?: bigint; tree?: number; session?: bigint; headerLength?: number;
}

export function smb2(o: Smb2Options, body: Uint8Array = new Uint8Array(0)): Uint8Array<ArrayBuffer> {
  const flags = (o.flags ?? 0) | (o.response === true ? 1 : 0);
  return concat(
    Uint8Array.of(0xfe), ascii('SMB'), le16(o.headerLength ?? 64), le16(1), le32(o.status ?? 0), le16(o.command), le16(31), le32(flags), le32(o.next ?? 0), le64(o.message ?? 7n),
    le32(0xfeff), le32(o.tree ?? 5), le64(o.session ?? 0x1122334455667788n), Uint8Array.from({ length: 16 }, (_, i) => i), body,
  );
}
