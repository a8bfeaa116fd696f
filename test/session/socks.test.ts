import { describe, expect, test } from 'vitest';
import { NamedNumber } from '../../src/base/sentence.ts';
import { resultNames } from '../../src/session/socks-fields.ts';
import { concat, hex, utf8 } from '../build/bytes.ts';
import { conversation, hear, type Heard, type Turn } from '../build/dialogue.ts';

const port = 1080;
const web: readonly Turn[] = [{ C: 'GET / HTTP/1.1\r\nHost: lab.test\r\n\r\n' }, { S: 'HTTP/1.1 204 No Content\r\n\r\n' }];
const hello: readonly Turn[] = [{ C: hex('05 01 00') }, { S: hex('05 00') }];
const request = (address: string, command = 1): Turn => ({ C: concat(hex(`05 0${command} 00`), hex(address), hex('0050')) });
const reply = (result: number): Turn => ({ S: concat(Uint8Array.of(5, result), hex('00 01 0a4d0001 c001')) });
const listen = (...turns: readonly Turn[]): Heard => hear(conversation(turns, { port }), { probe: false });
const marks = (heard: Heard): string[] => heard.units.filter((u) => u.protocol === 'socks').map((u) => u.marks.map(([path, text]) => `${path.slice(6)} ${text}`).join(', '));
const dst = (...bytes: readonly number[]): string => `dst ${bytes.reduce((n, byte) => n * 256 + byte, 0)}`;
const names = (heard: Heard): string[] => heard.sessions.map((s) => s.dialogue.name);
const outcome = ({ sessions: [s] }: Heard): unknown => s!.dialogue.outcome(s!.state);

describe('version 5 (RFC 1928)', () => {
  test('method, request and reply; what follows is spoken with the target, known by its port', () => {
    const heard = listen(...hello, request('01 0a4d0002'), reply(0), ...web);
    expect(marks(heard)).toEqual([
      'version 5, auth_method_count 1, auth_method 0', 'version 5, auth_accepted_method 0',
      `version 5, command 1, reserved 0, address_type 1, ${dst(10, 77, 0, 2)}, port 80`, `version 5, results 0, reserved 0, address_type 1, ${dst(10, 77, 0, 1)}, port 49153`,
    ]);
    expect(heard.units.flatMap((u) => u.uncovered)).toEqual([]);
    expect(heard.sessions.map((s) => `${s.dialogue.name} ${s.recognised.how}`)).toEqual(['socks port', 'http handover']);
    expect(outcome(heard)).toEqual([{ key: 'connected', args: { version: 5, target: '10.77.0.2', port: 80, result: new NamedNumber(resultNames, 0) } }]);
  });

  test.each([
    ['03 08 6c61622e74657374', 'remote_name lab.test'],
    ['04 20010db8000000000000000000000001', 'dstV6 32,1,13,184,0,0,0,0,0,0,0,0,0,0,0,1'],
  ])('an address of another type (§5): %s', (address, mark) => {
    expect(marks(listen(...hello, request(address), reply(0)))[2]).toBe(`version 5, command 1, reserved 0, address_type ${Number(address.slice(0, 2))}, ${mark}, port 80`);
  });

  test('user name and password (RFC 1929 §2)', () => {
    const heard = listen({ C: hex('05 02 00 02') }, { S: hex('05 02') }, { C: concat(hex('01 04'), utf8('anna'), hex('03'), utf8('geh')) }, { S: hex('01 00') }, request('01 0a4d0002'), reply(0), ...web);
    expect(marks(heard).slice(2, 4)).toEqual(['subnegotiation_version 1, username anna, password geh', 'subnegotiation_version 1, auth_status 0']);
    expect(heard.units[2]!.concealed).toEqual(['geh']);
    expect(heard.units.flatMap((u) => u.uncovered)).toEqual([]);
    expect(heard.sessions[0]!.credentials).toMatchObject([{ scheme: 'user-pass', user: 'anna', secret: 'geh', isAccepted: true }]);
    expect(names(heard)).toEqual(['socks', 'http']);
  });

  test('a refusal (§6)', () => {
    const heard = listen(...hello, request('01 0a4d0002'), reply(5));
    expect([names(heard), outcome(heard)]).toEqual([['socks'], [{ key: 'turned-down', args: { version: 5, target: '10.77.0.2', port: 80, result: new NamedNumber(resultNames, 5) } }]]);
  });

  test('BIND has two replies (§4)', () => {
    const heard = listen(...hello, request('01 0a4d0002', 2), reply(0), reply(0), { S: '220 mail.lab.test ESMTP\r\n' });
    expect(marks(heard)).toHaveLength(5);
    expect(names(heard)).toEqual(['socks', 'tunnel']);
  });

  test('bytes that no known address type explains are nobody’s', () => {
    expect(names(listen(...hello, request('09 0a4d0002'), { S: 'x' }))).toEqual(['socks', 'tunnel']);
  });

  test('the server is missing: the client is taken at its word', () => {
    const packets = conversation([...hello, request('01 0a4d0002'), reply(0), ...web], { port }).filter((p) => p[29] === 10);
    const heard = hear(packets, { probe: false });
    expect(names(heard)).toEqual(['socks', 'http']);
    expect(heard.sessions[0]!.notes.map((n) => n.key)).toEqual(['assumed']);
  });
});

test('a hole in the negotiation does not undo it', () => {
  const turns = [...hello, request('01 0a4d0002'), reply(0), ...web];
  const packets = conversation(turns, { port });
  const without = (n: number): string[] => names(hear(packets.filter((_, i) => i !== n), { probe: false }));
  expect([4, 6].map(without)).toEqual([['socks', 'http'], ['socks', 'http']]);
});

describe('version 4', () => {
  test('an address', () => {
    const heard = listen({ C: concat(hex('04 01 0050 0a4d0002'), utf8('anna\0')) }, { S: hex('00 5a 0050 0a4d0002') }, ...web);
    expect(marks(heard)).toEqual([`version 4, command 1, port 80, ${dst(10, 77, 0, 2)}, username anna`, `version 0, results 90, port 80, ${dst(10, 77, 0, 2)}`]);
    expect(heard.units.flatMap((u) => u.uncovered)).toEqual([]);
    expect(names(heard)).toEqual(['socks', 'http']);
  });

  test('a name (SOCKS 4A)', () => {
    const heard = listen({ C: concat(hex('04 01 0050 00000001'), utf8('\0lab.test\0')) }, { S: hex('00 5b 0000 00000000') });
    expect(marks(heard)[0]).toBe(`version 4, command 1, port 80, ${dst(0, 0, 0, 1)}, username , v4a_dns_name lab.test`);
    expect(outcome(heard)).toEqual([{ key: 'turned-down', args: { version: 4, target: 'lab.test', port: 80, result: new NamedNumber(resultNames, 91) } }]);
  });

  test('a name without an end is none', () => {
    expect(names(listen({ C: concat(hex('04 01 0050 0a4d0002'), new Uint8Array(400).fill(0x61)) }))).toEqual(['tunnel']);
  });
});

test('another protocol on the port', () => {
  expect(names(listen({ C: 'what is this\r\n' }, { S: 'that\r\n' }))).toEqual(['tunnel']);
});
