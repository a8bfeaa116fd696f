import { tokensOf } from './token.ts';

/** A date and time in a mail (RFC 5322 §3.3). */
export interface MailDate {
  /** Since 1970 UTC. */
  readonly seconds: number;
  /** Minutes east of Greenwich that the clock of the sender was set to; undefined where the zone says nothing of it (`-0000`, a letter). */
  readonly offset: number | undefined;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Hours east of Greenwich of the zones that have a name (§4.3). Single letters say nothing: half of the senders had their sign wrong. */
const zones: Readonly<Record<string, number>> = { ut: 0, gmt: 0, utc: 0, est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7 };

const dateTime = /^(?:[a-z]+ ?,? ?)?(\d{1,2}) ([a-z]{3})[a-z]* (\d{2,5}) (\d{1,2}) ?: ?(\d{2})(?: ?: ?(\d{2}))?(?: ([+-]\d{4}|[a-z]+))?/i;

/** The date in `from`..`to`: day, month, year, time and zone, with comments and obsolete forms (§4.3). Undefined: it is none. */
export function dateOf(b: Uint8Array, from: number, to: number): MailDate | undefined {
  const text = tokensOf(b, from, to, ',:').flatMap((t) => (t.kind === 'comment' ? [] : t.text)).join(' ');
  const found = dateTime.exec(text);
  if (found === null) return undefined;
  const [, day = '', month = '', year = '', hour = '', minute = '', second = '0', zone = ''] = found;
  const at = [fullYear(year), MONTHS.indexOf(month.toLowerCase()), Number(day), Number(hour), Number(minute), Number(second)] as const;
  if (!isPossible(...at)) return undefined;
  const offset = offsetOf(zone);
  return { seconds: Date.UTC(...at) / 1000 - 60 * (offset ?? 0), offset };
}

/** Two digits are of the years 1950 to 2049, three count from 1900 (§4.3). */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? year + 2000 : year + 1900;
  return digits.length === 3 ? year + 1900 : year;
}

/** A day that the month has, and a time that a day has, with a leap second. */
function isPossible(year: number, month: number, day: number, hour: number, minute: number, second: number): boolean {
  if (year < 1900 || month < 0 || hour > 23 || minute > 59 || second > 60) return false;
  return day > 0 && day <= new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

function offsetOf(zone: string): number | undefined {
  const named = zones[zone.toLowerCase()];
  if (named !== undefined) return 60 * named;
  if (zone === '-0000' || !/^[+-]/.test(zone)) return undefined;
  const minutes = 60 * Number(zone.slice(1, 3)) + Number(zone.slice(3));
  return zone.startsWith('-') ? -minutes : minutes;
}
