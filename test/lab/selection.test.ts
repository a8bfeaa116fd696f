import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { Checker } from '../../src/lab/checker.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { Selection } from '../../src/lab/selection.ts';
import { conversation } from '../build/dialogue.ts';
import { bundledLab, cutAt, feed, type Frame, frame, framesOf, labOf } from '../build/lab.ts';
import { arp, ethernet } from '../build/packet.ts';

/** The packets that are chosen of each part. */
function chosen(lab: Lab, frames: readonly Frame[]): Record<string, readonly number[]> {
  const a: Analyzer = new Analyzer(() => {
    checker.packet();
    selection.packet();
  }, { marks: true, probe: true, verdicts: true });
  const checker = new Checker(lab, a);
  const selection = new Selection(lab, a);
  feed(a, frames);
  return Object.fromEntries(selection.selected(checker.check()).map(({ part, packets }) => [part.id, packets]));
}

const lab = (connection: string, packets: string): Lab =>
  labOf(`version: 1\ntitle: T\nparts:\n  - {id: smtp, title: S, needs: [{id: a, what: W, hint: H, ${connection}}], sheet: {packets: ${packets}}}`);
const anything = 'filter: tcp';
const mail = (clientPort: number, ...commands: readonly string[]): Frame[] => conversation(commands.map((text) => ({ C: `${text}\r\n` })), { clientPort, handshake: false, close: false }).map((p) => frame(p));

describe('the packets of a sheet', () => {
  test('lab 4', () => {
    expect(chosen(bundledLab('lab4'), framesOf('lab4.pcapng'))).toEqual({ arp: [1, 2], icmp: [7, 8], smtp: [64, 66, 67], pop: [86, 98, 100], tcp: [25, 26, 27], http: [28, 30], nbns: [109, 114, 141] });
  });

  test('of the connection that comes furthest, not of the first', () => {
    const wanted = lab('connection: [smtp.req.command == "MAIL", smtp.req.command == "RCPT"]', '[smtp.req.command == "MAIL"]');
    expect(chosen(wanted, [...mail(4001, 'MAIL FROM:<a@b>'), ...mail(4002, 'MAIL FROM:<c@d>', 'RCPT TO:<e@f>')])).toEqual({ smtp: [2] });
  });

  test('nothing of other connections, where none has begun the steps', () => {
    expect(chosen(lab('connection: [smtp.req.command == "QUIT"]', '[smtp.req.command == "MAIL"]'), mail(4001, 'MAIL FROM:<a@b>'))).toEqual({ smtp: [] });
  });

  test('each not before the one before it, if there is such a one', () => {
    const wanted = lab(anything, '[smtp.req.command == "RCPT", smtp.req.command == "NOOP"]');
    expect(chosen(wanted, mail(4001, 'NOOP', 'RCPT TO:<a@b>', 'NOOP', 'NOOP'))).toEqual({ smtp: [2, 3] });
    expect(chosen(wanted, mail(4001, 'NOOP', 'RCPT TO:<a@b>'))).toEqual({ smtp: [1, 2] });
  });

  test('whole packets before those that are cut', () => {
    const wanted = lab(anything, '[smtp.req.command == "NOOP"]');
    const [first, second, third] = mail(4001, 'NOOP', 'NOOP', 'NOOP');
    expect(chosen(lab(anything, '[tcp]'), [...cutAt([first!], 50), second!, third!])).toEqual({ smtp: [2] });
    expect(chosen(wanted, [first!, second!])).toEqual({ smtp: [1] });
    expect(chosen(lab(anything, '[tcp]'), cutAt([first!], 50))).toEqual({ smtp: [1] });
  });

  test('an answer with the packet that it answers', () => {
    const wanted = labOf('version: 1\ntitle: T\nparts:\n  - {id: arp, title: A, needs: [{id: a, what: W, hint: H, filter: arp}], sheet: {packets: [{filter: arp.resp_to, with: arp.resp_to}]}}');
    const ask = (dst: string): Frame => frame(ethernet({ type: 0x0806 }, arp({ dst })));
    const answer = frame(ethernet({ type: 0x0806 }, arp({ opcode: 2, src: '10.77.0.9', dst: '10.77.0.10' })));
    expect(chosen(wanted, [ask('10.77.0.8'), ask('10.77.0.9'), ask('10.77.0.7'), answer])).toEqual({ arp: [2, 4] });
  });
});
