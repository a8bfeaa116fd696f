import { bytes, fieldsOf, flag, flagLittle, sentence, text, u16le, u32le, u8, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';

export const COMMAND = {
  hostAnnouncement: 0x01, announcementRequest: 0x02, election: 0x08, backupListRequest: 0x09, backupListResponse: 0x0a, becomeBackup: 0x0b, domainAnnouncement: 0x0c,
  masterAnnouncement: 0x0d, resetState: 0x0e, localMasterAnnouncement: 0x0f,
} as const;
const commandNames = names('browser.command', {
  0x01: ['host announcement', 'A machine tells of itself: that it is there, what it offers, which Windows it runs.'],
  0x02: ['announcement request', 'Asks every machine to announce itself at once, so that a list can be made anew.'],
  0x08: ['election', 'Machines compare what speaks for each of them; the best becomes the master browser.'],
  0x09: ['backup list request', 'Asks the master browser which machines have a copy of the list.'],
  0x0a: ['backup list response', 'The master browser names the machines that have a copy of the list.'],
  0x0b: ['become backup browser', 'The master browser wants a machine to keep a copy of the list.'],
  0x0c: ['domain announcement', 'The master browser of a domain or workgroup tells the others that there is one.'],
  0x0d: ['master announcement', 'A master browser makes itself known to the one of the whole domain.'],
  0x0e: ['reset state', 'Has a browser forget its list or give up its part.'],
  0x0f: ['local master announcement', 'The machine says that it keeps the list of this network.'],
});
/** Which systems call themselves so. */
const windowsVersions = {
  '5.0': 'Windows 2000', '5.1': 'Windows XP', '5.2': 'Windows Server 2003 R2 or Windows Server 2003', '6.0': 'Windows Vista or Windows Server 2008',
  '6.1': 'Windows 7 or Windows Server 2008 R2',
} as const;

const announcement = { spec: 'MS-BRWS §2.2.1' };
const ofType = { spec: 'MS-BRWS §2.2.1', within: 'server_type' };
const election = { spec: 'MS-BRWS §2.2.3' };
const ofCriteria = { ...election, within: 'election.criteria' };
const ofDesire = { ...election, within: 'election.desire' };
const ofSystem = { ...election, within: 'election.os' };
const list = { spec: 'MS-BRWS §2.2.4, §2.2.5' };
const reset = { spec: 'MS-BRWS §2.2.9' };

export const browserFields = fieldsOf('browser', 'MS-BRWS §2.2', {
  command: u8(0, { hex: true, names: commandNames, label: 'Command', doc: 'What the message is: an announcement, an election, a question about who keeps the list of machines.' }),
  update_count: u8(VARIES, { ...announcement, label: 'Update count', doc: 'Reserved; some senders count their announcements.' }),
  period: u32le(VARIES, { ...announcement, unit: 'milliseconds', label: 'Period', doc: 'When the next announcement is to be expected.' }),
  server: text(VARIES, 0, { ...announcement, label: 'Server name', doc: 'Name of the machine, or of the domain or workgroup, that is announced.' }),
  windows_version: sentence({ ...announcement, label: 'Windows version', doc: 'Which versions of Windows have these numbers.', phrases: windowsVersions }),
  os_major: u8(VARIES, { ...announcement, label: 'System version, major', doc: 'Version of the operating system, before the point.' }),
  os_minor: u8(VARIES, { ...announcement, label: 'System version, minor', doc: 'Version of the operating system, after the point.' }),
  server_type: u32le(VARIES, { ...announcement, hex: true, label: 'Server type', doc: 'What the machine is and does for others.' }),
  'server_type.workstation': flagLittle(VARIES, 4, 0x0000_0001, { ...ofType, label: 'Workstation', doc: 'It can use what others share.' }),
  'server_type.server': flagLittle(VARIES, 4, 0x0000_0002, { ...ofType, label: 'Server', doc: 'It shares files or printers.' }),
  'server_type.sql': flagLittle(VARIES, 4, 0x0000_0004, { ...ofType, label: 'SQL server', doc: 'It has a database (SQL Server).' }),
  'server_type.domain_controller': flagLittle(VARIES, 4, 0x0000_0008, { ...ofType, label: 'Domain controller', doc: 'It is the primary controller of a domain.' }),
  'server_type.backup_controller': flagLittle(VARIES, 4, 0x0000_0010, { ...ofType, label: 'Backup controller', doc: 'It is a backup controller of a domain.' }),
  'server_type.time': flagLittle(VARIES, 4, 0x0000_0020, { ...ofType, label: 'Time source', doc: 'It tells others the time.' }),
  'server_type.apple': flagLittle(VARIES, 4, 0x0000_0040, { ...ofType, label: 'Apple', doc: 'It serves Apple machines (AFP).' }),
  'server_type.novell': flagLittle(VARIES, 4, 0x0000_0080, { ...ofType, label: 'Novell', doc: 'It is a server of Novell.' }),
  'server_type.member': flagLittle(VARIES, 4, 0x0000_0100, { ...ofType, label: 'Domain member', doc: 'It is a member of a domain of LAN Manager.' }),
  'server_type.print': flagLittle(VARIES, 4, 0x0000_0200, { ...ofType, label: 'Print server', doc: 'It shares a printer.' }),
  'server_type.dialin': flagLittle(VARIES, 4, 0x0000_0400, { ...ofType, label: 'Dial-in server', doc: 'It can be dialled.' }),
  'server_type.xenix': flagLittle(VARIES, 4, 0x0000_0800, { ...ofType, label: 'UNIX', doc: 'It runs Xenix or another UNIX.' }),
  'server_type.ntw': flagLittle(VARIES, 4, 0x0000_1000, { ...ofType, label: 'NT workstation', doc: 'It runs Windows NT or a later Windows.' }),
  'server_type.wfw': flagLittle(VARIES, 4, 0x0000_2000, { ...ofType, label: 'Windows for Workgroups', doc: 'It runs Windows for Workgroups, 95 or 98.' }),
  'server_type.nts': flagLittle(VARIES, 4, 0x0000_8000, { ...ofType, label: 'NT server', doc: 'It runs Windows Server, and is no domain controller.' }),
  'server_type.browser.potential': flagLittle(VARIES, 4, 0x0001_0000, { ...ofType, label: 'Potential browser', doc: 'It can keep the list of machines.' }),
  'server_type.browser.backup': flagLittle(VARIES, 4, 0x0002_0000, { ...ofType, label: 'Backup browser', doc: 'It keeps a copy of the list of machines.' }),
  'server_type.browser.master': flagLittle(VARIES, 4, 0x0004_0000, { ...ofType, label: 'Master browser', doc: 'It keeps the list of machines of the network.' }),
  'server_type.browser.domain_master': flagLittle(VARIES, 4, 0x0008_0000, { ...ofType, label: 'Domain master browser', doc: 'It keeps the list of machines of the whole domain.' }),
  'server_type.osf': flagLittle(VARIES, 4, 0x0010_0000, { ...ofType, label: 'OSF', doc: 'It runs OSF/1.' }),
  'server_type.vms': flagLittle(VARIES, 4, 0x0020_0000, { ...ofType, label: 'VMS', doc: 'It runs VMS.' }),
  'server_type.w95': flagLittle(VARIES, 4, 0x0040_0000, { ...ofType, label: 'Windows 95', doc: 'It runs Windows 95 or later.' }),
  'server_type.dfs': flagLittle(VARIES, 4, 0x0080_0000, { ...ofType, label: 'DFS', doc: 'It has the root of a distributed file system.' }),
  'server_type.local': flagLittle(VARIES, 4, 0x4000_0000, { ...ofType, label: 'Local list only', doc: 'Only machines of this network are asked for.' }),
  'server_type.domainenum': flagLittle(VARIES, 4, 0x8000_0000, { ...ofType, label: 'Domain', doc: 'What is announced is a domain or workgroup, not a machine.' }),
  proto_major: u8(VARIES, { label: 'Browser version, major', doc: 'Version of the browser protocol, before the point.' }),
  proto_minor: u8(VARIES, { label: 'Browser version, minor', doc: 'Version of the browser protocol, after the point.' }),
  sig: u16le(VARIES, { ...announcement, hex: true, label: 'Signature', doc: 'Always AA55.' }),
  comment: text(VARIES, 0, { ...announcement, label: 'Comment', doc: 'What the owner of the machine says about it.' }),
  mysterious_field: u32le(VARIES, { hex: true, label: 'Unexplained', doc: 'Without a known meaning; newer senders have version and signature here.', spec: 'MS-BRWS §2.2.7' }),
  mb_server: text(VARIES, 0, { label: 'Master browser', doc: 'Name of the machine that keeps the list of machines.', spec: 'MS-BRWS §2.2.7, §2.2.8' }),
  unused: u8(VARIES, { hex: true, label: 'Unused', doc: 'Reserved.', spec: 'MS-BRWS §2.2.2' }),
  response_computer_name: text(VARIES, 0, { label: 'Asking machine', doc: 'Who asks others to announce themselves.', spec: 'MS-BRWS §2.2.2' }),
  'election.version': u8(VARIES, { ...election, label: 'Election version', doc: 'Version of the way in which browsers are elected; the higher one wins.' }),
  'election.criteria': u32le(VARIES, { ...election, hex: true, label: 'Election criteria', doc: 'What speaks for the machine; the higher number wins.' }),
  'election.desire': u8(VARIES, { ...ofCriteria, hex: true, label: 'Desire', doc: 'What the machine is already, or would like to be.' }),
  'election.desire.backup': flag(VARIES, 1, 0x01, { ...ofDesire, label: 'Backup browser', doc: 'It keeps a copy of the list of machines.' }),
  'election.desire.standby': flag(VARIES, 1, 0x02, { ...ofDesire, label: 'Standby browser', doc: 'It would keep a copy if it were asked to.' }),
  'election.desire.master': flag(VARIES, 1, 0x04, { ...ofDesire, label: 'Master browser', doc: 'It keeps the list of machines.' }),
  'election.desire.domain_master': flag(VARIES, 1, 0x08, { ...ofDesire, label: 'Domain master browser', doc: 'It keeps the list of the whole domain.' }),
  'election.desire.wins': flag(VARIES, 1, 0x20, { ...ofDesire, label: 'WINS', doc: 'It uses a name server.' }),
  'election.desire.nt': flag(VARIES, 1, 0x80, { ...ofDesire, label: 'Domain controller', doc: 'It is the primary controller of a domain.' }),
  'election.os': u8(VARIES, { ...ofCriteria, hex: true, label: 'System', doc: 'Which kind of Windows it runs.' }),
  'election.os.wfw': flag(VARIES, 1, 0x01, { ...ofSystem, label: 'Windows for Workgroups', doc: 'Windows for Workgroups, 95 or 98.' }),
  'election.os.ntw': flag(VARIES, 1, 0x10, { ...ofSystem, label: 'NT workstation', doc: 'Windows NT or a later Windows.' }),
  'election.os.nts': flag(VARIES, 1, 0x20, { ...ofSystem, label: 'NT server', doc: 'Windows Server.' }),
  uptime: u32le(VARIES, { ...election, unit: 'milliseconds', label: 'Uptime', doc: 'How long the machine has been running; of equals the older one wins.' }),
  reserved: bytes(VARIES, 0, { label: 'Reserved', doc: 'Must be zero.' }),
  'backup.count': u8(VARIES, { ...list, label: 'Backup count', doc: 'How many backup browsers are wanted, or named.' }),
  'backup.token': u32le(VARIES, { ...list, label: 'Token', doc: 'Number of the question, which the answer repeats.' }),
  'backup.server': text(VARIES, 0, { ...list, label: 'Backup browser', doc: 'A machine that has a copy of the list of machines.' }),
  browser_to_promote: text(VARIES, 0, { label: 'Machine to promote', doc: 'Which machine is to keep a copy of the list from now on.', spec: 'MS-BRWS §2.2.6' }),
  reset_cmd: u8(VARIES, { ...reset, hex: true, label: 'Reset', doc: 'What the browser is to forget or to give up.' }),
  'reset_cmd.demote': flag(VARIES, 1, 0x01, { ...reset, within: 'reset_cmd', label: 'Stop being master', doc: 'It is to go on as a backup browser.' }),
  'reset_cmd.flush': flag(VARIES, 1, 0x02, { ...reset, within: 'reset_cmd', label: 'Clear the list', doc: 'It is to forget the list of machines.' }),
  'reset_cmd.stop_lmb': flag(VARIES, 1, 0x04, { ...reset, within: 'reset_cmd', label: 'Stop browsing', doc: 'It is to keep no list any more.' }),
  data: bytes(VARIES, 0, { label: 'Data', doc: 'Bytes that are not taken apart here.' }),
});
