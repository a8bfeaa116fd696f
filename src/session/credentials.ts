import type { Field } from '../base/field.ts';
import type { Vocabulary } from '../base/vocabulary.ts';
import { decodeBase64, isBase64 } from '../message/base64.ts';
import { apopDigest, cramMd5Digest } from '../message/proof.ts';
import { type DigestAnswer, workDigest } from '../message/http-digest.ts';
import { Sasl, type SaslText } from '../message/sasl.ts';
import type { Credential, CredentialScheme, Proof } from './finding.ts';
import { type Secret, secretsOf } from './secret.ts';
import type { Session } from './session.ts';

const schemes: Readonly<Record<string, CredentialScheme>> = {
  PLAIN: 'plain', LOGIN: 'login', 'CRAM-MD5': 'cram-md5', XOAUTH2: 'xoauth2', OAUTHBEARER: 'xoauth2', NTLM: 'ntlm', 'DIGEST-MD5': 'digest',
};

/** The fields of a dialogue for what a response says. */
export interface ResponseFields {
  readonly 'auth.username': Field;
  readonly 'auth.password': Field;
  readonly 'auth.digest': Field;
}

/**
 * A response of the client in base64, at `from`..`to` of its bytes. What it says is marked on those of its characters that say it. What is no base64
 * counts as an empty response; `=` is one by the standard (RFC 4954 §4, RFC 5034 §4, RFC 4959 §3).
 */
export function takeResponse<State>(s: Session<State>, sasl: Sasl, fields: ResponseFields, from: number, to: number): void {
  const c = s.client;
  const text = c.latin(from, to);
  const { user, secret, digest } = sasl.respond(decodeBase64(isBase64(text) ? text : ''));
  const mark = (field: Field, said: SaslText | undefined): void => {
    if (said !== undefined) c.mark(field, from + characters(said.from, Math.floor), from + characters(said.to, Math.ceil), said.text);
  };
  mark(fields['auth.username'], user);
  mark(fields['auth.password'], secret);
  mark(fields['auth.digest'], digest);
  if (secret !== undefined) c.conceal(from, to);
}

/** So many characters of base64 hold `bytes` bytes: three bytes are four of them (RFC 4648 §4). */
const characters = (bytes: number, round: (n: number) => number): number => round((bytes * 4) / 3);

/** An authentication under way (RFC 4422 §3), and what it has brought to light. */
export class Authentication {
  readonly sasl: Sasl;
  #credential: Credential | undefined;

  constructor(mechanism: string) {
    this.sasl = new Sasl(mechanism);
  }

  respond<State>(s: Session<State>, fields: ResponseFields, from: number, to: number): void {
    takeResponse(s, this.sasl, fields, from, to);
    if (this.sasl.isComplete) this.#find(s);
  }

  /** The server has decided. `isAccepted` is undefined where nobody knows how. */
  settle<State>(s: Session<State>, isAccepted: boolean | undefined): void {
    const credential = this.#find(s);
    if (credential !== undefined) credential.isAccepted = isAccepted;
  }

  /** What the client has said of itself, if anything. */
  #find<State>(s: Session<State>): Credential | undefined {
    const { user, secret, digest } = this.sasl;
    if (user !== '' || secret !== '' || digest !== '') this.#credential ??= saslCredential(s, this.sasl);
    return this.#credential;
  }
}

/** May a line be a step of an authentication? It is base64, or `*`, which gives up. What has blanks in it, or is a command, is none. */
export function isResponse(text: string, commands: Vocabulary): boolean {
  return !text.includes(' ') && commands.of(text) === undefined;
}

/** What an authentication has brought to light, once the client has said all. */
export function saslCredential<State>(s: Session<State>, sasl: Sasl): Credential {
  const { mechanism, user, secret, challenge, digest } = sasl;
  const proof = mechanism === 'CRAM-MD5' && digest !== '' ? cramMd5Proof(s.secrets, user, challenge, digest) : undefined;
  return s.credential({ scheme: schemes[mechanism] ?? 'other', user, secret, proof });
}

/** RFC 1939 §7: is the answer to a greeting's timestamp right for one of the secrets that are known? */
export function apopProof(secrets: readonly Secret[], user: string, timestamp: string, answer: string): Proof {
  return proofOf(secretsOf(secrets, user), timestamp, answer, apopDigest, (secret, digest) => `MD5(${timestamp}${secret}) = ${digest}`);
}

/** RFC 2195 §2. */
function cramMd5Proof(secrets: readonly Secret[], user: string, challenge: string, answer: string): Proof {
  return proofOf(secretsOf(secrets, user), challenge, answer, cramMd5Digest, (secret, digest) => `HMAC-MD5(${secret}, ${challenge}) = ${digest}`);
}

/** RFC 7616 §3.4.1: is the answer to the nonce of a server, for a request of `method`, right for one of the secrets that are known? */
export function digestProof(secrets: readonly Secret[], answer: DigestAnswer, method: string): Proof {
  const known = workDigest(answer, method, '') === undefined ? [] : secretsOf(secrets, answer.user);
  return proofOf(known, answer.nonce, answer.response, (_, secret) => workDigest(answer, method, secret)!.response, (secret) => workDigest(answer, method, secret)!.text);
}

/** Try the secrets that may be the user's. The working is that of the one that fits, or else of the first. */
function proofOf(secrets: readonly string[], challenge: string, answer: string, digest: (challenge: string, secret: string) => string, working: (secret: string, digest: string) => string): Proof {
  const tried = secrets.map((secret) => ({ secret, digest: digest(challenge, secret) }));
  const fits = tried.find((t) => t.digest === answer.toLowerCase());
  const shown = fits ?? tried[0];
  return { challenge, answer, isVerified: shown === undefined ? undefined : fits !== undefined, working: shown === undefined ? '' : working(shown.secret, shown.digest) };
}
