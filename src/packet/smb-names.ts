import { keywords, names } from '../base/names.ts';

/** MS-CIFS §2.2.2.1. */
export const COMMAND = {
  makeDirectory: 0x00, removeDirectory: 0x01, open: 0x02, create: 0x03, close: 0x04, flush: 0x05, delete: 0x06, rename: 0x07, queryInformation: 0x08, read: 0x0a, write: 0x0b,
  createNew: 0x0f, checkDirectory: 0x10, lockingAndx: 0x24, transaction: 0x25, transactionSecondary: 0x26, echo: 0x2b, openAndx: 0x2d, readAndx: 0x2e, writeAndx: 0x2f,
  transaction2: 0x32, transaction2Secondary: 0x33, findClose2: 0x34, treeConnect: 0x70, negotiate: 0x72, sessionSetupAndx: 0x73, logoffAndx: 0x74,
  treeConnectAndx: 0x75, queryInformationDisk: 0x80, search: 0x81, find: 0x82, ntTransact: 0xa0, ntTransactSecondary: 0xa1, ntCreateAndx: 0xa2,
  sendSingleBlock: 0xd0, sendBroadcast: 0xd1, none: 0xff,
} as const;

export const commandNames = names('smb.cmd', {
  0x00: 'CREATE_DIRECTORY', 0x01: 'DELETE_DIRECTORY', 0x02: 'OPEN', 0x03: 'CREATE', 0x04: 'CLOSE', 0x05: 'FLUSH', 0x06: 'DELETE', 0x07: 'RENAME', 0x08: 'QUERY_INFORMATION',
  0x09: 'SET_INFORMATION', 0x0a: 'READ', 0x0b: 'WRITE', 0x0c: 'LOCK_BYTE_RANGE', 0x0d: 'UNLOCK_BYTE_RANGE', 0x0e: 'CREATE_TEMPORARY', 0x0f: 'CREATE_NEW', 0x10: 'CHECK_DIRECTORY',
  0x11: 'PROCESS_EXIT', 0x12: 'SEEK', 0x13: 'LOCK_AND_READ', 0x14: 'WRITE_AND_UNLOCK', 0x1a: 'READ_RAW', 0x1b: 'READ_MPX', 0x1c: 'READ_MPX_SECONDARY', 0x1d: 'WRITE_RAW',
  0x1e: 'WRITE_MPX', 0x1f: 'WRITE_MPX_SECONDARY', 0x20: 'WRITE_COMPLETE', 0x22: 'SET_INFORMATION2', 0x23: 'QUERY_INFORMATION2', 0x24: 'LOCKING_ANDX', 0x25: 'TRANSACTION',
  0x26: 'TRANSACTION_SECONDARY', 0x27: 'IOCTL', 0x28: 'IOCTL_SECONDARY', 0x29: 'COPY', 0x2a: 'MOVE', 0x2b: 'ECHO', 0x2c: 'WRITE_AND_CLOSE', 0x2d: 'OPEN_ANDX', 0x2e: 'READ_ANDX',
  0x2f: 'WRITE_ANDX', 0x31: 'CLOSE_AND_TREE_DISCONNECT', 0x32: 'TRANSACTION2', 0x33: 'TRANSACTION2_SECONDARY', 0x34: 'FIND_CLOSE2', 0x35: 'FIND_NOTIFY_CLOSE', 0x70: 'TREE_CONNECT',
  0x71: 'TREE_DISCONNECT', 0x72: 'NEGOTIATE', 0x73: 'SESSION_SETUP_ANDX', 0x74: 'LOGOFF_ANDX', 0x75: 'TREE_CONNECT_ANDX', 0x80: 'QUERY_INFORMATION_DISK', 0x81: 'SEARCH', 0x82: 'FIND',
  0x83: 'FIND_UNIQUE', 0x84: 'FIND_CLOSE', 0xa0: 'NT_TRANSACT', 0xa1: 'NT_TRANSACT_SECONDARY', 0xa2: 'NT_CREATE_ANDX', 0xa4: 'NT_CANCEL', 0xa5: 'NT_RENAME', 0xc0: 'OPEN_PRINT_FILE',
  0xc1: 'WRITE_PRINT_FILE', 0xc2: 'CLOSE_PRINT_FILE', 0xc3: 'GET_PRINT_QUEUE', 0xd0: 'SEND_SINGLE_BLOCK_MESSAGE', 0xd1: 'SEND_BROADCAST_MESSAGE', 0xd2: 'FORWARD_USER_NAME',
  0xd3: 'CANCEL_FORWARD', 0xd4: 'GET_MACHINE_NAME', 0xd5: 'SEND_START_OF_MULTI_BLOCK_MESSAGE', 0xd6: 'SEND_END_OF_MULTI_BLOCK_MESSAGE', 0xd7: 'SEND_TEXT_OF_MULTI_BLOCK_MESSAGE',
  0xfe: 'INVALID', 0xff: 'none follows',
});

/** MS-CIFS §2.2.2.4. */
export const errorClassNames = names('smb.error_class', { 0x00: 'success', 0x01: 'DOS', 0x02: 'server', 0x03: 'device', 0xff: 'not an SMB' });

const dosErrors = names('smb.error_code.dos', {
  1: 'invalid function', 2: 'file not found', 3: 'directory not found', 4: 'too many open files', 5: 'access denied', 6: 'invalid handle', 7: 'memory blocks are destroyed',
  8: 'not enough memory', 9: 'invalid memory block', 10: 'invalid environment', 11: 'invalid format', 12: 'invalid access mode', 13: 'invalid data', 15: 'invalid drive',
  16: 'the current directory cannot be removed', 17: 'not the same device', 18: 'no more files', 31: 'general failure', 32: 'opened by another in a way that forbids this', 33: 'locked by another',
  38: 'end of file', 50: 'not supported', 67: 'no such share', 80: 'file exists', 87: 'invalid parameter', 110: 'cannot open', 123: 'invalid name', 124: 'unknown level', 145: 'directory not empty',
  183: 'file exists already', 230: 'bad pipe', 231: 'pipe busy', 232: 'pipe closing', 233: 'pipe not connected', 234: 'more data',
});
const serverErrors = names('smb.error_code.server', {
  1: 'general error', 2: 'wrong password', 4: 'not allowed', 5: 'invalid tree', 6: 'no such share', 7: 'wrong kind of share', 22: 'unknown command', 49: 'print queue full', 52: 'internal error',
  64: 'unknown command', 65: 'timed out', 81: 'too busy', 82: 'too many sessions', 87: 'another session is needed', 88: 'internal error', 89: 'too many users', 90: 'too many open files',
  91: 'invalid user', 250: 'use MPX mode', 251: 'use standard mode', 252: 'use raw mode', 2239: 'account disabled or expired', 2240: 'account may not log on here', 2241: 'not at this time',
  2242: 'password expired', 0xffff: 'not supported',
});
const deviceErrors = names('smb.error_code.device', {
  19: 'write-protected', 20: 'unknown unit', 21: 'drive not ready', 22: 'unknown command', 23: 'data error', 24: 'bad request', 25: 'seek error', 26: 'unknown medium', 27: 'sector not found',
  28: 'printer out of paper', 29: 'write fault', 30: 'read fault', 31: 'general failure', 32: 'opened by another', 33: 'locked by another', 34: 'wrong disk', 39: 'disk full',
});

/** What a code of DOS means, by the class that stands beside it (MS-CIFS §2.2.2.4). */
export function errorText(errorClass: number, code: number): string | undefined {
  return { 1: dosErrors, 2: serverErrors, 3: deviceErrors }[errorClass]?.of(code);
}

/** MS-CIFS §2.2.2.2. */
export const TRANS2 = { findFirst2: 1, findNext2: 2, queryPathInformation: 5, setPathInformation: 6, queryFileInformation: 7, setFileInformation: 8, createDirectory: 13 } as const;
export const trans2Names = keywords('smb.trans2.cmd', {
  0: 'OPEN2', 1: 'FIND_FIRST2', 2: 'FIND_NEXT2', 3: 'QUERY_FS_INFORMATION', 4: 'SET_FS_INFORMATION', 5: 'QUERY_PATH_INFORMATION', 6: 'SET_PATH_INFORMATION', 7: 'QUERY_FILE_INFORMATION',
  8: 'SET_FILE_INFORMATION', 9: 'FSCTL', 10: 'IOCTL2', 11: 'FIND_NOTIFY_FIRST', 12: 'FIND_NOTIFY_NEXT', 13: 'CREATE_DIRECTORY', 14: 'SESSION_SETUP', 16: 'GET_DFS_REFERRAL',
  17: 'REPORT_DFS_INCONSISTENCY',
});
/** MS-CIFS §2.2.2.2; 7 and 8 are of MS-SMB §2.2.2.2. */
export const ntFunctionNames = keywords('smb.nt.function', {
  1: 'CREATE', 2: 'IOCTL', 3: 'SET_SECURITY_DESC', 4: 'NOTIFY_CHANGE', 5: 'RENAME', 6: 'QUERY_SECURITY_DESC', 7: 'QUERY_QUOTA', 8: 'SET_QUOTA',
});

/** What comes next in the data of a command of the old kind (MS-CIFS §2.2.3.3). */
export const formatNames = names('smb.buffer_format', { 1: 'data', 2: 'dialect', 3: 'path', 4: 'text', 5: 'variable block' });
export const dispositionNames = names('smb.create.disposition', { 0: 'supersede', 1: 'open', 2: 'create', 3: 'open or create', 4: 'overwrite', 5: 'overwrite or create' });
export const actionNames = names('smb.create.action', { 0: 'superseded', 1: 'opened', 2: 'created', 3: 'overwritten' });
export const oplockNames = names('smb.oplock.level', { 0: 'none', 1: 'exclusive', 2: 'batch', 3: 'level II' });
export const impersonationNames = names('smb.impersonation.level', { 0: 'anonymous', 1: 'identification', 2: 'impersonation', 3: 'delegation' });
export const fileTypeNames = names('smb.file_type', { 0: 'file or directory', 1: 'byte pipe', 2: 'message pipe', 3: 'printer', 4: 'device' });
