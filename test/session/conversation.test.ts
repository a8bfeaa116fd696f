import { expect, test } from 'vitest';
import { conversation, hear, type Turn } from '../build/dialogue.ts';

test('a client that sends all and hangs up before the first answer is read in step with the answers that come', () => {
  const turns: Turn[] = [{ S: '220 x\r\n' }, { C: 'HELO a\r\nMAIL FROM:<a@b>\r\nDATA\r\nRCPT TO:<c@d>\r\nDATA\r\nSubject: x\r\n\r\nQUIT\r\n.\r\nQUIT\r\n' }, { S: '250 ok\r\n250 ok\r\n503 no\r\n' }, { S: '250 ok\r\n354 go\r\n250 ok\r\n221 bye\r\n' }];
  const packets = conversation(turns);
  const [close] = packets.splice(-3, 1);
  const { units, sessions } = hear([...packets.slice(0, 5), close!, ...packets.slice(5)]);
  expect(units.flatMap((u) => u.marks.filter(([path]) => path === 'smtp.req.command').map(([, text]) => text))).toEqual(['HELO', 'MAIL', 'DATA', 'RCPT', 'DATA', 'QUIT']);
  expect(sessions[0]!.contents).toMatchObject([{ isWhole: true, size: 20 }]);
});
