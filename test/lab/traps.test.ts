import { describe, expect, test } from 'vitest';
import { MAX_EXAMPLES } from '../../src/lab/finding.ts';
import { concat, hex, u16 } from '../build/bytes.ts';
import { conversation, type Turn } from '../build/dialogue.ts';
import { bundledLab, causes, check, cutAt, filtered, frame, framesOf, missing } from '../build/lab.ts';
import { arp, ethernet, ipv4, tcp, udp } from '../build/packet.ts';
import { alpn, clientHello, record } from '../build/tls.ts';

const lab4 = bundledLab('lab4');
const whole = framesOf('lab4.pcapng');
type Frames = ReturnType<typeof frame>[];
type Options = Parameters<typeof conversation>[1];

const talk = (turns: readonly Turn[], options: Options = {}): Frames => conversation(turns, options).map((p) => frame(p));
const datagram = (payload: Uint8Array, ports: { sport?: number; dport?: number } = {}, src = '192.168.5.9', dst = '203.0.113.7'): Frames =>
  [frame(ethernet({}, ipv4({ src, dst, proto: 17 }, udp({ src, dst, ...ports }, payload))))];
const all = (frames: Frames): string[] => check(lab4, frames).causes.map(({ trap }) => trap);
const notes = (frames: Frames): string[] => check(lab4, frames).notes.map(({ trap }) => trap);
const hosts = { client: '192.168.5.9', server: '192.168.5.200' };

const mail: readonly Turn[] = [
  { S: '220 mx\r\n' }, { C: 'EHLO pc\r\n' }, { S: '250-mx\r\n250 STARTTLS\r\n' }, { C: 'STARTTLS\r\n' }, { S: '220 go\r\n' }, { C: record(22, clientHello([])) },
];
const fetch: readonly Turn[] = [{ S: '+OK hi\r\n' }, { C: 'STLS\r\n' }, { S: '+OK go\r\n' }, { C: record(22, clientHello([])) }];

describe('TLS', () => {
  const hello = record(22, clientHello([]));

  test.each([[443, 'http'], [8443, 'http'], [465, 'smtp'], [993, 'imap'], [995, 'pop']])('port %d hides %s', (port, part) => {
    const result = check(lab4, talk([{ C: hello }], { port, ...hosts }));
    if (part !== 'imap') expect(causes(result, part)).toMatchObject([{ trap: 'tls', count: 1, packets: [4], args: { port, protocol: part.toUpperCase() } }]);
    for (const other of ['smtp', 'pop', 'http'].filter((id) => id !== part)) expect(causes(result, other)).toEqual([]);
  });

  test('on another port the name of the protocol tells (RFC 7301); else nobody knows what it hides', () => {
    const named = check(lab4, talk([{ C: record(22, clientHello([alpn('pop3')])) }], { port: 7777, ...hosts }));
    expect(causes(named, 'pop')).toMatchObject([{ trap: 'tls', args: { port: 7777, protocol: 'POP' } }]);
    expect(causes(named, 'smtp')).toEqual([]);
    const unknown = check(lab4, talk([{ C: hello }], { port: 7777, ...hosts }));
    expect(['smtp', 'pop', 'http', 'arp'].map((part) => causes(unknown, part).map(({ trap }) => trap))).toEqual([['tls-unknown'], ['tls-unknown'], ['tls-unknown'], []]);
  });

  test('sessions are counted, and the first of their packets named', () => {
    const frames = Array.from({ length: MAX_EXAMPLES + 2 }, (_, i) => talk([{ C: hello }], { port: 443, clientPort: 5000 + i, close: false })).flat();
    expect(causes(check(lab4, frames), 'http')).toMatchObject([{ count: MAX_EXAMPLES + 2, packets: [4, 8, 12, 16, 20] }]);
  });

  test('it is no cause where nothing is missing', () => {
    const result = check(lab4, [...whole, ...talk([{ C: hello }], { port: 443, ...hosts })]);
    expect(result).toMatchObject({ isComplete: true, notes: [], causes: [] });
  });

  test('a page over QUIC (RFC 9000 §17.2.2)', () => {
    const initial = concat(hex('c0 00000001 08 0011223344556677 00 00 41 00'), new Uint8Array(1200));
    expect(causes(check(lab4, datagram(initial, { dport: 443 })), 'http').map(({ trap }) => trap)).toEqual(['quic']);
  });
});

describe('STARTTLS', () => {
  test.each([['smtp', mail, 25], ['smtp', mail, 587], ['pop', fetch, 110], ['pop', fetch, 11_000]] as const)('%s', (part, turns, port) => {
    const result = check(lab4, talk(turns, { port, ...hosts }));
    expect(causes(result, part)).toMatchObject([{ trap: 'starttls', count: 1, args: { protocol: part.toUpperCase() } }]);
    expect(causes(result, part === 'smtp' ? 'pop' : 'smtp')).toEqual([]);
  });

  test('the recorded one, in the place of the mail that can be read', () => {
    const frames = [...filtered(whole, 'tcp.port == 25', false), ...framesOf('smtp-starttls.pcap')];
    const result = check(lab4, frames);
    expect(missing(result)).toEqual(['smtp.mail']);
    expect(causes(result, 'smtp')).toMatchObject([{ trap: 'starttls', count: 2 }]);
  });
});

describe('where it was recorded', () => {
  test('one machine alone, though there are others: a port of a switch', () => {
    const frames = [...talk(mail, { client: '10.0.0.5', server: '10.0.0.1' }), ...talk(fetch, { client: '10.0.0.5', server: '10.0.0.2', port: 110 })];
    expect(check(lab4, frames).causes).toMatchObject([{ trap: 'one-host', args: { machine: '10.0.0.5' } }]);
    expect(all([...frames, ...talk(mail, { client: '10.0.0.6', server: '10.0.0.2' })])).toEqual([]);
  });

  test('what goes to everybody says nothing about that', () => {
    const frames = [...talk(mail, { client: '10.0.0.5', server: '10.0.0.1' }), ...talk(fetch, { client: '10.0.0.5', server: '10.0.0.2', port: 110 }), ...datagram(hex('00'), {}, '10.0.0.7', '10.0.0.255'), ...datagram(hex('00'), {}, '10.0.0.8', '239.1.1.1')];
    expect(all(frames)).toEqual(['one-host']);
  });

  test('one direction alone, of either side', () => {
    for (const address of ['10.77.0.10', '10.77.0.2']) {
      const result = check(lab4, filtered(whole, `ip.src == ${address} || arp.src.proto_ipv4 == ${address}`, true));
      expect(missing(result)).toContain('smtp.mail');
      expect(result.causes.map(({ trap }) => trap)).toContain('one-way');
      expect(result.causes.find(({ trap }) => trap === 'one-way')).toMatchObject({ count: 4 });
    }
  });

  test('a port that nobody listens to is answered, and a SYN without an answer tells nothing', () => {
    const segment = (flags: number): Uint8Array => ethernet({}, ipv4({ proto: 6 }, tcp({ flags })));
    expect(all([frame(segment(0x02)), frame(segment(0x02))])).toEqual(['one-host']);
    expect(all([frame(segment(0x02)), frame(segment(0x10))])).toEqual(['one-way', 'one-host']);
  });

  test('the loopback', () => {
    expect(all(talk(mail, { client: '127.0.0.1', server: '127.0.0.1' }))).toEqual(['loopback']);
  });

  test('an interface without hardware addresses has no ARP', () => {
    const ip = (p: Uint8Array): Uint8Array => p.subarray(14);
    const result = check(lab4, conversation(mail, hosts).map((p) => frame(ip(p), 101)));
    expect(causes(result, 'arp').map(({ trap }) => trap)).toEqual(['no-ethernet']);
    expect(causes(check(lab4, talk(mail)), 'arp')).toEqual([]);
  });

  test.each([
    ['ESP', ethernet({}, ipv4({ proto: 50 }, hex('00000001 00000001 0102030405060708 0102030405060708'))), 'IPsec'],
    ['ESP in UDP (RFC 3948)', datagram(hex('00000001 00000001 01020304'), { sport: 4500, dport: 4500 })[0]!.bytes, 'IPsec'],
    ['GRE', ethernet({}, ipv4({ proto: 47 }, concat(hex('0000 0800'), ipv4({ proto: 17 }, udp({}, hex('00')))))), 'GRE'],
    ['WireGuard, on any port', datagram(concat(hex('01000000'), new Uint8Array(144)), { dport: 33_333 })[0]!.bytes, 'WireGuard'],
    ['OpenVPN', datagram(hex('38 0102030405060708 00 00000000'), { dport: 1194 })[0]!.bytes, 'OpenVPN'],
  ])('a tunnel hides everything: %s', (_name, packet, tunnel) => {
    const result = check(lab4, [frame(packet)]);
    expect(result.causes.find(({ trap }) => trap === 'vpn')).toMatchObject({ count: 1, packets: [1], args: { tunnel } });
  });

  test('datagrams that only resemble one', () => {
    expect(all(datagram(concat(hex('01000000'), new Uint8Array(143))))).toEqual(['one-host']);
    expect(all(datagram(hex('38'), { dport: 1195 }))).toEqual(['one-host']);
  });
});

describe('how it was recorded', () => {
  test('packets cut at 68 bytes hold no dialogue', () => {
    const result = check(lab4, cutAt(whole, 68));
    expect(missing(result)).toEqual(['smtp.mail', 'pop.mail', 'http.page']);
    for (const part of ['smtp', 'pop', 'http']) expect(causes(result, part)).toMatchObject([{ trap: 'snap-length', args: { length: 68 } }]);
  });

  test('packets that are cut less are noted, though nothing is missing', () => {
    const result = check(lab4, cutAt(whole, 1000));
    expect(missing(result)).toEqual([]);
    expect(result.notes).toMatchObject([{ trap: 'snap-length', args: { length: 1000 } }]);
  });

  test('connections that were open before', () => {
    const result = check(lab4, talk([{ C: 'NOOP\r\n' }, { S: '250 Ok\r\n' }], { handshake: false, ...hosts }));
    expect(causes(result, 'tcp')).toMatchObject([{ trap: 'late-start', count: 1, packets: [1] }]);
    expect(causes(result, 'smtp')).toMatchObject([{ trap: 'late-start' }]);
    expect(causes(check(lab4, talk(mail)), 'tcp')).toEqual([]);
  });

  test('checksums that one machine leaves to its card are no mistake', () => {
    const wrong = (src: string, dst: string): Frames => [frame(ethernet({}, ipv4({ src, dst, proto: 6 }, tcp({ src, dst, checksum: 0x1234 }))))];
    expect(check(lab4, wrong('10.0.0.5', '10.0.0.1')).notes).toMatchObject([{ trap: 'checksums', count: 1, packets: [1], args: { machine: '10.0.0.5' } }]);
    expect(notes([...wrong('10.0.0.5', '10.0.0.1'), ...wrong('10.0.0.1', '10.0.0.5')]), 'both: damaged on the way').toEqual([]);
    expect(notes([...whole, ...wrong('10.77.0.10', '10.77.0.2')]), 'one of many: damaged on the way').toEqual([]);
  });

  test('the recorded lab, with the sums of its machine left out: complete all the same', () => {
    const sent = new Set(filtered(whole, 'ip.src == 10.77.0.10 && tcp', true));
    const offloaded = whole.map((one) => (sent.has(one) ? { ...one, bytes: one.bytes.map((byte, at) => (at === 50 || at === 51 ? byte ^ 0x5a : byte)) } : one));
    expect(check(lab4, offloaded)).toMatchObject({ isComplete: true, notes: [{ trap: 'checksums', count: sent.size, args: { machine: '10.77.0.10' } }] });
  });

  test('a capture filter that the file tells of', () => {
    const iface = { id: 0, section: undefined, linkType: 1, fcsSize: 0, snapLength: 0, unitsPerSecond: 1e6, name: 'eth0', description: undefined, filter: 'port 25', received: undefined, dropped: undefined };
    const result = check(lab4, talk(mail).map((one) => ({ ...one, iface })));
    expect(result.causes.find(({ trap }) => trap === 'capture-filter')).toMatchObject({ args: { filter: 'port 25' } });
  });

  test('ARP alone says nothing about hosts', () => {
    expect(all([frame(ethernet({ type: 0x0806 }, arp({}))), frame(concat(hex('ffffffffffff 001b2177000a'), u16(0x0806), arp({})))])).toEqual([]);
  });
});
