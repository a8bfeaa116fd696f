import { apopDigest, cramMd5Digest } from '../message/proof.ts';
import { type DigestAnswer, workDigest } from '../message/http-digest.ts';
import type { Sasl } from '../message/sasl.ts';
import type { Credential, CredentialScheme, Proof } from './finding.ts';
import { type Secret, secretsOf } from './secret.ts';
import type { Session } from './session.ts';

const schemes: Readonly<Record<string, CredentialScheme>> = {
  PLAIN: 'plain', LOGIN: 'login', 'CRAM-MD5': 'cram-md5', XOAUTH2: 'xoauth2', OAUTHBEARER: 'xoauth2', NTLM: 'ntlm', 'DIGEST-MD5': 'digest',
};

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
