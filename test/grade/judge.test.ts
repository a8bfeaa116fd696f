import { describe, expect, test } from 'vitest';
import { markOf } from '../../src/grade/mark.ts';
import { tell } from '../../src/grade/said.ts';
import type { Item } from '../../src/grade/verdict.ts';
import { Catalogue } from '../../src/text/catalogue.ts';
import { bundled, captureOf, change, grade, gradeReport, handed, itemOf, itemsOf, lab4, labRubric, packetsOf, pointsOf, reportOf, rerecorded } from '../build/grading.ts';

const c = new Catalogue();
const capture = captureOf(1);
const packets = packetsOf(capture);
const reasonsOf = ({ reasons }: Item): string => reasons.map((reason) => tell(reason, c)).join('; ');

describe('a right report', () => {
  test('gets all points, with evidence for each', async () => {
    const outcome = await gradeReport(capture, reportOf(packets));
    expect(itemsOf(outcome).map(({ id, points, max, state }) => ({ id, points, max, state })).filter(({ points, max, state }) => points !== max || state !== 'judged')).toEqual([]);
    expect(pointsOf(outcome)).toBe(100);
    for (const item of itemsOf(outcome)) {
      expect(item.evidence.length, item.id).toBeGreaterThan(0);
      for (const { packet, capture: file, rule } of item.evidence) expect({ packet, file, rule }).toEqual({ packet: expect.any(Number) as number, file: 'lab4.pcapng', rule: expect.objectContaining({ key: expect.any(String) as string }) as object });
    }
  });

  test.each(['lab5', 'imap'] as const)('of %s, too', async (lab) => {
    const rubric = labRubric(lab);
    const own = bundled(lab === 'imap' ? 'imap.pcap' : 'lab5.pcap');
    const outcome = await gradeReport(own, reportOf(packetsOf(own, rubric)), rubric);
    expect(itemsOf(outcome).filter(({ kind, points, max }) => kind !== 'capture' && points < max).map(({ id, points, reasons }) => ({ id, points, reasons }))).toEqual([]);
  });

  test('the packet, bytes, field and value of a decoded field are named', async () => {
    const item = itemOf(await gradeReport(capture, reportOf(packets)), 'arp.decoded');
    expect(item.evidence[0]).toMatchObject({ excerpt: 'Opcode: 1', packet: 1, range: [20, 22], field: 'arp.opcode', captured: '1', credit: 1, place: { cell: { table: 1, row: 2, column: 3 } } });
  });
});

describe('errors', () => {
  test('one wrong field costs what it is worth, and the right value is shown', async () => {
    const wrong = change(packets, 'ARP', ({ fields }) => ({ fields: fields.map((field, i) => (i === 0 ? { ...field, value: '2' } : field)) }));
    const outcome = await gradeReport(capture, reportOf(wrong));
    const item = itemOf(outcome, 'arp.decoded');
    // Opcode 2 is right of another packet: half.
    expect(item.points).toBeCloseTo(6 * 3.5 / 4);
    expect(pointsOf(outcome)).toBeCloseTo(100 - 6 / 8);
    const value = change(packets, 'ARP', ({ fields }) => ({ fields: fields.map((field, i) => (i === 0 ? { ...field, value: '777' } : field)) }));
    const worse = itemOf(await gradeReport(capture, reportOf(value)), 'arp.decoded');
    expect(worse.points).toBeCloseTo(6 * 3 / 4);
    expect(worse.evidence[0]).toMatchObject({ credit: 0, captured: '1', excerpt: 'Opcode: 777' });
  });

  test('one byte that differs: near, with its offset and field, to be reviewed', async () => {
    const wrong = change(packets, 'ARP', ({ bytes }) => ({ bytes: bytes.map((byte, i) => (i === 30 ? byte ^ 0xff : byte)) }));
    const item = itemOf(await gradeReport(capture, reportOf(wrong)), 'arp.raw');
    expect(item).toMatchObject({ state: 'review', points: 4 * 41 / 42 });
    expect(item.evidence[1]).toMatchObject({ range: [30, 31], field: 'arp.src.proto_ipv4', credit: 0 });
    expect(reasonsOf(item)).toBe('1 byte differs from packet 1; 41 of 42 are equal');
  });

  test('swapped sections: nothing for the bytes, and which protocol they are', async () => {
    const titles: Record<string, string> = { SMTP: 'POP', POP: 'SMTP' };
    const item = itemOf(await gradeReport(capture, reportOf(packets.map((packet) => ({ ...packet, protocol: titles[packet.protocol] ?? packet.protocol })))), 'smtp.raw');
    expect(item.points).toBe(0);
    expect(reasonsOf(item)).toMatch(/^these bytes are packet \d+, which holds POP: it belongs into another section$/);
  });

  test('a right report of another capture: not found, and no word of blame', async () => {
    const outcome = await gradeReport(bundled('lab5.pcap'), reportOf(packets));
    for (const id of ['tcp.raw', 'smtp.raw', 'pop.raw']) {
      expect(itemOf(outcome, id).points, id).toBe(0);
      expect(reasonsOf(itemOf(outcome, id)), id).toBe('these bytes are not found in the capture handed in');
    }
  });

  test('every 0 has a reason', async () => {
    for (const report of ['', 'Hello', reportOf(packets.slice(0, 2)), reportOf(change(packets, 'TCP', () => ({ fields: [], bytes: new Uint8Array(0) })))]) {
      for (const item of itemsOf(await gradeReport(capture, report === '' ? ' ' : report))) if (item.points === 0) expect(item.reasons.length, item.id).toBeGreaterThan(0);
    }
  });

  test('too few bytes: half, to be reviewed', async () => {
    const short = change(packets, 'HTTP', ({ bytes }) => ({ bytes: bytes.subarray(0, 12) }));
    expect(itemOf(await gradeReport(capture, reportOf(short)), 'http.raw')).toMatchObject({ points: 2, state: 'review' });
  });

  test('many answers to one question: half at most', async () => {
    const sprayed = change(packets, 'ICMP', ({ fields }) => ({ fields: ['5', '10', '20', '8'].flatMap((value) => [{ ...fields[0]!, value }, ...(value === '5' ? fields.slice(1, 3) : [])]) }));
    const item = itemOf(await gradeReport(capture, reportOf(sprayed)), 'icmp.decoded');
    expect(item.points).toBeCloseTo(6 * 2.5 / 4);
    expect(reasonsOf(item)).toContain('several answers are given to one question');
  });
});

describe('what is not there', () => {
  // A capture without ICMP: 1 is its number among the protocols of IP.
  const rubric = { ...lab4, sections: lab4.sections.filter(({ id }) => id === 'smtp' || id === 'icmp'), max: 50, checks: lab4.checks };
  const smtpOnly = bundled('smtp-auth.pcap');

  test.each([['review', 'review'], ['drop', 'dropped'], ['zero', 'judged']] as const)('no packet of a protocol in the capture, absent: %s', async (absent, state) => {
    const own = { ...rubric, sections: rubric.sections.map((section) => ({ ...section, absent })) };
    const outcome = await gradeReport(smtpOnly, reportOf(packetsOf(smtpOnly, own)), own);
    expect(itemOf(outcome, 'icmp.raw')).toMatchObject({ points: 0, state });
    expect(reasonsOf(itemOf(outcome, 'icmp.raw'))).toBe('the capture holds no packet of icmp');
  });

  test('what is dropped does not count: the rest makes up the maximum', async () => {
    const own = { ...rubric, checks: [], max: 20, sections: rubric.sections.map((section) => ({ ...section, absent: 'drop' as const })) };
    const outcome = await gradeReport(smtpOnly, reportOf(packetsOf(smtpOnly, own)), own);
    const submission = { key: 'a', student: 'a', id: undefined, origin: 'folder', folder: 'a', files: [], warnings: [] } as const;
    expect(markOf(submission, 'a', outcome, [], own).total).toBe(20);
  });

  test('an empty report: the points of the capture only', async () => {
    const outcome = await gradeReport(capture, ' \n');
    expect(itemsOf(outcome).filter(({ kind, points }) => kind !== 'capture' && points > 0)).toEqual([]);
    expect(pointsOf(outcome)).toBe(30);
  });

  test('no report: the same', async () => {
    const outcome = await grade([handed('a.pcapng', capture)]);
    expect(pointsOf(outcome)).toBe(30);
    expect(reasonsOf(itemOf(outcome, 'arp.raw'))).toBe('no report was handed in');
  });

  test('a report of pictures: to be reviewed', async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0);
    const outcome = await grade([handed('a.pcapng', capture), handed('scan.png', png)]);
    expect(itemsOf(outcome).filter(({ kind, state }) => kind !== 'capture' && state !== 'review')).toEqual([]);
  });

  test.each([
    ['nothing', [], 'ungradable.nothing'],
    ['no capture', [handed('r.md', reportOf(packets))], 'ungradable.no-capture'],
    ['a file that is neither', [handed('x.bin', Uint8Array.of(0, 1, 2, 3, 0xfe, 0, 1, 2))], 'ungradable.nothing'],
    ['a capture without packets', [handed('e.pcap', capture.subarray(0, 0)), handed('e.pcap', bundled('arp.pcap').subarray(0, 24))], 'ungradable.empty-capture'],
    ['a capture in another format', [handed('old.cap', bundled('broken/old.snoop'))], 'ungradable.foreign-capture'],
  ] as const)('%s is not graded, which is not 0', async (_, files, key) => {
    expect((await grade(files)).ungradable?.key).toBe(key);
  });

  test('a damaged capture counts as far as it can be read', async () => {
    const outcome = await gradeReport(capture.subarray(0, capture.length - 50), reportOf(packets));
    expect(outcome.judgement!.notes.map(({ key }) => key)).toEqual(['submission.damaged-capture']);
    expect(pointsOf(outcome)).toBe(100);
  });
});

describe('other reports', () => {
  test('without headings: each dump is found where it belongs', async () => {
    const bare = reportOf(packets).split('\n').filter((line) => !line.startsWith('#')).join('\n');
    const outcome = await gradeReport(capture, bare);
    expect(itemsOf(outcome).filter(({ kind, points, max }) => kind === 'raw' && points < max).map(({ id }) => id)).toEqual([]);
    expect(itemOf(outcome, 'arp.decoded').points).toBe(6);
  });

  test('the same value said twice, in two notations, is no guess', async () => {
    const twice = change(packets, 'TCP', ({ fields }) => ({ fields: [...fields, { ...fields[0]!, value: `0x${Number(fields[0]!.value).toString(16)}` }] }));
    expect(itemOf(await gradeReport(capture, reportOf(twice)), 'tcp.decoded').points).toBe(6);
  });

  test('bytes that several packets have: the number that the section gives decides, otherwise it is a tie', async () => {
    const ping = packets.find(({ protocol }) => protocol === 'ICMP')!;
    // Up to the length of the datagram, in which all pings are alike.
    const start = change(packets, 'ICMP', ({ bytes }) => ({ bytes: bytes.subarray(0, 18), fields: [] }));
    expect(itemOf(await gradeReport(capture, reportOf(start)), 'icmp.raw').points).toBe(4);
    const unnumbered = reportOf(start).replace(`[ICMP] packet no. ${ping.packet}`, '[ICMP]');
    expect(itemOf(await gradeReport(capture, unnumbered), 'icmp.raw')).toMatchObject({ points: 2, state: 'review', reasons: [{ key: 'reason.tied' }] });
  });

  test('a picture in place of the bytes: a person looks, and the fields are compared with the packet of that number', async () => {
    const pictured = reportOf(packets).replace(/(## \[ARP\][^`]*)```[^`]*```/, '$1![dump](dump.png)');
    const outcome = await gradeReport(capture, pictured);
    expect(itemOf(outcome, 'arp.raw')).toMatchObject({ points: 0, state: 'review', reasons: [{ key: 'reason.picture' }] });
    expect(itemOf(outcome, 'arp.decoded').points).toBe(6);
  });
});

describe('captures', () => {
  test('several: each packet is found in the one that it is in', async () => {
    const outcome = await grade([handed('1.pcap', bundled('arp.pcap')), handed('2.pcapng', capture), handed('report.md', reportOf(packets))]);
    expect(pointsOf(outcome)).toBe(100);
    expect(itemOf(outcome, 'smtp.raw').evidence[0]).toMatchObject({ capture: '2.pcapng' });
  });

  test('what it is is seen by the content, not the name', async () => {
    const outcome = await grade([handed('report.docx', capture), handed('capture.pcap', reportOf(packets))]);
    expect(pointsOf(outcome)).toBe(100);
  });

  test('of several reports the newest counts, and that is said', async () => {
    const outcome = await grade([handed('c.pcapng', capture), handed('old.md', 'nothing', 1000), handed('new.md', reportOf(packets), 2000)]);
    expect(pointsOf(outcome)).toBe(100);
    expect(outcome.judgement!.notes).toEqual([{ key: 'submission.several-reports', args: { file: 'new.md', count: 2 } }]);
  });

  test('a check of a dialogue: it must be whole', async () => {
    const cut = { ...lab4, sections: [], checks: [{ id: 'recv', points: 9, exists: [['pop.request.command', 'RETR']] as const, complete: 'pop', builtin: undefined }] };
    const whole = await grade([handed('c', capture)], cut);
    expect(itemOf(whole, 'capture.recv').points).toBe(9);
    const beginning = await grade([handed('c', rerecorded(capture, (packet) => (packet.number <= 98 ? packet : undefined)))], cut);
    expect(itemOf(beginning, 'capture.recv')).toMatchObject({ points: 0 });
    expect(itemOf(beginning, 'capture.recv').reasons.length).toBe(1);
  });

  test('the handshake of TCP (RFC 9293 §3.5)', async () => {
    const own = { ...lab4, sections: [], checks: [{ id: 'hs', points: 1, exists: [], complete: undefined, builtin: 'tcp-handshake' as const }] };
    expect(itemOf(await grade([handed('c', capture)], own), 'capture.hs').evidence.map(({ packet }) => packet)).toEqual([25, 26, 27]);
    expect(itemOf(await grade([handed('c', bundled('arp.pcap'))], own), 'capture.hs')).toMatchObject({ points: 0 });
  });
});
