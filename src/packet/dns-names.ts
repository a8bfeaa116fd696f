import { keywords, names } from '../base/names.ts';

/** Types of records that are told apart here. */
export const TYPE = {
  a: 1, ns: 2, cname: 5, soa: 6, ptr: 12, hinfo: 13, mx: 15, txt: 16, aaaa: 28, srv: 33, naptr: 35, dname: 39, opt: 41, ds: 43, sshfp: 44, rrsig: 46, nsec: 47, dnskey: 48, nsec3: 50,
  nsec3param: 51, tlsa: 52, cds: 59, cdnskey: 60, svcb: 64, https: 65, spf: 99, caa: 257,
} as const;

/** IANA, DNS CLASSes. */
export const classNames = names('dns.class', { 1: 'IN', 3: 'CH', 4: 'HS', 254: 'NONE', 255: 'ANY' });

/** IANA, DNS OpCodes. */
export const opcodeNames = names('dns.flags.opcode', { 0: 'query', 1: 'inverse query', 2: 'server status', 4: 'notify', 5: 'update', 6: 'stateful operations' });

/** IANA, DNS RCODEs. */
export const rcodeNames = names('dns.flags.rcode', {
  0: ['no error', 'The question was answered; that may be without a record.'],
  1: ['format error', 'The server could not read the question.'],
  2: ['server failure', 'The server could not answer because of a trouble of its own or of other servers.'],
  3: ['no such name', 'The name that was asked for does not exist (NXDOMAIN).'],
  4: ['not implemented', 'The server does not know this kind of question.'],
  5: ['refused', 'The server does not want to answer, by its rules.'],
  6: ['name should not exist', 'An update wanted the name not to exist, but it does (YXDOMAIN).'],
  7: ['records should not exist', 'An update wanted records not to exist, but they do (YXRRSET).'],
  8: ['records should exist', 'An update wanted records to exist, but they do not (NXRRSET).'],
  9: ['not authoritative, or not authorized', 'The server is not the one for this zone, or the asker may not do this (NOTAUTH).'],
  10: ['name not in zone', 'A name of an update does not belong to the zone (NOTZONE).'],
  11: ['type not implemented', 'The server does not know sessions over TCP (DSO).'],
});

/** IANA, DNS EDNS0 Option Codes. */
export const optionNames = names('dns.opt.code', {
  1: 'long-lived queries', 2: 'update lease', 3: 'name server identifier', 4: 'owner', 5: 'DNSSEC algorithms understood', 6: 'DS hashes understood', 7: 'NSEC3 hashes understood', 8: 'client subnet',
  9: 'expire', 10: 'cookie', 11: 'TCP keep-alive', 12: 'padding', 13: 'chain', 14: 'key tag', 15: 'extended error', 16: 'client tag', 17: 'server tag', 18: 'report channel', 19: 'zone version',
});

/** IANA, Address Family Numbers. */
export const familyNames = names('dns.opt.client.family', { 1: 'IPv4', 2: 'IPv6' });

/** IANA, Extended DNS Error Codes. */
export const extendedErrorNames = names('dns.opt.ext_error.info_code', {
  0: 'other', 1: 'DNSKEY algorithm not supported', 2: 'DS digest type not supported', 3: 'stale answer', 4: 'forged answer', 5: 'DNSSEC indeterminate', 6: 'DNSSEC bogus', 7: 'signature expired',
  8: 'signature not yet valid', 9: 'DNSKEY missing', 10: 'RRSIGs missing', 11: 'no zone key bit set', 12: 'NSEC missing', 13: 'cached error', 14: 'not ready', 15: 'blocked', 16: 'censored', 17: 'filtered',
  18: 'prohibited', 19: 'stale NXDOMAIN answer', 20: 'not authoritative', 21: 'not supported', 22: 'no reachable authority', 23: 'network error', 24: 'invalid data', 25: 'signature expired before valid',
  26: 'too early', 27: 'NSEC3 iterations not supported', 28: 'cannot conform to policy', 29: 'synthesized',
});

/** IANA, DNS Security Algorithm Numbers. */
export const algorithmNames = names('dns.algorithm', {
  0: 'delete', 1: 'RSA/MD5', 2: 'Diffie-Hellman', 3: 'DSA/SHA-1', 5: 'RSA/SHA-1', 6: 'DSA-NSEC3-SHA1', 7: 'RSASHA1-NSEC3-SHA1', 8: 'RSA/SHA-256', 10: 'RSA/SHA-512', 12: 'GOST R 34.10-2001',
  13: 'ECDSA P-256 with SHA-256', 14: 'ECDSA P-384 with SHA-384', 15: 'Ed25519', 16: 'Ed448', 17: 'SM2 with SM3', 23: 'GOST R 34.10-2012', 253: 'private, by domain name', 254: 'private, by OID',
});

/** IANA, Digest Algorithms of DS records. */
export const digestNames = names('dns.ds.digest_type', { 1: 'SHA-1', 2: 'SHA-256', 3: 'GOST R 34.11-94', 4: 'SHA-384', 5: 'GOST R 34.11-2012', 6: 'SM3' });

/** RFC 5155 §11. */
export const hashNames = names('dns.nsec3.algo', { 1: 'SHA-1' });

/** IANA, SSHFP RR Types. */
export const keyNames = names('dns.sshfp.algorithm', { 1: 'RSA', 2: 'DSA', 3: 'ECDSA', 4: 'Ed25519', 6: 'Ed448' });
export const fingerprintNames = names('dns.sshfp.fingerprint.type', { 1: 'SHA-1', 2: 'SHA-256' });

/** RFC 6698 §2.1, with the short names of RFC 7218. */
export const usageNames = names('dns.tlsa.certificate_usage', { 0: 'CA constraint (PKIX-TA)', 1: 'service certificate constraint (PKIX-EE)', 2: 'trust anchor assertion (DANE-TA)', 3: 'domain-issued certificate (DANE-EE)', 255: 'private use' });
export const selectorNames = names('dns.tlsa.selector', { 0: 'whole certificate', 1: 'public key', 255: 'private use' });
export const matchingNames = names('dns.tlsa.matching_type', { 0: 'as it is', 1: 'SHA-256', 2: 'SHA-512', 255: 'private use' });

/** IANA, DNS Service Bindings, Service Parameter Keys. */
export const parameterNames = keywords('dns.svcb.svcparam.key', {
  0: 'mandatory', 1: 'alpn', 2: 'no-default-alpn', 3: 'port', 4: 'ipv4hint', 5: 'ech', 6: 'ipv6hint', 7: 'dohpath', 8: 'ohttp', 9: 'tls-supported-groups', 65535: 'invalid key',
});
