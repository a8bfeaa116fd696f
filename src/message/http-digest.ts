import { hexText } from '../base/value.ts';
import { md5 } from '@noble/hashes/legacy.js';
import { sha256, sha512_256 } from '@noble/hashes/sha2.js';

/** What a client says in the Digest scheme (RFC 7616 §3.4); what it does not say is an empty text. */
export interface DigestAnswer {
  readonly user: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  /** In hexadecimal. */
  readonly response: string;
  readonly algorithm: string;
  readonly protection: string;
  /** How often the nonce was used, and what the client adds to it. */
  readonly count: string;
  readonly clientNonce: string;
}

const parameter = /([a-z][a-z-]*)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;

/** The answer in the value of an Authorization field, after the name of the scheme. */
export function digestAnswer(text: string): DigestAnswer {
  const said = new Map<string, string>();
  for (const [, name = '', quoted, token] of text.matchAll(parameter)) if (!said.has(name.toLowerCase())) said.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token ?? '');
  const of = (name: string): string => said.get(name) ?? '';
  return {
    user: of('username'), realm: of('realm'), nonce: of('nonce'), uri: of('uri'), response: of('response'), algorithm: of('algorithm'), protection: of('qop'), count: of('nc'), clientNonce: of('cnonce'),
  };
}

/** How the response is worked out from a secret (RFC 7616 §3.4.1): the last step in words, and its result. */
export interface DigestWorking {
  readonly text: string;
  readonly response: string;
}

const encoder = new TextEncoder();
const hashes: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = { MD5: md5, 'SHA-256': sha256, 'SHA-512-256': sha512_256 };

/** Undefined: an algorithm that is not known here, or the body goes into the answer (`auth-int`), which is not at hand. */
export function workDigest(answer: DigestAnswer, method: string, secret: string): DigestWorking | undefined {
  const { user, realm, nonce, uri, protection, count, clientNonce } = answer;
  const [algorithm = 'MD5', isSession] = [answer.algorithm.replace(/-sess$/i, '').toUpperCase() || undefined, /-sess$/i.test(answer.algorithm)];
  const hash = hashes[algorithm];
  if (hash === undefined || protection === 'auth-int') return undefined;
  const h = (text: string): string => hexText(hash(encoder.encode(text)));
  const first = h(`${user}:${realm}:${secret}`);
  const a1 = isSession ? h(`${first}:${nonce}:${clientNonce}`) : first;
  const a2 = h(`${method}:${uri}`);
  const middle = protection === '' ? nonce : `${nonce}:${count}:${clientNonce}:${protection}`;
  const last = `${a1}:${middle}:${a2}`;
  const response = h(last);
  return { text: `${algorithm}(${algorithm}(${user}:${realm}:${secret})${isSession ? ':…' : ''}:${middle}:${algorithm}(${method}:${uri})) = ${response}`, response };
}
