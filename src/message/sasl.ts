import { decode } from '../base/value.ts';
import { ntlmIdentity } from './ntlm.ts';

/** Something that a response says, and the bytes that say it. */
export interface SaslText {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** What a response of a client says. */
export interface SaslResponse {
  readonly user?: SaslText;
  readonly secret?: SaslText;
  /** In hexadecimal: the proof that the client knows the secret. */
  readonly digest?: SaslText;
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
    this.user = said.user?.text ?? this.user;
    this.secret = said.secret?.text ?? this.secret;
    this.digest = said.digest?.text ?? this.digest;
    return said;
  }

  #read(response: Uint8Array, step: number): SaslResponse {
    switch (this.mechanism) {
      case 'PLAIN':
        return found(response, plain);
      case 'LOGIN':
        return found(response, step === 0 ? loginUser : loginSecret);
      case 'CRAM-MD5':
        return found(response, cramMd5);
      case 'XOAUTH2':
      case 'OAUTHBEARER':
        return { ...found(response, actingFor), ...found(response, bearerUser), ...found(response, bearer) };
      case 'NTLM':
        return ntlmIdentity(response);
      case 'DIGEST-MD5':
        return { ...found(response, digestUser), ...found(response, digestResponse) };
      default:
        return {};
    }
  }
}

// Patterns for responses that have one character for each byte; their groups are named by what they say.

/** Whom to act for, who one is, and the password, between zero bytes (RFC 4616 §2). */
const plain = /^[^\0]*\0(?<user>[^\0]*)(?:\0(?<secret>[^\0]*))?/d;
const loginUser = /^(?<user>[^]*)$/d;
const loginSecret = /^(?<secret>[^]*)$/d;
/** The user, a blank, and the digest in hexadecimal (RFC 2195 §2). */
const cramMd5 = /^(?<user>[^]*) (?<digest>[^ ]*)$/d;
/** Pairs between bytes of value 1, which stand here as line ends (Google's XOAUTH2); before them `n,a=user,` (RFC 7628 §3.1). */
const actingFor = /^n,a=(?<user>[^,\n]*),/d;
const bearerUser = /^user=(?<user>[^\n]*)/dm;
const bearer = /^auth=bearer (?<secret>[^\n]*)/dim;
/** `username="…"`, and the proof in `response=` (RFC 2831 §2.1.2). */
const digestUser = /(?:^|,)\s*username="(?<user>(?:[^"\\]|\\[^])*)"/d;
const digestResponse = /(?:^|,)\s*response=(?<digest>[0-9a-f]{32})/di;

/** What a pattern finds in a response, by the names of its groups. */
function found(response: Uint8Array, pattern: RegExp): SaslResponse {
  const characters = decode(response, 'latin1').replaceAll('\u0001', '\n');
  const ranges = pattern.exec(characters)?.indices?.groups ?? {};
  const said = Object.entries(ranges).filter(([, range]) => range !== undefined);
  return Object.fromEntries(said.map(([name, [from, to]]) => [name, { text: decode(response.subarray(from, to), 'utf-8'), from, to }]));
}
