import { expect, test } from 'vitest';
import { fields, fieldsOf, u8 } from '../../src/base/field.ts';
import '../../src/packet/index.ts';
import '../../src/session/index.ts';

const paths = new Set(fields.map((field) => field.path));

test('the field that another is a part of, or stands for, exists', () => {
  expect(fields.filter(({ within }) => within !== undefined && !paths.has(within)).map(({ path, within }) => [path, within])).toEqual([]);
  expect(fields.flatMap(({ path, parts }) => parts.filter((part) => !paths.has(part)).map((part) => [path, part]))).toEqual([]);
});

test('a draft becomes a field once', () => {
  const draft = u8(0, { label: 'Type', doc: 'A type.' });
  expect(fieldsOf('one-of-test', 'RFC 1', { type: draft }).type).toMatchObject({ path: 'one-of-test.type', spec: 'RFC 1' });
  expect(() => fieldsOf('other-of-test', 'RFC 2', { kind: draft })).toThrow('other-of-test.kind is one-of-test.type already');
});

test('a part of a field that has the path of no other is not one of it by its name alone', () => {
  const f = fieldsOf('parts-of-test', 'RFC 1', { 'flags.syn': u8(0, { label: 'SYN', doc: 'Begin.' }), kind: u8(1, { within: 'flags.syn', label: 'Kind', doc: 'A kind.' }) });
  expect([f['flags.syn'].within, f.kind.within]).toEqual([undefined, 'parts-of-test.flags.syn']);
});
