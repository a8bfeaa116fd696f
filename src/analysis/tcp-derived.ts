import type { Field, Value } from '../base/field.ts';
import { tcpFields as f } from '../packet/index.ts';
import type { Analyzer } from './analyzer.ts';
import { type Findings, VERDICT } from './tcp-findings.ts';

/** Registers how a field is worked out; the layer given is the one that is asked about. */
type Register = (field: Field, how: (a: Analyzer, layer: number) => Value | undefined) => void;

/** A verdict's field and its bit. */
const flags: readonly (readonly [Field, number])[] = [
  [f['analysis.retransmission'], VERDICT.retransmission], [f['analysis.fast_retransmission'], VERDICT.fastRetransmission],
  [f['analysis.spurious_retransmission'], VERDICT.spuriousRetransmission], [f['analysis.out_of_order'], VERDICT.outOfOrder], [f['analysis.lost_segment'], VERDICT.lostSegment],
  [f['analysis.ack_lost_segment'], VERDICT.ackLostSegment], [f['analysis.duplicate_ack'], VERDICT.duplicateAck], [f['analysis.keep_alive'], VERDICT.keepAlive],
  [f['analysis.keep_alive_ack'], VERDICT.keepAliveAck], [f['analysis.zero_window'], VERDICT.zeroWindow], [f['analysis.zero_window_probe'], VERDICT.zeroWindowProbe],
  [f['analysis.zero_window_probe_ack'], VERDICT.zeroWindowProbeAck], [f['analysis.window_full'], VERDICT.windowFull], [f['analysis.window_update'], VERDICT.windowUpdate],
  [f['analysis.reused_ports'], VERDICT.reusedPorts],
];

/** The verdicts on a segment as fields. They are known for the layer that was judged last: one in practice. */
export function deriveVerdicts(register: Register): void {
  const judged = (how: (v: Findings, a: Analyzer, layer: number) => Value | undefined) => (a: Analyzer, layer: number): Value | undefined =>
    (a.judgedLayer === layer && a.verdicts !== undefined ? how(a.verdicts.found, a, layer) : undefined);
  const positive = (n: number): number | undefined => (n > 0 ? n : undefined);
  register(f['analysis.flags'], judged((v) => (v.verdicts !== 0 ? true : undefined)));
  for (const [field, bit] of flags) register(field, judged((v) => ((v.verdicts & bit) !== 0 ? true : undefined)));
  register(f['analysis.duplicate_ack_num'], judged((v) => positive(v.duplicateNumber)));
  register(f['analysis.duplicate_ack_frame'], judged((v) => (v.duplicateNumber > 0 ? v.duplicatePacket : undefined)));
  register(f['analysis.acks_frame'], judged((v) => positive(v.acksPacket)));
  register(f['analysis.ack_rtt'], judged((v) => (v.acksPacket > 0 && v.ackRoundTrip !== 0 ? v.ackRoundTrip : undefined)));
  register(f['analysis.initial_rtt'], judged((v, a, layer) => (v.isNoted ? positive(a.verdicts!.initialRoundTrip(a.slots[layer]!)) : undefined)));
  register(f['analysis.bytes_in_flight'], judged((v) => positive(v.bytesInFlight)));
  register(f['analysis.push_bytes_sent'], judged((v) => (v.bytesInFlight > 0 ? v.pushBytes : undefined)));
  register(f['analysis.rto'], judged((v) => (v.timeoutPacket > 0 && v.timeout !== 0 ? v.timeout : undefined)));
  register(f['analysis.rto_frame'], judged((v) => (v.timeoutPacket > 0 && v.timeout !== 0 ? v.timeoutPacket : undefined)));
}
