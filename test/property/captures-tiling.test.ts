import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Analyzer } from '../../src/analysis/analyzer.ts';
import { Inspector } from '../../src/analysis/inspector.ts';
import { readCapture } from '../../src/node/capture-file.ts';
import { look } from '../build/decode.ts';
import { bundledCaptures } from '../build/seeds.ts';
import { tilingProblems } from '../build/tiling.ts';

describe('the parts of every header cover it to the bit, without gap or overlap', () => {
  test('there are captures to look at', () => {
    expect(bundledCaptures().length).toBeGreaterThan(10);
  });

  test.each(bundledCaptures().map((file) => [path.basename(file), file] as const))('%s', (_, file) => {
    const problems: string[] = [];
    let packets = 0;
    const a: Analyzer = new Analyzer(() => {
      packets++;
      problems.push(...tilingProblems(look(a, inspector)).map((problem) => `packet ${a.number}: ${problem}`));
    }, { marks: true, verdicts: true, probe: true });
    const inspector = new Inspector(a);
    readCapture(file, a);
    a.end();
    expect(packets).toBeGreaterThan(5);
    expect(problems.slice(0, 20)).toEqual([]);
  });
});
