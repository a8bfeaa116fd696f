import { workerData } from 'node:worker_threads';
import { type RelaySetup, serveContents } from '../node/content-relay.ts';
import { type ExtractTask, openFolder } from './extract-files.ts';

/** Writes the files of `pupil extract`, while the main thread reads the capture. */
serveContents(workerData as RelaySetup<ExtractTask>, openFolder);
