import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Analyzer, type Depth } from '../../src/analysis/analyzer.ts';
import { Hierarchy } from '../../src/analysis/hierarchy.ts';
import { Intake } from '../../src/capture/intake.ts';
import { conversation, type Turn } from '../build/dialogue.ts';
import { clientHello, record } from '../build/tls.ts';

const folder = path.resolve(import.meta.dirname, '../../captures');
const captures = fs.readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name));

/** The hierarchy of a capture, as it is counted at a depth. */
function counted(depth: Depth, feed: (a: Analyzer) => void): unknown {
  const hierarchy = new Hierarchy();
  const a: Analyzer = new Analyzer(() => hierarchy.packet(a), { depth, probe: true });
  feed(a);
  a.end();
  return hierarchy.tree();
}

const hello = record(22, clientHello([]));
const names = (tree: unknown): string[] => [...JSON.stringify(tree).matchAll(/"name":"([^"]+)"/g)].map(([, name]) => name!);

describe('names of dialogues, where nobody listens to them', () => {
  test.each(captures)('%s: the hierarchy is the same as where somebody does', (name) => {
    const bytes = new Uint8Array(fs.readFileSync(path.join(folder, name)));
    const feed = (a: Analyzer): void => {
      const intake = new Intake(a);
      intake.push(bytes);
      intake.end();
    };
    expect(counted('names', feed)).toEqual(counted('dialogues', feed));
  });

  const upgrade = { C: 'GET /chat HTTP/1.1\r\nHost: lab.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n' };
  const switching = { S: 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n' };
  const handovers: readonly { name: string; port: number; after: string; turns: readonly Turn[] }[] = [
    { name: 'STARTTLS (RFC 3207)', port: 25, after: 'tls', turns: [{ S: '220 lab\r\n' }, { C: 'EHLO a\r\n' }, { S: '250-lab\r\n250 STARTTLS\r\n' }, { C: 'starttls\r\n' }, { S: '220 go\r\n' }, { C: hello }] },
    { name: 'STARTTLS, typed', port: 25, after: 'tls', turns: [{ S: '220 lab\r\n' }, { C: 'START' }, { C: 'TLS' }, { C: '\r\n' }, { S: '220 go\r\n' }, { C: hello }] },
    { name: 'STLS (RFC 2595)', port: 110, after: 'tls', turns: [{ S: '+OK\r\n' }, { C: 'CAPA\r\n' }, { S: '+OK\r\nSTLS\r\n.\r\n' }, { C: 'STLS\r\n' }, { S: '+OK\r\n' }, { C: hello }] },
    { name: 'STARTTLS of IMAP (RFC 9051)', port: 143, after: 'tls', turns: [{ S: '* OK\r\n' }, { C: 'a NOOP\r\n' }, { S: 'a OK\r\n' }, { C: 'b STARTTLS\r\n' }, { S: 'b OK\r\n' }, { C: hello }] },
    { name: 'AUTH TLS (RFC 4217)', port: 21, after: 'tls', turns: [{ S: '220 lab\r\n' }, { C: 'AUTH TLS\r\n' }, { S: '234 go\r\n' }, { C: hello }] },
    { name: 'Upgrade (RFC 9110)', port: 80, after: 'websocket', turns: [upgrade, switching, { S: Uint8Array.of(0x81, 2, 0x68, 0x69) }] },
    { name: 'CONNECT (RFC 9110)', port: 8080, after: 'tls', turns: [{ C: 'CONNECT lab.test:443 HTTP/1.1\r\nHost: lab.test\r\n\r\n' }, { S: 'HTTP/1.1 200 OK\r\n\r\n' }, { C: hello }] },
    { name: 'HTTP/2 (RFC 9113)', port: 80, after: 'http2', turns: [{ C: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0' }, { S: Uint8Array.of(0, 0, 0, 4, 0, 0, 0, 0, 0) }] },
  ];

  test.each(handovers)('$name is noticed', ({ port, after, turns }) => {
    const feed = (a: Analyzer): void => conversation(turns, { port }).forEach((p, i) => a.packet(p, 0, p.length, p.length, i, 0, 1, undefined));
    expect(names(counted('names', feed))).toContain(after);
    expect(counted('names', feed)).toEqual(counted('dialogues', feed));
  });

  test('a mail that speaks of STARTTLS changes nothing', () => {
    const turns: Turn[] = [
      { S: '220 lab\r\n' }, { C: 'EHLO a\r\n' }, { S: '250 lab\r\n' }, { C: 'MAIL FROM:<a@lab.test>\r\n' }, { S: '250 ok\r\n' }, { C: 'RCPT TO:<b@lab.test>\r\n' }, { S: '250 ok\r\n' }, { C: 'DATA\r\n' }, { S: '354 go\r\n' },
      { C: 'Subject: x\r\n\r\nSTARTTLS\r\n.\r\n' }, { S: '250 ok\r\n' }, { C: 'QUIT\r\n' }, { S: '221 bye\r\n' },
    ];
    const feed = (a: Analyzer): void => conversation(turns, { port: 25 }).forEach((p, i) => a.packet(p, 0, p.length, p.length, i, 0, 1, undefined));
    expect(counted('names', feed)).toEqual(counted('dialogues', feed));
  });
});
