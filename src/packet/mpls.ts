import { fieldsOf, flag, group, u32, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { data } from './data.ts';
import { etherType } from './ethertype.ts';
import { ipProtocol } from './ip-protocol.ts';
import { ipByVersion } from './ip-version.ts';
import { linkType } from './link-type.ts';
import { Places } from './places.ts';
import { udpPort } from './port.ts';
import { pppProtocol } from './ppp-protocol.ts';
import { associatedChannel, pseudowireContent } from './pseudowire.ts';

const ENTRY = 4;
/** Entries of a stack that are read; real stacks have a few. */
export const MAX_LABELS = 64;
/** The label of messages about the path itself (RFC 5586 §4). */
const CHANNEL_LABEL = 13;

/** RFC 3032 §2.1, RFC 5586, RFC 6790. */
const labelNames = names('mpls.label', {
  0: 'IPv4 explicit null', 1: 'router alert', 2: 'IPv6 explicit null', 3: 'implicit null', 7: 'entropy label indicator', 13: 'generic associated channel', 14: 'OAM alert', 15: 'extension',
});

const f = fieldsOf('mpls', 'RFC 3032 §2.1', {
  entry: group({ label: 'Label stack entry', doc: 'One label of the stack; the first is the one by which the packet is forwarded.' }),
  label: u32(VARIES, { mask: 0xfffff000, names: labelNames, label: 'Label', doc: 'The number by which the next router knows where to send the packet.' }),
  exp: u32(VARIES, { mask: 0x00000e00, label: 'Traffic class', doc: 'The class of treatment, once called experimental bits.', spec: 'RFC 5462' }),
  bottom: flag(VARIES, 4, 0x00000100, { label: 'Bottom of stack', doc: 'Set on the last label: what the packet carries follows.' }),
  ttl: u32(VARIES, { mask: 0x000000ff, label: 'Time to live', doc: 'How many more routers may pass the packet on.' }),
});

function step(w: Walk): boolean {
  const b = w.bytes;
  for (let at = w.start, i = 0; i < MAX_LABELS && w.need(at + ENTRY - w.start); at += ENTRY, i++) {
    w.body = at + ENTRY;
    if ((b[at + 2]! & 1) === 0) continue;
    w.next = carried(w, (b[at]! << 12) | (b[at + 1]! << 4) | (b[at + 2]! >> 4));
    return true;
  }
  return false;
}

/**
 * The first four bits say what the packet carries (RFC 4928 §3), and they are believed even where the label names the other version of IP: what is
 * neither is a pseudowire.
 */
function carried(w: Walk, label: number): Walk['next'] {
  if (label === CHANNEL_LABEL) return associatedChannel;
  const ip = ipByVersion(w);
  return ip === data ? pseudowireContent(w) : ip;
}

function detail(t: TreeBuilder): void {
  for (let at = t.start; at + ENTRY <= t.body; at += ENTRY) {
    t.begin(f.entry, at, at + ENTRY);
    new Places(t, at, at + ENTRY).share(f.label, f.exp, f.bottom, f.ttl);
    t.close();
  }
}

export const mpls = protocol('mpls', {
  short: 'MPLS', title: 'Multiprotocol Label Switching', spec: 'RFC 3032',
  doc: 'Carries packets along a path that was laid for them: routers forward them by a short label, not by their address.',
  fields: f, step, detail,
  lines: { stack: 'Label {label}' },
});

etherType.join(mpls, 0x8847, 0x8848);
ipProtocol.join(mpls, 137);
udpPort.join(mpls, 6635);
pppProtocol.join(mpls, 0x0281, 0x0283);
linkType.join(mpls, 219);
