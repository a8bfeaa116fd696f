import type { AnalyzerOptions } from '../analysis/analyzer.ts';
import { nearest } from '../analysis/filter/nearest.ts';
import { dialogueNames } from '../analysis/layers.ts';
import { type Protocol, protocolByName, protocols } from '../base/protocol.ts';
import { type Table, tables } from '../base/table.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { UsageError } from './usage-error.ts';

/** Dialogues are found by TCP port, and not in a table of packet protocols. */
const TCP_PORT = 'tcp.port';
/** The word of the user that the bytes are to be left alone. */
const AS_BYTES = 'data';

/** What `-d` asks for: `tcp.port==8025,smtp`, `udp.port==5353-5355,dns`, `eth.type==0x88b5,ip`; in tshark's words. */
export function parseDecodeAs(options: readonly string[], c: Catalogue): Pick<AnalyzerOptions, 'decodeAs' | 'dialogueAs'> {
  const decodeAs = new Map<Table, Map<number, Protocol>>();
  const dialogueAs = new Map<number, string>();
  for (const option of options) {
    const rule = parseRule(option, c);
    if (rule.table === TCP_PORT) for (const n of rule.numbers) dialogueAs.set(n, dialogueOf(rule.protocol, c));
    else {
      const table = tableOf(rule.table, c);
      const entries = decodeAs.get(table) ?? new Map<number, Protocol>();
      decodeAs.set(table, entries);
      for (const n of rule.numbers) entries.set(n, protocolOf(rule.protocol, c));
    }
  }
  return { ...(decodeAs.size > 0 ? { decodeAs } : {}), ...(dialogueAs.size > 0 ? { dialogueAs } : {}) };
}

interface Rule {
  readonly table: string;
  readonly numbers: readonly number[];
  readonly protocol: string;
}

/** A port, `8000-8010`, or a first one and how many: `8000:11`. */
const rule = /^([\w.]+)==(0x[\da-f]+|\d+)(?:([-:])(0x[\da-f]+|\d+))?,([\w.-]+)$/i;
const MAX_NUMBERS = 65_536;

function parseRule(option: string, c: Catalogue): Rule {
  const found = rule.exec(option.replace(/\s+/g, ''));
  if (found === null) throw new UsageError(c.say('error.decode-as', { option }));
  const [, table = '', from = '', separator, second, protocol = ''] = found;
  const first = Number(from);
  const count = second === undefined ? 1 : separator === ':' ? Number(second) : Number(second) - first + 1;
  if (count < 1 || count > MAX_NUMBERS) throw new UsageError(c.say('error.decode-as', { option }));
  return { table, numbers: Array.from({ length: count }, (_, i) => first + i), protocol };
}

function tableOf(name: string, c: Catalogue): Table {
  const found = tables.find((t) => t.name === name);
  if (found === undefined) throw new UsageError(c.say('error.decode-table', { name, tables: [TCP_PORT, ...tables.map((t) => t.name)].join(', ') }));
  return found;
}

function dialogueOf(name: string, c: Catalogue): string {
  if (name === AS_BYTES || dialogueNames.includes(name)) return name;
  throw unknown(name, [...dialogueNames, AS_BYTES], c);
}

function protocolOf(name: string, c: Catalogue): Protocol {
  const found = protocolByName(name);
  if (found !== undefined) return found;
  throw unknown(name, protocols.map((p) => p.name), c);
}

function unknown(name: string, known: readonly string[], c: Catalogue): UsageError {
  const near = nearest(name, known);
  return new UsageError(near === undefined ? c.say('error.protocol', { name, known: known.join(', ') }) : c.say('error.protocol-near', { name, near }));
}
