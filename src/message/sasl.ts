import { decode } from '../base/value.ts';
import { ntlmIdentity } from './ntlm.ts';

/** What a response of a client says. */
export interface SaslResponse {
  readonly user?: string;
  readonly secret?: string;
  /** In hexadecimal: the proof that the client knows the secret. */
  readonly digest?: string;
}

/** How many responses a client sends in a mechanism, empty ones included. */
const responses: Readonly<Record<string, number>> = { LOGIN: 2, NTLM: 2, 'DIGEST-MD5': 2 };

/** The steps of one authentication: challenges of the server, responses of the client, both decoded from base64 (RFC 4422 §3). */
export class Sasl {
  /** In capitals: `PLAIN`. */
  readonly mechanism: string;
  user = '';
  secret = '';
  digest = '';
  /** The last challenge of the server. */
  challenge = '';
  #responses = 0;

  constructor(mechanism: string) {
    this.mechanism = mechanism.toUpperCase();
  }

  /** The client has said all that the mechanism asks of it. */
  get isComplete(): boolean {
    return this.#responses >= (responses[this.mechanism] ?? 1);
  }

  hear(challenge: Uint8Array): void {
    this.challenge = decode(challenge, 'utf-8');
  }

  /** What the next response says, in the mechanisms that say anything readable. */
  respond(response: Uint8Array): SaslResponse {
    const said = this.#read(response, this.#responses++);
    this.user = said.user ?? this.user;
    this.secret = said.secret ?? this.secret;
    this.digest = said.digest ?? this.digest;
    return said;
  }

  #read(response: Uint8Array, step: number): SaslResponse {
    const text = decode(response, 'utf-8');
    switch (this.mechanism) {
      case 'PLAIN':
        return plain(text);
      case 'LOGIN':
        return step === 0 ? { user: text } : { secret: text };
      case 'CRAM-MD5':
        return cramMd5(text);
      case 'XOAUTH2':
      case 'OAUTHBEARER':
        return bearer(text);
      case 'NTLM':
        return ntlmIdentity(response);
      case 'DIGEST-MD5':
        return quoted(text);
      default:
        return {};
    }
  }
}

/** Whom to act for, who one is, and the password, between zero bytes (RFC 4616 §2). */
function plain(text: string): SaslResponse {
  const [, user, secret] = text.split('\0');
  return user === undefined ? {} : { user, ...(secret === undefined ? {} : { secret }) };
}

/** The user, a blank, and the digest in hexadecimal (RFC 2195 §2). */
function cramMd5(text: string): SaslResponse {
  const at = text.lastIndexOf(' ');
  return at < 0 ? {} : { user: text.slice(0, at), digest: text.slice(at + 1) };
}

/** Pairs between bytes of value 1: `user=`, `auth=Bearer …` (Google's XOAUTH2), or `n,a=user,` before them (RFC 7628 §3.1). */
function bearer(text: string): SaslResponse {
  const pairs = text.split('\u0001');
  const user = pairs.find((pair) => pair.startsWith('user='))?.slice(5) ?? /^n,a=([^,]*),/.exec(text)?.[1];
  const secret = pairs.find((pair) => /^auth=bearer /i.test(pair))?.slice(12);
  return { ...(user === undefined ? {} : { user }), ...(secret === undefined ? {} : { secret }) };
}

/** `username="…"`, and the proof in `response=` (RFC 2831 §2.1.2). */
function quoted(text: string): SaslResponse {
  const user = /(?:^|,)\s*username="((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
  const digest = /(?:^|,)\s*response=([0-9a-f]{32})/i.exec(text)?.[1];
  return { ...(user === undefined ? {} : { user }), ...(digest === undefined ? {} : { digest }) };
}
