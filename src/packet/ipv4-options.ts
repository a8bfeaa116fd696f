import { bytes, fieldsOf, flag, ipv4, text, u16, u32, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { cipsoFields, placeCipso } from './ipv4-cipso.ts';
import { addOptions, type OptionLayout, type OptionList } from './option-list.ts';
import type { Places } from './places.ts';

/** IANA, IP Option Numbers; each with its copied flag and class. */
const typeNames = names('ip.opt.type', {
  0: ['end of options', 'Ends the list of options; what follows is filling.'],
  1: ['no operation', 'Does nothing; it fills up between options.'],
  7: ['record route', 'Each router on the way writes its address into it.'],
  10: ['experimental measurement', 'An experiment of measuring networks.'],
  11: ['MTU probe', 'Looks for the largest packet that the way lets pass; obsolete.'],
  12: ['MTU reply', 'Tells the largest packet that the way lets pass; obsolete.'],
  15: ['ENCODE', 'Told how the content was encrypted; never used widely.'],
  25: ['quick-start', 'Asks the routers on the way how fast the sender may begin.'],
  30: ['experiment', 'Free for experiments.'],
  68: ['timestamp', 'Each router on the way writes the time into it, and perhaps its address.'],
  82: ['traceroute', 'Asks every router on the way for a message; obsolete.'],
  94: ['experiment', 'Free for experiments.'],
  130: ['security', 'Says how secret the packet is and who may handle it.'],
  131: ['loose source route', 'Names routers that the packet must pass, with any others between them.'],
  133: ['extended security', 'Adds to the security option what an authority needs besides.'],
  134: ['commercial security (CIPSO)', 'Labels the packet with a level and categories of secrecy.'],
  136: ['stream identifier', 'Numbered a stream in the old SATNET network; obsolete.'],
  137: ['strict source route', 'Names every router that the packet must pass, and no others.'],
  142: ['experimental access control', 'An experiment of controlling access; obsolete.'],
  144: ['IMI traffic descriptor', 'Described the traffic that the sender would send; obsolete.'],
  145: ['extended IP', 'An old proposal for longer addresses; obsolete.'],
  147: ['address extension', 'An old proposal for longer addresses; obsolete.'],
  148: ['router alert', 'Every router on the way is to look into the packet.'],
  149: ['selective directed broadcast', 'Sends the packet to several networks at once; obsolete.'],
  151: ['dynamic packet state', 'Tells routers what they need to know of a stream without remembering it; obsolete.'],
  152: ['upstream multicast packet', 'Sends a multicast packet up to the root of its tree; obsolete.'],
  158: ['experiment', 'Free for experiments.'],
  222: ['experiment', 'Free for experiments.'],
});
const classNames = names('ip.opt.type.class', { 0: 'control', 1: 'reserved', 2: 'debugging and measurement', 3: 'reserved' });
const timestampNames = names('ip.opt.flag', { 0: 'times alone', 1: 'addresses and times', 3: 'times of the listed addresses' });
/** RFC 2113 §2.1; what else is assigned is in RFC 5350. */
const alertNames = names('ip.opt.ra', { 0: 'every router examines the packet' });
/** RFC 1108 §2.3. */
const levelNames = names('ip.opt.sec_cl', { 0x3d: 'top secret', 0x5a: 'secret', 0x96: 'confidential', 0xab: 'unclassified' });
/** RFC 791 §3.1, as it was before RFC 1108. */
const oldLevelNames = names('ip.opt.sec_rfc791_sec', {
  0x0000: 'unclassified', 0xf135: 'confidential', 0x789a: 'EFTO', 0xbc4d: 'MMMM', 0x5e26: 'PROG', 0xaf13: 'restricted', 0xd788: 'secret', 0x6bc5: 'top secret',
});
/** Length of the security option of RFC 791; that of RFC 1108 is mostly shorter, and tells nothing else of itself. */
const OLD_SECURITY = 11;

const security = { spec: 'RFC 1108 §2' };

const f = fieldsOf('ip', 'RFC 791 §3.1', {
  'opt.type': u8(VARIES, { names: typeNames, label: 'Type', doc: 'Which option it is.' }),
  'opt.type.copy': flag(VARIES, 1, 0x80, { label: 'Copied', doc: 'The option is repeated in every fragment of the packet.' }),
  'opt.type.class': u8(VARIES, { mask: 0x60, names: classNames, label: 'Class', doc: 'Whether the option controls the network or measures it.' }),
  'opt.type.number': u8(VARIES, { mask: 0x1f, label: 'Number', doc: 'Number of the option within its class.' }),
  'opt.len': u8(VARIES, { unit: 'bytes', label: 'Length', doc: 'Length of the option, its type and length bytes included.' }),
  'opt.ptr': u8(VARIES, { label: 'Pointer', doc: 'Offset in the option, counted from 1, of the next address or time that is due.' }),
  'options.eol': bytes(VARIES, 0, { label: 'End of options', doc: 'No more options; what is left of the header is filling.' }),
  'options.nop': bytes(VARIES, 0, { label: 'No operation', doc: 'One byte of filling, so that the next option starts on a word.' }),
  'opt.padding': bytes(VARIES, 0, { label: 'Filling', doc: 'Zeros up to the end of the header.' }),
  'options.record_route': bytes(VARIES, 0, { label: 'Record route', doc: 'Every router that passes the packet on enters its address.' }),
  'options.route': bytes(VARIES, 0, { label: 'Loose source route', doc: 'Addresses that the packet must pass, with other routers between them if need be.' }),
  'options.source_route': bytes(VARIES, 0, { label: 'Strict source route', doc: 'All routers that the packet must pass, one after the other.' }),
  rec_rt: ipv4(VARIES, { label: 'Passed', doc: 'A router that the packet has passed.' }),
  src_rt: ipv4(VARIES, { label: 'To be passed', doc: 'An address that the packet has still to go to; the last one is its final destination.' }),
  empty_rt: ipv4(VARIES, { label: 'Empty', doc: 'Room for the address of a router to come.' }),
  'options.timestamp': bytes(VARIES, 0, { label: 'Timestamp', doc: 'Every router that passes the packet on enters the time.' }),
  'opt.overflow': u8(VARIES, { mask: 0xf0, label: 'Overflow', doc: 'How many routers found no room to enter their time.' }),
  'opt.flag': u8(VARIES, { mask: 0x0f, hex: true, names: timestampNames, label: 'Form', doc: 'Whether routers enter their addresses, too.' }),
  'opt.time_stamp_addr': ipv4(VARIES, { label: 'Address', doc: 'The router whose time follows.' }),
  'opt.time_stamp': u32(VARIES, { unit: 'milliseconds', label: 'Time', doc: 'Milliseconds since midnight UT; with the first bit set, in another measure.' }),
  'options.security': bytes(VARIES, 0, { ...security, label: 'Security', doc: 'How secret the content of the packet is.' }),
  'opt.sec_cl': u8(VARIES, { ...security, hex: true, names: levelNames, label: 'Classification level', doc: 'How secret the content is.' }),
  'opt.sec_prot_auth_flags': u8(VARIES, { ...security, hex: true, label: 'Protection authorities', doc: 'Whose rules the content is protected by; the last bit says that another byte follows.' }),
  'opt.sec_rfc791_sec': u16(VARIES, { hex: true, names: oldLevelNames, label: 'Security level', doc: 'How secret the content is, by the older form of the option.' }),
  'opt.sec_rfc791_comp': u16(VARIES, { label: 'Compartments', doc: 'Which group of the trusted the content is for.' }),
  'opt.sec_rfc791_hr': text(VARIES, 2, { label: 'Handling restrictions', doc: 'Control and release markings, as letters.' }),
  'opt.sec_rfc791_tcc': text(VARIES, 3, { label: 'Transmission control code', doc: 'Keeps the traffic of communities apart, as letters.' }),
  'options.ext_security': bytes(VARIES, 0, { label: 'Extended security', doc: 'More about how the content is protected.', spec: 'RFC 1108 §3' }),
  'opt.ext_sec_add_sec_info_format_code': u8(VARIES, { hex: true, label: 'Format', doc: 'Who defines the form of what follows.', spec: 'RFC 1108 §3' }),
  'opt.ext_sec_add_sec_info': bytes(VARIES, 0, { label: 'Information', doc: 'The information in that form.', spec: 'RFC 1108 §3' }),
  'options.sid': bytes(VARIES, 0, { label: 'Stream identifier', doc: 'Carries the stream number of SATNET through networks that know no streams; obsolete.' }),
  'opt.sid': u16(VARIES, { label: 'Stream', doc: 'Number of the stream.' }),
  'options.routeralert': bytes(VARIES, 0, { label: 'Router alert', doc: 'Asks routers on the way to look at the packet though it is not for them.', spec: 'RFC 2113 §2.1' }),
  'opt.ra': u16(VARIES, { names: alertNames, label: 'Value', doc: 'What the routers are asked to look for.', spec: 'RFC 2113 §2.1' }),
  'options.mtu_probe': bytes(VARIES, 0, { label: 'MTU probe', doc: 'Finds the smallest packet limit on the way there; obsolete.', spec: 'RFC 1063' }),
  'options.mtu_reply': bytes(VARIES, 0, { label: 'MTU reply', doc: 'Tells what a probe has found; obsolete.', spec: 'RFC 1063' }),
  'opt.mtu': u16(VARIES, { unit: 'bytes', label: 'MTU', doc: 'The smallest limit so far.', spec: 'RFC 1063' }),
  'options.traceroute': bytes(VARIES, 0, { label: 'Traceroute', doc: 'Asks every router on the way for an ICMP message.', spec: 'RFC 1393 §2.2' }),
  'opt.id_number': u16(VARIES, { label: 'ID number', doc: 'Tells the answers to several traceroutes apart.', spec: 'RFC 1393 §2.2' }),
  'opt.ohc': u16(VARIES, { label: 'Outbound hop count', doc: 'How many routers have passed it on its way out.', spec: 'RFC 1393 §2.2' }),
  'opt.rhc': u16(VARIES, { label: 'Return hop count', doc: 'How many routers have passed it on its way back.', spec: 'RFC 1393 §2.2' }),
  'opt.originator': ipv4(VARIES, { label: 'Originator', doc: 'Who wants the answers.', spec: 'RFC 1393 §2.2' }),
  'options.cipso': bytes(VARIES, 0, { label: 'Commercial security', doc: 'A security label that both ends understand by an agreement of theirs.', spec: 'FIPS 188' }),
  'options.unknown': bytes(VARIES, 0, { label: 'Option', doc: 'An option that is not known here.' }),
  'opt.content': bytes(VARIES, 0, { label: 'Content', doc: 'The content of the option, as it is.' }),
  'options.broken': bytes(VARIES, 0, { label: 'Broken option', doc: 'An option whose length cannot be right; it ends the list.' }),
  'opt.rest': bytes(VARIES, 0, { label: 'Rest', doc: 'What is left of an option that is longer or shorter than it should be.' }),
});
export const ipv4OptionFields = { ...f, ...cipsoFields };

const END = 0;
const NO_OPERATION = 1;
const LOOSE = 131;
const STRICT = 137;
const ADDRESS = 4;
/** Type, length and pointer come before the first address; the pointer counts from 1. */
const FIRST_ADDRESS = 4;

const layouts: ReadonlyMap<number, OptionLayout> = new Map<number, OptionLayout>([
  [7, { field: f['options.record_route'], place: (o, t, length) => placeRoute(o, t, length, true) }],
  [11, { field: f['options.mtu_probe'], length: 4, place: (o) => void o.take(f['opt.mtu']) }],
  [12, { field: f['options.mtu_reply'], length: 4, place: (o) => void o.take(f['opt.mtu']) }],
  [68, { field: f['options.timestamp'], place: placeTimes }],
  [82, { field: f['options.traceroute'], length: 12, place: placeTraceroute }],
  [130, { field: f['options.security'], place: placeSecurity }],
  [LOOSE, { field: f['options.route'], place: (o, t, length) => placeRoute(o, t, length, false) }],
  [133, { field: f['options.ext_security'], place: (o) => {
    if (o.left > 0 && o.take(f['opt.ext_sec_add_sec_info_format_code'])) o.rest(f['opt.ext_sec_add_sec_info']);
  } }],
  [134, { field: f['options.cipso'], place: placeCipso }],
  [136, { field: f['options.sid'], length: 4, place: (o) => void o.take(f['opt.sid']) }],
  [STRICT, { field: f['options.source_route'], place: (o, t, length) => placeRoute(o, t, length, false) }],
  [148, { field: f['options.routeralert'], length: 4, place: (o) => void o.take(f['opt.ra']) }],
]);

const options: OptionList = {
  layouts, kind: (o) => void o.bits(f['opt.type'], f['opt.type.copy'], f['opt.type.class'], f['opt.type.number']), length: f['opt.len'],
  end: f['options.eol'], padding: f['opt.padding'], noOperation: f['options.nop'], unknown: f['options.unknown'], content: f['opt.content'],
  broken: f['options.broken'], rest: f['opt.rest'],
};

/** Adds the options in `from`..`to` to the tree. */
export function addIpv4Options(t: TreeBuilder, from: number, to: number): void {
  addOptions(t, options, from, to);
}

/** Addresses before the pointer were passed; those from it on are to come, or are room for routers to enter theirs. */
function placeRoute(o: Places, t: TreeBuilder, length: number, isRecord: boolean): void {
  if (o.left < 1) return;
  const pointer = t.bytes[o.at]!;
  o.take(f['opt.ptr']);
  if (pointer < FIRST_ADDRESS || (pointer - FIRST_ADDRESS) % ADDRESS !== 0) t.fault('value', o.at - 1, FIRST_ADDRESS, pointer);
  for (let at = FIRST_ADDRESS; o.left >= ADDRESS && at <= length; at += ADDRESS) {
    o.take(at < pointer ? f.rec_rt : isRecord ? f.empty_rt : f.src_rt);
  }
}

/** Where the last address of a source route stands among the options in `from`..`to`, while the packet has still to go there; -1: nowhere. */
export function finalHopAt(b: Uint8Array, from: number, to: number): number {
  for (let at = from; at + FIRST_ADDRESS - 1 + ADDRESS <= to; ) {
    const length = b[at] === NO_OPERATION ? 1 : b[at + 1]!;
    if (b[at] === END || length === 0 || at + length > to) return -1;
    if ((b[at] === LOOSE || b[at] === STRICT) && b[at + 2]! >= FIRST_ADDRESS && b[at + 2]! <= length - ADDRESS + 1 && length >= FIRST_ADDRESS - 1 + ADDRESS) return at + length - ADDRESS;
    at += length;
  }
  return -1;
}

const WITH_ADDRESSES = 1;
const OF_LISTED = 3;

function placeTimes(o: Places, t: TreeBuilder): void {
  if (o.left < 2) return;
  o.take(f['opt.ptr']);
  const form = t.bytes[o.at]! & 15;
  o.share(f['opt.overflow'], f['opt.flag']);
  const hasAddresses = form === WITH_ADDRESSES || form === OF_LISTED;
  while (o.left >= (hasAddresses ? 8 : 4)) {
    if (hasAddresses) o.take(f['opt.time_stamp_addr']);
    o.take(f['opt.time_stamp']);
  }
}

function placeTraceroute(o: Places): void {
  o.take(f['opt.id_number']);
  o.take(f['opt.ohc']);
  o.take(f['opt.rhc']);
  o.take(f['opt.originator']);
}

const MORE_AUTHORITIES = 0x01;

function placeSecurity(o: Places, t: TreeBuilder, length: number): void {
  if (length === OLD_SECURITY) {
    o.take(f['opt.sec_rfc791_sec']);
    o.take(f['opt.sec_rfc791_comp']);
    o.take(f['opt.sec_rfc791_hr']);
    o.take(f['opt.sec_rfc791_tcc']);
    return;
  }
  if (o.left > 0) o.take(f['opt.sec_cl']);
  for (let more = true; more && o.left > 0; ) {
    more = (t.bytes[o.at]! & MORE_AUTHORITIES) !== 0;
    o.take(f['opt.sec_prot_auth_flags']);
  }
}
