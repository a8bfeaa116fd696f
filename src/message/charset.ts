import { lettersAmongControls, upperHalves } from './code-pages.ts';

/** Characters of bytes. */
export interface CharsetText {
  readonly text: string;
  /** Is the character set one that is known here? If not, the bytes were read as UTF-8. */
  readonly known: boolean;
}

type Decode = (bytes: Uint8Array) => string;

/** The code pages of DOS and Windows have numbers, by which most of them are called (`cp1251`). */
const byNumber: Readonly<Record<string, string>> = {
  437: 'cp437', 850: 'cp850', 852: 'cp852', 866: 'cp866', 874: 'windows-874', 932: 'shift_jis', 936: 'gbk', 949: 'euc-kr', 950: 'big5', 1200: 'utf-16le', 1201: 'utf-16be',
  1250: 'windows-1250', 1251: 'windows-1251', 1252: 'windows-1252', 1253: 'windows-1253', 1254: 'windows-1254', 1255: 'windows-1255', 1256: 'windows-1256',
  1257: 'windows-1257', 1258: 'windows-1258', 10000: 'macintosh', 20127: 'us-ascii', 20866: 'koi8-r', 20932: 'euc-jp', 21866: 'koi8-u', 50220: 'iso-2022-jp', 51949: 'euc-kr',
  54936: 'gb18030', 65001: 'utf-8',
};

/**
 * The parts of ISO 8859 that are read as something larger: what calls itself ISO 8859-1, -9 or -11 uses the places of its control
 * characters for those of Windows, which has letters and quotation marks there (WHATWG Encoding §4.2).
 */
const largerParts: Readonly<Record<string, string>> = { 1: 'windows-1252', 9: 'windows-1254', 11: 'windows-874' };
/** There is no part 12. */
const PARTS = new Set(['2', '3', '4', '5', '6', '7', '8', '10', '13', '14', '15', '16']);

/** Other names, without anything but letters and digits (IANA, Character Sets; and names in use that are not registered). */
const aliases: Readonly<Record<string, string>> = {
  utf8: 'utf-8', unicode11utf8: 'utf-8', utf16: 'utf-16', unicode: 'utf-16', ucs2: 'utf-16', iso10646ucs2: 'utf-16', utf16le: 'utf-16le', utf16be: 'utf-16be',
  usascii: 'us-ascii', ascii: 'us-ascii', ansix341968: 'us-ascii', ansix341986: 'us-ascii', iso646us: 'us-ascii', us: 'us-ascii', ibm367: 'us-ascii', cp367: 'us-ascii',
  latin1: 'windows-1252', l1: 'windows-1252', ibm819: 'windows-1252', cp819: 'windows-1252', latin2: 'iso-8859-2', l2: 'iso-8859-2', latin3: 'iso-8859-3', latin4: 'iso-8859-4',
  latin5: 'windows-1254', latin6: 'iso-8859-10', latin7: 'iso-8859-13', latin8: 'iso-8859-14', latin9: 'iso-8859-15', latin10: 'iso-8859-16', cyrillic: 'iso-8859-5',
  arabic: 'iso-8859-6', greek: 'iso-8859-7', greek8: 'iso-8859-7', hebrew: 'iso-8859-8', tis620: 'windows-874', koi8: 'koi8-r', koi8r: 'koi8-r', koi8u: 'koi8-u', koi8ru: 'koi8-u',
  viscii: 'viscii', viscii111: 'viscii', tcvn: 'tcvn-5712', tcvn3: 'tcvn-5712', tcvn5712: 'tcvn-5712', tcvn57121: 'tcvn-5712', tcvn57121993: 'tcvn-5712', tcvn571211993: 'tcvn-5712',
  viettcvn5712: 'tcvn-5712', macintosh: 'macintosh', macroman: 'macintosh', maccyrillic: 'x-mac-cyrillic', gb2312: 'gbk', gb231280: 'gbk', gbk: 'gbk',
  euccn: 'gbk', gb18030: 'gb18030', big5: 'big5', big5hkscs: 'big5', cnbig5: 'big5', eucjp: 'euc-jp', iso2022jp: 'iso-2022-jp', shiftjis: 'shift_jis', sjis: 'shift_jis',
  mskanji: 'shift_jis', windows31j: 'shift_jis', euckr: 'euc-kr', ksc5601: 'euc-kr', ksc56011987: 'euc-kr', uhc: 'euc-kr',
};

/** By name as `canonical` gives it: as many as there are names, whatever a capture holds. */
const decoders = new Map<string, Decode>();

/**
 * Text of bytes in a character set that a mail, a page or the user names, in any of its usual spellings. An unknown or missing name is
 * read as UTF-8. What does not fit becomes U+FFFD, a byte order mark is left out.
 */
export function decodeCharset(bytes: Uint8Array, name: string): CharsetText {
  const known = canonical(name);
  return { text: decoderOf(known ?? 'utf-8')(bytes), known: known !== undefined };
}

export function isKnownCharset(name: string): boolean {
  return canonical(name) !== undefined;
}

/** The one name under which a character set is known here; undefined: it is not known. */
function canonical(name: string): string | undefined {
  const plain = name.toLowerCase().replace(/[^a-z\d]/g, '').replace(/^(?:cs|x)(?=\w{3})/, '').replace(/^isolatin/, 'latin');
  const part = /^iso8859(\d{1,2}?)(?:19\d\d|20\d\d|[ei])?$/.exec(plain)?.[1];
  if (part !== undefined) return largerParts[part] ?? (PARTS.has(part) ? `iso-8859-${part}` : undefined);
  const page = /^(?:cp|windows|win|ms|ibm|pc)?(\d{3,5})$/.exec(plain)?.[1];
  return (page !== undefined && Object.hasOwn(byNumber, page) ? byNumber[page] : undefined) ?? (Object.hasOwn(aliases, plain) ? aliases[plain] : undefined);
}

function decoderOf(name: string): Decode {
  let decode = decoders.get(name);
  if (decode === undefined) decoders.set(name, (decode = makeDecoder(name)));
  return decode;
}

function makeDecoder(name: string): Decode {
  const upper = upperHalves[name];
  if (upper !== undefined) return singleBytes(charactersOf(upper, lettersAmongControls[name]));
  if (name === 'us-ascii') return singleBytes(charactersOf('\ufffd'.repeat(128)));
  if (name === 'utf-16') return decodeUtf16;
  const decoder = new TextDecoder(name);
  return (bytes) => decoder.decode(bytes);
}

/** The characters of all 256 bytes. */
function charactersOf(upper: string, among: Readonly<Record<number, string>> = {}): readonly string[] {
  return Array.from({ length: 256 }, (_, byte) => among[byte] ?? (byte < 0x80 ? String.fromCharCode(byte) : upper[byte - 0x80]!));
}

const combining = /\p{M}/u;

/** One character for each byte. Some sets write an accent as a character after its letter (windows-1258): the two are put together. */
function singleBytes(characters: readonly string[]): Decode {
  const composes = characters.some((character) => combining.test(character));
  return (bytes) => {
    let text = '';
    for (const byte of bytes) text += characters[byte]!;
    return composes ? text.normalize('NFC') : text;
  };
}

/** In the order that its byte order mark says; without one, the big end first (RFC 2781 §4.3). */
function decodeUtf16(bytes: Uint8Array): string {
  return decoderOf(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-16be')(bytes);
}
