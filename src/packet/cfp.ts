import { fieldsOf, u16 } from '../base/field.ts';
import { protocol } from '../base/protocol.ts';
import type { Walk } from '../base/walk.ts';
import { ethernet } from './ethernet.ts';
import { etherType } from './ethertype.ts';

const HEADER = 2;

const f = fieldsOf('cfp', 'Cisco FabricPath', {
  ftag: u16(0, { mask: 0xffc0, label: 'Forwarding tag', doc: 'Which tree of the fabric the frame is sent along.' }),
  ttl: u16(0, { mask: 0x003f, label: 'Time to live', doc: 'How many more switches may pass the frame on, so that none runs in circles.' }),
});

/** The Ethernet header before it has addresses of switches; the whole frame of the stations follows. */
function step(w: Walk): boolean {
  if (!w.need(HEADER)) return false;
  w.body = w.start + HEADER;
  w.next = ethernet;
  return true;
}

export const cfp = protocol('cfp', {
  short: 'CFP', title: 'Cisco FabricPath', spec: 'Cisco FabricPath',
  doc: 'Carries Ethernet frames between switches that know the whole network, as routers do.',
  fields: f, step,
  lines: { frame: 'tree {ftag}' },
});

etherType.join(cfp, 0x8903);
