import { type Field, group, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';

/** RFC 8684 §8. */
const subtypeNames = names('tcp.options.mptcp.subtype', {
  0: 'MP_CAPABLE', 1: 'MP_JOIN', 2: 'DSS', 3: 'ADD_ADDR', 4: 'REMOVE_ADDR', 5: 'MP_PRIO', 6: 'MP_FAIL', 7: 'MP_FASTCLOSE', 8: 'MP_TCPRST', 15: 'MP_EXPERIMENTAL',
});

export const mptcpFields = {
  'options.mptcp': group({ label: 'Multipath TCP', doc: 'One connection over several paths at once.', spec: 'RFC 8684 §3' }),
  'options.mptcp.subtype': u8(VARIES, { mask: 0xf0, names: subtypeNames, label: 'Subtype', doc: 'What the option says about the paths.', spec: 'RFC 8684 §3' }),
};

type MptcpFields = Record<keyof typeof mptcpFields, Field>;

/** Adds the content of an MPTCP option; returns the offset of what is not decoded. */
export function addMptcp(t: TreeBuilder, f: MptcpFields, from: number, to: number): number {
  if (from < to) t.add(f['options.mptcp.subtype'], from, from + 1);
  return Math.min(from + 1, to);
}
