import fs from 'node:fs';
import { test } from 'vitest';
import { readReport } from '/work/wt/grade/src/grade/document/read-report.ts';
import { reportPlatform } from '/work/wt/grade/src/node/report-platform.ts';
import { linesOf } from '/work/wt/grade/src/grade/report.ts';
test('smoke', async () => {
  for (const f of process.env.FILES!.split(' ')) {
    const r = await readReport(fs.readFileSync(f), reportPlatform);
    console.log(f, r.fault ?? r.report!.kind, r.report?.layer);
    for (const b of r.report?.blocks ?? []) console.log(b.kind, b.kind === 'table' ? JSON.stringify(b.rows.map((row) => row.map((c) => c.lines.map((l) => l.text).join('⏎')))) : linesOf(b).map((l) => `${l.place.page ?? ''}:${l.place.line} ${JSON.stringify(l.text)}`));
  }
});
