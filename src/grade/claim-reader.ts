import type { Claim } from './claim.ts';
import { settleFlags } from './claim-flag.ts';
import { claimsInLine } from './claim-line.ts';
import { addTable } from './claim-table.ts';
import type { Block, Line } from './report.ts';
import { protocolsIn } from './section-title.ts';

/** Claims of one section. */
export const MAX_CLAIMS = 2000;

/** What the blocks of a section say of fields; `quoted` are the lines of its dumps, which say nothing. */
export function claimsIn(blocks: readonly Block[], protocols: readonly string[], quoted: ReadonlySet<Line>): Claim[] {
  const scope = new Scope(protocols);
  const claims: Claim[] = [];
  for (const block of blocks) {
    if (block.kind === 'table') addTable(claims, block, scope, quoted);
    else if (block.kind !== 'picture') claims.push(...block.lines.filter((line) => !quoted.has(line)).flatMap((line) => claimsInLine(line, scope)));
    if (claims.length >= MAX_CLAIMS) break;
  }
  return settleFlags(claims.slice(0, MAX_CLAIMS));
}

/** First lines of the layers in trees of Wireshark, and what people write above the fields of one header. */
const LAYER = /^[\s>▸▾▶▼+–—•-]*(?:(?:header|заголовок|уровень|tiêu đề|phần đầu|lớp|tầng)\s+(?:of\s+)?|)(?:Ethernet(?: II)?|Internet Protocol|IP(?:v4)?|Transmission Control Protocol|TCP|User Datagram Protocol|UDP|Address Resolution Protocol|ARP|Internet Control Message Protocol|ICMP|NetBIOS (?:Name|Datagram|Session) Service|Hypertext Transfer Protocol|HTTP|Simple Mail Transfer Protocol|SMTP|Post Office Protocol|POP3?|Internet Message Access Protocol|IMAP4?|Internet Message Format|Domain Name System)(?![\p{L}\p{N}_.=-])/iu;

/** The protocols whose labels are meant, the likeliest first: that of the header that was named last, then those of the section. */
export class Scope {
  readonly #section: readonly string[];
  protocols: readonly string[];

  constructor(section: readonly string[]) {
    this.#section = section;
    this.protocols = section;
  }

  /** A line may name the header that the next ones are about. */
  enter(text: string): void {
    const found = LAYER.exec(text);
    if (found === null || /^\s*:\s*\S/.test(text.slice(found[0].length))) return;
    const layers = protocolsIn(found[0]);
    if (layers.length > 0) this.protocols = [...new Set([...layers, ...this.#section])];
  }

  leave(): void {
    this.protocols = this.#section;
  }
}
