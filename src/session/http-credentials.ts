import { decode } from '../base/value.ts';
import { decodeBase64 } from '../message/base64.ts';
import type { FormField } from '../message/form.ts';
import { digestAnswer } from '../message/http-digest.ts';
import type { HttpField, HttpHead } from '../message/http-head.ts';
import { ntlmIdentity } from '../message/ntlm.ts';
import { digestProof } from './credentials.ts';
import type { Credential } from './finding.ts';
import type { Http, Offered } from './http-state.ts';

type Found = Parameters<Http['credential']>[0];

/** The status with which each is refused. */
const refusals: Readonly<Record<string, number>> = { authorization: 401, 'proxy-authorization': 407 };

/** The credentials in the head of a request (RFC 9110 §11.6.2, §11.7.2). */
export function offeredBy(s: Http, head: HttpHead, method: string): Offered[] {
  const offered: Offered[] = [];
  for (const field of head.fields) {
    const refusal = refusals[field.key];
    const found = refusal === undefined ? undefined : authorization(s, field, method);
    if (found !== undefined) offered.push({ credential: remembered(s, found), refusal: refusal! });
  }
  return offered;
}

const credentials = /^([\w-]+)[ \t]+(.+)$/s;

/** A scheme, and what it says of who the client is. What is as good as the secret itself is concealed. */
function authorization(s: Http, { text, value }: HttpField, method: string): Found | undefined {
  const [, scheme = '', said = ''] = credentials.exec(text) ?? [];
  switch (scheme.toLowerCase()) {
    case 'basic':
      s.client.conceal(value.to - said.length, value.to);
      return basic(said);
    case 'bearer':
      s.client.conceal(value.to - said.length, value.to);
      return { scheme: 'bearer', user: '', secret: said };
    case 'digest': {
      const answer = digestAnswer(said);
      return { scheme: 'digest', user: answer.user, secret: '', proof: digestProof(s.secrets, answer, method) };
    }
    case 'ntlm':
    case 'negotiate': {
      const { user } = ntlmIdentity(decodeBase64(said));
      return user === undefined ? undefined : { scheme: 'ntlm', user: user.text, secret: '' };
    }
    default:
      return undefined;
  }
}

/** User and password with a colon between them, in base64 (RFC 7617 §2). */
function basic(said: string): Found {
  const [, user = '', secret = ''] = /^([^:]*):?(.*)$/s.exec(decode(decodeBase64(said), 'utf-8')) ?? [];
  return { scheme: 'basic', user, secret };
}

/** A client says who it is with every request: that is told once. */
function remembered(s: Http, found: Found): Credential {
  const isSame = (c: Credential): boolean => c.scheme === found.scheme && c.user === found.user && c.secret === found.secret && c.isAccepted !== false;
  return s.credentials.find(isSame) ?? s.credential(found);
}

/** What fields with passwords are called, in lower case, in part; and those with the names of users. */
const passwordNames = ['pass', 'pwd', 'kennwort', 'парол', 'mật khẩu', 'matkhau', 'mat_khau'];
const userNames = ['user', 'login', 'mail', 'account', 'логин', 'пользовател', 'tên', 'name', 'log'];

/** The field of a form that holds a password, and the credentials that it makes up with another field. */
export function formCredential(s: Http, fields: readonly FormField[]): FormField | undefined {
  const isNamed = ({ name }: FormField, names: readonly string[]): boolean => names.some((part) => name.toLowerCase().includes(part));
  const password = fields.find((field) => field.file === undefined && field.value !== '' && isNamed(field, passwordNames));
  if (password === undefined) return undefined;
  const user = userNames.map((name) => fields.find((field) => field !== password && isNamed(field, [name]))).find((field) => field !== undefined);
  remembered(s, { scheme: 'form', user: user?.value ?? '', secret: password.value });
  return password;
}
