import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certificateNames } from '../../src/message/certificate.ts';
import { concat } from '../build/bytes.ts';
import { certificate, der, name } from '../build/tls.ts';

const issuer = name([6, 'VN', 0x13], [10, 'Lab'], [3, 'Lab Root']);
const subject = name([10, 'Phòng lab'], [3, 'www.lab.test']);

const read = (b: Uint8Array): ReturnType<typeof certificateNames> => certificateNames(b, 0, b.length);

describe('names in certificates (RFC 5280 §4.1)', () => {
  const whole = certificate(issuer, subject);

  test('issuer and subject, and where they stand', () => {
    const found = read(whole)!;
    expect(found.issuer).toMatchObject({ text: 'C=VN, O=Lab, CN=Lab Root', commonName: 'Lab Root' });
    expect(found.subject).toMatchObject({ text: 'O=Phòng lab, CN=www.lab.test', commonName: 'www.lab.test' });
    expect(whole.subarray(found.subject.from, found.subject.to)).toEqual(subject);
  });

  test('a certificate of version 1 has no version (§4.1.2.1)', () => {
    const algorithm = der(0x30, der(0x06, Uint8Array.of(0x2a)));
    const first = der(0x30, der(0x30, der(0x02, Uint8Array.of(1)), algorithm, issuer, der(0x30), subject));
    expect(read(first)?.subject.commonName).toBe('www.lab.test');
  });

  test('strings of two bytes a character, and of Latin letters', () => {
    const wide = der(0x30, der(0x31, der(0x30, der(0x06, Uint8Array.of(0x55, 4, 3)), der(0x1e, Uint8Array.of(0x04, 0x1b, 0x04, 0x30)))));
    expect(read(certificate(wide, name([3, 'x', 0x14])))).toMatchObject({ issuer: { commonName: 'Ла' }, subject: { commonName: 'x' } });
  });

  test('attributes that are not known are left out', () => {
    expect(read(certificate(name([99, 'what'], [3, 'me']), subject))?.issuer.text).toBe('CN=me');
  });

  test('cut anywhere before the end, it is no certificate: its lengths do not fit', () => {
    for (let to = 0; to < whole.length; to++) expect(certificateNames(whole, 0, to)).toBeUndefined();
  });

  test('lengths that lie, and lengths that are open, are refused', () => {
    expect(read(Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff))).toBeUndefined();
    expect(read(Uint8Array.of(0x30, 0x80, 0, 0))).toBeUndefined();
    expect(read(Uint8Array.of(0x30, 0x85, 0, 0, 0, 0, 1, 0))).toBeUndefined();
  });

  test('any bytes, and any change of one byte: nothing throws, names lie inside', () => {
    const inside = (b: Uint8Array): void => {
      const found = read(b);
      for (const n of found === undefined ? [] : [found.issuer, found.subject]) expect(n.from >= 0 && n.from <= n.to && n.to <= b.length).toBe(true);
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), inside));
    fc.assert(fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => inside(concat(whole.subarray(0, at), Uint8Array.of(byte), whole.subarray(at + 1)))), { numRuns: 500 });
  });
});
