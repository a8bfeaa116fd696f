import type { CredentialRecord } from '../analysis/credential-log.ts';
import { safe } from '../base/escape.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Column } from './table.ts';

type Credential = CredentialRecord['credentials'][number];

export const MASK = '••••••';

/** Columns of a list of credentials. */
export function credentialColumns(c: Catalogue): Column[] {
  return [{ title: c.say('credentials.session'), right: true }, { title: c.say('credentials.packet'), right: true }, { title: c.say('credentials.scheme') }, { title: c.say('credentials.user') }, { title: c.say('credentials.secret') }, { title: c.say('credentials.outcome') }];
}

/** Who said who he was, one row each; secrets are masked unless they are asked for. */
export function credentialRows(records: readonly CredentialRecord[], showSecrets: boolean, c: Catalogue): string[][] {
  return records.flatMap((r) => r.credentials.map((found) => [
    `#${r.id}`, String(found.packet), `${r.dialogue.name} ${c.say(`scheme.${found.scheme}`)}`, safe(found.user), secretText(found, showSecrets, c), outcomeText(found, c),
  ]));
}

/** The secret, or what is known of the proof that was sent in place of it. The working holds the secret that the user gave himself. */
function secretText({ secret, proof }: Credential, showSecrets: boolean, c: Catalogue): string {
  if (proof === undefined) return secret === '' ? '' : showSecrets ? safe(secret) : MASK;
  if (proof.isVerified === undefined) return c.say('proof.unverified');
  return `${c.say(proof.isVerified ? 'proof.right' : 'proof.wrong')}${showSecrets ? `: ${safe(proof.working)}` : ''}`;
}

function outcomeText({ isAccepted }: Credential, c: Catalogue): string {
  return isAccepted === undefined ? c.say('credentials.unanswered') : c.say(isAccepted ? 'credentials.accepted' : 'credentials.refused');
}
