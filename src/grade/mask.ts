import { encodeBase64 } from '../base/base64.ts';

/** Stands for a secret. */
export const MASKED = '••••••';
/** Shorter secrets would blot out half of the page. */
const SHORTEST = 3;

/** What is followed by a secret in the dialogues that carry one in clear: PASS, AUTH, LOGIN, Basic. */
const commands = [
  /\b(PASS\s+)(?!a\b|the\b|is\b)\S+/gi,
  /\b((?:PLAIN|LOGIN|XOAUTH2|NTLM)\s+)[A-Za-z0-9+/]{8,}=*(?!\S)/gi,
  /\b((?:Proxy-)?Authorization:\s*Basic\s+)[A-Za-z0-9+/=]+/gi,
  /\b(Basic\s+)[A-Za-z0-9+/]{8,}=*/g,
  /\b(LOGIN\s+\S+\s+)\S+/g,
];

/** Takes secrets out of texts that are shown to people: those that a capture holds, as they are, in base64 and in hexadecimal; and whatever stands behind a word that announces one. */
export class Masker {
  readonly #patterns: readonly RegExp[];

  constructor(credentials: Iterable<{ readonly user: string; readonly secret: string }>) {
    const long = [...new Set(Array.from(credentials, formsOf).flat())].sort((a, b) => b.length - a.length);
    this.#patterns = long.flatMap((secret) => [literal(secret), hexadecimal(secret)]).map((pattern) => new RegExp(pattern, 'giu'));
  }

  mask(text: string): string {
    const masked = this.#patterns.reduce((all, pattern) => all.replace(pattern, MASKED), text);
    return commands.reduce((all, pattern) => all.replace(pattern, `$1${MASKED}`), masked);
  }
}

/** A secret as it may stand in a dialogue: as it is, or in base64 as LOGIN, PLAIN (RFC 4616) and Basic (RFC 7617) send it. */
function formsOf({ user, secret }: { readonly user: string; readonly secret: string }): string[] {
  if (secret.length < SHORTEST) return [];
  return [secret, base64(secret), base64(`\0${user}\0${secret}`), base64(`${user}\0${user}\0${secret}`), base64(`${user}:${secret}`)];
}

function base64(text: string): string {
  return encodeBase64(new TextEncoder().encode(text));
}

function literal(secret: string): string {
  return secret.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** The bytes of a secret, with whatever dumps put between them. */
function hexadecimal(secret: string): string {
  return Array.from(new TextEncoder().encode(secret), (byte) => byte.toString(16).padStart(2, '0')).join('[\\s:.,-]*');
}
