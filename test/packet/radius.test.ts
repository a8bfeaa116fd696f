import { describe, expect, test } from 'vitest';
import { ascii, concat, hex, u16 } from '../build/bytes.ts';
import { expectHardened, received } from '../build/datagram.ts';
import { text, texts } from '../build/decode.ts';

const PORT = 1812;
const authenticator = Uint8Array.from({ length: 16 }, (_, i) => i);
const message = (attributes: Uint8Array, length = 20 + attributes.length): Uint8Array => concat(hex('01 2a'), u16(length), authenticator, attributes);
const attributes = concat(hex('01 06'), ascii('anna'), hex('04 06 0a4d0002'));

describe('RADIUS (RFC 2865 §3)', () => {
  test('header and attributes', () => {
    const d = received(message(attributes), PORT);
    expect(['code', 'id', 'length', 'authenticator', 'User_Name'].map((path) => text(d, `radius.${path}`))).toEqual(['1', '42', '32', '000102030405060708090a0b0c0d0e0f', 'anna']);
    expect([texts(d, 'radius.avp.type'), texts(d, 'radius.avp'), texts(d, 'radius.avp.value')]).toEqual([['1', '4'], ['0106616e6e61', '04060a4d0002'], ['0a4d0002']]);
  });

  test('bytes beyond the length are filling (§3)', () => {
    const d = received(concat(message(attributes), hex('0000')), PORT);
    expect([d.faults, texts(d, 'radius.rest')]).toEqual([[], []]);
  });

  test.each([
    [message(hex('01 01 61')), 'option', '010161'],
    [message(hex('01')), 'short', '01'],
    [message(hex('04 40 61')), 'short', undefined],
    [message(hex(''), 19), 'length-small', undefined],
  ])('lengths that lie', (content, code, rest) => {
    const d = received(content, PORT);
    expect([d.faults.map((fault) => fault.code), text(d, 'radius.rest')]).toEqual([[code], rest]);
  });

  test('hardened', () => {
    expectHardened(message(attributes), PORT);
  });
});
