import type { Files } from '../files.ts';
import type { Unfinished } from '../words.ts';

export const imf = {
} satisfies Unfinished<Files['imf']>;
