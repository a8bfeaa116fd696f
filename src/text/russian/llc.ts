import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const llc = {
} satisfies Unfinished<Files['llc']>;
