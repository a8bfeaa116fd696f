import { fieldsOf, u16, u24, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import { Table } from '../base/table.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';

/** What an LLC service access point leads to. */
export const llcSap = new Table('llc.dsap', data);

const f = fieldsOf('llc', 'IEEE 802.2', {
  dsap: u8(0, { hex: true, label: 'DSAP', doc: 'x' }),
});
function step(w: Walk): boolean {
  if (!w.need(3)) return false;
  w.body = w.start + 3;
  w.next = data;
  return true;
}
export const llc = protocol('llc', { short: 'LLC', title: 'Logical Link Control', spec: 'IEEE 802.2', doc: 'x', fields: f, step });
void u16; void u24; void VARIES; void names;
