import { assembled, counted, type Field, packetNumber, truth } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Fragment, Walk } from '../base/walk.ts';

/** What is said of a datagram in the packet that completes it, in IPv4 and IPv6 alike. */
export const fragmentFields = () => ({
  fragments: assembled({ label: 'Reassembled data', doc: 'What the datagram carries, put together from all its fragments.' }),
  fragment: packetNumber({ label: 'Fragment', doc: 'A packet that carries a part of this datagram.' }),
  'fragment.overlap': truth({ label: 'Fragment overlap', doc: 'The fragment covers bytes that another one covers, too.' }),
  'fragment.overlap.conflict': truth({ label: 'Conflicting overlap', doc: 'It has other data for them: the bytes that came first count. Attackers use that, since machines do not agree which count.' }),
  'fragment.multipletails': truth({ label: 'Second last fragment', doc: 'The fragment says that it is the last, but another one ends elsewhere.' }),
  'fragment.toolongfragment': truth({ label: 'Fragment too long', doc: 'The fragment goes on beyond the end of the datagram.' }),
  'fragment.count': counted({ label: 'Fragment count', doc: 'Of how many fragments the datagram was put together.' }),
  'fragment.incomplete': truth({ label: 'Never complete', doc: 'The capture does not hold all fragments of this datagram.' }),
  'reassembled.length': counted({ unit: 'bytes', label: 'Reassembled length', doc: 'Length of the data put together from all fragments.' }),
});

export const reassembledIn = () => packetNumber({ label: 'Reassembled in', doc: 'The packet whose fragment completed the datagram; it is decoded there.' });

/**
 * Collect a fragment, `w.body` to `w.end`. The protocol that `w` goes on with, in the whole datagram or in the beginning of one that
 * cannot be collected (a quotation, or a packet that was cut); -1: it does not go on.
 */
export function collectFragment(w: Walk, fragment: Fragment, isSound: boolean): number {
  if (w.fragments !== undefined && !w.quoted && isSound && w.end === w.wireEnd && w.end > w.body) {
    const whole = w.fragments.add(w, fragment);
    if (whole === undefined) return leave(w);
    w.continueIn(whole);
    return whole.protocol!;
  }
  w.fragment = true;
  return fragment.offset === 0 ? fragment.protocol : leave(w);
}

/** What it carries is a part of something, which nobody can read yet. */
function leave(w: Walk): number {
  w.fragment = true;
  return -1;
}

type FragmentFields = { readonly [K in keyof ReturnType<typeof fragmentFields>]: Field };

/** Adds what is to be said where the layer at hand completed a datagram. */
export function addFragments(t: TreeBuilder, f: FragmentFields): void {
  const whole = t.continuation;
  if (whole?.fragments === undefined) return;
  const at = t.body;
  t.begin(f.fragments, at, at, whole.bytes);
  for (const part of whole.fragments) {
    t.begin(f.fragment, at, at, part.packet);
    if (part.overlaps) t.add(f['fragment.overlap'], at, at, true);
    if (part.conflicts) t.add(f['fragment.overlap.conflict'], at, at, true);
    if (part.isSecondTail) t.add(f['fragment.multipletails'], at, at, true);
    if (part.isTooLong) t.add(f['fragment.toolongfragment'], at, at, true);
    t.close();
  }
  t.add(f['fragment.count'], at, at, whole.fragments.length);
  t.add(f['reassembled.length'], at, at, whole.bytes.length);
  t.close();
}
