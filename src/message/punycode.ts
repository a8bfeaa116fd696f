/** A label has at most 63 characters (RFC 1035 §2.3.4). */
const MAX_LABEL = 63;

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;
const LAST_CODE = 0x10ffff;

/** A domain name with its international labels as people read them (RFC 5890 §2.3.2.1): `xn--e1afmkfd.xn--p1ai` is `пример.рф`. Labels that are no such thing stay as they are. */
export function domainText(domain: string): string {
  return domain.split('.').map((label) => (/^xn--./i.test(label) && label.length <= MAX_LABEL ? (decodePunycode(label.slice(4)) ?? label) : label)).join('.');
}

/** Decode what follows `xn--` (RFC 3492 §6.2). Undefined: it is not well-formed. */
export function decodePunycode(text: string): string | undefined {
  const hyphen = text.lastIndexOf('-');
  const codes = Array.from(text.slice(0, Math.max(hyphen, 0)), (c) => c.charCodeAt(0));
  let code = FIRST_CODE;
  let bias = FIRST_BIAS;
  let i = 0;
  for (let at = hyphen + 1; at < text.length; ) {
    const before = i;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(text.charCodeAt(at++));
      if (digit < 0) return undefined;
      i += digit * weight;
      const threshold = Math.min(T_MAX, Math.max(T_MIN, k - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    const count = codes.length + 1;
    bias = adapted(i - before, count, before === 0);
    code += Math.floor(i / count);
    i %= count;
    if (code > LAST_CODE) return undefined;
    codes.splice(i++, 0, code);
  }
  return String.fromCodePoint(...codes);
}

/** RFC 3492 §6.1. */
function adapted(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

/** a to z are 0 to 25, 0 to 9 are 26 to 35. -1: no digit, or the text is over. */
function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + T_MAX;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x7a ? letter - 0x61 : -1;
}
