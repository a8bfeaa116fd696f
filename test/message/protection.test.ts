import { describe, expect, test } from 'vitest';
import { parseMail } from '../../src/message/mail.ts';
import { protectionOf } from '../../src/message/protection.ts';
import { lines } from '../build/mail.ts';

describe('signed and encrypted', () => {
  const protection = (...list: readonly string[]): string | undefined => protectionOf(parseMail(lines(...list)).root);
  const multipart = ['', '--b', '', 'x', '--b--'];

  test.each([
    ['multipart/signed; protocol="application/pgp-signature"; micalg=pgp-sha256', 'openpgp-signed'], ['multipart/signed; protocol="application/pkcs7-signature"', 'smime-signed'],
    ['multipart/signed; protocol="application/x-pkcs7-signature"', 'smime-signed'], ['multipart/signed', 'signed'], ['multipart/encrypted; protocol="application/pgp-encrypted"', 'openpgp-encrypted'],
    ['multipart/encrypted; protocol=toString', 'encrypted'], ['multipart/mixed', undefined],
  ])('%s (RFC 1847, RFC 3156, RFC 8551 §3.5.3)', (type, name) => {
    expect(protection(`Content-Type: ${type}; boundary=b`, ...multipart)).toBe(name);
  });

  test.each([
    ['application/pkcs7-mime; smime-type=enveloped-data', 'smime-encrypted'], ['application/x-pkcs7-mime; smime-type=signed-data', 'smime-signed'],
    ['application/pkcs7-mime; smime-type=certs-only', 'smime-certificates'], ['application/pkcs7-mime; name=smime.p7m', 'smime'], ['application/pdf', undefined],
  ])('%s (RFC 8551 §3.2.2)', (type, name) => {
    expect(protection(`Content-Type: ${type}`, '', 'x')).toBe(name);
  });

  test('OpenPGP right in the text (RFC 9580 §6.2), encoded or not', () => {
    expect(protection('', 'Hello', '-----BEGIN PGP SIGNED MESSAGE-----', 'Hash: SHA256')).toBe('openpgp-signed');
    expect(protection('', '-----BEGIN PGP MESSAGE-----  ')).toBe('openpgp-encrypted');
    expect(protection('Content-Transfer-Encoding: quoted-printable', '', '=2D----BEGIN PGP PUBLIC KEY BLOCK-----')).toBe('openpgp-key');
    expect(protection('', '> -----BEGIN PGP MESSAGE-----', '-----BEGIN PGP MESSAGE-----x', '-----')).toBeUndefined();
  });
});
