import { bytes, counted, fieldsOf, group, text, VARIES } from '../base/field.ts';
import { names } from '../base/names.ts';
import { protocol } from '../base/protocol.ts';
import type { TreeBuilder } from '../base/tree.ts';
import { decode } from '../base/value.ts';
import type { Walk } from '../base/walk.ts';
import { udpPort } from './port.ts';

/** RFC 5424 §6.2.1. */
const facilityNames = names('syslog.facility', {
  0: 'kernel', 1: 'user', 2: 'mail', 3: 'daemon', 4: 'security', 5: 'syslog', 6: 'printer', 7: 'news', 8: 'UUCP', 9: 'clock', 10: 'security (private)', 11: 'FTP', 12: 'NTP', 13: 'log audit', 14: 'log alert', 15: 'clock (2)',
  16: 'local 0', 17: 'local 1', 18: 'local 2', 19: 'local 3', 20: 'local 4', 21: 'local 5', 22: 'local 6', 23: 'local 7',
});
const levelNames = names('syslog.level', { 0: 'emergency', 1: 'alert', 2: 'critical', 3: 'error', 4: 'warning', 5: 'notice', 6: 'information', 7: 'debug' });

const f = fieldsOf('syslog', 'RFC 5424 §6', {
  pri: group({ label: 'Priority', doc: 'A number in angle brackets: eight times the facility, plus the level.', spec: 'RFC 5424 §6.2.1' }),
  facility: counted({ size: 1, within: 'pri', names: facilityNames, label: 'Facility', doc: 'Which part of the machine speaks.', spec: 'RFC 5424 §6.2.1' }),
  level: counted({ size: 1, within: 'pri', names: levelNames, label: 'Level', doc: 'How bad it is.', spec: 'RFC 5424 §6.2.1' }),
  msg: text(VARIES, 0, { charset: 'utf-8', label: 'Message', doc: 'What happened, most often with the time, the machine and the program in front.', spec: 'RFC 5424 §6' }),
  rest: bytes(VARIES, 0, { label: 'Rest', doc: 'What does not begin like a message.' }),
});

function step(w: Walk): boolean {
  w.body = w.end;
  return true;
}

const priority = /^<(\d{1,3})>/;
/** Two brackets and three digits. */
const LONGEST = 5;

function detail(t: TreeBuilder): void {
  const { start: s, end } = t;
  const found = priority.exec(decode(t.bytes.subarray(s, Math.min(end, s + LONGEST)), 'ascii'));
  if (found === null) {
    if (s < end) t.add(f.rest, s, end);
    return;
  }
  const at = s + found[0].length;
  const value = Number(found[1]);
  t.begin(f.pri, s, at);
  t.add(f.facility, s, s, value >> 3);
  t.add(f.level, s, s, value & 7);
  t.close();
  if (at < end) t.add(f.msg, at, end);
}

export const syslog = protocol('syslog', {
  short: 'Syslog', title: 'Syslog', spec: 'RFC 5424, RFC 3164',
  doc: 'Sends log messages to another machine.',
  fields: f, step, detail,
  lines: { message: '{facility:name} {level:name}: {msg}' },
});

udpPort.join(syslog, 514);
