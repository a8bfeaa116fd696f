import { keywords, names, namesWithRule } from '../base/names.ts';

/** Values that clients mix in so that servers do not forget to ignore what they do not know (RFC 8701). */
function grease(value: number): string | undefined {
  return (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff) ? 'GREASE' : undefined;
}

/** What there was to choose from before TLS 1.3 was done. */
function draft(value: number): string | undefined {
  return value >> 8 === 0x7f ? `TLS 1.3 (draft ${value & 0xff})` : grease(value);
}

export const TLS_1_3 = 0x0304;

/** TLS 1.3, or one of the drafts that it was tried out with; Facebook had its own. */
export function isTls13(version: number): boolean {
  return version === TLS_1_3 || version >> 8 === 0x7f || version >> 8 === 0xfb;
}

export const versionNames = namesWithRule('tls.handshake.version', {
  0x0002: 'SSL 2.0', 0x0200: 'SSL 2.0', 0x0300: 'SSL 3.0', 0x0301: 'TLS 1.0', 0x0302: 'TLS 1.1', 0x0303: 'TLS 1.2', [TLS_1_3]: 'TLS 1.3', 0x0101: 'GM TLS',
}, draft);

export const CONTENT = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23, heartbeat: 24 } as const;

export const contentNames = names('tls.record.content_type', {
  20: 'change cipher spec', 21: 'alert', 22: 'handshake', 23: 'application data', 24: 'heartbeat', 25: 'with connection id',
});

export const HANDSHAKE = { clientHello: 1, serverHello: 2, certificate: 11 } as const;

export const handshakeNames = names('tls.handshake.type', {
  0: 'hello request', 1: 'client hello', 2: 'server hello', 3: 'hello verify request', 4: 'new session ticket', 5: 'end of early data', 6: 'hello retry request', 8: 'encrypted extensions',
  11: 'certificate', 12: 'server key exchange', 13: 'certificate request', 14: 'server hello done', 15: 'certificate verify', 16: 'client key exchange', 20: 'finished', 21: 'certificate URL',
  22: 'certificate status', 23: 'supplemental data', 24: 'key update', 25: 'compressed certificate', 67: 'next protocol',
});

export const alertLevelNames = names('tls.alert_message.level', { 1: 'warning', 2: 'fatal' });
export const alertNames = names('tls.alert_message.desc', {
  0: 'close notify', 10: 'unexpected message', 20: 'bad record MAC', 21: 'decryption failed', 22: 'record overflow', 30: 'decompression failure', 40: 'handshake failure', 41: 'no certificate',
  42: 'bad certificate', 43: 'unsupported certificate', 44: 'certificate revoked', 45: 'certificate expired', 46: 'certificate unknown', 47: 'illegal parameter', 48: 'unknown CA', 49: 'access denied',
  50: 'decode error', 51: 'decrypt error', 60: 'export restriction', 70: 'protocol version', 71: 'insufficient security', 80: 'internal error', 86: 'inappropriate fallback', 90: 'user cancelled',
  100: 'no renegotiation', 109: 'missing extension', 110: 'unsupported extension', 111: 'certificate unobtainable', 112: 'unrecognized name', 113: 'bad certificate status response',
  114: 'bad certificate hash value', 115: 'unknown PSK identity', 116: 'certificate required', 120: 'no application protocol',
});

export const heartbeatNames = names('tls.heartbeat_message.type', { 1: 'request', 2: 'response' });
export const compressionNames = names('tls.handshake.comp_method', { 0: 'none', 1: 'deflate', 64: 'LZS' });

export const EXTENSION = { serverName: 0, groups: 10, signatures: 13, alpn: 16, supportedVersions: 43, keyShare: 51 } as const;

/** IANA, TLS ExtensionType Values. */
export const extensionNames = keywords('tls.handshake.extension.type', {
  0: 'server_name', 1: 'max_fragment_length', 2: 'client_certificate_url', 3: 'trusted_ca_keys', 4: 'truncated_hmac', 5: 'status_request', 6: 'user_mapping', 9: 'cert_type', 10: 'supported_groups',
  11: 'ec_point_formats', 12: 'srp', 13: 'signature_algorithms', 14: 'use_srtp', 15: 'heartbeat', 16: 'application_layer_protocol_negotiation', 17: 'status_request_v2',
  18: 'signed_certificate_timestamp', 19: 'client_certificate_type', 20: 'server_certificate_type', 21: 'padding', 22: 'encrypt_then_mac', 23: 'extended_master_secret', 24: 'token_binding',
  25: 'cached_info', 27: 'compress_certificate', 28: 'record_size_limit', 34: 'delegated_credential', 35: 'session_ticket', 41: 'pre_shared_key', 42: 'early_data', 43: 'supported_versions',
  44: 'cookie', 45: 'psk_key_exchange_modes', 47: 'certificate_authorities', 48: 'oid_filters', 49: 'post_handshake_auth', 50: 'signature_algorithms_cert', 51: 'key_share', 57: 'quic_transport_parameters',
  13172: 'next_protocol_negotiation', 17513: 'application_settings', 17613: 'application_settings', 30032: 'channel_id', 65037: 'encrypted_client_hello', 65281: 'renegotiation_info',
}, grease);

export const groupNames = keywords('tls.handshake.extensions_supported_group', {
  1: 'sect163k1', 9: 'sect283k1', 10: 'sect283r1', 11: 'sect409k1', 12: 'sect409r1', 13: 'sect571k1', 14: 'sect571r1', 19: 'secp192r1', 21: 'secp224r1', 22: 'secp256k1', 23: 'secp256r1', 24: 'secp384r1', 25: 'secp521r1',
  26: 'brainpoolP256r1', 27: 'brainpoolP384r1', 28: 'brainpoolP512r1', 29: 'x25519', 30: 'x448', 256: 'ffdhe2048', 257: 'ffdhe3072', 258: 'ffdhe4096', 259: 'ffdhe6144', 260: 'ffdhe8192',
  4587: 'SecP256r1MLKEM768', 4588: 'X25519MLKEM768', 4589: 'SecP384r1MLKEM1024', 25497: 'X25519Kyber768Draft00',
}, grease);

export const signatureNames = keywords('tls.handshake.sig_hash_alg', {
  0x0101: 'rsa_md5', 0x0201: 'rsa_pkcs1_sha1', 0x0202: 'dsa_sha1', 0x0203: 'ecdsa_sha1', 0x0301: 'rsa_sha224', 0x0302: 'dsa_sha224', 0x0303: 'ecdsa_sha224', 0x0401: 'rsa_pkcs1_sha256', 0x0402: 'dsa_sha256',
  0x0403: 'ecdsa_secp256r1_sha256', 0x0501: 'rsa_pkcs1_sha384', 0x0502: 'dsa_sha384', 0x0503: 'ecdsa_secp384r1_sha384', 0x0601: 'rsa_pkcs1_sha512', 0x0602: 'dsa_sha512', 0x0603: 'ecdsa_secp521r1_sha512',
  0x0804: 'rsa_pss_rsae_sha256', 0x0805: 'rsa_pss_rsae_sha384', 0x0806: 'rsa_pss_rsae_sha512', 0x0807: 'ed25519', 0x0808: 'ed448', 0x0809: 'rsa_pss_pss_sha256', 0x080a: 'rsa_pss_pss_sha384', 0x080b: 'rsa_pss_pss_sha512',
}, grease);

/** Does a suite protect data without encrypting it? Before one is chosen the number is 0, which is none that can be chosen. */
export function isNullSuite(suite: number): boolean {
  return suite !== 0 && (suiteNames.of(suite)?.includes('_WITH_NULL_') ?? false);
}

/** IANA, TLS Cipher Suites: those that are met. */
export const suiteNames = keywords('tls.handshake.ciphersuite', {
  0x0000: 'TLS_NULL_WITH_NULL_NULL', 0x0001: 'TLS_RSA_WITH_NULL_MD5', 0x0002: 'TLS_RSA_WITH_NULL_SHA', 0x0003: 'TLS_RSA_EXPORT_WITH_RC4_40_MD5', 0x0004: 'TLS_RSA_WITH_RC4_128_MD5',
  0x0005: 'TLS_RSA_WITH_RC4_128_SHA', 0x0006: 'TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5', 0x0007: 'TLS_RSA_WITH_IDEA_CBC_SHA', 0x0008: 'TLS_RSA_EXPORT_WITH_DES40_CBC_SHA', 0x0009: 'TLS_RSA_WITH_DES_CBC_SHA',
  0x000a: 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', 0x0011: 'TLS_DHE_DSS_EXPORT_WITH_DES40_CBC_SHA', 0x0012: 'TLS_DHE_DSS_WITH_DES_CBC_SHA', 0x0013: 'TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA',
  0x0014: 'TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA', 0x0015: 'TLS_DHE_RSA_WITH_DES_CBC_SHA', 0x0016: 'TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA', 0x0018: 'TLS_DH_anon_WITH_RC4_128_MD5',
  0x001b: 'TLS_DH_anon_WITH_3DES_EDE_CBC_SHA', 0x002f: 'TLS_RSA_WITH_AES_128_CBC_SHA', 0x0032: 'TLS_DHE_DSS_WITH_AES_128_CBC_SHA', 0x0033: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA',
  0x0034: 'TLS_DH_anon_WITH_AES_128_CBC_SHA', 0x0035: 'TLS_RSA_WITH_AES_256_CBC_SHA', 0x0038: 'TLS_DHE_DSS_WITH_AES_256_CBC_SHA', 0x0039: 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA',
  0x003a: 'TLS_DH_anon_WITH_AES_256_CBC_SHA', 0x003b: 'TLS_RSA_WITH_NULL_SHA256', 0x003c: 'TLS_RSA_WITH_AES_128_CBC_SHA256', 0x003d: 'TLS_RSA_WITH_AES_256_CBC_SHA256',
  0x0040: 'TLS_DHE_DSS_WITH_AES_128_CBC_SHA256', 0x0041: 'TLS_RSA_WITH_CAMELLIA_128_CBC_SHA', 0x0044: 'TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA', 0x0045: 'TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA',
  0x0067: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256', 0x006a: 'TLS_DHE_DSS_WITH_AES_256_CBC_SHA256', 0x006b: 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256', 0x0084: 'TLS_RSA_WITH_CAMELLIA_256_CBC_SHA',
  0x0087: 'TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA', 0x0088: 'TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA', 0x008a: 'TLS_PSK_WITH_RC4_128_SHA', 0x008b: 'TLS_PSK_WITH_3DES_EDE_CBC_SHA',
  0x008c: 'TLS_PSK_WITH_AES_128_CBC_SHA', 0x008d: 'TLS_PSK_WITH_AES_256_CBC_SHA', 0x0096: 'TLS_RSA_WITH_SEED_CBC_SHA', 0x009a: 'TLS_DHE_RSA_WITH_SEED_CBC_SHA',
  0x009c: 'TLS_RSA_WITH_AES_128_GCM_SHA256', 0x009d: 'TLS_RSA_WITH_AES_256_GCM_SHA384', 0x009e: 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256', 0x009f: 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
  0x00a2: 'TLS_DHE_DSS_WITH_AES_128_GCM_SHA256', 0x00a3: 'TLS_DHE_DSS_WITH_AES_256_GCM_SHA384', 0x00a8: 'TLS_PSK_WITH_AES_128_GCM_SHA256', 0x00a9: 'TLS_PSK_WITH_AES_256_GCM_SHA384',
  0x00ff: 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV', 0x1301: 'TLS_AES_128_GCM_SHA256', 0x1302: 'TLS_AES_256_GCM_SHA384', 0x1303: 'TLS_CHACHA20_POLY1305_SHA256', 0x1304: 'TLS_AES_128_CCM_SHA256',
  0x1305: 'TLS_AES_128_CCM_8_SHA256', 0x5600: 'TLS_FALLBACK_SCSV', 0xc002: 'TLS_ECDH_ECDSA_WITH_RC4_128_SHA', 0xc003: 'TLS_ECDH_ECDSA_WITH_3DES_EDE_CBC_SHA', 0xc004: 'TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA',
  0xc005: 'TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA', 0xc007: 'TLS_ECDHE_ECDSA_WITH_RC4_128_SHA', 0xc008: 'TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA', 0xc009: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  0xc00a: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA', 0xc00c: 'TLS_ECDH_RSA_WITH_RC4_128_SHA', 0xc00d: 'TLS_ECDH_RSA_WITH_3DES_EDE_CBC_SHA', 0xc00e: 'TLS_ECDH_RSA_WITH_AES_128_CBC_SHA',
  0xc00f: 'TLS_ECDH_RSA_WITH_AES_256_CBC_SHA', 0xc011: 'TLS_ECDHE_RSA_WITH_RC4_128_SHA', 0xc012: 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA', 0xc013: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  0xc014: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA', 0xc018: 'TLS_ECDH_anon_WITH_AES_128_CBC_SHA', 0xc019: 'TLS_ECDH_anon_WITH_AES_256_CBC_SHA', 0xc023: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
  0xc024: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384', 0xc025: 'TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA256', 0xc026: 'TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA384', 0xc027: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  0xc028: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384', 0xc029: 'TLS_ECDH_RSA_WITH_AES_128_CBC_SHA256', 0xc02a: 'TLS_ECDH_RSA_WITH_AES_256_CBC_SHA384', 0xc02b: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  0xc02c: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 0xc02d: 'TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256', 0xc02e: 'TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384', 0xc02f: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  0xc030: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 0xc031: 'TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256', 0xc032: 'TLS_ECDH_RSA_WITH_AES_256_GCM_SHA384', 0xc035: 'TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA',
  0xc036: 'TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA', 0xc09c: 'TLS_RSA_WITH_AES_128_CCM', 0xc09d: 'TLS_RSA_WITH_AES_256_CCM', 0xc09e: 'TLS_DHE_RSA_WITH_AES_128_CCM', 0xc09f: 'TLS_DHE_RSA_WITH_AES_256_CCM',
  0xc0ac: 'TLS_ECDHE_ECDSA_WITH_AES_128_CCM', 0xc0ad: 'TLS_ECDHE_ECDSA_WITH_AES_256_CCM', 0xc0ae: 'TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8', 0xcca8: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  0xcca9: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', 0xccaa: 'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 0xccab: 'TLS_PSK_WITH_CHACHA20_POLY1305_SHA256', 0xccac: 'TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256',
}, grease);
