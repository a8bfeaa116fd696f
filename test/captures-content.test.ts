import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Analyzer } from '../src/analysis/analyzer.ts';
import { compileFilter } from '../src/analysis/filter/filter.ts';
import { fieldByPath, Lookup } from '../src/analysis/lookup.ts';
import { readCapture } from '../src/node/capture-file.ts';

/** What the bundled captures are there to show: a filter that finds it, and a word of the golden texts about it. */
const shown: Readonly<Record<string, readonly (readonly [what: string, filter: string, golden: RegExp])[]>> = {
  'pop3-apop.pcap': [
    ['APOP (RFC 1939 §7)', 'pop.request.command == "APOP"', /APOP/],
    ['CRAM-MD5 (RFC 5034)', 'pop.auth.mechanism == "CRAM-MD5"', /CRAM-MD5/],
  ],
  'pop3-dele-rset.pcap': [
    ['RETR of a mail with stuffed dots (RFC 1939 §3)', 'pop and tcp.payload contains 0d:0a:2e:2e', /RETR/],
    ['DELE', 'pop.request.command == "DELE"', /DELE/],
    ['RSET', 'pop.request.command == "RSET"', /RSET/],
  ],
  'imap.pcap': [
    ['APPEND with a literal', 'imap.request.command == "APPEND" and imap.literal.size > 0', /APPEND/],
    ['a literal that does not wait (RFC 7888)', 'imap.literal.nonsync', /\{273\+\}/],
    ['SEARCH', 'imap.request.command == "SEARCH"', /SEARCH/],
    ['STORE', 'imap.request.command == "STORE"', /STORE/],
    ['COPY', 'imap.request.command == "COPY"', /COPY/],
    ['MOVE (RFC 6851)', 'imap.request.command == "MOVE"', /MOVE/],
    ['IDLE and DONE (RFC 2177)', 'imap.request.command == "IDLE" or imap.idle.done', /IDLE/],
    ['BODYSTRUCTURE', 'imap.fetch.part.type', /BODYSTRUCTURE/],
    ['NO', 'imap.response.status == "NO"', / NO /],
    ['BAD', 'imap.response.status == "BAD"', / BAD /],
    ['PREAUTH', 'imap contains "* PREAUTH"', /PREAUTH/],
  ],
  'smtp-pipelining-bdat.pcap': [
    ['pipelining (RFC 2920)', 'count(smtp.req.command) > 2', /PIPELINING/],
    ['BDAT (RFC 3030)', 'smtp.req.command == "BDAT" and smtp.bdat.last', /BDAT/],
    ['a doubled dot (RFC 5321 §4.5.2)', 'smtp and tcp.payload contains 0d:0a:2e:2e', /DATA/],
  ],
  'smtp-refused.pcap': [
    ['VRFY', 'smtp.req.command == "VRFY"', /VRFY/],
    ['EXPN answered in several lines', 'smtp.response.code == 250 and count(smtp.response) > 1 and smtp contains "<anna@lab.test>"', /EXPN/],
    ['HELP', 'smtp.req.command == "HELP" or smtp.response.code == 214', /HELP/],
    ['251', 'smtp.response.code == 251', /251/],
    ['551', 'smtp.response.code == 551', /551/],
    ['553', 'smtp.response.code == 553', /553/],
  ],
  'lab5.pcap': [['a line that begins with a dot', 'tcp.payload contains "..hidden"', /DATA/]],
  'http-chunked-gzip.pcap': [
    ['chunked and gzip in one', 'http.transfer_encoding == "chunked" and http.content_encoding == "gzip"', /gzip/],
    ['a range', 'http.response.code == 206', /206/],
    ['a range that does not exist', 'http.response.code == 416', /416/],
    ['HEAD', 'http.request.method == "HEAD"', /HEAD/],
    ['304', 'http.response.code == 304', /304/],
    ['100 (Continue)', 'http.response.code == 100', /100 Continue/],
    ['pipelining', 'count(http.request.method) > 1', /GET/],
    ['chunk extensions and a trailer', 'http.chunk_extension and http.chunked_trailer_part', /note\.txt/],
  ],
  'http-proxy-connect.pcap': [['CONNECT', 'http.request.method == "CONNECT"', /CONNECT/]],
  'netbios-names.pcap': [
    ['registration', 'nbns.flags.opcode == 5 and nbns.flags.response == 0', /registration/i],
    ['query', 'nbns.flags.opcode == 0 and nbns.flags.response == 0', /query/i],
    ['release', 'nbns.flags.opcode == 6', /release/i],
    ['a name that has an owner', 'nbns.flags.opcode == 5 and nbns.flags.response == 1 and nbns.flags.rcode == 6', /active/i],
    ['a datagram to a mailslot', 'nbdgm and mailslot.name', /MAILSLOT/],
  ],
  'netbios-session.pcap': [
    ['a session that is refused', 'nbss.type == 0x83', /refused/],
    ['a session that is granted', 'nbss.type == 0x82', /accepted/],
    ['a session that is to be had elsewhere', 'nbss.type == 0x84', /is to be had at/],
  ],
  'tcp-trouble.pcap': [
    ['loss that is made good', 'tcp.analysis.retransmission or tcp.analysis.fast_retransmission', /retransmission/i],
    ['segments in another order', 'tcp.analysis.out_of_order', /out.of.order/i],
    ['segments that come twice', 'tcp.analysis.duplicate_ack or tcp.analysis.spurious_retransmission', /duplicate|spurious/i],
  ],
};

/** Commands with the answers that they are to have met: `link` is the field of an answer that names the packet of its command. */
const answered: readonly (readonly [what: string, capture: string, link: string, command: string, answer: string])[] = [
  ['APOP accepted', 'pop3-apop.pcap', 'pop.response_to', 'pop.request.command == "APOP"', 'pop.response.indicator == "+OK"'],
  ['APOP refused', 'pop3-apop.pcap', 'pop.response_to', 'pop.request.command == "APOP"', 'pop.response.indicator == "-ERR"'],
  ['RCPT refused', 'smtp-pipelining-bdat.pcap', 'smtp.response_to', 'smtp.req.command == "RCPT"', 'smtp.response.code >= 500'],
  ['RCPT refused', 'smtp-refused.pcap', 'smtp.response_to', 'smtp.req.command == "RCPT"', 'smtp.response.code == 550'],
  ['DATA refused', 'smtp-refused.pcap', 'smtp.response_to', 'smtp.req.command == "DATA"', 'smtp.response.code == 554'],
  ['EXPN answered', 'smtp-refused.pcap', 'smtp.response_to', 'smtp.req.command == "EXPN"', 'smtp.response.code == 250'],
  ['APPEND done', 'imap.pcap', 'imap.response_to', 'imap.request.command == "APPEND"', 'imap.response.status == "OK"'],
];

const root = path.resolve(import.meta.dirname, '..');

/** One pass over a capture: the packets that each filter finds, each with the values of a field, if one is given. */
function passing(capture: string, filters: readonly string[], field?: string): { packet: number; values: string[] }[][] {
  const compiled = filters.map((text) => compileFilter(text));
  const found: { packet: number; values: string[] }[][] = filters.map(() => []);
  const a: Analyzer = new Analyzer(() => {
    looks.forEach((lookup, i) => {
      if (compiled[i]!.test(lookup.look())) found[i]!.push({ packet: a.number, values: (link?.look()[0] ?? []).map((v) => String(v.value)) });
    });
  }, { marks: true, verdicts: true, probe: true });
  const looks = compiled.map((filter) => new Lookup(a, filter.fields));
  const link = field === undefined ? undefined : new Lookup(a, [fieldByPath(field)!]);
  readCapture(path.join(root, 'captures', capture), a);
  a.end();
  return found;
}

function golden(capture: string): string {
  return ['packets', 'sessions', 'tree', 'overview'].map((kind) => fs.readFileSync(path.join(root, 'test/golden/expected', `${capture}.${kind}.txt`), 'utf8')).join('\n');
}

describe.each(Object.entries(shown))('%s shows', (capture, list) => {
  const found = passing(capture, list.map(([, filter]) => filter));
  const texts = golden(capture);

  test.each(list.map(([what, filter, word], i) => ({ what, filter, word, packets: found[i]! })))('$what', ({ filter, packets, word }) => {
    expect([filter, packets.length > 0]).toEqual([filter, true]);
    expect(word.test(texts)).toBe(true);
  });
});

test.each(answered)('%s: %s', (_, capture, link, command, answer) => {
  const [commands, answers] = passing(capture, [command, answer], link);
  const asked = new Set(commands!.map(({ packet }) => String(packet)));
  expect(answers!.filter(({ values }) => values.some((value) => asked.has(value))).length).toBeGreaterThan(0);
});

test('pop3-dele-rset.pcap: RSET follows DELE', () => {
  const [deleted, reset] = passing('pop3-dele-rset.pcap', ['pop.request.command == "DELE"', 'pop.request.command == "RSET"']);
  expect(deleted![0]!.packet).toBeLessThan(reset![0]!.packet);
});
