import { describe, expect, test } from 'vitest';
import { expectRead, reportFolder, truthOf } from '../build/report-fixtures.ts';
import path from 'node:path';

const { reports } = truthOf(reportFolder);
const names = Object.keys(reports);

describe('reports made by other programs', () => {
  test('there are at least 50 of them, with everything that students paste, in every format', () => {
    expect(names.length).toBeGreaterThanOrEqual(50);
    for (const format of ['md', 'txt', 'html', 'docx', 'odt', 'pdf', 'doc', 'writer.docx', 'writer.odt']) expect(names.filter((name) => name.endsWith(`.${format}`)).length, format).toBeGreaterThanOrEqual(3);
    const pasted = names.filter((name) => name.startsWith('dumps.')).map((name) => name.slice(6, -4));
    expect(pasted).toEqual(expect.arrayContaining(['tshark-x', 'tshark-V-x', 'tshark--hexdumpnoascii', 'tshark-Tjsonraw', 'tcpdump-X', 'tcpdump-XX', 'xxd', 'xxd-p', 'xxd-i', 'hexdump', 'hexdump-C', 'hexdump-e', 'od-tx1', 'od-x']));
  });

  test.each(Object.entries(reports))('%s', async (file, truth) => expectRead(path.join(reportFolder, file), truth));
});
