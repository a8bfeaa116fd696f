import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Analyzer, type AnalyzerOptions } from '../../src/analysis/analyzer.ts';
import { bothEfforts, type Effort, effortFor } from '../../src/analysis/effort.ts';
import { fieldByPath, Lookup } from '../../src/analysis/lookup.ts';
import { type Field, fields } from '../../src/base/field.ts';
import { readCapture } from '../../src/node/capture-file.ts';

const folder = path.resolve(import.meta.dirname, '../../captures');
const captures = fs.readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name));

/** The values of fields, a row for each packet. */
function values(name: string, chosen: readonly Field[], options: AnalyzerOptions): string[] {
  const rows: string[] = [];
  const a = new Analyzer(() => {
    const found = lookup.look().map((list) => list.map(({ value }) => String(value)).join());
    rows.push(found.join('|'));
  }, { ...options, verdicts: true, probe: true });
  const lookup = new Lookup(a, chosen);
  readCapture(path.join(folder, name), a);
  a.end();
  return rows;
}

const field = (name: string): Field => fieldByPath(name)!;

describe('what fields cost', () => {
  test('headers alone need no dialogue', () => {
    for (const name of ['frame.number', 'ip.addr', 'tcp.dstport', 'tcp.analysis.retransmission', 'arp.opcode', 'icmp.resp_to']) expect(effortFor([field(name)]), name).toEqual({ depth: 'connections' });
  });

  test('what is said needs them, be it in a datagram or on a stream', () => {
    const sayers = (name: string): unknown => effortFor([field('frame.number'), field(name)]).marks;
    expect(sayers('smtp.req.command')).toEqual(new Set(['smtp']));
    expect(sayers('http')).toEqual(new Set(['http']));
    expect(sayers('smb.cmd')).toEqual(new Set(['nbss']));
    expect(sayers('imf.subject')).toEqual(new Set(['smtp', 'pop', 'imap']));
    expect(sayers('dns.qry.name')).toEqual(new Set(['dns', 'http2']));
  });

  test('what a packet is called needs what is said, but not its fields', () => {
    expect(effortFor([field('frame.protocols')])).toEqual({ units: true });
  });

  test('of two, as much as both need', () => {
    const [headers, list, mails, all]: readonly Effort[] = [{ depth: 'connections' }, { units: true }, { marks: new Set(['smtp']) }, { marks: true }];
    expect(bothEfforts(headers!, list!)).toEqual(list);
    expect(bothEfforts(list!, mails!)).toEqual(mails);
    expect(bothEfforts({ marks: new Set(['pop']) }, mails!)).toEqual({ marks: new Set(['pop', 'smtp']) });
    expect(bothEfforts(mails!, all!)).toEqual(all);
    expect(bothEfforts({ depth: 'layers' }, headers!)).toEqual(headers);
  });

  test.each(captures)('%s: the values are the same as of the whole analysis', (name) => {
    for (const options of [{ depth: 'connections' }, { units: true }] as const) {
      const chosen = fields.filter((each) => JSON.stringify(effortFor([each])) === JSON.stringify(options));
      expect(chosen.length).toBeGreaterThan(0);
      expect(values(name, chosen, options)).toEqual(values(name, chosen, { marks: true }));
    }
    for (const said of ['smtp', 'http', 'imap', 'pop', 'nbss', 'dns']) {
      const chosen = fields.filter((each) => each.path === said || each.path.startsWith(`${said}.`));
      expect(values(name, chosen, effortFor(chosen))).toEqual(values(name, chosen, { marks: true }));
    }
  });
});
