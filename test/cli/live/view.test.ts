import { describe, expect, test } from 'vitest';
import { type LiveObserver, LiveView } from '../../../src/cli/live/view.ts';
import { Catalogue } from '../../../src/text/catalogue.ts';
import { conversation } from '../../build/dialogue.ts';

const mail = conversation([{ S: '220 mail.lab.test ESMTP\r\n' }, { C: 'EHLO a\r\n' }, { S: '250 mail.lab.test\r\n' }, { C: 'QUIT\r\n' }, { S: '221 Bye\r\n' }]);

function put(view: LiveView, packets: readonly Uint8Array[]): void {
  packets.forEach((p, i) => view.sink.packet(p, 0, p.length, p.length, 1_795_247_952, i, 1, undefined));
}

/** Writes down what it sees. */
function observer(view: LiveView): LiveObserver & { readonly seen: string[] } {
  const seen: string[] = [];
  return {
    seen,
    packet: () => void seen.push(String(view.analyzer.number)),
    closed: (record) => void seen.push(`#${record.id} ${record.dialogue.name}`),
    skipped: (count) => void seen.push(`${count} skipped`),
  };
}

const never = (): boolean => false;

describe('looking at a live capture', () => {
  test('observers see every packet and every session that is over; filtered ones only the packets that pass', () => {
    const view = new LiveView({ Y: 'smtp.req' }, new Catalogue());
    const [all, some] = [observer(view), observer(view)];
    view.watch(all);
    view.watchFiltered(some);
    put(view, mail);
    expect(all.seen).toEqual([]);
    expect(view.work(1000, never)).toBe('done');
    expect(all.seen).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '#0 smtp', '11']);
    expect(some.seen).toEqual(['5', '7', '#0 smtp']);
  });

  test('a session that is still open is over when the capture is', () => {
    const view = new LiveView({}, new Catalogue());
    const all = observer(view);
    view.watch(all);
    put(view, mail.slice(0, 6));
    view.work(1000, never);
    expect(all.seen.at(-1)).toBe('6');
    view.end();
    expect(all.seen.at(-1)).toBe('#0 smtp');
    expect(view.overview.packets).toBe(6);
  });

  test('a screen that takes nothing is not written to', () => {
    const view = new LiveView({}, new Catalogue());
    const all = observer(view);
    view.watch(all);
    put(view, mail);
    expect(view.work(1000, () => true)).toBe('blocked');
    expect(all.seen).toEqual([]);
  });

  test('packets for which there was no time keep their numbers, and are counted', () => {
    const view = new LiveView({}, new Catalogue());
    const all = observer(view);
    view.watch(all);
    const large = new Uint8Array(1 << 20);
    put(view, Array.from({ length: 70 }, () => large));
    while (view.work(1000, never) === 'more');
    put(view, mail.slice(0, 1));
    view.work(1000, never);
    const skipped = Number(/^(\d+) skipped$/.exec(all.seen.at(-2)!)![1]);
    expect(skipped).toBe(view.skipped);
    expect(skipped).toBeGreaterThan(0);
    expect(all.seen.at(-1)).toBe('71');
  });

  test('a mistake in the display filter is told before anything is captured', () => {
    expect(() => new LiveView({ Y: 'smtp.nothing' }, new Catalogue())).toThrow();
  });
});
