/** How a language writes numbers. */
export interface NumberStyle {
  readonly decimal: string;
  /** Units of bytes, from 1 up by thousands. */
  readonly bytes: readonly string[];
  readonly days: string;
  readonly hours: string;
  readonly minutes: string;
  readonly seconds: string;
  readonly milliseconds: string;
}

/** Between groups of three digits: a narrow space that does not break. */
const GROUP = '\u202f';

export function grouped(n: number, style: NumberStyle): string {
  const [whole = '', fraction] = String(n).split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, GROUP);
  return fraction === undefined ? digits : digits + style.decimal + fraction;
}

/** Bytes to two or three significant digits: `612 B`, `1.2 kB`, `48 kB`. */
export function byteCount(n: number, style: NumberStyle): string {
  let value = n;
  let unit = 0;
  while (value >= 999.5 && unit < style.bytes.length - 1) {
    value /= 1000;
    unit++;
  }
  const text = unit === 0 || value >= 9.95 ? String(Math.round(value)) : value.toFixed(1).replace('.', style.decimal);
  return `${text} ${style.bytes[unit]!}`;
}

/** A duration in seconds, in the two largest units that say something: `1 min 8 s`, `2.35 s`, `14 ms`. */
export function duration(seconds: number, style: NumberStyle): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ${style.milliseconds}`;
  if (seconds < 60) return `${String(Number(seconds.toPrecision(3))).replace('.', style.decimal)} ${style.seconds}`;
  const whole = Math.round(seconds);
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), style.days], [Math.floor(whole / 3600) % 24, style.hours], [Math.floor(whole / 60) % 60, style.minutes], [whole % 60, style.seconds],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  return parts.slice(first, first + 2).filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}`).join(' ');
}
