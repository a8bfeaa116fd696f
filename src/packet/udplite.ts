import { fieldsOf, u16 } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { ipProtocol } from './ip-protocol.ts';
import { addChecksumStatus } from './pseudo-header.ts';
import { serviceOf, udpFields as u } from './udp.ts';

const HEADER = 8;
const PROTOCOL = 136;

const f = fieldsOf('udp', 'RFC 3828 §3.1', {
  checksum_coverage: u16(4, { unit: 'bytes', label: 'Checksum coverage', doc: 'How many bytes, from the header on, the checksum protects; 0: all. What lies beyond may arrive damaged.' }),
});

function step(w: Walk): boolean {
  const { bytes: b, start: s } = w;
  if (!w.need(HEADER)) return false;
  const coverage = (b[s + 4]! << 8) | b[s + 5]!;
  if (coverage !== 0 && coverage < HEADER) return w.fail('length-small', s + 4, HEADER, coverage);
  w.body = s + HEADER;
  w.next = serviceOf(w);
  return true;
}

function detail(t: TreeBuilder): void {
  if (t.body < t.start + HEADER) return;
  const coverage = f.checksum_coverage.read(t.bytes, t.start);
  addChecksumStatus(t, PROTOCOL, u.checksum, u['checksum.status'], u.checksum_calculated, coverage === 0 ? t.end : Math.min(t.end, t.start + coverage));
}

export const udplite = protocol('udplite', {
  short: 'UDPlite', title: 'Lightweight User Datagram Protocol', spec: 'RFC 3828',
  doc: 'UDP for speech and pictures, which can do with damaged data: the checksum may protect the beginning alone.',
  fields: {
    srcport: u.srcport, dstport: u.dstport, port: u.port, coverage: f.checksum_coverage, checksum: u.checksum, status: u['checksum.status'], calculated: u.checksum_calculated,
    stream: u.stream, relative: u.time_relative, delta: u.time_delta, payload: u.payload,
  },
  step, detail,
  lines: { datagram: '{udp.srcport} → {udp.dstport}' },
});

ipProtocol.join(udplite, PROTOCOL);
