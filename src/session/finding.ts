/** Credentials, and promises, kept of one session. */
export const MAX_FINDINGS = 1000;

/** How a secret, or the proof of one, was sent. */
export type CredentialScheme = 'user-pass' | 'apop' | 'plain' | 'login' | 'cram-md5' | 'xoauth2' | 'ntlm' | 'digest' | 'basic' | 'bearer' | 'form' | 'other';

/** The proof that somebody knows a secret, which itself was not sent. */
export interface Proof {
  /** What the server asked to be answered: the timestamp of APOP, the challenge of CRAM-MD5. */
  readonly challenge: string;
  /** The answer, in hexadecimal. */
  readonly answer: string;
  /** One of the secrets that the user gave makes this answer; undefined: none was given. */
  readonly isVerified: boolean | undefined;
  /** How the answer is worked out, `MD5(<1896.697170952@dbc.mtview.ca.us>tanstaaf) = c4c9…`, where a secret is known. */
  readonly working: string;
}

/** Somebody said who he is. Every text is captured text. */
export interface Credential {
  /** Packet in which it was complete. */
  readonly packet: number;
  readonly scheme: CredentialScheme;
  readonly user: string;
  /** As it was sent; empty where only a proof was. */
  readonly secret: string;
  readonly proof: Proof | undefined;
  /** What the server said to it; undefined: nothing that the capture holds. */
  isAccepted: boolean | undefined;
}

/** What was announced, to be compared with what came. */
export type PromiseKind = 'mail-size' | 'octets' | 'rows' | 'literal' | 'exists' | 'content-length' | 'chunk' | 'message-length';

/** A number that one side announced, and what was seen of it. */
export interface KeptPromise {
  readonly packet: number;
  readonly kind: PromiseKind;
  /** What it is about: the number of a message, a URI. Captured text. */
  readonly subject: string;
  readonly promised: number;
  readonly seen: number;
  /** Undefined: the capture lacks bytes, so that nobody can tell. */
  readonly isKept: boolean | undefined;
}
