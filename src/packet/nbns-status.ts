import { fieldsOf, flag, group, mac, text, u16, u32, u8, VARIES } from '../base/field.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { nameText, suffixNames } from '../message/netbios-name.ts';
import { nodeTypeNames } from './nbns-names.ts';
import type { Places } from './places.ts';
import { macNames } from './vendor.ts';

/** A name of 15 characters, what kind of service has it, and flags. */
const ENTRY = 18;
const CHARACTERS = 15;

const statistics = { spec: 'RFC 1002 §4.2.18, STATISTICS' };

/** What a machine tells of itself when it is asked for its status. */
export const nodeStatusFields = fieldsOf('nbns', 'RFC 1002 §4.2.18', {
  number_of_names: u8(VARIES, { label: 'Number of names', doc: 'How many names the machine has.' }),
  node_name: group({ label: 'Name of the machine', doc: 'A name that the machine has, and what it is.' }),
  netbios_name: text(VARIES, 16, { label: 'Name', doc: 'A name of the machine, or of a group that it is in, without the blanks that fill it up.' }),
  'netbios_name.suffix': u8(VARIES, { hex: true, names: suffixNames, label: 'Suffix', doc: 'The last byte of the name: which of the services of the machine goes by it.', spec: 'RFC 1001 §14.1' }),
  name_flags: u16(VARIES, { hex: true, label: 'Name flags', doc: 'What kind of name it is, and what state it is in.' }),
  'name_flags.group': flag(VARIES, 2, 0x8000, { within: 'name_flags', label: 'Group name', doc: 'Set: the name is that of a group of machines; clear: of this one only.' }),
  'name_flags.ont': u16(VARIES, { mask: 0x6000, within: 'name_flags', names: nodeTypeNames, label: 'Owner node type', doc: 'How the owner of the name finds other names.' }),
  'name_flags.drg': flag(VARIES, 2, 0x1000, { within: 'name_flags', label: 'Being released', doc: 'The name is being given up.' }),
  'name_flags.cnf': flag(VARIES, 2, 0x0800, { within: 'name_flags', label: 'In conflict', doc: 'Another machine has the name too.' }),
  'name_flags.act': flag(VARIES, 2, 0x0400, { within: 'name_flags', label: 'Active', doc: 'The name is in use; always set.' }),
  'name_flags.prm': flag(VARIES, 2, 0x0200, { within: 'name_flags', label: 'Permanent', doc: 'The name is the permanent one of the machine.' }),
  unit_id: mac(VARIES, { ...statistics, names: macNames, label: 'Unit ID', doc: 'Hardware address of the network card.' }),
  jumpers: u8(VARIES, { ...statistics, hex: true, label: 'Jumpers', doc: 'How the jumpers of the card are set; zero today.' }),
  test_result: u8(VARIES, { ...statistics, hex: true, label: 'Test result', doc: 'What the card found when it tested itself; zero today.' }),
  version_number: u16(VARIES, { ...statistics, hex: true, label: 'Version', doc: 'Version of the NetBIOS software; zero today.' }),
  period_of_statistics: u16(VARIES, { ...statistics, hex: true, label: 'Period of statistics', doc: 'How long the counters that follow have been counting; zero today.' }),
  num_crcs: u16(VARIES, { ...statistics, label: 'Checksum errors', doc: 'Frames that came with a wrong checksum.' }),
  num_alignment_errors: u16(VARIES, { ...statistics, label: 'Alignment errors', doc: 'Frames that did not end with a whole byte.' }),
  num_collisions: u16(VARIES, { ...statistics, label: 'Collisions', doc: 'Frames that met another one on the wire.' }),
  num_send_aborts: u16(VARIES, { ...statistics, label: 'Send aborts', doc: 'Frames whose sending was given up.' }),
  num_good_sends: u32(VARIES, { ...statistics, label: 'Good sends', doc: 'Frames sent without trouble.' }),
  num_good_receives: u32(VARIES, { ...statistics, label: 'Good receives', doc: 'Frames received without trouble.' }),
  numretransmits: u16(VARIES, { ...statistics, label: 'Retransmits', doc: 'Frames sent again.' }),
  num_no_resource_conditions: u16(VARIES, { ...statistics, label: 'No resource conditions', doc: 'How often there was no memory for a frame.' }),
  numcommand_blocks: u16(VARIES, { ...statistics, label: 'Free command blocks', doc: 'How many more requests programs may make at present.' }),
  total_command_blocks: u16(VARIES, { ...statistics, label: 'Command blocks', doc: 'How many requests programs may make at the same time.' }),
  max_total_command_blocks: u16(VARIES, { ...statistics, label: 'Most command blocks', doc: 'How many requests at the same time could be configured.' }),
  numpending_sessions: u16(VARIES, { ...statistics, label: 'Pending sessions', doc: 'Sessions that are open, or being opened.' }),
  max_num_pending_sessions: u16(VARIES, { ...statistics, label: 'Most pending sessions', doc: 'How many sessions there may be at the same time.' }),
  max_total_sessions_possible: u16(VARIES, { ...statistics, label: 'Most sessions possible', doc: 'How many sessions at the same time could be configured.' }),
  session_data_packet_size: u16(VARIES, { ...statistics, unit: 'bytes', label: 'Session data packet size', doc: 'The longest packet of a session.' }),
});
const f = nodeStatusFields;

const counters = [
  f.unit_id, f.jumpers, f.test_result, f.version_number, f.period_of_statistics, f.num_crcs, f.num_alignment_errors, f.num_collisions, f.num_send_aborts, f.num_good_sends,
  f.num_good_receives, f.numretransmits, f.num_no_resource_conditions, f.numcommand_blocks, f.total_command_blocks, f.max_total_command_blocks, f.numpending_sessions,
  f.max_num_pending_sessions, f.max_total_sessions_possible, f.session_data_packet_size,
];

/** The status of a machine: its names, then counters, of which some senders leave the last out. */
export function addNodeStatus(t: TreeBuilder, parts: Places): void {
  if (!parts.take(f.number_of_names)) return;
  const count = t.bytes[parts.at - 1]!;
  for (let i = 0; i < count && parts.has(ENTRY); i++) addEntry(t, parts);
  for (const field of counters) {
    if (parts.left < field.size) return;
    parts.take(field);
  }
}

function addEntry(t: TreeBuilder, parts: Places): void {
  const { at } = parts;
  const suffixAt = at + CHARACTERS;
  t.begin(f.node_name, at, at + ENTRY);
  t.begin(f.netbios_name, at, suffixAt + 1, nameText(t.bytes, at, suffixAt, t.walk.oemCodepage));
  t.add(f['netbios_name.suffix'], suffixAt, suffixAt + 1);
  t.close();
  parts.at = suffixAt + 1;
  parts.bits(f.name_flags, f['name_flags.group'], f['name_flags.ont'], f['name_flags.drg'], f['name_flags.cnf'], f['name_flags.act'], f['name_flags.prm']);
  t.close();
}
