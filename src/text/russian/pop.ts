import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const pop = {
} satisfies Unfinished<Files['pop']>;
