import { describe, expect, test } from 'vitest';
import { type Shown, metTeller, tickList } from '../../../src/cli/live/lab-telling.ts';
import { LabWatch } from '../../../src/cli/live/lab-watch.ts';
import type { SniffPlan } from '../../../src/cli/live/plan.ts';
import { LiveView } from '../../../src/cli/live/view.ts';
import { checkJson } from '../../../src/report/check-json.ts';
import { Ink } from '../../../src/report/ink.ts';
import { plainPalette } from '../../../src/report/palette.ts';
import { Catalogue } from '../../../src/text/catalogue.ts';
import { conversation } from '../../build/dialogue.ts';
import { bundledLab, type Frame, frame, framesOf, labOf } from '../../build/lab.ts';

const catalogue = new Catalogue();
const lab4 = bundledLab('lab4');
const moves = labOf('version: 1\ntitle: M\nparts:\n  - id: smtp\n    title: SMTP\n    hint: go on\n    needs:\n      - {id: quit, what: "a good-bye", move: {dialogue: smtp, to: quit}}\n      - {id: data, what: "a mail", move: {dialogue: smtp, to: data}}\n');
const plan = { request: { device: 'eth0' }, recording: undefined } as unknown as SniffPlan;
const recorded = (path: string, several = false): SniffPlan => ({ ...plan, recording: { path, several } }) as SniffPlan;

/** A live capture that is watched for a lab, and what is told where. */
function watched(lab: typeof lab4, args: Record<string, unknown> = {}, form?: { format: string; isTerminal?: boolean }) {
  const shown: string[] = [];
  const told: string[] = [];
  const view = new LiveView(args, catalogue);
  const ink = new Ink((bytes) => shown.push(...Buffer.from(bytes).toString().trimEnd().split('\n')));
  const where: Shown | undefined = form === undefined ? undefined : { ink, format: form.format, say: form.isTerminal === true ? (text) => shown.push(`── ${text}`) : undefined };
  const watch = new LabWatch(lab, view.analyzer, metTeller(where, (text) => told.push(text), catalogue));
  view.watch(watch);
  const come = (frames: readonly Frame[]): void => {
    frames.forEach(({ bytes, linkType }, i) => view.sink.packet(bytes, 0, bytes.length, bytes.length, 1_795_247_952 + i, 0, linkType, undefined));
    while (view.work(1000, () => false) === 'more');
    ink.flush();
  };
  return { view, watch, come, shown, told, list: (p = plan) => tickList(watch.check(), view.skipped, 'lab4', p, catalogue, plainPalette, undefined) };
}

const whole = framesOf('lab4.pcapng');

describe('the tick list of a lab while a capture goes on', () => {
  test('a line for each thing when it is there, and the whole list at the end', () => {
    const { watch, come, shown, list } = watched(lab4, {}, { format: 'text' });
    come(whole.slice(0, 2));
    expect(shown).toEqual(['✓ ARP  a request: who has this address?  packet 1  (1 of 10)', '✓ ARP  a reply to it  packet 2  (2 of 10)']);
    come(whole.slice(2, 8));
    expect(shown.slice(2)).toEqual(['✓ ICMP  an echo request  packet 7  (3 of 10)', '✓ ICMP  an echo reply  packet 8  (4 of 10)']);
    expect(watch.standing).toEqual({ met: 4, needs: 10 });
    const lines = list();
    expect(lines.filter((line) => line.startsWith('  ✓')).length).toBe(4);
    expect(lines.find((line) => line.includes('✗ SMTP'))).toContain('missing');
    expect(lines.some((line) => line.includes('→ send a mail while you record'))).toBe(true);
    expect(lines.at(-1)).toBe('not complete: 4 of 10');
    come(whole.slice(8));
    expect(list().at(-1)).toBe('complete: 10 of 10');
    expect(shown.length).toBe(10);
  });

  test('on a terminal it is said above the last line; where nothing is shown, or rows, it is told where people look', () => {
    const terminal = watched(lab4, {}, { format: 'text', isTerminal: true });
    terminal.come(whole.slice(0, 1));
    expect(terminal.shown).toEqual(['── ✓ ARP  a request: who has this address?  packet 1  (1 of 10)']);
    for (const form of [undefined, { format: 'fields' }, { format: 'json' }]) {
      const { come, shown, told } = watched(lab4, {}, form);
      come(whole.slice(0, 1));
      expect([shown, told]).toEqual([[], ['✓ ARP  a request: who has this address?  packet 1  (1 of 10)']]);
    }
  });

  test('lines of JSON stay lines of JSON, each of its own kind', () => {
    const { watch, come, shown, told } = watched(lab4, {}, { format: 'jsonl' });
    come(whole.slice(0, 1));
    expect(shown.map((line) => JSON.parse(line) as unknown)).toEqual([{ schema: 'pupil.lab/1', kind: 'met', part: 'arp', need: 'request', what: 'a request: who has this address?', count: 1, packets: [1], met: 1, needs: 10 }]);
    expect(told).toEqual([]);
    expect(checkJson(watch.check(), 3)).toMatchObject({
      schema: 'pupil.lab/1', kind: 'check', lab: 'Lab 4: packet analysis', complete: false, met: 1, needs: 10, skipped: 3,
      parts: [{ part: 'arp', needs: [{ need: 'request', complete: true, packets: [1] }, { need: 'reply', complete: false, packets: [] }] }, {}, {}, {}, {}, {}, {}],
    });
  });

  test('the display filter is for the packets that are shown, not for the lab', () => {
    const { come, told } = watched(lab4, { Y: 'http' });
    come(whole);
    expect(told.length).toBe(10);
  });

  test('moves of a dialogue are told as they come, whether the session is over or not', () => {
    const { view, come, told } = watched(moves);
    come(conversation([{ S: '220 a\r\n' }, { C: 'EHLO a\r\n' }, { S: '250 a\r\n' }, { C: 'QUIT\r\n' }, { S: '221 Bye\r\n' }]).slice(0, 9).map((p) => frame(p)));
    view.end();
    expect(told).toEqual(['✓ SMTP  a good-bye  packet 8  (1 of 2)']);
  });

  test('packets that were left out for want of time: the list says that it may lack something, and how to make sure', () => {
    const { view, come, list } = watched(lab4);
    const large = frame(new Uint8Array(1 << 20));
    come(Array.from({ length: 70 }, () => large));
    const { skipped } = view;
    expect(skipped).toBeGreaterThan(0);
    const missed = `${skipped} packets were not looked at, for want of time: this list may lack something that is there`;
    expect(list().slice(-2)).toEqual(['', missed]);
    expect(list(recorded('-')).at(-1)).toBe(missed);
    expect(list(recorded('/tmp/my.pcapng')).slice(-2)).toEqual([missed, 'the file has every packet: pupil check /tmp/my.pcapng --lab lab4']);
    expect(list(recorded('my.pcapng'))[1]).toContain('my.pcapng');
    expect(list(recorded('my.pcapng', true)).at(-1)).toBe('the file has every packet: pupil check my_*.pcapng --lab lab4');
  });
});
