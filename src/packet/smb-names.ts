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
  0x00: ['CREATE_DIRECTORY', 'Makes a folder.'],
  0x01: ['DELETE_DIRECTORY', 'Removes an empty folder.'],
  0x02: ['OPEN', 'Opens a file.'],
  0x03: ['CREATE', 'Makes a file, or empties one that exists, and opens it.'],
  0x04: ['CLOSE', 'Closes a file.'],
  0x05: ['FLUSH', 'The server is to write what it keeps in memory to the disk.'],
  0x06: ['DELETE', 'Deletes files.'],
  0x07: ['RENAME', 'Renames files.'],
  0x08: ['QUERY_INFORMATION', 'Asks for attributes, time and size of a file.'],
  0x09: ['SET_INFORMATION', 'Sets attributes and time of a file.'],
  0x0a: ['READ', 'Reads bytes of a file.'],
  0x0b: ['WRITE', 'Writes bytes to a file.'],
  0x0c: ['LOCK_BYTE_RANGE', 'Locks a range of a file for others.'],
  0x0d: ['UNLOCK_BYTE_RANGE', 'Unlocks a range of a file.'],
  0x0e: ['CREATE_TEMPORARY', 'Makes a file under a name that the server chooses.'],
  0x0f: ['CREATE_NEW', 'Makes a file, and fails if it exists.'],
  0x10: ['CHECK_DIRECTORY', 'Asks whether a path leads to a folder.'],
  0x11: ['PROCESS_EXIT', 'Says that a program on the client has ended.'],
  0x12: ['SEEK', 'Moves the place in a file where it is read or written next.'],
  0x13: ['LOCK_AND_READ', 'Locks a range of a file and reads it.'],
  0x14: ['WRITE_AND_UNLOCK', 'Writes a range of a file and unlocks it.'],
  0x1a: ['READ_RAW', 'Reads a large piece that comes without a header.'],
  0x1b: ['READ_MPX', 'Reads a large piece that comes in several messages.'],
  0x1c: ['READ_MPX_SECONDARY', 'The next message with a large piece that is read.'],
  0x1d: ['WRITE_RAW', 'Writes a large piece that follows without a header.'],
  0x1e: ['WRITE_MPX', 'Writes a large piece in several messages.'],
  0x1f: ['WRITE_MPX_SECONDARY', 'The next message with a large piece that is written.'],
  0x20: ['WRITE_COMPLETE', 'The server says that a large piece has been written.'],
  0x22: ['SET_INFORMATION2', 'Sets the times of an open file.'],
  0x23: ['QUERY_INFORMATION2', 'Asks for attributes, times and size of an open file.'],
  0x24: ['LOCKING_ANDX', 'Locks and unlocks ranges of a file, or gives up the right to keep it in memory.'],
  0x25: ['TRANSACTION', 'Sends a message to a mailslot or a named pipe, or calls an old network function.'],
  0x26: ['TRANSACTION_SECONDARY', 'The rest of a transaction that was too long for one message.'],
  0x27: ['IOCTL', 'Asks a device for something special.'],
  0x28: ['IOCTL_SECONDARY', 'The rest of a long request to a device.'],
  0x29: ['COPY', 'Copies a file within the server.'],
  0x2a: ['MOVE', 'Moves a file within the server.'],
  0x2b: ['ECHO', 'Asks the server to send the same data back.'],
  0x2c: ['WRITE_AND_CLOSE', 'Writes to a file and closes it.'],
  0x2d: ['OPEN_ANDX', 'Opens a file; another command may follow in the same message.'],
  0x2e: ['READ_ANDX', 'Reads a file; another command may follow in the same message.'],
  0x2f: ['WRITE_ANDX', 'Writes to a file; another command may follow in the same message.'],
  0x31: ['CLOSE_AND_TREE_DISCONNECT', 'Closes a file and leaves the share.'],
  0x32: ['TRANSACTION2', 'A large family of requests about files and folders; the function says which.'],
  0x33: ['TRANSACTION2_SECONDARY', 'The rest of such a request that was too long for one message.'],
  0x34: ['FIND_CLOSE2', 'Ends the listing of a folder.'],
  0x35: ['FIND_NOTIFY_CLOSE', 'Ends the watch over a folder.'],
  0x70: ['TREE_CONNECT', 'The client connects to a share of the server.'],
  0x71: ['TREE_DISCONNECT', 'The client leaves a share.'],
  0x72: ['NEGOTIATE', 'Client and server agree on a dialect of the protocol: the first message of a session.'],
  0x73: ['SESSION_SETUP_ANDX', 'The user logs in.'],
  0x74: ['LOGOFF_ANDX', 'The user logs out.'],
  0x75: ['TREE_CONNECT_ANDX', 'The client connects to a share; another command may follow in the same message.'],
  0x80: ['QUERY_INFORMATION_DISK', 'Asks how large the disk is and how much of it is free.'],
  0x81: ['SEARCH', 'Lists files of a folder.'],
  0x82: ['FIND', 'Lists files of a folder.'],
  0x83: ['FIND_UNIQUE', 'Lists files of a folder in one go.'],
  0x84: ['FIND_CLOSE', 'Ends the listing of a folder.'],
  0xa0: ['NT_TRANSACT', 'Requests of Windows NT about files and rights; the function says which.'],
  0xa1: ['NT_TRANSACT_SECONDARY', 'The rest of such a request that was too long for one message.'],
  0xa2: ['NT_CREATE_ANDX', 'Opens a file, a folder or a pipe, or makes it.'],
  0xa4: ['NT_CANCEL', 'Takes back a request that is not answered yet.'],
  0xa5: ['NT_RENAME', 'Renames a file or gives it a second name.'],
  0xc0: ['OPEN_PRINT_FILE', 'Begins a print job.'],
  0xc1: ['WRITE_PRINT_FILE', 'Sends bytes to be printed.'],
  0xc2: ['CLOSE_PRINT_FILE', 'Ends a print job, so that it is printed.'],
  0xc3: ['GET_PRINT_QUEUE', 'Lists the jobs that wait for the printer.'],
  0xd0: ['SEND_SINGLE_BLOCK_MESSAGE', 'Sends a short message to one user.'],
  0xd1: ['SEND_BROADCAST_MESSAGE', 'Sends a short message to everybody.'],
  0xd2: ['FORWARD_USER_NAME', 'Wants messages for a user to be passed on to this machine.'],
  0xd3: ['CANCEL_FORWARD', 'Messages for a user are no longer to be passed on.'],
  0xd4: ['GET_MACHINE_NAME', 'Asks for the machine that a user is at.'],
  0xd5: ['SEND_START_OF_MULTI_BLOCK_MESSAGE', 'Begins a long message.'],
  0xd6: ['SEND_END_OF_MULTI_BLOCK_MESSAGE', 'Ends a long message.'],
  0xd7: ['SEND_TEXT_OF_MULTI_BLOCK_MESSAGE', 'A piece of a long message.'],
  0xfe: ['INVALID', 'No command: it is never valid.'],
  0xff: ['none follows', 'No further command follows in this message.'],
});

/** MS-CIFS §2.2.2.4. */
export const errorClassNames = names('smb.error_class', { 0x00: 'success', 0x01: 'DOS', 0x02: 'server', 0x03: 'device', 0xff: 'not an SMB' });

/** What a code of DOS means, by the class that stands beside it: under class × 65536 + code (MS-CIFS §2.2.2.4). */
export const errorNames = names('smb.error_code', {
  0x10001: 'invalid function', 0x10002: 'file not found', 0x10003: 'directory not found', 0x10004: 'too many open files', 0x10005: 'access denied',
  0x10006: 'invalid handle', 0x10007: 'memory blocks are destroyed', 0x10008: 'not enough memory', 0x10009: 'invalid memory block', 0x1000a: 'invalid environment',
  0x1000b: 'invalid format', 0x1000c: 'invalid access mode', 0x1000d: 'invalid data', 0x1000f: 'invalid drive', 0x10010: 'the current directory cannot be removed',
  0x10011: 'not the same device', 0x10012: 'no more files', 0x1001f: 'general failure', 0x10020: 'opened by another in a way that forbids this',
  0x10021: 'locked by another', 0x10026: 'end of file', 0x10032: 'not supported', 0x10043: 'no such share', 0x10050: 'file exists', 0x10057: 'invalid parameter',
  0x1006e: 'cannot open', 0x1007b: 'invalid name', 0x1007c: 'unknown level', 0x10091: 'directory not empty', 0x100b7: 'file exists already', 0x100e6: 'bad pipe',
  0x100e7: 'pipe busy', 0x100e8: 'pipe closing', 0x100e9: 'pipe not connected', 0x100ea: 'more data',
  0x20001: 'general error', 0x20002: 'wrong password', 0x20004: 'not allowed', 0x20005: 'invalid tree', 0x20006: 'no such share', 0x20007: 'wrong kind of share',
  0x20016: 'unknown command', 0x20031: 'print queue full', 0x20034: 'internal error', 0x20040: 'unknown command', 0x20041: 'timed out', 0x20051: 'too busy',
  0x20052: 'too many sessions', 0x20057: 'another session is needed', 0x20058: 'internal error', 0x20059: 'too many users', 0x2005a: 'too many open files',
  0x2005b: 'invalid user', 0x200fa: 'use MPX mode', 0x200fb: 'use standard mode', 0x200fc: 'use raw mode', 0x208bf: 'account disabled or expired',
  0x208c0: 'account may not log on here', 0x208c1: 'not at this time', 0x208c2: 'password expired', 0x2ffff: 'not supported',
  0x30013: 'write-protected', 0x30014: 'unknown unit', 0x30015: 'drive not ready', 0x30016: 'unknown command', 0x30017: 'data error', 0x30018: 'bad request',
  0x30019: 'seek error', 0x3001a: 'unknown medium', 0x3001b: 'sector not found', 0x3001c: 'printer out of paper', 0x3001d: 'write fault', 0x3001e: 'read fault',
  0x3001f: 'general failure', 0x30020: 'opened by another', 0x30021: 'locked by another', 0x30022: 'wrong disk', 0x30027: 'disk full',
});

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
