import type { Field } from '../base/field.ts';
import {
  addDialects, addEcho, addFile, addFormatted, addLanmanChallenge, addLanmanLogon, addLogon, addLogonAnswer, addMessage, addNegotiated, addOldSearch, addOldTreeLogon, addRead, addRename,
  addSecureLogon, addSecureLogonAnswer, addTreeAnswer, addTreeLogon, addWrite, addWritten, type DataAdder,
} from './smb-data.ts';
import { smbBodyFields as f } from './smb-fields.ts';
import { smbHeaderFields as h } from './smb-header.ts';
import { COMMAND as C } from './smb-names.ts';
import { addNtTransaction, addNtTransactionAnswer, addTransaction, addTransactionAnswer, addTransactionRest } from './smb-transaction.ts';

/** A parameter, as wide as it is declared or as said. */
type Parameter = Field | readonly [field: Field, size: number];

/** What a command has after the header, told by the number of its parameter words. */
export interface Layout {
  readonly wct: number;
  readonly parameters: readonly Parameter[];
  readonly data: DataAdder | undefined;
  /** More words may follow: the setup of a transaction. */
  readonly isOpen: boolean;
  /** The data goes to the end of the message, for its length may not fit into the byte count. */
  readonly isLong: boolean;
  /** Bytes of parameters, where the word count does not tell them. */
  readonly size: number;
}

const layout = (wct: number, parameters: readonly Parameter[], data?: DataAdder, more: { isOpen?: boolean; isLong?: boolean; size?: number } = {}): Layout =>
  ({ wct, parameters, data, isOpen: more.isOpen ?? false, isLong: more.isLong ?? false, size: more.size ?? 2 * wct });

/** The command that follows, and where (MS-CIFS §2.2.3.4). */
const andx: readonly Parameter[] = [h.cmd, [h.reserved, 1], f.andxoffset];
/** Nothing but the command that follows. */
const onlyAndx = layout(2, andx);
const path = (field: Field): Layout => layout(0, [], (p) => addFormatted(p, field));

const logon: readonly Parameter[] = [...andx, f.max_buf, f.max_mpx_count, f.vc, f.session_key];
const treeAnswer: readonly Parameter[] = [...andx, f['connect.support']];
const opened: readonly Parameter[] = [
  ...andx, f['oplock.level'], f.fid, f['create.action'], f['create.time'], f['access.time'], f['last_write.time'], f['change.time'], [f.file_attribute, 4], f.alloc_size64, f.end_of_file,
  f.file_type, f.ipc_state, f.is_directory,
];
/** MS-SMB §2.2.4.9.2; servers write 42 where there are 50 words. */
const openedAndMore: readonly Parameter[] = [...opened, f.volume_guid, f['create.file_id_64b'], f.access_mask, f.access_mask];
const OPENED_AND_MORE = 100;
const readFrom: readonly Parameter[] = [...andx, f.fid, f.offset, f.maxcount_low, f.mincount, f.maxcount_high, f.remaining];
const writeTo: readonly Parameter[] = [...andx, f.fid, f.offset, [h.reserved, 4], f['write.mode'], f.remaining, f.data_len_high, f.data_len_low, [f.data_offset, 2]];
const whole: readonly Parameter[] = [[f.tpc, 2], [f.tdc, 2]];
const wholeLong: readonly Parameter[] = [f.tpc, f.tdc];
const here: readonly Parameter[] = [[f.pc, 2], [f.po, 2], [f.dc, 2], [f.data_offset, 2]];
const displaced: readonly Parameter[] = [[f.pc, 2], [f.po, 2], [f.pd, 2], [f.dc, 2], [f.data_offset, 2], [f.data_disp, 2]];
const displacedLong: readonly Parameter[] = [f.pc, f.po, f.pd, f.dc, f.data_offset, f.data_disp];
/** A transaction up to its setup words. */
export const transactionHead: readonly Parameter[] = [
  ...whole, [f.mpc, 2], [f.mdc, 2], f.msc, [h.reserved, 1], f['transaction.flags'], f.timeout, [h.reserved, 2], ...here, f.sc, [h.reserved, 1],
];
const transactionAnswer = layout(10, [...whole, [h.reserved, 2], ...displaced, f.sc, [h.reserved, 1]], addTransactionAnswer, { isOpen: true });

/** By command: layouts of requests, layouts of responses (MS-CIFS §2.2.4). An error is told without any of this. */
export const layouts: Readonly<Record<number, readonly [requests: readonly Layout[], responses: readonly Layout[]]>> = {
  [C.makeDirectory]: [[path(f.dir_name)], []],
  [C.removeDirectory]: [[path(f.dir_name)], []],
  [C.checkDirectory]: [[path(f.dir_name)], []],
  [C.open]: [
    [layout(2, [f['access.desired'], f['search.attribute']], (p) => addFormatted(p, f.file))],
    [layout(7, [f.fid, [f.file_attribute, 2], [f['last_write.time'], 4], f.file_size, f['access.granted']])],
  ],
  [C.create]: [[layout(3, [[f.file_attribute, 2], [f['create.time'], 4]], (p) => addFormatted(p, f.file))], [layout(1, [f.fid])]],
  [C.createNew]: [[layout(3, [[f.file_attribute, 2], [f['create.time'], 4]], (p) => addFormatted(p, f.file))], [layout(1, [f.fid])]],
  [C.close]: [[layout(3, [f.fid, [f['last_write.time'], 4]])], []],
  [C.flush]: [[layout(1, [f.fid])], []],
  [C.delete]: [[layout(1, [f['search.attribute']], (p) => addFormatted(p, f.file))], []],
  [C.rename]: [[layout(1, [f['search.attribute']], addRename)], []],
  [C.queryInformation]: [[path(f.file)], [layout(10, [[f.file_attribute, 2], [f['last_write.time'], 4], f.file_size, [h.reserved, 10]])]],
  [C.read]: [[layout(5, [f.fid, f.count, f.offset, f.remaining])], [layout(5, [f.count, [h.reserved, 8]], addWritten)]],
  [C.write]: [[layout(5, [f.fid, f.count, f.offset, f.remaining], addWritten)], [layout(1, [f.count])]],
  [C.lockingAndx]: [[layout(8, [...andx, f.fid, f['lock.type'], f['locking.oplock.level'], f.timeout, f['locking.num_unlocks'], f['locking.num_locks']])], [onlyAndx]],
  [C.transaction]: [[layout(14, transactionHead, addTransaction, { isOpen: true })], [transactionAnswer]],
  [C.transactionSecondary]: [[layout(8, [...whole, ...displaced], addTransactionRest)], []],
  [C.echo]: [[layout(1, [f['echo.count']], addEcho)], [layout(1, [f['echo.seq_num']], addEcho)]],
  [C.openAndx]: [
    [layout(15, [
      ...andx, f['open.flags'], f['access.desired'], f['search.attribute'], [f.file_attribute, 2], [f['create.time'], 4], f['open.function'], f.alloc_size, f.timeout, [h.reserved, 4],
    ], addFile)],
    [layout(15, [
      ...andx, f.fid, [f.file_attribute, 2], [f['last_write.time'], 4], f.file_size, f['access.granted'], f.file_type, f.ipc_state, f['open.action'], f.server_fid, [h.reserved, 2],
    ])],
  ],
  [C.readAndx]: [
    [layout(10, readFrom), layout(12, [...readFrom, f.offset_high])],
    [layout(12, [...andx, f.remaining, f.dcm, [h.reserved, 2], f.data_len_low, [f.data_offset, 2], f.data_len_high, [h.reserved, 8]], addRead, { isLong: true })],
  ],
  [C.writeAndx]: [
    [layout(12, writeTo, addWrite, { isLong: true }), layout(14, [...writeTo, f.offset_high], addWrite, { isLong: true })],
    [layout(6, [...andx, f.count_low, f.remaining, f.count_high, [h.reserved, 2]])],
  ],
  [C.transaction2]: [[layout(14, transactionHead, addTransaction, { isOpen: true })], [transactionAnswer]],
  [C.transaction2Secondary]: [[layout(9, [...whole, ...displaced, f.fid], addTransactionRest)], []],
  [C.findClose2]: [[layout(1, [f.search_id])], []],
  [C.treeConnect]: [[layout(0, [], addOldTreeLogon)], [layout(2, [f.max_buf, h.tid])]],
  [C.negotiate]: [
    [layout(0, [], addDialects)],
    [
      layout(1, [f['dialect.index']]),
      layout(13, [
        f['dialect.index'], f.sm, [h.reserved, 1], [f.max_bufsize, 2], f.max_mpx_count, f.max_vcs, f.rm, f.session_key, f['server_date_time.smb_time'],
        f['server_date_time.smb_date'], f.server_timezone, f.challenge_length, [h.reserved, 2],
      ], addLanmanChallenge),
      layout(17, [
        f['dialect.index'], f.sm, f.max_mpx_count, f.max_vcs, f.max_bufsize, f.max_raw, f.session_key, f.server_cap, f['system.time'], f.server_timezone, [f.challenge_length, 1],
      ], addNegotiated),
    ],
  ],
  [C.sessionSetupAndx]: [
    [
      layout(10, [...logon, f.pwlen, [h.reserved, 4]], addLanmanLogon),
      layout(12, [...logon, f.security_blob_len, [h.reserved, 4], f.server_cap], addSecureLogon),
      layout(13, [...logon, f.ansi_pwlen, f.unicode_pwlen, [h.reserved, 4], f.server_cap], addLogon),
    ],
    [layout(3, [...andx, f['setup.action']], addLogonAnswer), layout(4, [...andx, f['setup.action'], f.security_blob_len], addSecureLogonAnswer)],
  ],
  [C.logoffAndx]: [[onlyAndx], [onlyAndx]],
  [C.treeConnectAndx]: [
    [layout(4, [...andx, f['connect.flags'], f.pwlen], addTreeLogon)],
    [layout(2, andx, addTreeAnswer), layout(3, treeAnswer, addTreeAnswer), layout(7, [...treeAnswer, f.access_mask, f.access_mask], addTreeAnswer)],
  ],
  [C.queryInformationDisk]: [[], [layout(5, [f.units, f.bpu, f.blocksize, f.free_units, [h.reserved, 2]])]],
  [C.search]: [[layout(2, [f.maxcount, f['search.attribute']], addOldSearch)], [layout(1, [f.count])]],
  [C.find]: [[layout(2, [f.maxcount, f['search.attribute']], addOldSearch)], [layout(1, [f.count])]],
  [C.ntTransact]: [
    [layout(19, [f.msc, [h.reserved, 2], ...wholeLong, f.mpc, f.mdc, f.pc, f.po, f.dc, f.data_offset, f.sc, f['nt.function']], addNtTransaction, { isOpen: true })],
    [layout(18, [[h.reserved, 3], ...wholeLong, ...displacedLong, f.sc], addNtTransactionAnswer, { isOpen: true })],
  ],
  [C.ntTransactSecondary]: [[layout(18, [[h.reserved, 3], ...wholeLong, ...displacedLong, [h.reserved, 1]], addNtTransactionAnswer)], []],
  [C.ntCreateAndx]: [
    [layout(24, [
      ...andx, [h.reserved, 1], f.file_name_len, f.create_flags, f.rfid, f.access_mask, f.alloc_size64, [f.file_attribute, 4], f.share_access, f['create.disposition'], f.create_options,
      f['impersonation.level'], f['security.flags'],
    ], addFile)],
    [layout(34, opened), layout(42, openedAndMore, undefined, { size: OPENED_AND_MORE }), layout(50, openedAndMore)],
  ],
  [C.sendSingleBlock]: [[layout(0, [], addMessage)], []],
  [C.sendBroadcast]: [[layout(0, [], addMessage)], []],
};
