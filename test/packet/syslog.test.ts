import { describe, expect, test } from 'vitest';
import { ascii } from '../build/bytes.ts';
import { expectHardened, received } from '../build/datagram.ts';
import { text, texts } from '../build/decode.ts';

const PORT = 514;

describe('syslog (RFC 5424 §6)', () => {
  test('facility and level are one number', () => {
    const d = received(ascii('<38>Nov 26 10:00:00 pc sshd[1]: hello'), PORT);
    expect(['facility', 'level', 'msg'].map((path) => text(d, `syslog.${path}`))).toEqual(['4', '6', 'Nov 26 10:00:00 pc sshd[1]: hello']);
    expect(text(received(ascii('<191>'), PORT), 'syslog.facility')).toBe('23');
  });

  test.each(['hello', '<>x', '<1234>x', '<12', '<a>'])('what does not begin like a message: %s', (words) => {
    const d = received(ascii(words), PORT);
    expect([texts(d, 'syslog.facility'), text(d, 'syslog.rest')]).toEqual([[], Buffer.from(words).toString('hex')]);
  });

  test('hardened', () => {
    expectHardened(ascii('<13>x'), PORT);
  });
});
