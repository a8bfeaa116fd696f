import { bytes, dateIn, flagLittle, text, u16le, u32le, u64le, u8, VARIES } from '../base/field.ts';
import { keywords, names } from '../base/names.ts';

const negotiate = 'MS-SMB2 §2.2.3, §2.2.4';
const contexts = 'MS-SMB2 §2.2.3.1';
const setup = 'MS-SMB2 §2.2.5, §2.2.6';
const tree = 'MS-SMB2 §2.2.9, §2.2.10';
const create = 'MS-SMB2 §2.2.13, §2.2.14';
const close = 'MS-SMB2 §2.2.15, §2.2.16';
const read = 'MS-SMB2 §2.2.19, §2.2.20';
const write = 'MS-SMB2 §2.2.21, §2.2.22';
const lease = 'MS-SMB2 §2.2.23.2';
const lock = 'MS-SMB2 §2.2.26';
const ioctl = 'MS-SMB2 §2.2.31, §2.2.32';
const find = 'MS-SMB2 §2.2.33, §2.2.34';
const notify = 'MS-SMB2 §2.2.35';
const info = 'MS-SMB2 §2.2.37, §2.2.39';
const error = 'MS-SMB2 §2.2.2';

const dialectNames = names('smb2.dialect', { 0x0202: 'SMB 2.0.2', 0x0210: 'SMB 2.1', 0x02ff: 'SMB 2, which one is still open', 0x0300: 'SMB 3.0', 0x0302: 'SMB 3.0.2', 0x0311: 'SMB 3.1.1' });
const contextNames = names('smb2.negotiate_context.type', {
  1: 'preauthentication integrity', 2: 'encryption', 3: 'compression', 5: 'server name', 6: 'transport', 7: 'RDMA transform', 8: 'signing', 0x100: 'POSIX extensions',
});
const shareNames = names('smb2.share_type', { 1: 'disk', 2: 'pipe', 3: 'printer' });
const oplockNames = names('smb2.create.oplock', { 0: 'none', 1: 'level II', 8: 'exclusive', 9: 'batch', 0xff: 'lease' });
const impersonationNames = names('smb2.impersonation.level', { 0: 'anonymous', 1: 'identification', 2: 'impersonation', 3: 'delegation' });
const dispositionNames = names('smb2.create.disposition', { 0: 'supersede', 1: 'open', 2: 'create', 3: 'open or create', 4: 'overwrite', 5: 'overwrite or create' });
const actionNames = names('smb2.create.action', { 0: 'superseded', 1: 'opened', 2: 'created', 3: 'overwritten' });
const classNames = names('smb2.class', { 1: 'file', 2: 'file system', 3: 'security', 4: 'quota' });
const findNames = keywords('smb2.find.infolevel', {
  1: 'FileDirectoryInformation', 2: 'FileFullDirectoryInformation', 3: 'FileBothDirectoryInformation', 12: 'FileNamesInformation', 37: 'FileIdBothDirectoryInformation', 38: 'FileIdFullDirectoryInformation',
});
const fileInfoNames = keywords('smb2.file_info.infolevel', {
  4: 'FileBasicInformation', 5: 'FileStandardInformation', 6: 'FileInternalInformation', 7: 'FileEaInformation', 8: 'FileAccessInformation', 10: 'FileRenameInformation', 11: 'FileLinkInformation',
  13: 'FileDispositionInformation', 14: 'FilePositionInformation', 15: 'FileFullEaInformation', 16: 'FileModeInformation', 17: 'FileAlignmentInformation', 18: 'FileAllInformation',
  19: 'FileAllocationInformation', 20: 'FileEndOfFileInformation', 21: 'FileAlternateNameInformation', 22: 'FileStreamInformation', 23: 'FilePipeInformation', 28: 'FileCompressionInformation',
  34: 'FileNetworkOpenInformation', 35: 'FileAttributeTagInformation', 48: 'FileNormalizedNameInformation', 59: 'FileIdInformation', 64: 'FileDispositionInformationEx',
});
const fsInfoNames = keywords('smb2.fs_info.infolevel', {
  1: 'FileFsVolumeInformation', 2: 'FileFsLabelInformation', 3: 'FileFsSizeInformation', 4: 'FileFsDeviceInformation', 5: 'FileFsAttributeInformation', 6: 'FileFsControlInformation',
  7: 'FileFsFullSizeInformation', 8: 'FileFsObjectIdInformation', 11: 'FileFsSectorSizeInformation',
});
/** MS-SMB2 §2.2.31. */
const functionNames = keywords('smb2.ioctl.function', {
  0x00060194: 'FSCTL_DFS_GET_REFERRALS', 0x000601b0: 'FSCTL_DFS_GET_REFERRALS_EX', 0x00090060: 'FSCTL_IS_PATHNAME_VALID', 0x00090300: 'FSCTL_SVHDX_SYNC_TUNNEL_REQUEST',
  0x000900a4: 'FSCTL_SET_REPARSE_POINT', 0x000900a8: 'FSCTL_GET_REPARSE_POINT', 0x000900c0: 'FSCTL_CREATE_OR_GET_OBJECT_ID', 0x00098208: 'FSCTL_FILE_LEVEL_TRIM', 0x0011400c: 'FSCTL_PIPE_PEEK',
  0x00110018: 'FSCTL_PIPE_WAIT', 0x0011c017: 'FSCTL_PIPE_TRANSCEIVE', 0x001440f2: 'FSCTL_SRV_COPYCHUNK', 0x00144064: 'FSCTL_SRV_ENUMERATE_SNAPSHOTS', 0x00140078: 'FSCTL_SRV_REQUEST_RESUME_KEY',
  0x001441bb: 'FSCTL_SRV_READ_HASH', 0x001480f2: 'FSCTL_SRV_COPYCHUNK_WRITE', 0x001401d4: 'FSCTL_LMR_REQUEST_RESILIENCY', 0x001401fc: 'FSCTL_QUERY_NETWORK_INTERFACE_INFO', 0x00140204: 'FSCTL_VALIDATE_NEGOTIATE_INFO',
});

/** Fields of the bodies of SMB2 messages, all in places of their own; `smb2-body.ts` says where. Numbers are little-endian. */
export const bodyFields = {
  buffer_code: u16le(VARIES, { hex: true, label: 'Structure size', doc: 'Length of the fixed part of the body; the lowest bit says that a part of variable length follows.' }),
  'olb.offset': u32le(VARIES, { hex: true, unit: 'bytes', label: 'Offset', doc: 'Where a part of variable length begins, counted from the start of the header.' }),
  'olb.length': u32le(VARIES, { unit: 'bytes', label: 'Length', doc: 'How long that part is.' }),
  reserved: bytes(VARIES, 0, { label: 'Reserved', doc: 'Without meaning.' }),
  padding: bytes(VARIES, 0, { label: 'Filling', doc: 'Filling, so that the next part begins at a round offset.' }),
  unknown: bytes(VARIES, 0, { label: 'Rest', doc: 'Bytes of the body that are not taken apart here.' }),

  dialect_count: u16le(VARIES, { spec: negotiate, label: 'Dialect count', doc: 'How many dialects the client offers.' }),
  dialect: u16le(VARIES, { spec: negotiate, hex: true, names: dialectNames, label: 'Dialect', doc: 'A version of the protocol: one that the client offers, or the one that the server chose.' }),
  sec_mode: u8(VARIES, { spec: negotiate, hex: true, label: 'Security mode', doc: 'Whether messages can be signed, and whether they must be.' }),
  'sec_mode.sign_enabled': flagLittle(VARIES, 1, 0x01, { spec: negotiate, within: 'sec_mode', label: 'Signing enabled', doc: 'Messages can be signed.' }),
  'sec_mode.sign_required': flagLittle(VARIES, 1, 0x02, { spec: negotiate, within: 'sec_mode', label: 'Signing required', doc: 'Messages must be signed.' }),
  capabilities: u32le(VARIES, { spec: negotiate, hex: true, label: 'Capabilities', doc: 'What the sender is able to do.' }),
  'capabilities.dfs': flagLittle(VARIES, 4, 0x01, { spec: negotiate, within: 'capabilities', label: 'DFS', doc: 'Distributed file system.' }),
  'capabilities.leasing': flagLittle(VARIES, 4, 0x02, { spec: negotiate, within: 'capabilities', label: 'Leasing', doc: 'Leases: a client may keep what it read and wrote to itself for a while.' }),
  'capabilities.large_mtu': flagLittle(VARIES, 4, 0x04, { spec: negotiate, within: 'capabilities', label: 'Large MTU', doc: 'Requests of more than 64 KiB, which cost several credits.' }),
  'capabilities.multi_channel': flagLittle(VARIES, 4, 0x08, { spec: negotiate, within: 'capabilities', label: 'Multichannel', doc: 'Several connections for one session.' }),
  'capabilities.persistent_handles': flagLittle(VARIES, 4, 0x10, { spec: negotiate, within: 'capabilities', label: 'Persistent handles', doc: 'Open files outlive a restart of the server.' }),
  'capabilities.directory_leasing': flagLittle(VARIES, 4, 0x20, { spec: negotiate, within: 'capabilities', label: 'Directory leasing', doc: 'Leases of directories.' }),
  'capabilities.encryption': flagLittle(VARIES, 4, 0x40, { spec: negotiate, within: 'capabilities', label: 'Encryption', doc: 'Encrypted messages.' }),
  client_guid: text(VARIES, 16, { spec: negotiate, label: 'Client GUID', doc: 'A number by which the server knows the client again on another connection.' }),
  server_guid: text(VARIES, 16, { spec: negotiate, label: 'Server GUID', doc: 'A number by which the client knows the server again.' }),
  max_trans_size: u32le(VARIES, { spec: negotiate, unit: 'bytes', label: 'Longest transaction', doc: 'How much a query or a control command may carry.' }),
  max_read_size: u32le(VARIES, { spec: negotiate, unit: 'bytes', label: 'Longest read', doc: 'How much may be read at once.' }),
  max_write_size: u32le(VARIES, { spec: negotiate, unit: 'bytes', label: 'Longest write', doc: 'How much may be written at once.' }),
  current_time: dateIn(8, { spec: negotiate, label: 'Current time', doc: "The server's clock." }),
  boot_time: dateIn(8, { spec: negotiate, label: 'Boot time', doc: 'When the server was started.' }),
  security_blob: bytes(VARIES, 0, { spec: negotiate, label: 'Security blob', doc: 'A step of the logon, in a language of its own (GSS-API: SPNEGO, NTLM, Kerberos).' }),
  'negotiate_context.offset': u32le(VARIES, { spec: contexts, hex: true, unit: 'bytes', label: 'Contexts offset', doc: 'Where the negotiate contexts begin, counted from the header; used by SMB 3.1.1 only.' }),
  'negotiate_context.count': u16le(VARIES, { spec: contexts, label: 'Context count', doc: 'How many negotiate contexts there are; used by SMB 3.1.1 only.' }),
  'negotiate_context.type': u16le(VARIES, { spec: contexts, hex: true, names: contextNames, label: 'Context type', doc: 'What the context is about.' }),
  'negotiate_context.data_length': u16le(VARIES, { spec: contexts, unit: 'bytes', label: 'Context length', doc: 'How long its data is.' }),
  'negotiate_context.data': bytes(VARIES, 0, { spec: contexts, label: 'Context data', doc: 'What is offered or chosen, algorithms for the most part.' }),

  ses_req_flags: u8(VARIES, { spec: setup, label: 'Flags', doc: 'Whether the connection is to be added to a session that there is already.' }),
  'ses_req_flags.session_binding': flagLittle(VARIES, 1, 0x01, { spec: setup, within: 'ses_req_flags', label: 'Binding', doc: 'The connection is to be added to the session.' }),
  session_flags: u16le(VARIES, { spec: setup, hex: true, label: 'Session flags', doc: 'Who the user is taken for.' }),
  'ses_flags.guest': flagLittle(VARIES, 2, 0x01, { spec: setup, within: 'session_flags', label: 'Guest', doc: 'Logged on as a guest.' }),
  'ses_flags.null': flagLittle(VARIES, 2, 0x02, { spec: setup, within: 'session_flags', label: 'Anonymous', doc: 'Logged on without a name.' }),
  'ses_flags.encrypt': flagLittle(VARIES, 2, 0x04, { spec: setup, within: 'session_flags', label: 'Encrypt', doc: 'All messages of the session are to be encrypted.' }),
  previous_sesid: u64le(VARIES, { spec: setup, hex: true, label: 'Previous session', doc: 'A session that the client lost, and that the server may forget.' }),

  'tc.flags': u16le(VARIES, { spec: tree, hex: true, label: 'Flags', doc: 'Wishes about clusters, and whether an extension follows; since SMB 3.1.1.' }),
  tree: text(VARIES, 0, { spec: tree, label: 'Share', doc: 'Path of the share to connect to: two backslashes, the server, a backslash, the share.' }),
  share_type: u8(VARIES, { spec: tree, hex: true, names: shareNames, label: 'Share type', doc: 'What is shared.' }),
  share_flags: u32le(VARIES, { spec: tree, hex: true, label: 'Share flags', doc: 'Properties of the share, its caching rules among them.' }),
  'share_flags.dfs': flagLittle(VARIES, 4, 0x0001, { spec: tree, within: 'share_flags', label: 'DFS', doc: 'The share is part of a distributed file system.' }),
  'share_flags.dfs_root': flagLittle(VARIES, 4, 0x0002, { spec: tree, within: 'share_flags', label: 'DFS root', doc: 'The share is the root of a distributed file system.' }),
  'share_flags.access_based_dir_enum': flagLittle(VARIES, 4, 0x0800, { spec: tree, within: 'share_flags', label: 'Access-based listing', doc: 'Directories show a user only what he may open.' }),
  'share_flags.encrypt_data': flagLittle(VARIES, 4, 0x8000, { spec: tree, within: 'share_flags', label: 'Encrypt', doc: 'Messages about the share must be encrypted.' }),
  share_caps: u32le(VARIES, { spec: tree, hex: true, label: 'Share capabilities', doc: 'What the share is able to do.' }),
  access_mask: u32le(VARIES, { spec: 'MS-SMB2 §2.2.13.1', hex: true, label: 'Access mask', doc: 'Rights on a file or share: those wanted, or those that there are at most.' }),

  'create.oplock': u8(VARIES, { spec: create, hex: true, names: oplockNames, label: 'Oplock', doc: 'How far the client may keep what it read and wrote to itself.' }),
  'impersonation.level': u32le(VARIES, { spec: create, names: impersonationNames, label: 'Impersonation', doc: 'How far the server may act in the name of the user.' }),
  create_flags: u64le(VARIES, { spec: create, hex: true, label: 'Create flags', doc: 'Reserved for local use; ignored by the server.' }),
  file_attribute: u32le(VARIES, { spec: 'MS-FSCC §2.6', hex: true, label: 'File attributes', doc: 'Kind of the file and the marks that it has.' }),
  'file_attribute.read_only': flagLittle(VARIES, 4, 0x0001, { spec: 'MS-FSCC §2.6', within: 'file_attribute', label: 'Read-only', doc: 'The file cannot be written.' }),
  'file_attribute.hidden': flagLittle(VARIES, 4, 0x0002, { spec: 'MS-FSCC §2.6', within: 'file_attribute', label: 'Hidden', doc: 'The file is left out of ordinary listings.' }),
  'file_attribute.system': flagLittle(VARIES, 4, 0x0004, { spec: 'MS-FSCC §2.6', within: 'file_attribute', label: 'System', doc: 'The file belongs to the operating system.' }),
  'file_attribute.directory': flagLittle(VARIES, 4, 0x0010, { spec: 'MS-FSCC §2.6', within: 'file_attribute', label: 'Directory', doc: 'It is a directory.' }),
  'file_attribute.archive': flagLittle(VARIES, 4, 0x0020, { spec: 'MS-FSCC §2.6', within: 'file_attribute', label: 'Archive', doc: 'The file was changed since the last backup.' }),
  'file_attribute.normal': flagLittle(VARIES, 4, 0x0080, { spec: 'MS-FSCC §2.6', within: 'file_attribute', label: 'Normal', doc: 'The file has no other mark.' }),
  share_access: u32le(VARIES, { spec: create, hex: true, label: 'Share access', doc: 'What others may do with the file in the meantime: read 1, write 2, delete 4.' }),
  'create.disposition': u32le(VARIES, { spec: create, names: dispositionNames, label: 'Disposition', doc: 'What to do if the file exists, and if it does not.' }),
  'create.options': u32le(VARIES, { spec: create, hex: true, label: 'Create options', doc: 'How the file is to be opened: as a directory, to be deleted on close, and so on.' }),
  filename: text(VARIES, 0, { spec: create, label: 'File name', doc: 'Path of the file inside the share; empty for the root of the share.' }),
  'create.extrainfo': bytes(VARIES, 0, { spec: create, label: 'Create contexts', doc: 'Additional wishes or answers, each with a name of its own.' }),
  'create.rep_flags': u8(VARIES, { spec: create, hex: true, label: 'Flags', doc: 'Whether the last part of the path is a reparse point.' }),
  'create.action': u32le(VARIES, { spec: create, names: actionNames, label: 'Action', doc: 'What was done with the file.' }),
  'create.time': dateIn(8, { spec: create, label: 'Created', doc: 'When the file was made.' }),
  'last_access.time': dateIn(8, { spec: create, label: 'Last access', doc: 'When the file was last read or written.' }),
  'last_write.time': dateIn(8, { spec: create, label: 'Last write', doc: 'When the content of the file was last written.' }),
  'last_change.time': dateIn(8, { spec: create, label: 'Last change', doc: 'When the file or anything about it last changed.' }),
  allocation_size: u64le(VARIES, { spec: create, unit: 'bytes', label: 'Allocation size', doc: 'How much room the file takes.' }),
  eof: u64le(VARIES, { spec: create, unit: 'bytes', label: 'End of file', doc: 'How long the file is.' }),
  fid: text(VARIES, 16, { spec: 'MS-SMB2 §2.2.14.1', label: 'File handle', doc: 'Number of the open file, given by the server when it was opened.' }),
  'close.flags': u16le(VARIES, { spec: close, hex: true, label: 'Flags', doc: 'Whether the server is to answer with the attributes of the file.' }),
  'close.pq_attrib': flagLittle(VARIES, 2, 0x01, { spec: close, within: 'close.flags', label: 'Query attributes', doc: 'The attributes are wanted, or given.' }),

  read_padding: u8(VARIES, { spec: read, hex: true, label: 'Padding', doc: 'Where in the answer the client would like the data to begin.' }),
  read_flags: u8(VARIES, { spec: read, hex: true, label: 'Flags', doc: 'Whether the data is to be read from the disk, and may be compressed.' }),
  read_length: u32le(VARIES, { spec: read, unit: 'bytes', label: 'Read length', doc: 'How much is to be read.' }),
  file_offset: u64le(VARIES, { spec: read, unit: 'bytes', label: 'File offset', doc: 'Where in the file.' }),
  min_count: u32le(VARIES, { spec: read, unit: 'bytes', label: 'Least count', doc: 'With fewer bytes than that the read counts as failed.' }),
  channel: u32le(VARIES, { spec: read, hex: true, label: 'Channel', doc: 'Whether the data takes another way than this message (RDMA).' }),
  remaining_bytes: u32le(VARIES, { spec: read, unit: 'bytes', label: 'Remaining bytes', doc: 'How much more the client is going to ask for.' }),
  channel_info_blob: bytes(VARIES, 0, { spec: read, label: 'Channel information', doc: 'Where in memory the data is to be taken from, or put to (RDMA).' }),
  read_remaining: u32le(VARIES, { spec: read, unit: 'bytes', label: 'Read remaining', doc: 'How much is sent on another way (RDMA).' }),
  read_data: bytes(VARIES, 0, { spec: read, label: 'Data read', doc: 'A piece of the file.' }),
  data_offset: u16le(VARIES, { spec: write, hex: true, unit: 'bytes', label: 'Data offset', doc: 'Where the data begins, counted from the start of the header.' }),
  write_length: u32le(VARIES, { spec: write, unit: 'bytes', label: 'Write length', doc: 'How much is to be written.' }),
  'write.flags': u32le(VARIES, { spec: write, hex: true, label: 'Flags', doc: 'Whether the data is to be on the disk before the answer.' }),
  'write.flags.write_through': flagLittle(VARIES, 4, 0x01, { spec: write, within: 'write.flags', label: 'Write through', doc: 'It is to be on the disk before the answer.' }),
  write_data: bytes(VARIES, 0, { spec: write, label: 'Data to write', doc: 'A piece of the file.' }),
  'write.count': u32le(VARIES, { spec: write, unit: 'bytes', label: 'Written', doc: 'How much was written.' }),
  'write.remaining': u32le(VARIES, { spec: write, unit: 'bytes', label: 'Remaining', doc: 'Always zero.' }),
  channel_info_offset: u16le(VARIES, { spec: write, label: 'Channel information offset', doc: 'Not used in an answer.' }),
  channel_info_length: u16le(VARIES, { spec: write, label: 'Channel information length', doc: 'Not used in an answer.' }),

  lock_count: u16le(VARIES, { spec: lock, label: 'Lock count', doc: 'How many stretches are to be locked or unlocked.' }),
  lock_sequence: u32le(VARIES, { spec: lock, hex: true, label: 'Lock sequence', doc: 'Tells a repeated request from a new one.' }),
  lock_info: bytes(VARIES, 24, { spec: lock, label: 'Lock', doc: 'Offset, length and kind of a lock.' }),

  'ioctl.function': u32le(VARIES, { spec: ioctl, hex: true, names: functionNames, label: 'Function', doc: 'What the file system or the device is to do.' }),
  max_ioctl_in_size: u32le(VARIES, { spec: ioctl, unit: 'bytes', label: 'Longest input answer', doc: 'How much of the input the server may send back.' }),
  max_ioctl_out_size: u32le(VARIES, { spec: ioctl, unit: 'bytes', label: 'Longest output', doc: 'How much the server may answer.' }),
  'ioctl.flags': u32le(VARIES, { spec: ioctl, hex: true, label: 'Flags', doc: '1: the function is one of the file system.' }),
  'ioctl.in': bytes(VARIES, 0, { spec: ioctl, label: 'Input', doc: 'What the function is given.' }),
  'ioctl.out': bytes(VARIES, 0, { spec: ioctl, label: 'Output', doc: 'What the function answered.' }),

  'find.infolevel': u8(VARIES, { spec: find, names: findNames, label: 'Information level', doc: 'How much is to be told of each file.' }),
  'find.flags': u8(VARIES, { spec: find, hex: true, label: 'Flags', doc: 'Whether the listing begins anew, and is to hold one file only.' }),
  file_index: u32le(VARIES, { spec: find, hex: true, label: 'File index', doc: 'Where in the directory the listing is to go on.' }),
  output_buffer_len: u32le(VARIES, { spec: find, unit: 'bytes', label: 'Longest answer', doc: 'How much the server may answer.' }),
  'find.pattern': text(VARIES, 0, { spec: find, label: 'Pattern', doc: 'Names to be listed, with * and ? for what may differ.' }),
  'find.info_blob': bytes(VARIES, 0, { spec: find, label: 'Listing', doc: 'The files found.' }),

  'notify.flags': u16le(VARIES, { spec: notify, hex: true, label: 'Flags', doc: '1: subdirectories are watched too.' }),
  'notify.filter': u32le(VARIES, { spec: notify, hex: true, label: 'Filter', doc: 'Which changes are to be told.' }),
  'notify.out': bytes(VARIES, 0, { spec: notify, label: 'Changes', doc: 'What changed in the directory.' }),

  class: u8(VARIES, { spec: info, hex: true, names: classNames, label: 'Class', doc: 'What the information is about.' }),
  infolevel: u8(VARIES, { spec: info, hex: true, label: 'Information level', doc: 'Which information of that class.' }),
  'file_info.infolevel': u8(VARIES, { spec: 'MS-FSCC §2.4', hex: true, names: fileInfoNames, label: 'Information level', doc: 'Which information about a file.' }),
  'fs_info.infolevel': u8(VARIES, { spec: 'MS-FSCC §2.5', hex: true, names: fsInfoNames, label: 'Information level', doc: 'Which information about a file system.' }),
  'sec_info.infolevel': u8(VARIES, { spec: info, hex: true, label: 'Information level', doc: 'Always zero.' }),
  max_response_size: u32le(VARIES, { spec: info, unit: 'bytes', label: 'Longest answer', doc: 'How much the server may answer.' }),
  getinfo_input_offset: u16le(VARIES, { spec: info, hex: true, unit: 'bytes', label: 'Input offset', doc: 'Where the input of the query begins, counted from the start of the header.' }),
  getinfo_input_size: u32le(VARIES, { spec: info, unit: 'bytes', label: 'Input length', doc: 'How long that input is.' }),
  getinfo_input: bytes(VARIES, 0, { spec: info, label: 'Input', doc: 'What the query is given: names of attributes, or of users.' }),
  getsetinfo_additional: u32le(VARIES, { spec: info, hex: true, label: 'Additional information', doc: 'Which parts of a security descriptor are meant.' }),
  getinfo_flags: u32le(VARIES, { spec: info, hex: true, label: 'Flags', doc: 'How extended attributes are to be listed.' }),
  getinfo_data: bytes(VARIES, 0, { spec: info, label: 'Information', doc: 'What was asked for.' }),
  setinfo_size: u32le(VARIES, { spec: info, unit: 'bytes', label: 'Length', doc: 'How long the new information is.' }),
  setinfo_offset: u16le(VARIES, { spec: info, hex: true, unit: 'bytes', label: 'Offset', doc: 'Where it begins, counted from the start of the header.' }),
  setinfo_data: bytes(VARIES, 0, { spec: info, label: 'Information', doc: 'What is to be set.' }),

  'lease.lease_oplock': u16le(VARIES, { spec: lease, hex: true, label: 'Epoch', doc: 'Counts the changes of the lease.' }),
  'lease.lease_flags': u32le(VARIES, { spec: lease, hex: true, label: 'Lease flags', doc: '1: the client must acknowledge.' }),
  'lease.lease_key': text(VARIES, 16, { spec: lease, label: 'Lease key', doc: 'Which lease it is.' }),
  'lease.lease_state': u32le(VARIES, { spec: lease, hex: true, label: 'Lease state', doc: 'What the client may keep to itself: reading 1, handles 2, writing 4.' }),
  'lease.lease_duration': u64le(VARIES, { spec: lease, hex: true, label: 'Duration', doc: 'Reserved.' }),
  'lease.lease_break_reason': u32le(VARIES, { spec: lease, hex: true, label: 'Reason', doc: 'Reserved.' }),
  'lease.access_mask_hint': u32le(VARIES, { spec: lease, hex: true, label: 'Access mask hint', doc: 'Reserved.' }),
  'lease.share_mask_hint': u32le(VARIES, { spec: lease, hex: true, label: 'Share mask hint', doc: 'Reserved.' }),

  'error.context_count': u8(VARIES, { spec: error, label: 'Context count', doc: 'How many further explanations there are; since SMB 3.1.1.' }),
  'error.reserved': u8(VARIES, { spec: error, hex: true, label: 'Reserved', doc: 'Must be zero.' }),
  'error.byte_count': u32le(VARIES, { spec: error, unit: 'bytes', label: 'Byte count', doc: 'How many bytes of explanation follow.' }),
  'error.data': bytes(VARIES, 0, { spec: error, label: 'Error data', doc: 'More about the error: the target of a symbolic link, the length that would be needed.' }),
};

export type BodyName = keyof typeof bodyFields;
