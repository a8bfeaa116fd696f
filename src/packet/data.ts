import { bytes, counted, fieldsOf, VARIES } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';

const f = fieldsOf('data', '', {
  data: bytes(VARIES, 0, { label: 'Data', doc: 'Bytes that no protocol here claims, as they are.' }),
  len: counted({ label: 'Length', doc: 'How many such bytes there are.', unit: 'bytes' }),
});

function step(w: Walk): boolean {
  w.body = w.end;
  return true;
}

function detail(t: TreeBuilder): void {
  t.add(f.data, t.start, t.end);
  t.add(f.len, t.start, t.start, t.end - t.start);
}

/** What is left when no protocol is known for it. */
export const data = protocol('data', {
  short: 'DATA', title: 'Data', spec: '',
  doc: 'Bytes whose protocol is not known here; they are shown as they are.',
  fields: f, step, detail,
  lines: { data: 'bytes of data: {len}' },
});
