import { describe, expect, test } from 'vitest';
import { ascii } from '../build/bytes.ts';
import { decodeAll, place, text } from '../build/decode.ts';
import { conversation, hear, type Said, type Turn } from '../build/dialogue.ts';
import { clientHello, record } from '../build/tls.ts';
import { tilingProblems } from '../build/tiling.ts';

const talk = (turns: readonly Turn[]): Uint8Array[] => conversation(turns, { port: 21 });
const login: Turn[] = [{ S: '220 lab FTP\r\n' }, { C: 'USER minh\r\n' }, { S: '331 password?\r\n' }, { C: 'PASS secret\r\n' }, { S: '230 hello\r\n' }];
const marksOf = (unit: Said | undefined): Record<string, string> => Object.fromEntries(unit?.marks ?? []);
const answers = (units: readonly Said[]): string[] => units.flatMap((u) => (u.side === 'server' ? [`${marksOf(u)['ftp.response.code']} to ${marksOf(u)['ftp.response_to']}`] : []));

describe('commands and replies (RFC 959 §4)', () => {
  const packets = talk([...login, { C: 'RETR report.txt\r\n' }, { S: '150 opening\r\n' }, { S: '226 done\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' }]);
  const { units, sessions } = hear(packets);

  test('command and argument, code and text, each in its place', () => {
    const [asked, answered] = [decodeAll(packets)[4]!, decodeAll(packets)[5]!];
    expect([text(asked, 'ftp.request.command'), text(asked, 'ftp.request.arg')]).toEqual(['USER', 'minh']);
    expect([place(asked, 'ftp.request.command'), place(asked, 'ftp.request.arg')]).toEqual(['54-58', '59-63']);
    expect([text(answered, 'ftp.response.code'), text(answered, 'ftp.response.arg')]).toEqual(['331', 'password?']);
    expect([asked, answered].flatMap(tilingProblems).filter((p) => p.startsWith('ftp:'))).toEqual([]);
  });

  test('a reply names the command that it answers; one that begins with 1 is followed by another', () => {
    expect(answers(units)).toEqual(['220 to undefined', '331 to 5', '230 to 7', '150 to 9', '226 to 9', '221 to 12']);
  });

  test('states, and what became of it', () => {
    expect(sessions[0]!.moves.map((m) => `${m.to} ${m.packet}`)).toEqual(['ready 4', 'user 6', 'authenticated 8', 'quit 13']);
    expect(sessions[0]!.dialogue.outcome(sessions[0]!.state)).toEqual([{ key: 'user', args: { user: 'minh', commands: 4, transfers: 1 } }]);
  });

  test('a reply of several lines is one unit: it ends with its code and a blank (§4.2)', () => {
    const feat = '211-Features:\r\n UTF8\r\n212 is none of them\r\n211 End\r\n';
    const heard = hear(talk([...login, { C: 'FEAT\r\n' }, { S: feat.slice(0, 20) }, { S: feat.slice(20) }, { C: 'NOOP\r\n' }, { S: '200 ok\r\n' }]));
    expect(heard.units.find((u) => u.text.startsWith('211'))!.marks.filter(([path]) => path !== 'ftp.response.line')).toEqual([
      ['ftp.response.code', '211'], ['ftp.response.arg', 'Features:'], ['ftp.response.arg', ' UTF8'], ['ftp.response.arg', '212 is none of them'], ['ftp.response.arg', 'End'], ['ftp.response_to', '9'],
    ]);
    expect(answers(heard.units).at(-1)).toBe('200 to 12');
  });

  test('cut at any place, a command gives the same marks', () => {
    const command = 'PORT 10,77,0,10,200,5\r\n';
    const whole = hear(talk([...login, { C: command }])).units.map((u) => u.marks);
    for (let cut = 1; cut < command.length; cut++) expect(hear(talk([...login, { C: command.slice(0, cut) }, { C: command.slice(cut) }])).units.map((u) => u.marks)).toEqual(whole);
  });
});

describe('where the data connection is made', () => {
  const last = (turns: readonly Turn[]): Record<string, string> => marksOf(hear(talk([...login, ...turns])).units.at(-1));

  test('at the client (§4.1.2)', () => {
    const packet = decodeAll(talk([...login, { C: 'PORT 10,77,0,10,200,5\r\n' }]))[8]!;
    expect([text(packet, 'ftp.active.cip'), place(packet, 'ftp.active.cip'), place(packet, 'ftp.active.port')]).toEqual(['10.77.0.10', '59-69', '70-75']);
    expect(tilingProblems(packet).filter((p) => p.startsWith('ftp'))).toEqual([]);
    expect(last([{ C: 'PORT 10,77,0,10,200,5\r\n' }])).toMatchObject({ 'ftp.active.cip': String(0x0a4d000a), 'ftp.active.port': '51205' });
  });

  test('at the server', () => {
    expect(last([{ C: 'PASV\r\n' }, { S: '227 Entering Passive Mode (10,77,0,2,1,2).\r\n' }])).toMatchObject({ 'ftp.passive.ip': String(0x0a4d0002), 'ftp.passive.port': '258' });
    expect(last([{ C: 'EPSV\r\n' }, { S: '229 Entering Extended Passive Mode (|||6446|)\r\n' }])).toMatchObject({ 'ftp.epsv.port': '6446' });
  });

  test('numbers that are none of an address are not marked', () => {
    expect(last([{ C: 'PORT 10,77,0,300,200,5\r\n' }])['ftp.active.cip']).toBeUndefined();
    expect(last([{ C: 'PORT here\r\n' }])['ftp.active.cip']).toBeUndefined();
  });
});

describe('AUTH TLS (RFC 4217 §4)', () => {
  const hello = record(22, clientHello([]));

  test('accepted: the stream is handed over', () => {
    const { units, sessions } = hear(talk([{ S: '220 lab FTP\r\n' }, { C: 'AUTH TLS\r\n' }, { S: '234 go\r\n' }, { C: hello }]));
    expect(sessions.map((s) => `${s.dialogue.name} ${s.recognised.how}`)).toEqual(['ftp port', 'tls handover']);
    expect(marksOf(units.at(-1))['tls.handshake.type']).toBe('1');
  });

  test('refused: the next command is read', () => {
    const { units } = hear(talk([{ S: '220 lab FTP\r\n' }, { C: 'AUTH TLS\r\n' }, { S: '504 no\r\n' }, { C: 'USER x\r\n' }, { S: '331 ?\r\n' }]));
    expect(answers(units)).toEqual(['220 to undefined', '504 to 5', '331 to 7']);
  });
});

test('after a hole replies are not paired with commands from before it', () => {
  const packets = talk([...login, { C: 'PWD\r\n' }, { S: '257 "/"\r\n' }, { C: 'NOOP\r\n' }, { S: '200 ok\r\n' }]);
  const { units, sessions } = hear(packets.filter((_, i) => i !== 9));
  expect(answers(units).at(-1)).toBe('200 to undefined');
  expect(sessions[0]!.notes.map((n) => n.key)).toEqual(['hole']);
});

test('one side missing from the capture: the other is read', () => {
  const packets = talk([...login, { C: 'AUTH TLS\r\n' }, { S: '504 no\r\n' }, { C: 'QUIT\r\n' }]);
  const client = hear(packets.filter((p) => p[29] === 10)).units.map((u) => marksOf(u)['ftp.request.command']);
  expect(client).toEqual(['USER', 'PASS', 'AUTH', 'QUIT']);
  expect(answers(hear(packets.filter((p) => p[29] === 2)).units)).toEqual(['220 to undefined', '331 to undefined', '230 to undefined', '504 to undefined']);
});

test('bytes that are no command are kept as one', () => {
  const { units } = hear(talk([{ C: ascii('\x00\x01\x02\xff\r\n') }]));
  expect(units.map((u) => u.marks.length)).toEqual([2]);
});
