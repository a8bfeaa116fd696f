import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { Checker } from '../../src/lab/checker.ts';
import { MAX_FOLLOWED } from '../../src/lab/progress.ts';
import { conversation } from '../build/dialogue.ts';
import { bundledLab, check, feed, filtered, frame, framesOf, labOf, missing } from '../build/lab.ts';
import { alpn, clientHello, record } from '../build/tls.ts';

const lab4 = bundledLab('lab4');
const whole = framesOf('lab4.pcapng');

const minimal = (needs: string): string => `version: 1\ntitle: T\nparts:\n  - id: smtp\n    title: SMTP\n    hint: do it\n    needs:\n${needs.replace(/^/gm, '      ')}\n`;

describe('the bundled captures are complete', () => {
  test.each([['lab4', 'lab4.pcapng'], ['lab5', 'lab5.pcap'], ['imap', 'imap.pcap']])('%s', (lab, file) => {
    const result = check(bundledLab(lab), framesOf(file));
    expect(missing(result)).toEqual([]);
    expect(result).toMatchObject({ isComplete: true, causes: [], notes: [] });
    expect(result.met).toBe(result.needs);
  });

  test('a dialogue is told by the packets of its steps', () => {
    const smtp = check(lab4, whole).parts.find(({ part }) => part.id === 'smtp')!.needs[0]!;
    expect(smtp).toMatchObject({ isMet: true, count: 1, packets: [59, 61, 64, 66, 68, 70, 71, 72], steps: 8, next: undefined });
  });
});

describe('while a capture goes on', () => {
  test('each need is told of once, in the packet that meets it, with how many there are', () => {
    const a: Analyzer = new Analyzer(() => {
      checker.packet();
      for (const { part, result, met, needs } of checker.news()) told.push(`${a.number} ${part.id}.${result.need.id} ${result.isMet} ${met}/${needs}`);
    }, { marks: true, probe: true });
    const checker = new Checker(lab4, a);
    const told: string[] = [];
    expect(checker.standing).toEqual({ met: 0, needs: 10 });
    feed(a, whole);
    expect(told).toEqual([
      '1 arp.request true 1/10', '2 arp.reply true 2/10', '7 icmp.request true 3/10', '8 icmp.reply true 4/10', '27 tcp.handshake true 5/10', '30 http.page true 6/10',
      '49 tcp.close true 7/10', '72 smtp.mail true 8/10', '104 pop.mail true 9/10', '109 nbns.any true 10/10',
    ]);
    expect([checker.news(), checker.standing]).toEqual([[], { met: 10, needs: 10 }]);
  });
});

describe('packets', () => {
  const twice = labOf(minimal('- {id: two, what: W, filter: smtp.req.command == "NOOP", count: 2}'));
  const noops = (count: number): ReturnType<typeof frame>[] => conversation([{ S: '220 a\r\n' }, ...Array.from({ length: count }, () => ({ C: 'NOOP\r\n' }))]).map((p) => frame(p));

  test('so many are enough', () => {
    expect(missing(check(twice, noops(1)))).toEqual(['smtp.two']);
    expect(missing(check(twice, noops(2)))).toEqual([]);
    expect(check(twice, noops(9)).parts[0]!.needs[0]).toMatchObject({ count: 9, packets: [5, 6, 7, 8, 9] });
  });
});

describe('connections', () => {
  const steps = labOf(minimal('- {id: way, what: W, connection: [smtp.req.command == "MAIL", smtp.req.command == "RCPT", smtp.response.code == 250]}'));
  const frames = (turns: Parameters<typeof conversation>[0], port = 25, clientPort = 4000): ReturnType<typeof frame>[] => conversation(turns, { port, clientPort }).map((p) => frame(p));

  test('steps in order; several in one packet', () => {
    expect(missing(check(steps, frames([{ C: 'MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n' }, { S: '250 Ok\r\n250 Ok\r\n' }])))).toEqual([]);
    expect(missing(check(steps, frames([{ C: 'RCPT TO:<c@d>\r\n' }, { S: '503 no\r\n' }, { C: 'MAIL FROM:<a@b>\r\n' }, { S: '250 Ok\r\n' }])))).toEqual(['smtp.way']);
  });

  test('steps on different connections do not add up', () => {
    const result = check(steps, [...frames([{ C: 'MAIL FROM:<a@b>\r\n' }, { S: '250 Ok\r\n' }], 25, 4001), ...frames([{ C: 'RCPT TO:<c@d>\r\n' }, { S: '250 Ok\r\n' }], 25, 4002)]);
    expect(result.parts[0]!.needs[0]).toMatchObject({ isMet: false, stream: 0, steps: 1, packets: [4] });
    expect(result.parts[0]!.needs[0]!.next!.text).toBe('smtp.req.command == "RCPT"');
  });

  test('the one that has come furthest is told of, the first of several', () => {
    const one = frames([{ C: 'MAIL FROM:<a@b>\r\n' }], 25, 4001);
    const two = frames([{ C: 'MAIL FROM:<a@b>\r\n' }, { C: 'RCPT TO:<c@d>\r\n' }], 25, 4002);
    const three = frames([{ C: 'MAIL FROM:<a@b>\r\n' }, { C: 'RCPT TO:<c@d>\r\n' }], 25, 4003);
    expect(check(steps, [...one, ...two, ...three]).parts[0]!.needs[0]).toMatchObject({ stream: 1, steps: 2 });
  });

  test('more connections than are followed: the newest can still go all the way', () => {
    const begun = Array.from({ length: MAX_FOLLOWED + 5 }, (_, i) => conversation([{ C: 'MAIL FROM:<a@b>\r\n' }], { clientPort: 10_000 + i, handshake: false, close: false })).flat().map((p) => frame(p));
    expect(missing(check(steps, [...begun, ...frames([{ C: 'MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n' }, { S: '250 Ok\r\n' }], 25, 9)]))).toEqual([]);
  });
});

describe('moves from state to state', () => {
  const move = labOf(minimal('- {id: any, what: W, move: {dialogue: smtp, to: mail}}\n- {id: from, what: W, move: {dialogue: smtp, from: rcpt, to: data}}'));

  test('from any state, or from the one that is named', () => {
    const turns = [{ S: '220 a\r\n' }, { C: 'HELO b\r\n' }, { S: '250 a\r\n' }, { C: 'MAIL FROM:<a@b>\r\n' }, { S: '250 Ok\r\n' }];
    expect(missing(check(move, conversation(turns).map((p) => frame(p))))).toEqual(['smtp.from']);
    const on = [...turns, { C: 'RCPT TO:<c@d>\r\n' }, { S: '250 Ok\r\n' }, { C: 'DATA\r\n' }, { S: '354 go\r\n' }];
    const result = check(move, conversation(on).map((p) => frame(p)));
    expect(result.parts[0]!.needs.map(({ count, packets }) => [count, packets])).toEqual([[1, [8]], [1, [12]]]);
  });
});

describe('while it is recorded', () => {
  test('what is there so far can be asked after every packet, and only grows', () => {
    let before = -1;
    const a: Analyzer = new Analyzer(() => {
      checker.packet();
      const { met } = checker.check();
      expect(met).toBeGreaterThanOrEqual(before);
      before = met;
    }, { marks: true, probe: true });
    const checker = new Checker(lab4, a);
    feed(a, whole);
    expect(checker.check()).toMatchObject({ isComplete: true });
  });

  test('nothing was captured: everything is missing, nothing is the cause', () => {
    const result = check(lab4, []);
    expect(result).toMatchObject({ met: 0, needs: 10, causes: [], notes: [] });
  });
});

describe('captures that lack something', () => {
  test('no ICMP', () => {
    const result = check(lab4, filtered(whole, 'icmp', false));
    expect(missing(result)).toEqual(['icmp.request', 'icmp.reply']);
    expect(result.parts.find(({ part }) => part.id === 'icmp')!.needs[0]!.need.hint.en).toContain('ping a neighbour');
  });

  test('no ARP', () => {
    const result = check(lab4, filtered(whole, 'arp', false));
    expect(missing(result)).toEqual(['arp.request', 'arp.reply']);
    expect(result.parts[0]!.needs[0]!.need.hint.en).toContain('ip neigh flush all');
  });

  test('an order of its own: everything backwards but for the connections', () => {
    const others = filtered(whole, 'tcp', false);
    expect(missing(check(lab4, [...filtered(whole, 'tcp', true), ...others.toReversed()]))).toEqual([]);
  });

  test('only TLS, where a page and mails should be', () => {
    const hello = (port: number, names: readonly string[]): ReturnType<typeof frame>[] =>
      conversation([{ C: record(22, clientHello(names.length > 0 ? [alpn(...names)] : [])) }], { port, clientPort: 6000 + port % 1000 }).map((p) => frame(p));
    const frames = [...filtered(whole, 'tcp', false), ...hello(443, ['h2', 'http/1.1']), ...hello(465, []), ...hello(995, [])];
    const result = check(lab4, frames);
    expect(missing(result)).toEqual(['smtp.mail', 'pop.mail', 'http.page']);
    expect(Object.fromEntries(result.parts.map(({ part, causes }) => [part.id, causes.map(({ trap, args }) => [trap, args['port']])]))).toMatchObject({
      arp: [], icmp: [], smtp: [['tls', 465]], pop: [['tls', 995]], http: [['tls', 443]], tcp: [],
    });
  });
});
