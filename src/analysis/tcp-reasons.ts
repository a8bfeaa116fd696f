import type { Field } from '../base/field.ts';
import { type Args, Sentence } from '../base/sentence.ts';
import { tcpFields as f } from '../packet/index.ts';
import { seqAdd } from '../stream/seq.ts';
import type { Analyzer } from './analyzer.ts';
import type { JudgedSegment } from './judged-segment.ts';
import { type Findings, VERDICT } from './tcp-findings.ts';

/** A segment whose verdicts are told, what was found out about it, and what is known of its connection. */
interface Case {
  readonly segment: JudgedSegment;
  readonly found: Findings;
  /** Sequence numbers of its sender and of the other side, as they are shown: counted from the start of the connection. */
  readonly mine: (raw: number) => number;
  readonly theirs: (raw: number) => number;
  /** What the windows of its sender are multiplied by, but for that of its SYN. */
  readonly scale: number;
}

/** A verdict: its field, its bit, and why it was given; undefined where another verdict on the segment tells it. */
export interface Verdict {
  readonly field: Field;
  readonly bit: number;
  readonly why: (a: Analyzer, layer: number) => Sentence | undefined;
}

const say = (key: string, args: Args = {}): Sentence => new Sentence(f['analysis.reason'], key, args);

const verdict = (field: Field, bit: number, why: (c: Case) => Sentence | undefined): Verdict => ({ field, bit, why: (a, layer) => why(caseOf(a, layer)) });

/** Every verdict, in the order in which they are shown. */
export const verdicts: readonly Verdict[] = [
  verdict(f['analysis.retransmission'], VERDICT.retransmission, retransmission),
  verdict(f['analysis.fast_retransmission'], VERDICT.fastRetransmission, ({ found, mine }) => say('fast', { count: found.repetitions, acked: mine(found.ackedTo), packet: found.ackedIn })),
  verdict(f['analysis.spurious_retransmission'], VERDICT.spuriousRetransmission, ({ found, mine }) => say('spurious', { packet: found.ackedIn, acked: mine(found.ackedTo) })),
  verdict(f['analysis.out_of_order'], VERDICT.outOfOrder, ({ found }) => say('out-of-order', { packet: found.laterPacket, milliseconds: milliseconds(found.laterSeconds) })),
  verdict(f['analysis.lost_segment'], VERDICT.lostSegment, ({ segment, found, mine }) => stretch('lost', mine(found.expected), mine(segment.seq))),
  verdict(f['analysis.ack_lost_segment'], VERDICT.ackLostSegment, ({ segment, found, theirs }) => say('ack-lost', { acked: theirs(segment.ack), seen: theirs(found.seen) })),
  verdict(f['analysis.duplicate_ack'], VERDICT.duplicateAck, ({ segment, found, theirs }) => say('duplicate', { packet: found.duplicatePacket, acked: theirs(segment.ack), count: found.duplicateNumber })),
  verdict(f['analysis.keep_alive'], VERDICT.keepAlive, ({ segment, mine }) => say('keep-alive', { byte: mine(segment.seq) })),
  verdict(f['analysis.keep_alive_ack'], VERDICT.keepAliveAck, ({ found }) => say('keep-alive-ack', { packet: found.answered })),
  verdict(f['analysis.zero_window'], VERDICT.zeroWindow, () => say('zero-window')),
  verdict(f['analysis.zero_window_probe'], VERDICT.zeroWindowProbe, ({ found }) => say('probe', { packet: found.answered })),
  verdict(f['analysis.zero_window_probe_ack'], VERDICT.zeroWindowProbeAck, ({ found }) => say('probe-ack', { packet: found.answered })),
  verdict(f['analysis.window_full'], VERDICT.windowFull, ({ found }) => say('window-full', { packet: found.answered })),
  verdict(f['analysis.window_update'], VERDICT.windowUpdate, windowUpdate),
  verdict(f['analysis.reused_ports'], VERDICT.reusedPorts, () => say('reused-ports')),
];

function retransmission({ segment, found, mine }: Case): Sentence | undefined {
  const { copyPacket: packet } = found;
  if (packet !== 0 && segment.length > 0) return stretch('retransmission', mine(found.copyFrom), mine(found.copyTo), { packet });
  if (packet !== 0) return say((segment.flags & SYN) !== 0 ? 'retransmission-syn' : 'retransmission-fin', { packet });
  if ((found.verdicts & (VERDICT.fastRetransmission | VERDICT.spuriousRetransmission)) !== 0) return undefined;
  if (found.filled > 0 && found.laterSeconds >= 0) return say('retransmission-gap', { packet: found.laterPacket, milliseconds: milliseconds(found.laterSeconds) });
  return say('retransmission-old', { packet: found.laterPacket, next: mine(found.laterNext) });
}

function windowUpdate({ segment, found, scale }: Case): Sentence {
  return say('window-update', { after: segment.window * scale, before: found.windowBefore * (found.isBeforeSyn ? 1 : scale), packet: found.answered });
}

/** A sentence about the bytes `from`..`to`, which has another key where they are but one. */
function stretch(key: string, from: number, to: number, args: Args = {}): Sentence {
  return to - from === 1 ? say(`${key}-byte`, { ...args, from }) : say(key, { ...args, from, to: seqAdd(to, -1) });
}

function milliseconds(seconds: number): number {
  return Number((seconds * 1000).toFixed(3));
}

const SYN = 0x02;

function caseOf(a: Analyzer, layer: number): Case {
  const slot = a.slots[layer]!;
  const side = a.sides[layer]!;
  const { base, scale } = a.connections.sides.at;
  const shift = scale[slot * 2 + side]!;
  return {
    segment: a.judged, found: a.verdicts!.found,
    mine: (raw) => seqAdd(raw, -base[slot * 2 + side]!), theirs: (raw) => seqAdd(raw, -base[slot * 2 + 1 - side]!),
    scale: shift > 0 ? 2 ** shift : 1,
  };
}
