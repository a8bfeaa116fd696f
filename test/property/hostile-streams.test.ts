import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { SessionLog } from '../../src/analysis/session-log.ts';
import { plainPalette } from '../../src/report/palette.ts';
import { Transcript } from '../../src/report/transcript.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { Random } from '../bench/random.ts';
import { utf8 } from '../build/bytes.ts';
import { conversation, type Turn } from '../build/dialogue.ts';
import { mutate } from '../build/mutate.ts';
import { scripts } from '../build/scripts.ts';

const STREAMS = 20_000;
/** Far more than the slowest honest stream takes; a loop takes for ever. */
const MAX_MILLISECONDS = 3000;

const bytesOf = (turn: Turn): Uint8Array => {
  const said = 'C' in turn ? turn.C : turn.S;
  return typeof said === 'string' ? utf8(said) : new Uint8Array(said);
};

/** Turns with some of them damaged, left out, doubled, or said by the other side. */
function damaged(turns: readonly Turn[], r: Random): Turn[] {
  const result: Turn[] = [];
  for (const turn of turns) {
    const fate = r.below(24);
    if (fate === 0) continue;
    const bytes = fate < 6 ? mutate(bytesOf(turn), r) : bytesOf(turn);
    const isClient = 'C' in turn ? fate !== 6 : fate === 6;
    result.push(isClient ? { C: bytes } : { S: bytes });
    if (fate === 7) result.push(result.at(-1)!);
  }
  return result;
}

/** Packets of a conversation, some of them lost, doubled, exchanged with their neighbour, cut by a snap length, or damaged. */
function shuffled(packets: Uint8Array[], r: Random): { bytes: Uint8Array; wireLength: number }[] {
  const result: { bytes: Uint8Array; wireLength: number }[] = [];
  for (const packet of packets) {
    const fate = r.below(40);
    if (fate === 0) continue;
    const bytes = fate === 1 ? mutate(packet, r) : fate === 2 ? packet.subarray(0, 54 + r.below(packet.length - 53)) : packet;
    result.push({ bytes, wireLength: fate === 1 ? bytes.length : packet.length });
    if (fate === 3) result.push(result.at(-1)!);
    if (fate === 4 && result.length > 1) result.push(...result.splice(-2).reverse());
  }
  return result;
}

/** Streams that one analyzer is given: making one takes longer than a stream does. */
const TOGETHER = 100;

describe('hostile streams', () => {
  test(`${STREAMS} damaged dialogues end without a throw, a loop or a growing buffer`, () => {
    const r = new Random(20261125);
    const catalogue = new Catalogue();
    let n = 0;
    for (let round = 0; round < STREAMS / TOGETHER; round++) {
      const transcript = new Transcript(catalogue, plainPalette, 80);
      const a: Analyzer = new Analyzer(() => {
        for (const unit of a.units) transcript.unit(unit, a.number);
      }, { marks: true, probe: true, verdicts: true });
      const log = new SessionLog(a);
      try {
        for (let i = 0; i < TOGETHER; i++, n++) {
          const script = r.pick(scripts);
          const ends = { port: script.port, clientPort: 20_000 + i, handshake: r.below(4) > 0, close: r.below(4) > 0, clientIsn: r.below(0xffffffff), serverIsn: r.below(0xffffffff) };
          const packets = shuffled(conversation(damaged(script.turns, r), ends), r);
          const start = performance.now();
          for (const p of packets) a.packet(p.bytes, 0, p.bytes.length, p.wireLength, i, 0, 1, undefined);
          expect(performance.now() - start).toBeLessThan(MAX_MILLISECONDS);
        }
        a.end();
        for (const record of log.records) for (const phrase of record.outcome) catalogue.phrase(record.dialogue, phrase.key, phrase.args);
      } catch (error) {
        throw new Error(`stream ${n}`, { cause: error });
      }
      expect(a.connections.reassembler.waiting).toBe(0);
    }
  }, 300_000);
});
