import { describe, expect, test } from 'vitest';
import { receivedOf } from '../../src/message/received.ts';
import { ascii } from '../build/bytes.ts';

const read = (text: string): { clauses: string[]; seconds: number | undefined } => {
  const { clauses, date } = receivedOf(ascii(text), 0, text.length);
  return { clauses: clauses.map((c) => `${c.name}=${c.text}`), seconds: date?.seconds };
};

describe('Received lines (RFC 5321 §4.4)', () => {
  test('the example of RFC 5321 Appendix D.3', () => {
    expect(read('from bar.com by foo.com ; Thu, 21 May 1998\r\n     05:33:29 -0700')).toEqual({ clauses: ['from=bar.com', 'by=foo.com'], seconds: Date.UTC(1998, 4, 21, 12, 33, 29) / 1000 });
  });

  test('all clauses, with comments', () => {
    expect(read('from client.lab.test (client [10.77.0.10])\r\n\tby mx.lab.test (Postfix) via TCP with ESMTPSA\r\n\tid 4F2A1 for <an@lab.test>; Mon, 5 Oct 2009 11:36:07 +0700 (ICT)')).toEqual({
      clauses: ['from=client.lab.test (client [10.77.0.10])', 'by=mx.lab.test (Postfix)', 'via=TCP', 'with=ESMTPSA', 'id=4F2A1', 'for=<an@lab.test>'],
      seconds: Date.UTC(2009, 9, 5, 4, 36, 7) / 1000,
    });
  });

  test('words of several tokens, a comment in front, a value that looks like the next word', () => {
    expect(read('(from root@localhost) by mx.lab.test with Microsoft SMTP Server (TLS) id with; 1 Jan 2020 00:00 GMT').clauses)
      .toEqual(['by=mx.lab.test', 'with=Microsoft SMTP Server (TLS)', 'id=with']);
  });

  test('a semicolon in a comment is not the one before the date', () => {
    expect(read('by mx (a; b); 1 Jan 2020 00:00 GMT')).toEqual({ clauses: ['by=mx (a; b)'], seconds: Date.UTC(2020, 0, 1) / 1000 });
  });

  test('without a date, with a bad one, without anything', () => {
    expect(read('from a by b')).toEqual({ clauses: ['from=a', 'by=b'], seconds: undefined });
    expect(read('from a by b; sometime')).toEqual({ clauses: ['from=a', 'by=b'], seconds: undefined });
    expect([read('from'), read(';'), read('')]).toEqual(Array.from({ length: 3 }, () => ({ clauses: [], seconds: undefined })));
  });

  test('where clauses and date stand', () => {
    const { clauses, dateAt } = receivedOf(ascii('from a.test by b ; 1 Jan 2020 00:00 GMT'), 0, 39);
    expect([clauses.map(({ from, to }) => [from, to]), dateAt]).toEqual([[[5, 11], [15, 16]], { from: 19, to: 39 }]);
  });
});
