import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import type { Walk } from '../base/walk.ts';
import { isMailslot, mailslot, SETUP_AT } from './mailslot.ts';
import { addCommands } from './smb-body.ts';
import { smbBodyFields } from './smb-fields.ts';
import { addHeader, HEADER, hasNtStatus, isDosError, isResponse, isUnicode, smbHeaderFields } from './smb-header.ts';

const COMMAND_AT = 4;

/** Does a message of this protocol begin at `at`? */
export function isSmb(b: Uint8Array, at: number, end: number): boolean {
  return at + 4 <= end && b[at] === 0xff && b[at + 1] === 0x53 && b[at + 2] === 0x4d && b[at + 3] === 0x42;
}

function step(w: Walk): boolean {
  const { start: s } = w;
  w.body = w.end;
  if (!w.need(HEADER)) return false;
  if (isMailslot(w.bytes, s, w.end)) {
    w.body = s + SETUP_AT;
    w.next = mailslot;
  }
  return true;
}

function detail(t: TreeBuilder): void {
  const { bytes: b, start: s, body } = t;
  if (body < s + HEADER) {
    if (s < body) t.add(smbBodyFields.unknown_data, s, body);
    return;
  }
  addHeader(t);
  addCommands(t, { start: s, command: b[s + COMMAND_AT]!, isResponse: isResponse(b, s), isUnicode: isUnicode(b, s) }, s + HEADER, body);
}

export const smb = protocol('smb', {
  short: 'SMB', title: 'Server Message Block, version 1', spec: 'MS-CIFS',
  doc: 'Works with files, directories, printers and pipes of another machine; the first version, which is no longer safe to use.',
  fields: { ...smbHeaderFields, ...smbBodyFields }, step, detail,
  lines: {
    request: '{cmd:first} request {trans2.cmd:name}{trans_name}{account}{path}{file}{dir_name}{search_pattern}{message}', response: '{cmd:first} response {nt_status:name}',
    plain: '{cmd:first} response', error: '{cmd:first} response: {error_class:name} error, {error_code.meaning:name}',
  },
  line: (b, s) => (!isResponse(b, s) ? 'request' : hasNtStatus(b, s) ? 'response' : isDosError(b, s) ? 'error' : 'plain'),
});
