import path from 'node:path';
import { keepCode, loadBundle } from '../node/bundle.ts';
import { EXIT } from './exit.ts';
import { packageRoot } from '../node/package.ts';

/** Run by the build, which throws its output away: does once, in every language, what is done most, so that the code for it can be kept. */
const { main } = loadBundle(path.join(packageRoot, 'dist/cli/program.js')) as typeof import('./program.ts');
const capture = path.join(packageRoot, 'captures/lab4.pcapng');
const jobs = [['analyze', capture], ['packets', capture], ['packets', capture, '--packet', '1', '-V', '-x'], ['sessions', capture], ['sessions', capture, '1'], ['check', capture]];

process.exitCode = EXIT.internal;
void warm().then(() => {
  keepCode();
  process.exitCode = EXIT.ok;
});

async function warm(): Promise<void> {
  for (const language of ['en', 'ru', 'vi']) {
    for (const job of jobs) {
      const code = await main([...job, '--lang', language]);
      if (code !== 0) throw new Error(`${job.join(' ')}: exit ${code}`);
    }
  }
}
