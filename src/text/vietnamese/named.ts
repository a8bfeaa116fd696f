import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const named = {
} satisfies Unfinished<Files['named']>;
