import { fieldText, type HttpHead } from '../message/http-head.ts';
import type { Framing } from './http-state.ts';

/** What is wrong with the framing of a message: a key of the phrases of HTTP. Each is a way to have two recipients see different messages. */
export type FramingNote = 'two-framings' | 'lengths-differ' | 'length-repeated' | 'bad-length' | 'unknown-coding' | 'chunked-twice' | 'not-chunked';

/** How long the body of a message is. */
export interface BodyLength {
  readonly framing: Framing;
  /** Bytes of a counted body. */
  readonly length: number;
  /** Codings of the transfer inside the chunks, in the order in which they were applied. */
  readonly codings: readonly string[];
  /** What is said of the end contradicts itself, so that nobody can wait for it; or a request leaves it open, which no server can wait for. */
  readonly isFaulty: boolean;
}

type Noter = (key: FramingNote) => void;

const untilClose: BodyLength = { framing: 'until-close', length: 0, codings: [], isFaulty: false };

/** The body of a response (RFC 9112 §6.3); undefined: it has none. `method`: of the request, or an empty text where that is not known. */
export function responseLength(head: HttpHead, status: number, method: string, note: Noter): BodyLength | undefined {
  if (method === 'HEAD' || (status >= 100 && status < 200) || status === 204 || status === 304) return undefined;
  // What such a response says of a body is not meant (rule 2).
  if (method === 'CONNECT' && status >= 200 && status < 300) return undefined;
  return lengthOf(head, note, untilClose);
}

/** The body of a request; where nothing is said of one, there is none (RFC 9112 §6.3, rule 7). */
export function requestLength(head: HttpHead, note: Noter): BodyLength | undefined {
  const length = lengthOf(head, note, undefined);
  return length?.framing === 'until-close' ? { ...length, isFaulty: true } : length;
}

/** Transfer-Encoding is asked before Content-Length (rule 3); `otherwise`: neither is there. */
function lengthOf(head: HttpHead, note: Noter, otherwise: BodyLength | undefined): BodyLength | undefined {
  const codings = transferCodings(head);
  const lengths = fieldText(head, 'content-length');
  if (codings.length === 0) return lengths === undefined ? otherwise : counted(lengths, note);
  if (lengths !== undefined) note('two-framings');
  return coded(codings, lengths !== undefined, note);
}

/** The transfer codings in the order in which they were applied. `identity` meant none, and was dropped (RFC 2616 §3.6, RFC 7230 §A.2). */
function transferCodings(head: HttpHead): readonly string[] {
  return listOf(fieldText(head, 'transfer-encoding')).filter((coding) => coding !== 'identity');
}

/** RFC 9112 §7. */
const known: ReadonlySet<string> = new Set(['chunked', 'compress', 'x-compress', 'deflate', 'gzip', 'x-gzip']);

/** Chunks show the end of a message if they were the last coding; without them only the end of the connection does (rule 4). */
function coded(codings: readonly string[], isCounted: boolean, note: Noter): BodyLength {
  const others = codings.filter((coding) => coding !== 'chunked');
  if (others.some((coding) => !known.has(coding))) note('unknown-coding');
  if (codings.length - others.length > 1) note('chunked-twice');
  if (codings.at(-1) === 'chunked') return { framing: 'chunked', length: 0, codings: others, isFaulty: false };
  note('not-chunked');
  return { ...untilClose, codings: others, isFaulty: isCounted || others.length < codings.length };
}

/** One number, be it said several times (rule 5). Who says none that can be, or several, closes the connection after the message, or his peer does. */
function counted(text: string, note: Noter): BodyLength | undefined {
  const numbers = text.split(',').map((part) => part.trim());
  const [first = ''] = numbers;
  const length = Number(first);
  if (numbers.some((number) => !/^\d+$/.test(number)) || !Number.isSafeInteger(length)) {
    note('bad-length');
    return untilClose;
  }
  if (numbers.some((number) => number !== first)) {
    note('lengths-differ');
    return { ...untilClose, isFaulty: true };
  }
  if (numbers.length > 1) note('length-repeated');
  return length === 0 ? undefined : { framing: 'counted', length, codings: [], isFaulty: false };
}

/**
 * The members of a list in lower case, without parameters (RFC 9110 §5.6.1). White space is blanks and tabs only (§5.6.3); a zero or a line end inside a value
 * counts as a blank (§5.5).
 */
export function listOf(text: string | undefined): readonly string[] {
  if (text === undefined || text === '') return NONE;
  if (isOneWord.test(text)) return [text.toLowerCase()];
  return text.replaceAll(/[\0\r\n\t]/g, ' ').split(',').map((member) => trimmed(member.split(';')[0]!).toLowerCase()).filter((member) => member !== '');
}

const NONE: readonly string[] = [];
/** As most lists are. */
const isOneWord = /^[\w-]+$/;

const trimmed = (text: string): string => text.replaceAll(/^ +| +$/g, '');
