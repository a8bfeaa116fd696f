import { bytes, fieldsOf, VARIES } from '../base/field.ts';
import type { Reading } from '../stream/reader.ts';
import { dialogue, NO, SURELY } from './dialogue.ts';
import type { Session, Voice } from './session.ts';

const f = fieldsOf('tls', 'RFC 8446 §5.1', {
  record: bytes(VARIES, 0, { label: 'Record', doc: 'Encrypted, or about to be: its content cannot be read without the keys.' }),
});

/** Not yet taken apart: the records pass by as bytes. */
function* records(v: Voice<undefined>): Reading<void> {
  v.bulk(f.record);
  yield* v.reader.rest();
  v.endBulk();
}

export const tls = dialogue<undefined>('tls', {
  short: 'TLS', title: 'Transport Layer Security', spec: 'RFC 8446',
  doc: 'Encrypts a stream: what it carries cannot be read by others.',
  fields: f, ports: [443, 465, 993, 995], states: ['handshake'],
  phrases: { encrypted: 'encrypted' },
  probe: (b, from, to) => (to - from >= 5 && b[from] === 22 && b[from + 1] === 3 && b[from + 2]! <= 4 ? SURELY : NO),
  open: () => undefined,
  client: (s: Session<undefined>) => records(s.client),
  server: (s: Session<undefined>) => records(s.server),
  outcome: () => [{ key: 'encrypted', args: {} }],
});
