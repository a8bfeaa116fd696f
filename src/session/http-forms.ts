import { indexOfByte, latinBytes } from '../base/bytes.ts';
import { type FormField, multipartForm, urlEncodedFields } from '../message/form.ts';
import { formFields } from '../message/http-fields.ts';
import type { RequestLine } from '../message/http-head.ts';
import { parameterizedValue, parameterValue } from '../message/parameter.ts';
import { formCredential } from './http-credentials.ts';
import type { Http, HttpVoice } from './http-state.ts';

const QUESTION = 0x3f;

const urlEncoded = /^application\/x-www-form-urlencoded(?:[ \t;]|$)/i;
const multipart = /^multipart\/form-data(?:[ \t;]|$)/i;

export function isForm(mediaType: string): boolean {
  return urlEncoded.test(mediaType) || multipart.test(mediaType);
}

/** The fields of a form that was sent as a body; `form` holds its bytes, which stand at index `at` of the unit, if they stand there in one piece. */
export function takeForm(s: Http, v: HttpVoice, mediaType: string, form: Uint8Array, at: number | undefined): void {
  const fields = fieldsOf(mediaType, form);
  if (s.isMarking) for (const field of fields) markField(v, field, at);
  const password = formCredential(s, fields);
  if (password !== undefined && at !== undefined) v.conceal(at + password.valueAt.from, at + password.valueAt.to);
}

/** A form may also be sent in the query of the target. */
export function takeQuery(s: Http, { target }: RequestLine): void {
  const v = s.client;
  const question = indexOfByte(v.bytes, QUESTION, target.from, target.to);
  if (question === target.to) return;
  const password = formCredential(s, urlEncodedFields(v.bytes, question + 1, target.to));
  if (password !== undefined) v.conceal(password.valueAt.from, password.valueAt.to);
}

function fieldsOf(mediaType: string, form: Uint8Array): readonly FormField[] {
  const type = latinBytes(mediaType);
  const { parameters } = parameterizedValue(type, 0, type.length);
  if (urlEncoded.test(mediaType)) return urlEncodedFields(form, 0, form.length, parameterValue(parameters, 'charset') || undefined);
  return multipartForm(form, 0, form.length, parameterValue(parameters, 'boundary'))?.fields ?? [];
}

/** Name and value where they stand. Where the form came in chunks they stand nowhere in one piece, and are told at its end. */
function markField(v: HttpVoice, { name, value, nameAt, valueAt, file }: FormField, at: number | undefined): void {
  const end = v.reader.pos;
  const [nameFrom, nameTo] = at === undefined ? [end, end] : [at + nameAt.from, at + nameAt.to];
  const [valueFrom, valueTo] = at === undefined ? [end, end] : [at + valueAt.from, at + valueAt.to];
  v.mark(formFields.key, nameFrom, nameTo, name);
  if (file === undefined) v.mark(formFields.value, valueFrom, valueTo, value);
}
