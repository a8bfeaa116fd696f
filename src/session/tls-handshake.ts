import type { Field } from '../base/field.ts';
import { decode } from '../base/value.ts';
import { certificateNames } from '../message/certificate.ts';
import { tlsFields as f } from './tls-fields.ts';
import { EXTENSION, HANDSHAKE, TLS_1_3 } from './tls-names.ts';
import type { Pen } from './tls-pen.ts';

/** Type and length in front of a handshake message (RFC 8446 §4). */
export const HANDSHAKE_HEADER = 4;
const RANDOM = 32;
const EARLY_DATA = 42;

/** What the hellos and the certificate say, in the clear. */
export interface Agreement {
  /** As the server chose it; 0: not yet. */
  version: number;
  suite: number;
  /** The host that the client asks for. */
  serverName: string;
  /** The protocols that the client offers, or the one that the server chose. */
  protocols: string[];
  /** Common name in the server's own certificate. */
  subject: string;
}

/** Marks one whole message, and takes note of what it says. */
export function markHandshake(p: Pen, agreement: Agreement): void {
  p.under(f.handshake, p.left, () => {
    const type = p.number(f['handshake.type'], 1);
    p.number(f['handshake.length'], 3);
    if (type === HANDSHAKE.clientHello) clientHello(p, agreement);
    else if (type === HANDSHAKE.serverHello) serverHello(p, agreement);
    else if (type === HANDSHAKE.certificate) certificates(p, agreement);
    p.take(f['handshake.data'], p.left);
  });
}

/** RFC 8446 §4.1.2; RFC 5246 §7.4.1.2. */
function clientHello(p: Pen, agreement: Agreement): void {
  p.number(f['handshake.version'], 2);
  p.take(f['handshake.random'], RANDOM);
  sessionId(p);
  p.vector(f['handshake.cipher_suites_length'], 2, () => p.under(f['handshake.ciphersuites'], p.left, () => list(p, f['handshake.ciphersuite'], 2)));
  p.vector(f['handshake.comp_methods_length'], 1, () => list(p, f['handshake.comp_method'], 1));
  agreement.serverName = '';
  agreement.protocols = [];
  extensions(p, agreement, 'client');
}

/** RFC 8446 §4.1.3. The version is the one of the extension, where there is one (§4.2.1). */
function serverHello(p: Pen, agreement: Agreement): void {
  agreement.version = Math.max(0, p.number(f['handshake.version'], 2));
  p.take(f['handshake.random'], RANDOM);
  // Drafts of TLS 1.3 before the 22nd did without the number of the session (draft-ietf-tls-tls13-21 §4.1.3).
  if (!isEarlyDraft(agreement.version)) sessionId(p);
  agreement.suite = Math.max(0, p.number(f['handshake.ciphersuite'], 2));
  if (!isEarlyDraft(agreement.version)) p.number(f['handshake.comp_method'], 1);
  agreement.protocols = [];
  extensions(p, agreement, 'server');
}

function isEarlyDraft(version: number): boolean {
  return version >> 8 === 0x7f && (version & 0xff) < 22;
}

function sessionId(p: Pen): void {
  p.vector(f['handshake.session_id_length'], 1, () => p.take(f['handshake.session_id'], p.left));
}

function list(p: Pen, field: Field, size: number): void {
  while (p.left >= size) p.number(field, size);
}

type Speaker = 'client' | 'server';

function extensions(p: Pen, agreement: Agreement, speaker: Speaker): void {
  if (p.left === 0) return;
  p.vector(f['handshake.extensions_length'], 2, () => {
    while (p.left >= 4) {
      p.under(f['handshake.extension'], 4 + p.peek(2, 2), () => {
        const type = p.number(f['handshake.extension.type'], 2);
        p.number(f['handshake.extension.len'], 2);
        extension(p, agreement, type, speaker);
        p.take(f['handshake.extension.data'], p.left);
      });
    }
  });
}

/** The content of an extension that is taken apart; any other is left to be marked as it is. */
function extension(p: Pen, agreement: Agreement, type: number, speaker: Speaker): void {
  switch (type) {
    case EXTENSION.serverName:
      if (p.left > 0) serverNames(p, agreement);
      break;
    case EXTENSION.groups:
      p.vector(f['handshake.extensions_supported_groups_length'], 2, () => list(p, f['handshake.extensions_supported_group'], 2));
      break;
    case EXTENSION.signatures:
      p.vector(f['handshake.sig_hash_alg_len'], 2, () => list(p, f['handshake.sig_hash_alg'], 2));
      break;
    case EXTENSION.alpn:
      p.vector(f['handshake.extensions_alpn_len'], 2, () => protocolNames(p, agreement));
      break;
    case EXTENSION.supportedVersions:
      supportedVersions(p, agreement, speaker);
      break;
    case EXTENSION.keyShare:
      keyShare(p, speaker);
      break;
    case EARLY_DATA:
      // Data comes at once, encrypted as TLS 1.3 does (RFC 8446 §4.2.10).
      if (speaker === 'client') agreement.version = TLS_1_3;
      break;
  }
}

const HOST_NAME = 0;

/** RFC 6066 §3. */
function serverNames(p: Pen, agreement: Agreement): void {
  p.vector(f['handshake.extensions_server_name_list_len'], 2, () => {
    while (p.left >= 3) {
      const type = p.number(f['handshake.extensions_server_name_type'], 1);
      p.vector(f['handshake.extensions_server_name_len'], 2, () => {
        if (type === HOST_NAME) agreement.serverName = decode(p.bytes.subarray(p.at, p.end), 'utf-8');
        p.take(f['handshake.extensions_server_name'], p.left);
      });
    }
  });
}

/** RFC 7301 §3.1. */
function protocolNames(p: Pen, agreement: Agreement): void {
  while (p.left >= 1) {
    p.vector(f['handshake.extensions_alpn_str_len'], 1, () => {
      agreement.protocols.push(decode(p.bytes.subarray(p.at, p.end), 'utf-8'));
      p.take(f['handshake.extensions_alpn_str'], p.left);
    });
  }
}

/** RFC 8446 §4.2.1. */
function supportedVersions(p: Pen, agreement: Agreement, speaker: Speaker): void {
  const field = f['handshake.extensions.supported_version'];
  if (speaker === 'client') p.vector(f['handshake.extensions.supported_versions_len'], 1, () => list(p, field, 2));
  else agreement.version = Math.max(0, p.number(field, 2));
}

/** RFC 8446 §4.2.8. A server that asks for another share names the group alone. */
function keyShare(p: Pen, speaker: Speaker): void {
  if (speaker === 'client') p.vector(f['handshake.extensions_key_share_client_length'], 2, () => { while (p.left >= 4) share(p); });
  else if (p.left === 2) p.number(f['handshake.extensions_key_share_selected_group'], 2);
  else share(p);
}

function share(p: Pen): void {
  p.number(f['handshake.extensions_key_share_group'], 2);
  p.vector(f['handshake.extensions_key_share_key_exchange_length'], 2, () => p.take(f['handshake.extensions_key_share_key_exchange'], p.left));
}

/** The chain up to TLS 1.2 (RFC 5246 §7.4.2); that of TLS 1.3 is encrypted. */
function certificates(p: Pen, agreement: Agreement): void {
  let isFirst = true;
  p.vector(f['handshake.certificates_length'], 3, () => {
    while (p.left >= 3) {
      p.vector(f['handshake.certificate_length'], 3, () => {
        const subject = certificate(p);
        if (isFirst) agreement.subject = subject;
        isFirst = false;
      });
    }
  });
}

/** Marks a certificate and the names in it; returns the common name of its subject. */
function certificate(p: Pen): string {
  const names = certificateNames(p.bytes, p.at, p.end);
  p.under(f['handshake.certificate'], p.left, () => {
    if (names === undefined) return;
    p.mark(f['handshake.certificate.issuer'], names.issuer.from, names.issuer.to, names.issuer.text);
    p.mark(f['handshake.certificate.subject'], names.subject.from, names.subject.to, names.subject.text);
  });
  return names?.subject.commonName ?? '';
}
