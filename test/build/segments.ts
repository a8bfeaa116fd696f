import { Analyzer, type AnalyzerOptions } from '../../src/analysis/analyzer.ts';
import { fieldByPath, Lookup } from '../../src/analysis/lookup.ts';
import { verdicts } from '../../src/analysis/tcp-reasons.ts';
import { scriptText } from '../../src/base/value.ts';
import { ethernet, ipv4, tcp } from './packet.ts';

/** First sequence numbers of client and server; those of a segment are counted from them, as they are shown. */
export const ISN = { C: 0xffff_ff00, S: 5000 } as const;

/** A segment as a test writes it. */
export interface Segment {
  by: 'C' | 'S';
  /** Letters of the flags that are set; ACK if not given. */
  flags?: string;
  seq?: number;
  ack?: number;
  /** Bytes of payload, as many or as they are. */
  data?: number | Uint8Array;
  window?: number;
  /** Milliseconds after the one before; 1 if not given. */
  after?: number;
  options?: Uint8Array;
  /** Length of the header as it claims to be, in words of 32 bits. */
  headerWords?: number;
  /** The client's port: another one is another connection. */
  port?: number;
  serverPort?: number;
}

const FLAGS: Readonly<Record<string, number>> = { F: 1, S: 2, R: 4, P: 8, A: 16 };
const ends = { C: { src: '10.77.0.10', dst: '10.77.0.2' }, S: { src: '10.77.0.2', dst: '10.77.0.10' } } as const;

/** The packet of a segment. */
export function packetOf(s: Segment): Uint8Array<ArrayBuffer> {
  const flags = (s.flags ?? 'A').split('').reduce((all, letter) => all | FLAGS[letter]!, 0);
  const { src, dst } = ends[s.by];
  const { port = 51514, serverPort = 9999 } = s;
  const [sport, dport] = s.by === 'C' ? [port, serverPort] : [serverPort, port];
  const mine = ISN[s.by];
  const theirs = ISN[s.by === 'C' ? 'S' : 'C'];
  const payload = typeof s.data === 'number' || s.data === undefined ? new Uint8Array(s.data ?? 0).fill(0x61) : new Uint8Array(s.data);
  const header = { src, dst, sport, dport, seq: (mine + (s.seq ?? 0)) >>> 0, ack: (flags & 16) === 0 ? 0 : (theirs + (s.ack ?? 0)) >>> 0, flags, window: s.window ?? 1000 };
  const more = { ...(s.options === undefined ? {} : { options: s.options }), ...(s.headerWords === undefined ? {} : { headerWords: s.headerWords }) };
  return ethernet({}, ipv4({ src, dst, proto: 6 }, tcp({ ...header, ...more }, payload)));
}

/** What was found out about a segment. */
export interface Judged {
  /** Last parts of the names of its verdicts. */
  verdicts: string[];
  reasons: string[];
  /** The states of client and server after it. */
  states: string;
  /** Any other field, as scripts get it. */
  value(path: string): string;
}

/** Feed segments to an analyzer, with their times. */
export function feed(a: Analyzer, segments: readonly Segment[]): void {
  let micros = 0;
  for (const s of segments) {
    micros += (s.after ?? 1) * 1000;
    const p = packetOf(s);
    a.packet(p, 0, p.length, p.length, 1_000_000 + Math.floor(micros / 1e6), (micros % 1e6) * 1000, 1, undefined);
  }
}

const asked = ['analysis.reason', 'state.client', 'state.server', 'analysis.duplicate_ack_num', 'analysis.duplicate_ack_frame', 'analysis.acks_frame', 'analysis.ack_rtt', 'analysis.initial_rtt',
  'analysis.bytes_in_flight', 'analysis.push_bytes_sent', 'analysis.rto', 'analysis.rto_frame', 'completeness', 'conn_state', 'stream'].map((name) => `tcp.${name}`);

/** Judge segments one after the other, as one capture; `also`: further fields that are asked for. */
export function judge(segments: readonly Segment[], options: AnalyzerOptions = {}, also: readonly string[] = []): Judged[] {
  const judged: Judged[] = [];
  const a: Analyzer = new Analyzer(() => judged.push(look()), { marks: true, verdicts: true, ...options });
  const paths = [...verdicts.map((v) => v.field.path), ...asked, ...also];
  const lookup = new Lookup(a, paths.map((path) => fieldByPath(path)!));
  function look(): Judged {
    const found = lookup.look().map((list) => list.map(({ field, value }) => scriptText(field, value)));
    const value = (path: string): string => found[paths.indexOf(path)]!.join(',');
    return {
      verdicts: verdicts.filter((v) => value(v.field.path) !== '').map((v) => v.field.path.replace('tcp.analysis.', '')),
      reasons: found[paths.indexOf('tcp.analysis.reason')]!, states: `${value('tcp.state.client')} ${value('tcp.state.server')}`.trim(), value,
    };
  }
  feed(a, segments);
  a.end();
  return judged;
}

/** The three segments that open a connection (RFC 9293 §3.5, figure 6). */
export const opening: readonly Segment[] = [{ by: 'C', flags: 'S' }, { by: 'S', flags: 'SA', ack: 1 }, { by: 'C', seq: 1, ack: 1 }];
