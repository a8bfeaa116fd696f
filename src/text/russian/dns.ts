import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const dns = {
} satisfies Unfinished<Files['dns']>;
