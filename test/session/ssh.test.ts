import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, concat, u32 } from '../build/bytes.ts';
import { decodeAll, place, text } from '../build/decode.ts';
import { conversation, hear, type Said, type Turn } from '../build/dialogue.ts';
import { tilingProblems } from '../build/tiling.ts';
import { random } from '../build/tls.ts';

const talk = (turns: readonly Turn[]): Uint8Array[] => conversation(turns, { port: 22 });
const list = (names: string): Uint8Array => concat(u32(names.length), ascii(names));
const packet = (code: number, payload: Uint8Array = new Uint8Array(0), padding = 4): Uint8Array => concat(u32(2 + payload.length + padding), Uint8Array.of(padding, code), payload, new Uint8Array(padding));
const kexinit = packet(20, concat(random.subarray(0, 16), list('curve25519-sha256'), list('ssh-ed25519'), list('aes128-ctr'), list('aes256-ctr'), list('hmac-sha2-256'), list('hmac-sha1'), list('none'), list('zlib'), list(''), list(''), new Uint8Array(5)));
const start: Turn[] = [{ S: 'SSH-2.0-OpenSSH_9.2\r\n' }, { C: 'SSH-2.0-lab_1.0\r\n' }];
const paths = (units: readonly Said[]): string[] => units.map((u) => `${u.packet} ${u.marks.find(([path]) => path !== 'ssh.packet' && path !== 'ssh.line')![0]}`);

describe('identification (RFC 4253 §4.2)', () => {
  test('who they say they are', () => {
    const { sessions } = hear(talk(start));
    expect(sessions[0]!.dialogue.outcome(sessions[0]!.state)).toEqual([{ key: 'encrypted', args: { client: 'SSH-2.0-lab_1.0', server: 'SSH-2.0-OpenSSH_9.2' } }]);
  });

  test('lines that come before it', () => {
    const { units } = hear(talk([{ S: 'Welcome to the lab\r\nSSH-2.0-x\r\n' }]));
    expect(units.map((u) => u.marks[1])).toEqual([['ssh.greeting', 'Welcome to the lab'], ['ssh.protocol', 'SSH-2.0-x']]);
  });

  test('after that of the first version nothing is read', () => {
    expect(paths(hear(talk([{ S: 'SSH-1.5-old\r\n' }, { S: kexinit }])).units)).toEqual(['4 ssh.protocol', '5 ssh.encrypted_packet']);
    expect(paths(hear(talk([{ S: 'SSH-1.99-both\r\n' }, { S: kexinit }])).units)).toEqual(['4 ssh.protocol', '5 ssh.packet_length']);
  });
});

describe('packets (RFC 4253 §6, §7)', () => {
  test('the algorithms that are offered, each in its place', () => {
    const packets = decodeAll(talk([...start, { C: kexinit }]));
    const d = packets[5]!;
    expect(packets.flatMap(tilingProblems).filter((p) => p.startsWith('ssh:'))).toEqual([]);
    expect([text(d, 'ssh.packet_length'), text(d, 'ssh.padding_length'), text(d, 'ssh.message_code')]).toEqual([String(kexinit.length - 4), '4', '20']);
    expect([text(d, 'ssh.kex_algorithms'), text(d, 'ssh.encryption_algorithms_server_to_client'), text(d, 'ssh.compression_algorithms_server_to_client')]).toEqual(['curve25519-sha256', 'aes256-ctr', 'zlib']);
    expect([place(d, 'ssh.cookie'), place(d, 'ssh.kex_algorithms')]).toEqual(['60-76', '80-97']);
  });

  test('after the one for new keys all is encrypted', () => {
    const { units, sessions } = hear(talk([...start, { C: kexinit }, { C: concat(packet(30, ascii('key')), packet(21)) }, { C: 'secret' }, { S: kexinit }]));
    expect(paths(units)).toEqual(['4 ssh.protocol', '5 ssh.protocol', '6 ssh.packet_length', '7 ssh.packet_length', '7 ssh.packet_length', '8 ssh.encrypted_packet', '9 ssh.packet_length']);
    expect(sessions[0]!.at).toBe('encrypted');
    expect(units.map((u) => u.summary)).toEqual([undefined, undefined, 'key exchange init', 'key exchange: client', 'new keys', undefined, 'key exchange init']);
  });

  test('cut at any place, the marks are the same', () => {
    const stream = concat(ascii('SSH-2.0-lab_1.0\r\n'), packet(30, ascii('key')), packet(21));
    const marks = (turns: readonly Turn[]): unknown => hear(talk(turns)).units.map((u) => u.marks);
    for (let cut = 1; cut < stream.length; cut++) expect(marks([{ C: stream.subarray(0, cut) }, { C: stream.subarray(cut) }])).toEqual(marks([{ C: stream }]));
  });

  test('a length that cannot be ends what is read in the clear', () => {
    expect(paths(hear(talk([...start, { C: concat(u32(0x7fffffff), new Uint8Array(20)) }])).units).at(-1)).toBe('6 ssh.encrypted_packet');
    expect(paths(hear(talk([...start, { C: concat(u32(4), Uint8Array.of(200), new Uint8Array(20)) }])).units).at(-1)).toBe('6 ssh.encrypted_packet');
  });

  test('a list that says it is longer than its packet is left as it is', () => {
    const { units } = hear(talk([...start, { C: packet(20, concat(random.subarray(0, 16), u32(5000), ascii('x'))) }]));
    expect(units.at(-1)!.marks.map(([path]) => path)).toEqual(['ssh.packet', 'ssh.packet_length', 'ssh.padding_length', 'ssh.message_code', 'ssh.cookie', 'ssh.payload', 'ssh.padding_string']);
  });
});

test('a capture that begins later, or has a hole: what follows is encrypted', () => {
  const packets = talk([...start, { C: kexinit }, { C: packet(30) }, { C: packet(21) }]);
  expect(paths(hear(packets.slice(6)).units)).toEqual(['1 ssh.encrypted_packet', '2 ssh.encrypted_packet']);
  expect(paths(hear(packets.filter((_, i) => i !== 6)).units).at(-1)).toMatch(/ssh.encrypted_packet$/);
});

test('any bytes: nothing throws, and all of them are in some unit', () => {
  const part = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.constantFrom(kexinit, packet(21), ascii('SSH-2.0-x\r\n'), ascii('SSH-2.0-x')));
  fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
    const { units } = hear(talk(parts.map((C) => ({ C }))), { probe: false });
    expect(units.map((u) => u.text).join('').length).toBeLessThanOrEqual(parts.reduce((n, p) => n + p.length, 0));
  }), { numRuns: 200 });
});
