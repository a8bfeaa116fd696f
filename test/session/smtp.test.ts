import { describe, expect, test } from 'vitest';
import { conversation, hear, type Said, type Turn } from '../build/dialogue.ts';

const greeting: Turn[] = [{ S: '220 mail.lab.test ESMTP\r\n' }, { C: 'HELO student\r\n' }, { S: '250 mail.lab.test\r\n' }];

const commands = (units: readonly Said[]): string[] => units.flatMap((u) => u.marks.filter(([path]) => path === 'smtp.req.command').map(([, text]) => text));
const marksOf = (unit: Said | undefined): Record<string, string> => Object.fromEntries(unit?.marks ?? []);

describe('SMTP commands and replies (RFC 5321 §4.1.1, §4.2)', () => {
  const { units, sessions } = hear(conversation([
    ...greeting,
    { C: 'MAIL FROM:<minh@lab.test> SIZE=120\r\n' }, { S: '250 2.1.0 Ok\r\n' },
    { C: 'RCPT TO:<anna@lab.test>\r\n' }, { S: '250 2.1.5 Ok\r\n' },
    { C: 'RCPT TO:<nobody@lab.test>\r\n' }, { S: '550-5.1.1 No such user\r\n550 5.1.1 here\r\n' },
    { C: 'DATA\r\n' }, { S: '354 go on\r\n' },
    { C: 'Subject: =?utf-8?B?0J/RgNC40LLQtdGC?=\r\n\r\nQUIT\r\n..\r\n.\r\n' }, { S: '250 2.0.0 Ok: queued as 1234\r\n' },
    { C: 'QUIT\r\n' }, { S: '221 2.0.0 Bye\r\n' },
  ]));

  test('a unit for each command and reply, in the packet that completed it', () => {
    expect(commands(units)).toEqual(['HELO', 'MAIL', 'RCPT', 'RCPT', 'DATA', 'QUIT']);
    expect(marksOf(units[3])).toMatchObject({ 'smtp.req.command': 'MAIL', 'smtp.req.parameter': 'FROM:<minh@lab.test> SIZE=120' });
    expect(units[3]!.packet).toBe(7);
  });

  test('a reply of several lines is one unit, with each line kept', () => {
    const refusal = units.find((u) => u.text.startsWith('550'))!;
    expect(refusal.marks.map(([path]) => path)).toEqual([
      'smtp.response', 'smtp.response.code', 'smtp.rsp.parameter', 'smtp.rsp.enhanced', 'smtp.response', 'smtp.rsp.parameter', 'smtp.rsp.enhanced', 'smtp.response_to',
    ]);
    expect(marksOf(refusal)['smtp.response_to']).toBe('11');
  });

  test('the text of the mail is not read as commands', () => {
    expect(units.filter((u) => u.marks.some(([path]) => path === 'smtp.data.fragment')).map((u) => u.bulk)).toEqual([true]);
    expect(units.some((u) => u.marks.some(([path]) => path === 'smtp.eom'))).toBe(true);
  });

  test('states, and the packets that moved the session there', () => {
    expect(sessions[0]!.moves.map((m) => `${m.to} ${m.packet}`)).toEqual(['ready 4', 'mail 8', 'rcpt 10', 'data 14', 'ready 16', 'quit 18']);
  });

  test('what became of it', () => {
    expect(sessions[0]!.dialogue.outcome(sessions[0]!.state)).toEqual([
      { key: 'accepted', args: { from: 'minh@lab.test', to: 'anna@lab.test, nobody@lab.test', subject: 'Привет', size: 51, code: 250 } },
    ]);
  });
});

describe('waiting for the other side', () => {
  test('a refused DATA does not turn the next command into mail text (RFC 5321 §3.3)', () => {
    const { units } = hear(conversation([...greeting, { C: 'DATA\r\n' }, { S: '503 need RCPT\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' }]));
    expect(commands(units)).toEqual(['HELO', 'DATA', 'QUIT']);
  });

  test('pipelined commands are paired with their replies in order (RFC 2920 §3.1)', () => {
    const { units, sessions } = hear(conversation([
      ...greeting, { C: 'MAIL FROM:<>\r\nRCPT TO:<a@b>\r\nDATA\r\n' }, { S: '250 ok\r\n550 no\r\n554 no valid recipients\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' },
    ]));
    expect(commands(units)).toEqual(['HELO', 'MAIL', 'RCPT', 'DATA', 'QUIT']);
    expect(sessions[0]!.at).toBe('quit');
  });

  test('with the server missing from the capture the client is taken at its word, and it is said', () => {
    const onlyClient = conversation([...greeting, { C: 'DATA\r\n' }, { S: '354 go\r\n' }, { C: 'Subject: x\r\n\r\nQUIT\r\n.\r\n' }, { S: '250 ok\r\n' }, { C: 'QUIT\r\n' }])
      .filter((p) => p[29] === 10);
    const { units, sessions } = hear(onlyClient);
    expect(commands(units)).toEqual(['HELO', 'DATA', 'QUIT']);
    expect(sessions[0]!.notes.map((n) => n.key)).toEqual(['assumed']);
  });
});

describe('segmentation does not matter', () => {
  test('a command cut anywhere gives the same marks', () => {
    const whole = hear(conversation([...greeting, { C: 'MAIL FROM:<a@b>\r\n' }, { S: '250 ok\r\n' }])).units.map((u) => u.marks);
    for (let cut = 1; cut < 'MAIL FROM:<a@b>\r\n'.length; cut++) {
      const text = 'MAIL FROM:<a@b>\r\n';
      const cutUp = hear(conversation([...greeting, { C: text.slice(0, cut) }, { C: text.slice(cut) }, { S: '250 ok\r\n' }])).units.map((u) => u.marks);
      expect(cutUp.map(withoutPackets)).toEqual(whole.map(withoutPackets));
    }
  });
});

function withoutPackets(marks: [string, string][]): [string, string][] {
  return marks.filter(([path]) => path !== 'smtp.response_to');
}
