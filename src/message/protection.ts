import { decode } from '../base/value.ts';
import { lineAt } from './line.ts';
import type { Part } from './part.ts';

/** How a part is protected, in words. */
export const protectionNames = {
  'openpgp-signed': 'signed with OpenPGP',
  'openpgp-encrypted': 'encrypted with OpenPGP',
  'openpgp-key': 'a public key of OpenPGP',
  'smime-signed': 'signed with S/MIME',
  'smime-encrypted': 'encrypted with S/MIME',
  'smime-compressed': 'compressed with S/MIME',
  'smime-certificates': 'certificates for S/MIME',
  smime: 'protected with S/MIME',
  signed: 'signed',
  encrypted: 'encrypted',
} as const;

export type Protection = keyof typeof protectionNames;

/** By the protocol that a multipart/signed (RFC 1847 §2.1) or multipart/encrypted (§2.2) names. */
const protocols: Readonly<Record<string, Protection>> = {
  'application/pgp-signature': 'openpgp-signed', 'application/pgp-encrypted': 'openpgp-encrypted',
  'application/pkcs7-signature': 'smime-signed', 'application/x-pkcs7-signature': 'smime-signed',
};

/** By the parameter smime-type of application/pkcs7-mime (RFC 8551 §3.2.2). */
const smimeTypes: Readonly<Record<string, Protection>> = {
  'enveloped-data': 'smime-encrypted', 'authenveloped-data': 'smime-encrypted', 'signed-data': 'smime-signed', 'compressed-data': 'smime-compressed', 'certs-only': 'smime-certificates',
};

/** The first lines of what OpenPGP writes as text (RFC 9580 §6.2.1). */
const armor: Readonly<Record<string, Protection>> = {
  '-----BEGIN PGP SIGNED MESSAGE-----': 'openpgp-signed', '-----BEGIN PGP MESSAGE-----': 'openpgp-encrypted', '-----BEGIN PGP PUBLIC KEY BLOCK-----': 'openpgp-key',
};
const LONGEST_ARMOR = Math.max(...Object.keys(armor).map((line) => line.length));
const HYPHEN = 0x2d;

/** How a part is protected, if it is: nothing is checked or decrypted. Text is searched for what OpenPGP puts right into it. */
export function protectionOf(part: Part): Protection | undefined {
  switch (part.type) {
    case 'multipart/signed':
      return byName(protocols, part.parameter('protocol')) ?? 'signed';
    case 'multipart/encrypted':
      return byName(protocols, part.parameter('protocol')) ?? 'encrypted';
    case 'application/pkcs7-mime':
    case 'application/x-pkcs7-mime':
      return byName(smimeTypes, part.parameter('smime-type')) ?? 'smime';
    default:
      return part.type.startsWith('text/') ? inlineArmor(part.content) : undefined;
  }
}

function byName(table: Readonly<Record<string, Protection>>, name: string): Protection | undefined {
  const lower = name.toLowerCase();
  return Object.hasOwn(table, lower) ? table[lower] : undefined;
}

/** What the first armored block of a text is. */
function inlineArmor(b: Uint8Array): Protection | undefined {
  for (let at = 0; at < b.length; ) {
    const line = lineAt(b, at, b.length);
    const found = b[at] === HYPHEN ? armor[decode(b.subarray(at, Math.min(line.to, at + LONGEST_ARMOR + 1)), 'latin1').trimEnd()] : undefined;
    if (found !== undefined) return found;
    at = line.end;
  }
  return undefined;
}
