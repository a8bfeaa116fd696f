import { readFileSync } from 'node:fs';

/** The version in package.json, which stands two folders above this file, in the source as in the build. */
export const version: string = (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
