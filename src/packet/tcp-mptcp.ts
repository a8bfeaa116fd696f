import { bytes, fieldsOf, flag, ipv4, ipv6, u16, u32, u64, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Places } from './places.ts';

/** RFC 8684 §8.2. */
const SUBTYPE = { capable: 0, join: 1, sequence: 2, addAddress: 3, removeAddress: 4, priority: 5, fail: 6, fastClose: 7, reset: 8 } as const;
const subtypeNames = names('tcp.options.mptcp.subtype', {
  0: 'MP_CAPABLE', 1: 'MP_JOIN', 2: 'DSS', 3: 'ADD_ADDR', 4: 'REMOVE_ADDR', 5: 'MP_PRIO', 6: 'MP_FAIL', 7: 'MP_FASTCLOSE', 8: 'MP_TCPRST', 15: 'MP_EXPERIMENTAL',
});
/** RFC 8684 §3.6. */
const reasonNames = names('tcp.options.mptcp.rst_reason', {
  0: 'no reason given', 1: 'error of Multipath TCP', 2: 'lack of resources', 3: 'administratively prohibited', 4: 'too much outstanding data', 5: 'unacceptable performance',
  6: 'middlebox interference',
});

export const mptcpFields = fieldsOf('tcp', 'RFC 8684 §3', {
  'options.mptcp': bytes(VARIES, 0, { label: 'Multipath TCP', doc: 'One connection over several paths at once.' }),
  'options.mptcp.subtype': u8(VARIES, { mask: 0xf0, names: subtypeNames, label: 'Subtype', doc: 'What the option says about the paths.' }),
  'options.mptcp.version': u8(VARIES, { mask: 0x0f, label: 'Version', doc: 'Version of Multipath TCP: 0 by RFC 6824, 1 by RFC 8684.', spec: 'RFC 8684 §3.1' }),
  'options.mptcp.reserved': u16(VARIES, { mask: 0x0fff, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  'options.mptcp.flags': u8(VARIES, { hex: true, label: 'Flags', doc: 'The byte that holds the flags of the option.' }),
  'options.mptcp.checksumreq.flags': u8(VARIES, { mask: 0x80, label: 'Checksum required', doc: 'The sender wants data to be checksummed, so that middleboxes that change it are found out.', spec: 'RFC 8684 §3.1' }),
  'options.mptcp.extensibility.flag': u8(VARIES, { mask: 0x40, label: 'Extensibility', doc: 'Must be zero.', spec: 'RFC 8684 §3.1' }),
  'options.mptcp.nomoresubflows.flag': u8(VARIES, { mask: 0x20, label: 'No more subflows', doc: 'No further subflows should be opened to this address and port.', spec: 'RFC 8684 §3.1' }),
  'options.mptcp.reserved.flag': u8(VARIES, { mask: 0x1e, hex: true, label: 'Reserved', doc: 'Algorithms not yet given out; must be zero.', spec: 'RFC 8684 §3.1' }),
  'options.mptcp.sha1.flag': u8(VARIES, { mask: 0x01, label: 'HMAC-SHA1', doc: 'The sender proves who it is by HMAC-SHA1.', spec: 'RFC 6824 §3.1' }),
  'options.mptcp.sha256.flag': u8(VARIES, { mask: 0x01, label: 'HMAC-SHA256', doc: 'The sender proves who it is by HMAC-SHA256.', spec: 'RFC 8684 §3.1' }),
  'options.mptcp.backup.flag': u8(VARIES, { mask: 0x01, label: 'Backup', doc: 'The path should be used only if the others fail.', spec: 'RFC 8684 §3.2' }),
  'options.mptcp.datafin.flag': u8(VARIES, { mask: 0x10, label: 'DATA_FIN', doc: 'The sender has no more data for the whole connection.', spec: 'RFC 8684 §3.3' }),
  'options.mptcp.dseqn8.flag': u8(VARIES, { mask: 0x08, label: 'Long sequence number', doc: 'The data sequence number takes 8 bytes, not 4.', spec: 'RFC 8684 §3.3' }),
  'options.mptcp.dseqnpresent.flag': u8(VARIES, { mask: 0x04, label: 'Mapping present', doc: 'The option says where the bytes of the segment belong in the whole.', spec: 'RFC 8684 §3.3' }),
  'options.mptcp.dataack8.flag': u8(VARIES, { mask: 0x02, label: 'Long acknowledgment', doc: 'The data acknowledgment takes 8 bytes, not 4.', spec: 'RFC 8684 §3.3' }),
  'options.mptcp.dataackpresent.flag': u8(VARIES, { mask: 0x01, label: 'Acknowledgment present', doc: 'The option says how much of the whole has arrived.', spec: 'RFC 8684 §3.3' }),
  'options.mptcp.flag_U.flag': flag(VARIES, 1, 0x08, { label: 'U', doc: 'Reserved; must be zero.', spec: 'RFC 8684 §3.6' }),
  'options.mptcp.flag_V.flag': flag(VARIES, 1, 0x04, { label: 'V', doc: 'Reserved; must be zero.', spec: 'RFC 8684 §3.6' }),
  'options.mptcp.flag_W.flag': flag(VARIES, 1, 0x02, { label: 'W', doc: 'Reserved; must be zero.', spec: 'RFC 8684 §3.6' }),
  'options.mptcp.flag_T.flag': flag(VARIES, 1, 0x01, { label: 'Transient', doc: 'The reason of the reset may pass: the path can be tried again.', spec: 'RFC 8684 §3.6' }),
  'options.mptcp.rst_reason': u8(VARIES, { hex: true, names: reasonNames, label: 'Reason', doc: 'Why the path was given up.', spec: 'RFC 8684 §3.6' }),
  'options.mptcp.addrid': u8(VARIES, { label: 'Address identifier', doc: 'Number of an address of the sender, which holds even where the address itself is translated.', spec: 'RFC 8684 §3.2' }),
  'options.mptcp.sendkey': u64(VARIES, { label: "Sender's key", doc: 'A secret of the sender, by which it proves on other paths who it is.', spec: 'RFC 8684 §3.1' }),
  'options.mptcp.recvkey': u64(VARIES, { label: "Receiver's key", doc: 'The secret of the other side, sent back.', spec: 'RFC 8684 §3.1' }),
  'options.mptcp.recvtok': u32(VARIES, { label: "Receiver's token", doc: 'Names the connection that the path is to join: a hash of the key of the other side.', spec: 'RFC 8684 §3.2' }),
  'options.mptcp.sendrand': u32(VARIES, { label: "Sender's random number", doc: 'Makes the proof another one each time.', spec: 'RFC 8684 §3.2' }),
  'options.mptcp.sendtrunchmac': u64(VARIES, { label: "Sender's truncated HMAC", doc: 'The first 8 bytes of the proof that the sender knows the keys.', spec: 'RFC 8684 §3.2' }),
  'options.mptcp.sendhmac': bytes(VARIES, 20, { label: "Sender's HMAC", doc: 'The proof that the sender knows the keys.', spec: 'RFC 8684 §3.2' }),
  'options.mptcp.rawdataack': u64(VARIES, { label: 'Data acknowledgment', doc: 'The next byte of the whole connection that the sender expects.', spec: 'RFC 8684 §3.3' }),
  'options.mptcp.rawdataseqno': u64(VARIES, { label: 'Data sequence number', doc: 'Number of the first byte in the whole connection.', spec: 'RFC 8684 §3.3' }),
  'options.mptcp.subflowseqno': u32(VARIES, { label: 'Subflow sequence number', doc: 'Number of the first byte on this path, counted from its beginning.', spec: 'RFC 8684 §3.3' }),
  'options.mptcp.datalvllen': u16(VARIES, { unit: 'bytes', label: 'Data-level length', doc: 'How many bytes the mapping covers; 0: all that follow.', spec: 'RFC 8684 §3.3' }),
  'options.mptcp.checksum': u16(VARIES, { hex: true, label: 'Checksum', doc: "One's complement sum over the data and its mapping.", spec: 'RFC 8684 §3.3.1' }),
  'options.mptcp.ipver': u8(VARIES, { mask: 0x0f, label: 'IP version', doc: 'Version of the address that follows.', spec: 'RFC 6824 §3.4.1' }),
  'options.mptcp.echo': u8(VARIES, { mask: 0x01, label: 'Echo', doc: 'The option acknowledges one that was received.', spec: 'RFC 8684 §3.4.1' }),
  'options.mptcp.ipv4': ipv4(VARIES, { label: 'IPv4 address', doc: 'A further address of the sender.', spec: 'RFC 8684 §3.4.1' }),
  'options.mptcp.ipv6': ipv6(VARIES, { label: 'IPv6 address', doc: 'A further address of the sender.', spec: 'RFC 8684 §3.4.1' }),
  'options.mptcp.port': u16(VARIES, { label: 'Port', doc: 'The port at that address, where it is another.', spec: 'RFC 8684 §3.4.1' }),
  'options.mptcp.addaddrtrunchmac': u64(VARIES, { label: 'Truncated HMAC', doc: 'Proof that the address comes from the sender.', spec: 'RFC 8684 §3.4.1' }),
});
const f = mptcpFields;

/** Places the content of an option of `length` bytes, after its kind and length (RFC 8684 §3). */
export function placeMptcp(o: Places, t: TreeBuilder, length: number): void {
  if (!o.has(1)) return;
  const first = t.bytes[o.at]!;
  switch (first >> 4) {
    case SUBTYPE.capable:
      placeCapable(o, first & 15, length);
      break;
    case SUBTYPE.join:
      placeJoin(o, t, length);
      break;
    case SUBTYPE.sequence:
      placeSequence(o, t);
      break;
    case SUBTYPE.addAddress:
      placeAddAddress(o, first & 15, length);
      break;
    case SUBTYPE.removeAddress:
      o.take(f['options.mptcp.subtype']);
      while (o.left > 0) o.take(f['options.mptcp.addrid']);
      break;
    case SUBTYPE.priority:
      o.bits(f['options.mptcp.flags'], f['options.mptcp.subtype'], f['options.mptcp.backup.flag']);
      if (o.left > 0) o.take(f['options.mptcp.addrid']);
      break;
    case SUBTYPE.fail:
      placeReserved(o, t);
      o.take(f['options.mptcp.rawdataseqno']);
      break;
    case SUBTYPE.fastClose:
      placeReserved(o, t);
      o.take(f['options.mptcp.recvkey']);
      break;
    case SUBTYPE.reset:
      o.bits(
        f['options.mptcp.flags'], f['options.mptcp.subtype'], f['options.mptcp.flag_U.flag'], f['options.mptcp.flag_V.flag'], f['options.mptcp.flag_W.flag'],
        f['options.mptcp.flag_T.flag'],
      );
      o.take(f['options.mptcp.rst_reason']);
      break;
    default:
      o.take(f['options.mptcp.subtype']);
  }
}

/** The subtype, and the twelve reserved bits after it. */
function placeReserved(o: Places, t: TreeBuilder): void {
  if (!o.has(2)) return;
  t.add(f['options.mptcp.subtype'], o.at, o.at + 1);
  o.take(f['options.mptcp.reserved']);
}

const CAPABLE_LENGTHS = [12, 20, 22, 24];

/** RFC 8684 §3.1: the SYN of version 1 has no key, the SYN-ACK one, the ACK both, and with data its length and checksum. */
function placeCapable(o: Places, version: number, length: number): void {
  o.share(f['options.mptcp.subtype'], f['options.mptcp.version']);
  const common = [f['options.mptcp.checksumreq.flags'], f['options.mptcp.extensibility.flag']];
  if (version === 0) o.bits(f['options.mptcp.flags'], ...common, f['options.mptcp.reserved.flag'], f['options.mptcp.sha1.flag']);
  else o.bits(f['options.mptcp.flags'], ...common, f['options.mptcp.nomoresubflows.flag'], f['options.mptcp.reserved.flag'], f['options.mptcp.sha256.flag']);
  if (!CAPABLE_LENGTHS.includes(length)) return;
  o.take(f['options.mptcp.sendkey']);
  if (length >= 20) o.take(f['options.mptcp.recvkey']);
  if (length >= 22) o.take(f['options.mptcp.datalvllen']);
  if (length >= 24) o.take(f['options.mptcp.checksum']);
}

/** RFC 8684 §3.2: SYN, SYN-ACK and ACK are told apart by their lengths. */
function placeJoin(o: Places, t: TreeBuilder, length: number): void {
  if (length === 24) {
    placeReserved(o, t);
    o.take(f['options.mptcp.sendhmac']);
    return;
  }
  o.bits(f['options.mptcp.flags'], f['options.mptcp.subtype'], f['options.mptcp.backup.flag']);
  if (length !== 12 && length !== 16) return;
  o.take(f['options.mptcp.addrid']);
  o.take(length === 12 ? f['options.mptcp.recvtok'] : f['options.mptcp.sendtrunchmac']);
  o.take(f['options.mptcp.sendrand']);
}

/** RFC 8684 §3.3: flags say what is there, and how wide. */
function placeSequence(o: Places, t: TreeBuilder): void {
  o.take(f['options.mptcp.subtype']);
  if (!o.bits(
    f['options.mptcp.flags'], f['options.mptcp.datafin.flag'], f['options.mptcp.dseqn8.flag'], f['options.mptcp.dseqnpresent.flag'], f['options.mptcp.dataack8.flag'],
    f['options.mptcp.dataackpresent.flag'],
  )) return;
  const flags = t.bytes[o.at - 1]!;
  if (flags & f['options.mptcp.dataackpresent.flag'].mask) o.take(f['options.mptcp.rawdataack'], flags & f['options.mptcp.dataack8.flag'].mask ? 8 : 4);
  if ((flags & f['options.mptcp.dseqnpresent.flag'].mask) === 0) return;
  o.take(f['options.mptcp.rawdataseqno'], flags & f['options.mptcp.dseqn8.flag'].mask ? 8 : 4);
  o.take(f['options.mptcp.subflowseqno']);
  o.take(f['options.mptcp.datalvllen']);
  if (o.left >= f['options.mptcp.checksum'].size) o.take(f['options.mptcp.checksum']);
}

/** RFC 8684 §3.4.1, and RFC 6824 §3.4.1 where the low bits are an IP version: what is there follows from the length. */
function placeAddAddress(o: Places, low: number, length: number): void {
  const isVersion0 = low === 4 || low === 6;
  o.share(f['options.mptcp.subtype'], isVersion0 ? f['options.mptcp.ipver'] : f['options.mptcp.echo']);
  o.take(f['options.mptcp.addrid']);
  const isIpv6 = length >= 20;
  const rest = length - (isIpv6 ? 20 : 8);
  if (rest !== 0 && rest !== 2 && rest !== 8 && rest !== 10) return;
  o.take(isIpv6 ? f['options.mptcp.ipv6'] : f['options.mptcp.ipv4']);
  if (rest === 2 || rest === 10) o.take(f['options.mptcp.port']);
  if (rest >= 8) o.take(f['options.mptcp.addaddrtrunchmac']);
}
