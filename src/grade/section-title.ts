/** What a line says that stands for a title. */
export interface Title {
  /** Protocols that it names, as they are called in filters. */
  readonly protocols: readonly string[];
  /** The number of a packet. */
  readonly packet: number | undefined;
}

/** Letters of Cyrillic that look like those of acronyms: `ТСР`, `АRР`. */
const lookAlikes: Readonly<Record<string, string>> = { А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', М: 'M', О: 'O', Р: 'P', Т: 'T' };

const NETBIOS = ['nbns', 'nbdgm', 'nbss'];
/** Names of protocols as they stand in titles; a more special one before those that are part of it. */
const named: readonly (readonly [name: RegExp, protocols: readonly string[]])[] = [
  [/(?:NBNS|NBT-NS|NetBIOS[- ]?NS|NetBIOS Name Service)/iu, ['nbns']],
  [/(?:NBDGM|NBDS|NetBIOS Datagram(?: Service)?)/iu, ['nbdgm']],
  [/(?:NBSS|NetBIOS Session(?: Service)?)/iu, ['nbss']],
  [/(?:NetBIOS|NBT)(?: over TCP\/IP)?/iu, NETBIOS],
  [/(?:ICMP(?:v4)?|Internet Control Message Protocol)/iu, ['icmp']],
  [/(?:ARP|Address Resolution Protocol)/iu, ['arp']],
  [/(?:HTTP(?:\/\d(?:\.\d)?)?|Hypertext Transfer Protocol)/iu, ['http']],
  [/(?:E?SMTP|Simple Mail Transfer Protocol)/iu, ['smtp']],
  [/(?:POP-?3?|Post Office Protocol)/iu, ['pop']],
  [/(?:IMAP-?4?|Internet Message Access Protocol)/iu, ['imap']],
  [/(?:DNS|Domain Name System)/iu, ['dns']],
  [/(?:TCP|Transmission Control Protocol)/iu, ['tcp']],
  [/(?:UDP|User Datagram Protocol)/iu, ['udp']],
  [/(?:Ethernet(?: ?II)?)/iu, ['eth']],
  [/(?:IP(?:v4)?|Internet Protocol(?:,? version 4)?)/iu, ['ip']],
].map(([name, protocols]) => [new RegExp(`(?<![\\p{L}\\p{N}])${(name as RegExp).source}(?![\\p{L}\\p{N}])`, 'giu'), protocols as readonly string[]]);

/** Words that a title may have beside the names of protocols. */
const titleWords = new Set(
  ('packet packets protocol protocols frame message messages no nr number analysis section part of the a and task ' +
  'пакет пакета пакеты пакетов протокол протокола протоколы протоколов кадр кадра номер анализ разбор сообщение сообщения раздел часть задание структура и ' +
  'gói tin giao thức số khung phân tích thông điệp bản phần câu bài mục cấu trúc và').split(' '),
);
/** Longer lines are no titles. */
const MAX_TITLE = 80;
const PACKET_WORD = '(?:packets?|frame|пакет\\p{L}*|кадр\\p{L}*|gói(?:\\s+tin)?|khung)';
const NUMBER_WORD = '(?:no|nr|number|num|номер\\p{L}*|№|#|số)';
/** `packet no. 12`, `пакет № 12`, `№ 12`, `gói tin số 12`; the number of a chapter has no such word before it. */
const IN_TITLE = new RegExp(`(?:${PACKET_WORD}|${NUMBER_WORD})(?![\\p{L}])[\\s.:№#()–—-]*(?:${NUMBER_WORD}[\\s.:)–—-]*)?(\\d{1,9})(?![\\d.:,]*\\d)`, 'iu');
/** A line of its own: `Номер пакета: 12`, `Frame 12: 98 bytes on wire`. */
const IN_LINE = new RegExp(`^[\\s*•–—-]*(?:${PACKET_WORD}[\\s.:]*${NUMBER_WORD}?|${NUMBER_WORD}[\\s.]*${PACKET_WORD})[\\s.:№#()=–—-]*(\\d{1,9})(?![\\d.]*\\d)`, 'iu');
const LABEL = new RegExp(`^(?:${PACKET_WORD}\\s*${NUMBER_WORD}?|${NUMBER_WORD}\\s*${PACKET_WORD})[\\s.:]*$`, 'iu');

/** What a heading says. */
export function titleOf(text: string): Title {
  return { protocols: protocolsIn(text), packet: numberIn(text, IN_TITLE) };
}

/** What a line says that stands like a title without being a heading; undefined: it is none. */
export function lineTitle(text: string): Title | undefined {
  if (text.length > MAX_TITLE || /^\s*(?:protocol|протокол|giao thức)\s*[:=–—-]/iu.test(text)) return undefined;
  const title = titleOf(text);
  if (title.protocols.length === 0) return undefined;
  const words = withoutNames(text).toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.every((word) => titleWords.has(word.normalize('NFC'))) ? title : undefined;
}

/** The protocols that a text names, in the order of their names; `TCP/IP` names none. */
export function protocolsIn(text: string): string[] {
  const plain = folded(text);
  const found: { at: number; protocols: readonly string[] }[] = [];
  let rest = plain;
  for (const [name, protocols] of named) {
    rest = rest.replace(name, (word, at: number) => {
      found.push({ at, protocols });
      return ' '.repeat(word.length);
    });
  }
  return [...new Set(found.sort((a, b) => a.at - b.at).flatMap(({ protocols }) => protocols))];
}

/** The number of a packet that a line or the cells of a row say; undefined: none. */
export function statedPacket(texts: readonly string[]): number | undefined {
  const [first = '', second = ''] = texts;
  if (texts.length > 1 && LABEL.test(first.trim()) && /^\s*\d{1,9}\s*$/.test(second)) return Number(second);
  return numberIn(first, IN_LINE);
}

function numberIn(text: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(text.slice(0, 2 * MAX_TITLE))?.[1];
  return found === undefined ? undefined : Number(found);
}

function withoutNames(text: string): string {
  return named.reduce((rest, [name]) => rest.replace(name, ' '), folded(text)).replace(/№|#/g, ' ');
}

/** Without the name of the whole family; look-alikes in words of capitals are the letters of acronyms. */
function folded(text: string): string {
  return text.replace(/[\p{Lu}\d]{2,}/gu, (word) => word.replace(/[АВСЕНМОРТ]/g, (letter) => lookAlikes[letter]!)).replace(/TCP\/IP/gi, ' '.repeat(6));
}
