import { bytes, fieldsOf, group, text, u32, VARIES } from '../base/field.ts';
import { keywords, names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decode } from '../base/value.ts';
import type { Walk } from '../base/walk.ts';
import { type Element, elementBeginning, taggedElement } from '../message/ber.ts';
import { udpPort } from './port.ts';

const TAG = { integer: 0x02, octets: 0x04, sequence: 0x30 } as const;
/** Tags of the messages: 0xa0 and up (RFC 1157 §4.1, RFC 3416 §3). */
const FIRST_PDU = 0xa0;
const LAST_PDU = 0xa8;

const versionNames = keywords('snmp.version', { 0: 'SNMPv1', 1: 'SNMPv2c', 2: 'SNMPv2u', 3: 'SNMPv3' });
const pduNames = names('snmp.data', { 0: 'get', 1: 'get next', 2: 'response', 3: 'set', 4: 'trap (version 1)', 5: 'get bulk', 6: 'inform', 7: 'trap', 8: 'report' });

const f = fieldsOf('snmp', 'RFC 1157 §4', {
  message: group({ label: 'Beginning of the message', doc: 'The tag of the whole message, and its length.' }),
  version: u32(VARIES, { names: versionNames, label: 'Version', doc: 'Version of the protocol, counted from zero.' }),
  community: text(VARIES, 0, { charset: 'utf-8', label: 'Community', doc: 'A word that opens the door, like a password, and can be read by everybody on the way.' }),
  data: u32(VARIES, { names: pduNames, label: 'Operation', doc: 'What is wanted, or told; its content follows.' }),
  content: bytes(VARIES, 0, { label: 'Content', doc: 'The rest of the message, as it is.' }),
});

function step(w: Walk): boolean {
  w.body = w.end;
  const { bytes: b, start: s, end } = w;
  const whole = elementBeginning(b, s, end);
  if (whole === undefined) return w.need(2);
  if (whole.tag !== TAG.sequence) return w.fail('value', s, TAG.sequence, whole.tag);
  w.limit(whole.to - s);
  w.body = w.end;
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, end } = t;
  const whole = elementBeginning(b, s, end);
  let at = s;
  if (whole?.tag === TAG.sequence) {
    t.add(f.message, s, whole.from);
    at = whole.from;
    const version = taggedElement(b, at, end, TAG.integer);
    if (version !== undefined && version.to - version.from <= 4) {
      t.add(f.version, at, version.to, number(b, version));
      at = version.to;
      at = addOperation(t, at);
    }
  }
  if (at < end) t.add(f.content, at, end);
}

/** Community and operation of versions 1 and 2c; version 3 has other things there. Returns what is not shown yet. */
function addOperation(t: TreeBuilder, at: number): number {
  const { bytes: b, end } = t;
  const community = taggedElement(b, at, end, TAG.octets);
  if (community === undefined) return at;
  t.add(f.community, at, community.to, decode(b.subarray(community.from, community.to), 'utf-8'));
  const pdu = elementBeginning(b, community.to, end);
  if (pdu === undefined || pdu.tag < FIRST_PDU || pdu.tag > LAST_PDU) return community.to;
  t.add(f.data, community.to, pdu.from, pdu.tag - FIRST_PDU);
  return pdu.from;
}

function number(b: Uint8Array, { from, to }: Element): number {
  let n = 0;
  for (let i = from; i < to; i++) n = n * 256 + b[i]!;
  return n;
}

export const snmp = protocol('snmp', {
  short: 'SNMP', title: 'Simple Network Management Protocol', spec: 'RFC 1157, RFC 3416',
  doc: 'Asks the machines of a network how they are, and sets them.',
  fields: f, step, detail,
  lines: { message: '{version:name} {data:name} {community}' },
});

udpPort.join(snmp, 161, 162);
