import { names } from '../base/names.ts';
import { NamedNumber } from '../base/sentence.ts';
import { decodeCharset } from './charset.ts';

/** Bytes of a NetBIOS name: 15 characters, filled up with blanks, and the kind of service that has the name. */
const NAME_LENGTH = 16;
/** A domain name is at most so long (RFC 1035 §2.3.4). */
const MAX_NAME = 255;
const MAX_LABEL = 63;
/** The two bits by which a compression pointer is known (RFC 1002 §4.1). */
const POINTER = 0xc0;

/** What the last byte of a name says of the service behind it. IBM's and Microsoft's customs; RFC 1001 leaves it to the users of names. */
export const suffixNames = names('netbios.suffix', {
  0x00: ['Workstation/Redirector', 'The machine as a client, or as a member of its workgroup.'],
  0x01: ['Browser', 'The machine that keeps the list of the network, or a group of such machines.'],
  0x02: ['Workstation/Redirector', 'The machine as a client, by an older custom.'],
  0x03: ['Messenger service/Main name', 'Messages for this machine or this user are sent to the name.'],
  0x05: ['Forwarded name', 'Messages for the user are passed on from here.'],
  0x06: ['RAS Server service', 'The machine lets others dial in.'],
  0x1b: ['Domain Master Browser', 'The machine that puts together the lists of all subnets of a domain.'],
  0x1c: ['Domain Controllers', 'The group of machines that users of the domain log in at.'],
  0x1d: ['Local Master Browser', 'The machine that keeps the list of its subnet.'],
  0x1e: ['Browser Election Service', 'The group of machines that elect who keeps the list.'],
  0x1f: ['Net DDE Service', 'Programs of several machines exchange data by the name.'],
  0x20: ['Server service', 'The machine offers files or printers.'],
  0x21: ['RAS client service', 'The machine dials in elsewhere.'],
  0x22: ['Exchange Interchange (MSMail Connector)', 'Exchange passes mail on to Microsoft Mail.'],
  0x23: ['Exchange Store', 'The mailboxes of an Exchange server.'],
  0x24: ['Exchange Directory', 'The directory of an Exchange server.'],
  0x2b: ['Lotus Notes Server service', 'A server of Lotus Notes.'],
  0x30: ['Modem sharing server service', 'The machine lets others use its modem.'],
  0x31: ['Modem sharing client service', 'The machine uses the modem of another.'],
  0x43: ['SMS Clients Remote Control', 'The machine can be controlled from afar.'],
  0x44: ['SMS Administrators Remote Control Tool', 'The program that controls other machines.'],
  0x45: ['SMS Clients Remote Chat', 'The user can be talked to from afar.'],
  0x46: ['SMS Clients Remote Transfer', 'Files can be sent to the machine from afar.'],
  0x4c: ['DEC Pathworks TCP/IP Service on Windows NT', 'A service of Pathworks.'],
  0x52: ['DEC Pathworks TCP/IP Service on Windows NT', 'A service of Pathworks.'],
  0x6a: ['Microsoft Exchange IMC', 'Exchange passes mail on to the internet.'],
  0x87: ['Microsoft Exchange MTA', 'Exchange passes mail on to other servers.'],
  0xbe: ['Network Monitor Agent', 'The machine lets another one see its network traffic.'],
  0xbf: ['Network Monitor Analyzer', 'The program that looks at network traffic.'],
});

export interface NetbiosName {
  /** `LABSRV<20>`, and the scope after a dot where there is one. */
  readonly text: string;
  /** What the last byte of the name means. Undefined: nobody has said. */
  readonly service: NamedNumber | undefined;
  /** Labels of the scope with dots between them, or an empty text. */
  readonly scope: string;
  /** Where the encoded name ends. */
  readonly end: number;
}

/** The labels of a name as they stand in a packet, one character for each byte. */
export interface EncodedName {
  readonly labels: readonly string[];
  /** Where the name ends in its own place: after the empty label, or the first pointer. */
  readonly end: number;
  /** A pointer that does not lead backwards, and is not followed: where it stands, and where it leads, counted from the message. */
  readonly badPointer: { readonly at: number; readonly target: number } | undefined;
}

/**
 * The NetBIOS name that begins at `from`: first-level encoded, which writes each half of a byte as a letter from A to P, in the first label of
 * a domain name whose other labels are the scope (RFC 1001 §14.1, RFC 1002 §4.1). Characters beyond ASCII are those of `codepage`, which the
 * sender's machine had and the name does not tell. Undefined: these are not the bytes of one.
 */
export function netbiosName(b: Uint8Array, from: number, to: number, codepage: string): NetbiosName | undefined {
  const encoded = encodedName(b, from, to);
  return encoded && decodeName(encoded, codepage);
}

/**
 * The labels from `from` on. Where names may be compressed, `message` is where the message begins that pointers count from: a pointer leads to the
 * rest of the name, earlier in the message, so that there are no loops. Undefined: the name does not end before `to`, or a label is too long.
 */
export function encodedName(b: Uint8Array, from: number, to: number, message?: number): EncodedName | undefined {
  const labels: string[] = [];
  let end: number | undefined;
  let begin = from;
  let left = MAX_NAME;
  for (let at = from; at < to; ) {
    const length = b[at]!;
    if (length === 0) return { labels, end: end ?? at + 1, badPointer: undefined };
    if (length >= POINTER && message !== undefined) {
      if (at + 2 > to) return undefined;
      const target = ((length & ~POINTER) << 8) | b[at + 1]!;
      end ??= at + 2;
      if (message + target >= begin) return { labels, end, badPointer: { at, target } };
      at = begin = message + target;
      continue;
    }
    const next = at + 1 + length;
    left -= 1 + length;
    if (length > MAX_LABEL || next > to || left < 1) return undefined;
    labels.push(latin(b, at + 1, next));
    at = next;
  }
  return undefined;
}

/** HOT: must not allocate. Where the name that begins at `from` ends, without compression; -1: not before `to`, or it is none. */
export function nameEnd(b: Uint8Array, from: number, to: number): number {
  const limit = Math.min(to, from + MAX_NAME);
  for (let at = from; at < limit; at += 1 + b[at]!) {
    if (b[at] === 0) return at + 1;
    if (b[at]! > MAX_LABEL) return -1;
  }
  return -1;
}

/** What the labels say, or undefined: the first is not an encoded NetBIOS name. */
export function decodeName({ labels: [encoded, ...rest], end }: EncodedName, codepage: string): NetbiosName | undefined {
  const bytes = encoded === undefined ? undefined : halves(encoded);
  if (bytes?.length !== NAME_LENGTH) return undefined;
  const suffix = bytes[NAME_LENGTH - 1]!;
  const scope = rest.join('.');
  const name = `${nameText(bytes, 0, NAME_LENGTH - 1, codepage)}<${hex(suffix)}>`;
  return { text: scope === '' ? name : `${name}.${scope}`, service: suffixNames.table.has(suffix) ? new NamedNumber(suffixNames, suffix) : undefined, scope, end };
}

/** Pairs of letters from A to P as bytes, or undefined if there is anything else. */
function halves(encoded: string): Uint8Array | undefined {
  if (!/^([A-P]{2})+$/.test(encoded)) return undefined;
  return Uint8Array.from({ length: encoded.length / 2 }, (_, i) => ((encoded.charCodeAt(2 * i) - 0x41) << 4) | (encoded.charCodeAt(2 * i + 1) - 0x41));
}

/**
 * A name that is not encoded, without the blanks that fill it up. What is no character, or has none in the code page, is shown as its number:
 * `<01>`.
 */
export function nameText(b: Uint8Array, from: number, to: number, codepage: string): string {
  let text = '';
  for (let at = from; at < to; ) {
    const begin = at;
    while (at < to && !isControl(b[at]!)) at++;
    text += at > begin ? characters(b.subarray(begin, at), codepage) : `<${hex(b[at++]!)}>`;
  }
  return text.replace(/ +$/, '');
}

/** Printable bytes as text. In the code pages of East Asia a character may take two of them. */
function characters(b: Uint8Array, codepage: string): string {
  const { text } = decodeCharset(b, codepage);
  if (!text.includes('\ufffd') || text.length !== b.length) return text;
  return Array.from(b, (byte, i) => (text[i] === '\ufffd' ? `<${hex(byte)}>` : text[i])).join('');
}

const isControl = (byte: number): boolean => byte < 0x20 || byte === 0x7f;
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

function latin(b: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...b.subarray(from, to));
}
