import type { Value } from '../base/field.ts';
import type { Sentence } from '../base/sentence.ts';
import { tcpFields as f } from '../packet/index.ts';
import type { Analyzer } from './analyzer.ts';
import { connStates } from './conn-state.ts';
import type { Derive, Register } from './derived.ts';
import { type Findings, VERDICT } from './tcp-findings.ts';
import { verdicts } from './tcp-reasons.ts';
import { stateNames } from './tcp-states.ts';

/** tshark's scripts get a duplicate acknowledgment twice: as a verdict, and as what its number and its packet belong to. */
const TWICE: readonly Value[] = [true, true];

/** The verdicts on a segment as fields. They are known for the layer that was judged last: one in practice. */
export function deriveVerdicts(register: Register): void {
  const judged = (how: (v: Findings, a: Analyzer, layer: number) => ReturnType<Derive>): Derive => (a, layer) =>
    (a.judgedLayer === layer && a.verdicts !== undefined ? how(a.verdicts.found, a, layer) : undefined);
  const positive = (n: number): number | undefined => (n > 0 ? n : undefined);
  register(f['analysis.flags'], judged((v) => (v.verdicts !== 0 ? true : undefined)));
  register(f['analysis.reason'], judged((v, a, layer) => reasons(v, a, layer)));
  for (const { field, bit, why } of verdicts) {
    const value = bit === VERDICT.duplicateAck ? TWICE : true;
    register(field, judged((v) => ((v.verdicts & bit) !== 0 ? value : undefined)), { field: f['analysis.reason'], how: why });
  }
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

function reasons(v: Findings, a: Analyzer, layer: number): Sentence[] | undefined {
  if (v.verdicts === 0) return undefined;
  return verdicts.flatMap(({ bit, why }) => ((v.verdicts & bit) === 0 ? [] : (why(a, layer) ?? [])));
}

/** How far its connection has come with a segment; `ofConnection` answers only for layers that belong to one. */
export function deriveConnection(register: Register, ofConnection: (how: Derive) => Derive): void {
  register(f.completeness, ofConnection((a, layer) => {
    const slot = a.slots[layer]!;
    return a.known?.get(f.completeness, a.connections.flows.number(slot)) ?? a.connections.columns.at.before[slot];
  }));
  register(f.conn_state, ofConnection((a, layer) => {
    const known = a.known?.get(f.conn_state, a.connections.flows.number(a.slots[layer]!));
    return known === undefined ? undefined : connStates[known - 1];
  }));
  const state = (a: Analyzer, layer: number, server: boolean): string | undefined => {
    if (a.judgedLayer !== layer || a.states === undefined) return undefined;
    const slot = a.slots[layer]!;
    const side = a.connections.serverSide(slot);
    return stateNames[a.states.state(slot, server ? side : 1 - side)] || undefined;
  };
  register(f['state.client'], (a, layer) => state(a, layer, false));
  register(f['state.server'], (a, layer) => state(a, layer, true));
}
