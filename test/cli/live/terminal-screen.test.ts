import { describe, expect, test } from 'vitest';
import { MAX_SHOWN, TerminalScreen } from '../../../src/cli/live/terminal-screen.ts';
import { LiveView } from '../../../src/cli/live/view.ts';
import { Ink } from '../../../src/report/ink.ts';
import type { LiveStatus } from '../../../src/report/live-status.ts';
import { makePrinter } from '../../../src/report/packet-printer.ts';
import { plainPalette } from '../../../src/report/palette.ts';
import { Catalogue } from '../../../src/text/catalogue.ts';
import { conversation } from '../../build/dialogue.ts';

const mail = conversation([{ S: '220 mail.lab.test ESMTP\r\n' }, { C: 'EHLO a\r\n' }, { S: '250 mail.lab.test\r\n' }, { C: 'QUIT\r\n' }, { S: '221 Bye\r\n' }]);
const status: LiveStatus = { seconds: 68, bytes: 1234, protocols: [], captured: 5, dropped: 0, isEstimate: false, isPaused: false, follows: undefined, lab: undefined };

/** A live screen, what is to be seen on the terminal now, and how packets come. */
function terminal(): { screen: TerminalScreen; seen: () => string[]; come: (packets: readonly Uint8Array[]) => void } {
  const catalogue = new Catalogue();
  const view = new LiveView({}, catalogue);
  let text = '';
  const write = (data: string | Uint8Array): void => void (text += Buffer.from(data as Uint8Array).toString());
  const ink: Ink = new Ink((bytes) => screen.show(bytes));
  const printer = (): ReturnType<typeof makePrinter> => makePrinter('text', ink, view.analyzer, { catalogue, palette: plainPalette, time: 'r', tree: false, hex: false, only: undefined, columns: 80, fields: [], rows: undefined as never });
  const screen: TerminalScreen = new TerminalScreen({ ink, analyzer: view.analyzer, catalogue, palette: plainPalette, printer, showsSessions: true, write, columns: () => 80 });
  view.watchFiltered(screen);
  return {
    screen,
    // What was erased is not to be seen.
    seen: () => text.split('\n').map((line) => line.split('\r\u001b[K').at(-1)!.trim()).filter((line) => line !== ''),
    come: (packets) => {
      packets.forEach((p, i) => view.sink.packet(p, 0, p.length, p.length, 1_795_247_952, i, 1, undefined));
      while (view.work(1000, () => false) === 'more');
      screen.settle();
    },
  };
}

describe('the live screen', () => {
  test('packets above a line that tells how the capture stands, sessions when they are over', () => {
    const { screen, seen, come } = terminal();
    screen.refresh(status);
    come(mail.slice(0, 5));
    expect(seen().length).toBe(6);
    expect(seen().at(-1)).toBe('00:01:08 · 5 packets · 1.2 kB · 0 lost');
    come(mail.slice(5));
    const lines = seen();
    expect(lines.length).toBe(mail.length + 2);
    expect(lines.filter((line) => line.startsWith('#0')).length).toBe(1);
    expect(lines.at(-1)).toContain('00:01:08');
  });

  test('the line goes when the capture is over', () => {
    const { screen, seen, come } = terminal();
    screen.refresh(status);
    come(mail.slice(0, 1));
    screen.end();
    expect(seen().length).toBe(1);
    expect(seen()[0]).toMatch(/^1 .* TCP /);
  });

  test('no more packets than can be read; how many are missing is said once a second', () => {
    const { screen, seen, come } = terminal();
    come(Array.from({ length: MAX_SHOWN + 7 }, () => mail[0]!));
    expect(seen().length).toBe(MAX_SHOWN);
    screen.refresh(status);
    expect(seen().at(-2)).toBe('… 7 more packets');
    screen.refresh(status);
    expect(seen().filter((line) => line.startsWith('…')).length).toBe(1);
    come(mail.slice(1, 2));
    expect(seen().at(-2)).toMatch(/^58 .* TCP /);
  });

  test('a paused screen stands still, and tells afterwards what has passed', () => {
    const { screen, seen, come } = terminal();
    screen.isPaused = true;
    come(mail);
    screen.skipped(3);
    screen.refresh(status);
    expect(seen()).toEqual(['00:01:08 · 5 packets · 1.2 kB · 0 lost']);
    screen.isPaused = false;
    screen.refresh(status);
    expect(seen().slice(0, -1)).toEqual([`… ${mail.length} more packets`, '… 1 more session', '3 packets were not looked at, for want of time']);
  });

  test('a followed session: what is said in it, and nothing else', () => {
    const { screen, seen, come } = terminal();
    expect(screen.follow()).toBeUndefined();
    come(mail.slice(0, 5));
    expect(screen.follow()).toBe(0);
    const before = seen().length;
    come(mail.slice(5));
    const said = seen().slice(before);
    expect(said.some((line) => line.includes('S: 250 mail.lab.test'))).toBe(true);
    expect(said.some((line) => line.includes('C: QUIT'))).toBe(true);
    expect(said.some((line) => line.includes('[ACK]'))).toBe(false);
    expect(screen.follow()).toBeUndefined();
  });
});
