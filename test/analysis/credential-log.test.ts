import { expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { CredentialLog } from '../../src/analysis/credential-log.ts';
import { conversation, type Turn } from '../build/dialogue.ts';

test('sessions in which somebody logged in, in their order, whichever ends first; one that has no end is among them', () => {
  const login = (user: string, answer: string): Turn[] => [{ S: '+OK\r\n' }, { C: `USER ${user}\r\n` }, { S: '+OK\r\n' }, { C: 'PASS x\r\n' }, { S: answer }];
  const first = conversation(login('anna', '+OK\r\n'), { port: 110, clientPort: 40001, close: false });
  const second = conversation(login('minh', '-ERR\r\n'), { port: 110, clientPort: 40002 });
  const third = conversation([{ S: '+OK\r\n' }, { C: 'QUIT\r\n' }], { port: 110, clientPort: 40003 });
  const a = new Analyzer(() => undefined, {});
  const log = new CredentialLog(a);
  [...first, ...second, ...third].forEach((p, i) => a.packet(p, 0, p.length, p.length, 1_000_000 + i, 0, 1, undefined));
  a.end();
  expect(log.records.map(({ id, dialogue, credentials }) => [id, dialogue.name, ...credentials.map((c) => `${c.user} ${c.isAccepted}`)])).toEqual([[0, 'pop', 'anna true'], [1, 'pop', 'minh false']]);
});
