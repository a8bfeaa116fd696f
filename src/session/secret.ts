/** A password that the user gave so that answers to challenges can be checked; without `user` it is tried for everybody. */
export interface Secret {
  readonly user?: string;
  readonly secret: string;
}

/** The passwords that may be a user's. */
export function secretsOf(secrets: readonly Secret[], user: string): readonly string[] {
  return secrets.filter((s) => s.user === undefined || s.user === user).map((s) => s.secret);
}
