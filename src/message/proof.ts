import { hexText } from '../base/value.ts';
import { hmac } from '@noble/hashes/hmac.js';
import { md5 } from '@noble/hashes/legacy.js';

const encoder = new TextEncoder();

/** The answer of APOP: MD5 of the timestamp of the greeting, angle brackets included, followed by the secret (RFC 1939 §7). In hexadecimal. */
export function apopDigest(timestamp: string, secret: string): string {
  return hexText(md5(encoder.encode(timestamp + secret)));
}

/** The answer of CRAM-MD5: HMAC-MD5 of the challenge under the secret (RFC 2195 §2). In hexadecimal. */
export function cramMd5Digest(challenge: string, secret: string): string {
  return hexText(hmac(md5, encoder.encode(secret), encoder.encode(challenge)));
}
