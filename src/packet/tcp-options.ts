import { bytes, type Field, flag, group, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { addMptcp, mptcpFields } from './tcp-mptcp.ts';

/** IANA, TCP Option Kind Numbers. */
export const optionKindNames = names('tcp.option_kind', {
  0: 'end of options', 1: 'no operation', 2: 'maximum segment size', 3: 'window scale', 4: 'SACK permitted', 5: 'SACK', 6: 'echo (obsolete)',
  7: 'echo reply (obsolete)', 8: 'timestamps', 9: 'partial order permitted (obsolete)', 10: 'partial order profile (obsolete)', 11: 'CC (obsolete)',
  12: 'CC.NEW (obsolete)', 13: 'CC.ECHO (obsolete)', 14: 'alternate checksum request', 15: 'alternate checksum data', 16: 'Skeeter', 17: 'Bubba',
  18: 'trailer checksum', 19: 'MD5 signature', 20: 'SCPS capabilities', 21: 'SCPS selective negative acknowledgements', 22: 'SCPS record boundary',
  23: 'SCPS corruption experienced', 24: 'SNAP', 26: 'TCP compression filter', 27: 'quick-start response', 28: 'user timeout', 29: 'authentication (TCP-AO)',
  30: 'Multipath TCP', 34: 'Fast Open cookie', 69: 'encryption negotiation', 172: 'accurate ECN order 0', 174: 'accurate ECN order 1', 253: 'experiment 1', 254: 'experiment 2',
});

export const tcpOptionFields = {
  option_kind: u8(VARIES, { names: optionKindNames, label: 'Kind', doc: 'Which option it is.' }),
  option_len: u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the option, its kind and length bytes included.' }),
  'options.eol': group({ label: 'End of options', doc: 'No more options; what is left of the header is filling.' }),
  'options.nop': group({ label: 'No operation', doc: 'One byte of filling, so that the next option starts on a word.' }),
  'options.padding': bytes(VARIES, 0, { label: 'Filling', doc: 'Zeros up to the end of the header.' }),
  'options.mss': group({ label: 'Maximum segment size', doc: 'The longest segment that the sender is ready to take.', spec: 'RFC 9293 §3.7.1' }),
  'options.mss_val': u16(VARIES, { unit: 'bytes', label: 'MSS value', doc: 'The longest run of data that a segment to the sender may carry.', spec: 'RFC 9293 §3.7.1' }),
  'options.wscale': group({ label: 'Window scale', doc: 'The window is to be multiplied by a power of two.', spec: 'RFC 7323 §2.2' }),
  'options.wscale.shift': u8(VARIES, { label: 'Shift count', doc: 'The window is shifted left by so many bits; 14 at most.', spec: 'RFC 7323 §2.2' }),
  'options.sack_perm': group({ label: 'SACK permitted', doc: 'The sender understands selective acknowledgments.', spec: 'RFC 2018 §2' }),
  'options.sack': group({ label: 'Selective acknowledgment', doc: 'Stretches that arrived although something before them is missing.', spec: 'RFC 2018 §3' }),
  'options.sack_le': u32(VARIES, { label: 'Left edge', doc: 'First byte of a stretch that arrived, counted from the start of the connection.', spec: 'RFC 2018 §3' }),
  'options.sack_re': u32(VARIES, { label: 'Right edge', doc: 'The byte after a stretch that arrived, counted from the start of the connection.', spec: 'RFC 2018 §3' }),
  'options.echo': group({ label: 'Echo', doc: 'Asks for its value to be sent back; replaced by timestamps.', spec: 'RFC 1072 §3' }),
  'options.echo_reply': group({ label: 'Echo reply', doc: 'Sends a value back; replaced by timestamps.', spec: 'RFC 1072 §3' }),
  'options.timestamp': group({ label: 'Timestamps', doc: 'The clocks of both ends, to measure the way there and back.', spec: 'RFC 7323 §3.2' }),
  'options.timestamp.tsval': u32(VARIES, { label: 'Timestamp value', doc: "The sender's clock when it sent the segment.", spec: 'RFC 7323 §3.2' }),
  'options.timestamp.tsecr': u32(VARIES, { label: 'Timestamp echo reply', doc: 'The clock value last received from the other side, sent back.', spec: 'RFC 7323 §3.2' }),
  'options.alternate_checksum': group({ label: 'Alternate checksum', doc: 'Asks for, or carries, a checksum other than the standard one; historic.', spec: 'RFC 1146' }),
  'options.md5': group({ label: 'MD5 signature', doc: 'Proof that the segment comes from someone who knows the key; protects BGP.', spec: 'RFC 2385 §2' }),
  'options.md5.digest': bytes(VARIES, 16, { label: 'Digest', doc: 'MD5 over addresses, header, data and key.', spec: 'RFC 2385 §2' }),
  'options.user_to': group({ label: 'User timeout', doc: 'How long the sender waits for an acknowledgment before it gives up.', spec: 'RFC 5482 §3' }),
  'options.user_to_granularity': flag(VARIES, 2, 0x8000, { label: 'Granularity', doc: 'Set: the timeout is in minutes; clear: in seconds.', spec: 'RFC 5482 §3' }),
  'options.user_to_val': u16(VARIES, { mask: 0x7fff, label: 'Timeout', doc: 'The timeout in minutes or seconds.', spec: 'RFC 5482 §3' }),
  'options.ao': group({ label: 'Authentication', doc: 'Proof that the segment comes from someone who knows the key; replaces the MD5 signature.', spec: 'RFC 5925 §2.2' }),
  'options.ao.keyid': u8(VARIES, { label: 'Key', doc: 'Number of the key that this segment was signed with.', spec: 'RFC 5925 §2.2' }),
  'options.ao.rnextkeyid': u8(VARIES, { label: 'Next key', doc: 'Number of the key that the sender is ready to receive with.', spec: 'RFC 5925 §2.2' }),
  'options.ao.mac': bytes(VARIES, 0, { label: 'Message authentication code', doc: 'The proof itself.', spec: 'RFC 5925 §2.2' }),
  'options.tfo': group({ label: 'Fast Open cookie', doc: 'A cookie that lets data ride on the SYN the next time; empty: a request for one.', spec: 'RFC 7413 §4.1.1' }),
  'options.tfo.request': group({ label: 'Cookie request', doc: 'The client has no cookie yet and asks for one.', spec: 'RFC 7413 §4.1.1' }),
  'options.tfo.cookie': bytes(VARIES, 0, { label: 'Cookie', doc: 'What the server gave, and checks when it comes back.', spec: 'RFC 7413 §4.1.1' }),
  'options.experimental': group({ label: 'Experiment', doc: 'An option being tried out.', spec: 'RFC 6994' }),
  'options.experimental.exid': u16(VARIES, { hex: true, label: 'Experiment identifier', doc: 'Which experiment it is.', spec: 'RFC 6994 §3' }),
  'options.unknown': group({ label: 'Option', doc: 'An option that is not known here.' }),
  'options.data': bytes(VARIES, 0, { label: 'Option data', doc: 'The content of the option, as it is.' }),
  ...mptcpFields,
};

type OptionFields = Record<keyof typeof tcpOptionFields, Field>;

const END = 0;
const NO_OPERATION = 1;

/** Adds the options in `from`..`to` to the tree. An option that claims more than is left ends the list (RFC 9293 §3.1). */
export function addTcpOptions(t: TreeBuilder, f: OptionFields, from: number, to: number): void {
  let at = from;
  while (at < to) {
    const kind = t.bytes[at]!;
    if (kind === END) {
      t.begin(f['options.eol'], at, at + 1);
      t.add(f.option_kind, at, at + 1);
      t.close();
      if (at + 1 < to) t.add(f['options.padding'], at + 1, to);
      return;
    }
    if (kind === NO_OPERATION) {
      t.begin(f['options.nop'], at, at + 1);
      t.add(f.option_kind, at, at + 1);
      t.close();
      at++;
      continue;
    }
    const length = at + 1 < to ? t.bytes[at + 1]! : 0;
    if (length < 2 || at + length > to) {
      t.fault('option', at, length, to - at);
      t.begin(f['options.unknown'], at, to);
      t.add(f.option_kind, at, at + 1);
      if (at + 1 < to) t.add(f.option_len, at + 1, at + 2);
      if (at + 2 < to) t.add(f['options.data'], at + 2, to);
      t.close();
      return;
    }
    addOption(t, f, kind, at, at + length);
    at += length;
  }
}

/** One option of at least two bytes. */
function addOption(t: TreeBuilder, f: OptionFields, kind: number, at: number, to: number): void {
  const length = to - at;
  const open = (field: Field): void => {
    t.begin(field, at, to);
    t.add(f.option_kind, at, at + 1);
    t.add(f.option_len, at + 1, at + 2);
  };
  const rest = (from: number): void => {
    if (from < to) t.add(f['options.data'], from, to);
  };
  switch (kind) {
    case 2:
      open(f['options.mss']);
      if (length === 4) t.add(f['options.mss_val'], at + 2, to);
      else rest(at + 2);
      break;
    case 3:
      open(f['options.wscale']);
      if (length === 3) t.add(f['options.wscale.shift'], at + 2, to);
      else rest(at + 2);
      break;
    case 4:
      open(f['options.sack_perm']);
      rest(at + 2);
      break;
    case 5:
      open(f['options.sack']);
      rest(addSackBlocks(t, f, at + 2, to));
      break;
    case 8:
      open(f['options.timestamp']);
      if (length === 10) {
        t.add(f['options.timestamp.tsval'], at + 2, at + 6);
        t.add(f['options.timestamp.tsecr'], at + 6, to);
      } else rest(at + 2);
      break;
    case 19:
      open(f['options.md5']);
      if (length === 18) t.add(f['options.md5.digest'], at + 2, to);
      else rest(at + 2);
      break;
    case 28:
      open(f['options.user_to']);
      if (length === 4) {
        t.add(f['options.user_to_granularity'], at + 2, to);
        t.add(f['options.user_to_val'], at + 2, to);
      } else rest(at + 2);
      break;
    case 29:
      open(f['options.ao']);
      if (length >= 4) {
        t.add(f['options.ao.keyid'], at + 2, at + 3);
        t.add(f['options.ao.rnextkeyid'], at + 3, at + 4);
        if (length > 4) t.add(f['options.ao.mac'], at + 4, to);
      } else rest(at + 2);
      break;
    case 30:
      open(f['options.mptcp']);
      rest(addMptcp(t, f, at + 2, to));
      break;
    case 34:
      open(f['options.tfo']);
      if (length > 2) t.add(f['options.tfo.cookie'], at + 2, to);
      else t.add(f['options.tfo.request'], at, to);
      break;
    case 253:
    case 254:
      open(f['options.experimental']);
      if (length >= 4) t.add(f['options.experimental.exid'], at + 2, at + 4);
      rest(Math.min(to, length >= 4 ? at + 4 : at + 2));
      break;
    default:
      open(plainOptions(f, kind));
      rest(at + 2);
  }
  t.close();
}

/** Options shown under a name of their own but without parts. */
function plainOptions(f: OptionFields, kind: number): Field {
  if (kind === 6) return f['options.echo'];
  if (kind === 7) return f['options.echo_reply'];
  if (kind === 14 || kind === 15) return f['options.alternate_checksum'];
  return f['options.unknown'];
}

/** Pairs of edges; returns where they end. */
function addSackBlocks(t: TreeBuilder, f: OptionFields, from: number, to: number): number {
  let at = from;
  for (; at + 8 <= to; at += 8) {
    t.add(f['options.sack_le'], at, at + 4);
    t.add(f['options.sack_re'], at + 4, at + 8);
  }
  return at;
}
